"""Submissions however named: one for each learner, and a sentence for whatever is none."""

import json
import os

import pytest
from small_lesson import RIGHT, STUBS, lesson

from tools.grading import hand_in
from tools.grading.lesson import GradingError

NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": RIGHT["predict"]}]})
OTHER = json.dumps({"cells": [{"cell_type": "code", "source": "def central_difference(f, w, h): pass"}]})


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "handed in"


def lay(folder, *names, content=NOTEBOOK):
    """Files of these names, each a minute newer than the one before"""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        newer = (
            max([0, *(other.stat().st_mtime for other in folder.rglob("*") if other.is_file() and other != path)]) + 60
        )
        os.utime(path, (min(newer, 1e9), min(newer, 1e9)) if newer < 1e9 else (newer, newer))


def collected(folder):
    return {one.learner: one for one in hand_in.collect(folder, lesson(("predict", "cost")))}


@pytest.mark.parametrize(
    "name, learner",
    [
        ("anna.ipynb", "anna"),
        ("99_small_anna.ipynb", "anna"),
        ("Anna 99_SMALL (1).ipynb", "Anna"),
        ("anna-99_small-Copy2.ipynb", "anna"),
        ("anna.ipynb.json", "anna"),
        ("anna.ipynb.txt", "anna"),
        ("anna.txt", "anna.txt"),
        ("99_small.ipynb", "99_small"),
        ("99_small (1).ipynb", "99_small (1)"),
        ("Lee Anna_4711_assignsubmission_file_/99_small.ipynb", "Lee Anna"),
        ("leeanna_4711_815_99_small-1.ipynb", "leeanna_4711_815_-1"),
        ("anna/99/99_small.ipynb", "anna"),
        ("anna/99_small/work.ipynb", "anna"),
        ("anna/my work.ipynb", "anna"),
        ("group/anna/99_small.ipynb", "group/anna"),
    ],
)
def test_the_learner_is_who_the_folders_or_else_the_files_name(folder, name, learner):
    lay(folder, name, "zoe/99_small.ipynb")
    assert set(collected(folder)) == {learner, "zoe"}


def test_files_in_one_folder_are_told_apart_by_their_names(folder):
    lay(folder, "monday/anna.ipynb", "monday/ben.ipynb", "tuesday/99_small.ipynb")
    assert set(collected(folder)) == {"monday/anna", "monday/ben", "tuesday"}


def test_a_folder_around_all_names_nobody(folder):
    lay(folder, "all/anna/99_small.ipynb", "all/ben/99_small.ipynb")
    assert set(collected(folder)) == {"anna", "ben"}


def test_two_learners_of_one_name_stay_two(folder):
    lay(folder, "Lee_12_assignsubmission_file_/99_small.ipynb", "Lee_7_assignsubmission_file_/99_small.ipynb")
    lay(folder, "Ann_3_assignsubmission_file_/99_small.ipynb", "Lee_7_assignsubmission_file_/99_small (1).ipynb")
    assert set(collected(folder)) == {"Lee_12", "Lee_7", "Ann"}


@pytest.mark.parametrize(
    "name, learner", [("anna/99_small.ipynb", "anna"), ("99_small.ipynb", "99_small"), ("in/ben.ipynb", "ben")]
)
def test_one_submission_alone_has_a_name_too(folder, name, learner):
    lay(folder, name)
    assert set(collected(folder)) == {learner}


def test_of_several_the_newest_counts_and_that_is_said(folder):
    lay(folder, "anna (1).ipynb", "anna (2).ipynb", "anna.ipynb")
    one = collected(folder)["anna"]
    assert one.path.name == "anna.ipynb"
    assert one.notes == ("handed in 3 times: anna.ipynb is the newest and counts, not anna (2).ipynb, anna (1).ipynb",)


def test_a_newer_file_that_cannot_be_graded_does_not_count_but_is_said(folder):
    lay(folder, "anna.ipynb")
    lay(folder, "anna (1).ipynb", content="{")
    one = collected(folder)["anna"]
    assert (one.path.name, one.notes) == ("anna.ipynb", ("anna (1).ipynb: its JSON is broken: ask for the file again",))
    assert one.cells == [(set(), RIGHT["predict"])]


@pytest.mark.parametrize(
    "content, note",
    [
        (OTHER, "anna.ipynb: it is the notebook 02_follow_the_slope, not 99_small"),
        ("", "anna.ipynb: the file is empty"),
        ("hello", "anna.ipynb: it is no notebook (.ipynb)"),
    ],
)
def test_what_cannot_be_graded_is_listed_with_its_reason(folder, content, note):
    lay(folder, "anna.ipynb", content=content)
    one = collected(folder)["anna"]
    assert (one.cells, one.notes, one.path) == (None, (note,), folder / "anna.ipynb")


def test_what_programs_leave_behind_is_nobodys(folder):
    lay(folder, "anna.ipynb", ".DS_Store", "__MACOSX/a.ipynb", ".ipynb_checkpoints/b.ipynb", "~$anna.doc", "Thumbs.db")
    lay(folder, "__pycache__/c.pyc", "desktop.ini")
    assert set(collected(folder)) == {"anna"}


def test_learners_are_sorted(folder):
    lay(folder, "c.ipynb", "a.ipynb", "b.ipynb")
    assert list(collected(folder)) == ["a", "b", "c"]


# ---- bad input ------------------------------------------------------------------------------------------------------


def sentence(folder):
    with pytest.raises(GradingError) as raised:
        hand_in.collect(folder, lesson())
    return str(raised.value)


def test_no_folder_an_empty_one_a_file_and_none_named(folder):
    assert sentence(folder) == f"{folder} does not exist: put the submissions into a folder and name it (FOLDER=…)."
    folder.mkdir()
    (folder / ".hidden").write_text("")
    assert sentence(folder) == f"{folder} is empty: put the submissions there, under any names."
    file = folder / ".hidden"
    assert (
        sentence(file) == f"{file} is a file, not a folder: put the submissions into a folder and name it (FOLDER=…)."
    )
    assert sentence("  ") == "Say where the submissions are: make class-grade NB=… FOLDER=…"


def test_a_stub_is_a_submission_too(folder):
    lay(folder, "anna.ipynb", content=json.dumps({"cells": [{"cell_type": "code", "source": STUBS["predict"]}]}))
    assert collected(folder)["anna"].cells == [(set(), STUBS["predict"])]
