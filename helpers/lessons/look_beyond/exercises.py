"""The exercises of notebook 12, Look beyond."""

from functools import partial

import numpy as np

from ...exercise import Exercise
from ...layers.attention import FORBIDDEN, causal_mask
from ...ops import softmax

exercise = partial(Exercise, notebook="12")

# ---- a cell --------------------------------------------------------------------------------------------------------

U, W = [[0.5, -1.0], [1.5, 0.25], [-0.5, 2.0]], [[0.9, 0.4], [-0.3, 0.7]]
STEP = ([1.0, 0.0, -0.5], [0.2, -0.6], U, W, [0.1, -0.2])

rnn_step = exercise(
    "rnn_step",
    cases=[STEP, ([[0.0, 1.0, 0.0], [0.5, 0.5, 0.0]], [[0.0, 0.0], [0.9, -0.9]], U, W, [0.3, 0.0])],
    reference=lambda x, h, U, W, b: np.tanh(x @ U + h @ W + b),
    vary=(),
    mistakes=[
        (lambda x, h, U, W, b: x @ U + h @ W + b, "The tanh is missing: without it h can grow for ever."),
        (lambda x, h, U, W, b: np.tanh(x @ U + b), "The cell forgets: the old h is part of the sum, through W."),
        (lambda x, h, U, W, b: np.tanh(h @ W + b), "The cell is deaf: the word x is part of the sum, through U."),
        (lambda x, h, U, W, b: np.tanh(x @ U + h @ W), "The bias b is missing."),
        (lambda x, h, U, W, b: np.tanh(x @ U + h + b), "The old h goes through the weights W before it is added."),
        (lambda x, h, U, W, b: np.tanh(x @ U + h @ W.T + b), "W lies on its side: h is a row, and stands in front."),
        (lambda x, h, U, W, b: h + np.tanh(x @ U + h @ W + b), "The new h replaces the old one, it is not added."),
        (lambda x, h, U, W, b: np.tanh(x @ U + b) + h @ W, "The tanh comes last, after everything is added."),
    ],
    praise="The same three arrays for every word, however long the sentence.",
)

gradient_back = exercise(
    "gradient_back",
    cases=[(0.9, [0.5, 0.4, 0.3]), (1.5, [0.8, 0.85]), (-0.7, [0.2, -0.1, 0.6, 0.9])],
    reference=lambda w, h: np.prod(w * (1 - h**2)),
    vary=("negative",),
    mistakes=[
        (lambda w, h: w * np.prod(1 - h**2), "w stands in there once: every step multiplies by it."),
        (lambda w, h: np.prod(1 - h**2), "w is missing: each step is tanh(w h), and w is the inner slope."),
        (lambda w, h: w ** len(h), "That would be a cell without tanh: its slope is missing."),
        (lambda w, h: np.prod(w * (1 - h)), "The slope of tanh, from its output h, has a square in it."),
        (lambda w, h: np.sum(w * (1 - h**2)), "You added the slopes: along a chain they multiply (notebook 03)."),
        (lambda w, h: w * (1 - h**2), "These are the slopes of the single steps: the chain has one number."),
        (lambda w, h: np.prod(w * (1 - np.tanh(h) ** 2)), "h has been through tanh already: it is the output."),
        (lambda w, h: np.prod(w * (1 - (w * h) ** 2)), "h is what comes out of tanh: no w goes into the square."),
        (lambda w, h: w * (1 - h[-1] ** 2), "That is the last step alone: go back through all of them."),
    ],
    praise="One factor a step: below 1 they vanish, above 1 they explode.",
)

# ---- attention -----------------------------------------------------------------------------------------------------

Q = [[2.0, 0.0, 0.0, 0.0], [0.0, 1.0, -1.0, 0.5]]
K = [[1.0, 0.0, 0.5, 0.0], [0.0, 2.0, 0.0, -1.0], [-1.0, 1.0, 1.0, 0.0]]


def shares(scores, axis=-1):
    powers = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    return powers / np.sum(powers, axis=axis, keepdims=True)


