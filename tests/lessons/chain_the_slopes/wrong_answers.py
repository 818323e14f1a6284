"""Notebook 03, Chain the slopes: mistakes in another form than they are declared in, and words of their hints."""

import numpy as np


def machine_before_slope(machines, x):
    slope = 1
    for machine, local_slope in machines:
        x = machine(x)
        slope *= local_slope(x)
    return [x, slope]


def sum_of_slopes(machines, x):
    slopes = []
    for machine, local_slope in machines:
        slopes.append(local_slope(x))
        x = machine(x)
    return x, sum(slopes)


WRONG = {
    "local_slopes": [((3, 6), "You took the cookies' slope at x"), (np.array([7, 49]), "what the machines give")],
    "chain_of_two": [(lambda x: 6 * x**3, "the second machine never sees x")],
    "two_inputs": [(lambda a, b: np.array([a * b * (a + b) * b, a * b * (a + b) * a]), "multiplied across the paths")],
    "whole_row": [
        (machine_before_slope, "it belongs to what goes in"),
        (sum_of_slopes, "You add up the slopes, from 0"),
    ],
    "harder_slopes": [(lambda x, w1, b1, w2, b2: [x, 1, x, 2 * b2], "You went past the S-shaped machine")],
    "square_outside": [(lambda x, w2, b2: np.cosh(w2 * x + b2) ** -2, "You left out the squaring machine")],
}
