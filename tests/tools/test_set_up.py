"""The two tools that a learner meets first: tools/set_up.py makes .venv, tools/open_lab.py opens the course."""

import ast
import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import causes
import pytest
import set_up
from project import ROOT

OWN_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

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
    "name",
    [
        "requirements.lock",
        "pyproject.toml",
        "tools/lab_settings/share/overrides.json",
        "tools/lab_settings/etc/new.json",
    ],
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
    said = causes.explain(printed, str(ROOT))
    assert cause in said and "\n" not in said and said.endswith(".")


def test_a_full_disk_is_recognised_even_if_the_installer_does_not_say_so(monkeypatch):
    monkeypatch.setattr(causes.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1000}))
    assert "the disk is full" in causes.explain("returned non-zero exit status 1", str(ROOT))


def test_a_program_that_fails_is_explained_and_kept_in_the_log(course):
    (course / ".venv").mkdir()
    code = "print('partly done'); raise SystemExit('dns error: nothing there')"
    with pytest.raises(set_up.SetUpError, match="network"):
        set_up.run(str(course), [sys.executable, "-c", code])
    assert "partly done" in (course / ".venv" / "set_up.log").read_text()


# ---- set_up.py: which Python, and which settings of the user ----------------------------------------------------


def pretend_to_be_old(monkeypatch, on_path, that_start):
    monkeypatch.setattr(set_up.sys, "version_info", (3, 8, 1))
    monkeypatch.setattr(set_up.sys, "executable", "/old/python3")
    monkeypatch.setattr(set_up.shutil, "which", lambda name: "/bin/" + name if name in on_path else None)
    monkeypatch.setattr(set_up, "works", lambda python: os.path.basename(python) in that_start)


def test_an_old_python_takes_a_newer_one_from_the_path_and_says_which_and_why(monkeypatch, capsys):
    pretend_to_be_old(monkeypatch, {"python3.12", "python3.11", "python3.14"}, {"python3.11", "python3.14"})
    assert set_up.find_python() == "/bin/python3.11"
    said = ": /old/python3 is Python 3.8, which is older than 3.11, so this uses /bin/python3.11"
    assert capsys.readouterr().out == said


@pytest.mark.parametrize("on_path", [set(), {"python3.12"}], ids=["none", "one that does not start"])
def test_an_old_python_without_a_newer_one_is_told_what_is_needed(monkeypatch, on_path):
    pretend_to_be_old(monkeypatch, on_path, set())
    with pytest.raises(
        set_up.SetUpError, match=r"^/old/python3 is Python 3\.8, which is older than 3\.11, and no newer"
    ):
        set_up.find_python()


def test_a_python_that_is_new_enough_is_used_without_a_word(capsys):
    assert set_up.version_of(set_up.find_python()) == OWN_VERSION
    assert not capsys.readouterr().out


def test_a_python_that_does_not_start_is_not_chosen(tmp_path):
    broken = tmp_path / "python3.12"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    assert (
        not set_up.works(str(broken)) and not set_up.works(str(tmp_path / "missing")) and set_up.works(sys.executable)
    )


def test_what_is_no_python_has_no_version(tmp_path):
    text = tmp_path / "python3.12"
    text.write_text("no program")
    text.chmod(0o755)
    for nothing in (tmp_path, text, tmp_path / "missing", ""):
        assert set_up.version_of(str(nothing)) == "" and not set_up.works(str(nothing))


@pytest.mark.parametrize("name", ["set_up.py", "causes.py"])
def test_an_old_python_can_read_the_set_up_script(name):
    source = (ROOT / "tools" / name).read_text(encoding="utf-8")
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


# ---- make set-up: which PYTHON ----------------------------------------------------------------------------------

OLD = """import runpy, sys
sys.version_info, sys.executable = (3, 10, 13), {own!r}
sys.argv = sys.argv[1:]
sys.path.insert(0, "tools")
exec(sys.argv[1]) if sys.argv[0] == "-c" else runpy.run_path(sys.argv[0], None, "__main__")
"""


