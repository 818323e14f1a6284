"""Every differentiable operation of the course: two formulas each, and nothing else.

`forward` computes z from the inputs. `backward` takes dz, how fast the cost changes with z, and says how fast
it changes with each input: dx = dz · ∂z/∂x. An op has no memory: `graph.py` remembers which op made what.
Where a formula has no value (1 / 0, log 0), NumPy's inf or nan comes out, with NumPy's warning.
"""

import math

import numpy as np


class Op:
    """A differentiable operation: subclass it, write two pure formulas, and every graph can use it

    forward(*inputs) -> z
    backward(*inputs, z, dz) -> one gradient per input (None: no gradient)

    A gradient has the shape of its input, dz that of z. One gradient alone may be returned bare, more come as
    a tuple. Inputs are float64 arrays or NumPy's float64 numbers, or whole numbers where the op says so; a
    setting (such as an axis) belongs in __init__.
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
    if gradient.shape[new_axes:] == shape:
        return gradient.sum(axis=tuple(range(new_axes)))
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


class Sigmoid(Op):
    """z = 1 / (1 + exp(−x)), from 0 to 1; no exp overflows, however large |x| is"""
    symbol, rule = "σ", "dx = dz · z · (1 − z)"

    def forward(self, x):
        small = np.exp(-np.abs(x))  # at most 1
        return np.where(x < 0, small, 1.0) / (1 + small)

    def backward(self, x, z, dz):
        return dz * (z * (1 - z))


class ReLU(Op):
    """z = max(x, 0); at x = 0, where there are two slopes, it takes 0, as TensorFlow and PyTorch do"""
    symbol, rule = "ReLU", "dx = dz if x > 0 else 0"

    def forward(self, x):
        return np.maximum(x, 0)

    def backward(self, x, z, dz):
        return np.where(x > 0, dz, 0.0)


class Step(Op):
    """z = 1 if x ≥ 0 else 0; its slope is 0, so nothing in front of it ever learns

    At x = 0 it jumps and has no slope at all: it says 0 there, too.
    """
    symbol, rule = "step", "dx = 0"

    def forward(self, x):
        return np.heaviside(x, 1.0)

    def backward(self, x, z, dz):
        return np.zeros(np.shape(x))


class Clip(Op):
    """z = min(max(x, low), high); outside of low … high its slope is 0"""
    symbol, rule = "clip", "dx = dz if low ≤ x ≤ high else 0"

    def __init__(self, low, high):
        self.low, self.high = low, high

    def forward(self, x):
        return np.clip(x, self.low, self.high)

    def backward(self, x, z, dz):
        return np.where((x >= self.low) & (x <= self.high), dz, 0.0)


class MatMul(Op):
    """z = x @ y, every row of x times every column of y

    Stacks of matrices multiply one by one, and broadcast. A list of numbers is one row as x, one column as y.
    of_data: x is given once and for all, so its gradient, half of the work, is left out.
    """
    symbol, rule = "@", "dx = dz @ yᵀ, dy = xᵀ @ dz"

    def __init__(self, of_data=False):
        self.of_data = of_data

    def forward(self, x, y):
        return x @ y

    def backward(self, x, y, z, dz):
        if x.ndim > 1 and y.ndim > 1:
            dx = None if self.of_data else unbroadcast(dz @ y.mT, x.shape)
            return dx, unbroadcast(x.mT @ dz, y.shape)
        rows = x if x.ndim > 1 else x[np.newaxis, :]
        columns = y if y.ndim > 1 else y[:, np.newaxis]
        dz = dz if y.ndim > 1 else np.expand_dims(dz, -1)
        dz = dz if x.ndim > 1 else np.expand_dims(dz, -2)
        dx, dy = self.backward(rows, columns, z, dz)
        return dx if self.of_data else dx.reshape(x.shape), dy.reshape(y.shape)


class Affine(Op):
    """z = x @ w + b, a whole layer at once: x (…, features), w (features, units), b (units,)

    of_data: x is given once and for all, so its gradient is left out.
    """
    symbol, rule = "xw+b", "dx = dz @ wᵀ, dw = xᵀ @ dz, db = Σ dz"

    def __init__(self, of_data=False):
        self.of_data = of_data

    def forward(self, x, w, b):
        z = x @ w
        z += b
        return z

    def backward(self, x, w, b, z, dz):
        dx = None if self.of_data else dz @ w.T
        if x.ndim != 2:
            x, dz = each_row(x), each_row(dz)
        return dx, x.T @ dz, np.add.reduce(dz)


class Flatten(Op):
    """z = x, each example in one row: (batch, …) becomes (batch, numbers per example)"""
    symbol, rule = "flat", "dx = dz, in the shape of x"

    def forward(self, x):
        return x.reshape(len(x), math.prod(x.shape[1:]))

    def backward(self, x, z, dz):
        return dz.reshape(x.shape)


class Sum(Op):
    """z = Σ x, over all elements or along one axis (keepdims: which stays, with length 1)"""
    symbol, rule = "Σ", "dx = dz, once for every element that was added"

    def __init__(self, axis=None, keepdims=False):
        self.axis, self.keepdims = axis, keepdims

    def forward(self, x):
        return np.sum(x, axis=self.axis, keepdims=self.keepdims)

    def backward(self, x, z, dz):
        along = dz if self.axis is None or self.keepdims else np.expand_dims(dz, self.axis)
        return along * np.ones(x.shape)


class Mean(Op):
    """z = Σ x / n, over all elements or along one axis; n: how many were added"""
    symbol, rule = "mean", "dx = dz / n, once for every element that was added"

    def __init__(self, axis=None):
        self.axis = axis

    def forward(self, x):
        return np.mean(x, axis=self.axis)

    def backward(self, x, z, dz):
        along = dz if self.axis is None else np.expand_dims(dz, self.axis)
        return along * np.full(x.shape, z.size / max(x.size, 1))


class Softmax(Op):
    """z = exp x / Σ exp x along the last axis: numbers above 0 that add up to 1"""
    symbol, rule = "soft", "dx = z · (dz − Σ dz · z)"

    def forward(self, x):
        return softmax(x)

    def backward(self, x, z, dz):
        return z * (dz - np.sum(dz * z, axis=-1, keepdims=True))


class LogSoftmax(Op):
    """z = x − log Σ exp x along the last axis: the logarithm of softmax, also where softmax rounds to 0"""
    symbol, rule = "logs", "dx = dz − exp z · Σ dz"

    def forward(self, x):
        return log_softmax(x)

    def backward(self, x, z, dz):
        return dz - np.exp(z) * np.sum(dz, axis=-1, keepdims=True)


def softmax(x):
    """Without overflow: the largest x is taken off first, which changes nothing"""
    e = np.exp(x - largest(x))
    e /= total(e)
    return e


def log_softmax(x):
    x = x - largest(x)
    return x - np.log(total(np.exp(x)))


def largest(x):
    return np.maximum.reduce(x, axis=-1, keepdims=True)


def total(x):
    return np.add.reduce(x, axis=-1, keepdims=True)


class MeanSquaredError(Op):
    """z = mean of (x − y)², over all n elements"""
    symbol, rule = "MSE", "dx = dz · 2 (x − y) / n, dy = dz · 2 (y − x) / n"

    def forward(self, x, y):
        error = x - y
        return np.mean(error * error)

    def backward(self, x, y, z, dz):
        error = x - y
        dx = error * (2 * dz / error.size)
        return unbroadcast(dx, x.shape), unbroadcast(-dx, y.shape)


class BinaryCrossEntropy(Op):
    """z = mean of −[y log p + (1 − y) log(1 − p)] with p = sigmoid x: yes-or-no questions, y from 0 to 1

    x are the logits, the numbers in front of the sigmoid: so neither exp nor log can overflow.
    """
    symbol, rule = "BCE", "dx = dz · (sigmoid x − y) / n, dy = −dz · x / n"

    def forward(self, x, y):
        return np.mean(np.maximum(x, 0) - x * y + np.log1p(np.exp(-np.abs(x))))

    def backward(self, x, y, z, dz):
        error = Sigmoid().forward(x) - y
        dz = dz / error.size
        return unbroadcast(error * dz, x.shape), unbroadcast(np.broadcast_to(-dz * x, error.shape), y.shape)


class CrossEntropy(Op):
    """z = mean of -log softmax(x)[y]: x (batch, classes), y (batch,) integers

    x are the logits, the numbers in front of the softmax; y the number of the right class, from 0, without a
    slope. More axes may stand in front: x (…, classes), y (…).
    """
    symbol, rule = "CE", "dx = dz · (softmax x − onehot y) / n, dy = none"

    def forward(self, x, y):
        if y.shape != x.shape[:-1]:
            raise ValueError("each row of x needs one label in y")
        x = x - largest(x)
        right = each_row(x)[np.arange(y.size), y.ravel()]
        return np.add.reduce(np.log(total(np.exp(x))).ravel() - right) / y.size

    def backward(self, x, y, z, dz):
        error = softmax(x)
        each_row(error)[np.arange(y.size), y.ravel()] -= 1
        error *= dz / y.size
        return error, None


def each_row(x):
    """The same numbers with all axes but the last in one"""
    return x.reshape(math.prod(x.shape[:-1]), x.shape[-1])


class L1(Op):
    """z = rate · Σ |x|, a penalty that pulls every weight to 0 with the same force"""
    symbol, rule = "L1", "dx = dz · rate · sign x"

    def __init__(self, rate=0.01):
        self.rate = rate

    def forward(self, x):
        return self.rate * np.sum(np.abs(x))

    def backward(self, x, z, dz):
        return np.sign(x) * (self.rate * dz)


class L2(Op):
    """z = rate · Σ x², a penalty that pulls a weight to 0 the more, the larger it is"""
    symbol, rule = "L2", "dx = dz · rate · 2x"

    def __init__(self, rate=0.01):
        self.rate = rate

    def forward(self, x):
        return self.rate * np.sum(x * x)

    def backward(self, x, z, dz):
        return x * (2 * self.rate * dz)
