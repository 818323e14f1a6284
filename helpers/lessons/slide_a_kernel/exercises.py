"""The exercises of notebook 10a, Slide a kernel."""

from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ...datasets import lecture_picture
from ...exercise import Exercise
from ...ops.convolution import convolve

exercise = partial(Exercise, notebook="10a")

PICTURE, KERNEL = lecture_picture()
UNEVEN = np.array([[2.0, 0, 1, 5, 3], [1, 4, 0, 2, 6], [7, 1, 3, 0, 2], [0, 5, 8, 1, 4]])
PARTS = np.array([[0.25, 0.5, 1.75, 3.6], [2.2, 0.1, 0.9, 0.8], [1.3, 2.5, 0.4, 0.6], [0.7, 1.9, 0.3, 0.2]])
TALL, WIDE = np.array([[1.0, 2], [-3, 4], [0, 5]]), np.array([[2.0, -1, 3]])


# ---- by hand --------------------------------------------------------------------------------------------------------

one_window = exercise(
    "one_window",
    expected=9.0,
    mistakes=[
        (-9.0, "The signs are flipped: the upper row of the window counts against, the middle one for."),
        (11.0, "That is the window one place to the right: its upper left corner should stand on the 7."),
        (3.0, "That is the window one place to the left: columns are counted from 0, too."),
        (-2.0, "That window lies on row 0: rows are counted from 0."),
        (-14.0, "That window stands on row 2: the row comes first, and rows are counted from 0."),
        (4.0, "That window stands on row 0, column 1: count from 0, and the 7 is its corner, not its middle."),
        (29.0, "You added all that lies under the weights: the upper row counts with −1."),
        (14.0, "The last row has the weights 0: whatever stands there counts for nothing."),
    ],
    praise="And it is the third number in the second row of the table below.",
)


def with_windows(picture, rows, columns, kernel, places):
    """The loops of a learner, window after window, for these sizes: they may hang over the edge"""
    result = np.zeros(tuple(places))
    for i, j in np.ndindex(result.shape):
        result[i, j] = np.sum(picture[i : i + rows, j : j + columns] * kernel)
    return result


def products_of_matrices(picture, kernel):
    rows, columns = kernel.shape
    return np.array(
        [[np.sum(window @ kernel) for window in line] for line in sliding_window_view(picture, (rows, columns))]
    )


slide = exercise(
    "slide",
    cases=[(PICTURE, KERNEL), (UNEVEN, TALL), (UNEVEN, WIDE), (UNEVEN, [[2.0]]), (PARTS, 0.5 * TALL)],
    reference=convolve,
    mistakes=[
        (lambda p, k: convolve(p, np.flip(k)), "You turned the kernel round: here it is laid on as it stands."),
        (
            lambda p, k: convolve(p, k)[:-1, :-1],
            "The last row and column of places are missing: the window may stand close to the edge.",
        ),
        (
            lambda p, k: convolve(p, k)[:-1],
            "The last row of places is missing: going down, too, the first place counts.",
        ),
        (
            lambda p, k: convolve(p, k)[:, :-1],
            "The last column of places is missing: going across, too, the first place counts.",
        ),
        (lambda p, k: convolve(p, k).T, "Rows and columns have changed places: i goes down, j goes across."),
        (lambda p, k: convolve(p, k) / k.size, "You took the mean of the products: add them up."),
        (
            lambda p, k: convolve(p, np.ones(k.shape)),
            "You added the pixels of each window: multiply by the kernel first.",
        ),
        (products_of_matrices, "@ is the matrix product: here the entries on top of each other are multiplied, *."),
        (lambda p, k: np.sum(convolve(p, k)), "You added all windows up: each has a place of its own in the result."),
        (
            lambda p, k: convolve(p, k).astype(int),
            "The fractions are cut off: leave dtype=int away where you make room for the result.",
        ),
        (lambda p, k: np.round(convolve(p, k)), "You rounded: a pixel or a weight may be a fraction."),
        (
            lambda p, k: with_windows(p, *k.shape, k, p.shape),
            "The window hangs over the edge: how far may i and j go before its last row and column leave the picture?",
        ),
        (
            lambda p, k: with_windows(p, *k.shape, k, np.subtract(p.shape, k.shape) + 2),
            "One place too many each way, where the window hangs over the edge.",
        ),
        (
            lambda p, k: with_windows(p, 3, 3, k, (4, 4)),
            "That is right for 6 × 6 pixels and 3 × 3 weights only: take both sizes from the shapes.",
        ),
        (
            lambda p, k: with_windows(p, *k.shape, k, (4, 4)),
            "The result is 4 × 4 whatever the picture: its size depends on both shapes.",
        ),
        (
            lambda p, k: with_windows(p, 3, 3, k, np.subtract(p.shape, k.shape) + 1),
            "The window is 3 × 3 whatever the kernel: take its size from kernel.shape.",
        ),
    ],
    praise="Every picture, every kernel. This is the whole of a convolution.",
)


