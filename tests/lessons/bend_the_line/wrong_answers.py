"""Notebook 05a, Bend the line: wrong answers that are not declared as such, and words of the reply each must get."""

import numpy as np

from helpers.lessons.bend_the_line.numbers import sigmoid


def muffled(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def in_place(z):
    z[:] = sigmoid(z)
    return z.copy()


WRONG = {
    "gate_pair": [(np.array([-50, -400, 50, 400]), "signs of b are flipped")],
    "stable_sigmoid": [  # a judge of functions: none of these is declared
        (lambda z: 1 / (1 + np.exp(-z)), "for z = −1000 exp is still asked"),
        (lambda z: np.exp(z) / (1 + np.exp(z)), "for z = 1000 exp is still asked"),
        (lambda z: np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z))), "both of its branches"),
        (lambda z: 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z)), "wants one yes or no"),
        (lambda z: np.exp(abs(z)) / (1 + np.exp(abs(z))), "a minus is missing"),
        (muffled, "for z = −1000 exp is still asked"),
        (lambda z: (z > 0) * 1.0 if abs(z).max() > 700 else sigmoid(z), "for z = 1 you returned 1"),
        (in_place, "changed z in place"),
        (lambda z: 1 / (1 + np.exp(-np.clip(z, -20, 20))), "for z = −30 you returned 2.06115e-09"),
        (lambda z: 1 - sigmoid(z), "It falls where it should rise"),
        (np.tanh, "for z = −3 you returned -0.995055"),
        (lambda z: sigmoid(z)[:1], "shape (1,)"),
        (lambda z: 0.5, "shape ()"),
        (lambda z: np.full_like(z, np.nan), "you returned nan"),
        (lambda z: z.no_such_name, "AttributeError"),
    ],
    "middle_gate": [([-1000, -3, 5], "for s1 = 0 and s3 = 1 your gate says 0.88")],
    "third_threshold": [(8, "predicts 1 for x = 9, and the data say 20"), (15, "predicts 10.5 for x = 15")],
}
