"""The exercises of notebook 13, Write a sentence."""

from functools import partial

import numpy as np

from ...exercise import Exercise
from ...layers.attention import FORBIDDEN, causal_mask
from ...ops import softmax

exercise = partial(Exercise, notebook="13")

# ---- one head --------------------------------------------------------------------------------------------------------


def scores(Q, K):
    return Q @ K.T / np.sqrt(Q.shape[1])


def weights(Q, K, mask):
    """e to the power of the scores, which no softmax has made shares of"""
    return np.exp(scores(Q, K) + mask)


def only(mask, shares):
    """What is left of the shares where the mask is 0"""
    return np.where(mask < 0, 0.0, shares)


QUERIES = [[1.0, 0.0, -0.5], [0.5, 2.0, 1.0], [-1.0, 1.0, 0.5], [2.0, 0.5, 0.0]]
KEYS = [[0.5, 1.0, -1.0], [1.0, -0.5, 0.5], [2.0, 0.0, 1.0], [0.0, 1.5, -0.5]]
VALUES = [[1.0, 0.0], [0.0, 2.0], [3.0, -1.0], [-2.0, 4.0]]
WIDE = ([[1.0, -1.0, 0.5, 2.0]] * 2, [[0.5, 0.0, 1.0, 1.0], [1.0, 2.0, -1.0, 0.0]], [[1.0], [-3.0]])

causal_head = exercise(
    "causal_head",
    cases=[(QUERIES, KEYS, VALUES), WIDE],
    reference=lambda Q, K, V: softmax(scores(Q, K) + causal_mask(len(Q))) @ V,
    mistakes=[
        (
            lambda Q, K, V: softmax(scores(Q, K)) @ V,
            "Your words look ahead: the mask is missing, which is added to the scores before the softmax.",
        ),
        (
            lambda Q, K, V: softmax(scores(Q, K) + causal_mask(len(Q)).T) @ V,
            "Turned round: your words look at the later ones. What lies above the diagonal is the future.",
        ),
        (
            lambda Q, K, V: only(causal_mask(len(Q)), softmax(scores(Q, K))) @ V,
            "You took the future away after the softmax: what is left no longer adds up to 1.",
        ),
        (
            lambda Q, K, V: softmax(np.tril(scores(Q, K))) @ V,
            "A score of 0 is no ban: e to the power of 0 is 1, so the future still gets a share. Add −1e9.",
        ),
        (
            lambda Q, K, V: softmax(Q @ K.T + causal_mask(len(Q))) @ V,
            "The scores are not divided by √d, the root of the width of a query.",
        ),
        (
            lambda Q, K, V: softmax(Q @ K.T / np.sqrt(len(Q)) + causal_mask(len(Q))) @ V,
            "d is the width of a query, not the number of words.",
        ),
        (
            lambda Q, K, V: softmax(scores(Q, K) + causal_mask(len(Q))),
            "These are the shares, who looks at whom: the answer is the values, mixed by them.",
        ),
        (
            lambda Q, K, V: softmax(Q @ K.T / Q.shape[1] + causal_mask(len(Q))) @ V,
            "You divided by d: it is the root of d.",
        ),
        (
            lambda Q, K, V: softmax(scores(Q, K) + FORBIDDEN * np.triu(np.ones((len(Q), len(Q))))) @ V,
            "The diagonal is forbidden, too: a word may see itself.",
        ),
        (
            lambda Q, K, V: softmax(scores(Q, K) + FORBIDDEN * np.triu(np.ones((len(Q), len(Q))), 2)) @ V,
            "Each word still sees the next one: the ban begins right above the diagonal.",
        ),
        (
            lambda Q, K, V: weights(Q, K, causal_mask(len(Q))) @ V,
            "These weights do not add up to 1: divide each row by its sum.",
        ),
        (
            lambda Q, K, V: (w := weights(Q, K, causal_mask(len(Q)))) / w.sum(axis=0) @ V,
            "Your columns add up to 1: each row, each word that asks, must.",
        ),
        (
            lambda Q, K, V: (w := weights(Q, K, causal_mask(len(Q)))) / w.sum() @ V,
            "All your shares together add up to 1: each row, each word that asks, must.",
        ),
        (
            lambda Q, K, V: softmax(scores(Q, K) + causal_mask(len(Q))).T @ V,
            "The shares lie on their side: a row for each word that asks, a column for each that is looked at.",
        ),
        (
            lambda Q, K, V: (scores(Q, K) + causal_mask(len(Q))) @ V,
            "You mixed by the scores: softmax makes shares of them first.",
        ),
    ],
    praise="One head: each word has looked back, and took along what it found.",
)

