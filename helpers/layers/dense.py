"""Dense, Activation, Softmax and Flatten: the layers of a multilayer perceptron."""

from .. import graph
from .activations import ACTIVATIONS
from .layer import Layer, expect_features, whole_number
from .names import named
from .neurons import Neurons


class Dense(Neurons):
    """activation(x @ kernel + bias): every one of `units` neurons sees all features

    x (batch, features), kernel (features, units), bias (units,). kernel_regularizer: "l1", "l2" (rate 0.01), or
    L1(rate), L2(rate), which add their penalty on the kernel to the loss.
    """

    def __init__(
        self,
        units,
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        **kwargs,
    ):
        super().__init__(activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, **kwargs)
        self.units = whole_number("units", units)

    def build(self, input_shape):
        if len(input_shape) < 2:
            raise ValueError(f"Dense expects one row of features per example, got x of shape {tuple(input_shape)}")
        self.kernel = self.add_weight((input_shape[-1], self.units), self.kernel_initializer, "kernel")
        if self.use_bias:
            self.bias = self.add_weight((self.units,), self.bias_initializer, "bias")

    def expect_shape(self, shape):
        expected = self.kernel.value.shape[0] if self.built else self.input_shape and self.input_shape[-1]
        if expected:
            expect_features(self, expected, shape)

    def call(self, x):
        self.expect_shape(x.value.shape)
        return self.activation(graph.affine(x, self.kernel, self.bias) if self.use_bias else x @ self.kernel)


class Activation(Layer):
    """A function of every number, by its name or as one that makes a node from a node"""

    def __init__(self, activation, **kwargs):
        super().__init__(**kwargs)
        self.activation = named("activation", activation, ACTIVATIONS)

    def call(self, x):
        return self.activation(x)


class Softmax(Activation):
    """Activation("softmax")"""

    def __init__(self, **kwargs):
        super().__init__("softmax", **kwargs)


class Flatten(Layer):
    """All numbers of an example in one row"""

    def call(self, x):
        return graph.flatten(x)
