"""A run goes on where it was stopped, and loses no submission even if a worker is ended."""

import json
import os
import pathlib
import signal

import pytest
from small_lesson import RIGHT, cells, lesson

from tools.grading import lesson as lessons
from tools.grading import run
from tools.grading.hand_in import Submission
from tools.grading.scores import Result

LIMITS = lessons.Limits()
SMALL = lesson(("predict", "cost"))


def results(mark="✓"):
    return [Result("predict", mark, "predict: so"), Result("cost", mark, "cost: so", True)]


@pytest.fixture
def submissions(tmp_path):
    made = []
    for name in ("anna", "ben", "carl"):
        path = tmp_path / f"{name}.ipynb"
        path.write_text(name)
        made.append(Submission(name, path, [name]))
    return made


@pytest.fixture
def graded(monkeypatch):
    """The names in the order in which they were graded; `ends` are those that end their worker, whoever is beside"""
    order, ends = [], set()

    def in_pool(lesson, todo, limits, jobs):
        for path in list(todo):
            if path.stem in ends:
                order.append(f"{path.stem} with {jobs}")
                return
            order.append(path.stem)
            yield path, results()

    monkeypatch.setattr(run, "_in_pool", in_pool)
    order_and_ends = order, ends
    return order_and_ends


def grade(submissions, tmp_path, limits=LIMITS):
    said = []
    done = run.grade_all(SMALL, submissions, limits, 2, tmp_path / "results", said.append)
    return {path.stem: found for path, found in done.items()}, said


def test_each_is_graded_and_said(submissions, graded, tmp_path):
    done, said = grade(submissions, tmp_path)
    assert done == {name: results() for name in ("anna", "ben", "carl")}
    assert said == ["  1 of 3  anna", "  2 of 3  ben", "  3 of 3  carl"]


def test_what_is_graded_and_unchanged_is_not_graded_again(submissions, graded, tmp_path):
    grade(submissions[:2], tmp_path)
    graded[0].clear()
    done, said = grade(submissions, tmp_path)
    assert graded[0] == ["carl"] and len(done) == 3
    assert said == ["2 of 3 are graded already and have not changed.", "  3 of 3  carl"]


def test_what_has_changed_is(submissions, graded, tmp_path):
    grade(submissions, tmp_path)
    graded[0].clear()
    submissions[1].path.write_text("ben, once more")
    grade(submissions, tmp_path)
    assert graded[0] == ["ben"]


def test_other_limits_another_course_or_another_lesson_grade_again(submissions, graded, tmp_path, monkeypatch):
    grade(submissions, tmp_path)
    graded[0].clear()
    grade(submissions, tmp_path, LIMITS._replace(cell=11))
    assert len(graded[0]) == 3
    monkeypatch.setattr(lessons, "ROOT", tmp_path)
    grade(submissions, tmp_path)
    assert len(graded[0]) == 6


@pytest.mark.parametrize("damage", [b"", b"[", b"7", b'[["a"]]', b"\xff"])
def test_a_damaged_result_is_graded_again(submissions, graded, tmp_path, damage):
    grade(submissions, tmp_path)
    graded[0].clear()
    next((tmp_path / "results").iterdir()).write_bytes(damage)
    grade(submissions, tmp_path)
    assert len(graded[0]) == 1


def test_what_has_no_cells_is_not_graded(submissions, graded, tmp_path):
    done, said = grade([submissions[0], submissions[1]._replace(cells=None)], tmp_path)
    assert list(done) == ["anna"] and said == ["  1 of 1  anna"]


def test_if_a_worker_is_ended_only_the_submission_that_ends_it_is_lost(submissions, graded, tmp_path):
    graded[1].add("ben")
    done, _ = grade(submissions, tmp_path)
    assert graded[0] == ["anna", "ben with 2", "ben with 1", "carl"]
    assert done == {"anna": results(), "carl": results(), "ben": run.LOST}
    assert len(list((tmp_path / "results").iterdir())) == 2


def test_every_submission_may_end_its_worker(submissions, graded, tmp_path):
    graded[1].update(["anna", "ben", "carl"])
    assert grade(submissions, tmp_path)[0] == dict.fromkeys(["anna", "ben", "carl"], run.LOST)


def test_results_are_kept_as_they_are(tmp_path):
    run.save(tmp_path / "a" / "b", "key", results("✗"))
    assert run.load(tmp_path / "a" / "b", "key") == results("✗")
    assert json.loads((tmp_path / "a" / "b" / "key.json").read_text())[1] == ["cost", "✗", "cost: so", True]
    assert run.load(tmp_path, "key") is None


# ---- with real workers ----------------------------------------------------------------------------------------------


def test_real_workers_grade_and_one_that_fails_says_so(tmp_path):
    todo = {pathlib.Path("a"): cells(predict=RIGHT["predict"]), pathlib.Path("b"): None}
    done = dict(run._in_pool(SMALL, todo, LIMITS._replace(cell=60, check=60), 1))
    assert [result.mark for result in done[pathlib.Path("a")]] == ["✓", "○"]
    assert done[pathlib.Path("b")] == (
        "the grader failed on it (TypeError: 'NoneType' object is not iterable): look at it by hand"
    )


def _end(cells):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_is_ended_is_noticed(monkeypatch):
    monkeypatch.setattr(run, "_grade", _end)
    monkeypatch.setattr(run, "_begin", print)
    assert dict(run._in_pool(SMALL, {pathlib.Path("a"): []}, LIMITS, 1)) == {}
