"""The layers for pictures have Keras's shapes and counts, learn, and say what does not fit."""

import numpy as np
import pytest

from helpers import graph, ops, training
from helpers.layers import Conv2D, Dense, Flatten, GlobalMaxPooling2D, MaxPooling2D, set_random_seed


def test_no_slope_is_computed_for_pictures_that_are_data():
    x, layer = np.ones((2, 5, 5, 1)), Conv2D(3, 3, input_shape=(5, 5, 1))
    data, node = graph.Data(x), graph.Node(x)
    for given_x in (data, node):
        graph.sum(layer(given_x)).backward()
    assert data.gradient is None and node.gradient.shape == x.shape
    assert (
        ops.Convolve(of_data=True).backward(x, layer.kernel.value, layer.bias.value, None, np.ones((2, 3, 3, 3)))[0]
        is None
    )


def small_net():
    return training.Sequential(
        [
            Conv2D(4, 3, activation="relu", padding="same", input_shape=(8, 8, 1)),
            MaxPooling2D(),
            Conv2D(6, (3, 2), strides=(1, 2), kernel_regularizer="l2"),
            GlobalMaxPooling2D(),
            Dense(10),
        ]
    )


def test_shapes_and_parameters_are_keras_s():
    model = training.Sequential(
        [Conv2D(5, 3, activation="tanh", input_shape=(8, 8, 1)), MaxPooling2D(2), Flatten(), Dense(10)]
    )
    shape, shapes = (None, 8, 8, 1), []
    for layer in model.layers:
        shape = layer.output_shape(shape)
        shapes.append(shape)
    assert shapes == [(None, 6, 6, 5), (None, 3, 3, 5), (None, 45), (None, 10)]
    assert [layer.count_params() for layer in model.layers] == [50, 0, 0, 460]
    assert [layer.name for layer in model.layers] == ["conv2d", "max_pooling2d", "flatten", "dense"]


@pytest.mark.parametrize(
    "layer, shape, expected",
    [
        (Conv2D(2, 3, strides=2), (7, 8, 3), (3, 3, 2)),
        (Conv2D(2, 3, strides=2, padding="same"), (7, 8, 3), (4, 4, 2)),
        (Conv2D(2, (1, 5)), (3, 8, 1), (3, 4, 2)),
        (Conv2D(1, 4, padding="same"), (5, 3, 2), (5, 3, 1)),
        (MaxPooling2D(), (5, 8, 3), (2, 4, 3)),
        (MaxPooling2D(padding="same"), (5, 8, 3), (3, 4, 3)),
        (MaxPooling2D(3, strides=1), (5, 8, 3), (3, 6, 3)),
        (GlobalMaxPooling2D(), (5, 8, 3), (3,)),
    ],
)
def test_output_shapes_follow_stride_and_padding(layer, shape, expected):
    assert layer.output_shape((None, *shape)) == (None, *expected)


def test_vgg16_has_138_357_544_parameters():
    filters = [64, 64, 128, 128, 256, 256, 256] + 6 * [512]
    channels = [3, *filters[:-1]]
    kernels = [Conv2D(n, 3, kernel_initializer="zeros") for n in filters[:4]]
    for layer, given_channels in zip(kernels, channels, strict=False):
        layer.build((None, 224, 224, given_channels))
    assert [layer.count_params() for layer in kernels] == [1_792, 36_928, 73_856, 147_584]
    convolutions = sum((9 * before + 1) * after for before, after in zip(channels, filters, strict=True))
    dense = sum((before + 1) * after for before, after in [(7 * 7 * 512, 4096), (4096, 4096), (4096, 1000)])
    assert (convolutions, convolutions + dense) == (14_714_688, 138_357_544)


def test_a_glorot_start_counts_the_places_of_the_kernel():
    set_random_seed(1)
    layer = Conv2D(20, 3, input_shape=(8, 8, 7))
    layer.build_for((None, 8, 8, 7))
    limit = np.sqrt(6 / (9 * 7 + 9 * 20))
    assert 0.97 * limit < np.abs(layer.kernel.value).max() <= limit


