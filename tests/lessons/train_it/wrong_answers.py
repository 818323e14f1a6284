"""Notebook 06c: wrong answers that no declared mistake has in this form, and words of the hint that each must get."""

import numpy as np


def uphill(X, Y, weights, rows, rate, slopes):
    return [w + rate * s for w, s in zip(weights, slopes(X[rows], Y[rows], weights), strict=True)]


def in_place(X, Y, weights, rows, rate, slopes):
    for w, s in zip(weights, slopes(X[rows], Y[rows], weights), strict=True):
        w -= rate * s
    return weights


def all_at_once(X, Y, weights, rows, rate, slopes):
    moves = slopes(X[rows], Y[rows], weights)
    return weights - rate * moves


def adam_that_hands_on_the_old(dw, m, v, t):
    m_new, v_new = 0.9 * m + 0.1 * dw, 0.999 * v + 0.001 * dw**2
    return -m_new / (1 - 0.9**t) / (np.sqrt(v_new / (1 - 0.999**t)) + 1e-7), m, v


def without_a_bracket(inputs, outputs, activation):
    return np.sqrt(2 / inputs) if activation == "relu" else np.sqrt(2 / inputs + outputs)


def adam_in_place(dw, m, v, t):
    m *= 0.9
    m += 0.1 * dw
    v *= 0.999
    v += 0.001 * dw**2
    return -(m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-7), m, v


def adam_uncorrected(dw, m, v, t):
    m, v = m + 0.1 * (dw - m), v + 0.001 * (dw * dw - v)
    return -m / (v**0.5 + 1e-7), m, v


WRONG = {
    "mini_batch_step": [(uphill, "You go uphill"), (in_place, "in place"), (all_at_once, "with zip")],
    "break_symmetry": [
        (np.array([[0.3, 0.3], [2.0, 2.0]]), "have stayed equal"),
        (np.array([[40, 30], [-50, 20]]), "tanh is flat"),
        (np.eye(2), "downhill leads elsewhere"),
    ],
    "adam_step": [
        (adam_in_place, "in place"),
        (adam_uncorrected, "divide each by"),
        (adam_that_hands_on_the_old, "as they came in"),
    ],
    "initial_scale": [
        (lambda inputs, outputs, activation: (2 / inputs) ** 0.5, "tanh gets He's rule"),
        (without_a_bracket, "A bracket is missing"),
        (lambda inputs, outputs, activation: (2 / (inputs + outputs)) ** 0.5, "You gave ReLU Glorot's rule too"),
        (lambda inputs, outputs, activation: 1 / inputs**0.5, ""),
    ],
    "numbers_held": [
        (lambda widths, batch: (sum(a * b + b for a, b in zip(widths, widths[1:], strict=False)), 0), ""),
        (lambda widths, batch: (4 * (np.dot(widths[:-1], widths[1:])), batch * sum(widths)), "The biases are missing"),
    ],
}
