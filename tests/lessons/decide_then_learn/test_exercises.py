"""The exercises of notebook 06a beyond their wrong answers: references against central differences, other right forms."""

import numpy as np
import pytest

from helpers import checks
from helpers.gradcheck import numeric_gradient


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_the_output_slope_is_the_nudged_one():
    for y_hat, y in checks.output_slope.cases:
        z = np.log(y_hat / (1 - y_hat))
        assert checks.output_slope.reference(y_hat, y) == pytest.approx(
            float(numeric_gradient(lambda z: (sigmoid(z) - y) ** 2, z))
        )


def test_the_slope_of_cross_entropy_is_the_nudged_one():
    for z, y in checks.yes_no_slope.cases:
        entropy = lambda z: -(y * np.log(sigmoid(z)) + (1 - y) * np.log(1 - sigmoid(z)))
        assert checks.yes_no_slope.reference(z, y) == pytest.approx(float(numeric_gradient(entropy, z)), abs=1e-8)


def test_the_first_weight_s_slope_is_the_nudged_one():
    for x_i, h_in, w, d_o_in in checks.first_weight_slope.cases:
        through = lambda weight: d_o_in * w * sigmoid(h_in + weight * x_i)
        slope = checks.first_weight_slope.reference(x_i, h_in, w, d_o_in)
        assert slope == pytest.approx(float(numeric_gradient(through, 0.0)))


@pytest.mark.parametrize("answer", [(-2.3, 2.3), [-2.302585, 2.302585], (np.log(0.1), -np.log(0.1))])
def test_the_lost_bracket_may_be_given_to_two_decimals_or_more(answer):
    assert checks.lost_bracket.report(answer).mark == "✓"


def test_lists_and_other_axes_are_right_too():
    def decide(X, W1, W2, switch):
        H = switch(np.array(X) @ np.array(W1))
        return switch(np.hstack([H, np.ones((len(H), 1))]) @ W2)

    assert checks.decide.report(decide).mark == "✓"
    assert checks.learn_once.report(lambda W1, W2, d_W1, d_W2: [W1 - d_W1, W2 - d_W2]).mark == "✓"
