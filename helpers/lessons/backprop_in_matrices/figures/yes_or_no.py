"""The playground's network: one hidden layer with any bend, and a sigmoid that answers yes or no.

x (n, 2), y (n, 1), weights as in network.py; the loss is the cross-entropy, whose slope by the logit is p − y.
"""

import numpy as np

from .. import numbers as network


def sigmoid(z):
    """1 / (1 + e^−z), written so that no z is too large"""
    return 0.5 * (1 + np.tanh(0.5 * z))


BENDS = {  # name -> (the bend, its slope from its output h)
    "tanh": (np.tanh, lambda h: 1 - h**2),
    "sigmoid": (sigmoid, lambda h: h * (1 - h)),
    "relu": (lambda z: np.maximum(z, 0.0), lambda h: (h > 0) * 1.0),
    "linear": (lambda z: z, lambda h: np.ones_like(h)),
    "step": (lambda z: (z > 0) * 1.0, lambda h: np.zeros_like(h)),
}


def forward(x, weights, bend):
    """(h (n, units), the logit (n, 1))"""
    W1, b1, W2, b2 = weights
    h = BENDS[bend][0](x @ W1 + b1)
    return h, h @ W2 + b2


def loss(x, y, weights, bend):
    """The mean of −log of the probability given to the right answer"""
    z = forward(x, weights, bend)[1]
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def gradients(x, y, weights, bend):
    h, z = forward(x, weights, bend)
    D = (sigmoid(z) - y) / len(y)
    D_hidden = (D @ weights[2].T) * BENDS[bend][1](h)
    return network.layer_gradients(x, D_hidden) + network.layer_gradients(h, D)


def train(x, y, weights, bend, rate, steps):
    for _ in range(steps):
        weights = [value - rate * slope for value, slope in zip(weights, gradients(x, y, weights, bend))]
    return weights
