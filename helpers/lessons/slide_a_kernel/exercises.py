"""The exercises of notebook 10, Slide a kernel."""

from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ...datasets import lecture_picture
from ...exercise import Exercise
from ...ops.convolution import convolve

exercise = partial(Exercise, notebook="10")

PICTURE, KERNEL = lecture_picture()
UNEVEN = np.array([[2.0, 0, 1, 5, 3], [1, 4, 0, 2, 6], [7, 1, 3, 0, 2], [0, 5, 8, 1, 4]])
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
        (4.0, "That window stands on row 0, column 1: count from 0."),
        (29.0, "You added all that lies under the weights: the upper row counts with −1."),
        (14.0, "The last row has the weights 0: whatever stands there counts for nothing."),
    ],
    praise="And it is the third number in the second row of the table below.",
)

slide = exercise(
    "slide",
    cases=[(PICTURE, KERNEL), (UNEVEN, TALL), (UNEVEN, WIDE), (UNEVEN, [[2.0]])],
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
        (lambda p, k: np.sum(convolve(p, k)), "You added all windows up: each has a place of its own in the result."),
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

lost_cell = exercise(
    "lost_cell",
    expected=(0.0, 2.0),
    mistakes=[
        ((2.0, 0.0), "Row first, then column."),
        ((1.0, 3.0), "Rows and columns are counted from 0."),
        ((1.0, 0.0), "That cell holds 0: leaving it out changes nothing."),
        ((0.0, 1.0), "Without the 4 the sum would be larger: it counts with −1."),
        ((0.0, 0.0), "Without the 12 the sum would be 10: it counts with −1."),
        ((1.0, 1.0), "Without this 3 the sum would be −5."),
    ],
    praise="Minus minus two: the slip that everybody makes once.",
)

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


def windows(picture, stride=2):
    """Every 2 x 2 window of the picture, moving on by the stride: (places down, places across, 2, 2)"""
    return sliding_window_view(picture, (2, 2))[::stride, ::stride]


def largest(picture, stride=2):
    return windows(picture, stride).max(axis=(2, 3))


pool = exercise(
    "pool",
    vary=("fraction", "negative", "zero"),
    cases=[(UNEVEN[:, :4],), (PICTURE,), (-PICTURE[:4],)],
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
    ],
    praise="A quarter of the numbers, and a pixel of forgiveness.",
)
