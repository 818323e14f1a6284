"""make lab opens copies, never overwrites one, and says when an original is newer."""

import datetime
import errno
import json
from pathlib import Path

import open_lab
import pytest

# ---- open_lab.py: copies ----------------------------------------------------------------------------------------


def test_missing_files_are_copied_and_hidden_ones_are_not(course):
    copied, newer = open_lab.lay_missing_copies(course)
    assert [name.as_posix() for name in copied] == ["00_start_here.ipynb", "01_fit_a_line.ipynb", "data/prices.csv"]
    assert newer == [] and (course / "work" / "data" / "prices.csv").read_text() == "1,3"
    assert not (course / "work" / ".ipynb_checkpoints").exists()


def test_what_the_learner_wrote_is_never_overwritten(course):
    open_lab.lay_missing_copies(course)
    mine = course / "work" / "01_fit_a_line.ipynb"
    mine.write_text("my answer")
    (course / "notebooks" / "01_fit_a_line.ipynb").write_text("line 2")
    open_lab.lay_missing_copies(course)
    assert mine.read_text() == "my answer"


def test_a_file_of_that_name_that_was_there_before_is_left_alone(course):
    (course / "work").mkdir()
    (course / "work" / "01_fit_a_line.ipynb").write_text("older than the manifest")
    copied, _ = open_lab.lay_missing_copies(course)
    assert (course / "work" / "01_fit_a_line.ipynb").read_text() == "older than the manifest"
    assert Path("01_fit_a_line.ipynb") not in copied


def test_a_second_start_copies_nothing_and_writes_nothing(course):
    open_lab.lay_missing_copies(course)
    manifest = course / "work" / ".originals.json"
    before = manifest.stat().st_mtime_ns
    assert open_lab.lay_missing_copies(course) == ([], []) and manifest.stat().st_mtime_ns == before


def test_a_newer_original_is_announced_until_a_fresh_copy_is_laid(course, capsys):
    open_lab.lay_missing_copies(course)
    (course / "work" / "01_fit_a_line.ipynb").write_text("my answer")
    (course / "notebooks" / "01_fit_a_line.ipynb").write_text("line 2")
    for _ in range(2):
        open_lab.report(*open_lab.lay_missing_copies(course))
        assert "Newer than your copy: 01 (make fresh NB=01 sets yours aside" in capsys.readouterr().out
    assert open_lab.main(["--fresh", "01"], course) == 0
    assert open_lab.lay_missing_copies(course) == ([], [])


def test_a_copy_that_equals_the_newer_original_is_not_announced(course):
    open_lab.lay_missing_copies(course)
    for folder in ("notebooks", "work"):
        (course / folder / "01_fit_a_line.ipynb").write_text("line 2")
    assert open_lab.lay_missing_copies(course) == ([], [])


def test_several_newer_originals_are_one_sentence_and_other_files_say_their_own_cure(course, capsys):
    open_lab.lay_missing_copies(course)
    for name in ("00_start_here.ipynb", "01_fit_a_line.ipynb", "data/prices.csv"):
        (course / "work" / name).write_text("mine")
        (course / "notebooks" / name).write_text("newer")
    open_lab.report(*open_lab.lay_missing_copies(course))
    notebooks, other = capsys.readouterr().out.splitlines()
    assert notebooks.startswith("Newer than your copies: 00, 01 (make fresh NB=00 sets yours aside")
    assert "rename work/data/prices.csv" in other


# ---- open_lab.py: predictions -----------------------------------------------------------------------------------


def notebook_that_asks(course, answer="42"):
    """Gives the course a notebook with one cell to predict; returns its path."""
    stored = {"output_type": "stream", "name": "stdout", "text": answer}
    asked = {"cell_type": "code", "metadata": {"tags": ["predict"]}, "source": "6 * 7"}
    cells = [asked | {"outputs": [stored], "execution_count": 1}]
    cells += [{"cell_type": "markdown", "metadata": {}, "source": f"It is {answer}."}]
    path = course / "notebooks" / "01_fit_a_line.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return path


def test_copies_keep_back_the_answers_to_predictions_fresh_ones_too(course):
    original = notebook_that_asks(course)
    open_lab.lay_missing_copies(course)
    copy = course / "work" / original.name
    first = copy.read_text()
    assert "Compare" in first and "stdout" not in first and "stdout" in original.read_text()
    copy.write_text("my answer")
    assert open_lab.main(["--fresh", "01"], course) == 0 and copy.read_text() == first


def test_a_copy_that_keeps_answers_back_is_not_older_than_its_original_until_that_changes(course):
    original = notebook_that_asks(course)
    open_lab.lay_missing_copies(course)
    assert open_lab.lay_missing_copies(course) == ([], [])
    notebook_that_asks(course, answer="43")
    assert open_lab.lay_missing_copies(course) == ([], [Path(original.name)])
    (course / "work" / original.name).write_bytes(open_lab.copy_of(Path(original.name), original.read_bytes()))
    assert open_lab.lay_missing_copies(course) == ([], [])


def test_a_copy_laid_by_an_older_course_is_kept_and_known_as_older_once_its_original_changes(course):
    original = notebook_that_asks(course)
    copy = course / "work" / original.name
    copy.parent.mkdir()
    copy.write_bytes(original.read_bytes())  # as it was, its answers beside its questions
    open_lab.write_manifest(course, {original.name: open_lab.hash_of(original.read_bytes())})
    assert Path(original.name) not in open_lab.lay_missing_copies(course)[1]
    before = copy.read_bytes()
    notebook_that_asks(course, answer="43")
    assert open_lab.lay_missing_copies(course)[1] == [Path(original.name)] and copy.read_bytes() == before


