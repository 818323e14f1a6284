"""The pretend translation system: which candidates it makes, and how its scores are off."""

import numpy as np
import pytest

from helpers.datasets import Corpus, fruit_sentences, pretend_translations
from helpers.datasets.translations import CHANGED

CORPUS = fruit_sentences(300, seed=5)
LISTS = pretend_translations(CORPUS)


def test_the_right_sentence_is_on_every_list_once_at_any_place():
    for sentence, one in zip(CORPUS.sentences, LISTS, strict=True):
        assert one.sentences[one.right] == sentence and one.sentences.count(sentence) == 1
    assert min(np.bincount([one.right for one in LISTS], minlength=5)) > 30


def test_the_others_differ_from_it_in_one_or_two_words_and_from_each_other():
    for one in LISTS:
        wrong = [sum(a != b for a, b in zip(other, one.sentences[one.right], strict=True)) for other in one.sentences]
        assert len(one.sentences) == 5 == len({tuple(words) for words in one.sentences})
        assert sorted(wrong)[0] == 0 and set(wrong) == {0, *wrong} <= {0, 1, 2} and wrong.count(0) == 1


def test_scores_are_log_probabilities_that_like_the_right_one_better_but_not_always():
    assert all(np.exp(one.system).sum() == pytest.approx(1) for one in LISTS)
    right = np.mean([one.system.argmax() == one.right for one in LISTS])
    assert 0.3 < right < 0.7, "better than chance, 0.2, and far from perfect"
    gaps = [one.system[one.right] - np.delete(one.system, one.right).mean() for one in LISTS]
    assert CHANGED < np.mean(gaps) < 2 * CHANGED


def test_about_half_of_the_replacements_wear_the_same_tag():
    tag_of = {
        word: tag
        for words, tags in zip(CORPUS.sentences, CORPUS.tags, strict=True)
        for word, tag in zip(words, tags, strict=True)
    }
    same = [
        tag_of[a] == tag_of[b]
        for one in LISTS
        for other in one.sentences
        for a, b in zip(other, one.sentences[one.right], strict=True)
        if a != b
    ]
    assert 0.35 < np.mean(same) < 0.65  # a word replaced by itself is no replacement


def test_the_same_seed_gives_the_same_lists_and_another_others():
    again, other = pretend_translations(CORPUS), pretend_translations(CORPUS, seed=1)
    assert [one.sentences for one in again] == [one.sentences for one in LISTS] != [one.sentences for one in other]
    assert all((a.system == b.system).all() for a, b in zip(again, LISTS, strict=True))


@pytest.mark.parametrize("sentences", [[["a"]], [["a", "a"], ["a"]], [["a", "b"]]])
def test_with_too_few_words_it_says_so_instead_of_searching_for_ever(sentences):
    with pytest.raises(ValueError, match="too few different words to make 5 candidates of 'a"):
        pretend_translations(Corpus(sentences, [["X"] * len(words) for words in sentences]))


def test_without_tags_any_word_takes_the_place_of_any():
    lists = pretend_translations(Corpus(CORPUS.sentences))
    assert len(lists) == len(CORPUS) and all(
        one.sentences[one.right] == s for one, s in zip(lists, CORPUS.sentences, strict=True)
    )
