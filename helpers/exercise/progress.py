"""What the checks have seen solved: an empty file for each in the learner's work/.solved/, else in memory only.

In the browser the page keeps files beside the notebooks, so there it is the folder .solved/ beside them.
Two notebooks are two kernels: each makes files of its own, so that nothing needs a lock and nothing can be damaged.
"""

import json
import os
import pathlib
import sys
import textwrap

FOLDER, OLD_FILE = ".solved", "progress.json"  # an older version of the course kept all names in one file

_solved = set()  # names, as this kernel has seen them
_said = set()  # sentences that need saying only once


def folder():
    """The learner's folder work/ if this kernel runs there; else None, so that tests leave no trace

    In the browser (emscripten) every kernel runs in the learner's folder.
    """
    if sys.platform == "emscripten":
        return pathlib.Path.cwd()
    work = pathlib.Path(__file__).resolve().parents[2] / "work"
    try:
        return work if os.path.samefile(os.getcwd(), work) else None
    except OSError:  # there is no such folder
        return None


def record(name):
    """Remembers that `name` is solved; returns '' or a sentence about trouble"""
    _solved.add(name)
    return solved_names()[1]


def solved_names():
    """(the names solved so far, here or in any earlier session; '' or a sentence about trouble)"""
    work = folder()
    if work is None:
        return set(_solved), ""
    try:
        found = _found(work / FOLDER, work / OLD_FILE)
        for name in _solved - found:
            (work / FOLDER / name).touch()
        return found | _solved, ""
    except OSError as error:
        trouble = f"(Your progress cannot be kept in work/{FOLDER}: {error.strerror or error}.)"
        new = trouble not in _said
        _said.add(trouble)
        return set(_solved), trouble if new else ""


def _found(solved, old):
    """The names in the folder, which is made if there is none, with the names in an old file; that file stays"""
    if not solved.exists():
        names = _names_in(old)
        solved.mkdir()
        for name in names:
            (solved / name).touch()
    return {path.name for path in solved.iterdir()}


def _names_in(old):
    try:
        content = json.loads(old.read_text("utf-8"))
        return [name for name in content["solved"] if name.isidentifier()]
    except (FileNotFoundError, ValueError, RecursionError, KeyError, TypeError):  # none, or not one of ours
        return []


def show(exercises):
    """Prints one row per notebook: how many of its exercises are solved, and which"""
    names, trouble = solved_names()
    print("\n".join([table(exercises, names), trouble]).rstrip("\n"))


def table(exercises, solved):
    """The rows that `show` prints, as text"""
    notebooks = {}
    for exercise in exercises:
        notebooks.setdefault(exercise.notebook, []).append(exercise.name)
    rows = ["notebook  solved    exercises"]
    for notebook, names in sorted(notebooks.items()):
        start = f"{notebook:<10}{f'{len(solved.intersection(names))} of {len(names)}':<10}"
        marks = "  ".join(("✓\0" if name in solved else "○\0") + name for name in names)  # \0: no line break here
        rows += textwrap.wrap(marks, 96, initial_indent=start, subsequent_indent=" " * 20, break_on_hyphens=False)
    return "\n".join(rows).replace("\0", " ")
