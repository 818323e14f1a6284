"""How long thirty submissions take to grade: those of `make class-test`, as `make class-grade` grades them."""

import importlib.util
import pathlib
import sys
import tempfile
import time

from .report import Row

SHARED = pathlib.Path(__file__).resolve().parents[2] / "tests" / "classroom" / "grading"


def rows():
    there = importlib.util.find_spec("nbgrader") is not None
    for number in ("01", "06b"):
        yield Row(f"30 submissions of {number}, four cheats among them", seconds(number) if there else None, "s", 360)


def seconds(number):
    """The time that the command takes, its list, CSV, pages and gradebook included"""
    sys.path[:0] = [str(SHARED)] if str(SHARED) not in sys.path else []
    from classroom import Classroom
    from synthetic import thirty

    with tempfile.TemporaryDirectory() as folder:
        classroom = Classroom(pathlib.Path(folder), number)
        classroom.lay(thirty(classroom.lesson, classroom.release))
        began = time.monotonic()
        classroom.grade()
        return time.monotonic() - began
