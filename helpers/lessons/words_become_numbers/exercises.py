"""The exercises of notebook 08a, Words become numbers."""

from functools import partial

import numpy as np

from ...exercise import Exercise
from ...ops import softmax
from .numbers import shares

exercise = partial(Exercise, notebook="08a")

LOGITS = [0.72, -0.37, 0.84]


def largest(z):
    return np.max(z, axis=-1, keepdims=True)


def naive(z):
    """softmax(z) as it is written: nan where exp overflows, or is 0 all along a row"""
    return shares(np.exp(z))


def log_of_sum(z):
    """log Σ exp(z − largest z)"""
    return np.log(np.sum(np.exp(z - np.max(z))))


def cost(z, y):
    """−log softmax(z)[y], also where that softmax rounds to 0; of all words, if y is ..."""
    return log_of_sum(z) + np.max(z) - z[y]


def one_hot_row(z, y):
    return np.eye(len(z))[y]


def slope(z, y):
    return softmax(z) - one_hot_row(z, y)


def rows_added(ids, slopes, size):
    gradient = np.zeros((size, slopes.shape[1]))
    np.add.at(gradient, ids, slopes)
    return gradient


def last_one_wins(ids, slopes, size):
    gradient = np.zeros((size, slopes.shape[1]))
    gradient[ids] = slopes
    return gradient


# ---- a row of a table -----------------------------------------------------------------------------------------------


def ones_in_every_row(ids, size):
    rows = np.zeros((len(ids), size))
    rows[:, ids] = 1
    return rows


one_hot = exercise(
    "one_hot",
    cases=[(np.array([2, 0]), 3), (np.array([1, 1, 3, 0]), 5)],
    reference=lambda ids, size: np.eye(size)[ids],
    mistakes=[
        (
            lambda ids, size: np.eye(size)[ids].T,
            "Lying on its side: a row for each word, a column for each number of the vocabulary.",
        ),
        (lambda ids, size: np.eye(size)[ids - 1], "One place too far left: word 0 has its 1 in column 0."),
        (
            lambda ids, size: np.eye(size)[ids] * ids[:, None],
            "The number of the word stands where a 1 belongs: its place says which word it is, not its size.",
        ),
        (lambda ids, size: np.eye(size)[ids].sum(axis=0), "All words in one row: each word needs a row of its own."),
        (ones_in_every_row, "Each row has the ones of all words: row i belongs to word ids[i] alone."),
        (
            lambda ids, size: np.eye(max(ids) + 1)[ids],
            "As wide as the largest number in ids needs: the vocabulary has `size` words, whether they occur or not.",
        ),
        (lambda ids, size: np.eye(len(ids), size), "The ones stand on the diagonal: where they stand, ids must say."),
        (lambda ids, size: 1 - np.eye(size)[ids], "Zeros and ones are swapped: one is hot, the others are 0."),
        (lambda _, size: np.eye(size), "That is every word of the vocabulary once: only those in ids, in their order."),
    ],
    praise="Your rows times a table are a lookup.",
)

# ---- from numbers to a word -----------------------------------------------------------------------------------------

one_logit = exercise(
    "one_logit",
    expected=1.86,
    tolerance=1e-4,
    mistakes=[
        (2.33, "That is the logit of Apple: Banana is the second column."),
        (0.73, "That is the logit of Coconut: Banana is the second column."),
        (0.65, "You multiplied with the Banana row of the lookup table: take the Banana column of W."),
        (0.91, "That is the Banana row's logit: the row of Coconut goes in."),
        (-2.38, "Row and column are exchanged: that is Banana in, Coconut out."),
        (-0.37, "That is Apple in, Banana out (or the other way round): Coconut goes in, and Banana is the column."),
        (2.74, "A sign got lost: W has a −0.4 in this column."),
        (2.0, "You added up the column: each number is first multiplied by one of the input's."),
    ],
    praise="Four products and a sum for every word of the vocabulary.",
)

