"""Words and networks: neighbours in a table of vectors, training by ranking, and how likely a text is.

Words are rows: row 0 is <unk>, row 1 <pad>, the others known words, as in datasets.Vocabulary.
"""

from itertools import count as count_up
from reprlib import repr as short
from typing import NamedTuple

import numpy as np

from . import graph, ops
from .graph import Integers
from .layers.initializers import GENERATOR
from .layers.layer import whole_number
from .training.data import slices
from .training.optimizers import as_optimizer
from .training.sequential import Step

FIRST_WORD = 2  # the rows before it are no words


def nearest(table, row, count=10, among=None):
    """(rows, cosines): the `count` rows most like this one, the nearest first, without the row itself

    Likeness is the cosine, Σ a · b / (|a| |b|): 1 for the same direction, −1 for the opposite one.
    among: the rows to choose from; all words, if none are given.
    """
    if isinstance(row, bool) or not isinstance(row, (int, np.integer)) or not 0 <= row < len(table):
        raise ValueError(f"nearest expects the number of a row, 0 to {len(table) - 1}, got {short(row)}")
    among = np.arange(FIRST_WORD, len(table)) if among is None else np.asarray(among)
    among = among[among != row]
    cosines = directions(table[among]) @ directions(table[row])
    order = np.argsort(-cosines, kind="stable")[:count]
    return among[order], cosines[order]


def directions(vectors):
    """Every row made 1 long; zeros stay zeros"""
    length = np.sqrt(np.sum(vectors * vectors, axis=-1, keepdims=True))
    return vectors / np.where(length > 0, length, 1.0)


class Neighbourhoods(NamedTuple):
    """share: of the words whose nearest neighbour is of their class; chance: the share to expect of random vectors

    strays: [(word, its nearest neighbour)] of all others.
    """

    share: float
    chance: float
    strays: list


def neighbourhoods(table, vocabulary, classes):
    """Is every word's nearest neighbour of its own class? → Neighbourhoods

    classes: {name: words}; neighbours are sought among all their known words.
    """
    named = [(name, word) for name, words in classes.items() for word in words if word in vocabulary]
    if len(named) < 2:
        raise ValueError("neighbourhoods needs at least two known words in its classes")
    rows = vocabulary.ids([word for _, word in named])
    vectors = directions(table[rows])
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -np.inf)
    pairs = [(one, named[other]) for one, other in zip(named, cosines.argmax(axis=1))]
    strays = [(one[1], other[1]) for one, other in pairs if one[0] != other[0]]
    sizes = np.array([sum(name == one for one, _ in named) for name in classes])
    chance = np.sum(sizes * (sizes - 1)) / (len(rows) * (len(rows) - 1))
    return Neighbourhoods(1 - len(strays) / len(rows), float(chance), strays)


def corrupted(windows, vocabulary_size):
    """The windows with a random word in the middle: (n, width) whole numbers, as given"""
    windows = windows.copy()
    windows[:, windows.shape[1] // 2] = GENERATOR.integers(FIRST_WORD, vocabulary_size, len(windows))
    return windows


def ranking_steps(model, windows, vocabulary_size, optimizer="adam", batch_size=128):
    """Train without end: the model's score of a window shall stand 1 above that of the same window, corrupted

    Each Step is taken when it is asked for, so `advance` and a loop can both drive it. model: one score for a window,
    such as Sequential([Embedding(…), Flatten(), Dense(32, activation="tanh"), Dense(1)]). Nothing in a step depends
    on how many words there are. Collobert and others 2011.
    """
    windows = np.asarray(windows)
    expect_windows(windows, vocabulary_size)
    if len(shape := model(Integers(windows[:1])).value.shape) != 2 or shape[1] != 1:
        raise ValueError(
            f"ranking needs one score for every window, such as Dense(1) at the end: this model gives "
            f"{(None, *shape[1:])}"
        )
    return endless(model, windows, vocabulary_size, as_optimizer(optimizer), whole_number("batch_size", batch_size))


def expect_windows(windows, vocabulary_size):
    if windows.ndim != 2 or not len(windows):
        raise ValueError(f"ranking needs at least one window, (n, width) whole numbers, got shape {windows.shape}")
    if vocabulary_size <= max(FIRST_WORD, windows.max()):
        asked = windows.max()
        reason = "there are no words to draw from" if asked < FIRST_WORD else f"a window asks for row {asked}"
        raise ValueError(f"with a vocabulary of {vocabulary_size} {reason}")


def endless(model, windows, vocabulary_size, optimizer, batch_size):
    for epoch in count_up():
        order = GENERATOR.permutation(len(windows))
        for batch, rows in enumerate(slices(len(windows), batch_size)):
            yield Step(epoch, batch, ranking_step(model, windows[order[rows]], vocabulary_size, optimizer))


def ranking_step(model, real, vocabulary_size, optimizer):
    loss = graph.ranking_hinge(model(Integers(real)), model(Integers(corrupted(real, vocabulary_size))))
    loss.backward()
    optimizer.step([weight for weight in model.trainable_weights if weight.gradient is not None])
    return float(loss.value)


def log_probabilities(model, x, y):
    """(n,) log p of the right class y[i] for every example x[i]; the model ends in logits or in a softmax"""
    parts = [np.zeros(0)]
    for rows in slices(len(x), 1024):
        last = model(Integers(x[rows]))
        logits = last.inputs[0].value if isinstance(last.op, ops.Softmax) else last.value
        parts.append(ops.log_softmax(logits)[np.arange(len(logits)), y[rows]])
    return np.concatenate(parts)


def word_log_probabilities(model, corpus):
    """(n,) log p(word | the words before it) of every word of the corpus; the model reads corpus.histories(…)"""
    return log_probabilities(model, corpus.histories(model.input_shape[0]), corpus.word_ids)


def sentence_log_probabilities(model, corpus):
    """(sentences,) log p of every sentence: the sum over its words"""
    numbers = np.repeat(np.arange(len(corpus)), corpus.lengths)
    return np.bincount(numbers, weights=word_log_probabilities(model, corpus), minlength=len(corpus))


def perplexity(model, corpus):
    """exp(−mean log p): among how many equally likely words the model seems to choose each time"""
    if not len(corpus.word_ids):
        raise ValueError("perplexity needs at least one word")
    return float(np.exp(-np.mean(word_log_probabilities(model, corpus))))
