"""The exercises of notebook 03 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks
from helpers.gradcheck import numeric_gradient


def inserted_at_the_front(local):
    found, slope = [], 1
    for derivative in reversed(list(local)):
        slope = derivative * slope
        found.insert(0, slope)
    return found


def a_sum_over_paths(w, h):
    passed = [np.prod([w * (1 - out**2) for out in h[k + 2 :]]) * (1 - h[k + 1] ** 2) for k in range(len(h) - 1)]
    return [np.dot(passed, h[:-1]), np.sum(passed)]


@pytest.mark.parametrize(
    "exercise, answer",
    [
        (checks.chain_of_two, lambda x: 6 * x**5 + 12 * x**3 + 6 * x),
        (checks.row_backward, inserted_at_the_front),
        (checks.row_backward, lambda local: np.cumprod(local[::-1])[::-1]),
        (checks.two_inputs, lambda a, b: (2 * a * b + b * b, a * a + 2 * a * b)),
        (
            checks.four_derivatives,
            lambda x, w1, b1, w2, b2: np.array([x, 1, *np.array([x, 2 * b2]) * np.cosh(w2 * x + b2**2) ** -2]),
        ),
        (checks.shared_gradient, a_sum_over_paths),
    ],
)
def test_another_form_of_the_right_answer_is_right(exercise, answer):
    assert exercise.report(answer).mark == "✓"


@pytest.mark.parametrize(
    "exercise, formula, point",
    [
        (checks.chain_of_two, lambda x: (x**2 + 1) ** 3, [1]),
        (checks.two_inputs, lambda a, b: a * b * (a + b), [1, 1.2]),
        (checks.four_derivatives, lambda x, w, b, v, a: w * x + b + np.tanh(v * x + a**2), [2, 1, -1, 0.5, 0.4]),
    ],
)
def test_the_references_are_what_a_small_change_measures(exercise, formula, point):
    for factor in (-0.7, 0.3, 1.6):
        at = factor * np.array(point)
        slopes = np.atleast_1d(exercise.reference(*at))
        assert slopes == pytest.approx(numeric_gradient(lambda values: formula(*values), at)[-len(slopes) :])


def test_the_row_of_120_gives_all_three_of_its_derivatives():
    assert checks.row_backward.reference([5, 3, 8]) == [120, 24, 8]


@pytest.mark.parametrize("depth", [1, 2, 4])
def test_the_shared_gradient_is_what_a_small_change_of_the_one_w_and_the_one_b_measures(depth):
    def layers(parameters):
        h = [0.9]
        for _ in range(depth):
            h.append(np.tanh(parameters[0] * h[-1] + parameters[1]))
        return h

    at = np.array([-1.3, 0.4])
    measured = numeric_gradient(lambda parameters: layers(parameters)[-1], at)
    assert checks.shared_gradient.reference(at[0], layers(at)) == pytest.approx(tuple(measured))
