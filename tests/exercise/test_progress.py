"""A solved exercise is never lost: not by two notebooks at once, a full disk, an older version or an update."""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

from helpers import checks
from helpers.exercise import Exercise, progress


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A learner's folder work/, and this kernel runs in it"""
    monkeypatch.setattr(progress, "folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def restart(monkeypatch):
    """As if the kernel had just started; call it to start again"""

    def start():
        monkeypatch.setattr(progress, "_solved", set())
        monkeypatch.setattr(progress, "_said", set())

    start()
    return start


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# --- where it is kept ---


@pytest.mark.parametrize("deleted", [False, True])
def test_a_kernel_outside_the_work_folder_keeps_it_in_memory_only(tmp_path, monkeypatch, deleted):
    (elsewhere := tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(elsewhere)
    if deleted:
        elsewhere.rmdir()
    assert progress.folder() is None
    assert progress.record("cost") == "" and progress.solved_names() == ({"cost"}, "")
    assert files(tmp_path) == []


def test_in_the_browser_it_is_kept_beside_the_notebooks(tmp_path, monkeypatch):
    monkeypatch.setattr(progress.sys, "platform", "emscripten")
    monkeypatch.chdir(tmp_path)
    assert progress.folder() == tmp_path
    assert progress.record("cost") == "" and files(tmp_path) == [".solved/cost"]


def test_the_work_folder_beside_the_helpers_is_where_it_is_kept(tmp_path):
    """The real thing: a copy of the repository, a learner's Python in its work/, another in its notebooks/"""
    helpers = pathlib.Path(progress.__file__).parents[1]
    shutil.copytree(helpers, tmp_path / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    code = "from helpers.exercise import Exercise\nExercise('sum_up', 'X', expected=5)(5)"
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    for name in ("work", "notebooks"):
        (tmp_path / name).mkdir()
        command = [sys.executable, "-B", "-c", code]
        done = subprocess.run(command, cwd=tmp_path / name, capture_output=True, text=True, env=environment)
        assert (done.stderr, done.stdout) == ("", "✓ sum_up: right.\n")
    assert files(tmp_path / "work") == [".solved/sum_up"] and files(tmp_path / "notebooks") == []


# --- what is kept ---


def test_a_check_that_succeeds_leaves_one_empty_file_and_one_that_fails_none(work, capsys, restart):
    check = Exercise("cost", "01", expected=5)
    check(4)
    assert files(work) == []
    check(5), check(5)
    assert capsys.readouterr().out.endswith("✓ cost: right.\n✓ cost: right.\n")
    assert files(work) == [".solved/cost"] and (work / ".solved/cost").read_bytes() == b""
    restart()
    assert progress.solved_names() == ({"cost"}, "")


def test_two_kernels_see_what_the_other_has_solved(work, restart):
    progress.record("cost")
    restart()
    progress.record("table")
    assert progress.solved_names() == ({"cost", "table"}, "")


def test_the_file_of_an_older_version_is_read_once_and_stays(work, restart):
    old = '{"solved": {"cost": "2020-01-01T00:00:00+00:00", "../evil": "2020"}}'
    (work / "progress.json").write_text(old)
    progress.record("table")
    assert files(work) == [".solved/cost", ".solved/table", "progress.json"]
    assert (work / "progress.json").read_text() == old
    (work / ".solved/cost").unlink()
    restart()
    assert progress.solved_names() == ({"table"}, "")


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"solved": 3}', b"\xff\xfe", b"[" * 100000, b"{}"])
def test_an_old_file_that_is_damaged_stays_as_it_is(work, damage):
    (work / "progress.json").write_bytes(damage)
    assert progress.record("cost") == ""
    assert files(work) == [".solved/cost", "progress.json"] and (work / "progress.json").read_bytes() == damage


# --- trouble ---


def test_a_full_disk_gives_one_sentence_once_and_what_was_solved_is_kept_with_the_next(work, monkeypatch, capsys):
    def no_space(*_):
        raise OSError(28, "No space left on device")

    check = Exercise("cost", "01", expected=5)
    with monkeypatch.context() as full:
        full.setattr(pathlib.Path, "touch", no_space)
        check(5), check(5)
    assert capsys.readouterr().out == (
        "✓ cost: right. (Your progress cannot be kept in work/.solved: No space left on device.)\n✓ cost: right.\n"
    )
    progress.record("table")
    assert files(work) == [".solved/cost", ".solved/table"]


def test_a_file_in_place_of_the_folder_is_left_alone(work, capsys):
    (work / ".solved").write_text("mine")
    assert "cannot be kept in work/.solved: " in progress.record("cost")
    assert progress.solved_names() == ({"cost"}, "")
    assert (work / ".solved").read_text() == "mine"


# --- my progress ---


def test_the_table_counts_and_marks_what_is_solved_in_each_notebook(work, monkeypatch, capsys):
    first, second = Exercise("cost", "01", expected=5), Exercise("table", "01", expected=6)
    Exercise("slope", "02", expected=7)
    first(5), second(1)
    progress.record("of_another_version")
    capsys.readouterr()
    checks.show_progress()
    assert capsys.readouterr().out == (
        "notebook  solved    exercises\n01        1 of 2    ✓ cost  ○ table\n02        0 of 1    ○ slope\n"
    )
    (work / ".solved").rename(work / "elsewhere")
    (work / ".solved").write_text("mine")
    checks.show_progress()
    assert capsys.readouterr().out.splitlines()[-1].startswith("(Your progress cannot be kept in work/.solved: ")


def test_a_long_row_is_wrapped_between_names():
    for number in range(12):
        Exercise(f"exercise_{number}", "01", expected=1)
    rows = progress.table(checks.all_exercises(), {"exercise_3"}).splitlines()
    assert len(rows) > 2 and max(map(len, rows)) <= 96
    assert all(row[20] in "○✓" for row in rows[1:])
