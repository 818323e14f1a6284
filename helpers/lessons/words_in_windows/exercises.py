"""The exercises of notebook 09, Words in windows."""

from functools import partial

import numpy as np

from ...exercise import Exercise
from .numbers import mixed

exercise = partial(Exercise, notebook="09")

# ---- windows --------------------------------------------------------------------------------------------------------


def _cut(ids, size, padding, before=lambda size: size // 2, ends=lambda ids, padding: (padding, padding)):
    """`size` neighbours for each word, before(size) of them in front of it; beyond the sentence stand its `ends`"""
    first, last = ends(ids, padding)
    padded = np.concatenate([[first] * before(size), ids, [last] * (size - 1 - before(size))])
    return np.array([padded[index : index + size] for index in range(len(ids))])


windows = exercise(
    "windows",
    cases=[
        (np.array([7, 4, 9, 2]), 3, 0),
        (np.array([5, 8, 3, 6, 2]), 5, 1),
        (np.array([4]), 3, 0),
        (np.array([6, 2, 3]), 1, 0),
    ],
    reference=lambda ids, size, padding: _cut(ids, size, padding),
    mistakes=[
        (
            lambda ids, size, padding: np.array([ids[i : i + size] for i in range(len(ids) - size + 1)]),
            "The first and the last words have no window of their own: pad both ends before you cut.",
        ),
        (partial(_cut, before=lambda size: 0), "Your word stands first in its window: it belongs in the middle."),
        (partial(_cut, before=lambda size: size - 1), "Your word stands last in its window: it belongs in the middle."),
        (
            partial(_cut, ends=lambda ids, padding: (ids[0], ids[-1])),
            "You repeated the words at the ends: beyond them stands `padding`, nothing else.",
        ),
        (
            partial(_cut, ends=lambda ids, padding: (ids[-1], ids[0])),
            "Your sentence goes round in a circle: before its first word comes `padding`.",
        ),
        (
            lambda ids, size, padding: _cut(ids, size, 0),
            "You always pad with 0: take the number that is given as `padding`.",
        ),
        (lambda ids, size, padding: ids, "These are the ids themselves: each needs a row with its neighbours."),
        (
            lambda ids, size, padding: _cut(ids, 3, padding),
            "Your windows are 3 wide, whatever `size` says: how many words stand on each side?",
        ),
        (lambda ids, size, padding: _cut(ids, size, padding).T, "Rows and columns are swapped: one row for each word."),
    ],
    praise="As many windows as words, and each word in the middle of its own.",
)

TABLE = [[0.1, -0.4, 0.2, 0.5], [0.4, 1.4, -1.0, 0.1], [1.1, 0.9, 1.1, 0.5]]  # apple, banana, coconut

window_row = exercise(
    "window_row",
    cases=[(TABLE, np.array([0, 2, 1])), (TABLE, np.array([1, 1, 0, 2, 1])), (TABLE, np.array([2]))],
    reference=lambda table, window: table[window].ravel(),
    mistakes=[
        (
            lambda t, w: t[w].sum(axis=0),
            "You added the rows: then nobody knows any more which word stood where. Lay them end to end.",
        ),
        (
            lambda t, w: t[w].mean(axis=0),
            "You took the mean of the rows: then the order of the words is lost. Lay them end to end.",
        ),
        (lambda t, w: t[w], "The rows are the right ones, under each other: one long row is wanted."),
        (lambda t, w: t[w].T.ravel(), "The numbers are mixed: first all of the first word, then all of the second."),
        (lambda t, w: t[w[::-1]].ravel(), "The words stand in reverse: the first word of the window comes first."),
        (lambda t, w: t[w[len(w) // 2]], "That is the middle word alone: its neighbours are what the window is for."),
        (lambda t, w: t[: len(w)].ravel(), "You took the first rows of the table: `window` says which ones."),
    ],
    praise="That is all that 'concatenate' means.",
)

# ---- reading a table ------------------------------------------------------------------------------------------------

what_helped = exercise(
    "what_helped",
    expected=("vectors", "sentence"),
    mistakes=[
        (
            ("sentence", "vectors"),
            "You have them the wrong way round: for names, compare 81.47 with 79.53 and with 86.96.",
        ),
        (("vectors", "vectors"), "For who did what, put 58.18 and 70.99 beside 55.40."),
        (("sentence", "sentence"), "For names, put 81.47 and 86.96 beside 79.53."),
    ],
    praise="Names are a matter of knowing words; for who did what, the tags of whole phrases must fit.",
)

# ---- the probability of a sentence ----------------------------------------------------------------------------------

wrong_factor = exercise(
    "wrong_factor",
    expected=("and", 0.9),
    mistakes=[
        (("and", 0.4), "The word is right, and 0.4 is what stands there now: what should?"),
        (
            ("and", 2.25),
            "The word is right; 2.25 is by how much its factor is too small. The new factor is 0.4 times that.",
        ),
        (("to", 0.675), "0.3 times 2.25 is 0.675, and that has more than one decimal."),
        (("likes", 0.225), "0.1 times 2.25 is 0.225, and that has more than one decimal."),
        (("Abby", 0.45), "0.2 times 2.25 is 0.45, and that has more than one decimal."),
        (("bananas", 0.45), "0.2 times 2.25 is 0.45, with two decimals: one is allowed."),
        (("eat", 1.125), "0.5 times 2.25 is above 1: no probability is."),
        (("apples", 1.575), "0.7 times 2.25 is above 1, and no probability can be."),
    ],
    praise="0.378 thousandths need 'and' at 0.9: one number, copied wrongly.",
)

MANY = np.tile([0.2, 0.5], 1000)  # their product is 10 to the power −1000: no float is that small

log_probability = exercise(
    "log_probability",
    cases=[([0.2, 0.1, 0.3, 0.5, 0.7, 0.4, 0.2],), ([0.5, 0.5],), (MANY,)],
    reference=lambda p: np.sum(np.log(p)),
    mistakes=[
        (
            lambda p: np.log(np.prod(p)),
            "You multiplied first: with many words the product is 0 before the logarithm can help.",
        ),
        (lambda p: np.prod(p), "That is the product itself: take the logarithm of each factor, then add."),
        (lambda p: np.log(np.sum(p)), "The other way round: first the logarithm of each, then the sum."),
        (lambda p: np.prod(np.log(p)), "Logarithms are added where their numbers are multiplied."),
        (lambda p: np.mean(np.log(p)), "That is the mean per word: here the whole sum is asked for."),
        (lambda p: -np.sum(np.log(p)), "The sign is flipped: the logarithm of a number below 1 is negative."),
        (lambda p: np.sum(np.log10(p)), "That is the logarithm to base 10: here it is the natural one, np.log."),
        (lambda p: np.sum(np.log2(p)), "That is the logarithm to base 2: take the natural one, np.log."),
    ],
    praise="Two thousand words, and no underflow.",
)

perplexity = exercise(
    "perplexity",
    cases=[([0.25, 0.25, 0.25],), ([0.2, 0.1, 0.3, 0.5, 0.7, 0.4, 0.2],), (MANY,)],
    reference=lambda p: np.exp(-np.mean(np.log(p))),
    mistakes=[
        (
            lambda p: np.prod(p) ** (-1 / len(p)),
            "You multiplied first: with many words the product is 0. Use the logarithms.",
        ),
        (lambda p: np.exp(np.mean(np.log(p))), "That is one divided by it: a minus sign is missing."),
        (
            lambda p: np.exp(-np.sum(np.log(p))),
            "You forgot to share it out over the words: take the mean, not the sum.",
        ),
        (lambda p: -np.mean(np.log(p)), "That is the mean cost per word: e to the power of it is asked for."),
        (lambda p: 1 / np.mean(p), "You took the mean of the probabilities: take the mean of their logarithms."),
        (lambda p: np.mean(1 / p), "You took the mean of 1/p: the mean belongs around the logarithms."),
        (lambda p: 2 ** -np.mean(np.log(p)), "You mixed bases: with np.log goes np.exp."),
        (lambda p: np.prod(p), "That is the probability of the whole sentence, not a number per word."),
    ],
    praise="Four equally likely words give 4: that is what the number means.",
)

# ---- rescoring ------------------------------------------------------------------------------------------------------

SYSTEM, LANGUAGE = np.log([0.5, 0.2, 0.3]), np.log([0.00003, 0.000168, 0.00012])


def _best(score, choose=np.argmax):
    """What `choose` finds among score(a, b, w): a by the system, b by the language model, which has the weight w"""
    return lambda system, language, weight: choose(score(system, language, weight))


best_of = exercise(
    "best_of",
    cases=[
        (SYSTEM, LANGUAGE, 0.0),
        (SYSTEM, LANGUAGE, 0.4),
        (SYSTEM, LANGUAGE, 1.0),
        (np.array([-1.0, -2.0, -3.0]), np.array([-9.0, -7.5, -4.0]), 0.45),
        (np.array([-4.0, -1.0, -6.0, -5.5]), np.array([-7.0, -12.0, -5.0, -4.5]), 0.9),
    ],
    reference=_best(mixed),
    mistakes=[
        (_best(lambda a, b, w: mixed(b, a, w)), "The weight is on the wrong side: at 0 the system decides alone."),
        (_best(mixed, np.argmin), "You took the worst, or dropped the signs: −2 is more than −3."),
        (
            _best(lambda a, b, w: mixed(np.exp(a), np.exp(b), w)),
            "You went back to probabilities: the logarithms are what is mixed.",
        ),
        (
            _best(lambda a, b, w: a),
            "The system decides alone, whatever the weight: the language model's part must be added.",
        ),
        (_best(lambda a, b, w: b), "You asked the language model only: the weight changes nothing."),
        (
            _best(lambda a, b, w: a + w * b),
            "The system must give up what the language model gets: its share is 1 − weight.",
        ),
        (_best(lambda a, b, w: a + b), "You added both and forgot the weight."),
        (_best(mixed, np.max), "That is the best score: which candidate has it?"),
        (_best(mixed, lambda scores: 1 + np.argmax(scores)), "Off by one: the first candidate has the number 0."),
    ],
    praise="One line of code, and both judges have been heard.",
)


def _tip(ahead, behind, system=SYSTEM, language=LANGUAGE):
    """The weight at which the two score the same: the system prefers `ahead`, the language model `behind`"""
    system_gap, language_gap = system[ahead] - system[behind], language[behind] - language[ahead]
    return float(system_gap / (system_gap + language_gap))


TIPPING = _tip(2, 1)
ON_THE_SLIDE = np.log([0.00003, 0.000378, 0.00012])

tipping_weight = exercise(
    "tipping_weight",
    expected=TIPPING,
    tolerance=1e-2,
    mistakes=[
        (_tip(0, 1), "There translation 2 overtakes translation 1: the one in front of it there is translation 3."),
        (
            _tip(0, 1, language=ON_THE_SLIDE),
            "That is where B overtakes A with the slide's 0.000378, or close to it: take 0.000168, and the one "
            "that leads there, C.",
        ),
        (_tip(0, 2), "There translation 3 overtakes translation 1: when does 2 overtake 3?"),
        (1 - TIPPING, "That is the system's share: the weight is the language model's."),
        (
            float((SYSTEM[2] - SYSTEM[1]) / (LANGUAGE[1] - LANGUAGE[2])),
            "You gave the system the share 1 whatever the weight: it has 1 − weight.",
        ),
        (_tip(2, 1, np.exp(SYSTEM), np.exp(LANGUAGE)), "You compared probabilities: the scores are their logarithms."),
        (_tip(2, 1, language=ON_THE_SLIDE), "That is with the slide's 0.000378: take the product that is right."),
    ],
    praise="Below it translation 3 is on top, above it translation 2.",
)
