"""A corpus numbers its words and slides windows over them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import datasets
from helpers.datasets import Corpus, Vocabulary, corpus

TWO = [["Abby", "likes", "apples"], ["likes", "apples"]]
TAGS = [["PROPN", "VERB", "NOUN"], ["NOUN", "NOUN"]]
SENTENCES = st.lists(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=6), min_size=1, max_size=5)


# ---- the vocabulary


def test_the_frequent_words_come_first_after_unknown_and_padding():
    vocabulary = Vocabulary(TWO)
    assert vocabulary.words == ["<unk>", "<pad>", "apples", "likes", "Abby"] and len(vocabulary) == 5
    assert vocabulary.counts.tolist() == [0, 0, 2, 2, 1]
    assert Vocabulary([["<pad>", "<unk>", "likes", "<pad>"]]).counts.tolist() == [1, 2, 1]


def test_words_seen_too_seldom_are_unknown_and_counted_as_such():
    vocabulary = Vocabulary(TWO, least=2)
    assert vocabulary.words == ["<unk>", "<pad>", "apples", "likes"] and vocabulary.counts.tolist() == [1, 0, 2, 2]
    assert vocabulary["Abby"] == 0 and "Abby" not in vocabulary and "likes" in vocabulary


def test_a_word_is_found_in_lower_case_and_with_a_capital_too():
    vocabulary = Vocabulary(TWO)
    assert vocabulary["abby"] == vocabulary["ABBY"] == vocabulary["Abby"] != 0
    assert vocabulary["Apples"] == vocabulary["apples"] and vocabulary["zebra"] == 0
    assert vocabulary.ids("Likes zebra apples").tolist() == [3, 0, 2] and vocabulary.ids([]).dtype == np.int64


def test_an_accent_typed_as_a_sign_of_its_own_is_the_same_letter():
    vocabulary = Vocabulary([["élan", "e\u0301tude"]])
    assert vocabulary["e\u0301lan"] == vocabulary["E\u0301lan"] == vocabulary["élan"] != 0
    assert vocabulary["e\u0301tude"] not in (0, vocabulary["élan"])


def test_a_vocabulary_is_asked_for_words():
    with pytest.raises(TypeError, match=r"asked for a word, got 3; words\[number\] goes the other way"):
        Vocabulary(TWO)[3]


# ---- windows


def test_a_window_has_its_word_in_the_middle_and_padding_where_the_sentence_has_ended():
    made = Corpus(TWO, TAGS)
    apples, likes, abby = (made.vocabulary[word] for word in ("apples", "likes", "Abby"))
    assert made.windows(3).tolist() == [
        [1, abby, likes],
        [abby, likes, apples],
        [likes, apples, 1],
        [1, likes, apples],
        [likes, apples, 1],
    ]
    assert made.contexts(3).tolist() == [[1, likes], [abby, apples], [likes, 1], [1, apples], [likes, 1]]
    assert made.histories(2).tolist() == [[1, 1], [1, abby], [abby, likes], [1, 1], [1, likes]]
    assert [made.tag_names[tag] for tag in made.tag_ids] == sum(TAGS, [])


@given(SENTENCES, st.sampled_from([1, 3, 5, 9]))
def test_windows_are_those_that_a_loop_cuts_out(sentences, width):
    made, side = Corpus(sentences, least=2), width // 2
    expected = []
    for sentence in sentences:
        padded = ["<pad>"] * side + sentence + ["<pad>"] * side
        expected += [made.vocabulary.ids(padded[i : i + width]).tolist() for i in range(len(sentence))]
    assert made.windows(width).tolist() == expected and made.windows(width).shape == (len(made.word_ids), width)
    np.testing.assert_array_equal(made.windows(width)[:, side], made.word_ids)
    np.testing.assert_array_equal(made.histories(2), made.windows(5)[:, :2])


@pytest.mark.parametrize("width", [0, 2, -1, 3.0, True, "3"])
def test_a_window_needs_a_middle(width):
    with pytest.raises(ValueError, match="a window has a middle: width must be 1, 3, 5"):
        Corpus(TWO).windows(width)


@pytest.mark.parametrize("count", [0, 1.5, True])
def test_a_history_looks_back_at_least_one_word(count):
    with pytest.raises(ValueError, match="how many words to look back"):
        Corpus(TWO).histories(count)


# ---- parts of a corpus


@given(st.integers(1, 19), st.integers(0, 5))
def test_a_split_deals_out_every_sentence_once_and_keeps_the_numbers_of_words_and_tags(count, seed):
    whole = Corpus([[f"w{i}", "likes"] for i in range(20)], [[f"T{i}", "V"] for i in range(20)])
    first, second = whole.split(count, seed)
    assert (len(first), len(second)) == (count, 20 - count)
    assert sorted(first.sentences + second.sentences) == sorted(whole.sentences)
    assert first.vocabulary is second.vocabulary is whole.vocabulary and second.tag_names == whole.tag_names
    assert all(tags[0][1:] == words[0][1:] for words, tags in zip(first.sentences, first.tags, strict=True))
    assert whole.split(count, seed)[0].sentences == first.sentences


@pytest.mark.parametrize("count", [0, 2, 0.5, True])
def test_a_split_leaves_something_on_both_sides(count):
    with pytest.raises(ValueError, match="number of sentences from 1 to 1"):
        Corpus(TWO).split(count)


def test_another_text_is_read_with_the_same_numbers():
    known = Corpus(TWO, TAGS)
    typed = known.reading(["abby likes zebras", ["apples"]])
    assert typed.word_ids.tolist() == [known.vocabulary[word] for word in ("Abby", "likes", "<unk>", "apples")]
    assert typed.tags is None and typed.tag_names == known.tag_names
    assert known.reading([]).windows(3).shape == (0, 3) and known.reading([""]).histories(2).shape == (0, 2)


def test_one_text_is_not_taken_for_a_list_of_letters():
    with pytest.raises(TypeError, match="expects a list of sentences, got one text"):
        Corpus(TWO).reading("Abby likes apples")


def test_ambiguous_words_are_those_seen_with_two_tags_often_enough():
    made = Corpus([["likes"]] * 20 + [["apples"]], [["VERB"]] * 18 + [["NOUN"]] * 3)
    assert made.ambiguous_words() == {"likes": {"VERB": 18, "NOUN": 2}}
    assert made.ambiguous_words(share=0.2) == {}


def test_a_corpus_says_what_it_is():
    assert repr(Corpus(TWO, TAGS)) == "Corpus(2 sentences, 5 words, vocabulary of 5, 3 tags)"
    assert repr(Corpus(TWO)) == "Corpus(2 sentences, 5 words, vocabulary of 5)"


@pytest.mark.parametrize(
    "act, words",
    [
        (lambda: Corpus(TWO, TAGS[:1]), "2 sentences needs as many rows of tags, got 1"),
        (lambda: Corpus(TWO, [TAGS[0], ["NOUN"]]), "sentence 1 has 2 words and 1 tags"),
        (lambda: Corpus(TWO).tag_ids, "has no tags"),
        (lambda: Corpus(TWO).ambiguous_words(), "has no tags"),
        (lambda: Corpus(TWO, TAGS).reading([["likes"]], [["ADV"]]).tag_ids, "tag ADV .* there are NOUN, PROPN, VERB"),
    ],
)
def test_tags_that_do_not_fit_are_named(act, words):
    with pytest.raises(ValueError, match=words):
        act()


# ---- the sentences made for the course


def test_the_seed_alone_decides_the_sentences():
    once, again, other = (datasets.fruit_sentences(50, seed=seed) for seed in (4, 4, 5))
    assert once.sentences == again.sentences != other.sentences
    assert datasets.fruit_sentences().vocabulary.words == datasets.fruit_sentences(4000, 0, 10).vocabulary.words
    assert datasets.fruit_sentences(80, seed=4).sentences[:50] == once.sentences


def test_the_words_of_a_class_are_known_have_one_tag_and_belong_to_no_other_class():
    made, classes = datasets.fruit_sentences(), datasets.word_classes()
    words = [word for one in classes.values() for word in one]
    assert len(classes) == 11 and min(map(len, classes.values())) >= 5 and len(set(words)) == len(words)
    assert min(made.vocabulary.counts[made.vocabulary.ids(words)]) >= 20
    tag_of = {
        word: tag
        for sentence, row in zip(made.sentences, made.tags, strict=True)
        for word, tag in zip(sentence, row, strict=True)
    }
    assert not set(words) & set(made.ambiguous_words(share=0))
    assert all(len({tag_of[word] for word in one}) == 1 for one in classes.values())


def test_classes_share_their_neighbours_so_that_no_single_word_gives_them_away():
    made, classes = datasets.fruit_sentences(), datasets.word_classes()
    shared = {name: [] for name in classes}
    for column in (0, 1):  # the word before, the word after
        beside = {}
        for name, words in classes.items():
            there = made.contexts(3)[np.isin(made.word_ids, made.vocabulary.ids(words)), column]
            beside[name] = np.bincount(there, minlength=len(made.vocabulary)) / len(there)
        for name, one in beside.items():
            shared[name].append(max(np.minimum(one, other).sum() for rival, other in beside.items() if rival != name))
    assert all(min(sides) > 0.1 and max(sides) > 0.3 for sides in shared.values()), shared


def test_several_words_need_their_neighbours_to_be_tagged():
    ambiguous = datasets.fruit_sentences().ambiguous_words()
    assert set(ambiguous) == set("can cooks drinks left light likes orange plants saw to water".split())
    right, seen = (sum(of(tags.values()) for tags in ambiguous.values()) for of in (max, sum))
    assert right / seen < 0.7  # by the commonest tag of each


def test_a_few_words_are_unknown_as_in_real_texts():
    made = datasets.fruit_sentences()
    assert 0.002 < np.mean(made.word_ids == 0) < 0.01


@pytest.mark.parametrize("count", [0, 2.5, True])
def test_sentences_are_counted_from_1(count):
    with pytest.raises(ValueError, match=f"how many sentences to make, from 1 up, got {count!r}"):
        datasets.fruit_sentences(count)


def test_everything_of_a_corpus_is_exported():
    assert {corpus.Corpus, corpus.Vocabulary} == {datasets.Corpus, datasets.Vocabulary}