@pytest.fixture
def make(course):
    """Runs make in a course of its own; its PATH is the folder bin, with a python3.10."""
    if not shutil.which("make"):
        pytest.skip("there is no make here")
    for name in ("Makefile", "tools/set_up.py", "tools/causes.py"):
        shutil.copy(ROOT / name, course / name)
    (course / "bin").mkdir()
    old = program(course, "python3.10", f'exec "{sys.executable}" "$0.py" "$@"')
    old.with_name("python3.10.py").write_text(OLD.format(own=str(old)))

    def run(*arguments):
        command = [shutil.which("make"), *arguments]
        done = subprocess.run(command, cwd=course, env={"PATH": str(course / "bin")}, capture_output=True, text=True)
        assert "Traceback" not in done.stdout + done.stderr
        return done.returncode, done.stdout

    return run


def program(course, name, script):
    path = course / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("target", ["set-up", "lab", "test"])
def test_make_says_which_python_it_uses_instead_of_an_old_one(course, make, target):
    no_venv = 'if [ "$1" = -m ]; then echo "No module named venv"; exit 1; fi'
    new = program(course, "python3.13", f'{no_venv}\nexec "{sys.executable}" "$@"')
    failed, said = make(target, "PYTHON=python3.10")
    old = course / "bin" / "python3.10"
    assert f"making .venv: {old} is Python 3.10, which is older than 3.11, so this uses {new}" in said
    assert failed and "this Python came without venv" in said


def test_make_with_an_old_python_alone_says_what_to_do(course, make):
    failed, said = make("set-up", "PYTHON=python3.10")
    assert failed and "bin/python3.10 is Python 3.10, which is older than 3.11, and no newer one" in said
    assert said.count("Install one, or name yours: make lab PYTHON=") == 1


@pytest.mark.parametrize(
    "named, words",
    [
        ("python3.99", "There is no 'python3.99' here"),
        ("/no/such/python3", "There is no '/no/such/python3' here"),
        ("", "There is no '' here"),
        ("bin", "bin is a folder"),
        ("broken", "broken does not start, or is no Python"),
        ("./pyproject.toml", "./pyproject.toml does not start, or is no Python"),
        ("shell", "shell does not start, or is no Python"),
        ("python2.7", "python2.7 is older than Python 3.6"),
    ],
)
def test_make_says_what_is_wrong_with_a_python_that_cannot_be_used(course, make, named, words):
    program(course, "broken", "exit 127")
    program(course, "shell", 'exec /bin/sh "$@"')
    program(course, "python2.7", "echo False")
    failed, said = make("lab", f"PYTHON={named}")
    assert failed and said == f"{words}: install Python 3.11 or newer, or name yours (make lab PYTHON=python3.12).\n"
    assert not (course / ".venv").exists()


def test_make_says_so_if_the_environment_has_another_python_than_the_named_one(course, make):
    (course / ".venv" / "bin").mkdir(parents=True)
    (course / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (course / ".venv" / "set_up.done").write_text(set_up.fingerprint(str(course)))
    kept = f".venv keeps its Python {OWN_VERSION}, so python3.10 is not used (for another, make clean first).\n"
    assert make("set-up", "PYTHON=python3.10") == (0, kept)
    assert make("set-up", f"PYTHON={sys.executable}") == (0, "") == make("set-up")


def test_an_environment_that_stays_says_so_if_another_python_sets_it_up(course, monkeypatch, capsys):
    finished(course)
    monkeypatch.setattr(set_up, "ask", lambda *command: "pip 1" if "pip" in command else "3.11\n")
    monkeypatch.setattr(set_up, "works", lambda python: True)
    monkeypatch.setattr(set_up.sys, "version_info", (3, 13, 0))
    set_up.make_venv(str(course), again=False)
    assert capsys.readouterr().out == ": it keeps its Python 3.11 (for another, make clean first)"
    monkeypatch.setattr(set_up.sys, "version_info", (3, 11, 4))
    set_up.make_venv(str(course), again=False)
    assert not capsys.readouterr().out
