"""The network of notebook 06a in plain numbers: two inputs, two hidden neurons, one output, nine weights."""

from collections import namedtuple

import numpy as np

from ..bend_the_line.numbers import sigmoid

FIRST = (0.5, -0.3, 0.2, 0.8, 0.1, -0.1, 1.0, -1.0, 0.2)  # the page's: W1 row by row, then W2
STEPS = ["h_in", "h", "o_in", "y_hat", "E", "d_y_hat", "d_o_in", "d_W2", "d_h", "d_h_in", "d_W1"]
Passes = namedtuple("Passes", STEPS)


def both_passes(x, y, weights):
    """Forward and backward for one example x (x₁, x₂) with answer y, E = (ŷ − y)²; weights (9,) as FIRST

    Values h_in, h (2,), o_in, y_hat, E; slopes of the same names, d_W2 (3,), d_W1 (3, 2), in the order of the steps.
    """
    x, W1, W2 = np.append(x, 1.0), np.reshape(weights[:6], (3, 2)), np.array(weights[6:])
    h_in = x @ W1
    h = sigmoid(h_in)
    o_in = np.append(h, 1.0) @ W2
    y_hat = sigmoid(o_in)
    E = (y_hat - y) ** 2
    d_y_hat = 2 * (y_hat - y)
    d_o_in = d_y_hat * y_hat * (1 - y_hat)
    d_W2 = d_o_in * np.append(h, 1.0)
    d_h = d_o_in * W2[:2]
    d_h_in = d_h * h * (1 - h)
    d_W1 = np.outer(x, d_h_in)
    return Passes(h_in, h, o_in, y_hat, E, d_y_hat, d_o_in, d_W2, d_h, d_h_in, d_W1)


def updated(x, y, weights, rate):
    """The weights after one step down the slopes of this example's error"""
    passes = both_passes(x, y, weights)
    slopes = np.concatenate([np.ravel(passes.d_W1), passes.d_W2])
    return tuple(map(float, np.array(weights) - rate * slopes))
