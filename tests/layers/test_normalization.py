"""LayerNormalization gives every row the same mean and spread, and then those that it has learned."""

import numpy as np
import pytest

from helpers import ops
from helpers.layers import LayerNormalization

ROWS = np.array([[[1.0, 3.0], [-4.0, -4.0]], [[0.0, 200.0], [7.0, 5.0]]])


def test_every_row_has_mean_0_and_spread_1_but_for_epsilon():
    normal = LayerNormalization()(ROWS).value
    one = 1 / np.sqrt(1.001)  # a mean of 2, a variance of 1, and Keras's 0.001
    np.testing.assert_allclose(normal[0], [[-one, one], [0, 0]], rtol=1e-15)
    np.testing.assert_allclose(normal[1], [[-1, 1], [one, -one]], rtol=1e-7)
    np.testing.assert_allclose(LayerNormalization(epsilon=3)(ROWS[0, 0]).value, [-0.5, 0.5], rtol=1e-15)
    assert ops.Normalize().epsilon == 1e-3


def test_gamma_and_beta_start_at_1_and_0_and_stand_in_the_order_of_keras():
    layer = LayerNormalization()
    layer(ROWS)
    assert [weight.name for weight in layer.weights] == ["gamma", "beta"]
    assert [weight.tolist() for weight in layer.get_weights()] == [[1, 1], [0, 0]]
    layer.set_weights([[2.0, 10.0], [1.0, 0.5]])
    one = 1 / np.sqrt(1.001)
    np.testing.assert_allclose(layer(ROWS[0]).value, [[1 - 2 * one, 0.5 + 10 * one], [1, 0.5]], rtol=1e-15)


def test_a_row_of_equal_numbers_has_a_slope_too():
    op, x, dz = ops.Normalize(0.25), np.full((1, 2), 3.0), np.array([[1.0, 0.0]])
    assert op.backward(x, op.forward(x), dz).tolist() == [[1, -1]]


def test_a_row_of_one_number_has_no_spread_and_a_row_of_none_stays():
    assert ops.Normalize().forward(np.array([[5.0]])).tolist() == [[0]]
    assert ops.Normalize().forward(np.empty((2, 0))).shape == (2, 0)


@pytest.mark.parametrize(
    "make, error, said",
    [
        (
            lambda: LayerNormalization(1e-6),
            ValueError,
            r"^LayerNormalization works along the last axis here, axis=-1, got 1e-06$",
        ),
        (lambda: LayerNormalization(axis=1), ValueError, "axis=-1, got 1"),
        (lambda: LayerNormalization(center=False), TypeError, "^LayerNormalization has no center here: leave it out"),
        (lambda: fitted_to(2)(np.ones((3, 4))), ValueError, r"^LayerNormalization expects 2 features .* got 4: x has"),
        (lambda: fitted_to(2)(np.ones((3, 1))), ValueError, r"got 1: x has shape \(3, 1\)$"),
        (lambda: fitted_to(2)(1.0), ValueError, r"^LayerNormalization expects 2 features \(input_dim\), got a single"),
        (lambda: LayerNormalization()(1.0), ValueError, "^LayerNormalization expects a row of features, got a single"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(make, error, said):
    with pytest.raises(error, match=said):
        make()


def fitted_to(features):
    layer = LayerNormalization()
    layer(np.ones((1, features)))
    return layer
