"""Dense, Activation and Flatten: the layers of a multilayer perceptron."""

from .. import graph, ops
from .activations import ACTIVATIONS
from .initializers import INITIALIZERS
from .layer import Layer, whole_number
from .names import name_of, named

REGULARIZERS = {"l1": ops.L1(), "l2": ops.L2()}


class Dense(Layer):
    """activation(x @ kernel + bias): every one of `units` neurons sees all features

    x (batch, features), kernel (features, units), bias (units,). kernel_regularizer: "l1", "l2" (rate 0.01), or
    L1(rate), L2(rate), which add their penalty on the kernel to the loss.
    """

    def __init__(self, units, activation=None, use_bias=True, kernel_initializer="glorot_uniform",
                 bias_initializer="zeros", kernel_regularizer=None, **kwargs):
        super().__init__(**kwargs)
        self.units = whole_number("units", units)
        self.activation = named("activation", activation or "linear", ACTIVATIONS)
        self.use_bias = use_bias
        self.kernel_initializer = named("initializer", kernel_initializer, INITIALIZERS)
        self.bias_initializer = named("initializer", bias_initializer, INITIALIZERS)
        self.kernel_regularizer = as_regularizer(kernel_regularizer)
        self.kernel = self.bias = None

    def build(self, input_shape):
        if len(input_shape) < 2:
            raise ValueError(f"Dense expects one row of features per example, got x of shape {tuple(input_shape)}")
        self.kernel = self.add_weight((input_shape[-1], self.units), self.kernel_initializer, "kernel")
        if self.use_bias:
            self.bias = self.add_weight((self.units,), self.bias_initializer, "bias")

    def expect_shape(self, shape):
        expected = self.kernel.value.shape[0] if self.built else self.input_shape and self.input_shape[-1]
        if expected and (not shape or shape[-1] != expected):
            got = f"{shape[-1]}: x has shape {tuple(shape)}" if shape else "a single number"
            raise ValueError(f"Dense expects {expected} features (input_dim), got {got}")

    def call(self, x):
        if x.value.shape[-1:] != self.kernel.value.shape[:1]:
            self.expect_shape(x.value.shape)
        return self.activation(graph.affine(x, self.kernel, self.bias) if self.use_bias else x @ self.kernel)

    @property
    def losses(self):
        return [graph.apply(self.kernel_regularizer, self.kernel)] if self.kernel_regularizer else []

    def get_config(self):
        regularizer = self.kernel_regularizer
        return super().get_config() | {
            "units": self.units, "use_bias": bool(self.use_bias),
            "activation": name_of("activation", self.activation, ACTIVATIONS),
            "kernel_initializer": name_of("initializer", self.kernel_initializer, INITIALIZERS),
            "bias_initializer": name_of("initializer", self.bias_initializer, INITIALIZERS),
            "kernel_regularizer": regularizer and [regularizer.name, regularizer.rate],
        }


def as_regularizer(value):
    """An op that makes one number from a kernel: L1, L2, their names, or the pair that a saved file holds"""
    if isinstance(value, (list, tuple)) and len(value) == 2 and value[0] in ("L1", "L2"):
        return getattr(ops, value[0])(value[1])
    if isinstance(value, str) and value in REGULARIZERS:
        return REGULARIZERS[value]
    if value is None or isinstance(value, ops.Op):
        return value
    raise ValueError(f'kernel_regularizer expects "l1", "l2", L1(rate) or L2(rate), got {value!r}')


class Activation(Layer):
    """A function of every number, by its name or as one that makes a node from a node"""

    def __init__(self, activation, **kwargs):
        super().__init__(**kwargs)
        self.activation = named("activation", activation, ACTIVATIONS)

    def call(self, x):
        return self.activation(x)

    def get_config(self):
        return super().get_config() | {"activation": name_of("activation", self.activation, ACTIVATIONS)}


class Flatten(Layer):
    """All numbers of an example in one row"""

    def call(self, x):
        return graph.flatten(x)
