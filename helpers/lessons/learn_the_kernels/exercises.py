"""The exercises of notebook 10b, Learn the kernels."""

from functools import partial

import numpy as np

from ...datasets import lecture_picture
from ...exercise import Exercise
from ...ops.convolution import convolve

exercise = partial(Exercise, notebook="10b")

PICTURE, _ = lecture_picture()
UNEVEN = np.array([[2.0, 0, 1, 5, 3], [1, 4, 0, 2, 6], [7, 1, 3, 0, 2], [0, 5, 8, 1, 4]])

# ---- learning -------------------------------------------------------------------------------------------------------

SLOPES = np.array([[0.5, -1.0, 0.0], [2.0, 0.0, 1.0]])
EVEN_SLOPES = np.array([[1.0, 0, -2, 0], [0, 3, 0, 0], [0, 0, 0, 0], [-1, 0, 0, 0.5]])

kernel_slopes = exercise(
    "kernel_slopes",
    cases=[(PICTURE, EVEN_SLOPES), (UNEVEN, SLOPES), (UNEVEN, [[1.0]])],
    reference=lambda picture, D: convolve(picture, D),
    mistakes=[
        (lambda p, D: convolve(p, np.flip(D)), "You turned D round: the formula has plus signs, i + r and j + c."),
        (lambda p, D: convolve(p, D) / D.size, "You took a mean over the places: paths are added up."),
        (
            lambda p, D: convolve(p, np.ones(D.shape)),
            "D is missing: a pixel counts as much as the cost answers to the result there.",
        ),
        (
            lambda p, D: convolve(p, np.ones(D.shape)) * np.sum(D),
            "You multiplied two sums: each pixel meets the slope of its own place.",
        ),
        (lambda p, D: -convolve(p, D), "The sign is flipped: that is the way downhill."),
        (lambda p, D: convolve(D, p), "D slides over the picture, not the picture over D."),
        (lambda p, D: 2 * convolve(p, D), "Twice too much: D holds the slopes already."),
        (lambda p, D: convolve(p, D).T, "Rows and columns have changed places: r goes down, c across."),
        (
            lambda p, D: p[: D.shape[0], : D.shape[1]] * D,
            "These are the products for one weight alone: add them up, and slide on.",
        ),
    ],
    praise="Backward is a convolution, too.",
)

count = exercise(
    "count",
    expected=(50.0, 1792.0, 73856.0),
    mistakes=[
        ((45.0, 1728.0, 73728.0), "The biases are missing: each kernel has one."),
        ((46.0, 1729.0, 73729.0), "One bias for all is too few: each kernel has its own."),
        ((50.0, 640.0, 1280.0), "You counted one channel: a kernel has weights for every channel beneath it."),
        ((50.0, 1920.0, 81920.0), "A bias for every channel is too many: one for each kernel, whatever lies beneath."),
        ((10.0, 28.0, 577.0), "That is one kernel each: how many are there?"),
    ],
    praise="The size of the picture does not enter.",
)


# ---- forgetting -----------------------------------------------------------------------------------------------------

MAPS = np.stack([UNEVEN, 3.5 - UNEVEN, UNEVEN[::-1] / 4 - 3], axis=-1)

forget_places = exercise(
    "forget_places",
    cases=[(MAPS,), (-1 - MAPS[:3, :3, :2],), (MAPS[:, :, :1],)],
    reference=lambda maps: maps.max(axis=(0, 1)),
    mistakes=[
        (lambda maps: maps.max(), "That is one number for all maps: each map has its own."),
        (lambda maps: maps.max(axis=2), "You took the largest of the maps at every place: the places are to go."),
        (lambda maps: maps.max(axis=0), "One axis of places is left: forget rows and columns."),
        (lambda maps: maps.max(axis=1), "One axis of places is left: forget rows, too, not columns alone."),
        (lambda maps: maps.mean(axis=(0, 1)), "That is the mean of each map: where it shows best, how strong is it?"),
        (lambda maps: maps.sum(axis=(0, 1)), "You added each map up: take the largest."),
        (lambda maps: maps.min(axis=(0, 1)), "That is the smallest of each map."),
        (lambda maps: np.maximum(maps.max(axis=(0, 1)), 0), "You let the search begin at 0: a map may be negative."),
        (lambda maps: np.abs(maps).max(axis=(0, 1)), "You took the largest size: −9 is not larger than 2."),
        (lambda maps: maps.max(axis=(0, 1)).astype(int), "The fractions are cut off."),
        (lambda maps: maps[0, 0], "That is the first place of each map, not the largest number."),
    ],
    praise="Wherever the feature stands, the answer is the same.",
)

