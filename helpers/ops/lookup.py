"""Rows of a table: looked up, their gradient, rows put side by side, and a loss that ranks scores."""

import numpy as np

from .op import Op, unbroadcast


class RowGradient:
    """The gradient of a table of which few rows were used: values[i] belongs to row rows[i], all other rows have none

    rows (n,) whole numbers, the same row as often as it was used; values (n, …); shape: that of the table. A sum of two
    is one again. `added_up` names each row once; `dense`, or np.asarray, is the whole table with its many zeros.
    """

    __array_ufunc__ = None  # array + RowGradient: NumPy leaves it to __radd__

    def __init__(self, rows, values, shape):
        self.rows, self.values, self.shape = rows, values, shape

    def added_up(self):
        """(rows, values) with every row once, in rising order, and its values summed"""
        order = np.argsort(self.rows, kind="stable")
        rows = self.rows[order]
        first = np.flatnonzero(np.diff(rows, prepend=-1))
        if len(first) == len(rows):
            return rows, self.values[order]
        return rows[first], np.add.reduceat(self.values[order], first)

    def dense(self):
        table = np.zeros(self.shape)
        rows, values = self.added_up()
        table[rows] = values
        return table

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.dense(), dtype)

    def __add__(self, other):
        if not isinstance(other, RowGradient):
            return self.dense() + other
        rows, values = np.concatenate([self.rows, other.rows]), np.concatenate([self.values, other.values])
        return RowGradient(rows, values, self.shape)

    __radd__ = __add__

    def __repr__(self):
        return f"RowGradient({len(np.unique(self.rows))} of {self.shape[0]} rows)"


class Lookup(Op):
    """z = x[y], rows of a table: x (vocabulary, width), y whole numbers of any shape → z (*y.shape, width)

    dx is a RowGradient: its cost depends on how many rows were used, not on how many there are.
    """

    symbol, rule = "x[y]", "dx = dz in the rows y, added up where one was used twice, dy = none"

    def forward(self, x, y):
        try:
            return x.take(np.asarray(y, np.intp), axis=0)
        except IndexError:
            last = len(np.atleast_1d(x)) - 1
            raise ValueError(f"row {y.max()} is asked for, but the table ends with row {last}") from None

    def backward(self, x, y, z, dz):
        dx = RowGradient(y.ravel(), dz.reshape(y.size, *x.shape[1:]), x.shape)
        return dx if x.ndim > 1 else dx.dense(), None


class Concatenate(Op):
    """z = (x, y), side by side along the last axis"""

    symbol, rule = "x,y", "dx = dz where x stands in z, dy = dz where y stands in z"

    def forward(self, x, y):
        return np.concatenate([x, y], axis=-1)

    def backward(self, x, y, z, dz):
        return tuple(np.split(dz, [x.shape[-1]], axis=-1))


class RankingHinge(Op):
    """z = mean of max(0, 1 − x + y): how far each score x fails to stand 1 above its rival y

    Collobert and others 2011, Natural Language Processing (Almost) from Scratch, there a sum.
    """

    symbol, rule = "rank", "dx = −dz / n where x stands less than 1 above y, dy = −dx"

    def forward(self, x, y):
        return np.mean(np.maximum(0, 1 - x + y))

    def backward(self, x, y, z, dz):
        dy = (1 - x + y > 0) * (dz / max(np.broadcast(x, y).size, 1))
        return unbroadcast(-dy, x.shape), unbroadcast(dy, y.shape)
