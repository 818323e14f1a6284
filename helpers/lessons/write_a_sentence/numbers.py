"""What notebook 13 trains, lets write and measures: a small transformer with a switch for each part, and a trigram.

A text goes in as rows of word numbers, one sentence each, with padding behind it: x are the words before (padding
stands before the first, too), y the words that come. A writer is a function of the words so far, (sentences, words)
numbers, padding in front, that gives the probabilities (sentences, vocabulary) of the next ones.
"""

from collections import Counter

import numpy as np

from ... import graph
from ...gradcheck import gradient_error, numeric_gradient
from ...graph import Integers
from ...layers import INITIALIZERS, Dense, Embedding, Layer, LayerNormalization, MultiHeadAttention, set_random_seed
from ...ops import softmax
from ...training import Adam, Sequential

PADDING, END = 1, "."
STEPS, BATCH, RATE, LONGEST = 600, 32, 0.01, 20
PARTS = ("attention", "MLP", "residual", "norm", "positions")


def padded(corpus, longest):
    """(x, y), both (sentences, longest) whole numbers; what is longer is cut off"""
    y = np.full((len(corpus), longest), PADDING)
    for row, words in zip(y, corpus.sentences, strict=True):
        row[: len(words)] = corpus.vocabulary.ids(words[:longest])
    x = np.roll(y, 1, axis=1)
    x[:, 0] = PADDING
    return x, y


# ---- the model ------------------------------------------------------------------------------------------------------


def wide(shape):
    """A table between ±0.5 to start from: as large as what the layers add to it"""
    return 10 * INITIALIZERS["uniform"](shape)


class WordsAndPlaces(Layer):
    """The row of each word, plus that of its place: (batch, words) → (batch, words, width)"""

    def __init__(self, words, places, width, without=()):
        super().__init__()
        self.words = Embedding(words, width, wide)
        self.places = None if "positions" in without else Embedding(places, width, wide)

    def call(self, x):
        rows = self.words(x)
        return rows if self.places is None else rows + self.places(np.arange(x.shape[1]))


