"""Words that keep the same company become neighbours; windows tell tags; a text is as likely as its words."""

import numpy as np
import pytest

from helpers import datasets, graph, language, ops
from helpers.datasets import Corpus
from helpers.graph import Integers
from helpers.layers import Dense, Embedding, Flatten, set_random_seed
from helpers.training import Adam, Sequential, SparseCategoricalCrossentropy

CLASSES = datasets.word_classes()
SEEDS = range(5)


def classifier(corpus, classes, table=None):
    """A window of words → logits, one hidden layer"""
    words = Embedding(len(corpus.vocabulary), 16, weights=table)
    model = Sequential([words, Flatten(), Dense(32, "tanh"), Dense(classes)])
    model.compile(Adam(0.01), SparseCategoricalCrossentropy(from_logits=True))
    return model


def by_middle(corpus):
    """The table of a net that predicts the middle word of every window of 5"""
    size = len(corpus.vocabulary)
    model = Sequential([Embedding(size, 16), Flatten(), Dense(size)])
    model.compile(Adam(0.01), SparseCategoricalCrossentropy(from_logits=True))
    model.fit(corpus.contexts(5), corpus.word_ids, batch_size=128, epochs=5)
    return model.layers[0].get_weights()[0]


def by_ranking(corpus, steps=1000):
    size = len(corpus.vocabulary)
    model = Sequential([Embedding(size, 16), Flatten(), Dense(32, "tanh"), Dense(1)])
    optimizer, windows, generator = Adam(0.01), corpus.windows(5), np.random.default_rng(0)
    for _ in range(steps):
        real = windows[generator.integers(len(windows), size=128)]
        fake = real.copy()
        fake[:, 2] = generator.integers(language.FIRST_WORD, size, len(fake))
        graph.ranking_hinge(model(Integers(real)), model(Integers(fake))).backward()
        optimizer.step(model.trainable_weights)
    return model.layers[0].get_weights()[0]


# ---- what is promised, in numbers


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("train", [by_middle, by_ranking], ids=["predict the middle", "ranking"])
def test_nine_in_ten_words_find_their_class_beside_them(train, seed):
    corpus = datasets.fruit_sentences(seed=seed)
    set_random_seed(seed)
    table = train(corpus)
    found = language.neighbourhoods(table, corpus.vocabulary, CLASSES)
    assert found.share >= 0.9 and found.chance < 0.1
    assert share_among_all_words(table, corpus.vocabulary) >= 0.9


def share_among_all_words(table, vocabulary):
    """Stricter: function words and ambiguous words may be the nearest neighbour, too"""
    class_of = {word: name for name, words in CLASSES.items() for word in words}
    nearest = {word: vocabulary.words[language.nearest(table, vocabulary[word], 1)[0][0]] for word in class_of}
    return np.mean([class_of.get(nearest[word]) == name for word, name in class_of.items()])


def test_without_training_neighbours_are_chance():
    corpus = datasets.fruit_sentences(1000)
    shares = []
    for seed in range(20):
        set_random_seed(seed)
        table = Embedding(len(corpus.vocabulary), 16).get_weights()[0]
        shares.append(language.neighbourhoods(table, corpus.vocabulary, CLASSES))
    assert np.mean([one.share for one in shares]) == pytest.approx(shares[0].chance, abs=0.03)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_window_of_3_tags_ambiguous_words_ten_points_better_than_one_of_1(seed):
    corpus = datasets.fruit_sentences(2000, seed=seed)
    train, test = corpus.split(1000)
    ambiguous = np.isin(test.word_ids, corpus.vocabulary.ids(list(corpus.ambiguous_words())))
    share = {}
    for width in (1, 3, 5):
        set_random_seed(seed)
        model = classifier(corpus, len(corpus.tag_names))
        model.fit(train.windows(width), train.tag_ids, epochs=5)
        share[width] = np.mean((model.predict(test.windows(width)).argmax(1) == test.tag_ids)[ambiguous])
    assert share[1] < 0.7 and share[3] >= share[1] + 0.1 and share[5] > share[3] > 0.95


def test_pretraining_wins_when_labels_are_few_and_no_longer_when_they_are_many():
    gains = {}
    for seed in SEEDS:
        corpus = datasets.fruit_sentences(seed=seed)
        set_random_seed(seed)
        table = by_ranking(corpus)
        labelled, test = corpus.split(300)
        for count in (10, 299):
            few, _ = labelled.split(count)
            right = []
            for start in (table, None):
                model = classifier(corpus, len(corpus.tag_names), start)
                model.fit(few.windows(3), few.tag_ids, epochs=40 if count == 10 else 5)
                right.append(np.mean(model.predict(test.windows(3)).argmax(1) == test.tag_ids))
            gains.setdefault(count, []).append(right[0] - right[1])
    assert min(gains[10]) > 0 and np.mean(gains[10]) > 0.05
    assert abs(np.mean(gains[299])) < 0.01


def test_a_trained_softmax_rediscovers_the_table_of_counts():
    corpus = datasets.fruit_sentences(1000)
    size, before, after = len(corpus.vocabulary), corpus.histories(1), corpus.word_ids
    model = Sequential([Embedding(size, size, "zeros"), Flatten()])
    model.compile(Adam(0.3), SparseCategoricalCrossentropy(from_logits=True))
    model.fit(before, after, batch_size=len(after), epochs=100)
    counts = np.zeros((size, size))
    np.add.at(counts, (before[:, 0], after), 1)
    seen = counts.sum(axis=1) > 0
    shares = counts[seen] / counts[seen].sum(axis=1, keepdims=True)
    assert np.abs(ops.softmax(model.layers[0].get_weights()[0])[seen] - shares).max() < 0.01


