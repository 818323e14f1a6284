"""Notebook 06b: wrong answers that no declared mistake has in this form, and words of the hint that each must get."""

import numpy as np


def uphill(X, Y, weights, rows, rate, slopes):
    return [w + rate * s for w, s in zip(weights, slopes(X[rows], Y[rows], weights), strict=True)]


def in_place(X, Y, weights, rows, rate, slopes):
    for w, s in zip(weights, slopes(X[rows], Y[rows], weights), strict=True):
        w -= rate * s
    return weights


WRONG = {
    "gradient_shapes": [
        ([(32, 6), (6, 8), (1, 6), (3, 6), (1, 3), (32, 6)], "inputs in rows, neurons in columns"),
        ([(32, 6), (8, 6), (32, 6), (6, 3), (32, 3), (32, 6)], "The examples are still in it"),
        ([(32, 6), (8, 6), (1, 6), (6, 3), (1, 3), (32, 3)], "goes back through W₂ᵀ"),
        ([(32, 8), (8, 6), (1, 6), (6, 3), (1, 3), (32, 6)], "a column for each …"),
        ([(6, 32), (8, 6), (1, 6), (6, 3), (1, 3), (32, 6)], "examples in rows"),
        ([(32, 6), (8, 6), (1, 8), (6, 3), (1, 6), (32, 6)], "each neuron of its own layer"),
        ([(32, 6), (8, 3), (1, 6), (6, 3), (1, 3), (32, 6)], "how many of each"),
        (np.array([(32, 6), (8, 6), (6, 1), (6, 3), (3, 1), (32, 6)]), "a bias stands as a row"),
    ],
    "mini_batch_step": [(uphill, "You go uphill"), (in_place, "in place")],
    "break_symmetry": [
        (np.array([[0.3, 0.3], [2.0, 2.0]]), "have stayed equal"),
        (np.array([[40, 30], [-50, 20]]), "tanh is flat"),
        (np.eye(2), "downhill leads elsewhere"),
    ],
}
