"""Notebook 06a: wrong answers that are not declared as such, and words of the reply each must get."""

import numpy as np


def rounded(X, W1, W2, activation):
    H = activation(X @ W1)
    return np.round(activation(np.hstack([H, np.ones((len(H), 1))]) @ W2))


def in_place(W1, W2, d_W1, d_W2):
    W1 -= d_W1
    W2 -= d_W2
    return W1, W2


WRONG = {
    "decide": [(rounded, "Your answers are 0 or 1")],
    "learn_once": [
        (lambda W1, W2, d_W1, d_W2: W1 - d_W1, "an array of shape (3, 2)"),
        (lambda W1, W2, d_W1, d_W2: [W1 + d_W1, W2 + d_W2], "That goes uphill"),
        (in_place, "in place"),
    ],
    "first_weight_slope": [
        (lambda x_i, h_in, w, d_o_in: d_o_in * w * h_in * (1 - h_in) * x_i, "made of h_in, which goes into"),
    ],
    "lost_bracket": [(np.array([2.3, 2.3]), "no minus reaches"), ((0.11, 2.30), "the first term is gone")],
}
