"""The exercises of notebook 06b accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks
from helpers.exercise import Exercise
from helpers.gradcheck import check_gradient
from helpers.lessons.backprop_in_matrices import exercises as ours
from helpers.lessons.backprop_in_matrices import numbers as network

HERE = [exercise for exercise in vars(ours).values() if isinstance(exercise, Exercise)]


@pytest.mark.parametrize("exercise", HERE, ids=lambda exercise: exercise.name)
def test_the_right_answer_is_right_and_tells_what_it_is_good_for(exercise):
    answers = (exercise.example, exercise.reference, exercise.expected)
    right = next(answer for answer in answers if answer is not None)
    report = exercise.report(right)
    assert report.mark == "✓" and report.text.endswith(exercise.praise) and exercise.praise


def test_the_reference_gradients_are_what_a_nudge_measures():
    x, y = network.XOR
    weights = network.start(np.random.default_rng(0), 2, 3)
    h, y_hat = network.forward(x, weights)
    D = 2 * (y_hat - y) / len(y)
    found = [
        checks.hidden_gradient.reference(x, h, D, weights[2]),
        checks.weight_gradient.reference(h, D),
        checks.bias_gradient.reference(D),
    ]
    for k, gradient in zip((0, 2, 3), found):
        check = check_gradient(lambda v: network.loss(x, y, [*weights[:k], v, *weights[k + 1 :]]), gradient, weights[k])
        assert check.ok, str(check)


def test_other_ways_to_write_the_same_are_right():
    assert checks.weight_gradient.report(lambda H, D: np.einsum("ni,nj->ij", H, D)).mark == "✓"
    assert checks.hidden_gradient.report(lambda X, H, D, W2: ((D * W2.T * (1 - H * H)).T @ X).T).mark == "✓"
    assert checks.bias_gradient.report(lambda D_Z: np.ones((1, len(D_Z))) @ D_Z).mark == "✓"
    assert checks.layer_forward.report(lambda x, W, b: np.tanh((W.T @ x.T).T + b)).mark == "✓"


@pytest.mark.parametrize("form", [tuple, list])
def test_new_weights_may_come_in_any_container(form):
    def answer(X, Y, weights, rows, rate, slopes):
        return form(w - rate * s for w, s in zip(weights, slopes(X[rows], Y[rows], weights)))

    assert checks.mini_batch_step.report(answer).mark == "✓"


def test_a_step_that_changes_the_old_weights_is_noticed():
    def answer(X, Y, weights, rows, rate, slopes):
        for w, s in zip(weights, slopes(X[rows], Y[rows], weights)):
            w -= rate * s
        return weights

    report = checks.mini_batch_step.report(answer)
    assert report.mark == "✗" and "in place" in report.text


def test_shapes_may_stand_in_an_array():
    assert checks.gradient_shapes.report(np.array([(32, 6), (8, 6), (1, 6), (6, 3), (1, 3), (32, 6)])).mark == "✓"


@pytest.mark.parametrize("start", [[[1, -1], [-1, 1]], [[0.5, -0.5], [0.5, -0.5]], [[1, 2], [3, 4]]])
def test_many_different_starts_break_the_symmetry(start):
    assert checks.break_symmetry.report(np.array(start)).mark == "✓"


@pytest.mark.parametrize(
    "start, told",
    [
        ([[0.3, 0.3], [2.0, 2.0]], "have stayed equal"),
        ([[1.0, 0.0], [0.0, 1.0]], "downhill leads elsewhere"),
        ([[40.0, 30.0], [-50.0, 20.0]], "tanh is flat"),
    ],
)
def test_a_start_that_does_not_learn_is_told_why(start, told):
    report = checks.break_symmetry.report(np.array(start))
    assert report.mark == "✗" and told in report.text
