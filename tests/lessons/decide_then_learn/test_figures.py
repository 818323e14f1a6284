"""The backprop board of notebook 06a: its numbers, its steps, its updates; and how fast text is drawn."""

import numpy as np
import pytest
from driving import drive_everything, listen, say
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers import graph
from helpers.gradcheck import check_gradient
from helpers.lessons.decide_then_learn.figures import EXAMPLES, FIRST, STEPS, WEIGHTS, BackpropBoard, both_passes
from helpers.lettering import HALF_HEIGHT, Lettering, width


@pytest.fixture
def board():
    figure = BackpropBoard()
    listen(figure)
    return figure


def press(board, name, times=1):
    for _ in range(times):
        header = say(board, kind="button", name=name)
    return header


def shown(board):
    """{cell: what is written there}"""
    *x, y = EXAMPLES[board.state["example"]]
    return board.numbers(x, board.state["weights"], board.state["at"], both_passes(x, y, board.state["weights"]))


def title(board):
    *x, y = EXAMPLES[board.state["example"]]
    state = board.state
    return board.headline(state["example"], state["at"], both_passes(x, y, state["weights"]), state["errors"])


def rule(board):
    *x, y = EXAMPLES[board.state["example"]]
    return board.tell(board.state["at"], both_passes(x, y, board.state["weights"]), x, y, board.state["weights"])


@pytest.fixture
def written(board, monkeypatch):
    """The lines of text of the newest frame"""
    newest = []
    write = board.lettering.write
    monkeypatch.setattr(board.lettering, "write", lambda lines: (newest.__setitem__(slice(None), lines), write(lines)))
    return newest


@pytest.mark.parametrize("example", EXAMPLES.values())
def test_both_passes_agree_with_the_graph_and_with_the_nudge(example):
    *x, y = example
    now = both_passes(x, y, FIRST)
    W1, W2 = graph.Node(np.reshape(FIRST[:6], (3, 2)), "W1"), graph.Node(np.reshape(FIRST[6:], (3, 1)), "W2")
    hidden = graph.sigmoid(np.array([[*x, 1.0]]) @ W1)
    out = graph.sigmoid(hidden @ graph.Node(np.reshape(FIRST[6:8], (2, 1)), "W2 top") + FIRST[8])
    error = graph.sum((out - y) ** 2)
    error.backward()
    assert now.E == pytest.approx(float(error.value)) and W2.value.shape == (3, 1)
    assert now.d_W1 == pytest.approx(W1.gradient)
    slopes = np.concatenate([np.ravel(now.d_W1), now.d_W2])
    assert check_gradient(lambda weights: both_passes(x, y, weights).E, slopes, FIRST).ok


def test_the_page_s_numbers_stand_on_the_board(board):
    press(board, "step", 5)
    assert shown(board)["h₁ in", "value"] == "0.6" and shown(board)["ŷ out", "value"] == "0.6093"
    assert "E = 0.1527" in title(board)
    press(board, "step", 6)
    assert shown(board)[0, "slope"] == "∂ −0.0426" and shown(board)[8, "slope"] == "∂ −0.186"


def test_every_step_fills_in_new_cells_and_back_takes_them_away(board):
    counts = [len(shown(board))]
    for _ in STEPS:
        press(board, "step")
        counts.append(len(shown(board)))
    assert all(more > fewer for fewer, more in zip(counts, counts[1:])) and counts[-1] == len(board.places)
    press(board, "step")
    assert board.state["at"] == len(STEPS)
    press(board, "back", 20)
    assert board.state["at"] == 0 and len(shown(board)) == counts[0]


def test_updates_lower_the_error_and_the_start_comes_back(board):
    errors = []
    for _ in range(60):
        press(board, "update")
        errors.append(both_passes((1, 0), 1, board.state["weights"]).E)
    assert errors[0] == pytest.approx(0.0989, abs=1e-4) and errors == sorted(errors, reverse=True) and errors[-1] < 0.01
    assert "after 60 updates" in title(board)
    press(board, "restart")
    assert board.state["weights"] == FIRST and board.state["errors"] == ()


