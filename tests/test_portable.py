"""The tree is the same on every machine, and dependencies are said once."""

import re
import shutil
import subprocess
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from project import ROOT, name_of, text_files

from tools.site.packages import PURE

TOOLS, TESTS = sorted((ROOT / "tools").rglob("*.py")), sorted((ROOT / "tests").rglob("*.py"))

# any module may import those above it, and nothing below it
FILE_BUDGET, FUNCTION_BUDGET, REUSABLE_BUDGET = 350, 25, 6900  # lines; of code; lines


# ---- the same on every machine ----------------------------------------------------------------------------------

# in pieces, so that this file does not itself name what it forbids
INDEX_HOSTS = [
    ".".join(pieces.split())
    for pieces in (
        *("pypi org", "pythonhosted org", "anaconda org", "repo anaconda com", "npmjs org", "npmjs com"),
        *("deb debian org", "archive ubuntu com", "download pytorch org"),
    )
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


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/teaching.md", "docs/grading.md"])
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
    apart = {name for name in make_targets() if name.endswith("-extra")}
    assert named == make_targets() - apart - {"help", "set-up", "site-venv", "site-pyodide"}


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


LOCKS = "requirements.lock", "requirements-frameworks.lock", "requirements-site.lock"


def locked_versions(lock="requirements.lock"):
    """{name: [versions]}: a package may have one row for older and one for newer Pythons."""
    versions = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", (ROOT / lock).read_text()):
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
    assert not unlocked(pyproject_requirements(), locked), "run `make lock`"


def unlocked(requirements, locked):
    """{name: versions} of what the lock does not hold within its range."""
    return {
        name: locked.get(name)
        for name, allowed in requirements.items()
        if name not in locked or not all(allowed.contains(version) for version in locked[name])
    }


def group_requirements(group):
    rows = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"][group]
    return {canonicalize_name(row.name): row.specifier for row in map(Requirement, rows)}


def test_the_lock_of_the_frameworks_satisfies_its_ranges_and_changes_no_package_of_the_course():
    frameworks, course = locked_versions(LOCKS[1]), locked_versions()
    assert not unlocked(group_requirements("frameworks"), frameworks), "run `make lock`"
    assert {name: course[name] for name in frameworks if name in course} == {
        name: versions for name, versions in frameworks.items() if name in course
    }


def test_the_lock_of_the_site_satisfies_its_ranges_and_brings_the_courses_versions_to_the_browser():
    site, course = locked_versions(LOCKS[2]), locked_versions()
    assert not unlocked(group_requirements("site"), site), "run `make lock`"
    assert {name: site[name] for name in PURE} == {name: course[name] for name in PURE}, "run `make lock`"


def test_no_lock_holds_pytorch_whose_plain_name_brings_gigabytes():
    assert not {"torch"} & {name for lock in LOCKS for name in locked_versions(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_row_of_a_lock_has_hashes(lock):
    text = re.sub(r"\\\n\s*", " ", (ROOT / lock).read_text())
    rows = [line for line in text.splitlines() if re.match(r"[\w.-]+==", line)]
    assert rows and all("--hash=sha256:" in row for row in rows)


def test_the_lock_of_the_course_holds_no_extra():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    apart = {
        canonicalize_name(Requirement(row).name)
        for extra in ("browser", "handout", "class", "bench")
        for row in extras[extra]
    }
    assert not (apart | set(group_requirements("frameworks"))) & set(locked_versions())
