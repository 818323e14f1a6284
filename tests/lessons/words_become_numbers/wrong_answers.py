"""Notebook 08, Words become numbers: wrong answers and words of the hint that each must get."""

import numpy as np


def naive(z):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def safe(z):
    return naive(z - z.max(axis=-1, keepdims=True))


def one_by_one(ids, size):
    """Rows made in a loop, counted from 1"""
    rows = np.zeros((len(ids), size))
    for row, k in zip(rows, ids):
        row[k - 1] = 1
    return rows


def hot_with_number(ids, size):
    rows = np.zeros((len(ids), size))
    for row, k in zip(rows, ids):
        row[k] = k
    return rows


def bug(ids, slopes, size):
    gradient = np.zeros((size, slopes.shape[1]))
    gradient[ids] += slopes
    return gradient


def looped(ids, slopes, size, start=0.0):
    gradient = np.full((size, slopes.shape[1]), start)
    for k, slope in zip(ids, slopes):
        gradient[k] += slope
    return gradient


def averaged(ids, slopes, size):
    return np.array([slopes[ids == k].mean(axis=0) if (ids == k).any() else 0 * slopes[0] for k in range(size)])


def ranked(scores_of, skip=True):
    """Words by falling score, the word itself left out or not"""

    def nearest_words(table, word, count):
        scores = [scores_of(row, table[word]) for row in table]
        order = sorted((k for k in range(len(table)) if k != word or not skip), key=lambda k: -scores[k])
        return order[:count]

    return nearest_words


def cosine(a, b):
    return a @ b / np.sqrt((a @ a) * (b @ b))


def zeroed(table, word, count):
    scores = [0.0 if k == word else cosine(row, table[word]) for k, row in enumerate(table)]
    return sorted(range(len(table)), key=lambda k: -scores[k])[:count]


def first_left_out(table, word, count):
    lengths = np.linalg.norm(table, axis=1)
    return np.argsort(-(table @ table[word] / (lengths * lengths[word])))[1 : count + 1]


