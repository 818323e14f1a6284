"""The exercises of notebook 05 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks
from helpers.gradcheck import numeric_gradient
from helpers.lessons.bend_the_line.numbers import perceptron_step, sigmoid


def by_masks(z):
    s = np.empty_like(z)
    s[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    s[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return s


def xor_of_soft_gates(a, b):
    first, second = (sigmoid(100 * one - 100 * other - 50) for one, other in ((a, b), (b, a)))
    return sigmoid(100 * first + 100 * second - 50)


@pytest.mark.parametrize(
    "exercise, answer",
    [
        (checks.stable_sigmoid, by_masks),
        (checks.stable_sigmoid, lambda z: (1 + np.tanh(z / 2)) / 2),
        (checks.stable_sigmoid, lambda z: 1 / (1 + np.exp(-np.clip(z, -700, 700)))),
        (checks.stable_sigmoid, lambda z: np.where(z >= 0, 1, np.exp(-abs(z))) / (1 + np.exp(-abs(z)))),
        (checks.stable_sigmoid, lambda z: [float(v) for v in by_masks(z)]),
        (checks.middle_gate, [-1000, -1000, 500]),
        (checks.middle_gate, [-20, -12, 6]),
        (checks.middle_gate, [-1e6, -2e6, 6]),
        (checks.third_threshold, 11.05),
        (checks.third_threshold, 12),
        (checks.third_threshold, np.float64(14.9)),
        (checks.xor_gate, xor_of_soft_gates),
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
