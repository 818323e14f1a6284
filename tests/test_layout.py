"""The promises that the tree itself makes: import direction, file sizes, portability, and dependencies said once."""

import ast
import functools
import io
import re
import subprocess
import sys
import tokenize

import pytest
from project import ROOT, name_of, project_files

from helpers.lessons import LESSONS

HELPERS = sorted((ROOT / "helpers").rglob("*.py"))
TOOLS, TESTS = sorted((ROOT / "tools").rglob("*.py")), sorted((ROOT / "tests").rglob("*.py"))

# any module may import those above it, and nothing below it
ORDER = [
    *(
        "ops",
        "graph",
        "gradcheck",
        "expressions",
        "graph_layout",
        "layers",
        "training",
        "keras",
        "datasets",
        "language",
    ),
    *("plots", "lettering", "graph_picture", "controls", "marks", "live_figure", "exercise", "lessons"),
    *("explorers", "checks"),
]
FIRST_WITH = {
    "matplotlib": "plots",
    "ipywidgets": "live_figure",
    "anywidget": "live_figure",
    "traitlets": "live_figure",
}
OURS = {"notebooks", "tests", "tools"}
FOLDERS = {"notebooks", "helpers", "tests", "tools", "docs"}
NOT_IN_A_BROWSER = {"multiprocessing", "subprocess", "concurrent", "socket"}
FILE_BUDGET, FUNCTION_BUDGET, REUSABLE_BUDGET = 350, 25, 7640  # lines; of code; lines


# ---- one form and one set of rules for all Python ---------------------------------------------------------------