attention_weights = exercise(
    "attention_weights",
    cases=[(Q, K), ([[1.0, 2.0]], [[0.5, -0.5], [1.0, 1.0], [0.0, 2.0], [3.0, 0.0]])],
    reference=lambda Q, K: softmax(Q @ K.T / np.sqrt(Q.shape[1])),
    vary=("negative",),
    mistakes=[
        (lambda Q, K: softmax(Q @ K.T), "The scores are not divided by √d, the root of the width."),
        (lambda Q, K: softmax(Q @ K.T / Q.shape[1]), "You divided by d: it is the root of d."),
        (lambda Q, K: softmax(Q @ K.T / np.sqrt(len(K))), "d is the width of a query, not the number of words."),
        (lambda Q, K: Q @ K.T / np.sqrt(Q.shape[1]), "These are the scores: softmax makes shares of them."),
        (
            lambda Q, K: shares(Q @ K.T / np.sqrt(Q.shape[1]), axis=0),
            "Your columns add up to 1: each row, each word that asks, must.",
        ),
        (
            lambda Q, K: softmax(Q @ K.T / np.sqrt(Q.shape[1])).T,
            "Lying on its side: a row for each word that asks, a column for each that is looked at.",
        ),
        (lambda Q, K: softmax(Q @ K.T) / np.sqrt(Q.shape[1]), "Divide the scores, before the softmax, not the shares."),
        (lambda Q, K: softmax(K @ Q.T / np.sqrt(Q.shape[1])), "The keys ask here: the queries stand in front."),
    ],
    praise="Every row adds up to 1: a word has one attention to give.",
)

mask_of_future = exercise(
    "mask_of_future",
    cases=[(4,), (2,), (5,)],
    reference=lambda n: causal_mask(n),
    mistakes=[
        (lambda n: FORBIDDEN * np.tril(np.ones((n, n)), -1), "You forbid the past: row i may see columns 0 to i."),
        (lambda n: FORBIDDEN * np.triu(np.ones((n, n))), "The diagonal is forbidden, too: a word may see itself."),
        (lambda n: FORBIDDEN * np.tril(np.ones((n, n))), "Turned round: what lies *above* the diagonal is the future."),
        (lambda n: np.triu(np.ones((n, n)), 1), "Ones push nobody away: the numbers there must be −1e9."),
        (
            lambda n: np.tril(np.ones((n, n))),
            "That says who may look, as 1 and 0: what is added to scores is 0 and −1e9.",
        ),
        (lambda n: -causal_mask(n), "The sign is flipped: +1e9 would draw all attention to the future."),
        (lambda n: FORBIDDEN * (1 - np.eye(n)), "Each word sees itself only: it may see the words before it, too."),
    ],
    praise="After the softmax, nothing comes from the future.",
)

attention_cost = exercise(
    "attention_cost",
    cases=[(10, 16), (50, 16), (7, 3)],
    reference=lambda n, d: 2 * n * n * d,
    mistakes=[
        (lambda n, d: n * n * d, "That is one of the two products: the scores, or the mix of the values."),
        (lambda n, d: n * n, "That counts the pairs: each costs more than one multiplication."),
        (lambda n, d: 2 * n * n, "Each of the two numbers for a pair stands for d multiplications."),
        (lambda n, d: 2 * n * d, "That is one word that asks: here every word does."),
        (lambda n, d: 2 * n * d * d, "That is the recurrent cell: no word looks at another there."),
        (lambda n, d: n * (n + 1) * d, "That spares the future: this one computes all pairs, and masks afterwards."),
        (lambda n, d: 2 * n * n * d * d, "One d too many: a score of two rows is d multiplications."),
    ],
    praise="Twice the words, four times the work.",
)

# ---- which one? ----------------------------------------------------------------------------------------------------

RIGHT = ("convolution", "dense", "attention", "recurrent", "neighbour")


def but(place, answer):
    return (*RIGHT[:place], answer, *RIGHT[place + 1 :])


choose_network = exercise(
    "choose_network",
    expected=RIGHT,
    mistakes=[
        (but(0, "attention"), "A: possible, but with few pictures let near pixels share their kernels."),
        (but(0, "dense"), "A: a scratch looks the same in every corner. Which layer knows that beforehand?"),
        (but(1, "convolution"), "B: a convolution needs neighbours, and columns of a table have none."),
        (but(1, "recurrent"), "B: ten columns are no sequence: their order means nothing."),
        (but(2, "recurrent"), "C: what counts may stand hundreds of words back, and there is a large machine."),
        (but(2, "convolution"), "C: what counts may stand anywhere: who looks at everything?"),
        (but(3, "attention"), "D: attention keeps all that came before: in 2 kilobytes?"),
        (but(3, "convolution"), "D: a convolution must keep its window: who keeps one state of a fixed size?"),
        (but(4, "dense"), "E: 50 examples are little to learn weights from, and flowers with like measures are alike."),
        (but(4, "attention"), "E: in four numbers there is nothing to look back at, and 50 examples teach no weights."),
    ],
    praise="Look at the data first, then at the fashion.",
)
