"""Notebook 09a, Words in windows: wrong answers written otherwise than the declared ones, and words of their hints."""

from functools import partial

import numpy as np


def slide(ids, size, padding, **how):
    return np.lib.stride_tricks.sliding_window_view(np.pad(ids, size // 2, **how), size)


def slide_too_far(ids, size, padding):
    return np.lib.stride_tricks.sliding_window_view(np.pad(ids, size, constant_values=padding), size)


WRONG = {
    "most_frequent_tag": [
        (lambda counts, ids: np.array([max(counts[word]) for word in ids]), "how often it was seen"),
        (lambda counts, ids: np.array([np.argmin(counts[word]) for word in ids]), "the rarest tag"),
    ],
    "windows": [
        (partial(slide, mode="edge"), "repeated the words at the ends"),
        (slide, "always pad with 0"),
        (partial(slide, mode="wrap"), "goes round in a circle"),
        (slide_too_far, "padded by the whole size"),
        (lambda ids, size, padding: slide_too_far(ids, size, padding)[: len(ids)], "padded by the whole size"),
    ],
    "window_row": [
        (lambda table, window: sum(table[word] for word in window), "which word stood where"),
        (lambda table, window: [number for column in table[window].T for number in column], "The numbers are mixed"),
    ],
    "f1_score": [
        (lambda right, marked, there: (right / marked + right / there) / 2, "the harmonic one"),
        (lambda right, marked, there: 2 / (1 / (right / marked) + 1 / (right / there)), "With nothing right"),
    ],
    "random_like": [
        (lambda table, rng: rng.normal(size=table.shape), "the spread of the table is 3"),
        (lambda table, rng: rng.normal(table.mean(), table.var(), table.shape), "That is the variance"),
        (lambda table, rng: rng.normal(0, table.std(), table.shape), "the mean of the table is 2"),
        (lambda table, rng: rng.normal(table, 0.1), "still follow the table"),
        (lambda table, rng: table + 0 * rng.normal(), "two generators gave the same"),
        (lambda table, rng: np.random.default_rng(5).normal(table.mean(), table.std(), table.shape), "two generators"),
        (lambda table, rng: rng.normal(table.mean(), table.std(), len(table)), "yours has (400,)"),
        (lambda table, rng: rng.shuffle(table), "returns nothing"),
    ],
}
