"""What the grader reads from a notebook of the course."""

import pytest
from course_notebooks import NAMES, find_exercises, read
from small_lesson import STUBS, code, lesson, notebook, text

from tools import notebook_cells
from tools.grading import lesson as lessons


def test_the_exercises_are_found_with_title_stub_arguments_and_place():
    first = lesson().exercises[0]
    assert first == lessons.Exercise("predict", "the predict", STUBS["predict"], "predict", 3, "predict-id")
    assert [exercise.name for exercise in lesson().exercises] == list(STUBS)


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_of_every_notebook_is_found(name):
    number = name.split("_")[0]
    found = lessons.find(number)
    on_page = find_exercises(read(name))
    assert (found.number, found.stem) == (number, name.removesuffix(".ipynb"))
    assert [(one.name, f"### Exercise: {one.title}", one.stub) for one in found.exercises] == [
        (one.name, one.title, one.stub) for one in on_page
    ]


def test_the_steps_are_the_code_before_each_check_without_the_checks():
    first, second, *_ = lesson().steps
    assert first == ["import numpy as np\nfrom helpers import checks\nhalf = 0.5", STUBS["predict"]]
    assert second == [STUBS["cost"]]
    assert len(lesson().steps) == len(STUBS)


@pytest.mark.parametrize(
    "source, found",
    [
        ("checks.cost(cost)", ("cost", "cost")),
        ("\nchecks.pair(a, b) \n", ("pair", "a, b")),
        ("checks.cost(\n    cost\n)", ("cost", "cost")),
        ("checks.cost(", None),
        ("checks.show_progress()", None),
        ("checks.cost( )", None),
        ("checks.cost(cost)\nprint(1)", None),
        ("x = checks.cost(cost)", None),
    ],
)
def test_a_check_is_one_call_with_an_argument(source, found):
    assert lessons.check_in(code(source)) == found


def test_a_text_is_no_check():
    assert lessons.check_in(text("checks.cost(cost)")) is None


@pytest.mark.parametrize("number", ["77", "", "../01", "0*"])
def test_a_notebook_that_is_not_there_is_said(number):
    with pytest.raises(lessons.GradingError) as raised:
        lessons.find(number)
    assert str(raised.value).startswith(f"There is no notebook {number!r}: write NB= and one of 00, 01, 02, ")


def test_a_solution_is_a_cell_with_that_tag():
    cells = notebook()["cells"]
    assert [place for place, cell in enumerate(cells[:8]) if notebook_cells.is_solution(cell)] == [5]


def test_the_limits_are_these():
    assert lessons.Limits() == (10, 6, 180, 1024)
