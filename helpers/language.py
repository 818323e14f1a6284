"""Words and networks: neighbours in a table of vectors, and how likely a text is.

Words are rows: row 0 is <unk>, row 1 <pad>, the others known words, as in datasets.Vocabulary; of
datasets.WordVectors every row is a word.
"""

from reprlib import repr as short
from typing import NamedTuple

import numpy as np

from . import ops
from .graph import Integers
from .training.data import slices

FIRST_WORD = 2  # the rows before it are no words


def nearest(table, row, count=10, among=None):
    """(rows, cosines): the `count` rows most like this one, the nearest first, without the row itself

    Likeness is the cosine, Σ a · b / (|a| |b|): 1 for the same direction, −1 for the opposite one.
    among: the rows to choose from; all words, if none are given.
    """
    if isinstance(row, bool) or not isinstance(row, (int, np.integer)) or not 0 <= row < len(table):
        raise ValueError(f"nearest expects the number of a row, 0 to {len(table) - 1}, got {short(row)}")
    among = np.arange(FIRST_WORD, len(table)) if among is None else np.asarray(among)
    return closest(table, table[row], count, among[among != row])


def closest(table, vector, count, among):
    """(rows, cosines): the `count` rows of `among` that point most like this vector, the nearest first"""
    cosines = directions(table[among]) @ directions(vector)
    order = np.argsort(-cosines, kind="stable")[:count]
    return among[order], cosines[order]


def nearest_words(vectors, query, count=10, without=()):
    """[(word, cosine)]: the `count` words most like the query, a word or a vector (size,), the nearest first

    vectors: datasets.WordVectors. Left out: the query, if it is a word, and the words (a list) of `without`.
    """
    if isinstance(without, str):
        raise TypeError(f"without expects a list of words, got one text: write [{short(without)}]")
    left_out = [vectors.row(word) for word in [*without, *([query] if isinstance(query, str) else [])]]
    vector = vectors[query] if isinstance(query, str) else np.asarray(query, dtype=float)
    if vector.shape != vectors.vectors.shape[1:]:
        raise ValueError(f"nearest_words expects a word or {vectors.vectors.shape[1]} numbers, got {short(query)}")
    among = np.delete(np.arange(len(vectors)), left_out)
    rows, cosines = closest(vectors.vectors, vector, count, among)
    return [(vectors.words[row], float(cosine)) for row, cosine in zip(rows, cosines, strict=True)]


def analogy(vectors, a, b, c, count=1):
    """[(word, cosine)]: a is to b as c is to …? The words most like b − a + c; a, b and c themselves are left out

    What they hide is seen by nearest_words(vectors, vectors[b] - vectors[a] + vectors[c]): the nearest is often c or b.
    """
    return nearest_words(vectors, vectors[b] - vectors[a] + vectors[c], count, without=[a, b, c])


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
    pairs = [(one, named[other]) for one, other in zip(named, cosines.argmax(axis=1), strict=True)]
    strays = [(one[1], other[1]) for one, other in pairs if one[0] != other[0]]
    sizes = np.array([sum(name == one for one, _ in named) for name in classes])
    chance = np.sum(sizes * (sizes - 1)) / (len(rows) * (len(rows) - 1))
    return Neighbourhoods(1 - len(strays) / len(rows), float(chance), strays)


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
