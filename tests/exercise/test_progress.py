"""A solved exercise is never lost: not by two notebooks at once, a damaged file, a full disk or an update."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

import pytest

from helpers import checks
from helpers.exercise import Exercise, exercise, progress


@pytest.fixture(autouse=True)
def new_kernel(monkeypatch):
    """As if the kernel had just started, with no exercises but the test's own"""
    restart(monkeypatch)
    monkeypatch.setattr(exercise, "_registry", {})


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A learner's folder work/, and this kernel runs in it"""
    monkeypatch.setattr(progress, "folder", lambda: tmp_path)
    return tmp_path


def restart(monkeypatch):
    monkeypatch.setattr(progress, "_solved", {})
    monkeypatch.setattr(progress, "_said", set())


def kept(work):
    return json.loads((work / "progress.json").read_text("utf-8"))


def files(work):
    return sorted(path.name for path in work.iterdir())


# --- where it is kept ---


def test_a_kernel_outside_the_work_folder_keeps_it_in_memory_only(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert progress.folder() is None
    assert progress.record("cost") == ""
    assert files(tmp_path) == []
    assert progress.solved_names() == ({"cost"}, "")


def test_a_kernel_whose_folder_was_deleted_keeps_it_in_memory(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert progress.record("cost") == ""


def test_the_work_folder_beside_the_helpers_is_where_it_is_kept(tmp_path):
    """The real thing: a copy of the repository, a learner's Python in its work/, another in its notebooks/"""
    shutil.copytree(
        pathlib.Path(progress.__file__).parents[1],
        tmp_path / "helpers",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    code = "from helpers import checks\nchecks.Exercise('sum_up', 'X', expected=5)(5)\nchecks.show_progress()"
    for name in ("work", "notebooks"):
        (tmp_path / name).mkdir()
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path / name,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        )
        assert done.stderr == ""
        assert done.stdout.startswith("✓ sum_up: right.\n") and "✓ sum_up\n" in done.stdout.split("exercises")[1]
    assert files(tmp_path / "work") == ["progress.json"] and files(tmp_path / "notebooks") == []
    assert list(kept(tmp_path / "work")["solved"]) == ["sum_up"]


# --- what is kept ---


def test_a_check_that_succeeds_is_kept_with_its_date(work, capsys):
    check = Exercise("cost", "01", expected=5)
    check(4)
    assert files(work) == []
    check(5)
    assert capsys.readouterr().out.endswith("✓ cost: right.\n")
    assert files(work) == ["progress.json"]
    assert kept(work)["solved"]["cost"].startswith(time.strftime("20%y-", time.gmtime()))
    assert kept(work)["solved"]["cost"].endswith("+00:00")


def test_once_solved_stays_solved_with_the_first_date(work, monkeypatch):
    (work / "progress.json").write_text('{"solved": {"cost": "2020-01-01T00:00:00+00:00"}}')
    before = (work / "progress.json").stat().st_mtime_ns
    progress.record("cost")
    assert kept(work)["solved"] == {"cost": "2020-01-01T00:00:00+00:00"}
    assert (work / "progress.json").stat().st_mtime_ns == before
    progress.record("table")
    assert kept(work)["solved"]["cost"] == "2020-01-01T00:00:00+00:00"
    restart(monkeypatch)
    assert progress.solved_names() == ({"cost", "table"}, "")


def test_what_another_version_of_the_course_wrote_is_kept(work):
    (work / "progress.json").write_text('{"version": 7, "solved": {"later": {"date": "2031"}}}')
    progress.record("cost")
    assert kept(work)["version"] == 7 and kept(work)["solved"]["later"] == {"date": "2031"}
    assert "cost" in kept(work)["solved"]


def test_what_was_solved_while_the_disk_was_full_is_kept_with_the_next(work, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(os, "replace", no_space)
        progress.record("cost")
    progress.record("table")
    assert set(kept(work)["solved"]) == {"cost", "table"}


# --- trouble ---


def no_space(*paths):
    raise OSError(28, "No space left on device")


def test_a_full_disk_gives_one_sentence_once_and_the_check_still_answers(work, monkeypatch, capsys):
    monkeypatch.setattr(os, "replace", no_space)
    check = Exercise("cost", "01", expected=5)
    check(5), check(5)
    assert capsys.readouterr().out == (
        "✓ cost: right. (Your progress cannot be saved in work/progress.json: No space left on device.)\n"
        "✓ cost: right.\n"
    )
    assert files(work) == []


def test_a_file_that_cannot_be_read_is_left_alone(work):
    (work / "progress.json").mkdir()
    assert "cannot be saved in work/progress.json: " in progress.record("cost")
    names, sentence = progress.solved_names()
    assert names == {"cost"} and "cannot be read: " in sentence
    assert progress.solved_names() == ({"cost"}, "")
    assert (work / "progress.json").is_dir()


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"solved": 3}', b"\xff\xfe", b"[" * 100000])
def test_a_damaged_file_is_set_aside_and_a_sentence_says_so_once(work, damage, capsys):
    (work / "progress.json").write_bytes(damage)
    (work / "progress.damaged-1.json").write_text("an earlier one")
    check = Exercise("cost", "01", expected=5)
    check(5), check(5)
    assert capsys.readouterr().out == (
        "✓ cost: right. (work/progress.json was damaged; it is kept as progress.damaged-2.json and a new one "
        "is begun.)\n✓ cost: right.\n"
    )
    assert files(work) == ["progress.damaged-1.json", "progress.damaged-2.json", "progress.json"]
    assert (work / "progress.damaged-2.json").read_bytes() == damage
    assert list(kept(work)["solved"]) == ["cost"]


def test_showing_a_damaged_file_sets_it_aside_too(work, capsys):
    (work / "progress.json").write_text("{")
    checks.show_progress(), checks.show_progress()
    assert capsys.readouterr().out.count("was damaged; it is kept as progress.damaged-1.json") == 1


def test_a_lock_left_by_a_dead_kernel_is_removed(work):
    lock = work / "progress.lock"
    lock.touch()
    os.utime(lock, (time.time() - 60,) * 2)
    start = time.monotonic()
    assert progress.record("cost") == ""
    assert time.monotonic() - start < 1
    assert files(work) == ["progress.json"]


def test_a_lock_that_stays_taken_gives_a_sentence_in_place_of_a_wait_without_end(work, monkeypatch):
    monkeypatch.setattr(progress, "LONGEST_WAIT", 0.1)
    (work / "progress.lock").touch()
    assert "another notebook is writing it" in progress.record("cost")
    (work / "progress.lock").unlink()
    progress.record("table")
    assert set(kept(work)["solved"]) == {"cost", "table"}


def test_notebooks_that_write_at_once_lose_nothing(work):
    code = (
        "import pathlib, sys\n"
        "from helpers.exercise import progress\n"
        "progress.folder = lambda: pathlib.Path(sys.argv[1])\n"
        "for number in range(20):\n"
        "    assert progress.record(f'{sys.argv[2]}_{number}') == ''\n"
        "    progress._solved.clear()\n"
    )  # forget, so that only the file can remember
    root = pathlib.Path(progress.__file__).parents[2]
    kernels = [subprocess.Popen([sys.executable, "-c", code, work, name], cwd=root) for name in "abc"]
    assert [kernel.wait(60) for kernel in kernels] == [0, 0, 0]
    assert set(kept(work)["solved"]) == {f"{name}_{number}" for name in "abc" for number in range(20)}
    assert files(work) == ["progress.json"]


# --- my progress ---


def test_the_table_counts_and_marks_what_is_solved_in_each_notebook(capsys):
    first, second = Exercise("cost", "01", expected=5), Exercise("table", "01", expected=6)
    Exercise("slope", "02", expected=7)
    first(5), second(1)
    progress.record("of_another_version")
    capsys.readouterr()
    checks.show_progress()
    assert capsys.readouterr().out == (
        "notebook  solved    exercises\n01        1 of 2    ✓ cost  ○ table\n02        0 of 1    ○ slope\n"
    )


def test_a_long_row_is_wrapped_between_names():
    for number in range(12):
        Exercise(f"exercise_{number}", "01", expected=1)
    rows = progress.table(checks.all_exercises(), {"exercise_3"}).splitlines()
    assert len(rows) > 2 and max(map(len, rows)) <= 96
    assert all(row[20] in "○✓" for row in rows[1:])


def test_the_table_reads_what_earlier_sessions_solved(work, capsys):
    (work / "progress.json").write_text('{"solved": {"cost": "2020"}}')
    Exercise("cost", "01", expected=5)
    checks.show_progress()
    assert "01        1 of 1    ✓ cost\n" in capsys.readouterr().out
