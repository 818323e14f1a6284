"""Convolution and pooling give SciPy's numbers and autograd's slopes for whatever shape, stride and padding."""

import autograd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_convolution import by_autograd, by_scipy, max_by_autograd

from helpers import graph, ops
from helpers.ops.convolution import convolve

few, size = st.integers(1, 3), st.integers(1, 4)
each_padding = st.sampled_from(["valid", "same"])
quickly = settings(deadline=None, derandomize=True, max_examples=60)


def slopes(function, inputs, dz):
    return [autograd.make_vjp(function, i)(*inputs)[0](dz) for i in range(len(inputs))]


def laid_out(x, channels_apart):
    """The same numbers, in memory channel after channel or pixel after pixel"""
    return np.ascontiguousarray(x.transpose(0, 3, 1, 2)).transpose(0, 2, 3, 1) if channels_apart else x


@quickly
@given(
    few,
    st.tuples(size, size),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    few,
    few,
    st.tuples(few, few),
    each_padding,
    st.booleans(),
    st.integers(0, 99),
)
def test_convolution_agrees_with_scipy_and_its_slopes_with_autograd(
    batch, kernel, more, channels, filters, stride, padding, apart, seed
):
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(batch, kernel[0] + more[0], kernel[1] + more[1], channels))
    w, b = generator.normal(size=(*kernel, channels, filters)), generator.normal(size=filters)
    op = ops.Convolve(stride, padding)
    z = op.forward(laid_out(x, apart), w, b)
    np.testing.assert_allclose(z, by_scipy(x, w, b, stride, padding), rtol=1e-12, atol=1e-12)
    dz = generator.normal(size=z.shape)
    found = op.backward(laid_out(x, apart), w, b, z, laid_out(dz, apart))
    for ours, expected in zip(found, slopes(by_autograd(stride, padding), (x, w, b), dz), strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-10, atol=1e-12)


@quickly
@given(
    few,
    st.tuples(few, few),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    few,
    st.tuples(few, few),
    each_padding,
    st.booleans(),
    st.integers(0, 99),
)
def test_pooling_and_its_slopes_agree_with_autograd(batch, window, more, channels, stride, padding, apart, seed):
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(batch, window[0] + more[0], window[1] + more[1], channels))
    op, reference = ops.MaxPool(window, stride, padding), max_by_autograd(window, stride, padding)
    z = op.forward(laid_out(x, apart))
    np.testing.assert_array_equal(z, reference(x))
    dz = generator.normal(size=z.shape)
    ours = op.backward(laid_out(x, apart), z, laid_out(dz, apart))
    np.testing.assert_allclose(ours, slopes(reference, (x,), dz)[0], rtol=1e-13)


def test_the_slope_of_a_maximum_goes_to_one_pixel_also_where_several_are_largest():
    x = np.zeros((1, 2, 4, 1))
    dz = np.array([[[[3.0], [5.0]]]])
    assert ops.MaxPool().backward(x, ops.MaxPool().forward(x), dz)[0, :, :, 0].tolist() == [[3, 0, 5, 0], [0, 0, 0, 0]]
    dz = np.array([[7.0]])
    assert ops.GlobalMax().backward(x, ops.GlobalMax().forward(x), dz)[0, :, :, 0].tolist() == [[7, 0, 0, 0], [0] * 4]


def test_windows_that_overlap_add_their_slopes_up():
    x = np.array([0.0, 9.0, 0.0]).reshape(1, 1, 3, 1)
    op = ops.MaxPool((1, 2), (1, 1))
    assert op.backward(x, op.forward(x), np.array([2.0, 3.0]).reshape(1, 1, 2, 1)).ravel().tolist() == [0, 5, 0]


@pytest.mark.parametrize(
    "shape, w, said",
    [
        ((1, 3, 5, 1), (4, 3, 1, 2), r"a window of 4 does not fit on 3 pixels: \(3 − 4\) // 1 \+ 1 = 0 places"),
        ((1, 5, 2, 1), (3, 3, 1, 2), r"a window of 3 does not fit on 2 pixels: \(2 − 3\) // 1 \+ 1 = 0 places"),
        ((1, 5, 5, 2), (3, 3, 1, 2), "the kernels expect 1 channels, the pictures have 2"),
        ((5, 5, 1), (3, 3, 1, 2), r"pictures have the shape \(batch, rows, columns, channels\), got \(5, 5, 1\)"),
    ],
)
def test_what_does_not_fit_is_said_with_its_arithmetic(shape, w, said):
    with pytest.raises(ValueError, match="Convolve: shapes .* do not fit: " + said):
        graph.apply(ops.Convolve(), np.ones(shape), np.ones(w), np.ones(2))


def test_by_autograd_and_by_scipy_are_two_opinions():
    x, w, b = np.arange(16.0).reshape(1, 4, 4, 1), np.arange(4.0).reshape(2, 2, 1, 1), np.zeros(1)
    np.testing.assert_allclose(by_autograd()(x, w, b), by_scipy(x, w, b))
    assert by_scipy(x, w, b)[0, 0, 0, 0] == 0 * 0 + 1 * 1 + 4 * 2 + 5 * 3
    np.testing.assert_allclose(convolve(x[0, :3, :, 0], w[:, :, 0, 0]), by_scipy(x[:, :3], w, b)[0, :, :, 0])
