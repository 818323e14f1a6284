"""Opens the course in JupyterLab (`make lab`), and lays a new copy of one notebook (`make fresh NB=05`).

With --lay alone it only lays what is missing in work/, for a server that starts Lab itself (docs/teaching.md).

The learner works in copies: what is missing in work/ is laid from notebooks/, the answers to predictions kept back
(tools/predictions.py); nothing in work/ is ever overwritten. work/.originals.json remembers which original each copy
was made from, so that a newer original can be announced. Lab's root is the repository, so links between notebooks and
to helpers/ work; its kernels start in work/.
"""

import datetime
import glob
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import predictions

ROOT = Path(__file__).resolve().parent.parent
START = "00_start_here.ipynb"
FOR_LEARNERS = {"work", "helpers", "README.md"}  # what Lab's file browser shows of the repository
MACHINERY = {"progress.json", "__pycache__", "*.pyc", "*.pyo", "*.part", "*~"}  # and what it shows nowhere


class CannotOpen(Exception):
    """One sentence for the person at the keyboard."""


def originals(root):
    """Every file under notebooks/, as paths relative to it, without hidden and compiled ones."""
    folder = root / "notebooks"
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [path for path in paths if not any(part.startswith((".", "__pycache__")) for part in path.parts)]


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


def copy_of(name, content):
    """What is laid in work/ for an original's bytes."""
    return predictions.learners_copy(content) if name.suffix == ".ipynb" else content


def write_atomically(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def free_name(path):
    """`path` if nothing is there, else the first of name.2, name.3, … that is free."""
    candidates = [path] + [path.with_name(f"{path.stem}.{number}{path.suffix}") for number in range(2, 1000)]
    return next(candidate for candidate in candidates if not os.path.lexists(candidate))


# ---- the learner's copies ---------------------------------------------------------------------------------------


def read_manifest(root):
    """{file: hash of the original its copy was made from}; a damaged manifest is set aside, and said."""
    path = root / "work" / ".originals.json"
    if not path.exists():
        return {}
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(manifest, dict):
            return manifest
    except ValueError:
        pass
    aside = free_name(path.with_name(f".originals.damaged-{datetime.date.today()}.json"))
    path.rename(aside)
    print(
        f"work/.originals.json could not be read and is now work/{aside.name}. Your notebooks are untouched; only "
        "which originals they were made from is forgotten."
    )
    return {}


def write_manifest(root, manifest):
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    path = root / "work" / ".originals.json"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text.encode())


def lay_missing_copies(root):
    """Copies what work/ lacks; returns (files copied, files whose original is newer than the copy was made from)."""
    manifest = read_manifest(root)
    copied, newer = [], []
    for name in originals(root):
        copy, content = root / "work" / name, (root / "notebooks" / name).read_bytes()
        now = hash_of(content)
        if not os.path.lexists(copy):
            write_atomically(copy, copy_of(name, content))
            copied.append(name)
            manifest[name.as_posix()] = now
        elif manifest.get(name.as_posix(), now) == now or is_copy(copy, name, content):
            manifest[name.as_posix()] = now
        else:
            newer.append(name)
    write_manifest(root, manifest)
    return copied, newer


def is_copy(path, name, content):
    """Does the file hold what is laid for an original's bytes? (Older versions of the course laid them as they are.)"""
    return path.is_file() and path.read_bytes() in (content, copy_of(name, content))


def report(copied, newer):
    if copied:
        print(f"Laid {len(copied)} new {'file' if len(copied) == 1 else 'files'} in work/, where you work.")
    notebooks = [name.stem.split("_")[0] for name in newer if name.suffix == ".ipynb"]
    if notebooks:
        print(
            f"Newer than your {'copy' if len(notebooks) == 1 else 'copies'}: {', '.join(notebooks)} "
            f"(make fresh NB={notebooks[0]} sets yours aside and lays the new one)."
        )
    for name in newer:
        if name.suffix != ".ipynb":
            print(f"{name.as_posix()} has a newer original (rename work/{name.as_posix()} to get the new one).")


def lay_fresh_copy(root, wanted):
    """Sets the learner's copy of one notebook aside under a dated name and lays a new one."""
    names = [name for name in originals(root) if name.suffix == ".ipynb"]
    chosen = [name for name in names if wanted in (name.name, name.stem) or wanted.zfill(2) == name.stem.split("_")[0]]
    if len(chosen) != 1 or not wanted:
        choices = ", ".join(name.stem.split("_")[0] for name in names)
        raise CannotOpen(f"There is no notebook {wanted!r}. Say which one: make fresh NB=… with one of {choices}.")
    copy = root / "work" / chosen[0]
    manifest = read_manifest(root)
    content = (root / "notebooks" / chosen[0]).read_bytes()
    if os.path.lexists(copy):
        aside = free_name(copy.with_name(f"{copy.stem}.{datetime.date.today()}{copy.suffix}"))
        copy.rename(aside)
        print(f"Your copy is now {aside.relative_to(root).as_posix()}.")
    write_atomically(copy, copy_of(chosen[0], content))
    write_manifest(root, {**manifest, chosen[0].as_posix(): hash_of(content)})
    print(f"A new copy is in {copy.relative_to(root).as_posix()}.")


# ---- JupyterLab -------------------------------------------------------------------------------------------------


def hidden_names(root):
    """The names that Lab's file browser leaves out, as patterns; a link to such a file still opens it.

    Lab leaves a name out in every folder, so a name that the learner has used in work/ is not among them.
    """
    mine = {path.name for path in (root / "work").iterdir()} if (root / "work").is_dir() else set()
    theirs = {path.name for path in root.iterdir()} - FOR_LEARNERS - mine
    return sorted(MACHINERY | {glob.escape(name) for name in theirs})


def lab_command(root, extra):
    """What starts Lab: loopback only, its token left on, opened at the first page; `extra` comes last and so wins."""
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={root}",
        f"--FileContentsManager.preferred_dir={root / 'work'}",
        *(f"--ContentsManager.hide_globs={name}" for name in hidden_names(root)),
        f"--LabApp.default_url=/lab/tree/work/{START}",
        f"--LabApp.workspaces_dir={root / 'work' / '.lab'}",  # open tabs of the course stay apart from other projects'
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there is often no other user
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"} & set(os.environ):
        command.append("--no-browser")  # else a text browser might take over the terminal
    return command + extra


def open_lab(root, extra):
    report(*lay_missing_copies(root))
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")  # our python3 kernel, not one in the user's home
    command = lab_command(root, extra)
    print(
        "Opening JupyterLab. No browser window? Copy the address with 'token' below into one. Stop it with Ctrl-C.",
        flush=True,
    )
    if os.name == "nt":
        return subprocess.call(command)
    return os.execv(command[0], command)


def main(arguments, root=ROOT):
    try:
        if arguments[:1] == ["--fresh"]:
            lay_fresh_copy(root, "".join(arguments[1:2]).strip())
            return 0
        if arguments == ["--lay"]:
            report(*lay_missing_copies(root))
            return 0
        return open_lab(root, arguments)
    except CannotOpen as problem:
        print(problem)
    except OSError as problem:
        print(f"work/ could not be written ({problem}). Free some space or rights, and run the same command again.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
