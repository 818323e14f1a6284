"""The exercises of notebook 03 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks
from helpers.gradcheck import numeric_gradient
from helpers.lessons.chain_the_slopes.exercises import THREE


def walk_from_the_end(machines, x):
    inputs, slope = [x], 1
    for machine, _ in machines:
        inputs.append(machine(inputs[-1]))
    for (_, local_slope), before in zip(reversed(machines), reversed(inputs[:-1]), strict=True):
        slope *= local_slope(before)
    return [inputs[-1], slope]


@pytest.mark.parametrize(
    "exercise, answer",
    [
        *((checks.local_slopes, answer) for answer in ((3, 14), [3.0, 14.0], np.array([3, 14]))),
        (checks.chain_of_two, lambda x: 6 * x**5 + 12 * x**3 + 6 * x),
        (checks.two_inputs, lambda a, b: (2 * a * b + b * b, a * a + 2 * a * b)),
        (checks.whole_row, walk_from_the_end),
        (
            checks.harder_slopes,
            lambda x, w1, b1, w2, b2: np.array([x, 1, *np.array([x, 2 * b2]) * np.cosh(w2 * x + b2**2) ** -2]),
        ),
    ],
)
def test_another_form_of_the_right_answer_is_right(exercise, answer):
    assert exercise.report(answer).mark == "✓"


@pytest.mark.parametrize(
    "exercise, formula, point",
    [
        (checks.chain_of_two, lambda x: (x**2 + 1) ** 3, [1]),
        (checks.two_inputs, lambda a, b: a * b * (a + b), [1, 1.2]),
        (checks.harder_slopes, lambda x, w1, b1, w2, b2: w1 * x + b1 + np.tanh(w2 * x + b2**2), [2, 1, -1, 0.5, 0.4]),
        (checks.square_outside, lambda x, w2, b2: np.tanh(x * w2 + b2) ** 2, [2, 1, 0.4]),
    ],
)
def test_the_references_are_what_a_nudge_measures(exercise, formula, point):
    for factor in (-0.7, 0.3, 1.6):
        at = factor * np.array(point)
        slopes = np.atleast_1d(exercise.reference(*at))
        assert slopes == pytest.approx(numeric_gradient(lambda values: formula(*values), at)[-len(slopes) :])


def test_2_coins_bring_660_cookies_per_coin():
    assert checks.whole_row.reference(THREE, 2.0) == (484.0, checks.chain_of_three.expected)


def test_a_machine_run_twice_in_the_row_does_not_confuse_the_check():
    assert len({machine for machine, _ in checks.whole_row.cases[2][0]}) == 2
