"""Notebook 09, Words in windows: wrong answers written otherwise than the declared ones, and words of their hints."""

import math
from functools import partial

import numpy as np


def slide(ids, size, padding, **how):
    return np.lib.stride_tricks.sliding_window_view(np.pad(ids, size // 2, **how), size)


WRONG = {
    "windows": [(partial(slide, mode="edge"), "repeated the words at the ends"), (slide, "always pad with 0")],
    "window_row": [
        (lambda table, window: sum(table[word] for word in window), "which word stood where"),
        (lambda table, window: [number for column in table[window].T for number in column], "The numbers are mixed"),
    ],
    "wrong_factor": [(["bananas", 0.45], "with two decimals")],
    "log_probability": [(lambda p: sum(math.log10(x) for x in p), "base 10")],
    "best_of": [(lambda s, lang, weight: np.argsort((1 - weight) * s + weight * lang)[0], "took the worst")],
    "tipping_weight": [(0.35, "overtakes translation 1: the one in front")],
}
