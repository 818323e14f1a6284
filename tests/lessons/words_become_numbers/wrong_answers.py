"""Notebook 08a, Words become numbers: wrong answers unlike the declared ones, and words of the hint each must get."""

import numpy as np


def counted_from_1(ids, size):
    rows = np.zeros((len(ids), size))
    for row, k in zip(rows, ids, strict=True):
        row[k - 1] = 1
    return rows


def marked_everywhere(ids, size):
    return np.array([[float(k in ids) for k in range(size)] for _ in ids])


def too_narrow(ids, size):
    return np.array([[float(k == one) for k in range(ids.max() + 1)] for one in ids])


def whole(ids, slopes, size):
    gradient = np.zeros((size, slopes.shape[1]), dtype=int)
    for k, row in zip(ids, slopes, strict=True):
        gradient[k] += row.astype(int)
    return gradient


def fixed_number_off(z):
    return np.exp(z - 700) / np.exp(z - 700).sum(axis=-1, keepdims=True)


def bug(ids, slopes, size):
    gradient = np.zeros((size, slopes.shape[1]))
    gradient[ids] += slopes
    return gradient


def averaged(ids, slopes, size):
    return np.array([slopes[ids == k].mean(axis=0) if (ids == k).any() else 0 * slopes[0] for k in range(size)])


WRONG = {
    "one_hot": [
        (counted_from_1, "too far left"),
        (marked_everywhere, "ones of all words"),
        (too_narrow, "largest number"),
    ],
    "one_logit": [(2, "added up the column")],
    "stable_softmax": [(fixed_number_off, "not one number for all")],
    "word_cost": [
        (lambda z, y: np.log10(np.sum(np.exp(z - z.max()))) - (z - z.max())[y] / np.log(10), "base 10"),
        (lambda z, y: np.logaddexp.reduce(z) - z, "every word, had it been"),
        (lambda z, y: len(z) * np.logaddexp.reduce(z) - z.sum(), "over all words"),
    ],
    "table_gradient": [(bug, "The bug is still in"), (whole, "whole numbers only"), (averaged, "You took the mean")],
}
