"""Notebook 08b, Words find neighbours: wrong answers unlike the declared ones, and words of the hint each must get."""

import numpy as np


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


def all_yes(word, context, negatives):
    return -np.log(sigmoid(word @ context)) - np.log(sigmoid(negatives @ word)).sum()


def all_real(word, context, negatives):
    rows = np.vstack([context, negatives])
    return (sigmoid(rows @ word) - 1) @ rows


def without_the_target(word, context, negatives):
    rows = np.vstack([context, negatives])
    return sigmoid(rows @ word) @ rows


def everything_in_reach(table, a, b, c):
    cosines = table @ (table[b] - table[a] + table[c]) / np.sqrt(np.sum(table**2, axis=1))
    return np.argsort(cosines)[-1]


def from_he_to_she(job, he, she):
    return job @ (he / np.linalg.norm(he) - she / np.linalg.norm(she)) / np.linalg.norm(job)


WRONG = {
    "nearest_words": [(lambda table, word, count: np.argsort(-(table @ table[word]))[1 : count + 1], "")],
    "sampling_cost": [(all_yes, "count as if they were positive")],
    "sampling_gradient": [(all_real, "You took 1 off for the negatives"), (without_the_target, "target is 1")],
    "solve_analogy": [(everything_in_reach, "leave a, b and c out")],
    "lean": [(from_he_to_she, "The sign is flipped")],
}