# ---- it writes -------------------------------------------------------------------------------------------------------

PADDED = [[0.5, 0.25, 0.5, 0.01], [0.2, 0.9, 0.02, 0.05], [0.4, 0.3, 0.8, 0.6]]
REAL = [[1.0, 1.0, 1.0, 0.0], [1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]]


def costs(p, real):
    return -np.log(p) * real


padded_perplexity = exercise(
    "padded_perplexity",
    cases=[(PADDED, REAL), ([[0.25, 0.25], [0.25, 0.9]], [[1.0, 1.0], [1.0, 0.0]])],
    reference=lambda p, real: np.exp(np.sum(-np.log(p) * real) / np.sum(real)),
    vary=(),  # a 1 for a word and a 0 for padding are no other numbers
    mistakes=[
        (
            lambda p, real: np.exp(-np.mean(np.log(p))),
            "The padding counts, too: a model would be praised for guessing that nothing follows nothing.",
        ),
        (
            lambda p, real: np.exp(np.mean(costs(p, real))),
            "You left the padding out of the sum, and counted it among the words that share it.",
        ),
        (
            lambda p, real: np.mean(np.exp(np.sum(costs(p, real), axis=1) / np.sum(real, axis=1))),
            "That is the mean of the sentences' perplexities: first the mean over all words, then exp.",
        ),
        (
            lambda p, real: np.exp(np.mean(np.sum(costs(p, real), axis=1) / np.sum(real, axis=1))),
            "You gave every sentence the same say: here every word has, so long sentences count for more.",
        ),
        (
            lambda p, real: np.sum(costs(p, real)) / np.sum(real),
            "That is the mean cost: e to the power of it is asked for.",
        ),
        (
            lambda p, real: np.exp(np.sum(costs(p, 1 - real)) / np.sum(1 - real)),
            "You measured the padding: `real` is 1 where a word stands.",
        ),
        (
            lambda p, real: np.exp(np.sum(costs(p, real)) / len(real)),
            "You shared the cost out over the sentences: share it out over the words.",
        ),
        (lambda p, real: np.exp(-np.sum(costs(p, real)) / np.sum(real)), "That is 1 divided by it: mind the minus."),
        (lambda p, real: np.exp(np.sum(costs(p, real))), "Share the cost out over the words before you take exp."),
        (
            lambda p, real: np.exp(-np.log(np.sum(p * real) / np.sum(real))),
            "You took the mean of the probabilities: take the mean of their logarithms.",
        ),
    ],
    praise="Padding is there for the shape alone.",
)

# ---- what holds a stack together -------------------------------------------------------------------------------------

residual_gradient = exercise(
    "residual_gradient",
    cases=[([0.5, 0.25, 0.5],), ([0.1] * 20,), ([-0.5, 0.25, 0.0, 1.5],)],
    reference=lambda slopes: np.prod(1 + slopes),
    mistakes=[
        (lambda slopes: np.prod(slopes), "That is the chain without residuals: each layer also hands on x itself."),
        (
            lambda slopes: 1 + np.prod(slopes),
            "That is one residual around the whole stack: here every layer has its own.",
        ),
        (
            lambda slopes: np.sum(1 + slopes),
            "You added the layers up: along a chain the slopes multiply (notebook 03).",
        ),
        (lambda slopes: np.sum(slopes), "You added the slopes of f: along a chain the slopes of x + f(x) multiply."),
        (lambda slopes: 1 + np.sum(slopes), "That is so for tiny slopes only: the products of several are missing."),
        (lambda slopes: 1 + slopes, "These are the slopes of the single layers: the stack has one number."),
        (lambda slopes: np.prod(1 - slopes), "The sign is flipped: what the layer says is added to x."),
        (lambda slopes: np.cumprod(1 + slopes), "These are the slopes after each layer: only the whole way is asked."),
    ],
    praise="However small the slopes of f, the 1 goes through: twenty layers no longer swallow the gradient.",
)


def centred(x):
    return x - x.mean(axis=1, keepdims=True)


def spread(x, axis=1):
    return np.sqrt(x.var(axis=axis, keepdims=True) + 1e-3)


