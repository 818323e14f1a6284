"""The PDFs: tagged, with an outline, their words to be found; an exercise stands on one page with its stub."""

import re

import pytest
from course_notebooks import find_exercises, read


@pytest.fixture
def pdf(handout):
    return handout.reader


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_it_is_tagged_says_its_language_and_has_a_title_and_an_outline(pdf, name):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]["/K"] and root["/Lang"] == "en"
    headings = [cell.source.splitlines()[0] for cell in read(name).cells if cell.source.startswith("## ")]
    assert pdf.metadata.title.startswith(read(name).cells[0].source.splitlines()[0].removeprefix("# "))
    titles = str(pdf.outline)
    assert all(squeezed(heading.removeprefix("## "))[:12] in squeezed(titles) for heading in headings)


def test_its_sheets_are_a4_and_numbered(pdf, handout):
    for number, (sheet, text) in enumerate(zip(pdf.pages, handout.sheets, strict=True), 1):
        assert [float(side) for side in sheet.mediabox[2:]] == pytest.approx([595, 842], abs=1.5)
        assert f"{number}/{len(pdf.pages)}" in text


def test_a_pictures_alt_text_is_in_the_pdf(pdf, handout):
    alts = re.findall(r'<img[^>]* alt="', handout.text)
    figures = [node for node in nodes(pdf.trailer["/Root"]["/StructTreeRoot"]) if node.get("/S") == "/Figure"]
    assert len([node for node in figures if node.get("/Alt")]) >= len(alts)


def nodes(start):
    """Every element of the tree of structure"""
    from pypdf.generic import ArrayObject, DictionaryObject  # here, so that without it the folder is skipped

    todo = [start]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, ArrayObject):
            todo += node
        elif isinstance(node, DictionaryObject):
            yield node
            todo += [node["/K"]] if "/K" in node else []


def test_hints_lie_open_and_students_find_no_solution(handout, name, edition):
    text, exercises = "".join(handout.sheets), find_exercises(read(name))
    assert len(re.findall(r"Hint\d", text)) >= sum(len(exercise.hints) for exercise in exercises)
    for exercise in exercises:
        assert all(squeezed(plain(hint))[:25] in text for hint in exercise.hints if plain(hint)), exercise.title
        assert (squeezed(exercise.code) in text) == (edition == "teachers"), exercise.title
    assert ("Solution" in text) == (edition == "teachers" and bool(exercises))


def plain(markdown):
    """The first words of a text, up to a sign that is set otherwise than it is written"""
    return re.split(r"[`*_$\[\\|<>#]|\n\n", markdown)[0]


def test_a_quiz_on_paper_has_boxes_to_tick_and_answers_only_for_teachers(handout, edition):
    text = "".join(handout.sheets)
    assert ("☐" in text) == (edition == "students" and "Quiz" in text)


def test_an_exercise_stands_on_one_page_with_its_stub_and_its_check(handout, name):
    for exercise in find_exercises(read(name)):
        title = squeezed(exercise.title.removeprefix("### "))
        last_line, check = squeezed(exercise.stub.splitlines()[-1]), squeezed(exercise.check.splitlines()[0])
        assert any(title in sheet and last_line in sheet and check in sheet for sheet in handout.sheets), exercise.title
