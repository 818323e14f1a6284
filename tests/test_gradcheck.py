"""The gradient check finds what is wrong, says where, and is not fooled by round-off near 0."""

import numpy as np
import pytest

from helpers import ops
from helpers.gradcheck import GradientCheck, check_gradient, check_op, error_by_h, gradient_error, numeric_gradient

APPLES = [(1, 0), (5, 16), (6, 20)]


def cost(parameters):
    w, b = parameters
    return sum((w * x + b - y) ** 2 for x, y in APPLES)


def cost_gradient(parameters):
    w, b = parameters
    errors = [(x, w * x + b - y) for x, y in APPLES]
    return np.array([sum(2 * x * error for x, error in errors), sum(2 * error for x, error in errors)])


def test_the_nudge_measures_the_slopes_of_the_apple_cost():
    np.testing.assert_allclose(numeric_gradient(cost, [2, 2]), [-104, -12], rtol=1e-9)
    np.testing.assert_allclose(numeric_gradient(cost, [2, 2], method="forward"), [-104, -12], rtol=1e-5)


@pytest.mark.parametrize("h, slope", [(1, -42), (0.1, -97.8), (0.01, -103.38), (0.001, -103.938)])
def test_a_forward_nudge_of_h_is_off_by_62_h(h, slope):
    assert numeric_gradient(lambda w: cost((w, 2)), 2, h, "forward") == pytest.approx(slope, rel=1e-9)
    assert slope == pytest.approx(-104 + 62 * h)


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (0,), (2, 1, 2)])
def test_the_gradient_has_the_shape_of_x_and_x_stays_as_it_is(shape):
    x = np.random.default_rng(2).normal(size=shape)
    before = x.copy()

    def greedy(values):
        total = np.sum(np.sin(values))
        values *= 0  # a function that spoils what it is given
        return total

    gradient = numeric_gradient(greedy, x)
    assert np.shape(gradient) == shape
    np.testing.assert_allclose(gradient, np.cos(x), rtol=1e-8)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_the_default_nudge_grows_with_x(scale):
    assert numeric_gradient(lambda x: x**3, scale) == pytest.approx(3 * scale**2, rel=1e-8, abs=1e-10)


@pytest.mark.parametrize("method, nudge", [("central", 6.0555e-6), ("forward", 1.4901e-8)])
def test_the_default_nudge_is_the_one_that_the_documentation_says(method, nudge):
    for x in (0.0, 1.5):
        seen = []
        numeric_gradient(lambda x, seen=seen: seen.append(x) or x, x, method=method)
        assert max(seen) - x == pytest.approx(nudge * max(x, 1), rel=1e-3)


def test_whole_numbers_can_be_nudged():
    np.testing.assert_allclose(numeric_gradient(lambda x: np.sum(x**2), np.array([1, 2])), [2, 4])


@pytest.mark.parametrize(
    "arguments, error, words",
    [
        ((lambda x: x, [1.0, 2.0]), ValueError, r"f must return one number, got shape \(2,\)"),
        ((lambda x: "a", 1.0), TypeError, "what f returns must be real numbers, got str 'a'"),
        ((np.sum, "ab"), TypeError, "x must be real numbers, got str 'ab'"),
        ((np.sum, [[1, 2], [3]]), ValueError, "x must be an array of numbers, got rows of unequal length"),
        ((np.sum, 1j), TypeError, "x must be real numbers, got complex"),
        ((np.sum, 1.0, 0.0), ValueError, "the nudge h must be a number above 0, got 0.0"),
        ((np.sum, 1.0, [0.1, 0.2]), ValueError, "the nudge h must be a number above 0"),
        ((np.sum, 1.0, np.nan), ValueError, "the nudge h must be a number above 0, got nan"),
        ((np.sum, 1.0, 0.1, "backward"), ValueError, 'method must be "central" or "forward", got \'backward\''),
    ],
)
def test_bad_input_is_named(arguments, error, words):
    with pytest.raises(error, match=words):
        numeric_gradient(*arguments)


def test_the_error_is_relative_and_stays_small_where_both_slopes_are_nearly_zero():
    np.testing.assert_allclose(gradient_error([100.0, -2.0, 3.0], [101.0, 2.0, 3.0]), [1 / 101, 2, 0])
    assert gradient_error(0.0, 0.0) == 0
    assert gradient_error(0.0, 1e-10) == pytest.approx(1e-7)
    assert gradient_error(0.0, 1e-3) == 1


@pytest.mark.parametrize("analytic, numeric", [(np.nan, 1), (1, np.nan), (np.inf, np.inf), (np.nan, np.nan)])
def test_nan_and_inf_count_as_infinitely_wrong(analytic, numeric):
    assert gradient_error(analytic, numeric) == np.inf


def test_shapes_that_differ_are_no_gradient():
    with pytest.raises(ValueError, match=r"the gradient has shape \(3,\), expected \(2,\)"):
        gradient_error(np.ones(3), np.ones(2))
    with pytest.raises(ValueError, match=r"gradient has shape \(1, 2\), x has shape \(2,\)"):
        check_gradient(cost, np.ones((1, 2)), [2, 2])


