"""Notebook 12, Look beyond: wrong answers unlike the declared ones, and words of the hint each must get."""

import math

import numpy as np

from helpers.lessons.look_beyond.exercises import but


def first_step_only(w, h):
    slope = 1.0
    for one in h:
        slope += w * (1 - one * one)
    return slope - 1.0


def over_all(Q, K):
    scores = np.array([[sum(q * k) for k in K] for q in Q])
    return np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)


def strictly_before(n):
    return np.array([[0.0 if j < i else -1e9 for j in range(n)] for i in range(n)])


WRONG = {
    "rnn_step": [
        (lambda x, h, U, W, b: np.add(np.dot(x, U), np.dot(h, W)) + b, "tanh is missing"),
        (lambda x, h, U, W, b: np.tanh(np.dot(x, U) + b), "forgets"),
    ],
    "gradient_back": [
        (first_step_only, "You added"),
        (lambda w, h: math.prod(w for _ in h), "without tanh"),
    ],
    "attention_weights": [(over_all, "not divided")],
    "mask_of_future": [(strictly_before, "may see itself")],
    "attention_cost": [
        (lambda n, d: sum(d for _ in range(n) for _ in range(n)), "one of the two products"),
        (lambda n, d: sum(2 * d * (i + 1) for i in range(n)), "spares the future"),
    ],
    "choose_network": [(list(but(3, "attention")), "2 kilobytes")],
}
