"""The promises that the tree itself makes: import direction, file sizes, portability, and dependencies said once."""

import ast
import io
import re
import shutil
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.lessons import LESSONS

ROOT = Path(__file__).resolve().parent.parent
HELPERS = sorted((ROOT / "helpers").rglob("*.py"))
TOOLS, TESTS = sorted((ROOT / "tools").rglob("*.py")), sorted((ROOT / "tests").rglob("*.py"))

# any module may import those above it, and nothing below it
ORDER = [
    *("ops", "graph", "gradcheck", "expressions", "graph_layout", "layers", "training", "datasets", "language"),
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
FOLDERS = {"notebooks", "helpers", "tests", "tools"}
NOT_IN_A_BROWSER = {"multiprocessing", "subprocess", "concurrent", "socket"}
FILE_BUDGET, FUNCTION_BUDGET, REUSABLE_BUDGET = 350, 25, 6900  # lines; of code; lines


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def project_files():
    """The files that are, or would be, committed; without git, all but what programs leave behind."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if listed.returncode == 0:
            return sorted(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())
    left_behind = {".git", ".venv", "work", "__pycache__", ".pytest_cache", ".hypothesis", ".ipynb_checkpoints"}
    paths = (path for path in ROOT.rglob("*") if not left_behind & set(path.relative_to(ROOT).parts))
    return sorted(path for path in paths if path.is_file())


def text_files():
    """(path, text) of every project file that is text."""
    for path in project_files():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            yield path, content.decode("utf-8")


# ---- one form and one set of rules for all Python ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", [["check", "--no-cache"], ["format", "--check", "--no-cache"]], ids=["rules", "form"]
)
def test_ruff_has_nothing_to_say(command):
    done = subprocess.run([sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


# ---- imports point one way --------------------------------------------------------------------------------------


def module_of(path):
    """The row of ORDER that a file of helpers belongs to: ops/lookup.py is `ops`."""
    return path.relative_to(ROOT / "helpers").parts[0].removesuffix(".py")


def imported_names(path):
    """Absolute dotted names of everything that a file imports, relative imports resolved."""
    package = list(path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


def test_four_folders_stand_at_the_top():
    assert {path.relative_to(ROOT).parts[0] for path in project_files() if len(path.relative_to(ROOT).parts) > 1} <= (
        FOLDERS | {".ci"}
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


def code_lines(path):
    """The numbers of the lines that hold code: no blank line, comment or docstring."""
    text = path.read_text(encoding="utf-8")
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in silent:
            lines |= set(range(token.start[0], token.end[0] + 1))
    return lines - docstring_lines(ast.parse(text))


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
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = len(lines & set(range(node.lineno, node.end_lineno + 1)))
            if length > FUNCTION_BUDGET:
                too_long[node.name] = length
    assert not too_long, f"{name_of(path)}: {too_long}"


@pytest.mark.parametrize("path", HELPERS + TOOLS, ids=name_of)
def test_a_module_begins_by_saying_why_it_exists(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_comments_docstrings_and_blank_lines_are_not_counted_as_code(tmp_path):
    sample = tmp_path / "sample.py"
    sample.write_text(
        '"""Why.\n\nMore."""\n\n# a comment\ndef f(x):\n    """Promise."""\n    return [\n        x,  # one\n    ]\n'
    )
    assert code_lines(sample) == {6, 8, 9, 10}


# ---- the same on every machine ----------------------------------------------------------------------------------

# in pieces, so that this file does not itself name what it forbids
INDEX_HOSTS = [
    ".".join(pieces)
    for pieces in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("anaconda", "org"),
        ("repo", "anaconda", "com"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("download", "pytorch", "org"),
    ]
]
MACHINE_PATH = re.compile(r"(?<![\w./~)\]}*$@-])/(?:work|root|home|Users)/\w")


def test_no_file_names_the_host_of_a_package_index():
    found = [f"{name_of(path)}: {host}" for path, text in text_files() for host in INDEX_HOSTS if host in text]
    assert not found


def test_no_file_names_a_path_of_one_machine():
    found = [
        f"{name_of(path)}: …{text[match.start() - 20 : match.end() + 20]!r}"
        for path, text in text_files()
        for match in MACHINE_PATH.finditer(text)
    ]
    assert not found


def test_a_machine_path_would_be_seen_and_a_relative_one_not():
    seen = ["open('" + "/".join(["", "home", "ann", "x"]) + "')", '"' + "/".join(["", "work", "main"])]
    unseen = ["../work/01.ipynb", "/lab/tree/work/00.ipynb", "$(CURDIR)/work/x", "https://host/home/x", "</root>"]
    assert all(MACHINE_PATH.search(text) for text in seen)
    assert not any(MACHINE_PATH.search(text) for text in unseen)


def test_both_licences_are_there():
    assert "BSD 3-Clause" in (ROOT / "LICENSE").read_text()
    assert "CC BY 4.0" in (ROOT / "LICENSE-text").read_text()


def commands_in(text):
    """Every `make target` that a document names in code."""
    inline = re.findall(r"`make ([a-z][a-z-]*)", text)
    blocks = re.findall(r"(?ms)^ *```.*?^ *```", text)
    return set(inline) | {
        name for block in blocks for name in re.findall(r"(?m)^\s*(?:\$ )?make ([a-z][a-z-]*)", block)
    }


def make_targets():
    return set(re.findall(r"(?m)^([a-z][a-z-]*):(?!=)", (ROOT / "Makefile").read_text()))


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_in_the_documents_exists(document):
    if not (ROOT / document).exists():
        pytest.skip(f"{document} is not written yet")
    assert commands_in((ROOT / document).read_text(encoding="utf-8")) <= make_targets()


def test_a_make_command_is_found_in_backticks_and_code_blocks_but_not_in_prose():
    text = "make sure to run `make lab`.\n\n```\n$ make test\nmake fresh NB=05\n```\n"
    assert commands_in(text) == {"lab", "test", "fresh"}


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
def test_bare_make_lists_every_command_with_one_line():
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"(?m)^  make ([a-z-]+) +\S", listed))
    assert named == make_targets() - {"help", "set-up", "browser-extra"}


# ---- dependencies are said once, and agree ----------------------------------------------------------------------


def pyproject_requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    rows = project["dependencies"] + project["optional-dependencies"]["test"]
    return {canonicalize_name(row.name): row.specifier for row in map(Requirement, rows)}


def conda_requirements():
    """{name: range} of environment.yml; the names used here are the same on conda-forge, dashes for underscores."""
    rows = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    rows = [Requirement(re.sub(r"(?<![=<>!~])=(?!=)(.*)", r"==\1.*", row)) for row in rows if isinstance(row, str)]
    return {row.name: row.specifier for row in rows}


def locked_versions():
    """{name: [versions]}: a package may have one row for older and one for newer Pythons."""
    versions = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", (ROOT / "requirements.lock").read_text()):
        versions.setdefault(canonicalize_name(name), []).append(version)
    return versions


def test_conda_and_pyproject_ask_for_the_same_ranges():
    conda = conda_requirements()
    assert {name: conda[name] for name in conda if name not in ("python", "pip")} == pyproject_requirements()


def test_conda_python_is_one_that_the_course_supports():
    supported = Requirement(
        "python" + tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    )
    version = str(conda_requirements()["python"]).strip("=.*")
    assert supported.specifier.contains(version)


def test_conda_also_installs_helpers_and_the_lab_settings():
    rows = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    assert {"pip": ["-e ."]} in rows


def test_the_lock_satisfies_every_range():
    locked = locked_versions()
    wrong = {
        name: locked.get(name)
        for name, allowed in pyproject_requirements().items()
        if name not in locked or not all(allowed.contains(version) for version in locked[name])
    }
    assert not wrong, "run `make lock`"


def test_every_row_of_the_lock_has_hashes():
    text = re.sub(r"\\\n\s*", " ", (ROOT / "requirements.lock").read_text())
    rows = [line for line in text.splitlines() if re.match(r"[\w.-]+==", line)]
    assert rows and all("--hash=sha256:" in row for row in rows)


def test_the_lock_holds_neither_the_browser_nor_the_benchmark_extra():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    apart = {canonicalize_name(Requirement(row).name) for row in extras["browser"] + extras["bench"]}
    assert not apart & set(locked_versions())
