"""A window, a recurrent cell and attention, built as graphs from ops, and trained side by side on the far clue.

Several runs are trained at once: the weights of all seeds lie in a stack, (seeds, …), and each seed has sentences of
its own. Words go in as one-hot rows, so that a table of words is a matrix as any other.
"""

import numpy as np

from ... import datasets, graph
from ...layers.attention import attention, causal_mask
from ...training.optimizers import Adam

VOCABULARY, WIDTH, BATCH, RATE = len(datasets.FAR_CLUE_WORDS), 16, 32, 0.01
WINDOW, LONGEST = 5, 12  # words that the window sees; words that a sentence of the live figure may have
LENGTHS, STEPS, SEEDS = (5, 10, 20, 50), 300, 5


class Model:
    """Weights for several seeds, and `logits(words)`: words (seeds, batch, length) → node (seeds, batch, 1)"""

    stack = ()  # axes of what `read` gives between seeds and the last two, each of length 1 in the weights

    def __init__(self, length, seeds=SEEDS, width=WIDTH):
        self.length, self.seeds, self.width = length, seeds, width
        self.generators = [np.random.default_rng(seed) for seed in range(seeds)]
        self.weights = []
        self.build()
        self.out, self.bias = self.weight(*self.stack, width, 1), self.weight(*self.stack, 1, 1, scale=0)

    def weight(self, *shape, scale=None):
        scale = shape[-2] ** -0.5 if scale is None else scale
        drawn = [scale * generator.normal(size=shape) for generator in self.generators]
        self.weights.append(graph.Node(np.stack(drawn)))
        return self.weights[-1]

    def logits(self, words):
        return self.read(one_hot(words)) @ self.out + self.bias


def one_hot(words):
    return np.eye(VOCABULARY)[words]


class Window(Model):
    """A hidden layer on the last five words"""

    def build(self):
        self.places = min(WINDOW, self.length)
        self.U, self.b = (
            self.weight(self.places * VOCABULARY, self.width, scale=0.5),
            self.weight(1, self.width, scale=0),
        )

    def read(self, x):
        seen = x[..., -self.places :, :].reshape(*x.shape[:2], -1)
        return graph.tanh(graph.Data(seen) @ self.U + self.b)


class Recurrent(Model):
    """h = tanh(x U + h W + b), word by word"""

    def build(self):
        self.U, self.W = self.weight(VOCABULARY, self.width, scale=0.5), self.weight(self.width, self.width)
        self.b = self.weight(1, self.width, scale=0)

    def read(self, x):
        h = np.zeros((*x.shape[:2], self.width))
        for word in np.moveaxis(x, 2, 0):
            h = graph.tanh(graph.Data(word) @ self.U + h @ self.W + self.b)
        return h


class Attention(Model):
    """The last word asks all words; with a table of positions, or without"""

    positions = True

    def build(self):
        self.E = self.weight(1, VOCABULARY, self.width, scale=0.5)
        self.P = self.weight(1, self.length, self.width, scale=0.5) if self.positions else None
        self.WQ, self.WK, self.WV = (self.weight(1, self.width, self.width) for _ in range(3))

    def embedded(self, x, first=0):
        """The rows of the words from place `first` on, plus those of their places"""
        rows = graph.Data(x[..., first:, :]) @ self.E
        return rows + graph.Data(np.eye(self.length)[first : x.shape[-2]]) @ self.P if self.positions else rows

    def read(self, x):
        rows, last = self.embedded(x), self.embedded(x, x.shape[-2] - 1)
        mixed, self.shares = attention(last @ self.WQ, rows @ self.WK, rows @ self.WV)
        return graph.sum(mixed, axis=2)


class Bag(Attention):
    positions = False


class Everyone(Attention):
    """Every word asks, itself and the words before it: logits (seeds, batch, length, 1), an answer after each word"""

    stack = (1,)

    def read(self, x):
        rows = self.embedded(x)
        mask = causal_mask(x.shape[-2])
        mixed, self.shares = attention(rows @ self.WQ, rows @ self.WK, rows @ self.WV, mask)
        return mixed


class EveryoneInABag(Everyone):
    positions = False


def sentences(length, count, seeds=SEEDS, first=0):
    """words (seeds, count, length) and y (seeds, count, 1); another `first`, other sentences"""
    drawn = [datasets.far_clue(count, length, seed=(first, seed)) for seed in range(seeds)]
    words, y = zip(*drawn, strict=True)
    return np.stack(words), np.stack(y)[..., np.newaxis]


def train(kind, length, steps=STEPS, seeds=SEEDS):
    """A model of this kind after so many steps of Adam, each on 32 new sentences of this length"""
    model, optimizer = kind(length, seeds), Adam(RATE)
    words, y = sentences(length, steps * BATCH, seeds)
    for first in range(0, steps * BATCH, BATCH):
        logits = model.logits(words[:, first : first + BATCH])
        right = y[:, first : first + BATCH].reshape(seeds, BATCH, *[1] * (logits.value.ndim - 2))
        cost = graph.binary_cross_entropy(logits, np.broadcast_to(right, logits.value.shape)) * seeds
        cost.backward()
        optimizer.step(model.weights)
    return model


def shares_right(model, count=400):
    """For each seed, the share of new sentences that the model continues rightly: (seeds,)"""
    words, y = sentences(model.length, count, model.seeds, first=1)
    return np.mean((model.logits(words).value > 0) == y, axis=(1, 2))


def spread(shares):
    """Median of the runs, lowest and highest, as text"""
    return f"{np.median(shares):.2f} ({min(shares):.2f} to {max(shares):.2f})"


# ---- one neuron with itself as input, along time -------------------------------------------------------------------

PLAIN, LINEAR, GATED = "tanh", "no activation", "tanh behind a gate"
CELLS, GATE = (PLAIN, LINEAR, GATED), 0.02


def unroll(cell, w, n, h=0.5):
    """(h₀ … hₙ, ∂hₙ/∂h₀ … ∂hₙ/∂hₙ), (n + 1,) each, of a cell of one neuron that gets no more input"""
    hs, slopes = [h], []
    for _ in range(n):
        new = w * hs[-1] if cell == LINEAR else np.tanh(w * hs[-1])
        slope = w if cell == LINEAR else w * (1 - new**2)
        if cell == GATED:
            new, slope = (1 - GATE) * hs[-1] + GATE * new, 1 - GATE + GATE * slope
        hs.append(new)
        slopes.append(slope)
    return np.array(hs), np.cumprod([1.0, *slopes[::-1]])[::-1]


# ---- fifty penguins -------------------------------------------------------------------------------------------------


def penguin_splits(splits=20, train=50):
    """For each split: x, y of 50 penguins, x, y of the others; x (n, 4) as measured, y (n,) 0, 1, 2"""
    species, *columns = datasets.penguins(
        "species", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"
    )
    x, y = np.stack(columns, axis=1), np.unique(species, return_inverse=True)[1]
    for seed in range(splits):
        order = np.random.default_rng(seed).permutation(len(y))
        some, others = order[:train], order[train:]
        yield x[some], y[some], x[others], y[others]


# ---- the price of a sentence ----------------------------------------------------------------------------------------


def multiplications(kind, length):
    """How many numbers are multiplied in all matrix products for the answers to one sentence, read off the graph"""
    node = kind(length, seeds=1).logits(sentences(length, 1, seeds=1)[0])
    products = [made for made in graph.topological_order(node) if made.op and made.op.name == "MatMul"]
    return sum(made.value.size * made.inputs[0].value.shape[-1] for made in products)