@pytest.mark.parametrize(
    "command", [["check", "--no-cache"], ["format", "--check", "--no-cache"]], ids=["rules", "form"]
)
def test_ruff_has_nothing_to_say(command):
    done = subprocess.run([sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


# ---- imports point one way --------------------------------------------------------------------------------------


@functools.cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def module_of(path):
    """The row of ORDER that a file of helpers belongs to: ops/lookup.py is `ops`."""
    return path.relative_to(ROOT / "helpers").parts[0].removesuffix(".py")


def imported_names(path):
    """Absolute dotted names of everything that a file imports, relative imports resolved."""
    package = list(path.relative_to(ROOT).parent.parts)
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join(base + (node.module.split(".") if node.module else []))
            yield from (f"{base}.{alias.name}" for alias in node.names)


def helpers_imported(path):
    """The rows of ORDER that a file imports; a name taken from the package itself counts as a module."""
    dotted = [name.split(".") for name in imported_names(path)]
    return {parts[1] for parts in dotted if parts[0] == "helpers" and len(parts) > 1} - {"*"}


def test_every_helper_module_has_its_place_in_the_order():
    unknown = {module_of(path) for path in HELPERS} - set(ORDER) - {"__init__"}
    assert not unknown, f"add {sorted(unknown)} to the order of helpers (CONTRIBUTING, tests/test_layout.py)"


@pytest.mark.parametrize("path", HELPERS, ids=name_of)
def test_helpers_import_only_what_stands_above_them(path):
    own = module_of(path)
    allowed = set() if own == "__init__" else set(ORDER[: ORDER.index(own) + 1])
    wrong = helpers_imported(path) - allowed
    assert not wrong, f"{name_of(path)} imports {sorted(wrong)}, which do not stand above it"


@pytest.mark.parametrize("path", HELPERS, ids=name_of)
def test_drawing_and_widgets_are_imported_only_from_their_layer_down(path):
    own, packages = module_of(path), {name.split(".")[0] for name in imported_names(path)}
    rank = -1 if own == "__init__" else ORDER.index(own)
    wrong = [package for package in packages & set(FIRST_WITH) if rank < ORDER.index(FIRST_WITH[package])]
    assert not wrong, f"{name_of(path)} imports {wrong}: allowed from {[FIRST_WITH[name] for name in wrong]} down"


@pytest.mark.parametrize("path", HELPERS, ids=name_of)
def test_helpers_know_no_notebook_no_test_and_nothing_a_browser_python_lacks(path):
    wrong = {name.split(".")[0] for name in imported_names(path)} & (OURS | NOT_IN_A_BROWSER)
    assert not wrong, f"{name_of(path)} imports {sorted(wrong)}"


@pytest.mark.parametrize("path", sorted((ROOT / "helpers" / "lessons").rglob("*.py")), ids=name_of)
def test_a_lesson_stands_on_earlier_lessons_and_of_those_on_numbers_and_exercises_only(path):
    own = path.relative_to(ROOT / "helpers" / "lessons").parts[0]
    for name in imported_names(path):
        parts = name.split(".")
        if parts[:2] == ["helpers", "lessons"] and parts[2:3] != [own] and own in LESSONS:
            assert LESSONS.index(parts[2]) < LESSONS.index(own), f"{name_of(path)} imports the later lesson {parts[2]}"
            assert parts[3] in ("numbers", "exercises"), f"{name_of(path)} imports {name}"


def test_every_notebook_has_a_room_of_its_own_and_the_tests_mirror_it():
    notebooks = [re.sub(r"^\d+[a-z]?_", "", path.stem) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    assert notebooks == LESSONS
    for kind in ("helpers", "tests"):
        rooms = {path.name for path in (ROOT / kind / "lessons").iterdir() if path.is_dir()} - {"__pycache__"}
        assert rooms == set(LESSONS), f"{kind}/lessons"


def test_five_folders_stand_at_the_top():
    assert {path.relative_to(ROOT).parts[0] for path in project_files() if len(path.relative_to(ROOT).parts) > 1} <= (
        FOLDERS | {".ci", ".github"}
    )


def test_nothing_brings_in_pyplot():
    assert not [name_of(path) for path in HELPERS if "matplotlib.pyplot" in set(imported_names(path))]


def test_an_import_upward_would_be_seen(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    below = tmp_path / "helpers" / "checks" / "line.py"
    below.parent.mkdir(parents=True)
    below.write_text(
        "from ..plots import draw\nfrom .. import ops\nimport helpers.graph as g\nfrom .guard import ask\n"
    )
    assert helpers_imported(below) == {"plots", "ops", "graph", "checks"}


# ---- small enough to read ---------------------------------------------------------------------------------------


def docstring_lines(tree):
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [
        node.body[0] for node in ast.walk(tree) if isinstance(node, kinds) and ast.get_docstring(node, clean=False)
    ]
    return {line for node in bodies for line in range(node.lineno, node.end_lineno + 1)}


@functools.cache
def code_lines(path):
    """The numbers of the lines that hold code: no blank line, comment or docstring."""
    text = path.read_text(encoding="utf-8")
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in silent:
            lines |= set(range(token.start[0], token.end[0] + 1))
    return lines - docstring_lines(tree_of(path))


@pytest.mark.parametrize("path", HELPERS + TOOLS + TESTS, ids=name_of)
def test_a_file_has_at_most_350_lines(path):
    assert count_lines(path) <= FILE_BUDGET, f"{name_of(path)}: make it a folder of the same name"


def count_lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_the_reusable_half_of_helpers_stays_a_small_module():
    reusable = [path for path in HELPERS if "lessons" not in path.parts] + sorted((ROOT / "helpers").rglob("*.js"))
    assert sum(map(count_lines, reusable)) <= REUSABLE_BUDGET


@pytest.mark.parametrize("path", HELPERS + TOOLS, ids=name_of)
def test_a_function_has_at_most_25_lines_of_code(path):
    lines, too_long = code_lines(path), {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = len(lines & set(range(node.lineno, node.end_lineno + 1)))
            if length > FUNCTION_BUDGET:
                too_long[node.name] = length
    assert not too_long, f"{name_of(path)}: {too_long}"


@pytest.mark.parametrize("path", HELPERS + TOOLS, ids=name_of)
def test_a_module_begins_by_saying_why_it_exists(path):
    assert ast.get_docstring(tree_of(path))


def test_comments_docstrings_and_blank_lines_are_not_counted_as_code(tmp_path):
    sample = tmp_path / "sample.py"
    sample.write_text(
        '"""Why.\n\nMore."""\n\n# a comment\ndef f(x):\n    """Promise."""\n    return [\n        x,  # one\n    ]\n'
    )
    assert code_lines(sample) == {6, 8, 9, 10}
