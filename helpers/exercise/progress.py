"""What the checks have seen solved: kept in work/progress.json for a learner, else in memory only.

Two notebooks are two kernels that write the same file: each adds to what it finds there, one at a time.
Nothing found in the file is ever dropped, not even names that this version of the course does not know.
"""

import contextlib
import datetime
import json
import os
import pathlib
import textwrap
import time

FILE = "progress.json"
LOCK_LEFT_BEHIND_AFTER = 2.0  # seconds: a kernel that died while it wrote
LONGEST_WAIT = 3.0

_solved = {}  # name -> when, as this kernel has seen it
_said = set()  # sentences that need saying only once


def folder():
    """The learner's folder work/ if this kernel runs there; else None, so that tests leave no trace"""
    work = pathlib.Path(__file__).resolve().parents[2] / "work"
    try:
        return work if os.path.samefile(os.getcwd(), work) else None
    except OSError:  # there is no such folder
        return None


def record(name):
    """Remembers that `name` is solved, and when first; returns '' or a sentence about trouble"""
    _solved.setdefault(name, datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"))
    place = folder()
    if place is None:
        return ""
    try:
        with _lock(place):
            content, trouble = _read(place)
            found = content.setdefault("solved", {})
            if not _solved.keys() <= found.keys():
                _write(place, content | {"solved": _solved | found})
            return trouble
    except OSError as error:
        return _once(f"(Your progress cannot be saved in work/{FILE}: {error.strerror or error}.)")


def solved_names():
    """(the names solved so far, here or in any earlier session; '' or a sentence about trouble)"""
    place = folder()
    if place is None:
        return set(_solved), ""
    try:
        content, trouble = _read(place)
    except OSError as error:
        return set(_solved), _once(f"(Your progress in work/{FILE} cannot be read: {error.strerror or error}.)")
    return set(_solved) | set(content.get("solved", {})), trouble


def show(exercises):
    """Prints one row per notebook: how many of its exercises are solved, and which"""
    names, trouble = solved_names()
    print(table(exercises, names))
    if trouble:
        print(trouble)


def table(exercises, solved):
    """The rows that `show` prints, as text"""
    notebooks = {}
    for exercise in exercises:
        notebooks.setdefault(exercise.notebook, []).append(exercise.name)
    rows = ["notebook  solved    exercises"]
    for notebook, names in sorted(notebooks.items()):
        start = f"{notebook:<10}{f'{len(solved.intersection(names))} of {len(names)}':<10}"
        marks = "  ".join(("✓\0" if name in solved else "○\0") + name for name in names)  # \0: no line break here
        rows += textwrap.wrap(marks, 96, initial_indent=start, subsequent_indent=" " * 20, break_on_hyphens=False)
    return "\n".join(rows).replace("\0", " ")


def _read(place):
    """(what the file holds, '' or a sentence); a damaged file is set aside under another name"""
    path = place / FILE
    try:
        content = json.loads(path.read_text("utf-8"))
        if isinstance(content, dict) and isinstance(content.get("solved", {}), dict):
            return content, ""
    except FileNotFoundError:
        return {}, ""
    except (ValueError, RecursionError):
        pass
    number = 1
    while (aside := place / f"progress.damaged-{number}.json").exists():
        number += 1
    os.replace(path, aside)
    return {}, f"(work/{FILE} was damaged; it is kept as {aside.name} and a new one is begun.)"


def _write(place, content):
    """The old file or the new one, never half of one"""
    path = place / f"{FILE}.{os.getpid()}.new"
    try:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(path, place / FILE)
    finally:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _lock(place):
    """One kernel at a time: whoever can create the file holds the lock"""
    path, deadline = place / "progress.lock", time.monotonic() + LONGEST_WAIT
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if time.monotonic() > deadline:
                raise TimeoutError("another notebook is writing it; it is saved with the next exercise") from None
            _remove_if_left_behind(path)
            time.sleep(0.02)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _remove_if_left_behind(path):
    with contextlib.suppress(FileNotFoundError):
        if time.time() - path.stat().st_mtime > LOCK_LEFT_BEHIND_AFTER:
            path.unlink()


def _once(sentence):
    """`sentence` the first time, '' afterwards"""
    new = sentence not in _said
    _said.add(sentence)
    return sentence if new else ""
