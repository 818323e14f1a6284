"""The files of the project, and what the layout tests ask of them."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def project_files():
    """The files that are, or would be, committed; without git, all but what programs leave behind."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if listed.returncode == 0:
            return sorted(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())
    made, built = {"work", "class", "handouts", "presenting"}, ROOT / "site"
    left_behind = made | {".git", ".venv", ".venv-site", "__pycache__", ".pytest_cache", ".hypothesis"}
    left_behind |= {".ipynb_checkpoints"}
    paths = (path for path in ROOT.rglob("*") if not left_behind & set(path.relative_to(ROOT).parts))
    return sorted(path for path in paths if path.is_file() and built not in path.parents)


def text_files():
    """(path, text) of every project file that is text."""
    for path in project_files():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            yield path, content.decode("utf-8")
