"""What the tests of docs/teaching.md share: its commands, and how one is run on a copy of the course."""

import os
import re
import shlex
import shutil
import subprocess
import sys

from project import ROOT

PAGE = ROOT / "docs" / "teaching.md"
TEXT = PAGE.read_text("utf-8")
PARTS = ("Makefile", "helpers", "notebooks", "pyproject.toml", "tools")


def commands():
    """Every command of the page, in order"""
    return [line for block in re.findall(r"(?ms)^```\n(.*?)^```$", TEXT) for line in block.splitlines()]


def copy_course(folder):
    """A copy of the parts of the course that the commands use"""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            shutil.copy(ROOT / part, folder / part)


def run(command, course):
    """What a command of make does to a copy of the course once that is set up: its last line, run by this Python"""
    listed = subprocess.run(
        [*shlex.split(command), "--dry-run", "--no-print-directory"],
        cwd=course,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    python, *arguments = shlex.split(listed.splitlines()[-1])
    assert python == ".venv/bin/python", listed
    environment = os.environ | {"PYTHONPATH": str(course)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=course, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
