"""The sigmoid and the gated sums of notebook 05a."""

import numpy as np

from helpers import datasets
from helpers.gradcheck import check_gradient
from helpers.lessons.bend_the_line.numbers import (
    sigmoid,
    squares,
    three_pieces,
    two_pieces,
)

X, Y = datasets.seven_trades()


def test_the_sigmoid_never_overflows_and_is_right():
    with np.errstate(over="raise", invalid="raise"):
        assert sigmoid([-1e5, -1000, 0, 1000, 1e5]).tolist() == [0, 0, 0.5, 1, 1]
    z = np.linspace(-30, 30, 61)
    assert np.allclose(sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-12)
    assert check_gradient(lambda v: np.sum(sigmoid(v)), lambda v: sigmoid(v) * (1 - sigmoid(v)), z / 10).ok


def test_two_pieces_fit_the_five_and_three_pieces_the_seven_with_a_threshold_between_the_points():
    assert np.allclose(two_pieces(X[:5], 1000, 6)[-1], Y[:5])
    assert np.allclose(three_pieces(X, 1000, 6, 14)[-1], Y)
    assert [float(value) for value in three_pieces(15, 1000, 6, 15)[1:]] == [0.5, 0.5, 10.5], "Bert's rule"
    assert [float(value) for value in three_pieces(6, 1000, 6, 15)] == [0.5, 0.5, 0, 20], "20 s1 + 20 s2"
    assert [float(value) for value in two_pieces(3, 2, 3)] == [0.5, 0.5, 14] and two_pieces(2, 1, 3)[2] > 4
    assert squares(np.array([[1.0, 2], [3, 5]]), 1).tolist() == [1, 20]