WRONG = {
    "one_hot": [
        (lambda ids, size: np.eye(size)[:, ids], "Lying on its side"),
        (one_by_one, "too far left"),
        (hot_with_number, "where a 1 belongs"),
        (lambda ids, size: np.bincount(ids, minlength=size) * 1.0, "in one row"),
        (lambda ids, size: (np.arange(size) != ids[:, None]) * 1.0, "one is hot"),
        (lambda ids, size: np.identity(size), "every word of the vocabulary"),
    ],
    "one_logit": [
        (2.33, "the logit of Apple"),
        (0.73, "the logit of Coconut"),
        (0.65, "row of the lookup table"),
        (0.91, "the row of Coconut goes in"),
        (2.74, "A sign got lost"),
        (2, "added up the column"),
    ],
    "stable_softmax": [
        (naive, "inf / inf is nan"),
        (
            lambda z: (
                np.exp(z - z.max(axis=-1, keepdims=True)) / np.exp(z - z.max(axis=-1, keepdims=True)).sum(axis=-1)
            ),
            "keep the sum a column",
        ),
        (lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(), "an example of its own"),
        (lambda z: naive(z - z.max()), "not one number for all"),
        (lambda z: naive(z - 700), "not one number for all"),
        (lambda z: naive(z - 1000), "A fixed number helps"),
        (lambda z: naive(z - z.min(axis=-1, keepdims=True)), "the smallest off"),
        (lambda z: np.exp(z - z.max(axis=-1, keepdims=True)), "not yet shares"),
        (lambda z: z / z.sum(axis=-1, keepdims=True), "exp is missing"),
        (lambda z: np.log(safe(z)), "its logarithm"),
    ],
    "word_cost": [
        (lambda z, y: -np.log(safe(z)[y]), "on paper first"),
        (lambda z, y: -np.log(naive(z)[y]), "For logits of 1000"),
        (lambda z, y: np.log(np.exp(z - z[y]).sum()), "exp still overflows"),
        (lambda z, y: np.log(np.exp(z - z.max()).sum()) - z[y], "in the sum only"),
        (lambda z, y: np.log(np.exp(z - z.max()).sum()) + (z - z.max())[y], "the wrong sign"),
        (lambda z, y: np.exp(z - z.max()).sum() - (z - z.max())[y], "logarithm of the sum is missing"),
        (lambda z, y: z[y] - z.max() - np.log(np.exp(z - z.max()).sum()), "The sign is flipped"),
        (lambda z, y: safe(z)[y], "That is the probability"),
        (lambda z, y: 1 - safe(z)[y], "a sure mistake must cost more"),
        (lambda z, y: -np.log(safe(z).max()), "the right word's, y"),
        (lambda z, y: (np.log(np.exp(z - z.max()).sum()) - z[y] + z.max()) / np.log(2), "to base 2"),
        (lambda z, y: len(z) * (np.log(np.exp(z - z.max()).sum()) + z.max()) - z.sum(), "over all words"),
    ],
    "logit_slope": [
        (lambda z, y: (np.arange(len(z)) == y) - safe(z), "The sign is flipped"),
        (lambda z, y: safe(z), "These are the probabilities"),
        (lambda z, y: safe(z) - y, "its one-hot row"),
        (lambda z, y: safe(z) - 1, "took 1 off everywhere"),
        (lambda z, y: safe(z)[y] - 1, "one of the slopes"),
        (lambda z, y: (safe(z) - (np.arange(len(z)) == y)) / len(z), "by the number of words"),
        (lambda z, y: np.array([-1 / safe(z)[k] if k == y else 0.0 for k in range(len(z))]), "with respect to p"),
        (lambda z, y: z - (np.arange(len(z)) == y), "Those are logits"),
    ],
    "table_gradient": [
        (bug, "The bug is still in"),
        (averaged, "You took the mean"),
        (lambda ids, slopes, size: np.ones((size, 1)) * slopes.sum(axis=0), "Every row gets everything"),
        (lambda ids, slopes, size: looped(ids, slopes, size)[sorted(set(ids.tolist()))], "The unused rows are missing"),
        (lambda ids, slopes, size: looped(ids, slopes, size, start=1.0), "You began with ones"),
    ],
    "nearest_words": [
        (ranked(cosine, skip=False), "nobody is their own neighbour"),
        (zeroed, "must come last of all"),
        (first_left_out, "exactly the same way"),
        (lambda table, word, count: ranked(cosine)(table, word, count)[::-1], "turn them round"),
        (ranked(lambda a, b: a @ b), "divide by the lengths"),
        (ranked(lambda a, b: -np.linalg.norm(a - b)), "between the tips"),
        (ranked(lambda a, b: -cosine(a, b)), "np.argsort begins with"),
        (ranked(lambda a, b: abs(cosine(a, b))), "opposite direction"),
        (
            lambda table, word, count: sorted(
                (cosine(row, table[word]) for k, row in enumerate(table) if k != word), reverse=True
            )[:count],
            "whose are they",
        ),
    ],
    "ranking_cost": [
        (lambda real, fake: max(0, 1 + real - fake), "changed places"),
        (lambda real, fake: 1 + fake - real, "goes below 0"),
        (lambda real, fake: max(0, fake - real), "The margin is missing"),
        (lambda real, fake: max(0, 1 - real - fake), "A bracket or a sign"),
        (lambda real, fake: 0 if real > fake else 1 - real + fake, "ahead by 1"),
        (lambda real, fake: max(1, 1 + fake - real), "a clear win costs 1"),
        (lambda real, fake: max(0, 1 - real) + max(0, 1 + fake), "only their difference"),
        (lambda real, fake: 1.0 if real - fake < 1 else 0.0, "counts the mistakes"),
    ],
}
