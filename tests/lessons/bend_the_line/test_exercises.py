"""The exercises of notebook 05a accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks


def by_masks(z):
    s = np.empty_like(z)
    s[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    s[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return s


@pytest.mark.parametrize(
    "exercise, answer",
    [
        (checks.stable_sigmoid, by_masks),
        (checks.stable_sigmoid, lambda z: (1 + np.tanh(z / 2)) / 2),
        (checks.stable_sigmoid, lambda z: 1 / (1 + np.exp(-np.clip(z, -700, 700)))),
        (checks.stable_sigmoid, lambda z: np.array([1 / (1 + np.exp(-max(v, -500))) for v in z])),
        (checks.stable_sigmoid, lambda z: np.where(z >= 0, 1, np.exp(-abs(z))) / (1 + np.exp(-abs(z)))),
        (checks.stable_sigmoid, lambda z: [float(v) for v in by_masks(z)]),
        (checks.middle_gate, [-1000, -1000, 500]),
        (checks.middle_gate, [-20, -12, 6]),
        (checks.middle_gate, [-1e6, -2e6, 6]),
        (checks.third_threshold, 11.05),
        (checks.third_threshold, 12),
        (checks.third_threshold, np.float64(14.9)),
    ],
)
def test_every_way_to_a_right_answer_is_right(exercise, answer):
    report = exercise.report(answer)
    assert report.mark == "✓" and report.text.endswith(exercise.praise) and exercise.praise
