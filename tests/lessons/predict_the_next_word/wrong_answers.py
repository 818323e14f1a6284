"""Notebook 09b, Predict the next word: wrong answers written otherwise than the declared ones, with words of hints."""

import math
from itertools import accumulate

import numpy as np


def before_it(p, u):
    """A draw that takes the last word whose piece begins at or below u, one too many"""
    return sum(end <= u for end in accumulate(p)) + 1


WRONG = {
    "log_probability": [(lambda p: sum(math.log10(x) for x in p), "base 10")],
    "perplexity": [
        (lambda p: math.exp(-sum(math.log2(x) for x in p) / len(p)), "np.exp undoes np.log"),
        (lambda p: 2 ** (-sum(math.log(x) for x in p) / len(p)), "mixed bases"),
    ],
    "smoothed": [
        (lambda count, total, shorter, k: (count + 1 * shorter) / (1 + total), "for k = 1 only"),
        (lambda count, total, shorter, k: count / (total + k) + k / (k + total), "all k of the imagined"),
    ],
    "draw": [(before_it, "Off by one: the first word"), (lambda p, u: list(p).index(max(p)), "u has no say")],
    "best_of": [(lambda s, lang, weight: np.argsort((1 - weight) * s + weight * lang)[0], "took the worst")],
}
