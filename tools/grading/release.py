"""A notebook of the course as an nbgrader assignment: no solutions, no outputs, no hidden tests, but all hints.

nbgrader makes the release (locked checks, cells to fill in) from a source notebook that is made here, and keeps the
gradebook. It does not run the submissions: its autograder gave full points to whatever a check prints, lost three of 30
and took 812 s for them.
"""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

from tools import notebook_cells, predictions

from . import lesson as lessons
from . import scores
from .answers import MARK

COURSE_ID = "deep-learning-by-hand"
CONFIG = f'''"""The class's nbgrader course. Made once; yours to change."""
from nbgrader.preprocessors import (
    CheckCellMetadata, ClearHiddenTests, ClearOutput, ComputeChecksums, IncludeHeaderFooter, LockCells, SaveCells
)

c = get_config()
c.CourseDirectory.course_id = "{COURSE_ID}"
# without ClearSolutions, which would overwrite the cells to fill in
c.GenerateAssignment.preprocessors = [
    IncludeHeaderFooter, LockCells, ClearOutput, CheckCellMetadata, ComputeChecksums, SaveCells, ClearHiddenTests,
    ComputeChecksums, CheckCellMetadata,
]
'''
NOT_THIS_WAY = """
### BEGIN HIDDEN TESTS
raise RuntimeError("nbgrader's own autograder cannot read these checks: make class-grade grades them")
### END HIDDEN TESTS"""


# ---- the source notebook: no nbgrader needed ------------------------------------------------------------------------


def source_notebook(lesson, points):
    """The notebook that nbgrader makes the assignment from, as a dict"""
    kept = json.loads(predictions.learners_copy(json.dumps(lesson.notebook).encode()))
    stubs = {exercise.place: exercise.name for exercise in lesson.exercises}
    cells = [_convert(cell, stubs.get(place), points) for place, cell in enumerate(kept["cells"])]
    return {**kept, "cells": [cell for cell in cells if cell["source"]]}


def _convert(cell, stub, points):
    """One cell: `stub` is the name of the exercise that it is the cell to fill in of, or None"""
    cell = copy.deepcopy(cell)
    cell["source"] = "".join(cell["source"])
    check = lessons.check_in(cell)
    if stub:
        cell["metadata"]["nbgrader"] = _mark(stub + MARK, solution=True)
    elif check:
        cell["metadata"]["nbgrader"] = _mark(check[0], grade=True, locked=True, points=points)
        cell["source"] += NOT_THIS_WAY
    elif notebook_cells.is_solution(cell):
        cell["source"] = notebook_cells.without_solution(cell["source"]).strip()
        cell["metadata"]["tags"].remove("solution")
    return cell


def _mark(grade_id, **set_to):
    return {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False} | {
        "grade_id": grade_id,
        **set_to,
    }


# ---- nbgrader's course folder ---------------------------------------------------------------------------------------


def source_path(course, lesson):
    return course / "source" / lesson.number / f"{lesson.stem}.ipynb"


def release_path(course, lesson):
    return course / "release" / lesson.number / f"{lesson.stem}.ipynb"


def make(course, lesson, points):
    """Writes the source notebook and lets nbgrader make the release; GradingError with what it says if it fails"""
    path = source_path(course, lesson)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(source_notebook(lesson, points), ensure_ascii=False, indent=1), "utf-8")
    if not (course / "nbgrader_config.py").exists():
        (course / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    with_tools()
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", lesson.number, "--force"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    if done.returncode or not release_path(course, lesson).exists():
        said = [line for line in done.stderr.splitlines() if "ERROR" in line] or done.stderr.splitlines() or ["nothing"]
        raise lessons.GradingError(f"nbgrader could not make the assignment: {said[-1]}")


def with_tools():
    """nbgrader calls alembic by its name: the environment's own programs come first"""
    folder = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", os.defpath)])


def points_of(course, lesson):
    """name -> points, as the source notebook says, where a teacher may have changed them"""
    try:
        cells = json.loads(source_path(course, lesson).read_text("utf-8"))["cells"]
    except FileNotFoundError:
        raise lessons.GradingError(f"There is no assignment yet: make class NB={lesson.number}") from None
    marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    found = {mark["grade_id"]: mark["points"] for mark in marks if mark.get("grade")}
    return {exercise.name: found[exercise.name] for exercise in lesson.exercises if exercise.name in found}


def record(course, lesson, rows, full, half):
    """Lays each submission into nbgrader's folder and its points into the gradebook"""
    with_tools()
    from nbgrader.api import Gradebook

    with warnings.catch_warnings(), Gradebook(f"sqlite:///{course / 'gradebook.db'}", COURSE_ID) as book:
        warnings.simplefilter("ignore")  # of SQLAlchemy, about nbgrader's own way of making a submission
        for name, row in zip(safe_names(rows), rows, strict=True):
            book.update_or_create_student(name)
            handed_in = book.update_or_create_submission(lesson.number, name)
            got = {result.name: scores.points(result, full[result.name], half) for result in row.results}
            for notebook in handed_in.notebooks:
                for grade in notebook.grades:
                    grade.auto_score = got.get(grade.name, 0)
                    grade.needs_manual_grade = False
            if row.results:
                place = course / "submitted" / name / lesson.number / f"{lesson.stem}.ipynb"
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(row.path, place)
        book.db.commit()


def safe_names(rows):
    """A name for each learner that can be a file's, in order: no two are the same"""
    names = []
    for row in rows:
        plain = re.sub(r"[^\w.-]+", "-", row.learner).strip("-.") or "learner"
        count = 1
        name = plain
        while name.lower() in map(str.lower, names):
            count += 1
            name = f"{plain}-{count}"
        names.append(name)
    return names
