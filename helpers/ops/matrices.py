"""Matrix products, other shapes for the same numbers, and sums."""

import math

import numpy as np

from .op import Op, unbroadcast


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
        if x.ndim == 2:
            z = x @ w
        else:
            z = (each_row(x) @ w).reshape(*x.shape[:-1], w.shape[-1])
        z += b
        return z

    def backward(self, x, w, b, z, dz):
        rows, dz = (x, dz) if x.ndim == 2 else (each_row(x), each_row(dz))
        dx = None if self.of_data else (dz @ w.T).reshape(x.shape)
        return dx, rows.T @ dz, np.add.reduce(dz)


class Transpose(Op):
    """z = xᵀ: rows become columns, in every matrix of a stack

    axes: all axes in a new order instead, (0, 2, 1, 3) for the third before the second.
    """

    symbol, rule = "ᵀ", "dx = dzᵀ"

    def __init__(self, axes=None):
        self.axes = axes

    def forward(self, x):
        return x.mT if self.axes is None else x.transpose(self.axes)

    def backward(self, x, z, dz):
        return dz.mT if self.axes is None else dz.transpose(np.argsort(self.axes))


class Reshape(Op):
    """z = x, the same numbers in the same order, in another shape; one of its sizes may be −1: what is left"""

    symbol, rule = "form", "dx = dz, in the shape of x"

    def __init__(self, shape):
        self.shape = shape

    def forward(self, x):
        return x.reshape(self.shape)

    def backward(self, x, z, dz):
        return dz.reshape(x.shape)


class Flatten(Op):
    """z = x, each example in one row: (batch, …) becomes (batch, numbers per example)"""

    symbol, rule = "flat", "dx = dz, in the shape of x"

    def forward(self, x):
        return x.reshape(len(x), math.prod(x.shape[1:]))

    def backward(self, x, z, dz):
        return dz.reshape(x.shape)


def each_row(x):
    """The same numbers with all axes but the last in one"""
    return x.reshape(math.prod(x.shape[:-1]), x.shape[-1])


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
