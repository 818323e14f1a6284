"""A notebook of the course as the grader sees it: its cells, and where its exercises stand."""

import ast
import json
import pathlib
import re
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"


class GradingError(Exception):
    """One sentence for the teacher at the keyboard: what is wrong and what to do."""


class Limits(NamedTuple):
    """Seconds for a cell, for a check and for a whole submission; megabytes beyond what the course's cells use"""

    cell: float = 10
    check: float = 6
    all: float = 180
    megabytes: int = 1024


class Exercise(NamedTuple):
    """One exercise: `stub` is the cell that the learner fills in, `place` and `cell_id` are that cell's"""

    name: str  # of the check: checks.<name>(<arguments>)
    title: str
    stub: str
    arguments: str
    place: int
    cell_id: str


class Lesson(NamedTuple):
    """A notebook of the course; cells are dicts as in the file, but `source` is one string"""

    number: str
    stem: str
    notebook: dict
    exercises: list

    @property
    def cells(self):
        return self.notebook["cells"]

    @property
    def steps(self):
        """The sources of the code cells before each exercise's check, from the one before on: a list for each"""
        starts = [0, *(exercise.place + 1 for exercise in self.exercises)]
        return [
            [cell["source"] for cell in self.cells[start:end] if cell["cell_type"] == "code" and not check_in(cell)]
            for start, end in zip(starts, starts[1:], strict=False)
        ]


def find(number, folder=NOTEBOOKS):
    """The Lesson of a number such as 06b; GradingError if there is none, or if it has no exercise"""
    paths = sorted(folder.glob(f"{number}_*.ipynb")) if re.fullmatch(r"\w+", number) else []
    if not paths:
        there = ", ".join(path.name.split("_")[0] for path in sorted(folder.glob("*_*.ipynb")))
        raise GradingError(f"There is no notebook {number!r}: write NB= and one of {there}.")
    return read(paths[0])


def read(path):
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return Lesson(path.stem.split("_")[0], path.stem, notebook, find_exercises(notebook["cells"]))


def find_exercises(cells):
    """Every exercise, in order: a check and, right before it, its stub; the title is the last heading before them"""
    found, title = [], ""
    for place, cell in enumerate(cells):
        heading = re.search(r"^### Exercise: (.+)$", cell["source"], re.M)
        if cell["cell_type"] == "markdown" and heading:
            title = heading[1]
        check = check_in(cell)
        if check:
            stub = cells[place - 1]
            found.append(Exercise(check[0], title, stub["source"], check[1], place - 1, stub.get("id", "")))
    return found


def check_in(cell):
    """(name, arguments) of a code cell that is one call checks.<name>(<arguments>) with at least one argument"""
    body = statements(cell["source"]) if cell["cell_type"] == "code" else None
    call = body[0].value if body and len(body) == 1 and isinstance(body[0], ast.Expr) else None
    if not (isinstance(call, ast.Call) and call.args and re.fullmatch(r"checks\.\w+", ast.unparse(call.func))):
        return None
    return call.func.attr, ", ".join(map(ast.unparse, call.args))


def statements(source):
    """The statements of a cell as syntax trees; None if it is no Python"""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