stable_softmax = exercise(
    "stable_softmax",
    cases=[
        (LOGITS,),
        ([1000.0, 1001.0, 1003.0],),
        ([[0.0, 1.0, 0.0], [-1000.0, -1001.0, -999.0]],),
        ([0.0, -800.0, 900.0],),
        ([[0.5, 1.0, -1.0], [2.0, 0.0, 1.5], [-1.0, 0.25, 0.75]],),  # as many rows as columns: all broadcasts
    ],
    reference=lambda z: softmax(z),
    mistakes=[
        (naive, "For small logits it is right: for 1000, exp overflows to inf, and inf / inf is nan."),
        (
            lambda z: np.exp(z - largest(z)) / np.sum(np.exp(z - largest(z)), axis=-1),
            "For one row it is right: with several, keep the sum a column (keepdims=True).",
        ),
        (
            lambda z: naive(z - np.max(z, axis=-1)),
            "For one row it is right: with several, keep the largest a column (keepdims=True).",
        ),
        (
            lambda z: np.exp(z - np.max(z, axis=-1)) / np.sum(np.exp(z - np.max(z, axis=-1)), axis=-1),
            "For one row it is right: with several, keep the largest and the sum a column (keepdims=True).",
        ),
        (
            lambda z: np.exp(z) / np.sum(np.exp(z)),
            "exp of 1000 overflows: take the largest off first. And with several rows, each has a sum of its own "
            "(axis=-1).",
        ),
        (
            lambda z: np.exp(z - largest(z)) / np.sum(np.exp(z - largest(z))),
            "The sum runs over the whole table: each row has its own (axis=-1, keepdims=True).",
        ),
        (
            lambda z: naive(z - np.mean(z, axis=-1, keepdims=True)),
            "The mean does not help if one logit is far above it: take off the largest.",
        ),
        (
            lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))),
            "You take the largest, or the sum, over the whole table: each row is an example of its own (axis=-1).",
        ),
        (
            lambda z: naive(z - np.max(z)),
            "In the second row exp of every logit became 0, and 0 / 0 is nan: "
            "take off each row's own largest, not one number for all.",
        ),
        (
            lambda z: naive(z - 1000),
            "A fixed number helps some logits and ruins others: take off the largest that is there.",
        ),
        (lambda z: naive(z + largest(-z)), "You took the smallest off: then the largest can still overflow."),
        (lambda z: np.exp(z - largest(z)), "These are not yet shares: they must add up to 1."),
        (lambda z: shares(z), "exp is missing: a share below 0 is no probability."),
        (lambda z: np.log(softmax(z)), "That is its logarithm: the probabilities were asked for."),
    ],
    praise="Nothing in it can overflow: the largest exponent is 0.",
)

# ---- how wrong? -----------------------------------------------------------------------------------------------------

word_cost = exercise(
    "word_cost",
    cases=[(LOGITS, 0), (LOGITS, 1), ([1000.0, 0.0, 3.0], 0), ([0.0, 1000.0, 3.0], 0), ([0.0, 720.0], 0)],
    reference=cost,
    mistakes=[
        (
            lambda z, y: -np.log(softmax(z)[y]),
            "Almost: if the probability rounds to 0, its logarithm is gone. Take the logarithm on paper first.",
        ),
        (
            lambda z, y: np.log(np.sum(np.exp(z - z[y]))),
            "Right on paper, but exp still overflows if another logit is far above: take off the *largest*, not z[y].",
        ),
        (
            lambda z, y: np.log(np.sum(np.exp(z))) - z[y],
            "Right on paper, but exp of 1000 overflows: take the largest off all logits first.",
        ),
        (
            lambda z, y: -np.log(softmax(z)[y] + 1e-300),
            "A tiny number added hides the 0 and caps the cost at 691: take the logarithm on paper first.",
        ),
        (
            lambda z, y: -np.log(softmax(z)[y] + 1e-12),
            "A tiny number added hides the 0 and caps the cost at 28: take the logarithm on paper first.",
        ),
        (lambda z, y: log_of_sum(z) - z[y], "You took the largest off in the sum only: take it off z[y] as well."),
        (
            lambda z, y: log_of_sum(z) + z[y] - np.max(z),
            "The right word's logit has the wrong sign: a higher one must cost less.",
        ),
        (lambda z, y: np.sum(np.exp(z - np.max(z))) - z[y] + np.max(z), "The logarithm of the sum is missing."),
        (lambda z, y: -np.log(naive(z)[y]), "For logits of 1000 exp overflows: take the largest off first."),
        (lambda z, y: -cost(z, y), "The sign is flipped: a cost is 0 or more."),
        (lambda z, y: softmax(z)[y], "That is the probability: the cost is minus its logarithm."),
        (lambda z, y: 1 - softmax(z)[y], "1 − p never exceeds 1: a sure mistake must cost more."),
        (
            lambda z, y: cost(z, np.argmax(z)),
            "You took the largest probability: the cost asks for the right word's, y.",
        ),
        (lambda z, y: cost(z, y) / np.log(2), "That is the logarithm to base 2: here it is the natural one."),
        (lambda z, y: cost(z, y) / np.log(10), "That is the logarithm to base 10: here it is the natural one."),
        (lambda z, y: np.sum(cost(z, ...)), "You added up over all words: only what really happened counts."),
        (lambda z, y: np.mean(cost(z, ...)), "You took the mean over all words: only what really happened counts."),
        (lambda z, y: cost(z, ...), "That is the cost of every word, had it been the right one: only word y was."),
        (lambda z, y: log_of_sum(z) + np.max(z), "That is ln Σ exp z: the right word's own logit comes off."),
    ],
    praise="Exact even where the probability itself rounds to 0.",
)

