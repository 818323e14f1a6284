"""Every revised notebook keeps the rules that a machine can hold (rules.py), and each rule sees its own breach."""

import nbformat
import pytest
from course_notebooks import LESSONS, NAMES, START, read
from rules import (
    CREDIT,
    DIFFER,
    bold_terms,
    breaches,
    explained,
    glossary,
    lectures_on_the_first_page,
    minutes,
    named_lectures,
    too_many_predictions,
    unexplained_terms,
    wrong_field_blocks,
    wrong_minutes,
    wrong_number_of_exercises,
    wrong_presenter_notes,
)

# The lessons that may still break them. The list only ever gets shorter, and is empty after the second revision.
NOT_YET_REVISED = []
WAITING = [name for name in LESSONS if name.split("_")[0] in NOT_YET_REVISED]
NUMBERS = [name.split("_")[0] for name in NAMES]
new = nbformat.v4


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WAITING])
def test_a_revised_notebook_keeps_every_rule(name):
    assert breaches(name) == []


@pytest.mark.parametrize("name", WAITING)
def test_a_notebook_that_keeps_every_rule_leaves_the_list(name):
    assert breaches(name), f"take {name} from NOT_YET_REVISED"


def test_the_list_names_lessons_that_there_are():
    assert set(NOT_YET_REVISED) <= set(NUMBERS) - {"00"}


# ---- the glossary --------------------------------------------------------------------------------


def test_every_row_of_the_glossary_says_word_meaning_notebook_and_what_to_search_for():
    for row in glossary(read(START)):
        assert len(row) == 4 and all(row), row
        assert row[2] in NUMBERS, f"{row[0]}: there is no notebook {row[2]}"


