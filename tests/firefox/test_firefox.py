"""Firefox runs notebooks in JupyterLab and in the site, and every live figure answers a key: `make firefox-test`."""

import json
import pathlib
import secrets
import shutil
import subprocess

import pytest
from course_in_lab import ROOT, Lab, explorers_of
from live_notebook import SITE, served

NAMES = ["00_start_here.ipynb", "01_fit_a_line.ipynb"]
DRIVER = ROOT / ".venv-site" / "firefox"
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")

pytestmark = pytest.mark.skipif(
    not (DRIVER / "node_modules").exists() or not FIREFOX, reason="`make firefox-test` runs this, where Firefox is"
)


def look(*addresses):
    """What Firefox saw at each address"""
    smoke = pathlib.Path(__file__).with_name("smoke.mjs")
    command = ["node", smoke, DRIVER, FIREFOX, *addresses]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3000)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def expect_all_answered(seen):
    for name, found in zip(NAMES, seen, strict=True):
        figures = len(explorers_of(name))
        assert found["run"] == found["cells"] > 0, name
        assert (found["errors"], found["figures"], found["answered"]) == (0, figures, figures), name


def test_firefox_runs_notebooks_in_jupyterlab(tmp_path):
    lab = Lab(tmp_path)
    try:
        start = f"{lab.address}/lab/workspaces/{secrets.token_hex(4)}/tree/work"
        expect_all_answered(look(*(f"{start}/{name}?token={lab.token}&reset" for name in NAMES)))
    finally:
        lab.stop()


def test_firefox_runs_notebooks_in_the_site():
    with served(SITE) as (address, _):
        expect_all_answered(look(*(f"{address}/live/lab/index.html?reset&path={name}" for name in NAMES)))