def test_the_slider_holds_the_chosen_weight(board):
    say(board, kind="change", changes={"chosen": WEIGHTS[7]})
    assert board.state["value"] == -1
    say(board, kind="change", changes={"value": 2.5})
    assert board.state["weights"] == (*FIRST[:7], 2.5, FIRST[8])
    say(board, kind="change", changes={"chosen": WEIGHTS[0]})
    assert board.state["value"] == 0.5


def test_the_rule_is_told_with_its_numbers_at_every_step(board, written):
    for step in STEPS:
        header = press(board, "step")
        texts = [line[2] for line in written]
        assert rule(board) in texts and title(board) in texts, step
        assert rule(board) in header["caption"] and title(board) in header["caption"], step
    assert all(text in header["caption"] for key, text in shown(board).items() if key[1] == "slope")


def test_a_slope_that_only_looks_like_zero_says_so(board):
    say(board, kind="change", changes={"chosen": WEIGHTS[8], "value": 5.0})
    say(board, kind="change", changes={"chosen": WEIGHTS[6], "value": 5.0})
    press(board, "step", 11)
    assert shown(board)[2, "slope"] == "∂ 0" and shown(board)[0, "slope"] == "∂ ≈ 0"
    assert "= ≈" not in rule(board)


def test_the_links_of_the_newest_step_are_marked_in_the_direction_of_the_numbers(board):
    ends = {}
    for step in STEPS:
        press(board, "step")
        ends[step] = np.array(board.heads.get_xdata())
    assert len(ends["h_in"]) == 4 and len(ends["o_in"]) == len(ends["d_h"]) == 2 and len(ends["h"]) == 0
    assert (ends["o_in"] > ends["d_h"]).all() and ends["E"] > ends["d_y_hat"]


def test_the_trace_holds_the_error_before_and_after_each_update(board):
    press(board, "update", 3)
    errors = board.state["errors"]
    assert errors[0] == pytest.approx(0.1527, abs=1e-4) and len(errors) == 4
    assert board.trace.get_ydata() == pytest.approx(0.75 + 0.7 * np.array(errors))
    press(board, "update", 200)
    assert board.trace.get_xdata().max() < board.size[0]


def test_no_number_touches_its_neighbour_in_any_state(board, written):
    """Weights at the ends of their sliders, then trained hard: every row keeps room between label, value and slope."""
    random = np.random.default_rng(0)
    for example in EXAMPLES:
        say(board, kind="change", changes={"example": example, "rate": 10.0})
        for name in WEIGHTS:
            say(board, kind="change", changes={"chosen": name, "value": float(random.choice([-5, -4.99, 4.37, 5]))})
        for button in ("step", *["update"] * 12):
            press(board, button)
            spans = {(line[0], line[1]): (line[0] - line[5] * width(line[2], line[4]), line[0]) for line in written}
            for (key, kind), (right, height, _) in board.places.items():
                if kind == "slope" and (right, height) in spans and key != "E":
                    assert spans[right, height][0] > board.places[key, "value"][0] + 0.05
                if isinstance(key, int):
                    assert spans[board.places[key, "value"][:2]][0] > (1.6 if key < 6 else 4.95) + 0.97
            assert all(width(line[2], line[4]) < board.size[0] - 0.3 for line in (written[-1], written[-4]))


def test_lettering_stands_where_a_text_artist_would_stand(monkeypatch):
    monkeypatch.setitem(rcParams, "text.hinting", "none")  # which moves letters to whole pixels
    figure = Figure((3, 1), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, 3), ylim=(0, 1))
    pictures = []
    text = axes.text(2.5, 0.5 - HALF_HEIGHT * 12 / 72, "∂ −0.0426 σ(ŷ)", fontsize=12, ha="right")
    lettering = Lettering(axes)
    for line, visible in ((), True), ([(2.5, 0.5, "∂ −0.0426 σ(ŷ)", "black", 12, 1)], False):
        lettering.write(line)
        text.set_visible(visible)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        pictures.append(255.0 - np.asarray(canvas.buffer_rgba())[..., 0])
    by_text, by_letters = (
        [np.average(np.arange(n), weights=p.sum(axis=a)) for a, n in ((0, 300), (1, 100))] for p in pictures
    )
    assert by_letters == pytest.approx(by_text, abs=0.6) and pictures[1].sum() == pytest.approx(
        pictures[0].sum(), rel=0.15
    )


def test_it_can_be_driven_over_its_whole_range():
    drive_everything(BackpropBoard())
