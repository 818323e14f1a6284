"""Unroll and Who looks at whom: what stands on the picture is the truth; and so is what stands on the page."""

import re

import numpy as np
import pytest
from course_notebooks import code_cells, printed, read
from driving import say

from helpers import datasets
from helpers.explorers import Unroll, WhoLooksAtWhom
from helpers.lessons.look_beyond import numbers


@pytest.fixture(scope="module")
def trained():
    return numbers.train(numbers.Everyone, numbers.LONGEST, steps=150, seeds=1)


@pytest.fixture
def who(trained):
    return WhoLooksAtWhom({"with positions": trained})


def test_the_gradient_told_is_the_product_of_the_slopes_and_a_gate_keeps_it_alive():
    figure = Unroll(length=50, weight=0.5)
    states = figure.known["h"]
    assert figure.known["first"] == pytest.approx(np.prod(0.5 * (1 - states[1:] ** 2)))
    say(figure, kind="change", changes={"cell": numbers.GATED})
    assert figure.known["first"] > 0.3 and figure.known["reached"].startswith("∂h50/∂h0 = 0.")


def test_without_activation_a_weight_above_one_explodes():
    assert Unroll(length=50, weight=2, cell=numbers.LINEAR).known["first"] == pytest.approx(2.0**50)


def test_a_weight_of_zero_has_no_slope_to_draw():
    known = Unroll(length=3, weight=0).known
    assert known["first"] == 0 and np.isnan(known["slopes"][:3]).all() and known["slopes"][3] == 1


@pytest.mark.parametrize("sentence, verb", [("dogs near cat with cat", "are"), ("cat near dogs with dogs", "is")])
def test_the_last_word_looks_at_the_first_and_the_verb_agrees_with_it(who, sentence, verb):
    say(who, kind="change", changes={"sentence": sentence, "asks": 5})
    assert who.known["shares"][0] > 0.9 and who.known["verb"] == verb
    assert who.known["title"] == f"{sentence} … {verb}"


def test_nobody_looks_ahead_and_all_shares_add_up_to_one(who):
    for asks in range(1, 8):
        say(who, kind="change", changes={"sentence": "cats near dogs with hippo behind cat", "asks": asks})
        assert sum(who.known["shares"]) == pytest.approx(1) and not who.known["shares"][asks:].any()


def test_unknown_words_are_left_out_and_told_and_a_choice_brings_its_sentence(who):
    say(who, kind="change", changes={"sentence": "Dogs near ZEBRA with cat"})
    assert who.known["words"] == "dogs near with cat".split() and "unknown: zebra" in who.known["title"]
    say(who, kind="change", changes={"example": "cat with dogs"})
    assert who.known["words"] == ["cat", "with", "dogs"] and who.state["asks"] == 3


def test_no_model_is_refused():
    with pytest.raises(ValueError, match="at least one trained model"):
        WhoLooksAtWhom({})


# ---- the page -------------------------------------------------------------------------------------------------------


def output(words):
    return printed(next(cell for cell in code_cells(read("12_look_beyond.ipynb")) if words in cell.source))


def medians(words):
    return [float(number) for number in re.findall(r"median (\d\.\d\d)", output(words))]


def test_on_the_page_the_window_is_at_chance_the_cell_forgets_and_attention_with_positions_does_not():
    assert re.findall(r"words: (\d\.\d)", output("numbers.Window")) == ["1.0", "0.5", "0.5", "0.5"]
    five, ten, _, fifty = medians("numbers.Recurrent, n")
    assert min(five, ten) >= 0.9 and abs(fifty - 0.5) < 0.05
    looks = medians("numbers.Attention)")
    assert min(looks[:4]) >= 0.95 and looks[4:] == sorted(looks[4:], reverse=True) and looks[4] < 0.8


def test_on_the_page_three_sentences_agree_with_their_first_word():
    lines = output("far_clue(3").splitlines()
    assert len(lines) == 3
    for first, *_, verb in map(str.split, lines):
        assert verb == ("are" if first.endswith("s") else "is") and first in datasets.FAR_CLUE_WORDS
