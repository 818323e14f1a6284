"""The judge of grammar takes every sentence that the generator makes, and no other."""

import hashlib
import re

import numpy as np
import pytest

from helpers.datasets import UNKNOWN, fruit_sentences, is_grammatical
from helpers.datasets.sentences import CLASSES, GRAMMAR, SELDOM

MADE = [sentence for seed in range(20) for sentence in fruit_sentences(100, seed).sentences]
WORDS = sorted({word for sentence in MADE for word in sentence})


def test_the_generator_makes_the_sentences_and_tags_that_it_always_made():
    corpus = fruit_sentences(1000, seed=3)
    written = "\n".join(" ".join(row) for row in corpus.sentences + corpus.tags)
    assert (
        hashlib.sha256(written.encode()).hexdigest()
        == "9f701ff4d986f968bb4c1a38b040a73f1a5c62068741604b08e46b65294a1e35"
    )


def test_every_sentence_of_twenty_seeds_is_taken_as_words_and_as_text():
    assert [sentence for sentence in MADE if not is_grammatical(sentence)] == []
    assert all(is_grammatical(" ".join(sentence)) for sentence in MADE[:100]) and is_grammatical(tuple(MADE[0]))


def test_a_sentence_is_taken_as_a_corpus_shows_it_too_with_its_seldom_words_unknown():
    corpus = fruit_sentences(4000, seed=1)
    shown = [[word if word in corpus.vocabulary else UNKNOWN for word in sentence] for sentence in corpus.sentences]
    veiled = [sentence for sentence in shown if UNKNOWN in sentence]
    assert len(veiled) > 50 and all(map(is_grammatical, veiled))


@pytest.mark.parametrize(
    "sentence",
    [
        "Abby likes to eat apples and bananas",
        "does the small hippo drink cocoa",
        "Bert and Cora can water the plants",
        "the orange can fall",
        "the light can rolled",
        "the dog and the dog are in the shop",
        "Paula saw the tiny jackal",
        "<unk> likes figs",
        "the <unk> <unk> has a red saw",
        "Dan goes to the market to buy a can of milk",
    ],
)
def test_sentences_of_this_world(sentence):
    assert is_grammatical(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "   ",
        "Abby",
        "Abby likes to eat apples and bananas .",
        "Abby likes to eat apples and bananas.",
        ". Abby likes figs",
        "Abby likes",
        "likes figs",
        "Abby likes figs figs",
        "Abby likes to eat apples and",
        "Abby likes figs and bananas and plums",
        "Abby like figs",
        "abby likes figs",
        "the orange can can",
        "the dog and Bert are in the shop",
        "the apples is red",
        "Abby likes mice",
        "Abby <unk> figs",
        "Abby likes figs <unk>",
        "<pad> Abby likes figs",
        "does Abby drinks milk",
        "WHO likes figs",
        "Abby likes/VERB figs",
        "PEOPLE likes figs",
    ],
)
def test_sentences_of_another_world(sentence):
    assert not is_grammatical(sentence) and not is_grammatical(sentence.split())


def as_pattern(symbol):
    """The grammar once more, as a regular expression over words that end with a space"""
    if symbol in GRAMMAR:
        rows = [re.sub(r"^\d+ ", "", row.strip()).split() for row in GRAMMAR[symbol].split("|")]
        return f"(?:{'|'.join(''.join(map(as_pattern, row)) for row in rows)})"
    if "/" in symbol:
        return re.escape(symbol.partition("/")[0]) + " "
    name = symbol.lower().replace("_", " ")
    words = CLASSES[name][1].split() + (f"{SELDOM[name]} {UNKNOWN}".split() if name in SELDOM else [])
    return f"(?:{'|'.join(map(re.escape, words))}) "


def spoilt(sentence, random):
    """The sentence shuffled, cut in front, cut behind, one word gone, one twice, one replaced by any word"""
    place, rest = random.integers(len(sentence)), list(sentence)
    yield list(random.permutation(rest))
    yield rest[place + 1 :]
    yield rest[:place]
    yield rest[:place] + rest[place + 1 :]
    yield rest[: place + 1] + rest[place:]
    yield rest[:place] + [WORDS[random.integers(len(WORDS))]] + rest[place + 1 :]


def test_what_is_shuffled_cut_or_replaced_is_judged_as_a_regular_expression_of_the_grammar_judges_it():
    pattern, random = re.compile(as_pattern("SENTENCE")), np.random.default_rng(0)
    verdicts = []
    for sentence in MADE:
        for other in spoilt(sentence, random):
            verdicts.append(is_grammatical(other))
            assert verdicts[-1] == bool(pattern.fullmatch("".join(word + " " for word in other))), other
    assert len(verdicts) == 12_000 and sum(verdicts) > 200  # another animal, or a seldom word less, is a sentence, too


@pytest.mark.parametrize("sentence", [["Abby", 3], [None], [["Abby", "likes", "figs"]]])
def test_what_is_no_word_is_named(sentence):
    with pytest.raises(TypeError, match=r"^is_grammatical expects words, or one text, got (3|None|\['Abby'.*) among"):
        is_grammatical(sentence)
