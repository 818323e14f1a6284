"""Notebook 05b: wrong answers that are not declared as such, and words of the reply each must get."""

import math

import numpy as np

from helpers.lessons.neurons_in_layers.numbers import perceptron_step

WRONG = {
    "xor_gate": [
        (lambda s1, s2: 1 / (1 + math.exp(-100 * s1 - 100 * s2 + 50)), "That is Or"),
        (lambda s1, s2: round(s1 * s2), "That is And"),
    ],
    "perceptron_update": [(lambda *case: np.array([*perceptron_step(*case)[:2], case[2]]), "Your b stays where it is")],
    "sigmoid_slope": [(lambda s: 0 * s, "needs parentheses")],
    "relu_output": [
        ([4, -4, -4.75, 4.75], "expected 5 values"),
        (("a", 1, 2, 3, 4), "expected a number"),
        ((4, -4, -4.75, 5, -4), "at x = 19 your network says 2"),
    ],
    "collapse": [(lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2), "shape")],
}
