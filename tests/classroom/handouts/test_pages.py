"""The pages: everything is inside and in its place, and for students nothing that they should find themselves."""

import base64
import re

import predictions
import pytest
from bs4 import BeautifulSoup
from course_notebooks import code_cells, find_exercises, find_quizzes, read
from handout_pages.page import markdown

LARGEST = 1_500_000  # bytes
ATTRIBUTES = ("src", "srcset", "data", "action", "poster", "background", "ping", "formaction")
FORMULA = re.compile(r"\$\$.+?\$\$|(?<![\\$\w])\$(?!\s)[^$\n]+?(?<!\s)\$", re.S)


def words(html):
    """The text of a piece of a page, in single spaces"""
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


@pytest.fixture
def page(handout):
    return handout.soup


# ---- complete, and alone ----------------------------------------------------------------------------------------


def test_page_and_pdf_are_small(handout):
    assert 20_000 < handout.page.stat().st_size <= LARGEST
    assert 20_000 < handout.pdf.stat().st_size <= LARGEST


def test_nothing_on_the_page_is_fetched_and_no_script_runs(handout, page):
    fetched = [tag[name] for name in ATTRIBUTES for tag in page.find_all(attrs={name: True})]
    assert not [address for address in fetched if not address.startswith("data:image/png;base64,")]
    assert not page.find_all(["script", "link", "iframe", "object", "embed", "base", "form"])
    assert not re.search(r"@import|url\(", "".join(style.text for style in page.find_all("style")))
    assert not [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]


def test_every_link_leads_to_the_web_or_to_a_place_on_this_page(page):
    places = {tag["id"] for tag in page.find_all(id=True)}
    for link in page.find_all("a"):
        assert link["href"].startswith("https://") or link["href"].removeprefix("#") in places, link
        assert link.get_text().strip()


def test_the_title_says_which_notebook_and_for_whom(page, name, edition):
    title = read(name).cells[0].source.splitlines()[0].removeprefix("# ")
    assert page.title.text == f"{title}, for {edition}" and page.html["lang"] == "en"
    assert page.h1.text == title and len(page.find_all("h1")) == 1
    assert name in page.footer.text and "CC BY 4.0" in page.footer.text


def test_every_formula_is_mathml_and_none_is_left_as_tex(handout, page):
    texts = [cell.source for cell in handout.notebook.cells if cell.cell_type == "markdown"]
    texts = [re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S) for text in texts]
    formulas = [formula for text in texts for formula in FORMULA.findall(text)]
    assert len(page.find_all("math")) == len(formulas)
    assert len(page.find_all("math", display="block")) == sum(formula.startswith("$$") for formula in formulas)
    left = re.sub(r"<(math|pre|code|style)\b.*?</\1>", "", handout.text, flags=re.S)
    assert "$" not in left and not re.search(r"\\[a-z]", left)


def test_every_picture_is_there_with_its_alt_text(handout, page):
    outputs = [output for cell in code_cells(handout.notebook) for output in cell.outputs]
    wanted = [output for output in outputs if "image/png" in output.get("data", {})]
    found = page.find_all("img")
    assert [image["alt"] for image in found] == [output.metadata["image/png"]["alt"] for output in wanted]
    assert all(len(image["alt"]) >= 20 for image in found)
    assert all(base64.b64decode(image["src"].split(",")[1]).startswith(b"\x89PNG") for image in found)


def test_every_text_and_every_output_of_the_edition_stands_on_the_page(handout):
    for cell in handout.notebook.cells:
        if cell.cell_type == "markdown":
            assert words(markdown(cell.source)) in handout.words, cell.source
        else:
            assert squeezed(cell.source) in squeezed(handout.words), cell.source
            for output in cell.outputs:
                if "image/png" not in output.get("data", {}):
                    told = output.get("text") or output.data["text/plain"]
                    assert " ".join(told.split()) in handout.words, told


# ---- students ---------------------------------------------------------------------------------------------------


def test_students_find_every_hint_and_no_solution(handouts, name):
    text = handouts(name)["students"].words
    for exercise in find_exercises(read(name)):
        assert all(words(markdown(hint)) in text for hint in exercise.hints), exercise.title
        assert words(markdown(exercise.solution)) not in text, exercise.title
        assert squeezed(exercise.code) not in squeezed(text), exercise.title
        assert squeezed(exercise.stub) in squeezed(text), exercise.title
    assert "Solution" not in text


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_students_find_no_predicted_output_and_nothing_that_reads_one(handouts, name):
    page, text = handouts(name)["students"].soup, handouts(name)["students"].words
    cells = read(name).cells
    predicted = page.find_all(class_="predict")
    assert len(predicted) == sum(map(predictions.is_predicted, cells))
    assert not [cell for cell in predicted if cell.find(["img", "output"]) or cell.find(class_="output")]
    assert all(cell.find(class_="guess") for cell in predicted)
    for place, cell in enumerate(cells):
        if predictions.reads_a_result(cells, place) and (reading := predictions.split_reading(cell.source)[0]):
            assert words(markdown(reading)) not in text, reading


def test_students_get_no_presenters_notes_and_no_plan(handouts, name):
    page = handouts(name)["students"].soup
    assert not page.find_all(class_="presenter") and "The lesson's plan" not in page.text


# ---- teachers ---------------------------------------------------------------------------------------------------


def test_teachers_find_every_solution_every_output_and_every_note(handouts, name):
    page, text = handouts(name)["teachers"].soup, handouts(name)["teachers"].words
    assert all(words(markdown(exercise.solution)) in text for exercise in find_exercises(read(name)))
    assert all(words(markdown(said)) in text for _, options in find_quizzes(read(name)) for _, said in options)
    assert not [fold for fold in page.find_all("details") if not fold.has_attr("open")]
    assert not page.find(class_="guess")
    notes = [cell.metadata["presenter"] for cell in read(name).cells if cell.metadata.get("presenter")]
    assert len(page.find_all(class_="presenter")) == len(notes)
    for note in notes:
        assert words(markdown(note["ask"])) in text and words(markdown(note["expect"])) in text
