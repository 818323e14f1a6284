"""The cell that answers an exercise is found wherever it stands; a file that is no notebook gets a sentence."""

import json

import pytest
from small_lesson import RIGHT, STUBS, cells, lesson

from tools.grading import answers
from tools.grading import lesson as lessons


def found(*given):
    return answers.find([(set(marks), source) for marks, source in given], lesson(("predict", "cost")))


# ---- which cell answers what ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("marks", [["predict-answer"], ["predict-id"], [], ["cost-answer"], ["anything"]])
def test_by_its_mark_by_its_id_or_by_the_name_that_it_binds(marks):
    assert found((marks, RIGHT["predict"])).answers["predict"] == RIGHT["predict"]


def test_a_marked_cell_counts_even_if_it_binds_nothing():
    assert found((["predict-answer"], "def predict(x")).answers == {"predict": "def predict(x", "cost": None}


@pytest.mark.parametrize(
    "given, chosen",
    [
        ([(["predict-answer"], "predict = 1"), (["predict-answer"], "predict = 2")], "predict = 2"),
        ([(["predict-answer"], "predict = 1"), (["predict-answer"], STUBS["predict"])], "predict = 1"),
        ([(["predict-answer"], STUBS["predict"]), ([], "predict = 1")], "predict = 1"),
        ([(["predict-answer"], "predict = 1"), ([], "predict = 2")], "predict = 1"),
        ([([], "predict = 1"), ([], "predict = 2")], "predict = 2"),
        ([(["predict-answer"], "nothing = 1"), ([], "predict = 2")], "predict = 2"),
        ([(["predict-answer"], STUBS["predict"] + "  \n\n")], STUBS["predict"] + "  \n\n"),
    ],
)
def test_of_several_the_last_that_was_changed_rather_one_that_binds_the_name_and_is_marked(given, chosen):
    assert found(*given).answers["predict"] == chosen


def test_a_cell_of_the_course_that_binds_the_name_is_no_answer():
    made = lesson(("predict", "cost"))
    made.cells[1]["source"] = "predict = 0"
    assert answers.find([(set(), "predict = 0")], made).answers == {"predict": None, "cost": None}


def test_one_cell_may_answer_two():
    both = RIGHT["predict"] + "\n" + RIGHT["cost"]
    assert found(([], both)).answers == {"predict": both, "cost": both}


def test_the_learners_own_cells_are_those_that_are_not_the_courses_nor_answers_nor_checks():
    given = [([], "import numpy as np\nfrom helpers import checks\nhalf = 0.5 "), ([], "y = 7"), ([], "  ")]
    given += [([], "checks.predict(predict)"), ([], RIGHT["cost"]), ([], "1 / 0")]
    assert found(*given).own == ["y = 7", "1 / 0"]


@pytest.mark.parametrize(
    "source, names",
    [
        ("def f(x):\n    y = 1", {"f"}),
        ("async def f(): pass\nclass G: pass", {"f", "G"}),
        ("a = b, (c, d) = 1", {"a", "b", "c", "d"}),
        ("if True:\n    def f(): pass\nelse:\n    g = 1", {"f", "g"}),
        ("a.b = 1\na[0] = 1", set()),
        ("x += 1\nfor i in y: pass", {"x", "i"}),
        ("def f(", set()),
        ("\0", set()),
    ],
)
def test_the_names_that_a_cell_binds(source, names):
    assert answers.bound_names(source) == names


# ---- files ----------------------------------------------------------------------------------------------------------


def written(tmp_path, content):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def test_code_cells_are_read_with_their_marks(tmp_path):
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "id": "one",
                "metadata": {"nbgrader": {"grade_id": "cost-answer"}},
                "source": ["a\n", "b"],
            },
            {"cell_type": "markdown", "source": "text"},
            {"cell_type": "code", "source": "c", "metadata": None},
            {"cell_type": "code", "id": 7, "metadata": {"nbgrader": None}},
            {"cell_type": "code", "id": ["x"], "metadata": {"nbgrader": {"grade_id": {}}}, "source": [1]},
            "no cell",
        ]
    }
    assert answers.read(written(tmp_path, notebook)) == [
        ({"one", "cost-answer"}, "a\nb"),
        (set(), "c"),
        (set(), ""),
        (set(), "1"),
    ]


def test_a_mark_of_bytes_before_the_text_is_no_trouble(tmp_path):
    assert answers.read(written(tmp_path, b'\xef\xbb\xbf{"cells": []}')) == []


NO_NOTEBOOK = "it is no notebook (.ipynb)"


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b'{"cells": [', "its JSON is broken: ask for the file again"),
        (b"PK\x03\x04\xff", NO_NOTEBOOK),
        (b"Dear teacher, ...", NO_NOTEBOOK),
        (b"[1, 2]", NO_NOTEBOOK),
        (b"7", NO_NOTEBOOK),
        (b'{"worksheets": []}', NO_NOTEBOOK),
        (b'{"cells": 3}', NO_NOTEBOOK),
        (b"[" * 100_000, NO_NOTEBOOK),
    ],
)
def test_what_is_no_notebook_gets_a_sentence(tmp_path, content, sentence):
    with pytest.raises(answers.Unreadable) as raised:
        answers.read(written(tmp_path, content))
    assert str(raised.value) == sentence


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(answers, "LARGEST", 2_000_000)
    path = written(tmp_path, b" " * 2_000_000)
    with pytest.raises(answers.Unreadable, match="the file is empty"):
        answers.read(path)
    path.write_bytes(b" " * 2_000_001)
    with pytest.raises(answers.Unreadable, match="it has more than 2 MB"):
        answers.read(path)


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    with pytest.raises(answers.Unreadable, match=r"it cannot be read \(No such file or directory\)"):
        answers.read(tmp_path / "none.ipynb")


@pytest.mark.parametrize(
    "source, left",
    [
        ("%%time\nx = 1\n!ls", "\nx = 1\n\n"[:-1] + "\n"),
        ("x = (7\n% 4)", "x = (7\n% 4)"),
        ("x = 1", "x = 1"),
        ("def f(\n    %", "def f(\n    %"),
    ],
)
def test_what_only_ipython_understands_is_left_out_line_by_line(source, left):
    assert answers.without_magics(source) == left


# ---- is it this lesson? ---------------------------------------------------------------------------------------------


def course_cells(number):
    return [(set(), cell["source"]) for cell in lessons.find(number).cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize(
    "number, other", [("01", None), ("02", "02_follow_the_slope"), ("06b", "06b_backprop_in_matrices")]
)
def test_a_notebook_of_another_lesson_is_recognised(number, other):
    assert answers.another_lesson(course_cells(number), lessons.find("01")) == other


@pytest.mark.parametrize("given", [[], [(set(), "1 + 1")], [(set(), "def predict(x, w, b):\n    return x")]])
def test_what_is_no_other_lesson_is_taken_for_this_one(given):
    assert answers.another_lesson(given, lessons.find("01")) is None


def test_the_small_lessons_cells_are_its_own():
    assert answers.find(cells(**RIGHT), lesson()).answers == RIGHT
