"""What notebook 09 says of windows and of two judges holds for other corpora and other seeds."""

import functools

import numpy as np
import pytest

from helpers.datasets import fruit_sentences, pretend_translations
from helpers.language import perplexity, sentence_log_probabilities
from helpers.layers import Dense, Embedding, Flatten
from helpers.training import Adam, Sequential, set_random_seed

each_seed = pytest.mark.parametrize("seed", [11, 12, 13])


@functools.cache
def world(seed):
    """(all, held back, the rest)"""
    corpus = fruit_sentences(3000, seed=seed)
    return corpus, *corpus.split(600)


def network(corpus, size, outputs, seed):
    """The network of the notebook"""
    set_random_seed(seed)
    model = Sequential([Embedding(len(corpus.vocabulary), 16, input_shape=(size,)), Flatten()])
    model.add(Dense(32, activation="tanh"))
    model.add(Dense(outputs, activation="softmax"))
    model.compile(Adam(0.01), "sparse_categorical_crossentropy")
    return model


@functools.cache
def talker(seed):
    corpus, _, text = world(seed)
    model = network(corpus, 3, len(corpus.vocabulary), seed)
    model.fit(text.histories(3), text.word_ids, epochs=5, batch_size=64, verbose=0)
    return model


@each_seed
def test_the_word_that_tells_whether_the_orange_is_a_fruit_is_seen_by_a_window_of_5_only(seed):
    corpus, _, text = world(seed)
    sentences, told = corpus.reading(["the orange can fall", "the orange can fell"]), {}
    for size in (1, 3, 5):
        model = network(corpus, size, len(corpus.tag_names), seed)
        model.fit(text.windows(size), text.tag_ids, epochs=5, verbose=0)
        told[size] = [corpus.tag_names[k] for k in model.predict(sentences.windows(size)).argmax(axis=1)]
    orange, can = {size: tags[1::4] for size, tags in told.items()}, {size: tags[2::4] for size, tags in told.items()}
    assert (
        orange[5] == ["NOUN", "ADJ"]
        and orange[3] in (["NOUN"] * 2, ["ADJ"] * 2)
        and orange[1] in (["NOUN"] * 2, ["ADJ"] * 2)
    )
    assert can[5] == can[3] == ["AUX", "NOUN"] and can[1] == ["AUX"] * 2


@each_seed
def test_a_language_model_with_memory_is_much_less_unsure_than_counts(seed):
    corpus, unseen, text = world(seed)
    often = np.bincount(text.word_ids, minlength=len(corpus.vocabulary)) + 1
    counted = np.exp(-np.mean(np.log(often[unseen.word_ids] / often.sum())))
    assert counted < len(corpus.vocabulary) and perplexity(talker(seed), unseen) < counted / 5


@each_seed
def test_two_judges_together_choose_better_than_either_alone(seed):
    corpus, unseen, _ = world(seed)
    lists = [
        (one.system, sentence_log_probabilities(talker(seed), corpus.reading(one.sentences)), one.right)
        for one in pretend_translations(unseen)
    ]
    alone, both, other = (
        np.mean([np.argmax((1 - weight) * s + weight * t) == right for s, t, right in lists]) for weight in (0, 0.6, 1)
    )
    assert both > other + 0.03 > alone + 0.2
