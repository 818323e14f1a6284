"""Notebook 03, Chain the slopes: wrong answers and words of the hint that each must get."""

import numpy as np


def steps(machines, x, where="before", join="multiply", slope=1.0):
    """A walk along the row as learners write it, with one thing wrong at a time"""
    value = x
    for machine, local_slope in machines:
        point = {"start": x, "before": value, "after": machine(value)}[where]
        slope = {"multiply": slope * local_slope(point), "add": slope + local_slope(point), "last": local_slope(point)}[
            join
        ]
        value = machine(value)
    return value, slope


def four(x, b2, bend, last=2):
    return x, 1, x * bend, last * b2 * bend


WRONG = {
    "local_slopes": [
        ((3, 6), "You took the cookies' slope at x"),
        ([14, 3], "other order"),
        ((9, 14), "not multiplied by x"),
        ((3, 7), "You took y itself"),
        (np.array([7, 49]), "These are what the machines give"),
        ((7, 14), "The first is what the machine gives"),
    ],
    "chain_of_two": [
        (lambda x: 6 * x**3, "the second machine never sees x"),
        (lambda x: 3 * (x**2 + 1) ** 2, "left out the first machine"),
        (lambda x: 2 * x, "left out the second machine"),
        (lambda x: 3 * (x**2 + 1) ** 2 + 2 * x, "You added along the row"),
        (lambda x: 12 * x**2, "You put the slope 2x into"),
        (lambda x: (x**2 + 1) ** 3, "This is z itself"),
        (lambda x: 6 * x * (x**2 + 1), "has a square in it"),
    ],
    "chain_of_three": [
        (2 * 2 * 3 * 5, "the cookies' slope at v"),
        (2 * 8 * 3 * 5, "one machine stands between"),
        (44 + 3 + 5, "You added along the row"),
        (44 * 3, "one machine is still missing"),
        (22**2, "This is z itself"),
        (22 * 3 * 5, "You took y itself"),
        (120, "the slope at v = 0.8"),
        (210, "the slope at v = 1"),
        (44 * 5, "bananas' 3 is missing"),
        (44, "the last machine only"),
    ],
    "two_inputs": [
        (lambda a, b: ((a + b) * b, (a + b) * a), "Only the path through z₁"),
        (lambda a, b: (a * b, a * b), "Only the path through z₂"),
        (lambda a, b: ((a + b) * b * a * b, (a + b) * a * a * b), "multiplied across the paths"),
        (lambda a, b: (a + b + b + a * b + 1, a + b + a + a * b + 1), "You added along each path"),
        (lambda a, b: (a * b * b + a + b, a * b * a + a + b), "the other factor: you took the factor itself"),
        (lambda a, b: ((a + b) * a + a * b, (a + b) * b + a * b), "you exchanged x₁ and x₂"),
        (lambda a, b: (b, a), "only how far z₁ moves"),
        (lambda a, b: (b + 1, a + 1), "p's own slopes are missing"),
        (lambda a, b: (a * b + a + b, a * b + a + b), "These are p's own slopes"),
    ],
    "whole_row": [
        (lambda machines, x: steps(machines, x, where="start"), "The bug is still in"),
        (lambda machines, x: steps(machines, x, where="after"), "it belongs to what goes in"),
        (lambda machines, x: steps(machines, x, slope=0.0), "0 times anything"),
        (lambda machines, x: steps(machines, x, join="add"), "You add along the row"),
        (lambda machines, x: steps(machines, x, join="add", slope=0.0), "You add up the slopes, from 0"),
        (lambda machines, x: steps(machines, x, join="last"), "only the last machine's slope"),
        (lambda machines, x: steps(machines, x)[::-1], "The value comes first"),
        (lambda machines, x: steps(machines[:1], x), "after the first machine"),
    ],
    "harder_slopes": [
        (lambda x, w1, b1, w2, b2: four(x, b2, 1), "You went past the S-shaped machine"),
        (lambda x, w1, b1, w2, b2: four(x, b2, np.tanh(w2 * x + b2**2)), "what the S-shaped machine gives"),
        (lambda x, w1, b1, w2, b2: four(x, b2, 1 - np.tanh(w2 * x + b2**2)), "One square is missing"),
        (lambda x, w1, b1, w2, b2: four(x, b2, 1 - np.tanh(x) ** 2), "the S-shaped machine at x"),
        (lambda x, w1, b1, w2, b2: four(x, b2, 1 - np.tanh(w2 * x + b2) ** 2), "holds the square of b₂"),
        (lambda x, w1, b1, w2, b2: four(x, b2, 1 - np.tanh(w2 * x + b2**2) ** 2, last=1), "You took b₂ itself"),
        (lambda x, w1, b1, w2, b2: four(x, b2, 1 - abs(np.tanh(w2 * x + b2**2))), "other column"),
        (lambda x, w1, b1, w2, b2: four(x, b2, 1 - (w2 * x + b2**2) ** 2), "You squared what goes into"),
        (
            lambda x, w1, b1, w2, b2: (
                x,
                1,
                w2 * (1 - np.tanh(w2 * x + b2**2) ** 2),
                2 * b2 * (1 - np.tanh(w2 * x + b2**2) ** 2),
            ),
            "The third slope",
        ),
        (lambda x, w1, b1, w2, b2: (x, 1, x * (1 - np.tanh(w2 * x + b2**2) ** 2), 2 * b2), "The fourth slope"),
        (lambda x, w1, b1, w2, b2: four(x, 0.5, 1 - np.tanh(w2 * x + b2**2) ** 2), "b₂ passes a squaring machine"),
    ],
    "square_outside": [
        (lambda x, w2, b2: 2 * np.tanh(w2 * x + b2), "You stopped after the squaring machine"),
        (lambda x, w2, b2: np.cosh(w2 * x + b2) ** -2, "You left out the squaring machine"),
        (lambda x, w2, b2: 2 * b2 * np.cosh(w2 * x + b2) ** -2, "the square's slope at b₂"),
        (lambda x, w2, b2: 2 * b2 * np.cosh(w2 * x + b2**2) ** -2, "This is the other version"),
        (lambda x, w2, b2: 2 * (w2 * x + b2) * np.cosh(w2 * x + b2) ** -2, "what goes into the S-shaped machine"),
        (lambda x, w2, b2: x * 2 * np.tanh(w2 * x + b2) * np.cosh(w2 * x + b2) ** -2, "with respect to w₂"),
        (lambda x, w2, b2: 2 * np.tanh(w2 * x + b2) + np.cosh(w2 * x + b2) ** -2, "You added along the row"),
        (lambda x, w2, b2: 2 * np.tanh(w2 * x + b2**2) * np.cosh(w2 * x + b2**2) ** -2, "b₂ is not squared before"),
        (lambda x, w2, b2: np.tanh(w2 * x + b2) * np.cosh(w2 * x + b2) ** -2, "the 2 is missing"),
        (lambda x, w2, b2: np.tanh(w2 * x + b2) ** 2, "This is q itself"),
    ],
}
