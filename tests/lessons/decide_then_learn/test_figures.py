"""The backprop board of notebook 06a: its numbers, its steps, its updates; and where fast text stands."""

import numpy as np
import pytest
from driving import say

from helpers.lessons.decide_then_learn.figures import EXAMPLES, WEIGHTS, BackpropBoard
from helpers.lessons.decide_then_learn.numbers import FIRST, STEPS
from helpers.lettering import width


@pytest.fixture(scope="module")
def made():
    figure = BackpropBoard()
    return figure, dict(figure.state)


@pytest.fixture
def board(made):
    figure, state = made
    figure.state.update(state)
    figure.show_state()
    return figure


def press(board, name, times=1):
    for _ in range(times):
        header = say(board, kind="button", name=name)
    return header


def choose(board, **changes):
    say(board, kind="change", changes=changes)


def test_the_page_s_numbers_stand_on_the_board(board):
    press(board, "step", 5)
    texts = board.known["texts"]
    assert texts["h₁ in", "value"] == "0.6" and texts["ŷ out", "value"] == "0.6093"
    assert "E = 0.1527" in board.known["headline"]
    press(board, "step", 6)
    assert board.known["texts"][0, "slope"] == "∂ −0.0426" and board.known["texts"][8, "slope"] == "∂ −0.186"


def test_every_step_fills_in_cells_tells_its_rule_and_underlines_what_is_new_and_back_takes_it_away(board):
    counts, rules = [len(board.known["texts"])], set()
    for _ in STEPS:
        caption, known = press(board, "step")["caption"], board.known
        written = [line[2] for line in known["lettering"]]
        assert {known["headline"], known["rule"], *known["texts"].values()} <= set(written)
        assert known["headline"] in caption and known["rule"] in caption
        assert all(text in caption for (_, kind), text in known["texts"].items() if kind == "slope")
        counts.append(len(known["texts"]))
        assert np.isfinite(known["newest"]).all(axis=1).sum() == 2 * (counts[-1] - counts[-2]) > 0
        rules.add(known["rule"])
    assert counts[-1] == len(board.cells) and len(rules) == len(STEPS)
    press(board, "step")
    assert board.state["at"] == len(STEPS)
    press(board, "back", 20)
    assert board.state["at"] == 0 and len(board.known["texts"]) == counts[0]


def test_updates_leave_a_trace_of_the_error_and_the_start_comes_back(board):
    press(board, "update", 3)
    errors = board.state["errors"]
    assert errors[:2] == pytest.approx((0.1527, 0.0989), abs=1e-4) and len(errors) == 4
    assert board.known["trace"][:, 1] == pytest.approx(0.75 + 0.7 * np.array(errors))
    for _ in range(197):
        board.apply(board.update(**board.state))
    board.show_state()
    assert board.known["trace"][:, 0].max() < board.size[0] and "after 200 updates" in board.known["headline"]
    choose(board, example=list(EXAMPLES)[0])
    assert board.state["errors"] == ()
    press(board, "restart")
    assert board.state["weights"] == FIRST


def test_the_slider_holds_the_chosen_weight(board):
    choose(board, chosen=WEIGHTS[7])
    assert board.state["value"] == -1
    choose(board, value=2.5)
    assert board.state["weights"] == (*FIRST[:7], 2.5, FIRST[8])
    choose(board, chosen=WEIGHTS[0])
    assert board.state["value"] == 0.5


def test_a_slope_that_only_looks_like_zero_says_so(board):
    for index in (8, 6):
        choose(board, chosen=WEIGHTS[index], value=5.0)
    press(board, "step", 11)
    assert board.known["texts"][2, "slope"] == "∂ 0" and board.known["texts"][0, "slope"] == "∂ ≈ 0"
    assert "= ≈" not in board.known["rule"]


def test_the_links_of_the_newest_step_are_marked_in_the_direction_of_the_numbers(board):
    ends = {}
    for step in STEPS:
        press(board, "step")
        ends[step] = board.known["heads"][:, 0]
    assert len(ends["h_in"]) == 4 and len(ends["o_in"]) == len(ends["d_h"]) == 2 and len(ends["h"]) == 0
    assert (ends["o_in"] > ends["d_h"]).all() and ends["E"] > ends["d_y_hat"]


def test_no_number_touches_its_neighbour_in_any_state(board):
    """Weights at the ends of their sliders, then trained hard: every row keeps room between label, value and slope."""
    random = np.random.default_rng(0)
    for example in EXAMPLES:
        choose(board, example=example, rate=10.0)
        for name in WEIGHTS:
            choose(board, chosen=name, value=float(random.choice([-5, -4.99, 4.37, 5])))
        for button in ("step", *["update"] * 12):
            press(board, button)
            lines = board.known["lettering"]
            left = {(x, y): x - share * width(text, size) for x, y, text, _, size, share in lines}
            for (row, kind), (right, height, _) in board.cells.items():
                if kind == "slope" and (right, height) in left and row != "E":
                    assert left[right, height] > board.cells[row, "value"][0] + 0.05
                if isinstance(row, int):
                    assert left[board.cells[row, "value"][:2]] > (1.6 if row < 6 else 4.95) + 0.97
            assert all(
                width(board.known[name], size) < board.size[0] - 0.3 for name, size in (("rule", 13), ("headline", 14))
            )
