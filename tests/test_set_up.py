"""The two tools that a learner meets first: tools/set_up.py makes .venv, tools/open_lab.py opens the course."""

import ast
import datetime
import errno
import importlib.util
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


set_up, open_lab = load("set_up"), load("open_lab")


@pytest.fixture
def course(tmp_path):
    """A small course in a folder with a space in its name."""
    root = tmp_path / "my course"
    for name, text in {
        "requirements.lock": "a==1 \\\n    --hash=sha256:00\nuv==9.8.7 \\\n    --hash=sha256:11 \\\n    --hash=sha256:22\n"
        "    # via x\nz==1 \\\n    --hash=sha256:33\n",
        "pyproject.toml": "[project]\n",
        "tools/set_up.py": "",
        "lab_settings/share/overrides.json": "{}",
        "notebooks/00_start_here.ipynb": "start",
        "notebooks/01_fit_a_line.ipynb": "line",
        "notebooks/data/prices.csv": "1,3",
        "notebooks/.ipynb_checkpoints/01_fit_a_line.ipynb": "no",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


# ---- set_up.py: when is there something to do? ------------------------------------------------------------------


def finished(root):
    """Lays what a finished set-up leaves behind."""
    python = Path(set_up.program(str(root), "python"))
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text("")
    (root / ".venv" / "set_up.done").write_text(set_up.fingerprint(str(root)))


def test_a_finished_set_up_has_nothing_to_do(course):
    finished(course)
    assert set_up.is_ready(str(course)) and set_up.main(["--ready"], str(course)) == 0


def test_a_new_folder_is_not_ready(course):
    assert set_up.main(["--ready"], str(course)) == 1


@pytest.mark.parametrize(
    "name", ["requirements.lock", "pyproject.toml", "lab_settings/share/overrides.json", "lab_settings/etc/new.json"]
)
def test_a_change_of_what_the_environment_is_made_from_asks_for_a_new_set_up(course, name):
    finished(course)
    (course / name).parent.mkdir(exist_ok=True)
    (course / name).write_text("changed")
    assert not set_up.is_ready(str(course))


def test_a_folder_that_was_moved_asks_for_a_new_set_up(course):
    finished(course)
    moved = course.rename(course.parent / "moved course")
    assert not set_up.is_ready(str(moved))


def test_an_environment_whose_python_was_removed_asks_for_a_new_set_up(course):
    finished(course)
    Path(set_up.program(str(course), "python")).unlink()
    assert not set_up.is_ready(str(course))


def steps_that_record(monkeypatch, course, fail_at=None, problem=None):
    """Replaces every step by one that notes (number, again), and may fail."""
    calls = []

    def recording(number):
        def step(root, again):
            (course / ".venv").mkdir(exist_ok=True)
            calls.append((number, again))
            if number == fail_at:
                raise problem

        return step

    monkeypatch.setattr(set_up, "STEPS", [(f"step {number}", recording(number)) for number in range(1, 6)])
    return calls


def test_the_marker_is_written_after_the_last_step(course, monkeypatch):
    finished(course)
    (course / "pyproject.toml").write_text("changed")
    steps_that_record(monkeypatch, course, fail_at=5, problem=set_up.SetUpError("no."))
    assert set_up.main([], str(course)) == 1
    assert not (course / ".venv" / "set_up.done").exists()


def test_an_interrupted_step_is_done_anew_and_the_others_are_only_checked(course, monkeypatch, capsys):
    steps_that_record(monkeypatch, course, fail_at=3, problem=KeyboardInterrupt())
    assert set_up.main([], str(course)) == 1
    assert "Set-up stopped by you" in capsys.readouterr().out
    calls = steps_that_record(monkeypatch, course)
    assert set_up.main([], str(course)) == 0
    assert calls == [(1, False), (2, False), (3, True), (4, False), (5, False)]
    assert not (course / ".venv" / "set_up.step").exists()


def test_a_failed_step_is_named_with_its_cause_and_its_cure(course, monkeypatch, capsys):
    full = OSError(errno.ENOSPC, "No space left on device")
    steps_that_record(monkeypatch, course, fail_at=2, problem=full)
    assert set_up.main([], str(course)) == 1
    said = capsys.readouterr().out
    assert "stopped while step 2: the disk is full" in said and "it goes on from here" in said


# ---- set_up.py: causes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed, cause",
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: failed to write: No space left on device (os error 28)", "disk is full"),
        (
            "WARNING: Retrying … NewConnectionError: [Errno -3] Temporary failure in name resolution\n"
            "ERROR: No matching distribution found for uv==1",
            "network",
        ),
        ("  Caused by: error sending request for url\n  Caused by: dns error: failed to lookup address", "network"),
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed'))", "network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash"),
        ("  × Failed to download `a==1`\n  ╰─▶ Hash mismatch for `a==1`", "hash"),
        ("error sending request\n  Caused by: invalid peer certificate: UnknownIssuer", "certificate"),
        ("ConnectionError: SSLError(SSLCertVerificationError('CERTIFICATE_VERIFY_FAILED'))", "certificate"),
        ("PermissionError: [Errno 13] Permission denied: '.venv/lib'", "may not be written"),
        ("The virtual environment was not created successfully because ensurepip is not available.", "python3-venv"),
        ("/usr/bin/python3: No module named venv", "python3-venv"),
        ("ERROR: No matching distribution found for numpy==9", "does not offer"),
        ("something new\nand its last line", "it ended with 'and its last line'"),
    ],
)
def test_what_an_installer_prints_becomes_one_cause(printed, cause):
    said = set_up.explain(printed, str(ROOT))
    assert cause in said and "\n" not in said and said.endswith(".")


