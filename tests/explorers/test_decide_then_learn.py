"""The backprop board of notebook 06a: its numbers, its steps, its updates."""

import numpy as np
import pytest
from driving import drive_everything, listen, say

from helpers import graph
from helpers.explorers.decide_then_learn import EXAMPLES, FIRST, STEPS, WEIGHTS, BackpropBoard, both_passes
from helpers.gradcheck import check_gradient


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
    return {key: text.get_text() for key, text in board.cells.items() if text.get_text()}


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
    assert "E = 0.1527" in board.title.get_text()
    press(board, "step", 6)
    assert shown(board)[0, "slope"] == "∂ −0.0426" and shown(board)[8, "slope"] == "∂ −0.186"


def test_every_step_fills_in_new_cells_and_back_takes_them_away(board):
    counts = [len(shown(board))]
    for _ in STEPS:
        press(board, "step")
        counts.append(len(shown(board)))
    assert all(more > fewer for fewer, more in zip(counts, counts[1:])) and counts[-1] == len(board.cells)
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
    assert "after 60 updates" in board.title.get_text()
    press(board, "restart")
    assert board.state["weights"] == FIRST and board.state["updates"] == 0


def test_the_slider_holds_the_chosen_weight(board):
    say(board, kind="change", changes={"chosen": WEIGHTS[7]})
    assert board.state["value"] == -1
    say(board, kind="change", changes={"value": 2.5})
    assert board.state["weights"] == (*FIRST[:7], 2.5, FIRST[8])
    say(board, kind="change", changes={"chosen": WEIGHTS[0]})
    assert board.state["value"] == 0.5


def test_the_rule_is_told_with_its_numbers_at_every_step(board):
    for step in STEPS:
        header = press(board, "step")
        assert board.rule.get_text() and board.rule.get_text() in header["caption"], step


def test_it_can_be_driven_over_its_whole_range():
    drive_everything(BackpropBoard())
