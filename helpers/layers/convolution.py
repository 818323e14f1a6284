"""Conv2D, MaxPooling2D and GlobalMaxPooling2D: layers for pictures (batch, rows, columns, channels)."""

import numpy as np

from .. import graph, ops
from ..graph import Data
from ..ops.convolution import output_size
from .layer import Layer, as_node, whole_number
from .neurons import Neurons

PADDINGS = "valid", "same"


class OnPictures(Layer):
    """What the layers for pictures have in common: they say which shape they expect"""

    def __call__(self, x, **settings):
        x = as_node(x)
        if len(x.shape) != 4:
            self.expect_shape(x.shape)
        return super().__call__(x, **settings)

    def expect_shape(self, shape):
        super().expect_shape(shape)
        if len(shape) != 4:
            hint = ": x[..., np.newaxis] adds an axis for one channel" if len(shape) == 3 else ""
            raise ValueError(
                f"{type(self).__name__} expects pictures (batch, rows, columns, channels), got x of shape "
                f"{tuple(shape)}{hint}"
            )


class Conv2D(OnPictures, Neurons):
    """activation(kernels slid over the pictures + bias): `filters` kernels give as many channels

    x (batch, rows, columns, in), kernel (rows, columns, in, filters), bias (filters,). kernel_size and strides: a whole
    number, or (down, across). padding: "valid", the window stays on the picture; "same": zeros around it.
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=(1, 1),
        padding="valid",
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        **kwargs,
    ):
        super().__init__(activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, **kwargs)
        self.filters = whole_number("filters", filters)
        self.kernel_size, self.strides = pair("kernel_size", kernel_size), pair("strides", strides)
        self.padding = one_of_paddings(padding)
        self.of_nodes = ops.Convolve(self.strides, self.padding)
        self.of_data = ops.Convolve(self.strides, self.padding, of_data=True)

    def build(self, input_shape):
        expect_fit(self, input_shape, self.kernel_size)
        shape = (*self.kernel_size, input_shape[-1], self.filters)
        self.kernel = self.add_weight(shape, self.kernel_initializer, "kernel")
        self.bias = Data(np.zeros(self.filters))
        if self.use_bias:
            self.bias = self.add_weight((self.filters,), self.bias_initializer, "bias")

    def call(self, x):
        op = self.of_data if type(x) is Data else self.of_nodes
        return self.activation(graph.apply(op, x, self.kernel, self.bias))


class MaxPooling2D(OnPictures):
    """The largest number in each window, channel by channel; strides None: window beside window"""

    def __init__(self, pool_size=(2, 2), strides=None, padding="valid", **kwargs):
        super().__init__(**kwargs)
        self.pool_size = pair("pool_size", pool_size)
        self.strides = self.pool_size if strides is None else pair("strides", strides)
        self.padding = one_of_paddings(padding)

    def build(self, input_shape):
        expect_fit(self, input_shape, self.pool_size)

    def call(self, x):
        return graph.apply(ops.MaxPool(self.pool_size, self.strides, self.padding), x)


class GlobalMaxPooling2D(OnPictures):
    """The largest number of each channel, wherever it stands: (batch, rows, columns, channels) → (batch, channels)"""

    def call(self, x):
        return graph.apply(ops.GlobalMax(), x)


def expect_fit(layer, shape, window):
    """The window has at least one place on the pictures, or a sentence with the arithmetic"""
    try:
        for n, k, s in zip(shape[1:3], window, layer.strides, strict=True):
            output_size(n, k, s, layer.padding)
    except ValueError as error:
        raise ValueError(f"{type(layer).__name__}: {error}") from None


def pair(name, value):
    """3 and (3, 3) mean the same: down and across"""
    values = (value, value) if isinstance(value, (int, np.integer)) else value
    if not isinstance(values, (tuple, list)) or len(values) != 2:
        raise ValueError(f"{name} expects one whole number or two, such as 3 or (3, 3), got {value!r}")
    return tuple(whole_number(name, one) for one in values)


def one_of_paddings(padding):
    if padding not in PADDINGS:
        raise ValueError(f'padding must be "valid" or "same", got {padding!r}')
    return padding
