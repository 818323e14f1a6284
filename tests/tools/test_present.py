"""The presenter's notes: one page without a network, which says what to ask and when."""

import re

import nbconvert
import nbformat
import present
import pytest
from course_notebooks import LESSONS, NOTEBOOKS, read, writer
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NOTES = {"minutes": 5, "ask": "Is 1 < 2 & `a*b` > 0?", "expect": "Yes: *all* of them."}


def headed(heading, notes=None, body="Words."):
    return new_markdown_cell(f"{heading}\n\n{body}", metadata={"presenter": notes} if notes else {})


@pytest.fixture
def notebook():
    cells = [headed("# 01 · Fit <a> line"), headed("## Why & how?", NOTES), new_code_cell("## no heading")]
    cells += [headed("### Exercise"), headed("##  Quiz ", NOTES | {"minutes": 2}), headed("## Unknown")]
    return new_notebook(cells=cells)


def texts(page, tag):
    return re.findall(rf"<{tag}>(.*?)</{tag}>", page)


def test_each_heading_of_level_two_is_a_section_with_its_notes(notebook):
    assert present.sections_of(notebook) == [
        ("Why & how?", NOTES),
        ("Quiz", NOTES | {"minutes": 2}),
        ("Unknown", {}),
    ]


def test_the_page_says_what_to_ask_and_what_to_expect_in_order(notebook):
    page = present.page(notebook)
    assert texts(page, "h2") == ["Why &amp; how?", "Quiz", "Unknown"]
    question, answer = "Is 1 &lt; 2 &amp; <code>a*b</code> &gt; 0?", "Yes: *all* of them."
    assert texts(page, "dt") == ["Ask", "Expect"] * 3
    assert texts(page, "dd") == [question, answer, question, answer, "", ""]
    assert texts(page, "h1") == ["01 · Fit &lt;a&gt; line"]
    assert "<title>01 · Fit &lt;a&gt; line: for the presenter</title>" in page


def test_the_minutes_add_up_from_section_to_section(notebook):
    page = present.page(notebook)
    times = re.findall(r'<section data-from="(\d+)" data-until="(\d+)">', page)
    assert times == [("0", "5"), ("5", "7"), ("7", "7")]
    assert [text for text in texts(page, "p") if text.startswith("minutes")] == [
        *("minutes 0 to 5", "minutes 5 to 7", "minutes 7 to 7")
    ]
    assert '<p role="timer">7 minutes are planned</p>' in page and "of 7 minutes${late}" in page


@pytest.mark.parametrize("name", LESSONS[:1])
def test_the_page_of_a_lesson_has_all_its_sections_and_asks_for_nothing(name):
    page = present.page(read(name))
    headings = [cell for cell in read(name).cells if cell.cell_type == "markdown" and cell.source.startswith("## ")]
    assert len(texts(page, "h2")) == len(headings) > 5
    assert not re.search(r"https?:|src=|href=|@import|url\(", page)


@pytest.mark.parametrize("exporter", ["html", "slides", "markdown"])
def test_nothing_of_the_notes_is_in_what_is_exported(exporter, notebook):
    text, _ = nbconvert.exporters.get_exporter(exporter)().from_notebook_node(notebook)
    assert "Why" in text and "all* of them" not in text and "Is 1" not in text and "presenter" not in text


# ---- the command ------------------------------------------------------------------------------------------------


def test_the_command_writes_the_page_says_where_and_shows_it(tmp_path, capsys, notebook):
    path, shown = tmp_path / "01_fit.ipynb", []
    path.write_text(writer.serialise(notebook), "utf-8")
    for _ in range(2):  # the second time there is a page already
        assert present.main([str(path)], tmp_path / "pages", shown.append) == 0
    written = tmp_path / "pages" / "01_fit.html"
    assert written.read_text("utf-8") == present.page(nbformat.from_dict(notebook))
    assert shown == [written.as_uri()] * 2
    line = f"For your own screen: {written} (opened in your browser if there is one). The slides: make lab.\n"
    assert capsys.readouterr().out == line * 2


def test_the_command_takes_a_number(tmp_path, capsys):
    shown = []
    assert present.main(["01"], tmp_path, shown.append) == 0 and len(shown) == 1
    assert (tmp_path / f"{next(NOTEBOOKS.glob('01_*')).stem}.html").exists()


def test_without_a_notebook_or_with_one_that_is_not_there_it_says_what_to_do(tmp_path, capsys):
    assert present.main([], tmp_path) == 1
    assert capsys.readouterr() == ("", "Which notebook? For instance: make present NB=01\n")
    assert present.main(["77"], tmp_path) == 1
    assert capsys.readouterr().err.startswith("nothing to run for 77: notebooks/ holds 00_start_here.ipynb, ")
    assert list(tmp_path.iterdir()) == []


def test_pages_lie_in_a_folder_that_is_not_committed():
    assert present.main.__defaults__[0] == NOTEBOOKS.parent / "presenting"
    assert "presenting/" in (NOTEBOOKS.parent / ".gitignore").read_text().splitlines()
