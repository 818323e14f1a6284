"""Notebook 10a, Slide a kernel: answers unlike any declared mistake, and words of the reply that each must get."""

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


def whole(picture, kernel):
    """Right, but there is room for whole numbers only"""
    result = np.zeros(np.subtract(picture.shape, kernel.shape) + 1, dtype=int)
    for i, j in np.ndindex(result.shape):
        result[i, j] = np.sum(picture[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel)
    return result


def over_the_edge(picture, kernel):
    rows, columns = kernel.shape
    results = [
        [np.sum(picture[i : i + rows, j : j + columns] * kernel) for j in range(len(picture[0]))]
        for i in range(len(picture))
    ]
    return np.array(results)


def four_by_four(picture, kernel):
    return np.array([[(picture[i : i + 3, j : j + 3] * kernel).sum() for j in range(4)] for i in range(4)])


def bias_in_every_channel(picture, kernels, b):
    """b is added within the loop over the channels"""
    rows, columns, channels, filters = kernels.shape
    result = np.zeros((picture.shape[0] - rows + 1, picture.shape[1] - columns + 1, filters))
    for m in range(filters):
        for c in range(channels):
            result[:, :, m] += scipy.signal.correlate2d(picture[:, :, c], kernels[:, :, c, m], "valid") + b[m]
    return result


WRONG = {
    "slide": [
        (lambda picture, kernel: scipy.signal.convolve2d(picture, kernel, "valid"), "laid on as it stands"),
        (whole, "The fractions are cut off"),
        (over_the_edge, "hangs over the edge"),
        (four_by_four, "take both sizes from the shapes"),
    ],
    "slide_channels": [(bias_in_every_channel, "once for each channel")],
    "left_edges": [
        (np.array([[-1, -1, -1], [1, 1, 1], [0, 0, 0]]), "also answers to a top edge"),
        (np.array([[1, -1, 0], [1, -1, 0], [1, -1, 0]]), "which side counts for"),
        (np.ones((3, 3)), "what do the nine weights add up to"),
        (np.zeros((3, 3)), "something must count for"),
    ],
    "places": [(lambda n, border, k, s: math.ceil((n + 2 * border - k) / s) + 1, "You rounded up")],
    "pool": [(crowded, "crowded"), (in_place, "changed its input")],
}
