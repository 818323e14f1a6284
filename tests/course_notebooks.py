"""What the tests of the notebooks share: how to find and read them, their exercises and their quizzes."""

import ast
import functools
import importlib.util
import pathlib
import re
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
NAMES = [path.name for path in PATHS]
LESSONS = [path.name for path in PATHS if not path.name.startswith("00")]
START = "00_start_here.ipynb"


def _load_writer():
    spec = importlib.util.spec_from_file_location("write_notebooks", ROOT / "tools" / "write_notebooks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


writer = _load_writer()


@functools.cache
def read(name):
    """The stored notebook; do not change what comes back"""
    return writer.read(NOTEBOOKS / name)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell):
    """What a code cell wrote to stdout"""
    return "".join(output.text for output in cell.outputs if output.get("name") == "stdout")


# ---- exercises and quizzes -----------------------------------------------------------------------


class Exercise(NamedTuple):
    """An exercise as it stands on the page; position is the place of its task among all cells"""

    position: int
    title: str
    task: str
    stub: str
    check: str
    name: str  # of the check: checks.<name>(...)
    hints: list
    solution: str  # the text of the folded solution
    code: str  # the Python in it


class Malformed(Exception):
    """An exercise or quiz that does not follow the convention; the message says where and what is expected"""


def find_exercises(notebook):
    """Every exercise of the notebook, in order; Malformed if one lacks a part"""
    starts = [place for place, cell in enumerate(notebook.cells) if _starts_exercise(cell)]
    return [_read_exercise(notebook.cells, place) for place in starts]


def find_checks(notebook):
    """(position, name) of every cell that is one call checks.NAME(...), in order"""
    found = [(place, check_name(cell)) for place, cell in enumerate(notebook.cells)]
    return [(place, name) for place, name in found if name]


def check_name(cell):
    """NAME if the code cell is exactly `checks.NAME(...)`, with at least one argument; else None"""
    match = re.fullmatch(r"checks\.(\w+)\(\s*\S.*\)", cell.source.strip(), re.S) if cell.cell_type == "code" else None
    return match and match[1]


def _starts_exercise(cell):
    return cell.cell_type == "markdown" and re.search(r"^#+ Exercise\b", cell.source, re.M)


def _read_exercise(cells, place):
    task = cells[place].source[_starts_exercise(cells[place]).start() :]
    title = task.splitlines()[0]
    where = f"{title!r} (cell {place + 1} of all)"
    _require(re.fullmatch(r"### Exercise: \S.*", title), where, "the heading must be '### Exercise: title'")
    kinds = [cell.cell_type for cell in cells[place : place + 4]]
    _require(
        kinds == ["markdown", "code", "code", "markdown"],
        where,
        f"task, stub, check and folded hints must follow each other, found {kinds}",
    )
    stub, check, folded = cells[place + 1 : place + 4]
    _require(has_ellipsis(stub.source), where, "the stub must hold '...'")
    name = check_name(check)
    _require(name, where, f"the check must be one call checks.NAME(answer), found {check.source!r}")
    hints, solution = _read_folded(folded.source, where)
    return Exercise(place, title, task, stub.source, check.source, name, hints, solution, _code(solution, where))


def _read_folded(source, where):
    found = details(source, where)
    summaries = [summary for summary, _ in found]
    wanted = [f"Hint {number}" for number in range(1, len(found))] + ["Solution"]
    _require(
        summaries == wanted and 2 <= len(found) <= 4,
        where,
        f"after the check come Hint 1 (up to Hint 3) and Solution, found {summaries}",
    )
    return [text for _, text in found[:-1]], found[-1][1]


def _code(solution, where):
    blocks = re.findall(r"^```python\n(.*?)^```$", solution, re.S | re.M)
    _require(len(blocks) == 1 and solution.count("```") == 2, where, "the solution must hold one ```python block")
    return blocks[0]


def find_quizzes(notebook):
    """(question, [(option, answer)]) of every question in a markdown cell that starts with a Quiz heading

    A line that starts with `**1. ` begins the first of several questions; without such lines the cell is one.
    """
    quizzes = []
    for place, cell in enumerate(notebook.cells):
        heading, *rest = re.split(r"^(?=\*\*\d+\. )", cell.source, flags=re.M)
        if cell.cell_type == "markdown" and re.match(r"#+ [^\n]*\bQuiz\b", heading):
            for question in rest or [heading]:
                first = question.splitlines()[0]
                quizzes.append((first, details(question, f"{first!r} (cell {place + 1} of all)")))
    return quizzes


def details(source, where):
    """(summary, text) of each <details> of a markdown cell, in order"""
    found = re.findall(r"^<details>\n?<summary>([^\n]+)</summary>\n\n(.*?)\n\n</details>$", source, re.S | re.M)
    folds = len(re.findall(r"<\s*/?\s*details|<\s*/?\s*summary", source))
    _require(
        folds == 4 * len(found),
        where,
        "a fold is <details><summary>…</summary>, empty line, text, empty line, </details>",
    )
    return [(summary.strip(), text.strip()) for summary, text in found]


def _require(kept, where, rule):
    if not kept:
        raise Malformed(f"{where}: {rule}")


# ---- code ----------------------------------------------------------------------------------------


def has_ellipsis(source):
    return any(isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(ast.parse(source)))


def names_bound(source):
    """The names that top-level statements of the code assign, define or import, or whose attributes they assign"""
    names = set()
    for statement in ast.parse(source).body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            names.add(statement.name)
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name.split(".")[0] for alias in statement.names}
        else:
            parts = [node for node in ast.walk(statement) if isinstance(getattr(node, "ctx", None), ast.Store)]
            wholes = [part.value if isinstance(part, ast.Attribute) else part for part in parts]
            names |= {whole.id for whole in wholes if isinstance(whole, ast.Name)}
    return names


def names_used(source):
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
