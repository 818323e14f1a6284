"""docs/teaching.md is true: its commands run, what it quotes is asked in that notebook, its server's recipe starts."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from course_notebooks import PATHS, read
from project import ROOT
from teaching_page import PAGE, TEXT, commands, copy_course, run
from traitlets.config import Config

RUN_HERE = ["make quiz NB=01", "make class-progress FOLDER=submissions"]
RUN_ELSEWHERE = {
    "make lab": "tests/tools/test_open_lab.py",
    "make handout NB=01": "tests/classroom/handouts/test_commands.py",
}
QUOTE = re.compile(r"^- (\d\d[a-c]?): “(.+?)”", re.M)
needs_make = pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")


def test_every_command_is_run_by_a_test():
    assert sorted(commands()) == sorted([*RUN_HERE, *RUN_ELSEWHERE])
    assert all((ROOT / test).exists() for test in RUN_ELSEWHERE.values())


@pytest.fixture
def course(tmp_path):
    copy_course(tmp_path)
    (tmp_path / "submissions" / "ann" / "work" / ".solved").mkdir(parents=True)
    (tmp_path / "submissions" / "ann" / "work" / ".solved" / "cost").touch()
    return tmp_path


@needs_make
@pytest.mark.parametrize(
    "command, said, file",
    [
        (RUN_HERE[0], "handouts/quiz.gift.txt: 3 questions", "handouts/quiz.gift.txt"),
        (RUN_HERE[1], "1 of 1 ████████████████████", "submissions/class-progress.csv"),
    ],
)
def test_a_command_does_what_the_page_says(command, said, file, course):
    done = run(command, course)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout and (course / file).stat().st_size > 100


def test_every_quoted_question_is_asked_in_its_notebook():
    quotes = QUOTE.findall(TEXT)
    assert len(quotes) == 3
    for number, question in quotes:
        (path,) = [path for path in PATHS if path.name.startswith(f"{number}_")]
        asked = [cell.source for cell in read(path.name).cells if "*Predict" in cell.source]
        assert any(question in text for text in asked), question


def test_the_section_before_which_to_stop_is_one_of_01():
    (heading,) = re.findall(r"stop before \*(.+?)\*", TEXT)
    assert f"## {heading}" in "\n".join(cell.source for cell in read("01_fit_a_line.ipynb").cells)


def test_every_file_that_it_links_or_names_is_there():
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", TEXT) if not link.startswith("https:")]
    assert linked and not [link for link in linked if not (PAGE.parent / link).exists()]
    named = re.findall(r"\b((?:tools|tests)/[\w/]+\.py|\w+\.(?:toml|yml))\b", TEXT)
    assert len(named) >= 5 and not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("where", ["README.md", "notebooks/00_start_here.ipynb"])
def test_readme_and_the_first_page_lead_to_it(where):
    assert "docs/teaching.md)" in (ROOT / where).read_text("utf-8")


# ---- the server -------------------------------------------------------------------------------------------------


def hub_settings():
    """The settings that the page's jupyterhub_config.py makes"""
    (block,) = re.findall(r"(?ms)^```python\n(.*?)^```$", TEXT)
    settings = Config()
    exec(block, {"c": settings})
    return settings.Spawner


def test_the_recipe_opens_the_first_page():
    assert hub_settings().default_url == "/lab/tree/work/00_start_here.ipynb"


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("git")), reason="there is no bash or no git here")
def test_a_learners_server_starts_in_a_clone_of_its_own_with_copies_laid_and_keeps_them(tmp_path):
    origin, home, programs = (tmp_path / name for name in ("origin", "home", "bin"))
    for folder in (origin, home, programs):
        folder.mkdir()
    copy_course(origin)
    git = ["git", "-C", str(origin), "-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    for step in (["init", "-q"], ["add", "."], ["commit", "-qm", "The course"]):
        subprocess.run([*git, *step], check=True)
    (programs / "jupyterhub-singleuser").write_text('#!/bin/sh\necho "$PWD $PYTHONPATH $@"\n')
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for program in programs.iterdir():
        program.chmod(0o755)
    settings = hub_settings()
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    environment = os.environ | settings.environment | {"HOME": str(home), "PATH": path, "COURSE": str(origin)}
    clone = home / "deep-learning-by-hand"
    for _ in range(2):
        started = subprocess.run(
            [*settings.cmd, "--port=1", "two words"], env=environment, capture_output=True, text=True, check=True
        )
        assert started.stdout.splitlines()[-1] == f"{clone} {clone} --port=1 two words", started.stderr
        assert sorted(one.name for one in (clone / "work").glob("*.ipynb")) == [one.name for one in PATHS]
        (clone / "work" / "01_fit_a_line.ipynb").write_text("my answers")  # which the second start finds
    assert (clone / "work" / "01_fit_a_line.ipynb").read_text() == "my answers"
