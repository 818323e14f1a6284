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
        (lambda X, W1, W2, switch: (ones(switch(X @ W1)) @ W2 >= 0) * 1.0, "Your answers are 0 or 1"),
        (lambda X, W1, W2, switch: switch(ones(1.0 * (X @ W1 >= 0)) @ W2), "In the hidden layer you use step"),
        (lambda X, W1, W2, switch: np.round(switch(ones(switch(X @ W1)) @ W2)), "Your answers are 0 or 1"),
        (lambda X, W1, W2, switch: (ones(1.0 * (X @ W1 >= 0)) @ W2 >= 0) * 1.0, "Your answers are 0 or 1"),
        (lambda X, W1, W2, switch: switch(switch(X @ W1) @ W2), "The tables do not fit"),
        (lambda X, W1, W2, switch: switch(switch(ones(X) @ W1) @ W2), "X has its 1 already"),
    ],
    "output_slope": [
        (lambda p, y: 2 * (p - y), "You forgot the switch"),
        (lambda p, y: p * (1 - p), "the switch alone"),
        (lambda p, y: 2 * (p - y) * bend(p), "at the wrong value"),
        (lambda p, y: (p - y) * p * (1 - p), "The 2 of the square"),
        (lambda p, y: 2 * (y - p) * p * (1 - p), "The sign is flipped"),
        (lambda p, y: 2 * (p - y) * (1 - p * p), "the switch of tanh"),
        (lambda p, y: 2 * (p - y) + p * (1 - p), "multiplied, not added"),
        (lambda p, y: 2 * (p - y) * p * (p - 1), "The sign is flipped"),
        (lambda p, y: (p - y) ** 2 * p * (1 - p), "That is E itself"),
        (lambda p, y: 2 * (p - y) * p, "two factors"),
        (lambda p, y: 2 * (p - y) * y * (1 - y), "not of the target"),
    ],
    "first_weight_slope": [
        (lambda x, h_in, w, d: d * w * h_in * (1 - h_in) * x, "The bug is still in"),
        (lambda x, h_in, w, d: d * w * x, "The hidden switch is gone"),
        (lambda x, h_in, w, d: d * w * bend(h_in), "The input is gone"),
        (lambda x, h_in, w, d: d * bend(h_in) * x, "between the neuron and the output"),
        (lambda x, h_in, w, d: w * bend(h_in) * x, "the chain breaks"),
        (lambda x, h_in, w, d: d * w * sigmoid(h_in) * x, "not its slope"),
        (lambda x, h_in, w, d: d * w * sigmoid(h_in) * (1 - h_in) * x, "the second half"),
        (lambda x, h_in, w, d: d * w * h_in * (1 - sigmoid(h_in)) * x, "the first half"),
        (lambda x, h_in, w, d: -d * w * bend(h_in) * x, "needs a minus"),
        (lambda x, h_in, w, d: 2 * d * w * bend(h_in) * x, "in d_o_in already"),
        (lambda x, h_in, w, d: d * w / np.cosh(h_in) ** 2 * x, "the slope of tanh"),
    ],
    "learn_once": [
        (lambda W1, W2, d1, d2: (W1 + d1, W2 + d2), "That goes uphill"),
        (lambda W1, W2, d1, d2: (W1 - d1, W2 + d2), "W2 goes uphill"),
        (lambda W1, W2, d1, d2: (W1 + d1, W2 - d2), "W1 goes uphill"),
        (lambda W1, W2, d1, d2: (W1 - 0.5 * d1, W2 - 0.5 * d2), "half a step"),
        (lambda W1, W2, d1, d2: W1 - d1, "an array of shape (3, 2)"),
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
        (lambda z, y: 2 * (sigmoid(z) - y) * bend(z), "the squared error's slope"),
        (lambda z, y: sigmoid(z), "how far is it from y"),
        (lambda z, y: float(z >= 0) - y, "decides too early"),
        (lambda z, y: np.log1p(np.exp(z)) - y * z, "That is the cost"),
        (lambda z, y: -y / sigmoid(z) + (1 - y) / sigmoid(-z), "the slope at ŷ"),
    ],
}