def test_the_glossary_follows_the_course_and_has_no_word_twice():
    rows = glossary(read(START))
    assert [NUMBERS.index(row[2]) for row in rows] == sorted(NUMBERS.index(row[2]) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


# ---- each rule sees its breach -------------------------------------------------------------------

NAME = "01_fit_a_line.ipynb"
FOLD = f"<details><summary>{DIFFER}</summary>\n\nThe deck says 136 (E5).\n\n</details>"


def page(*texts, code=(), outputs=()):
    codes = [new.new_code_cell(source, outputs=list(outputs)) for source in code]
    return new.new_notebook(cells=[*codes, *(new.new_markdown_cell(text) for text in texts)])


@pytest.mark.parametrize(
    "text", ["The lecture says so.", "on the slide", "Decks differ.", "another slide", "wrong (E12)"]
)
def test_a_lecture_named_outside_the_last_fold_is_seen(text):
    assert len(list(named_lectures(NAME, page(text, FOLD)))) == 1
    assert len(list(named_lectures(NAME, page("Quiz", f"{text}\n\n{FOLD}")))) == 1
    assert len(list(named_lectures(NAME, page(FOLD, text)))) >= 1, "the fold stands at the end"
    assert len(list(named_lectures(NAME, page("Hello", code=[f"# {text}"])))) == 1
    told = [new.new_output("stream", text=text), new.new_output("display_data", data={"text/plain": text})]
    assert len(list(named_lectures(NAME, page("Hello", code=["1"], outputs=told)))) == 2


@pytest.mark.parametrize("text", ["Slide the kernel.", "windows slide", "The dot slides.", "deckchair", "1E5, E = mc²"])
def test_what_names_no_lecture_is_let_through(text):
    assert list(named_lectures(NAME, page(text, FOLD))) == []


def test_the_first_page_names_lectures_only_in_its_last_part_and_in_folds():
    assert list(lectures_on_the_first_page(START, page("Hello", FOLD, f"{CREDIT}\n\nThe five lectures"))) == []
    assert len(list(lectures_on_the_first_page(START, page("The five lectures", CREDIT)))) == 1


def test_the_minutes_are_words_cells_exercises_figures_and_the_quiz():
    assert minutes(page("word " * 1700)) == 10
    assert minutes(page("word " * 1700 + "<details>" + "word " * 3399 + "word</details>")) == 20
    assert minutes(page("a", code=["1"] * 10)) == 4
    assert minutes(page("### Exercise: a", "### Exercise: b", code=["checks.a(1)"])) == 8
    assert minutes(page("a", code=["checks.show_progress()"] * 5)) == 2
    assert minutes(page("a", code=["explorers.FitByHand(x, y)\n"] * 5)) == 17
    assert minutes(page("## Quiz\n\nWhy?")) == 3
    assert minutes(page("word " * 1700, f"{CREDIT}\n\nword", "word " * 1700)) == 10


def test_minutes_stated_otherwise_or_over_sixty_are_seen():
    said = list(wrong_minutes(NAME, page("about 70 minutes" + " word" * 170 * 77)))
    assert len(said) == 4 and "it asks for 77 minutes, more than 60" in said
    assert "the first cell must say 'about 77 minutes'" in said and any("README.md must say 77" in one for one in said)


def test_more_than_eight_predictions_are_seen():
    tagged = page("a", code=["1"] * 9)
    assert list(too_many_predictions(NAME, tagged)) == []
    for cell in tagged.cells[:9]:
        cell.metadata["tags"] = ["predict"]
    assert "9 cells are tagged" in list(too_many_predictions(NAME, tagged))[0]
    assert "9 questions" in list(too_many_predictions(NAME, page(*["*Predict:* what?"] * 9)))[0]


TERMS = {
    "a **gradient** and its **mean squared error**": ["gradient", "mean squared error"],
    "**Cross-entropy**, **L2**, **k nearest neighbours**": ["cross-entropy", "l2", "k nearest neighbours"],
    "**A whole sentence.** **You may believe:** **Why?** **n + 1** **136** **ŷ** **2y** **step 4**": [],
    "**a change of w is multiplied**": [],
    "- **You need** nothing\n\n> **boxed** words\n\n| **head** | b |\n\n# A **title**": [],
    "<details><summary>Hint 1</summary>\n\n**hidden**\n\n</details> and `a**b**c`": [],
    "## Quiz\n\n**one** or **two**": [],
    "## In the field\n\nSearch for **word2vec**": [],
}


@pytest.mark.parametrize("text, terms", TERMS.items())
def test_a_term_is_a_short_bold_phrase_of_the_main_line(text, terms):
    assert bold_terms(page(text)) == terms


def test_a_term_that_the_glossary_lacks_is_seen_and_its_plural_is_known():
    known = explained(glossary(read(START)))
    assert {"gradient", "tangent", "l1"} <= known
    assert list(unexplained_terms(NAME, page("**gradients**, a **Tangent**"))) == []
    assert "**gizmo**" in list(unexplained_terms(NAME, page("a **gizmo**, the **gizmo**")))[0]


def test_a_lesson_without_its_field_block_or_with_a_broken_one_is_seen():
    assert "ends with a cell" in list(wrong_field_blocks(NAME, page("Bye.")))[0]
    assert "two folds" in list(wrong_field_blocks(NAME, page("## In the field\n\nToday …")))[0]
    assert list(wrong_field_blocks(NAME, page("Bye.", code=["import keras"]))) == [], "a lesson on the libraries"


def test_four_or_seven_exercises_are_seen():
    assert list(wrong_number_of_exercises(NAME, page("Bye."))) == ["a lesson has 5 or 6 exercises, found 0"]


# ---- notes for the presenter ---------------------------------------------------------------------

NOTES = {"minutes": 5, "ask": "Why?", "expect": "Because."}


def sections(*notes, said="about 10 minutes"):
    """A notebook whose sections carry these notes; None: no metadata"""
    given = [{} if one is None else {"presenter": one} for one in notes]
    headed = [new.new_markdown_cell("## Why?\n\nWords.", metadata=metadata) for metadata in given]
    return new.new_notebook(cells=[new.new_markdown_cell(said), *headed])


def test_sections_with_whole_notes_that_take_no_longer_than_the_notebook_are_let_through():
    assert list(wrong_presenter_notes(NAME, sections(NOTES, NOTES))) == []
    assert list(wrong_presenter_notes(NAME, sections(NOTES, said="no minutes"))) == []
    assert list(wrong_presenter_notes(NAME, sections(NOTES | {"minutes": 1}))) == []


@pytest.mark.parametrize(
    "part, value",
    [("minutes", 0), ("minutes", -1), ("minutes", 2.5), ("minutes", True)]
    + [("minutes", "5"), ("ask", ""), ("ask", " "), ("ask", 1), ("expect", ""), ("expect", None), ("more", "x")],
)
def test_a_section_whose_notes_are_not_whole_is_seen(part, value):
    told = list(wrong_presenter_notes(NAME, sections(NOTES, NOTES | {part: value})))
    assert told == ["'## Why?' needs the metadata presenter: minutes (1, 2, …), ask and expect"]


@pytest.mark.parametrize("notes", [None, {}, "5 minutes", {"minutes": 5, "ask": "Why?"}])
def test_a_section_without_notes_is_seen(notes):
    told = list(wrong_presenter_notes(NAME, sections(NOTES, notes)))
    assert told == ["'## Why?' needs the metadata presenter: minutes (1, 2, …), ask and expect"]


def test_notes_that_belong_to_no_section_are_seen():
    stray = page("### Exercise", code=["## a comment"])
    for cell in stray.cells:
        cell.metadata["presenter"] = NOTES
    assert list(wrong_presenter_notes(NAME, stray)) == [
        "'## a comment' begins no ## section, so it has no notes for the presenter",
        "'### Exercise' begins no ## section, so it has no notes for the presenter",
    ]


def test_sections_that_take_longer_than_the_notebook_are_seen():
    told = list(wrong_presenter_notes(NAME, sections(NOTES, NOTES, NOTES | {"minutes": 1})))
    assert told == ["the presenter's sections take 11 minutes, the first cell says 10"]