def judge_left_edges(kernel):
    """None, or what this kernel does wrong on pictures with one edge each"""
    left = np.repeat([[0.0, 0, 0, 1, 1, 1]], 5, axis=0)
    on_left, on_top = convolve(left, kernel), convolve(left.T, kernel)
    if abs(kernel.sum()) > 1e-9:
        return f"on an even grey it gives {kernel.sum():g} times the grey. Hint: what do the nine weights add up to?"
    if np.abs(on_top).max() > 1e-9:
        return (
            "it also answers to a top edge. "
            "Hint: each row lies on one even grey there. What must its weights add up to?"
        )
    if np.abs(on_left).max() < 1e-9:
        return "it answers to nothing at all. Hint: something must count for, and something against."
    if on_left.min() < -1e-9:
        return "where it is dark on the left and bright on the right it is negative. Hint: which side counts for?"
    return None


left_edges = exercise(
    "left_edges",
    judge=judge_left_edges,
    example=np.array([[-1.0, 1, 0], [-1, 1, 0], [-1, 1, 0]]),
    praise="Type it into the figure above and look at her shoulder.",
)

# ---- sizes ----------------------------------------------------------------------------------------------------------

places = exercise(
    "places",
    cases=[(6, 0, 3, 1), (4, 0, 2, 2), (28, 2, 5, 1), (9, 1, 4, 3), (8, 0, 3, 2), (10, 0, 3, 4)],
    reference=lambda n, border, k, s: (n + 2 * border - k) // s + 1,
    mistakes=[
        (lambda n, b, k, s: (n + 2 * b - k) // s, "One too few: the first place counts, before any step."),
        (lambda n, b, k, s: (n + b - k) // s + 1, "The border stands on both sides."),
        (lambda n, b, k, s: (n - k) // s + 1, "You forgot the border: it makes the line longer."),
        (lambda n, b, k, s: n + 2 * b - k + 1, "You forgot the stride: most places are jumped over."),
        (
            lambda n, b, k, s: (n + 2 * b - k) / s + 1,
            "Half a place is no place: a step that does not fit is not taken.",
        ),
        (lambda n, b, k, s: (n + 2 * b - k + 1) // s, "The 1 is for the first place: it is not divided by the stride."),
        (
            lambda n, b, k, s: round((n + 2 * b - k) / s) + 1,
            "You rounded to the nearest: however little is missing, a step that does not fit is not taken.",
        ),
        (lambda n, b, k, s: -((k - n - 2 * b) // s) + 1, "You rounded up: the window would hang over the edge."),
        (lambda n, b, k, s: n + 2 * b - k // s + 1, "Only k is divided: put the way that is left in brackets."),
        (lambda n, b, k, s: (n + 2 - k) // s + 1, "That is right for a border of 1 only."),
        (lambda n, b, k, s: (n + 2 * b) // s, "The window itself needs room: where does its last pixel lie?"),
    ],
    praise="This one formula settles every size in a network of convolutions.",
)


def windows(picture, stride=2):
    """Every 2 x 2 window of the picture, moving on by the stride: (places down, places across, 2, 2)"""
    return sliding_window_view(picture, (2, 2))[::stride, ::stride]


def largest(picture, stride=2):
    return windows(picture, stride).max(axis=(2, 3))


pool = exercise(
    "pool",
    vary=("fraction", "negative", "zero"),
    cases=[(UNEVEN[:, :4],), (PICTURE,), (-PICTURE[:4],), (PARTS,), (-PARTS[:2],)],
    reference=lambda picture: largest(picture),
    mistakes=[
        (lambda p: windows(p).mean(axis=(2, 3)), "That is the mean of each window: take the largest."),
        (lambda p: windows(p).sum(axis=(2, 3)), "You added each window up: take the largest."),
        (lambda p: windows(p).min(axis=(2, 3)), "That is the smallest of each window."),
        (lambda p: p[::2, ::2], "You took the first pixel of each window, not the largest."),
        (
            lambda p: largest(p, stride=1)[: len(p) // 2, : len(p[0]) // 2],
            "Right in number, but crowded: window i begins at row 2 i.",
        ),
        (
            lambda p: np.maximum(largest(p), 0),
            "You let the search begin at 0: in some windows all numbers are negative.",
        ),
        (lambda p: largest(p, stride=1), "Your windows overlap: the next one begins where this one ends."),
        (lambda p: p.max(), "That is the global maximum: here each window has its own."),
        (lambda p: largest(np.abs(p)), "You took the largest size: −9 is not larger than 2."),
        (
            lambda p: largest(p).astype(int),
            "The fractions are cut off: leave dtype=int away where you make room for the result.",
        ),
        (lambda p: np.round(largest(p)), "You rounded: a pixel may be a fraction."),
        (lambda p: largest(p)[:2, :2], "The result is 2 × 2 whatever the picture: take its size from picture.shape."),
        (
            lambda p: p.reshape(-1, 4).max(axis=1).reshape(len(p) // 2, -1),
            "reshape takes four neighbours of one row: a window has two rows.",
        ),
    ],
    praise="A quarter of the numbers, and a pixel of forgiveness.",
)

# ---- channels -------------------------------------------------------------------------------------------------------

LAYERED = np.stack([UNEVEN, UNEVEN[::-1] - 2.5], axis=-1)
KERNELS = np.arange(-8.0, 10.0).reshape(2, 3, 3)[:, :, [0, 1, 2, 2, 1, 0]].reshape(2, 3, 2, 3) + [0.5, 0, 2]
ONE_BY_ONE = np.array([[[[1.0, -2.0], [0.5, 3.0]]]])
BIASES = np.array([1.0, -2.0, 0.5])


def maps(picture, kernels, b=0.0):
    """The notebook's formula: every kernel over every channel, added up, and its bias"""
    channels, filters = range(kernels.shape[2]), range(kernels.shape[3])
    summed = [sum(convolve(picture[:, :, c], kernels[:, :, c, m]) for c in channels) for m in filters]
    return np.stack(summed, axis=-1) + b


def all_channels_at_once(picture, kernels, b):
    return np.stack([convolve(picture, kernels[..., m]) + b[m] for m in range(len(b))], axis=-1)


slide_channels = exercise(
    "slide_channels",
    cases=[
        (LAYERED, KERNELS, BIASES),
        (LAYERED, ONE_BY_ONE, BIASES[:2]),
        (UNEVEN[:, :, np.newaxis], KERNELS[:, :, :1], BIASES),
    ],
    reference=lambda picture, kernels, b: maps(picture, kernels, b),
    mistakes=[
        (lambda p, k, b: maps(p, k), "The biases are missing: each map gets its own."),
        (lambda p, k, b: maps(p, k, b.sum()), "Every map got all the biases: map m gets b[m]."),
        (lambda p, k, b: maps(p, k, b[0]), "Every map got the first bias: map m gets b[m]."),
        (lambda p, k, b: maps(p[:, :, :1], k[:, :, :1], b), "Only the first channel counts: add over all of them."),
        (
            lambda p, k, b: maps(p, k, b * k.shape[2]),
            "The bias came once for each channel: add it once for each map.",
        ),
        (lambda p, k, b: maps(p, k) / k.shape[2] + b, "You took the mean over the channels: add them up."),
        (all_channels_at_once, "`convolve` takes one channel and one table: go through the channels and add."),
        (lambda p, k, b: np.moveaxis(maps(p, k, b), 2, 0), "The maps stand first: their axis comes last here."),
        (lambda p, k, b: maps(p, k, b).sum(axis=2), "The maps are added up: each kernel has a map of its own."),
        (lambda p, k, b: np.maximum(maps(p, k, b), 0), "That is with ReLU: here the negative numbers stay."),
    ],
    praise="This is Conv2D, without the borders and strides.",
)