def test_a_full_disk_is_recognised_even_if_the_installer_does_not_say_so(monkeypatch):
    monkeypatch.setattr(set_up.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1000}))
    assert "the disk is full" in set_up.explain("returned non-zero exit status 1", str(ROOT))


def test_a_program_that_fails_is_explained_and_kept_in_the_log(course):
    (course / ".venv").mkdir()
    code = "print('partly done'); raise SystemExit('dns error: nothing there')"
    with pytest.raises(set_up.SetUpError, match="network"):
        set_up.run(str(course), [sys.executable, "-c", code])
    assert "partly done" in (course / ".venv" / "set_up.log").read_text()


# ---- set_up.py: which Python, and which settings of the user ----------------------------------------------------


def test_an_old_python_takes_a_newer_one_from_the_path(monkeypatch):
    monkeypatch.setattr(set_up.sys, "version_info", (3, 8, 1))
    monkeypatch.setattr(
        set_up.shutil, "which", lambda name: "/bin/" + name if name in ("python3.11", "python3.14") else None
    )
    monkeypatch.setattr(set_up, "works", lambda python: True)
    assert set_up.find_python() == "/bin/python3.11"


def test_an_old_python_without_a_newer_one_is_told_what_is_needed(monkeypatch):
    monkeypatch.setattr(set_up.sys, "version_info", (3, 8, 1))
    monkeypatch.setattr(set_up.shutil, "which", lambda name: None)
    with pytest.raises(set_up.SetUpError, match=r"this is Python 3\.8, and the course needs 3\.11 or newer"):
        set_up.find_python()


def test_a_python_that_does_not_start_is_not_chosen(tmp_path):
    broken = tmp_path / "python3.12"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    assert (
        not set_up.works(str(broken)) and not set_up.works(str(tmp_path / "missing")) and set_up.works(sys.executable)
    )


def test_an_old_python_can_read_the_set_up_script():
    source = (ROOT / "tools" / "set_up.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    too_new = ("capture_output", "text=True", "removeprefix", "removesuffix", "dirs_exist_ok")
    assert not [word for word in too_new if word in source]


def test_what_would_send_packages_elsewhere_is_not_passed_on(monkeypatch):
    for name in ("PYTHONPATH", "VIRTUAL_ENV", "PIP_TARGET", "UV_SYSTEM_PYTHON"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "kept")
    environment = set_up.clean_environment()
    assert "elsewhere" not in environment.values()
    assert environment["PIP_INDEX_URL"] == "kept" and environment["PIP_USER"] == "0"


def test_uv_gets_the_index_proxy_and_certificates_of_the_users_pip():
    config = ":env:.index-url='mirror'\nglobal.cert='/etc/ca.crt'\nglobal.index-url='old'\ninstall.find-links='a b'\n"
    environment = set_up.uv_environment(config, {"HOME": "h"})
    assert environment == {
        "HOME": "h",
        "UV_DEFAULT_INDEX": "mirror",
        "SSL_CERT_FILE": "/etc/ca.crt",
        "UV_FIND_LINKS": "a,b",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_what_the_user_has_set_for_uv_wins():
    environment = set_up.uv_environment("global.index-url='pip'\n", {"UV_DEFAULT_INDEX": "uv"})
    assert environment == {"UV_DEFAULT_INDEX": "uv"}


def test_uv_is_installed_at_the_version_and_hashes_of_the_lock(course, monkeypatch):
    (course / ".venv").mkdir()
    commands = []
    monkeypatch.setattr(set_up, "run", lambda root, command: commands.append(command))
    set_up.install_uv(str(course), again=False)
    assert (course / ".venv" / "uv.txt").read_text().split() == [
        "uv==9.8.7",
        "\\",
        "--hash=sha256:11",
        "\\",
        "--hash=sha256:22",
    ]
    assert "--require-hashes" in commands[0] and len(commands) == 1


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
        assert "01_fit_a_line.ipynb has a newer original (make fresh NB=01" in capsys.readouterr().out
    assert open_lab.main(["--fresh", "01"], course) == 0
    assert open_lab.lay_missing_copies(course) == ([], [])


def test_a_copy_that_equals_the_newer_original_is_not_announced(course):
    open_lab.lay_missing_copies(course)
    for folder in ("notebooks", "work"):
        (course / folder / "01_fit_a_line.ipynb").write_text("line 2")
    assert open_lab.lay_missing_copies(course) == ([], [])


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
    assert command[-2:] == ["--port", "9999"] and not any("token" in part for part in command)
    assert (course / "work" / "00_start_here.ipynb").exists()


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
