"""The two commands: what they print and write, and that a mistake gets one sentence."""

import csv
import importlib
import json

import pytest
from small_lesson import RIGHT, STUBS, code, lesson

from tools.grading import hand_in, release, run, scores
from tools.grading import lesson as lessons
from tools.grading.scores import Result

command = importlib.import_module("tools.grading.__main__")


@pytest.fixture
def small(monkeypatch):
    """The only notebook that the commands find, and what was recorded in nbgrader's gradebook"""
    recorded = []
    monkeypatch.setattr(lessons, "find", lambda number: lesson())
    monkeypatch.setattr(release, "record", lambda course, lesson, rows, full, half: recorded.extend(rows))
    monkeypatch.setattr(hand_in.answers, "another_lesson", lambda cells, lesson: None)
    return recorded


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "class"


def made(course, points=2):
    path = release.source_path(course, lesson())
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(release.source_notebook(lesson(), points)))


def say(capsys, *arguments):
    """(exit code, lines on stdout, lines on stderr)"""
    result = command.main(list(map(str, arguments)))
    printed = capsys.readouterr()
    return result, printed.out.splitlines(), printed.err.splitlines()


def test_make_says_what_to_hand_out_and_what_comes_next(small, course, capsys, monkeypatch):
    asked = []
    monkeypatch.setattr(release, "make", lambda *given: asked.append(given[2]))
    assert say(capsys, "--course", course, "make", "99") == (
        0,
        [
            "To hand out: class/release/99/99_small.ipynb",
            "5 exercises, 10 points; with hints, without solutions and outputs.",
            "Put what comes back into class/handed_in/99, under any names, then:",
            "  make class-grade NB=99 FOLDER=class/handed_in/99",
        ],
        [],
    )
    say(capsys, "--course", course, "make", "99", "--points", "1.5")
    assert asked == [2, 1.5] and (course / "handed_in" / "99").is_dir()


def test_grade_lists_writes_and_records(small, course, capsys, monkeypatch):
    made(course)
    folder = course / "handed_in"
    folder.mkdir()
    (folder / "anna.ipynb").write_text(json.dumps({"cells": [code(RIGHT["predict"])]}))
    (folder / "ben.txt").write_text("hello")
    results = [Result(name, "✓" if name == "predict" else "○", f"{name}: so") for name in STUBS]
    asked = []

    def grade_all(*given):
        asked.append(given[2:])
        return {folder / "anna.ipynb": results}

    monkeypatch.setattr(run, "grade_all", grade_all)
    told = say(capsys, "--course", course, "grade", "99", folder, "--jobs", "3", "--cell", "7", "--megabytes", "5")
    assert told[0] == 0 and told[2] == []
    assert told[1][:3] == [
        "learner    points  why",
        "anna      2 of 10  cost ○ 0; gate_pair ○ 0; central_difference ○ 0; random_like ○ 0",
        "ben.txt         –  not graded; ben.txt: it is no notebook (.ipynb)",
    ]
    assert told[1][3].startswith("2 learners in ")
    assert told[1][3].endswith(" s. Points: class/grades/99.csv; a page to give back to each: class/feedback/99")
    assert told[1][4:] == ["Another file, or a newer one? The same command again grades only what has changed."]
    assert asked == [(lessons.Limits(cell=7, megabytes=5), 3, course / "results" / "99")]
    with open(course / "grades" / "99.csv", encoding="utf-8-sig") as file:
        assert [row["points"] for row in csv.DictReader(file)] == ["2", ""]
    assert "2 of 10 points" in (course / "feedback" / "99" / "anna.html").read_text("utf-8")
    assert "Not graded" in (course / "feedback" / "99" / "ben.txt.html").read_text("utf-8")
    assert [row.learner for row in small] == ["anna", "ben.txt"]


def test_the_share_of_a_misconception_can_be_set(small, course, capsys, monkeypatch):
    made(course)
    folder = course / "handed_in"
    folder.mkdir()
    (folder / "anna.ipynb").write_text('{"cells": []}')
    monkeypatch.setattr(
        run, "grade_all", lambda *_: {folder / "anna.ipynb": [Result("predict", "✗", "predict: x", True)]}
    )
    assert say(capsys, "--course", course, "grade", "99", folder)[1][1] == "anna      1 of 10  predict ✗ 1: x"
    assert say(capsys, "--course", course, "grade", "99", folder, "--half", "0.25")[1][1].startswith(
        "anna     0.5 of 10"
    )


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (
            ["grade", "99", "nowhere"],
            "nowhere does not exist: put the submissions into a folder and name it (FOLDER=…).",
        ),
        (["grade", "99", ""], "Say where the submissions are: make class-grade NB=… FOLDER=…"),
    ],
)
def test_a_mistake_gets_one_sentence(small, course, capsys, arguments, sentence):
    made(course)
    assert say(capsys, "--course", course, *arguments) == (1, [], [sentence])


def test_grading_before_making_says_the_command(small, course, capsys):
    assert say(capsys, "--course", course, "grade", "99", ".") == (
        1,
        [],
        ["There is no assignment yet: make class NB=99"],
    )


def test_an_unknown_notebook_is_said(course, capsys):
    code, _, said = say(capsys, "--course", course, "make", "")
    assert code == 1 and said[0].startswith("There is no notebook '': write NB= and one of 00, 01, ")


def test_stopping_by_hand_is_no_traceback(small, course, capsys, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(release, "make", stop)
    assert say(capsys, "--course", course, "make", "99") == (
        1,
        [],
        ["", "Stopped. What is graded is kept: the same command goes on."],
    )


def test_where_no_process_can_be_copied_it_is_said(small, course, capsys, monkeypatch):
    monkeypatch.delattr(command.os, "fork")
    assert say(capsys, "make", "99") == (1, [], ["Grading needs Linux or macOS; on Windows, run it in WSL."])


def test_the_settings_have_these_values_at_first():
    given = command.parse(["grade", "01", "here"])
    assert (given.half, given.cell, given.check, given.all, given.megabytes) == (scores.HALF, 10, 6, 180, 1024)
    assert given.jobs == command.os.cpu_count() and given.course == lessons.ROOT / "class"
    assert command.parse(["make", "01"]).points == 2
