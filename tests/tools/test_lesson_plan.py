"""The plan of a lesson is in the notebook: sections, minutes, votes, beliefs; docs/lessons.md holds all of them."""

import nbformat
import pytest
from course_notebooks import LESSONS, NAMES, PATHS, START, read
from lesson_plan import (
    DOCUMENT,
    beliefs,
    document,
    for_one_sitting,
    minutes,
    plan,
    section_minutes,
    sections,
    votes,
)

new = nbformat.v4
BELIEF = "> **You may believe:** it is flat."


def markdown(source, **metadata):
    return new.new_markdown_cell(source, metadata=metadata)


def code(source, **metadata):
    return new.new_code_cell(source, metadata=metadata)


def notebook(*cells):
    return new.new_notebook(cells=[markdown("# 01 · Add"), *cells])


# ---- sections and minutes ---------------------------------------------------------------------------------------


def test_a_section_begins_at_its_heading_and_ends_before_the_next():
    found = sections(
        notebook(code("0"), markdown("## One\n\nText"), code("1"), markdown("### Deeper"), markdown("## Two"))
    )
    assert [(heading, len(cells)) for heading, cells in found] == [("One", 3), ("Two", 1)]


def test_a_heading_in_code_or_further_down_in_a_text_begins_nothing():
    assert sections(notebook(code("## no"), markdown("Text\n\n## no"))) == []


def test_what_is_only_looked_up_is_no_part_of_the_plan():
    cells = [markdown("## One"), markdown("## Behind the course"), markdown("## Two")]
    assert [heading for heading, _ in sections(notebook(*cells))] == ["One"]
    assert for_one_sitting(cells) == cells[:1] and for_one_sitting(cells[:1]) == cells[:1]


def test_the_minutes_are_the_presenters_where_there_are_notes():
    said = markdown("## One", presenter={"minutes": 7, "ask": "?"})
    assert section_minutes([said, markdown("word " * 1700)]) == 7
    assert section_minutes([said, markdown("### Two", presenter={"minutes": 2})]) == 9


def test_else_they_are_reckoned_and_at_least_one():
    assert section_minutes([markdown("word " * 1700)]) == 10
    assert section_minutes([markdown("## One", presenter={"ask": "?"})]) == 1
    assert minutes([markdown("word " * 85), code("1"), code(" ")]) == pytest.approx(0.9)


# ---- votes ------------------------------------------------------------------------------------------------------


def test_a_vote_is_what_is_to_be_predicted_up_to_the_end_of_its_paragraph():
    cells = [markdown("Look. *Predict:* is it 3? Or 4?\n\nNo. *Predict* the sign."), code("# *Predict:* no")]
    assert votes(cells) == ["*Predict:* is it 3? Or 4?", "*Predict* the sign."]


def test_a_question_in_a_fold_is_no_vote():
    assert votes([markdown("<details><summary>More</summary>\n\n*Predict:* no?\n\n</details>")]) == []


# ---- beliefs ----------------------------------------------------------------------------------------------------


def test_a_belief_before_a_prediction_is_answered_by_what_reads_the_result():
    cells = [markdown(f"{BELIEF}\n\n*Predict:* is it?"), code("1", tags=["predict"]), markdown("No, 3.\n\n**Loud.**")]
    assert beliefs(cells) == [("it is flat.", "No, 3.")]


def test_else_by_the_next_sentence_that_is_said_loud():
    cells = [markdown(f"{BELIEF}\n\nLook, a **term**."), code("**Not this.**"), markdown("So: **It is round!** Yes.")]
    assert beliefs(cells) == [("it is flat.", "**It is round!**")]


def test_else_by_the_paragraph_after_it():
    assert beliefs([markdown(f"{BELIEF}\n\nIt is\nround.\n\nMore.")]) == [("it is flat.", "It is\nround.")]


def test_a_result_that_is_not_read_by_a_paragraph_answers_nothing():
    cells = [markdown(f"{BELIEF}\n\nTurn it."), code("1", tags=["predict"]), markdown("| a | b |")]
    assert beliefs(cells) == [("it is flat.", "Turn it.")]
    assert beliefs(cells[:2]) == [("it is flat.", "Turn it.")]


# ---- the plan ---------------------------------------------------------------------------------------------------


def test_the_plan_is_two_tables_with_bars_escaped():
    text = plan(
        notebook(markdown(f"## |w|\n\n*Predict:* a?\n\n*Predict:* b?\n\n{BELIEF}\n\nIt is\nround."), markdown("## End"))
    )
    assert text.split("\n") == [
        "| section | minutes | let the class vote |",
        "| --- | --- | --- |",
        r"| \|w\| | 1 | *Predict:* a?<br>*Predict:* b? |",
        "| End | 1 |  |",
        "",
        "| they may believe | answer, or show |",
        "| --- | --- |",
        "| it is flat. | It is round. |",
    ]


def test_where_nothing_is_believed_there_is_one_table():
    assert plan(notebook(markdown("## End"))).count("\n| --- |") == 1


def test_the_document_has_a_heading_for_each_notebook():
    text = document([notebook(markdown("## One"))])
    assert text.startswith("# The lessons, section by section\n")
    assert text.endswith(
        "\n## 01 · Add\n\n| section | minutes | let the class vote |\n| --- | --- | --- |\n| One | 1 |  |\n"
    )


def test_the_stored_document_is_made_from_the_notebooks_as_they_are():
    stored = DOCUMENT.read_text("utf-8")
    assert stored == document([read(path.name) for path in PATHS]), "run .venv/bin/python tools/lesson_plan.py"


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_votes_and_every_one_of_them_stands_in_its_text(name):
    texts = "\n".join(cell.source for cell in read(name).cells)
    found = [vote for _, cells in sections(read(name)) for vote in votes(cells)]
    assert len(found) >= 3 and all(vote in texts for vote in found)


@pytest.mark.parametrize("name", NAMES)
def test_the_sections_of_a_lesson_cover_all_but_its_first_cells(name):
    cells = [cell for _, cells in sections(read(name)) for cell in cells]
    assert cells == for_one_sitting(read(name).cells)[-len(cells) :]
    assert name == START or len(cells) >= len(read(name).cells) - 3
