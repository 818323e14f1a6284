"""Operations on numbers one by one; arrays of other shapes are broadcast."""

import numpy as np

from .op import Op, unbroadcast


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
        return x**y

    def backward(self, x, y, z, dz):
        one_less = np.where(y == 0, 1, y - 1)  # y = 0: z is 1 everywhere, so dx is 0, at x = 0 too
        log_x = np.log(np.where(x > 0, x, 1))
        return unbroadcast(dz * y * x**one_less, x.shape), unbroadcast(dz * z * log_x, y.shape)


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
