"""Slides are broken by what their cells take on the screen, and by what belongs together."""

import contextlib
import copy

import break_slides
import nbformat
import pytest
from course_notebooks import writer
from plain_cells import code, text

ASKED, READING = code(predict=True), text("Two.")
FIRST, LAST, EXERCISE = text("# Title", "slide"), text("## End", "slide"), text("### Exercise", "subslide")


def broken(*cells, heights, room=100):
    """What each cell is afterwards (`with`: it comes with the cell before), and the places of what is too tall"""
    cells = copy.deepcopy(list(cells))
    too_tall = break_slides.break_slides(cells, heights, room)
    again = copy.deepcopy(cells)
    assert break_slides.break_slides(again, heights, room) == too_tall and again == cells, "twice is once"
    kinds = [cell["metadata"].get("slideshow", {}).get("slide_type", "with") for cell in cells]
    return kinds, too_tall


def test_a_cell_that_just_fits_stays_and_the_next_begins_a_subslide():
    assert broken(FIRST, code(), text("a"), LAST, heights=[40, 59, 1, 9]) == (["slide", *["fragment"] * 2, "slide"], [])
    assert broken(FIRST, code(), text("a"), LAST, heights=[40, 59, 2, 9])[0] == [
        "slide",
        "fragment",
        "subslide",
        "slide",
    ]


def test_what_follows_a_break_is_counted_from_there():
    cells = [FIRST, *(code() for _ in range(5))]
    assert broken(*cells, heights=[60, 60, 30, 10, 1, 100])[0] == [
        *("slide", "subslide", "fragment", "fragment", "subslide", "subslide")
    ]


def test_a_break_that_is_no_longer_needed_goes_and_that_of_a_heading_stays():
    cells = [FIRST, code(kind="subslide"), EXERCISE, text("a", "subslide"), code("# no heading", kind="subslide")]
    assert broken(*cells, heights=[1] * 5)[0] == ["slide", "fragment", "subslide", "fragment", "fragment"]
    assert broken(FIRST, text("### a", "slide"), code(), heights=[50, 60, 41])[0] == ["slide", "slide", "subslide"]


def test_what_reads_a_predicted_cell_is_counted_with_it():
    cells = [FIRST, ASKED, READING, code(), LAST]
    assert broken(*cells, heights=[50, 30, 20, 9, 9])[0] == ["slide", "fragment", "with", "subslide", "slide"]
    assert broken(*cells, heights=[51, 30, 20, 50, 9])[0] == ["slide", "subslide", "with", "fragment", "slide"]
    assert broken(*cells, heights=[51, 30, 20, 51, 9])[0] == ["slide", "subslide", "with", "subslide", "slide"]


def test_what_reads_a_predicted_cell_keeps_its_own_key_on_the_last_slide():
    assert broken(FIRST, ASKED, READING, heights=[50, 30, 20])[0] == ["slide", "fragment", "fragment"]


@pytest.mark.parametrize("kind", ["skip", "notes"])
def test_what_is_not_shown_takes_no_room_and_stays_as_it_is(kind):
    assert broken(FIRST, text("a", kind), code(), heights=[50, 999, 50]) == (["slide", kind, "fragment"], [])


def test_a_cell_that_is_too_tall_alone_has_a_slide_of_its_own_and_is_named():
    cells = [FIRST, code(), text("a"), ASKED, READING, LAST]
    kinds, too_tall = broken(*cells, heights=[50, 101, 1, 60, 41, 100])
    assert kinds == ["slide", "subslide", "subslide", "subslide", "with", "slide"] and too_tall == [1, 3]


def test_slides_of_720_pixels_keep_50_for_edges_and_other_fonts():
    assert break_slides.SCREEN == {"width": 1280, "height": 720} and break_slides.ROOM == 670
    cells = copy.deepcopy([FIRST, code()])
    assert break_slides.break_slides(cells, [335, 335]) == [] and cells[1]["metadata"]["slideshow"] == {
        "slide_type": "fragment"
    }
    break_slides.break_slides(cells, [335, 336])
    assert cells[1]["metadata"]["slideshow"] == {"slide_type": "subslide"}


# ---- the command ------------------------------------------------------------------------------------------------


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "01_fit.ipynb"
    cells = [FIRST | {"id": "1"}, code() | {"id": "2"}, code("a = 1\nb = 2") | {"id": "3"}]
    path.write_text(
        writer.serialise(
            writer.normalise(nbformat.v4.new_notebook(cells=[nbformat.from_dict(cell) for cell in cells]))
        ),
        "utf-8",
    )
    return path


def measuring(heights):
    asked = []

    @contextlib.contextmanager
    def measuring():
        yield lambda name: asked.append(name) or heights

    return measuring, asked


def test_the_command_writes_the_breaks_and_nothing_else(notebook, capsys):
    before = writer.read(notebook)
    opened, asked = measuring([300, 400, 200])
    assert break_slides.main([str(notebook)], opened) == 0 and asked == ["01_fit.ipynb"]
    assert capsys.readouterr() == (f"{'01_fit.ipynb':44}   2 slides  written\n", "")
    after = writer.read(notebook)
    assert [break_slides._kind(cell) for cell in after.cells] == ["slide", "subslide", "fragment"]
    after.cells[1].metadata = before.cells[1].metadata
    assert after == before
    assert break_slides.main([str(notebook)], opened) == 0
    assert capsys.readouterr() == (f"{'01_fit.ipynb':44}   2 slides  unchanged\n", "")


def test_the_command_names_what_is_too_tall_by_its_first_line(notebook, capsys):
    assert break_slides.main([str(notebook)], measuring([300, 671, 671])[0]) == 1
    assert capsys.readouterr().err == (
        "01_fit.ipynb: cell 1 `1 + 1` is too tall, shorten it or cut its text\n"
        "01_fit.ipynb: cell 2 `a = 1` is too tall, shorten it or cut its text\n"
    )


def test_a_notebook_that_cannot_be_run_here_is_left_alone(notebook, capsys, monkeypatch):
    monkeypatch.setenv("COURSE_WITHOUT", "keras, tensorflow")
    stored = writer.read(notebook)
    stored.cells[1].source = 'if needs("keras"):\n    import keras'
    writer.store(notebook, stored)
    before, (opened, asked) = notebook.read_bytes(), measuring([1, 1, 1])
    assert break_slides.main([str(notebook)], opened) == 1 and asked == []
    assert capsys.readouterr() == (
        *("", "01_fit.ipynb is left alone: stored with keras, tensorflow, not installed here (`make frameworks`)\n"),
    )
    assert notebook.read_bytes() == before


def test_a_name_that_leads_nowhere_and_a_browser_that_is_missing_are_said(notebook, capsys):
    assert break_slides.main(["77"], measuring([])[0]) == 1
    assert capsys.readouterr().err.startswith("nothing to run for 77: notebooks/ holds 00_start_here.ipynb, ")

    @contextlib.contextmanager
    def without_playwright():
        raise ModuleNotFoundError("No module named 'playwright'")
        yield

    assert break_slides.main([str(notebook)], without_playwright) == 1
    assert capsys.readouterr().err == "No module named 'playwright'\n"
