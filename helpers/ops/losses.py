"""Softmax, what a wrong prediction costs, and what large weights cost."""

import numpy as np

from .elementwise import Sigmoid
from .matrices import each_row
from .op import Op, unbroadcast


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
    slope. More axes may stand in front: x (…, classes), y (…). ignored: rows with this class do not count, neither in
    the sum nor in the number that it is divided by, as padding behind a sentence.
    """

    symbol, rule = "CE", "dx = dz · (softmax x − onehot y) / n, dy = none"

    def __init__(self, ignored=None):
        self.ignored = ignored

    def forward(self, x, y):
        rows, labels = self.counted(x, y)
        rows = rows - largest(rows)
        right = rows[np.arange(labels.size), labels]
        return np.add.reduce(np.log(total(np.exp(rows, out=rows))).ravel() - right) / max(labels.size, 1)

    def backward(self, x, y, z, dz):
        rows, labels = self.counted(x, y)
        error = softmax(rows)
        error[np.arange(labels.size), labels] -= 1
        error *= dz / max(labels.size, 1)
        if self.ignored is None:
            return error.reshape(x.shape), None
        dx = np.zeros(x.shape)
        dx[y != self.ignored] = error
        return dx, None

    def counted(self, x, y):
        """The rows of x that count, (n, classes), and their labels"""
        if y.shape != x.shape[:-1]:
            raise ValueError("each row of x needs one label in y")
        if self.ignored is None:
            return each_row(x), y.ravel()
        counts = y != self.ignored
        return x[counts], y[counts]


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
