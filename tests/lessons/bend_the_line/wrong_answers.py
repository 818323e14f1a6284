"""Notebook 05, Bend the line: wrong answers and words of the hint that each must get."""

import math

import numpy as np


def branches(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def one_number_only(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


def falling(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, small, 1) / (1 + small)


def learn(w1, w2, b, s1, s2, y, sign=1, step=lambda z: z >= 0, b_too=True):
    error = sign * (step(w1 * s1 + w2 * s2 + b) - y)
    return w1 - error * s1, w2 - error * s2, b - error * b_too


def all_alike(w1, w2, b, s1, s2, y):
    error = (w1 * s1 + w2 * s2 + b >= 0) - y
    return w1 - error, w2 - error, b - error


def no_minus(z):
    large = np.exp(np.abs(z))
    return large / (1 + large)


def muffled(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def mixed_up(z):
    if np.abs(z).max() > 700:
        return (z > 0) * 1.0
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def in_place(z):
    small = np.exp(-np.abs(z))
    s = np.where(z >= 0, 1, small) / (1 + small)
    z[:] = s
    return s


WRONG = {
    "gate_pair": [
        ((50, -400, -50, 400), "changed places"),
        ((-50, 8, 50, -8), "the threshold as b: at"),
        ((-50, -8, 50, 8), "with the wrong sign"),
        (np.array([-50, -400, 50, 400]), "signs of b are flipped"),
        ([50, -400, 50, -400], "Both open to the right"),
        ((-50, 8 / 50, 50, -8 / 50), "You divided"),
        ((-50, 300, 50, -300), "as in the story"),
        ((-1000, 8000, 1000, -8000), "the steepness is 50 here"),
        ((-1, 8, 1, -8), "far too soft"),
        ((-50, 50, 400, -400), "w1, b1, w2, b2"),
        ((-50, 400, -50, 400), "Both close"),
    ],
    "stable_sigmoid": [
        (lambda z: 1 / (1 + np.exp(-z)), "for z = −1000 exp is still asked"),
        (lambda z: np.exp(z) / (1 + np.exp(z)), "for z = 1000 exp is still asked"),
        (branches, "computes both of its branches"),
        (one_number_only, "wants one yes or no"),
        (no_minus, "a minus is missing"),
        (muffled, "for z = −1000 exp is still asked"),
        (mixed_up, "for z = 1 you returned 1"),
        (in_place, "changed z in place"),
        (falling, "It falls where it should rise"),
        (np.tanh, "for z = −3 you returned -0.995055"),
    ],
    "middle_gate": [
        ((1000, 1000, -500), "turn it round"),
        ((-1000, 1000, 500), "pulls the wrong way"),
        ((-1000, -1000, 1500), "It takes both"),
        ((-1000, -1000, 0), "half open when both"),
        ((-1, -1, 0.5), "too soft"),
        ((500, -1000, -1000), "another order"),
        ((-500, -500, 500), "must outweigh it"),
        ((0, -1000, 500), "s1 has no say"),
        ((-1000, -1000, -500), "always closed"),
    ],
    "third_threshold": [
        (15, "the slides' threshold"),
        (11, "the data point before"),
        (14000, "1000 times the threshold"),
        (-14000, "That is b of the switch"),
        (16, "Too late"),
    ],
    "xor_gate": [
        (lambda s1, s2: 1 / (1 + math.exp(-100 * s1 - 100 * s2 + 50)), "That is Or"),
        (lambda s1, s2: s1 * s2, "That is And"),
        (lambda s1, s2: 1 - abs(s1 - s2), "when both are the same"),
        (lambda s1, s2: min(s1, 1 - s2), "one half"),
        (lambda s1, s2: min(1 - s1, s2), "second half only"),
        (lambda s1, s2: min(s1, 1 - s2) * min(1 - s1, s2), "how you wrote 'not'"),
        (lambda s1, s2: 1 - min(s1, s2), "when both are off, too"),
    ],
    "perceptron_update": [
        (lambda *a: learn(*a, sign=-1), "sign is flipped"),
        (lambda *a: learn(*a, b_too=False), "b stays where it is"),
        (all_alike, "had no part in the mistake"),
        (lambda *a: learn(*a, step=lambda z: z), "You compared z with y"),
        (lambda *a: learn(*a, step=lambda z: 1 / (1 + math.exp(-z))), "the soft switch"),
        (lambda *a: learn(*a, step=lambda z: z > 0), "Mind z = 0"),
        (lambda w1, w2, b, s1, s2, y: (w1, w2, b), "Nothing ever moves"),
        (lambda w1, w2, b, s1, s2, y: learn(w1, w2, b, s1, s2, y, step=lambda z: z - b >= 0), "lost its b"),
        (lambda *a: learn(*a, sign=0.1), "A tenth"),
        (lambda *a: learn(*a, sign=2), "Twice the step"),
        (
            lambda w1, w2, b, s1, s2, y: tuple(
                np.subtract((w1, w2, b), np.multiply(abs((w1 * s1 + w2 * s2 + b >= 0) - y), (s1, s2, 1)))
            ),
            "lost its sign",
        ),
        (
            lambda w1, w2, b, s1, s2, y: tuple(np.subtract(learn(w1, w2, b, s1, s2, y), (w1, w2, b))),
            "These are the changes",
        ),
    ],
    "sigmoid_slope": [
        (lambda s: 1 - s**2, "the slope of tanh"),
        (lambda s: 1 - s, "At s = 0"),
        (lambda s: s, "At s = 1"),
        (lambda s: np.exp(-s) / (1 + np.exp(-s)) ** 2, "a second time"),
        (lambda s: s * (s - 1), "sign is flipped"),
        (lambda s: 4 * s * (1 - s), "The right shape, but"),
        (lambda s: 2 * s * (1 - s), "Twice too high"),
        (lambda s: s * (1 - s) / 4, "Four times too low"),
        (lambda s: s * (1 + s), "One of your signs"),
    ],
}
