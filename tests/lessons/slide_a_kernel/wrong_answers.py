"""Notebook 10, Slide a kernel: wrong answers and words of the hint that each must get."""

import math

import numpy as np


def slid(picture, kernel):
    """As the solution does it"""
    rows, columns = kernel.shape
    down, across = picture.shape[0] - rows + 1, picture.shape[1] - columns + 1
    windows = [[np.sum(picture[i : i + rows, j : j + columns] * kernel) for j in range(across)] for i in range(down)]
    return np.array(windows)


def convolve(picture, kernel):
    """As the notebook does it, weight by weight"""
    (rows, columns), (height, width) = kernel.shape, picture.shape
    result = np.zeros((height - rows + 1, width - columns + 1))
    for i in range(rows):
        for j in range(columns):
            result += kernel[i, j] * picture[i : i + height - rows + 1, j : j + width - columns + 1]
    return result


def windows(picture):
    return np.array([picture[i::2, j::2] for i in (0, 1) for j in (0, 1)])


WRONG = {
    "one_window": [
        (-9, "The signs are flipped"),
        (11, "one place to the right"),
        (3, "one place to the left"),
        (-2, "lies on row 0"),
        (-14, "stands on row 2"),
        (4, "row 0, column 1: count"),
        (29, "all that lies under"),
        (14, "counts for nothing"),
    ],
    "slide": [
        (lambda picture, kernel: slid(picture, kernel[::-1, ::-1]), "laid on as it stands"),
        (lambda picture, kernel: slid(picture[:-1, :-1], kernel), "close to the edge"),
        (lambda picture, kernel: slid(picture[:-1], kernel), "The last row of places"),
        (lambda picture, kernel: slid(picture[:, :-1], kernel), "The last column of places"),
        (lambda picture, kernel: slid(picture, kernel).T, "i goes down"),
        (lambda picture, kernel: slid(picture, kernel) / kernel.size, "You took the mean"),
        (lambda picture, kernel: slid(picture, 0 * kernel + 1), "multiply by the kernel first"),
        (lambda picture, kernel: slid(picture, kernel).sum(), "a place of its own"),
    ],
    "left_edges": [
        (np.array([[-1, -1, -1], [1, 1, 1], [0, 0, 0]]), "also answers to a top edge"),
        (np.array([[1, -1, 0], [1, -1, 0], [1, -1, 0]]), "which side counts for"),
        (np.ones((3, 3)), "what do the nine weights add up to"),
        (np.zeros((3, 3)), "something must count for"),
    ],
    "places": [
        (lambda n, border, k, s: (n + 2 * border - k) // s, "One too few"),
        (lambda n, border, k, s: (n + border - k) // s + 1, "on both sides"),
        (lambda n, border, k, s: (n - k) // s + 1, "You forgot the border"),
        (lambda n, border, k, s: n + 2 * border - k + 1, "You forgot the stride"),
        (lambda n, border, k, s: (n + 2 * border - k) / s + 1, "Half a place"),
        (lambda n, border, k, s: (n + 2 * border - k + 1) // s, "not divided by the stride"),
        (lambda n, border, k, s: round((n + 2 * border - k) / s) + 1, "rounded to the nearest"),
        (lambda n, border, k, s: math.ceil((n + 2 * border - k) / s) + 1, "You rounded up"),
        (lambda n, border, k, s: n + 2 * border - k // s + 1, "Only k is divided"),
        (lambda n, border, k, s: (n + 2 * 1 - k) // s + 1, "a border of 1 only"),
        (lambda n, border, k, s: (n + 2 * border) // s, "The window itself needs room"),
    ],
    "lost_cell": [
        ((2, 0), "Row first"),
        ((1, 3), "counted from 0"),
        ((1, 0), "leaving it out changes nothing"),
        ((0, 1), "Without the 4"),
        ((0, 0), "Without the 12"),
        ((1, 1), "Without this 3"),
    ],
    "kernel_slopes": [
        (lambda picture, D: slid(picture, np.flip(D)), "You turned D round"),
        (lambda picture, D: slid(picture, D) / D.size, "paths are added up"),
        (lambda picture, D: slid(picture, 0 * D + 1), "D is missing"),
        (lambda picture, D: slid(picture, 0 * D + 1) * D.sum(), "You multiplied two sums"),
        (lambda picture, D: -slid(picture, D), "the way downhill"),
        (lambda picture, D: convolve(D, picture), "not the picture over D"),
        (lambda picture, D: slid(picture, 2 * D), "Twice too much"),
        (lambda picture, D: slid(picture, D).T, "r goes down"),
        (lambda picture, D: picture[: len(D), : len(D[0])] * D, "for one weight alone"),
    ],
    "count": [
        ((45, 1728, 73728), "The biases are missing"),
        ((46, 1729, 73729), "One bias for all"),
        ((50, 640, 1280), "You counted one channel"),
        ((50, 1920, 81920), "A bias for every channel"),
        ((10, 28, 577), "one kernel each"),
    ],
    "pool": [
        (lambda picture: windows(picture).mean(axis=0), "That is the mean of each window"),
        (lambda picture: windows(picture).sum(axis=0), "You added each window up"),
        (lambda picture: windows(picture).min(axis=0), "That is the smallest"),
        (lambda picture: picture[::2, ::2], "the first pixel of each window"),
        (
            lambda picture: np.maximum.reduce([picture[:-1, :-1], picture[1:, :-1], picture[:-1, 1:], picture[1:, 1:]]),
            "Your windows overlap",
        ),
        (lambda picture: np.max(picture), "the global maximum"),
        (
            lambda picture: np.array(
                [
                    [picture[i : i + 2, j : j + 2].max() for j in range(picture.shape[1] // 2)]
                    for i in range(picture.shape[0] // 2)
                ]
            ),
            "crowded",
        ),
        (lambda picture: windows(picture).max(axis=0, initial=0), "begin at 0"),
        (lambda picture: abs(windows(picture)).max(axis=0), "the largest size"),
    ],
}
