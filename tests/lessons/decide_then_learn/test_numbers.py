"""The network of nine weights: its passes agree with the graph, with the nudge and with the page."""

import itertools

import numpy as np
import pytest

from helpers import graph
from helpers.gradcheck import check_gradient
from helpers.lessons.decide_then_learn.numbers import FIRST, STEPS, both_passes, updated


@pytest.mark.parametrize("x, y", [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)])
def test_both_passes_agree_with_the_graph_and_with_the_nudge(x, y):
    passes = both_passes(x, y, FIRST)
    W1, W2 = graph.Node(np.reshape(FIRST[:6], (3, 2)), "W1"), graph.Node(np.reshape(FIRST[6:8], (2, 1)), "W2")
    error = graph.sum((graph.sigmoid(graph.sigmoid(np.array([[*x, 1.0]]) @ W1) @ W2 + FIRST[8]) - y) ** 2)
    error.backward()
    assert passes.E == pytest.approx(float(error.value)) and passes.d_W1 == pytest.approx(W1.gradient)
    slopes = np.concatenate([np.ravel(passes.d_W1), passes.d_W2])
    assert check_gradient(lambda weights: both_passes(x, y, weights).E, slopes, FIRST).ok
    assert updated(x, y, FIRST, 0.5) == pytest.approx(FIRST - 0.5 * slopes)
    assert list(passes._asdict()) == STEPS


def test_sixty_updates_lower_the_error_again_and_again():
    path = itertools.accumulate(range(60), lambda weights, _: updated((1, 0), 1, weights, 1.0), initial=FIRST)
    errors = [both_passes((1, 0), 1, weights).E for weights in path]
    assert FIRST == (0.5, -0.3, 0.2, 0.8, 0.1, -0.1, 1.0, -1.0, 0.2), "the page's"
    assert errors[:2] == pytest.approx([0.1527, 0.0989], abs=1e-4)
    assert errors == sorted(errors, reverse=True) and errors[-1] < 0.01
