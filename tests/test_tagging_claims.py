"""What notebooks 09a and 09b say of windows, of tables and of two judges holds for other corpora and other seeds."""

import functools

import numpy as np
import pytest

from helpers.datasets import Corpus, fruit_sentences, pretend_translations, word_vectors
from helpers.language import perplexity, sentence_log_probabilities
from helpers.layers import Dense, Embedding, Flatten
from helpers.training import Adam, Sequential, set_random_seed

each_seed = pytest.mark.parametrize("seed", [11, 12, 13])


@functools.cache
def world(seed):
    """(all, held back, the rest)"""
    corpus = fruit_sentences(3000, seed=seed)
    return corpus, *corpus.split(600)


def ended(corpus, vocabulary):
    """The same sentences with a full stop"""
    return Corpus([[*words, "."] for words in corpus.sentences], vocabulary=vocabulary)


@functools.cache
def spoken(seed):
    """(held back, the rest), with full stops"""
    corpus, unseen, text = world(seed)
    vocabulary = Corpus([[*words, "."] for words in corpus.sentences], least=10).vocabulary
    return ended(unseen, vocabulary), ended(text, vocabulary)


def network(rows, size, outputs, seed, vectors=None):
    """The network of the notebooks"""
    set_random_seed(seed)
    width = 16 if vectors is None else vectors.shape[1]
    model = Sequential([Embedding(rows, width, weights=vectors, input_shape=(size,)), Flatten()])
    model.add(Dense(32, activation="tanh"))
    model.add(Dense(outputs, activation="softmax"))
    model.compile(Adam(0.01), "sparse_categorical_crossentropy")
    return model


@functools.cache
def talker(seed):
    _, text = spoken(seed)
    rows = len(text.vocabulary)
    model = network(rows, 3, rows, seed)
    model.fit(text.histories(3), text.word_ids, epochs=5, batch_size=64, verbose=0)
    return model


# ---- 09a -----------------------------------------------------------------------------------------


@each_seed
def test_the_word_that_tells_whether_the_orange_is_a_fruit_is_seen_by_a_window_of_5_only(seed):
    corpus, _, text = world(seed)
    sentences, told = corpus.reading(["the orange can fall", "the orange can fell"]), {}
    for size in (1, 3, 5):
        model = network(len(corpus.vocabulary), size, len(corpus.tag_names), seed)
        model.fit(text.windows(size), text.tag_ids, epochs=5, verbose=0)
        told[size] = [corpus.tag_names[k] for k in model.predict(sentences.windows(size)).argmax(axis=1)]
    orange, can = {size: tags[1::4] for size, tags in told.items()}, {size: tags[2::4] for size, tags in told.items()}
    assert (
        orange[5] == ["NOUN", "ADJ"]
        and orange[3] in (["NOUN"] * 2, ["ADJ"] * 2)
        and orange[1] in (["NOUN"] * 2, ["ADJ"] * 2)
    )
    assert can[5] == can[3] == ["AUX", "NOUN"] and can[1] == ["AUX"] * 2


def pretrained(text, seed):
    rows = len(text.vocabulary)
    model = network(rows, 4, rows, seed)
    model.fit(text.contexts(5), text.word_ids, epochs=4, batch_size=64, verbose=0)
    table = model.layers[0].get_weights()[0]
    return 0.3 * table / table.std()


def newspaper(corpus):
    """The real vectors of the words that have one"""
    glove = word_vectors()
    rows = [glove[word] if word in glove else np.zeros(50) for word in corpus.vocabulary.words]
    return 0.3 * np.array(rows) / glove.vectors.std()


def right_after_ten_sentences(seed, table_for):
    """The mean share of right tags over six draws of ten labelled sentences"""
    corpus, unseen, text = world(seed)
    shares = []
    for draw in range(6):
        few = text.pick(np.random.default_rng(draw).permutation(len(text))[:10])
        model = network(len(corpus.vocabulary), 3, len(corpus.tag_names), draw, table_for(draw))
        model.fit(few.windows(3), few.tag_ids, epochs=100, batch_size=128, verbose=0)
        shares.append(np.mean(model.predict(unseen.windows(3)).argmax(axis=1) == unseen.tag_ids))
    return np.mean(shares)


@each_seed
def test_with_ten_sentences_a_pretrained_table_wins_by_what_it_knows_and_not_by_its_spread(seed):
    corpus, _, text = world(seed)
    own, real = pretrained(text, seed), newspaper(corpus)
    right = {
        name: right_after_ten_sentences(seed, table_for)
        for name, table_for in {
            "fresh": lambda draw: None,
            "random": lambda draw: np.random.default_rng(draw).normal(0, 0.3, own.shape),
            "pretrained": lambda draw: own,
            "random, 50": lambda draw: np.random.default_rng(draw).normal(0, 0.3, real.shape),
            "real": lambda draw: real,
        }.items()
    }
    assert right["pretrained"] > right["fresh"] + 0.06 and right["fresh"] > right["random"] - 0.01
    assert right["pretrained"] > right["real"] + 0.02 and right["real"] > right["random, 50"] + 0.015, right


# ---- 09b -----------------------------------------------------------------------------------------


def counted(text, unseen, n, k):
    """The perplexity of the n-grams of one text on another, smoothed by those one shorter, k times each"""
    seen, before = {}, {}
    for row in np.column_stack([text.histories(3), text.word_ids]).tolist():
        for size in range(1, n + 1):
            key = tuple(row[4 - size :])
            seen[key], before[key[:-1]] = seen.get(key, 0) + 1, before.get(key[:-1], 0) + 1
    costs = []
    for row in np.column_stack([unseen.histories(3), unseen.word_ids]).tolist():
        p = 1 / len(text.vocabulary)
        for size in range(1, n + 1):
            key = tuple(row[4 - size :])
            p = (seen.get(key, 0) + k * p) / (before.get(key[:-1], 0) + k)
        costs.append(-np.log(p))
    return np.exp(np.mean(costs))


@each_seed
def test_a_network_of_three_words_is_less_unsure_than_counts_of_any_length(seed):
    unseen, text = spoken(seed)
    counts = {(n, k): counted(text, unseen, n, k) for n in (1, 2, 3, 4) for k in (1, 10)}
    assert counts[4, 1] > counts[3, 1] < counts[2, 1] < counts[1, 1] / 4, counts
    assert perplexity(talker(seed), unseen) < 0.9 * min(counts.values())


@each_seed
def test_two_judges_together_choose_better_than_either_alone(seed):
    lists = [
        (one.system, sentence_log_probabilities(talker(seed), ended(one, talked.vocabulary)), one.right)
        for talked in [spoken(seed)[0]]
        for one in pretend_translations(world(seed)[1])
    ]
    alone, both, other = (
        np.mean([np.argmax((1 - weight) * s + weight * t) == right for s, t, right in lists]) for weight in (0, 0.6, 1)
    )
    assert both > other + 0.03 > alone + 0.2