# ---- a LeNet --------------------------------------------------------------------------------------------------------

lenet_sizes = exercise(
    "lenet_sizes",
    expected=(28.0, 14.0, 10.0, 5.0, 400.0),
    mistakes=[
        ((28.0, 14.0, 10.0, 5.0, 25.0), "The last is right for one map: there are 16."),
        ((28.0, 14.0, 10.0, 5.0, 80.0), "The last layer has maps of 5 × 5, not of 5 pixels."),
        ((32.0, 16.0, 16.0, 8.0, 1024.0), "That is with a border of zeros: these layers have none."),
        ((784.0, 196.0, 100.0, 25.0, 400.0), "Those are all pixels of a map: asked for is one side."),
        ((27.0, 13.0, 8.0, 4.0, 256.0), "The first place counts, too: 32 − 5, and 1."),
        ((28.0, 27.0, 23.0, 22.0, 7744.0), "The pooling windows stand beside each other: stride 2."),
        ((28.0, 14.0, 10.0, 5.0, 150.0), "The last maps are 16, not the 6 of the first layer."),
        ((28.0, 14.0, 10.0, 5.0, 2400.0), "The 6 maps beneath are added up in each kernel: only 16 maps are left."),
    ],
    praise="Every layer of 1998, from two formulas.",
)

# ---- choosing -------------------------------------------------------------------------------------------------------

VALIDATION = np.array(
    [[0.90, 0.94, 0.95], [0.923, 0.921, 0.922], [0.93, 0.96, 0.92], [0.99, 0.80, 0.925], [0.90, 0.905, 0.89]]
)
TEST = np.array([[0.88, 0.91, 0.86], [0.93, 0.95, 0.96], [0.90, 0.89, 0.97], [0.95, 0.94, 0.85], [0.87, 0.92, 0.84]])


def medians(shares):
    return np.median(shares, axis=1)


def choice(index, shares, by=np.median):
    return int(index), float(by(shares[index]))


def by_alone(v, t, by):
    """The answer of whoever takes this in place of the median, both times"""
    return choice(np.argmax(by(v, axis=1)), t, by)


choose_net = exercise(
    "choose_net",
    vary=(),
    cases=[(VALIDATION, TEST), (VALIDATION[::-1], TEST[::-1]), (VALIDATION[1:, :2], TEST[1:, :2] - 0.2)],
    reference=lambda validation, test: choice(np.argmax(medians(validation)), test),
    mistakes=[
        (lambda v, t: choice(np.argmax(medians(t)), t), "You looked at the test: choose by the validation alone."),
        (lambda v, t: choice(np.argmax(v.max(axis=1)), t), "You chose by the luckiest seed: take the median of each."),
        (lambda v, t: choice(np.argmax(v.mean(axis=1)), t), "You chose by the mean: take the median of each."),
        (lambda v, t: by_alone(v, t, np.mean), "You took means: take the median of each net's seeds."),
        (
            lambda v, t: by_alone(v, t, np.max),
            "You chose by the luckiest seed, and report the luckiest: take the median both times.",
        ),
        (
            lambda v, t: choice(np.argmax(np.median(v, axis=0)), t),
            "axis=0 runs over the nets: each net's seeds are its row, axis=1.",
        ),
        (lambda v, t: choice(np.argmax(v.min(axis=1)), t), "You chose by the worst seed: take the median of each."),
        (
            lambda v, t: choice(np.argmax(medians(v)), v),
            "The number is the one you chose by, and flatters: report the test.",
        ),
        (
            lambda v, t: choice(np.argmax(medians(v)), t, np.max),
            "You report the luckiest seed of the test: take the median.",
        ),
        (
            lambda v, t: choice(np.argmax(medians(v)), t, np.mean),
            "You report the mean of the test: take the median, as everywhere here.",
        ),
        (lambda v, t: choice(np.argmin(medians(v)), t), "That is the worst net: argmax finds the largest."),
    ],
    praise="Chosen by one set, judged by another.",
)
