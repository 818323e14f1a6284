"""Cells to predict: what the learner's copy keeps back, and what a slide shows at the next key press."""

import copy
import json

import predictions
import pytest
from plain_cells import code, text


def lay(*cells):
    """The cells of the learner's copy of a notebook that holds these."""
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"name": "python"}}}
    laid = json.loads(predictions.learners_copy(json.dumps(notebook | {"cells": list(cells)}).encode()))
    return [cell | {"source": "".join(cell["source"])} for cell in laid["cells"]]


# ---- the learner's copy -----------------------------------------------------------------------------------------


def test_a_predicted_cell_has_no_output_and_its_reading_is_folded_and_nothing_else_changes():
    cells = [text("Why? *Predict:* 1 + 1?"), code(predict=True), text("Two.\nYes.\n\nAnd so on."), code(), text("Two.")]
    question, predicted, reading, *others = lay(*cells)
    assert (question, others) == (cells[0], cells[3:])
    assert predicted == cells[1] | {"outputs": [], "execution_count": None}
    assert reading["source"] == "<details><summary>Compare</summary>\n\nTwo.\nYes.\n\n</details>\n\nAnd so on."


def test_a_reading_that_asks_the_next_question_keeps_it_in_sight():
    cells = lay(code(predict=True), text("Two.\n\n*Predict:* 2 + 2?"), code(predict=True), text("Four."))
    assert cells[1]["source"].endswith("</details>\n\n*Predict:* 2 + 2?")
    assert cells[3]["source"] == "<details><summary>Compare</summary>\n\nFour.\n\n</details>"


@pytest.mark.parametrize(
    "begin", ["# Two", "- two", "1. two", "| a |", "$$2$$", "<details>", "```", "> two", "![two](a)"]
)
def test_what_is_no_paragraph_is_not_folded(begin):
    assert predictions.split_reading(f"{begin}\n\nmore") == ("", f"{begin}\n\nmore")


@pytest.mark.parametrize("paragraph", ["Two.", "*Two* it is.", "2.5 is two\nand a half", "−2", "$x$ is two", "`f(2)`"])
@pytest.mark.parametrize("rest", ["", "\n", "\n\nMore.\n\nAnd more.", "\n \nMore."])
def test_the_first_paragraph_ends_at_the_first_blank_line(paragraph, rest):
    assert predictions.split_reading(paragraph + rest) == (paragraph, rest)


def test_a_predicted_cell_with_no_text_after_it_loses_its_output_only():
    assert [cell["source"] for cell in lay(code(predict=True), code("2"))] == ["1 + 1", "2"]
    assert lay(code(predict=True))[0]["outputs"] == []


def test_the_presenters_notes_are_not_in_the_copy():
    noted = text("## Why?", "slide")
    noted["metadata"]["presenter"] = {"minutes": 5, "ask": "Why?", "expect": "Because."}
    assert lay(noted, code()) == [text("## Why?", "slide"), code()]


def test_a_copy_of_a_notebook_without_predictions_has_the_same_cells():
    cells = [text("*Predict* nothing."), code(), text("Two.")]
    assert lay(*cells) == cells


@pytest.mark.parametrize(
    "original",
    [b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"nbformat": 3, "cells": []}', b'{"nbformat": 4, "cells": [7]}']
    + [b'{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "1"}]}'],
)
def test_a_damaged_notebook_is_laid_as_it_is(original):
    assert predictions.learners_copy(original) == original


def test_a_copy_says_of_its_language_what_the_kernel_will_say():
    from ipykernel.ipkernel import IPythonKernel

    said = {key: IPythonKernel.language_info[key] for key in predictions.LANGUAGE}
    assert predictions.LANGUAGE | {"pygments_lexer": said["pygments_lexer"]} == said
    assert predictions.LANGUAGE["pygments_lexer"].startswith("ipython")


# ---- slides -----------------------------------------------------------------------------------------------------


def mark(*cells):
    """What each cell is on the slides: its type, `with` for what comes with the cell before, or None."""
    cells = copy.deepcopy(list(cells))
    predictions.mark_slides(cells)
    again = copy.deepcopy(cells)
    predictions.mark_slides(again)
    assert again == cells, "marking twice is marking once"
    layers = [cell["metadata"].get(predictions.LAYER) for cell in cells]
    kinds = [cell["metadata"].get("slideshow", {}).get("slide_type") for cell in cells]
    assert not [1 for layer, kind in zip(layers, kinds, strict=True) if layer and kind]
    return ["with" if layer == {"layer": "slide"} else kind for layer, kind in zip(layers, kinds, strict=True)]


FIRST, LAST, ASKED = text("# Title", "slide"), text("## End", "slide"), code(predict=True)


def test_a_cell_without_a_type_waits_for_a_key():
    assert mark(FIRST, code(), text("Two."), text("Hint", "skip"), LAST) == [
        *("slide", "fragment", "fragment", "skip", "slide")
    ]


def test_a_predicted_cell_waits_for_a_key_and_its_reading_comes_with_it():
    assert mark(FIRST, ASKED, text("Two."), code(), LAST) == ["slide", "fragment", "with", "fragment", "slide"]


def test_a_predicted_cell_may_begin_a_slide_of_its_own():
    asked = code(predict=True, kind="subslide")
    assert mark(FIRST, asked, text("Two."), LAST) == ["slide", "subslide", "with", "slide"]


def test_a_reading_hands_its_break_to_the_next_cell_that_is_shown():
    reading, skipped = text("Two.", "subslide"), text("Hint", "skip")
    assert mark(FIRST, ASKED, reading, skipped, code(), text("More."), LAST) == [
        *("slide", "fragment", "with", "skip", "subslide", "fragment", "slide")
    ]
    assert mark(FIRST, ASKED, reading, ASKED, text("Four."), LAST)[2:5] == ["with", "subslide", "with"]
    assert mark(FIRST, ASKED, reading, LAST) == ["slide", "fragment", "with", "slide"]


def test_on_the_last_slide_where_nothing_can_come_with_another_the_reading_waits_for_its_own_key():
    assert mark(FIRST, ASKED, text("Two.")) == ["slide", "fragment", "fragment"]
    assert mark(FIRST, ASKED, text("Two.", "subslide")) == ["slide", "fragment", "subslide"]


def test_a_reading_that_is_one_no_more_waits_for_its_own_key():
    reading = text("Two.") | {"metadata": {predictions.LAYER: {"layer": "slide"}}}
    assert mark(FIRST, code(), reading, LAST) == ["slide", "fragment", "fragment", "slide"]


def test_a_notebook_that_is_not_marked_for_slides_stays_so():
    assert mark(text("# Title"), ASKED, text("Two.")) == [None, None, None]