def test_a_net_of_pictures_learns():
    set_random_seed(2)
    model, x = small_net(), np.random.standard_normal((40, 8, 8, 1))
    y = (x.mean(axis=(1, 2, 3)) > 0).astype(int)
    model.compile(optimizer=training.Adam(0.01), loss=training.SparseCategoricalCrossentropy(from_logits=True))
    before = model.evaluate(x, y)
    model.fit(x, y, epochs=30)
    assert model.evaluate(x, y) < 0.5 * before


def test_without_bias_a_layer_has_only_its_kernels():
    layer = Conv2D(2, 3, use_bias=False, input_shape=(4, 4, 1))
    x = layer(np.ones((1, 4, 4, 1)))
    assert layer.count_params() == 18 and layer.trainable_weights == [layer.kernel]
    np.testing.assert_allclose(x.value[0, 0, 0], layer.kernel.value.sum(axis=(0, 1, 2)))
    assert layer(np.ones((1, 5, 6, 1))).value.shape == (1, 3, 4, 2)  # once built, it slides over other pictures, too


def test_frozen_kernels_stay_what_they_are():
    set_random_seed(2)
    model = small_net()
    model.layers[0].trainable = False
    model.compile(optimizer="sgd", loss=training.SparseCategoricalCrossentropy(from_logits=True))
    before = model.get_weights()
    model.fit(np.random.standard_normal((8, 8, 8, 1)), np.arange(8))
    moved = [not np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True)]
    assert moved == [False, False, True, True, True, True]


@pytest.mark.parametrize(
    "make, said",
    [
        (lambda: Conv2D(0, 3), "filters must be a whole number from 1 up, got 0"),
        (
            lambda: Conv2D(2, (3, 3, 3)),
            r"kernel_size expects one whole number or two, such as 3 or \(3, 3\), got \(3, 3, 3\)",
        ),
        (lambda: Conv2D(2, "3"), "kernel_size expects one whole number or two"),
        (lambda: Conv2D(2, 3, strides=0), "strides must be a whole number from 1 up, got 0"),
        (lambda: Conv2D(2, 3, padding="full"), 'padding must be "valid" or "same", got \'full\''),
        (lambda: MaxPooling2D(padding="none"), 'padding must be "valid" or "same", got \'none\''),
        (
            lambda: Conv2D(2, 3)(np.ones((5, 8, 8))),
            r"Conv2D expects pictures .* got x of shape \(5, 8, 8\): x\[\.\.\., np",
        ),
        (
            lambda: training.Sequential([Conv2D(2, 9, input_shape=(8, 8, 1))]),
            r"Conv2D: a window of 9 .* \(8 − 9\) // 1 \+ 1 = 0",
        ),
        (lambda: MaxPooling2D()(np.ones((5, 8))), r"MaxPooling2D expects pictures .* got x of shape \(5, 8\)$"),
        (
            lambda: small_net().layers[2](np.ones((2, 8, 8))),
            r"Conv2D expects pictures .* shape \(2, 8, 8\): x\[\.\.\., np",
        ),
        (lambda: GlobalMaxPooling2D()(np.ones((5, 8))), "GlobalMaxPooling2D expects pictures"),
        (lambda: small_net().inputs(np.ones((2, 9, 9, 1))), r"expects examples of shape \(8, 8, 1\)"),
    ],
)
def test_wrong_settings_and_shapes_are_said(make, said):
    with pytest.raises(ValueError, match=said):
        make()


def test_a_global_maximum_forgets_the_place_where_the_border_is_wide_enough():
    """What notebook 10b says of five blank pixels; with one, the rim is felt."""
    set_random_seed(0)
    net = training.Sequential([Conv2D(4, 3, activation="relu"), Conv2D(6, 3, activation="relu"), GlobalMaxPooling2D()])
    ink = np.random.default_rng(0).random((5, 8, 8, 1))
    for border, same in ((5, True), (1, False)):
        x = np.pad(ink, ((0, 0), (border, border), (border, border), (0, 0)))
        for move in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            assert np.array_equal(net.predict(np.roll(x, move, axis=(1, 2))), net.predict(x)) == same
