"""What a submission holds: the cell that answers each exercise, wherever it stands now, and the learner's own cells.

The file is read, never run. A cell belongs to an exercise by nbgrader's mark, by its id, or because it binds the name
that is asked for: so a cell that was moved, copied or typed anew is found. Of several, the last one counts.
"""

import ast
import json
from typing import NamedTuple

from . import lesson as lessons

LARGEST = 50_000_000  # bytes of a file
NO_NOTEBOOK = "it is no notebook (.ipynb)"
MARK = "-answer"  # behind the exercise's name: nbgrader's grade_id of the cell to fill in
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Unreadable(Exception):
    """One sentence: why a file is no submission"""


class Found(NamedTuple):
    """name -> source of the cell that answers it, None if there is no such cell; and the learner's own cells"""

    answers: dict
    own: list


def read(path):
    """The code cells of a notebook file, as [(marks, source)]; Unreadable with a sentence if it is none"""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"it has more than {LARGEST // 1_000_000} MB")
        content = path.read_bytes()
        cells = json.loads(content.decode("utf-8-sig"))["cells"]
        return [_read_cell(cell) for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    except OSError as error:
        raise Unreadable(f"it cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        broken = "its JSON is broken: ask for the file again" if content.lstrip()[:1] == b"{" else NO_NOTEBOOK
        raise Unreadable(broken if content.strip() else "the file is empty") from None
    except (KeyError, TypeError):
        raise Unreadable(NO_NOTEBOOK) from None


def _read_cell(cell):
    """(marks, source); what a cell lacks is empty"""
    metadata, source = cell.get("metadata"), cell.get("source", "")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = [cell.get("id"), mark.get("grade_id") if isinstance(mark, dict) else None]
    text = source if isinstance(source, str) else "".join(map(str, source))
    return {one for one in marks if isinstance(one, str)}, without_magics(text)


def without_magics(source):
    """A cell without what only IPython understands: if it is no Python, the lines that begin with % or ! are emptied"""
    if lessons.statements(source) is not None:
        return source
    return "".join("\n" if line.startswith(("%", "!")) else line for line in source.splitlines(keepends=True))


# ---- which cell answers what --------------------------------------------------------------------------------------


def find(cells, lesson):
    """Found in the code cells of a submission"""
    given = {plain(cell["source"]) for cell in lesson.cells if cell["cell_type"] == "code"}
    claims = {exercise.name: _claims(cells, exercise, given) for exercise in lesson.exercises}
    taken = {place for claimed in claims.values() for place in claimed}
    own = [source for place, (_, source) in enumerate(cells) if place not in taken and _is_own(source, given)]
    chosen = {name: max(claimed, key=claimed.get, default=None) for name, claimed in claims.items()}
    return Found({name: None if place is None else cells[place][1] for name, place in chosen.items()}, own)


def _claims(cells, exercise, given):
    """place -> rank of each cell that may answer the exercise: changed, binds the name, is marked, stands last"""
    names, stub, claims = bound_names(exercise.stub), plain(exercise.stub), {}
    for place, (marks, source) in enumerate(cells):
        binds, marked = bool(names & bound_names(source)), bool({exercise.cell_id, exercise.name + MARK} & marks)
        changed = plain(source) != stub
        if (binds or marked) and not (changed and plain(source) in given):
            claims[place] = (changed, binds, marked, place)
    return claims


def _is_own(source, given):
    called = lessons.check_in({"cell_type": "code", "source": source})
    return bool(source.strip()) and plain(source) not in given and not called


def plain(source):
    """A cell's text without what an editor may change on saving"""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def bound_names(source):
    """The names that the statements of a cell assign or define; none if it is no Python"""
    names = set()
    for statement in lessons.statements(source) or []:
        if isinstance(statement, DEFINITIONS):
            names.add(statement.name)
        else:
            names |= {name for node in ast.walk(statement) if (name := _bound_by(node))}
    return names


def _bound_by(node):
    if isinstance(node, DEFINITIONS):
        return node.name
    return node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else None


# ---- is it this lesson? ---------------------------------------------------------------------------------------------


def another_lesson(cells, lesson, folder=lessons.NOTEBOOKS):
    """The stem of the notebook that these cells are, if it is another one than the lesson; else None"""
    if _holds(cells, lesson) == len(lesson.exercises):
        return None
    others = [lessons.read(path) for path in sorted(folder.glob("*_*.ipynb"))]
    best = max([lesson, *others], key=lambda other: _holds(cells, other))
    return None if best.stem == lesson.stem else best.stem


def _holds(cells, lesson):
    """How many exercises of a lesson have a cell, or a check, in these cells"""
    checked = {found[0] for _, source in cells if (found := lessons.check_in({"cell_type": "code", "source": source}))}
    names = set().union(*(bound_names(source) for _, source in cells))
    return sum(exercise.name in checked or bool(bound_names(exercise.stub) & names) for exercise in lesson.exercises)