THREE = [
    "John does to eat coconuts and bananas",
    "Abby likes to eat apples and bananas",
    "Abby dislikes to drink apples and bananas",
]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_model_of_three_words_prefers_the_lectures_second_translation(seed):
    corpus = datasets.fruit_sentences(seed=seed)
    test, train = corpus.split(500)
    set_random_seed(seed)
    model = classifier(corpus, len(corpus.vocabulary))
    model.fit(train.histories(2), train.word_ids, batch_size=128, epochs=5)
    scores = language.sentence_log_probabilities(model, corpus.reading(THREE))
    assert scores[1] > max(scores[0], scores[2]) + 2
    assert 7 < language.perplexity(model, test) < 9.5
    assert language.perplexity(model, train) < language.perplexity(model, test)


# ---- neighbours

TABLE = np.array([[9.0, 9], [9, 9], [1, 0], [10, 1], [0, 2], [0, 0], [-1, 0]])


def test_the_nearest_rows_point_the_same_way_however_long_they_are():
    rows, cosines = language.nearest(TABLE, 2)
    assert rows.tolist() == [3, 4, 5, 6]  # not itself, not <unk>, not <pad>
    np.testing.assert_allclose(cosines, [10 / np.sqrt(101), 0, 0, -1], atol=1e-15)
    assert language.nearest(TABLE, 2, count=1)[0].tolist() == [3]
    assert language.nearest(TABLE, 2, among=[6, 4, 2])[0].tolist() == [4, 6]


@pytest.mark.parametrize("row", [-1, 7, 2.0, "apples"])
def test_neighbours_are_asked_for_by_a_row_that_is_there(row):
    with pytest.raises(ValueError, match=f"nearest expects the number of a row, 0 to 6, got {row!r}"):
        language.nearest(TABLE, row)


def test_a_stray_is_named_with_its_neighbour_and_words_unknown_count_nowhere():
    corpus = Corpus([["apple", "pear", "cat", "dog", "fig"]])
    table = np.zeros((7, 2))
    table[corpus.vocabulary.ids("apple pear cat dog fig")] = [[1, 0], [1, 0.1], [0, 1], [0.1, 1], [0.3, 1]]
    classes = {"fruit": ["apple", "pear", "fig", "kiwi"], "animals": ["cat", "dog"]}
    found = language.neighbourhoods(table, corpus.vocabulary, classes)
    assert found.strays == [("fig", "dog")] and found.share == 0.8
    assert found.chance == pytest.approx((3 * 2 + 2 * 1) / (5 * 4))
    assert language.neighbourhoods(table, corpus.vocabulary, {"fruit": ["apple", "pear"]}) == (1, 1, [])


def test_neighbourhoods_need_two_known_words():
    corpus = Corpus([["apple"]])
    with pytest.raises(ValueError, match="at least two known words"):
        language.neighbourhoods(TABLE, corpus.vocabulary, {"fruit": ["apple", "kiwi"]})


# ---- how likely a text is


@pytest.mark.parametrize("last", [None, "softmax"])
def test_log_probabilities_are_those_of_predict_word_by_word(last):
    corpus = datasets.fruit_sentences(500)
    set_random_seed(1)
    model = Sequential([Embedding(len(corpus.vocabulary), 4), Flatten(), Dense(len(corpus.vocabulary), last)])
    x, y = corpus.histories(2), corpus.word_ids
    p = model.predict(x) if last else ops.softmax(model.predict(x))
    expected = np.log(p[np.arange(len(y)), y])
    np.testing.assert_allclose(language.log_probabilities(model, x, y), expected, rtol=1e-10)
    np.testing.assert_allclose(language.word_log_probabilities(model, corpus), expected, rtol=1e-10)
    sums = [
        expected[end - length : end].sum()
        for length, end in zip(corpus.lengths, np.cumsum(corpus.lengths), strict=True)
    ]
    np.testing.assert_allclose(language.sentence_log_probabilities(model, corpus), sums, rtol=1e-10)
    assert language.perplexity(model, corpus) == pytest.approx(np.exp(-expected.mean()))


def test_a_model_that_knows_nothing_chooses_among_the_whole_vocabulary():
    corpus = Corpus([["a", "b"], [], ["c"]])
    model = Sequential([Embedding(5, 2, "zeros", input_shape=(1,)), Flatten(), Dense(5)])
    assert language.perplexity(model, corpus) == pytest.approx(5)
    np.testing.assert_allclose(language.sentence_log_probabilities(model, corpus), -np.log(5) * np.array([2, 0, 1]))


def test_a_word_nearly_impossible_has_a_log_probability_that_is_no_infinity():
    model = Sequential([Embedding(3, 3, weights=[[0.0, -1e4, 1e4]] * 3, input_shape=(1,)), Flatten()])
    assert language.log_probabilities(model, np.array([[0]]), np.array([1])).tolist() == [-2e4]


def test_an_empty_text_has_no_perplexity():
    corpus = Corpus([["a"]]).reading([])
    model = Sequential([Embedding(3, 3, input_shape=(1,)), Flatten()])
    with pytest.raises(ValueError, match="at least one word"):
        language.perplexity(model, corpus)
