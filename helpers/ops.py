"""Every differentiable operation of the course: two formulas each, and nothing else.

`forward` computes z from the inputs. `backward` takes dz, how fast the cost changes with z, and says how fast
it changes with each input: dx = dz · ∂z/∂x. An op has no memory: `graph.py` remembers which op made what.
Where a formula has no value (1 / 0, log 0), NumPy's inf or nan comes out, with NumPy's warning.
"""

import numpy as np


class Op:
    """A differentiable operation: subclass it, write two pure formulas, and every graph can use it

    forward(*inputs) -> z
    backward(*inputs, z, dz) -> one gradient per input (None: no gradient)

    A gradient has the shape of its input, dz that of z. One gradient alone may be returned bare, more come as
    a tuple. Inputs are float64 arrays or NumPy's float64 numbers; a setting (such as an axis) belongs in
    __init__.
    A drawing of the graph shows `symbol`, `formula` (the docstring's first line) and `rule`.
    """

    rule = ""

    def forward(self, *inputs):
        raise NotImplementedError(f"{self.name} needs a forward(self, *inputs)")

    def backward(self, *inputs_z_dz):
        raise NotImplementedError(f"{self.name} needs a backward(self, *inputs, z, dz)")

    @property
    def name(self):
        return type(self).__name__

    @property
    def symbol(self):
        return self.name

    @property
    def formula(self):
        return (type(self).__doc__ or "").strip().partition("\n")[0]


def unbroadcast(gradient, shape):
    """Undo broadcasting: a value that was repeated collects (sums) the gradients of all its copies

    gradient: in the shape of the result; shape: that of the input, which broadcasts to it.
    """
    if gradient.shape == shape:
        return gradient
    new_axes = gradient.ndim - len(shape)
    stretched = [new_axes + axis for axis, size in enumerate(shape) if size == 1]
    return gradient.sum(axis=(*range(new_axes), *stretched)).reshape(shape)


class Add(Op):
    """z = x + y"""
    symbol, rule = "+", "dx = dz, dy = dz"

    def forward(self, x, y):
        return x + y

    def backward(self, x, y, z, dz):
        return unbroadcast(dz, x.shape), unbroadcast(dz, y.shape)


class Subtract(Op):
    """z = x − y"""
    symbol, rule = "−", "dx = dz, dy = −dz"

    def forward(self, x, y):
        return x - y

    def backward(self, x, y, z, dz):
        return unbroadcast(dz, x.shape), unbroadcast(-dz, y.shape)


class Multiply(Op):
    """z = x · y"""
    symbol, rule = "×", "dx = dz · y, dy = dz · x"

    def forward(self, x, y):
        return x * y

    def backward(self, x, y, z, dz):
        return unbroadcast(dz * y, x.shape), unbroadcast(dz * x, y.shape)


class Divide(Op):
    """z = x / y"""
    symbol, rule = "÷", "dx = dz / y, dy = −dz · z / y"

    def forward(self, x, y):
        return x / y

    def backward(self, x, y, z, dz):
        return unbroadcast(dz / y, x.shape), unbroadcast(-dz * z / y, y.shape)


class Negate(Op):
    """z = −x"""
    symbol, rule = "−", "dx = −dz"

    def forward(self, x):
        return -x

    def backward(self, x, z, dz):
        return -dz


class Square(Op):
    """z = x²"""
    symbol, rule = "x²", "dx = dz · 2x"

    def forward(self, x):
        return x * x

    def backward(self, x, z, dz):
        return dz * (2 * x)


class Power(Op):
    """z = x ** y

    Where x ≤ 0 there is no slope in y (the power exists for single values of y only): dy is 0 there, as in
    TensorFlow, so that a constant exponent does no harm.
    """
    symbol, rule = "xʸ", "dx = dz · y · x ** (y − 1), dy = dz · z · log x"

    def forward(self, x, y):
        return x ** y

    def backward(self, x, y, z, dz):
        one_less = np.where(y == 0, 1, y - 1)  # y = 0: z is 1 everywhere, so dx is 0, at x = 0 too
        log_x = np.log(np.where(x > 0, x, 1))
        return unbroadcast(dz * y * x ** one_less, x.shape), unbroadcast(dz * z * log_x, y.shape)


class Exp(Op):
    """z = exp x"""
    symbol, rule = "exp", "dx = dz · z"

    def forward(self, x):
        return np.exp(x)

    def backward(self, x, z, dz):
        return dz * z


class Log(Op):
    """z = log x, the natural logarithm"""
    symbol, rule = "log", "dx = dz / x"

    def forward(self, x):
        return np.log(x)

    def backward(self, x, z, dz):
        return dz / x


class Sin(Op):
    """z = sin x, x in radians"""
    symbol, rule = "sin", "dx = dz · cos x"

    def forward(self, x):
        return np.sin(x)

    def backward(self, x, z, dz):
        return dz * np.cos(x)


class Cos(Op):
    """z = cos x, x in radians"""
    symbol, rule = "cos", "dx = −dz · sin x"

    def forward(self, x):
        return np.cos(x)

    def backward(self, x, z, dz):
        return -dz * np.sin(x)


class Tanh(Op):
    """z = tanh x"""
    symbol, rule = "tanh", "dx = dz · (1 − z²)"

    def forward(self, x):
        return np.tanh(x)

    def backward(self, x, z, dz):
        return dz * (1 - z * z)


class Sum(Op):
    """z = Σ x, over all elements or along one axis"""
    symbol, rule = "Σ", "dx = dz, once for every element that was added"

    def __init__(self, axis=None):
        self.axis = axis

    def forward(self, x):
        return np.sum(x, axis=self.axis)

    def backward(self, x, z, dz):
        along = dz if self.axis is None else np.expand_dims(dz, self.axis)
        return along * np.ones(x.shape)