def test_a_right_formula_passes():
    check = check_gradient(cost, cost_gradient, [2, 2])
    assert check.ok and check.worst < 1e-8
    assert str(check) == "gradient agrees with the nudge (relative error below 1e-06)"


def test_a_wrong_formula_is_caught_where_it_is_wrong():
    check = check_gradient(cost, lambda p: cost_gradient(p) * [1, -1], [2, 2])
    assert not check.ok and check.where == (1,) and check.worst == pytest.approx(2)
    assert str(check) == "gradient[1] is 12, but the nudge measures -12"


@pytest.mark.parametrize("factor", [0.5, 2, -1, 1 + 1e-4])
def test_a_slightly_wrong_factor_is_caught(factor):
    assert not check_gradient(cost, factor * cost_gradient([2, 2]), [2, 2]).ok


def test_at_the_lowest_point_round_off_is_no_error():
    assert check_gradient(cost, cost_gradient, [4, -4]).ok


def test_the_check_of_a_single_number_and_of_nothing():
    assert check_gradient(np.sin, np.cos, 1.0).where == ()
    assert check_gradient(np.sum, np.ones_like, np.ones((0, 3))) == GradientCheck(0.0, (), 0.0, 0.0, 1e-6)
    assert not check_gradient(np.sin, lambda x: np.nan, 1.0).ok


class FaultySubtract(ops.Op):
    """z = x − y, with the backward of the slide: dz is missing"""

    def forward(self, x, y):
        return x - y

    def backward(self, x, y, z, dz):
        return 1, -1


def test_the_slides_subtraction_is_caught():
    check = check_op(FaultySubtract(), 3.0, 5.0)
    assert not check.ok
    assert str(check).startswith("FaultySubtract: gradient of input 1 is -1, but the nudge measures ")


class Lookup(ops.Op):
    """z = x[y]"""

    def forward(self, x, y):
        return x[y]

    def backward(self, x, y, z, dz):
        dx = np.zeros(x.shape)
        np.add.at(dx, y, dz)
        return dx, None


def test_an_index_has_no_slope_and_needs_none():
    table = np.random.default_rng(3).normal(size=(4, 2))
    assert check_op(Lookup(), table, np.array([[0, 3, 0], [1, 1, 1]])).ok


def test_nan_among_the_inputs_is_a_wrong_slope_and_no_changed_input():
    assert not check_op(ops.Square(), np.array([1.0, np.nan])).ok


class Forgetful(ops.Multiply):
    def backward(self, x, y, z, dz):
        return dz * y, None


class OneTooFew(ops.Multiply):
    def backward(self, x, y, z, dz):
        return dz * y


class WrongShape(ops.Multiply):
    def backward(self, x, y, z, dz):
        return dz * y, dz * x  # broadcasting is not undone


class Spoiler(ops.Square):
    def backward(self, x, z, dz):
        x *= 2 * dz
        return x


class Silent(ops.Square):
    def backward(self, x, z, dz):
        return None


def test_a_forgotten_gradient_is_caught():
    check = check_op(Forgetful(), 3.0, 5.0)
    assert not check.ok and "gradient of input 1 is 0" in str(check)


@pytest.mark.parametrize(
    "op, inputs, words",
    [
        (OneTooFew(), (3.0, 5.0), "OneTooFew.backward must give one gradient per input, a tuple of 2, got 1"),
        (WrongShape(), (np.ones((2, 3)), np.ones(3)), r"WrongShape: gradient of input 1 has shape \(2, 3\)"),
        (Spoiler(), (np.ones(3),), "Spoiler changes its inputs"),
        (Silent(), (np.array([1, 2]),), "Silent: no input has a slope"),
    ],
)
def test_an_op_that_breaks_the_contract_is_named(op, inputs, words):
    with pytest.raises(ValueError, match=words):
        check_op(op, *inputs)


@pytest.mark.parametrize("method, order", [("central", 2), ("forward", 1)])
def test_the_error_by_h_is_a_v_truncation_right_of_it_round_off_left(method, order):
    hs = 10.0 ** -np.arange(0, 15)
    error = error_by_h(np.exp, np.exp(1.0), 1.0, hs, method)
    lowest = np.argmin(error)
    assert 1e-10 < hs[lowest] < 1e-3
    assert error[1] / error[2] == pytest.approx(10**order, rel=0.1)
    assert error[-1] > 100 * error[lowest] and error[0] > 100 * error[lowest]


def test_a_nudge_too_small_to_change_x_measures_nothing():
    assert error_by_h(np.exp, np.exp(1.0), 1.0, [1e-30])[0] == np.exp(1.0)


def test_error_by_h_wants_single_numbers():
    with pytest.raises(ValueError, match=r"got x of shape \(2,\)"):
        error_by_h(np.sum, 1.0, np.ones(2), [0.1])
