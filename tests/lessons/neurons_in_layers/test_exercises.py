"""The exercises of notebook 05b accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks
from helpers.gradcheck import numeric_gradient
from helpers.lessons.bend_the_line.numbers import sigmoid
from helpers.lessons.neurons_in_layers.numbers import perceptron_step


def xor_of_soft_gates(a, b):
    first, second = (sigmoid(100 * one - 100 * other - 50) for one, other in ((a, b), (b, a)))
    return sigmoid(100 * first + 100 * second - 50)


@pytest.mark.parametrize(
    "exercise, answer",
    [
        (checks.xor_gate, xor_of_soft_gates),
        (checks.relu_output, np.array([4, -4, -4.75, 4.75, -4])),
        (checks.collapse, lambda W1, b1, W2, b2: [W1 @ W2, b2 + b1 @ W2]),
        (checks.hidden_layer, lambda X, W1, b1: 1 / (1 + np.exp(-(b1 + np.dot(X, W1))))),
        (checks.perceptron_update, lambda *case: list(perceptron_step(*case))),
        (checks.perceptron_update, lambda *case: np.array(perceptron_step(*case))),
    ],
)
def test_every_way_to_a_right_answer_is_right(exercise, answer):
    report = exercise.report(answer)
    assert report.mark == "✓" and report.text.endswith(exercise.praise) and exercise.praise


def test_the_cases_of_the_update_hold_right_and_wrong_neurons_and_one_on_the_line():
    cases = checks.perceptron_update.cases
    assert {perceptron_step(*case) == case[:3] for case in cases} == {True, False}
    assert any(w1 * s1 + w2 * s2 + b == 0 and y == 1 for w1, w2, b, s1, s2, y in cases)


def test_the_slope_of_the_sigmoid_is_what_a_nudge_measures():
    for z in (-2.0, 0.0, 1.3):
        assert checks.sigmoid_slope.reference(sigmoid(z)) == pytest.approx(float(numeric_gradient(sigmoid, z)))
