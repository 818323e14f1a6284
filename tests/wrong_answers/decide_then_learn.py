"""Notebook 06a, Decide, then learn: wrong answers and words of the hint that each must get."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def ones(H):
    return np.hstack([H, np.ones((len(H), 1))])


def bend(z):
    return sigmoid(z) * sigmoid(-z)


WRONG = {
    "decide": [
        (lambda X, W1, W2, switch: ones(switch(X @ W1)) @ W2, "The last switch is missing"),
        (lambda X, W1, W2, switch: switch(ones(X @ W1) @ W2), "The first layer has no switch"),
        (lambda X, W1, W2, switch: switch(switch(ones(X @ W1)) @ W2), "The 1 went through"),
        (lambda X, W1, W2, switch: switch(switch(X @ W1) @ W2[:-1]), "lost its bias"),
        (lambda X, W1, W2, switch: switch(X @ W1), "That is the hidden layer"),
    ],
    "output_slope": [
        (lambda p, y: 2 * (p - y), "You forgot the switch"),
        (lambda p, y: p * (1 - p), "the switch alone"),
        (lambda p, y: 2 * (p - y) * bend(p), "at the wrong value"),
        (lambda p, y: (p - y) * p * (1 - p), "The 2 of the square"),
        (lambda p, y: 2 * (y - p) * p * (1 - p), "The sign is flipped"),
        (lambda p, y: 2 * (p - y) * (1 - p * p), "the switch of tanh"),
        (lambda p, y: 2 * (p - y) + p * (1 - p), "multiplied, not added"),
    ],
    "first_weight_slope": [
        (lambda x, h_in, w, d: d * w * h_in * (1 - h_in) * x, "The bug is still in"),
        (lambda x, h_in, w, d: d * w * x, "The hidden switch is gone"),
        (lambda x, h_in, w, d: d * w * bend(h_in), "The input is gone"),
        (lambda x, h_in, w, d: d * bend(h_in) * x, "between the neuron and the output"),
        (lambda x, h_in, w, d: w * bend(h_in) * x, "the chain breaks"),
        (lambda x, h_in, w, d: d * w * sigmoid(h_in) * x, "not its slope"),
        (lambda x, h_in, w, d: d * w / np.cosh(h_in) ** 2 * x, "the slope of tanh"),
    ],
    "learn_once": [
        (lambda W1, W2, d1, d2: (W1 + d1, W2 + d2), "uphill"),
        (lambda W1, W2, d1, d2: (d1, d2), "These are the slopes"),
        (lambda W1, W2, d1, d2: (-d1, -d2), "from where"),
        (lambda W1, W2, d1, d2: (W1, W2 - d2), "Only the last layer"),
        (lambda W1, W2, d1, d2: (W1 - d1, W2), "Only the first layer"),
        (lambda W1, W2, d1, d2: (W1 - 0.01 * d1, W2 - 0.01 * d2), "learning rate is 1"),
    ],
    "lost_bracket": [
        ((2.3, -2.3), "other order"),
        ((2.3, 2.3), "no minus reaches"),
        ((-2.3, -2.3), "reaches both terms"),
        ((-0.11, 0.11), "ln 0.9"),
        ((-1, 1), "natural logarithm"),
    ],
    "yes_no_slope": [
        (lambda z, y: z - y, "no probability yet"),
        (lambda z, y: y - sigmoid(z), "The sign is flipped"),
        (lambda z, y: (sigmoid(z) - y) * bend(z), "once more"),
        (lambda z, y: 2 * (sigmoid(z) - y), "no square here"),
        (lambda z, y: -y / sigmoid(z) + (1 - y) / sigmoid(-z), "the slope at ŷ"),
    ],
}
