"""The exercises of notebook 05 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest
from lessons.bend_the_line.wrong_answers import learn

from helpers import checks
from helpers.gradcheck import numeric_gradient

HERE = [exercise for exercise in checks.all_exercises() if exercise.notebook == "05"]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize("exercise", HERE, ids=lambda exercise: exercise.name)
def test_the_right_answer_is_right_and_tells_what_it_is_good_for(exercise):
    report = exercise.report(exercise.example if exercise.judge else exercise.reference or exercise.expected)
    assert report.mark == "✓" and report.text.endswith(exercise.praise) and exercise.praise


def by_masks(z):
    s = np.empty_like(z)
    s[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    s[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return s


@pytest.mark.parametrize(
    "answer",
    [
        by_masks,
        lambda z: (1 + np.tanh(z / 2)) / 2,
        lambda z: 1 / (1 + np.exp(-np.clip(z, -700, 700))),
        lambda z: np.where(z >= 0, 1, np.exp(-abs(z))) / (1 + np.exp(-abs(z))),
        lambda z: [float(v) for v in by_masks(z)],
    ],
)
def test_every_way_to_a_sigmoid_without_overflow_is_right(answer):
    assert checks.stable_sigmoid.report(answer).mark == "✓"


@pytest.mark.parametrize(
    "answer, told",
    [
        (lambda z: by_masks(z)[:1], "shape (1,)"),
        (lambda z: 0.5, "shape ()"),
        (lambda z: np.full_like(z, np.nan), "nan"),
        (lambda z: z / 0, "nan"),
        (lambda z: (z > 0) * 1.0, "expected 0.0474259"),
        (lambda z: undefined(z), "NameError"),
    ],
)
def test_any_other_sigmoid_is_told_what_came_back(answer, told):
    report = checks.stable_sigmoid.report(answer)
    assert report.mark == "✗" and (told in report.text or "inf" in report.text)


@pytest.mark.parametrize("w1, w3, b", [(-1000, -1000, 500), (-20, -12, 6), (-1e6, -2e6, 6)])
def test_any_middle_gate_that_is_open_only_if_both_are_closed_is_right(w1, w3, b):
    assert checks.middle_gate.report([w1, w3, b]).mark == "✓"


def test_a_middle_gate_that_fails_is_told_where():
    report = checks.middle_gate.report((-1000, -3, 5))
    assert report.mark == "✗" and "for s1 = 0 and s3 = 1 your switch says 0.88" in report.text


@pytest.mark.parametrize("threshold", [11.05, 12, 13.0, np.float64(14.9)])
def test_any_threshold_between_the_two_points_is_right(threshold):
    assert checks.third_threshold.report(threshold).mark == "✓"


def test_a_threshold_elsewhere_is_told_which_trade_it_misses():
    assert "predicts 1 for x = 9, and the data say 20" in checks.third_threshold.report(8.0).text
    assert "predicts 10.5 for x = 15" in checks.third_threshold.report(15).text


def test_xor_made_of_soft_gates_is_right():
    conjunction = lambda a, b: sigmoid(100 * a + 100 * b - 150)
    negation = lambda a: sigmoid(-100 * a + 50)
    either = lambda a, b: sigmoid(100 * a + 100 * b - 50)
    built = lambda a, b: either(conjunction(a, negation(b)), conjunction(negation(a), b))
    assert checks.xor_gate.report(built).mark == "✓"


@pytest.mark.parametrize("form", [tuple, list, np.array])
def test_an_update_may_come_in_any_container(form):
    assert checks.perceptron_update.report(lambda *a: form(learn(*a))).mark == "✓"


def test_the_cases_of_the_update_hold_right_and_wrong_neurons_and_one_on_the_line():
    moved = [new != case[:3] for case, new in zip(checks.perceptron_update.cases, checks.perceptron_update.expected)]
    assert any(moved) and not all(moved)
    assert any(w1 * s1 + w2 * s2 + b == 0 and y == 1 for w1, w2, b, s1, s2, y in checks.perceptron_update.cases)


def test_the_slope_of_the_sigmoid_is_what_a_nudge_measures():
    for z in (-2.0, 0.0, 1.3):
        assert checks.sigmoid_slope.reference(sigmoid(z)) == pytest.approx(float(numeric_gradient(sigmoid, z)))