def test_an_interrupted_copy_leaves_no_half_file(course, monkeypatch):
    def full(source, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(open_lab.os, "replace", full)
    with pytest.raises(OSError):
        open_lab.lay_missing_copies(course)
    assert not (course / "work" / "00_start_here.ipynb").exists()


@pytest.mark.parametrize("damage", ["", "{", "[1]", "\x00\x00"])
def test_a_damaged_manifest_is_set_aside_and_the_course_still_opens(course, damage, capsys):
    open_lab.lay_missing_copies(course)
    (course / "work" / ".originals.json").write_text(damage)
    (course / "work" / "00_start_here.ipynb").write_text("my answer")
    assert open_lab.lay_missing_copies(course) == ([], [])
    assert "could not be read" in capsys.readouterr().out
    aside = list((course / "work").glob(".originals.damaged-*.json"))
    assert [path.read_text() for path in aside] == [damage]
    assert set(json.loads((course / "work" / ".originals.json").read_text())) == {
        "00_start_here.ipynb",
        "01_fit_a_line.ipynb",
        "data/prices.csv",
    }
    assert (course / "work" / "00_start_here.ipynb").read_text() == "my answer"


# ---- open_lab.py: a fresh copy ----------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", ["01", "1", "01_fit_a_line", "01_fit_a_line.ipynb"])
def test_fresh_sets_the_old_copy_aside_under_todays_date(course, wanted):
    open_lab.lay_missing_copies(course)
    (course / "work" / "01_fit_a_line.ipynb").write_text("my answer")
    assert open_lab.main(["--fresh", wanted], course) == 0
    assert (course / "work" / "01_fit_a_line.ipynb").read_text() == "line"
    assert (course / "work" / f"01_fit_a_line.{datetime.date.today()}.ipynb").read_text() == "my answer"


def test_fresh_twice_a_day_keeps_both_old_copies(course):
    open_lab.lay_missing_copies(course)
    for answer in ("first", "second", "third"):
        (course / "work" / "01_fit_a_line.ipynb").write_text(answer)
        open_lab.main(["--fresh", "01"], course)
    kept = sorted(path.read_text() for path in (course / "work").glob("01_fit_a_line.2*.ipynb"))
    assert kept == ["first", "second", "third"]


def test_lay_alone_lays_what_is_missing_and_starts_nothing(course, capsys, monkeypatch):
    monkeypatch.setattr(open_lab, "open_lab", None)
    assert open_lab.main(["--lay"], course) == 0 and (course / "work" / "01_fit_a_line.ipynb").exists()
    assert capsys.readouterr().out == "Laid 3 new files in work/, where you work.\n"
    assert open_lab.main(["--lay"], course) == 0 and capsys.readouterr().out == ""


def test_fresh_without_an_old_copy_lays_one(course):
    assert open_lab.main(["--fresh", "00"], course) == 0
    assert (course / "work" / "00_start_here.ipynb").read_text() == "start"


@pytest.mark.parametrize("arguments", [["--fresh", "07"], ["--fresh", ""], ["--fresh"], ["--fresh", "data/prices.csv"]])
def test_fresh_with_an_unknown_number_lists_the_choices(course, arguments, capsys):
    assert open_lab.main(arguments, course) == 1
    assert "with one of 00, 01." in capsys.readouterr().out
    assert not (course / "work").exists()


# ---- open_lab.py: JupyterLab ------------------------------------------------------------------------------------


def test_lab_opens_at_the_first_page_on_loopback_with_its_token_and_extras_last(course, monkeypatch):
    started = []
    monkeypatch.setattr(open_lab.os, "execv", lambda program, command: started.append(command))
    monkeypatch.setattr(open_lab.os, "name", "posix")
    open_lab.main(["--port", "9999"], course)
    (command,) = started
    assert "--ServerApp.ip=127.0.0.1" in command and f"--ServerApp.root_dir={course}" in command
    assert "--LabApp.default_url=/lab/tree/work/00_start_here.ipynb" in command
    hidden = [part.partition("=")[2] for part in command if part.startswith("--ContentsManager.hide_globs=")]
    assert {"progress.json", "requirements.lock", "tools", "notebooks"} <= set(hidden) and "work" not in hidden
    assert command[-2:] == ["--port", "9999"] and not any("token" in part for part in command)
    assert (course / "work" / "00_start_here.ipynb").exists()


def test_a_name_that_the_learner_has_used_is_not_left_out(course):
    assert {"tools", "notebooks"} <= set(open_lab.hidden_names(course))
    (course / "work" / "tools").mkdir(parents=True)
    assert "tools" not in open_lab.hidden_names(course) and "notebooks" in open_lab.hidden_names(course)


@pytest.mark.parametrize("display, expected", [({}, True), ({"DISPLAY": ":0"}, False), ({"BROWSER": "firefox"}, False)])
def test_without_a_screen_no_text_browser_takes_over_the_terminal(course, monkeypatch, display, expected):
    monkeypatch.setattr(open_lab.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in display.items():
        monkeypatch.setenv(name, value)
    assert ("--no-browser" in open_lab.lab_command(course, [])) == expected


def test_a_folder_that_cannot_be_written_is_one_sentence(course, capsys):
    (course / "work").write_text("a file where the folder should be")
    assert open_lab.main([], course) == 1
    assert "work/ could not be written" in capsys.readouterr().out
