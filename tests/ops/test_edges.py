"""Where formulas are in danger: copies, zeros, numbers far out, and jumps."""

import numpy as np
import pytest

from helpers import graph, ops

# ---- edges: copies and powers


def test_unbroadcast_sums_over_every_copy():
    dz = np.arange(6.0).reshape(2, 3)
    assert ops.unbroadcast(dz, (2, 3)) is dz
    np.testing.assert_array_equal(ops.unbroadcast(dz, (3,)), [3, 5, 7])
    np.testing.assert_array_equal(ops.unbroadcast(dz, (2, 1)), [[3], [12]])
    np.testing.assert_array_equal(ops.unbroadcast(dz, (1, 1)), [[15]])
    assert ops.unbroadcast(dz, ()) == 15 and type(ops.unbroadcast(dz, ())) is np.float64
    np.testing.assert_array_equal(ops.unbroadcast(np.ones((0, 3)), (1, 3)), [[0, 0, 0]])  # no copies: nothing


# x, exponent, dz/dx, dz/dexponent
POWERS = [
    (0.0, 0.0, 0.0, 0.0),
    (0.0, 1.0, 1.0, 0.0),
    (0.0, 2.0, 0.0, 0.0),
    (0.0, 3.5, 0.0, 0.0),
    (-2.0, 3.0, 12.0, 0.0),
    (-2.0, 0.0, 0.0, 0.0),
    (-2.0, -1.0, -0.25, 0.0),
    (2.0, -1.0, -0.25, 0.5 * np.log(2)),
    (2.0, 0.0, 0.0, np.log(2)),
]


@pytest.mark.parametrize("x, y, dx, dy", POWERS)
def test_power_has_sensible_slopes_at_zero_and_for_a_negative_base(x, y, dx, dy):
    x, y = np.float64(x), np.float64(y)
    power = ops.Power()
    with np.errstate(all="raise"):  # and no warning from NumPy on the way
        slopes = power.backward(x, y, power.forward(x, y), np.float64(1))
    np.testing.assert_allclose(slopes, (dx, dy), rtol=1e-15)


def test_the_slope_of_a_root_at_zero_is_infinite():
    with np.errstate(divide="ignore"):
        assert ops.Power().backward(np.float64(0), np.float64(0.5), np.float64(0), np.float64(1))[0] == np.inf


# ---- far out, where careless formulas overflow

FAR = np.array([-1e300, -1000.0, -745.2, -37.0, 0.0, 37.0, 710.0, 1000.0, 1e300])


def slope_of(op, *inputs):
    z = op.forward(*inputs)
    slopes = op.backward(*inputs, z, np.ones_like(z)[()])
    return slopes[0] if isinstance(slopes, tuple) else slopes


@pytest.mark.parametrize(
    "op, inputs",
    [
        (ops.Sigmoid(), (FAR,)),
        (ops.Softmax(), (FAR,)),
        (ops.LogSoftmax(), (FAR,)),
        (ops.ReLU(), (FAR,)),
        (ops.BinaryCrossEntropy(), (FAR / 10, np.zeros(9))),
        (ops.BinaryCrossEntropy(), (FAR / 10, np.ones(9))),
        (ops.CrossEntropy(), (FAR[:, np.newaxis] * [1.0, 0.5], np.zeros(9, int))),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_numbers_far_out_give_no_warning_and_nothing_but_numbers(op, inputs):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(op.forward(*inputs)).all() and np.isfinite(slope_of(op, *inputs)).all()


def test_sigmoid_is_right_to_the_last_digits_on_both_sides():
    x = np.array([-700.0, -40.0, -1.0, 0.0, 1.0, 40.0, 700.0])
    expected = [np.exp(-700), np.exp(-40) / (1 + np.exp(-40)), 1 / (1 + np.e), 0.5, np.e / (1 + np.e), 1, 1]
    np.testing.assert_allclose(ops.Sigmoid().forward(x), expected, rtol=1e-15)
    assert ops.Sigmoid().forward(np.float64(-1000)) == 0 and ops.Sigmoid().forward(np.float64(1000)) == 1


def test_a_wrong_answer_given_with_all_confidence_costs_its_logit():
    assert ops.BinaryCrossEntropy().forward(np.array([1000.0]), np.array([0.0])) == 1000
    assert ops.CrossEntropy().forward(np.array([[1000.0, 0.0]]), np.array([1])) == 1000


@pytest.mark.parametrize("far", [1e4, -1e4])
def test_softmax_and_cross_entropy_are_exact_at_ten_thousand(far):
    x = far + np.array([[0.0, 1.0, 2.0]])
    with np.errstate(all="raise"):
        np.testing.assert_allclose(ops.softmax(x), ops.softmax(x - far), rtol=1e-12)
        assert ops.CrossEntropy().forward(x, np.array([0])) == pytest.approx(np.log(1 + np.e + np.e**2), rel=1e-12)
    spread = np.array([[1e4, -1e4, 0.0]])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert ops.softmax(spread).tolist() == [[1, 0, 0]]
        assert ops.CrossEntropy().forward(spread, np.array([1])) == 2e4
        assert slope_of(ops.CrossEntropy(), spread, np.array([1])).tolist() == [[1, -1, 0]]


def test_adding_a_constant_to_the_logits_changes_no_probability():
    x = np.array([1.0, 2.0, 4.0])
    np.testing.assert_allclose(ops.softmax(x + 5), ops.softmax(x), rtol=1e-15)


# ---- where a slope jumps


def test_at_the_jump_step_is_1_and_its_slope_0():
    x = np.array([-0.1, 0.0, 0.1])
    assert ops.Step().forward(x).tolist() == [0, 1, 1] and slope_of(ops.Step(), x).tolist() == [0, 0, 0]


def test_at_0_the_slope_of_relu_and_of_l1_is_0():
    x = np.array([-2.0, 0.0, 2.0])
    assert slope_of(ops.ReLU(), x).tolist() == [0, 0, 1]
    assert slope_of(ops.L1(0.5), x).tolist() == [-0.5, 0, 0.5]
    assert slope_of(ops.L1(), x).tolist() == [-0.01, 0, 0.01] and slope_of(ops.L2(), x).tolist() == [-0.04, 0, 0.04]


def test_at_both_ends_of_a_clip_its_slope_is_still_1():
    assert slope_of(ops.Clip(-1.0, 2.0), np.array([-1.1, -1.0, 2.0, 2.1])).tolist() == [0, 1, 1, 0]


def test_a_label_for_every_row_is_asked_for():
    with pytest.raises(ValueError, match=r"CrossEntropy: shapes \(2, 3\) and \(1,\) do not fit: each row"):
        graph.cross_entropy(np.ones((2, 3)), [0])
