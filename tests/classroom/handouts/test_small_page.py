"""A page of a few cells: what each kind of cell becomes."""

import nbformat
import pytest
from bs4 import BeautifulSoup
from handout_pages.editions import EDITIONS
from handout_pages.formulas import FormulaError
from handout_pages.page import exporter, markdown, page

new = nbformat.v4
NOTES = {"minutes": 5, "ask": "Why $x^2$?", "expect": "*Because.*"}
PICTURE = new.new_output(
    "display_data",
    data={"image/png": "iVBORw==", "text/plain": "Two < three"},
    metadata={"image/png": {"alt": 'a "b" < c'}},
)


def soup(*cells, edition="teachers"):
    notebook = new.new_notebook(cells=[new.new_markdown_cell("# 01 · Add"), *cells])
    return BeautifulSoup(
        page(EDITIONS[edition](notebook), edition, "notebooks/01_add.ipynb", exporter()), "html.parser"
    )


def section(**notes):
    return new.new_markdown_cell("## Why?", metadata={"presenter": notes} if notes else {})


def predicted():
    return new.new_code_cell("1 < 2", metadata={"tags": ["predict"]}, outputs=[new.new_output("stream", text="True\n")])


# ---- for the presenter ------------------------------------------------------------------------------------------


def test_the_presenters_notes_stand_in_a_box_with_their_formulas_set():
    (box,) = soup(section(**NOTES)).find_all(class_="presenter")
    assert [part.get_text().strip() for part in box.find_all("p")][0] == "5 minutes"
    assert box.get_text(" ").split()[2:4] == ["Ask:", "Why"] and box.find("math") and box.em.text == "Because."
    assert box["role"] == "note" and box["aria-label"] == "For the presenter" and "Expect:" in box.text


def test_notes_that_say_less_leave_no_empty_word():
    (box,) = soup(section(ask="Why?")).find_all(class_="presenter")
    assert box.get_text(" ").split() == ["Ask:", "Why?"]
    assert not soup(section()).find_all(class_="presenter")


def test_students_see_no_notes():
    assert not soup(section(**NOTES), edition="students").find_all(class_="presenter")


# ---- cells ------------------------------------------------------------------------------------------------------


def test_a_predicted_cell_has_room_for_a_guess_on_the_students_page_only():
    students = soup(predicted(), edition="students")
    assert [one.text for one in students.find_all(class_="guess")] == ["My prediction:"] and "True" not in students.text
    assert "1 < 2" in students.text
    teachers = soup(predicted())
    assert not teachers.find_all(class_="guess") and teachers.find(class_="output").text == "True\n"


def test_a_picture_stands_in_for_its_figure_with_its_alt_text():
    cells = soup(new.new_code_cell("show()", outputs=[PICTURE]))
    assert cells.img["src"] == "data:image/png;base64,iVBORw==" and cells.img["alt"] == 'a "b" < c'
    assert "Two < three" not in cells.text


def test_a_result_and_what_is_printed_stand_there_as_they_are():
    result = new.new_output("execute_result", data={"text/plain": "[1 <  2]"}, execution_count=1)
    cells = soup(new.new_code_cell("x", outputs=[new.new_output("stream", text="a  <b>\n"), result]))
    assert [output.text for output in cells.find_all("pre", class_="output")] == ["a  <b>\n", "[1 <  2]"]


def test_what_the_next_code_answers_stays_with_it_on_paper():
    cells = [new.new_markdown_cell("Task"), new.new_code_cell("..."), new.new_code_cell("check()"), section()]
    kept = [
        ("keep" in cell["class"], cell.get_text().strip()) for cell in soup(*cells, edition="students").select(".cell")
    ]
    assert kept == [(False, "01 · Add"), (True, "Task"), (True, "..."), (False, "check()"), (False, "Why?")]


# ---- text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["02_follow.ipynb", "../helpers/graph.py", "../docs/teaching.md#Keys", "x.png"])
def test_a_link_to_a_file_of_the_course_is_text(address):
    assert markdown(f"[02 · *Go*]({address})").strip() == "<p><em>02 · <em>Go</em></em></p>"


@pytest.mark.parametrize("address", ["https://a.org/b", "http://a.org", "mailto:a@b.org", "#Here"])
def test_a_link_to_the_web_or_to_this_page_stays(address):
    assert markdown(f"[there]({address})").strip() == f'<p><a href="{address}">there</a></p>'


def test_formulas_become_mathml_in_text_tables_and_folds_but_not_in_code():
    text = "$a$ `$b$`\n\n$$c$$\n\n| d |\n|---|\n| $e$ |\n\n<details><summary>f</summary>\n\n$g$\n\n</details>"
    found = BeautifulSoup(markdown(text), "html.parser")
    assert [one.text for one in found.find_all("math")] == ["a", "c", "e", "g"] and found.code.text == "$b$"
    assert [one["display"] for one in found.find_all("math")] == ["inline", "block", "inline", "inline"]


def test_code_in_a_text_may_break_before_a_name_or_a_value_but_not_within_one():
    found = markdown("`a.b(c, d=1) == x[2] < 0.5`").strip()
    assert found == "<p><code>a.<wbr>b(<wbr>c, d=<wbr>1) == x[2] &lt; 0.5</code></p>"


def test_an_exercise_is_marked_so_that_paper_keeps_it_whole():
    cells = [new.new_markdown_cell("### Exercise: add\n\nDo."), new.new_markdown_cell("An ### Exercise")]
    assert ["exercise" in cell["class"] for cell in soup(*cells, edition="students").select(".cell")] == [
        False,
        True,
        False,
    ]


def test_an_environment_is_a_formula_of_its_own():
    found = BeautifulSoup(markdown(r"\begin{pmatrix}a & b\end{pmatrix}"), "html.parser")
    assert found.math["display"] == "block" and len(found.find_all("mtd")) == 2
    with pytest.raises(FormulaError, match="tabbing"):
        markdown(r"\begin{tabbing}a\end{tabbing}")


@pytest.mark.parametrize(
    "heading, place",
    [("Go on", "Go-on"), ("A *b* `c`?", "A-b-c?"), ('"d" & e', "&quot;d&quot;-&amp;-e"), ("x < 3", "x-&lt;-3")],
)
def test_a_heading_can_be_linked_as_in_jupyterlab_and_shows_no_sign_for_it(heading, place):
    found = markdown(f"## {heading}")
    assert found.startswith(f'<h2 id="{place}">') and found.endswith("</h2>\n") and "¶" not in found


def test_the_foot_says_from_what_it_was_made():
    assert "Made from notebooks/01_add.ipynb." in soup().footer.text
