"""The exercises of notebook 03 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks
from helpers.gradcheck import numeric_gradient
from helpers.lessons.chain_the_slopes.exercises import THREE


@pytest.mark.parametrize("answer", [(3, 14), [3.0, 14.0], np.array([3, 14])])
def test_two_local_slopes_may_come_in_any_container(answer):
    assert checks.local_slopes.report(answer).mark == "✓"


def test_an_expanded_polynomial_is_as_good_as_a_chain():
    assert checks.chain_of_two.report(lambda x: 6 * x**5 + 12 * x**3 + 6 * x).mark == "✓"
    assert checks.two_inputs.report(lambda a, b: (2 * a * b + b * b, a * a + 2 * a * b)).mark == "✓"


@pytest.mark.parametrize("x", [-0.7, 0.3, 1.6])
def test_the_references_are_what_a_nudge_measures(x):
    cube = numeric_gradient(lambda x: (x**2 + 1) ** 3, x)
    assert checks.chain_of_two.reference(x) == pytest.approx(float(cube))
    both = numeric_gradient(lambda z: z[0] * z[1] * (z[0] + z[1]), [x, 1.2])
    assert checks.two_inputs.reference(x, 1.2) == pytest.approx(both)
    knobs = [x, -1.0, 0.5, 0.4]
    slopes = numeric_gradient(lambda k: k[0] * 2 + k[1] + np.tanh(k[2] * 2 + k[3] ** 2), knobs)
    assert checks.harder_slopes.reference(2.0, *knobs) == pytest.approx(slopes)
    outside = numeric_gradient(lambda b2: np.tanh(x * 2 + b2) ** 2, 0.4)
    assert checks.square_outside.reference(2.0, x, 0.4) == pytest.approx(float(outside))


def test_1_coin_brings_210_cookies_per_coin():
    assert checks.whole_row.reference(THREE, 2.0) == (484.0, checks.chain_of_three.expected)


def test_a_row_may_be_walked_backwards_too():
    def from_the_end(machines, x):
        inputs = [x]
        for machine, _ in machines:
            inputs.append(machine(inputs[-1]))
        slope = 1
        for (_, local_slope), before in zip(reversed(machines), reversed(inputs[:-1])):
            slope *= local_slope(before)
        return [inputs[-1], slope]

    assert checks.whole_row.report(from_the_end).mark == "✓"


def test_a_machine_run_twice_in_the_row_does_not_confuse_the_check():
    assert len({machine for machine, _ in checks.whole_row.cases[2][0]}) == 2


def test_1_minus_tanh_squared_may_be_written_with_cosh():
    def answer(x, w1, b1, w2, b2):
        bend = np.cosh(w2 * x + b2**2) ** -2
        return np.array([x, 1, x * bend, 2 * b2 * bend])

    assert checks.harder_slopes.report(answer).mark == "✓"
