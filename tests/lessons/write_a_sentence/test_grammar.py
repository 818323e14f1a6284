"""The grammar's own probabilities: by hand, beside its judge, and as a floor."""

import numpy as np
import pytest

from helpers.datasets import Corpus, fruit_sentences, is_grammatical
from helpers.datasets.sentences import ROWS
from helpers.lessons.write_a_sentence import grammar

WORLD = fruit_sentences(4000, seed=1)
KNOWN = Corpus([[*words, "."] for words in WORLD.sentences], least=10).vocabulary
ALL = len(ROWS["SENTENCE"])


@pytest.mark.parametrize(
    "sentence, p",
    [
        ("the light is on", 1 / ALL),
        ("the light fell", 0),
        ("the left hat is red", 1 / ALL / 6 * 0.98 / 8),
        ("the orange can fell", 1 / ALL / 2 / 3),
        ("the orange can fall", 1 / ALL / 2 / 3),
        ("the orange is <unk>", 1 / ALL * 0.02),
        ("the hat is in the <unk>", 0),
        ("the light is", 0),
        ("", 0),
    ],
)
def test_a_sentence_has_the_probability_of_all_its_ways_together(sentence, p):
    assert grammar.probability(sentence.split(), KNOWN) == pytest.approx(p)


def test_a_sentence_is_possible_exactly_where_the_judge_takes_it():
    rng = np.random.default_rng(0)
    for words in WORLD.sentences[:60]:
        shuffled = [words[place] for place in rng.permutation(len(words))]
        for one in (words, shuffled, words[:-1]):
            seen = [word if word in KNOWN else "<unk>" for word in one]
            assert (grammar.probability(seen, KNOWN) > 0) == is_grammatical(seen), seen


def test_what_is_drawn_often_is_as_probable_as_it_is_often():
    drawn = [" ".join(words) for words in fruit_sentences(4000, seed=9).sentences]
    share = np.mean([words == "the light is on" for words in drawn])
    assert grammar.probability("the light is on".split(), KNOWN) == pytest.approx(share, rel=0.35)


def test_the_perplexity_is_shared_out_over_the_words_and_the_full_stop():
    corpus = Corpus([["the", "light", "is", "on", "."]])
    assert grammar.perplexity(corpus) == pytest.approx(ALL ** (1 / 5))
    assert grammar.perplexity(Corpus([["on", "light", "."]])) == np.inf