logit_slope = exercise(
    "logit_slope",
    cases=[(LOGITS, 0), (LOGITS, 2), ([0.0, 0.0], 1), ([2.0, 1.0, 0.0, -1.0], 3)],
    reference=slope,
    mistakes=[
        (lambda z, y: -slope(z, y), "The sign is flipped: more of a wrong logit costs more."),
        (lambda z, y: softmax(z) - y, "y is the *number* of a word: what must be taken off is its one-hot row."),
        (lambda z, y: softmax(z), "These are the probabilities: at the right word, something is taken off."),
        (lambda z, y: softmax(z) - 1, "You took 1 off everywhere: only the right word should have been 1."),
        (lambda z, y: slope(z, y)[y], "That is one of the slopes: every logit has one."),
        (lambda z, y: slope(z, y) / len(z), "You divided by the number of words: there is one example, and no mean."),
        (
            lambda z, y: -one_hot_row(z, y) / softmax(z),
            "That is the slope with respect to p: go on through the softmax, to z.",
        ),
        (
            lambda z, y: softmax(z) * (1 - softmax(z)),
            "That is how p moves with its own logit: go on to the cost, where it cancels.",
        ),
        (lambda z, y: z - one_hot_row(z, y), "Those are logits: the slope needs probabilities."),
    ],
    praise="Wrong words are pushed down by what they got, the right one up by what it lacked.",
)

# ---- rows that were used --------------------------------------------------------------------------------------------

table_gradient = exercise(
    "table_gradient",
    cases=[
        (np.array([2, 0, 2]), [[0.5, -1.25], [0.75, 0.3], [-0.1, 2.5]], 4),
        (np.array([1, 1, 1]), [[1.5, 0.0], [0.0, -0.25], [0.5, 0.5]], 2),
        (np.array([0, 3]), [[0.4], [-0.6]], 4),
    ],
    reference=rows_added,
    mistakes=[
        (
            last_one_wins,
            "The bug is still in: of a word that occurs twice, only the last slopes are left. Paths add up.",
        ),
        (
            lambda ids, slopes, size: rows_added(ids, slopes / np.bincount(ids)[ids, None], size),
            "You took the mean: paths add up (notebook 03).",
        ),
        (
            lambda ids, slopes, size: np.tile(np.sum(slopes, axis=0), (size, 1)),
            "Every row gets everything: only rows that were used have a slope.",
        ),
        (
            lambda ids, slopes, size: rows_added(ids, slopes, size)[np.unique(ids)],
            "The unused rows are missing: a gradient has the shape of its weights.",
        ),
        (
            lambda ids, slopes, size: rows_added(ids, np.trunc(slopes), size),
            "You keep whole numbers only: a gradient is made of decimals (np.zeros makes them, dtype=int does not).",
        ),
        (lambda *case: -rows_added(*case), "The sign is flipped: this is the gradient, not the step against it."),
        (lambda *case: rows_added(*case) + 1, "You began with ones: a row that nobody used has the slope 0."),
    ],
    praise="Used twice, learned twice.",
)