layer_norm = exercise(
    "layer_norm",
    cases=[
        ([[1.0, 2.0, 3.0, 6.0], [-2.0, 0.5, 0.0, 4.5]],),
        ([[5.0, 5.0, 5.0], [0.1, 0.0, -0.1], [10.0, -20.0, 40.0]],),
        ([[0.3, -0.2]],),
    ],
    reference=lambda x: centred(x) / spread(x),
    mistakes=[
        (
            lambda x: (x - x.mean(axis=0)) / spread(x, 0),
            "You normalised the columns, each over all words: every word, a row, has its own mean and variance.",
        ),
        (
            lambda x: (x - x.mean()) / np.sqrt(x.var() + 1e-3),
            "One mean and variance for the whole table: every word, a row, has its own.",
        ),
        (lambda x: x / spread(x), "The mean is still there: take it off each row first."),
        (lambda x: centred(x), "The rows have mean 0, but their sizes differ: the spread is missing."),
        (lambda x: centred(x) / spread(x) ** 2, "You divided by the variance: it is its root."),
        (
            lambda x: centred(x) / x.std(axis=1, keepdims=True),
            "The 0.001 under the root is missing: a row of equal numbers has variance 0, and nobody divides by 0.",
        ),
        (
            lambda x: centred(x) / (x.std(axis=1, keepdims=True) + 1e-3),
            "The 0.001 goes to the variance, under the root, not to the root.",
        ),
        (
            lambda x: centred(x) / np.sqrt(x.var(axis=1, ddof=1, keepdims=True) + 1e-3),
            "Your variance divides by one less than the width (ddof=1): here it is the mean of the squares.",
        ),
        (
            lambda x: centred(x) / np.sqrt(np.mean(x**2, axis=1, keepdims=True) + 1e-3),
            "You took the mean square of x itself: the variance is that of x without its mean.",
        ),
        (
            lambda x: centred(x) / np.sqrt(np.sum(centred(x) ** 2, axis=1, keepdims=True) + 1e-3),
            "You added the squares up: the variance is their mean.",
        ),
        (
            lambda x: x - x.mean(axis=1, keepdims=True) / spread(x),
            "Only the mean was divided: brackets around x − mean.",
        ),
    ],
    praise="Every word has the same size now, however deep the stack.",
)

CHANCES = [0.5, 0.25, 0.15, 0.1]

with_temperature = exercise(
    "with_temperature",
    cases=[(CHANCES, 0.5), (CHANCES, 2.0), ([0.9, 0.1], 1.0), ([0.0, 0.3, 0.7], 0.8)],
    reference=lambda p, T: p ** (1 / T) / np.sum(p ** (1 / T)),
    vary=("size",),
    mistakes=[
        (lambda p, T: p**T / np.sum(p**T), "Turned round: a low temperature makes the likely ones likelier still."),
        (lambda p, T: p ** (1 / T), "These no longer add up to 1."),
        (lambda p, T: p / T, "Dividing all alike changes none beside the others: divide the logits, which are ln p."),
        (lambda p, T: p / T / np.sum(p / T), "Nothing has changed: divide the logits, which are ln p, not p."),
        (lambda p, T: softmax(p / T), "You took p for the logits: they are ln p."),
        (lambda p, T: softmax(p) ** (1 / T), "You took p for the logits, and the sum is no longer 1."),
        (lambda p, T: np.eye(len(p))[np.argmax(p)], "That is temperature 0: the likeliest takes it all, whatever T."),
    ],
    praise="At 1 nothing changes, towards 0 only the likeliest is left.",
)

# ---- how large -------------------------------------------------------------------------------------------------------

matrix_weights = exercise(
    "matrix_weights",
    cases=[(2, 32), (96, 12288), (3, 5)],
    reference=lambda blocks, width: 12 * blocks * width**2,
    mistakes=[
        (
            lambda blocks, width: 4 * blocks * width**2,
            "That is the attention alone: the two matrices of the MLP are missing.",
        ),
        (
            lambda blocks, width: 8 * blocks * width**2,
            "You have 8 · width² a block: four of the attention, 4 · width² for each of the MLP's two.",
        ),
        (
            lambda blocks, width: 11 * blocks * width**2,
            "The attention has four: queries, keys, values, and one that mixes what the heads bring.",
        ),
        (lambda blocks, width: 12 * width * blocks**2, "Turned round: the width is squared, the blocks count once."),
        (lambda blocks, width: 12 * width**2, "That is one block: how many are there?"),
        (lambda blocks, width: 12 * blocks * width, "A matrix from width to width has width times width entries."),
        (
            lambda blocks, width: 6 * blocks * width**2,
            "The MLP is four times as wide inside: each of its two matrices has 4 · width² entries.",
        ),
        (
            lambda blocks, width: 20 * blocks * width**2,
            "The inner width stands in one of the two sides of a matrix only, not in both.",
        ),
    ],
    praise="96 blocks of width 12,288 are GPT-3: 174 billion, of the 175 that its paper names.",
)
