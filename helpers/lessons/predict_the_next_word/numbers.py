"""The scores of notebook 09b: two judges together, and where their names stand so that each can be read."""

from itertools import pairwise

import numpy as np


def mixed(system, language, weight):
    """(1 − weight) · system + weight · language: system, language (n,) and weight () or (k, 1) -> (n,) or (k, n)"""
    return (1 - weight) * np.asarray(system, dtype=float) + weight * np.asarray(language, dtype=float)


def spaced(heights, gap):
    """The heights (n,), each moved as little as it takes for neighbours to stand `gap` apart, in the order given"""
    moved, order = np.array(heights, dtype=float), np.argsort(heights, kind="stable")
    for _ in range(100):
        for low, high in pairwise(order):
            lack = gap - (moved[high] - moved[low])
            if lack > 1e-9:
                moved[[low, high]] += -lack / 2, lack / 2
    return moved
