"""Notebook 10, Slide a kernel: answers unlike any declared mistake, and words of the reply that each must get."""

import math

import numpy as np
import scipy.signal


def crowded(picture):
    """By loops that forget the factor 2, as a list of lists"""
    down, across = range(picture.shape[0] // 2), range(picture.shape[1] // 2)
    return [[np.max(picture[i : i + 2, j : j + 2]) for j in across] for i in down]


def in_place(picture):
    """Right, but the largest are collected in the picture itself"""
    picture[::2] = np.maximum(picture[::2], picture[1::2])
    return np.maximum(picture[::2, ::2], picture[::2, 1::2])


WRONG = {
    "slide": [(lambda picture, kernel: scipy.signal.convolve2d(picture, kernel, "valid"), "laid on as it stands")],
    "left_edges": [
        (np.array([[-1, -1, -1], [1, 1, 1], [0, 0, 0]]), "also answers to a top edge"),
        (np.array([[1, -1, 0], [1, -1, 0], [1, -1, 0]]), "which side counts for"),
        (np.ones((3, 3)), "what do the nine weights add up to"),
        (np.zeros((3, 3)), "something must count for"),
    ],
    "places": [(lambda n, border, k, s: math.ceil((n + 2 * border - k) / s) + 1, "You rounded up")],
    "pool": [(crowded, "crowded"), (in_place, "changed its input")],
}