class Block(Layer):
    """Each word looks back, then thinks by itself; both add to what it was. without: parts to leave out (PARTS)

    shares: who looked at whom in the last call, (batch, heads, words that ask, words).
    """

    def __init__(self, width, heads, without=()):
        super().__init__()
        self.without = without
        self.norms = [] if "norm" in without else [LayerNormalization(), LayerNormalization()]
        self.heads = None if "attention" in without else MultiHeadAttention(heads, width // heads)
        self.mlp = [] if "MLP" in without else [Dense(2 * width, activation="relu"), Dense(width)]

    def call(self, x):
        x = self.around(self.look_back, x, 0) if self.heads else x
        return self.around(self.think, x, 1) if self.mlp else x

    def around(self, part, x, place):
        """The part, norm in front of it, residual around it"""
        found = part(self.norms[place](x) if self.norms else x)
        return found if "residual" in self.without else x + found

    def look_back(self, x):
        found, shares = self.heads(x, x, use_causal_mask=True, return_attention_scores=True)
        self.shares = shares.value
        return found

    def think(self, x):
        inside, outside = self.mlp
        return outside(inside(x))


def transformer(words, places, blocks=2, width=32, heads=2, without=(), seed=1):
    """A model of so many blocks, its weights drawn from the seed: (batch, words) → logits (batch, words, vocabulary)"""
    set_random_seed(seed)
    layers = [WordsAndPlaces(words, places, width, without)]
    layers += [Block(width, heads, without) for _ in range(blocks)]
    layers += [] if "norm" in without else [LayerNormalization()]
    model = Sequential([*layers, Dense(words)])
    model(np.array([[PADDING]]))  # makes the weights, while the seed is fresh
    return model


def train(model, x, y, steps=STEPS, rate=RATE, seed=0):
    """So many steps of Adam, each on the next BATCH sentences of a random order, the rate falling to 0 in a line"""
    optimizer, rng = Adam(rate), np.random.default_rng(seed)
    order = np.concatenate([rng.permutation(len(x)) for _ in range(BATCH * steps // len(x) + 1)])
    for step in range(steps):
        optimizer.learning_rate = rate * (1 - step / steps)
        rows = order[BATCH * step : BATCH * (step + 1)]
        width = np.sum(y[rows] != PADDING, axis=1).max()  # of the longest of these sentences
        cost(model, x[rows, :width], y[rows, :width]).backward()
        optimizer.step(model.weights)
    return model


def cost(model, x, y):
    """The mean of −ln p over all words, padding left out, as a node"""
    return graph.cross_entropy(model(Integers(x)), y, ignored=PADDING)


def perplexity(model, x, y):
    return float(np.exp(cost(model, x, y).value))


def gradient_errors(model, x, y, count=20, seed=0):
    """(count,) relative errors of the cost's gradient, beside central differences, for weights drawn at random"""
    cost(model, x, y).backward()
    entries = [(weight, place) for weight in model.weights for place in np.ndindex(weight.shape)]
    picked = [entries[number] for number in np.random.default_rng(seed).choice(len(entries), count, replace=False)]
    found = [np.asarray(weight.gradient)[place] for weight, place in picked]
    return gradient_error(found, [nudged(model, x, y, *one) for one in picked])


def nudged(model, x, y, weight, place):
    """The slope of the cost along one entry of a weight, measured"""
    before = weight.value

    def cost_at(entry):
        weight.value = before.copy()
        weight.value[place] = entry
        return cost(model, x, y).value

    slope = numeric_gradient(cost_at, before[place])
    weight.value = before
    return slope


# ---- writers --------------------------------------------------------------------------------------------------------


def writer(model):
    """The model as a writer"""
    return lambda past: softmax(model(Integers(past)).value[:, -1])


class Trigram:
    """The counts of 09b as a writer: (count + k · shorter) / (total + k), for two words of memory, one, and none"""

    def __init__(self, corpus, k=10):
        self.words, self.k, self.seen = len(corpus.vocabulary), k, {}
        for *past, word in np.column_stack([corpus.histories(2), corpus.word_ids]).tolist():
            for n in range(3):
                self.seen.setdefault(tuple(past[2 - n :]), Counter())[word] += 1

    def __call__(self, past):
        return np.stack([self.after((PADDING, *row)[-2:]) for row in past.tolist()])

    def after(self, past):
        """The probabilities (vocabulary,) of the word after these two"""
        p = np.full(self.words, 1 / self.words)
        for n in range(3):
            counts = self.seen.get(past[2 - n :], Counter())
            p *= self.k
            p[list(counts)] += list(counts.values())
            p /= counts.total() + self.k
        return p

    def perplexity(self, corpus):
        rows = np.column_stack([corpus.histories(2), corpus.word_ids]).tolist()
        return float(np.exp(-np.mean([np.log(self.after(tuple(past))[word]) for *past, word in rows])))


def write(writer, vocabulary, temperature=1.0, count=1, seed=0, longest=LONGEST):
    """So many sentences as lists of words, all drawn word by word, side by side; at most `longest` words each"""
    rng, past = np.random.default_rng(seed), np.full((count, 1), PADDING)
    for _ in range(longest):
        words = drawn(writer(past), temperature, rng.random(count))
        past = np.column_stack([past, words])
    return [until_the_end([vocabulary.words[word] for word in row]) for row in past[:, 1:].tolist()]


def drawn(p, temperature, u):
    """For each row of p (n, vocabulary) the number of the word in whose piece of the stick u (n,) lies

    temperature 0: the likeliest word.
    """
    if temperature == 0:
        return np.argmax(p, axis=1)
    p = (p / p.max(axis=1, keepdims=True)) ** (1 / temperature)
    ends = np.cumsum(p, axis=1)
    return np.argmax(ends > u[:, np.newaxis] * ends[:, -1:], axis=1)


def until_the_end(words):
    return words[: words.index(END) + 1] if END in words else words
