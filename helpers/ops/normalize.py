"""The same mean and spread for every row of numbers."""

import numpy as np

from .op import Op


class Normalize(Op):
    """z = (x − mean x) / √(variance of x + ε) along the last axis: every row has mean 0 and spreads by 1

    epsilon: keeps a row of equal numbers from being divided by 0. Ba, Kiros and Hinton 2016, Layer Normalization.
    """

    symbol, rule = "norm", "dx = (dz − mean dz − z · mean (dz · z)) / √(variance of x + ε)"

    def __init__(self, epsilon=1e-3):
        self.epsilon = epsilon

    def forward(self, x):
        error, spread = self.error_and_spread(x)
        error /= spread
        return error

    def backward(self, x, z, dz):
        _, spread = self.error_and_spread(x)
        dx = dz - mean(dz)
        dx -= z * mean(dz * z)
        dx /= spread
        return dx

    def error_and_spread(self, x):
        """(x − mean, √(variance + ε))"""
        error = x - mean(x)
        return error, np.sqrt(mean(error * error) + self.epsilon)


def mean(x):
    return np.add.reduce(x, axis=-1, keepdims=True) / max(x.shape[-1], 1)
