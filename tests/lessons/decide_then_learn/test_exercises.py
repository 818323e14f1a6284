"""The exercises of notebook 06a beyond wrong answers: references against central differences, other right forms."""

import numpy as np
import pytest

from helpers import checks
from helpers.gradcheck import numeric_gradient
from helpers.lessons.bend_the_line.numbers import sigmoid


@pytest.mark.parametrize(
    "exercise, nudged",
    [
        (checks.output_slope, lambda z, y_hat, y: (sigmoid(np.log(y_hat / (1 - y_hat)) + z) - y) ** 2),
        (checks.yes_no_slope, lambda more, z, y: -np.log(1 - y + (2 * y - 1) * sigmoid(z + more))),
        (checks.first_weight_slope, lambda weight, x_i, h_in, w, d_o_in: d_o_in * w * sigmoid(h_in + weight * x_i)),
    ],
)
def test_a_slope_is_the_nudged_one(exercise, nudged):
    for case in exercise.cases:
        slope = float(numeric_gradient(lambda nudge, case=case: nudged(nudge, *case), 0.0))
        assert exercise.reference(*case) == pytest.approx(slope, abs=1e-8)


@pytest.mark.parametrize(
    "exercise, answer",
    [
        (checks.lost_bracket, (-2.3, 2.3)),
        (checks.lost_bracket, [-2.302585, 2.302585]),
        (checks.lost_bracket, (np.log(0.1), -np.log(0.1))),
        (checks.decide, lambda X, W1, W2, s: s(np.hstack([s(X @ W1), np.ones((len(X), 1))]) @ W2)),
        (checks.learn_once, lambda W1, W2, d_W1, d_W2: [W1 - d_W1, W2 - d_W2]),
    ],
)
def test_other_right_forms_are_right(exercise, answer):
    assert exercise.report(answer).mark == "✓"
