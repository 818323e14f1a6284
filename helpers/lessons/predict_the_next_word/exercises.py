"""The exercises of notebook 09b, Predict the next word."""

from functools import partial

import numpy as np

from ...exercise import Exercise
from .numbers import mixed

exercise = partial(Exercise, notebook="09b")

# ---- the probability of a sentence ----------------------------------------------------------------------------------

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
        (lambda p: np.log(p), "That is one for each word: add them up."),
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
        (lambda p: np.exp(-np.mean(np.log2(p))), "You mixed bases: np.exp undoes np.log, and 2 ** undoes np.log2."),
        (lambda p: np.exp(-np.mean(np.log10(p))), "You mixed bases: np.exp undoes np.log, not np.log10."),
        (lambda p: np.mean(-np.log2(p)), "That is the mean cost in bits: 2 to the power of it is asked for."),
        (lambda p: np.prod(p), "That is the probability of the whole sentence, not a number per word."),
    ],
    praise="Four equally likely words give 4: that is what the number means.",
)

# ---- counting, and drawing ------------------------------------------------------------------------------------------

smoothed = exercise(
    "smoothed",
    cases=[(3.0, 4.0, 0.2, 1.0), (0.0, 0.0, 0.3, 1.0), (0.0, 6.0, 0.05, 10.0), (2.0, 2.0, 0.5, 3.0)],
    reference=lambda count, total, shorter, k: (count + k * shorter) / (total + k),
    mistakes=[
        (lambda count, total, shorter, k: count / total, "That is counting alone: what was never seen is impossible."),
        (
            lambda count, total, shorter, k: (count + k) / (total + k),
            "You gave this word all k of the imagined sightings: its share of them is `shorter`.",
        ),
        (
            lambda count, total, shorter, k: (count + k * shorter) / total,
            "Above, k more were seen, and below not: all words together would get more than 1.",
        ),
        (
            lambda count, total, shorter, k: (count + shorter) / (total + 1),
            "That is right for k = 1 only: the shorter memory counts as much as k sightings.",
        ),
        (
            lambda count, total, shorter, k: (count + shorter) / (total + k),
            "k imagined sightings are shared out: this word gets k times `shorter` of them.",
        ),
        (
            lambda count, total, shorter, k: (count + k * shorter) / (total + k * shorter),
            "Below, all k imagined sightings count, not this word's share of them.",
        ),
        (
            lambda count, total, shorter, k: (count / total + k * shorter) / (1 + k),
            "You trust the counts alike however few they are: put the k imagined sightings to the `total` real ones.",
        ),
        (
            lambda count, total, shorter, k: (k * count + shorter) / (k * total + 1),
            "The weight is on the wrong side: k is how often the shorter memory has seen something.",
        ),
        (
            lambda count, total, shorter, k: count / total if count else shorter,
            "You asked the shorter memory only where nothing was seen: together the words would get more than 1.",
        ),
    ],
    praise="With much evidence the counts decide, with none the shorter memory.",
)

P = [0.2, 0.5, 0.3]

draw = exercise(
    "draw",
    cases=[
        (P, 0.15),
        (P, 0.65),
        (P, 0.95),
        ([0.1, 0.05, 0.25, 0.4, 0.2], 0.27),
        ([0.0, 0.6, 0.4], 0.0),
        ([0.3, 0.3, 0.4], 0.35),
    ],
    vary=("fraction", "zero", "size"),  # below 0 sums fall, and no word is the first
    reference=lambda p, u: int(np.argmax(np.cumsum(p) > u)),
    mistakes=[
        (lambda p, u: int(np.argmax(p)), "You always take the likeliest: u has no say."),
        (lambda p, u: int(np.argmax(p > u)), "You compared the probabilities themselves: add them up as you go."),
        (lambda p, u: int(u * len(p)), "That draws all words alike: the likely ones need longer stretches."),
        (lambda p, u: int(np.argmin(np.cumsum(p) > u)), "You took the first whose sum is not above u."),
        (lambda p, u: int(np.sum(np.cumsum(p) <= u)) + 1, "Off by one: the first word has the number 0."),
        (lambda p, u: int(np.sum(np.cumsum(p) <= u)) - 1, "Off by one: that is the word before."),
        (
            lambda p, u: int(np.argmax(np.cumsum(p) >= u)),
            "For u = 0 you may draw a first word of probability 0: the sum must be *above* u.",
        ),
        (lambda p, u: np.cumsum(p)[np.argmax(np.cumsum(p) > u)], "That is the sum itself: which word has reached it?"),
        (lambda p, u: p[np.argmax(np.cumsum(p) > u)], "That is the word's probability: its number is asked."),
    ],
    praise="Every machine that writes draws its words like this.",
)

# ---- rescoring ------------------------------------------------------------------------------------------------------

SYSTEM = np.log([0.5, 0.2, 0.3]).round(3)  # three digits: a reply shows them
LANGUAGE = np.log([0.00003, 0.000168, 0.00012]).round(3)


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
