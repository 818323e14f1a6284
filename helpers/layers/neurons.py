"""Neurons: what Dense and Conv2D have in common: a kernel, its bias, an activation and a price for large weights."""

from .. import graph, ops
from .activations import ACTIVATIONS
from .initializers import INITIALIZERS
from .layer import Layer
from .names import named

REGULARIZERS = {"l1": ops.L1(), "l2": ops.L2()}


class Neurons(Layer):
    """kernel_regularizer: "l1", "l2" (rate 0.01), L1(rate) or L2(rate): a penalty on the kernel, added to the loss"""

    def __init__(self, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, **kwargs):
        super().__init__(**kwargs)
        self.activation = named("activation", activation or "linear", ACTIVATIONS)
        self.use_bias = use_bias
        self.kernel_initializer = named("initializer", kernel_initializer, INITIALIZERS)
        self.bias_initializer = named("initializer", bias_initializer, INITIALIZERS)
        self.kernel_regularizer = as_regularizer(kernel_regularizer)
        self.kernel = self.bias = None

    @property
    def losses(self):
        return [graph.apply(self.kernel_regularizer, self.kernel)] if self.kernel_regularizer else []


def as_regularizer(value):
    """An op that makes one number from a kernel: L1, L2, or their names"""
    if isinstance(value, str) and value in REGULARIZERS:
        return REGULARIZERS[value]
    if value is None or isinstance(value, ops.Op):
        return value
    raise ValueError(f'kernel_regularizer expects "l1", "l2", L1(rate) or L2(rate), got {value!r}')
