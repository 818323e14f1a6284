"""Notebook 09, Words in windows: wrong answers and words of the hint that each must get."""

import numpy as np


def no_padding(ids, size, padding):
    return np.array([ids[i : i + size] for i in range(len(ids) - size + 1)])


def padded_with(where, ends=None):
    """Windows in which the word stands at place where(size); beyond the sentence stands `padding`, or what `ends` says"""

    def windows(ids, size, padding):
        front, back = ends(ids, padding) if ends else (padding, padding)
        padded = [front] * where(size) + list(ids) + [back] * (size - 1 - where(size))
        return np.array([padded[i : i + size] for i in range(len(ids))])

    return windows


def middle(size):
    return size // 2


def columns(table, window):
    return np.concatenate([table[window][:, column] for column in range(table.shape[1])])


WRONG = {
    "windows": [
        (lambda n, size, p: n, "the ids themselves"),
        (no_padding, "have no window of their own"),
        (padded_with(lambda size: 0), "stands first in its window"),
        (padded_with(lambda size: size - 1), "stands last in its window"),
        (padded_with(middle, lambda n, p: (n[0], n[-1])), "repeated the words at the ends"),
        (padded_with(middle, lambda n, p: (0, 0)), "always pad with 0"),
        (lambda n, size, p: padded_with(middle)(n, 3, p), "3 wide, whatever"),
        (lambda n, size, p: padded_with(middle)(n, size, p).T, "Rows and columns are swapped"),
    ],
    "window_row": [
        (lambda table, window: sum(table[word] for word in window), "which word stood where"),
        (lambda table, window: np.mean(table[window], axis=0), "the order of the words is lost"),
        (lambda table, window: np.stack([table[word] for word in window]), "under each other"),
        (columns, "The numbers are mixed"),
        (lambda table, window: table[window[len(window) // 2]], "the middle word alone"),
    ],
    "what_helped": [
        (("sentence", "vectors"), "the wrong way round"),
        (("vectors", "vectors"), "put 58.18 and 70.99"),
        (("sentence", "sentence"), "put 81.47 and 86.96"),
    ],
    "wrong_factor": [
        (("and", 2.25), "by how much its factor is too small"),
        (("to", 0.675), "0.3 times 2.25"),
        (("eat", 1.125), "no probability is"),
        (["bananas", 0.45], "with two decimals"),
    ],
    "log_probability": [
        (lambda p: np.log(np.prod(p)), "the product is 0 before"),
        (lambda p: np.log(np.sum(p)), "The other way round"),
        (lambda p: np.sum(np.log10(p)), "base 10"),
        (lambda p: np.mean(np.log(p)), "mean per word"),
        (lambda p: -np.sum(np.log(p)), "The sign is flipped"),
    ],
    "perplexity": [
        (lambda p: np.exp(np.log(p).mean()), "a minus sign is missing"),
        (lambda p: np.exp(-np.log(p).sum()), "take the mean, not the sum"),
        (lambda p: -np.log(p).mean(), "e to the power of it"),
        (lambda p: np.prod(p) ** (-1 / len(p)), "You multiplied first"),
        (lambda p: 1 / p.mean(), "the mean of the probabilities"),
    ],
    "best_of": [
        (lambda s, lang, weight: np.argmax(weight * s + (1 - weight) * lang), "on the wrong side"),
        (lambda s, lang, weight: np.argmin((1 - weight) * s + weight * lang), "took the worst"),
        (lambda s, lang, weight: np.argmax(s), "The system decides alone"),
        (lambda s, lang, weight: np.argmax(s + lang), "forgot the weight"),
        (lambda s, lang, weight: np.argmax(s + weight * lang), "must give up"),
        (lambda s, lang, weight: ((1 - weight) * s + weight * lang).max(), "That is the best score"),
    ],
    "tipping_weight": [
        (0.3470, "overtakes translation 1: the one in front"),
        (0.2693, "when does 2 overtake 3"),
        (0.4535, "the system's share"),
        (0.2610, "That is with the slide's"),
        (0.2656, "where B overtakes A"),
    ],
}
