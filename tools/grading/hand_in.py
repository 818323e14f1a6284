"""The submissions in a folder, however named: one for each learner, and a sentence for each file that is none."""

import os
import pathlib
import re
from collections import Counter
from typing import NamedTuple

from . import answers
from .lesson import GradingError

LEFT_BEHIND = {"__pycache__", "__MACOSX", "Thumbs.db", "desktop.ini"}
NUMBER = "\0(\\d+)"
COPY = r"[ _-]*(\(\d+\)|copy ?\d*|kopie ?\d*)$"  # what browsers and editors add to a name


class Submission(NamedTuple):
    """What one learner has handed in; `cells` is None if nothing of it can be graded, `notes` says why, and more"""

    learner: str
    path: pathlib.Path
    cells: list | None
    notes: tuple = ()


def collect(folder, lesson):
    """A Submission for every learner, sorted; GradingError if there is no such folder, or nothing in it"""
    if not str(folder).strip():
        raise GradingError("Say where the submissions are: make class-grade NB=… FOLDER=…")
    folder = pathlib.Path(folder).expanduser()
    if not folder.is_dir():
        kind = "is a file, not a folder" if folder.exists() else "does not exist"
        raise GradingError(f"{folder} {kind}: put the submissions into a folder and name it (FOLDER=…).")
    paths = find_files(folder)
    if not paths:
        raise GradingError(f"{folder} is empty: put the submissions there, under any names.")
    by_learner = {}
    for path, learner in name_learners(paths, folder, lesson).items():
        by_learner.setdefault(learner, []).append(path)
    return [_newest(learner, by_learner[learner], lesson) for learner in sorted(by_learner)]


def find_files(folder):
    """Every file in the folder and below, but what is hidden or what programs leave behind"""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    hidden = re.compile(r"[.~]")
    return [
        path
        for path in paths
        if not any(hidden.match(part) or part in LEFT_BEHIND for part in path.relative_to(folder).parts)
    ]


def name_learners(paths, folder, lesson):
    """path -> learner: the folders it lies in; where a folder holds several notebooks, also what its name adds

    A number that Moodle has given stays where two have the same name otherwise: they are two learners.
    """
    parents = [path.parent for path in paths]
    top = pathlib.Path(os.path.commonpath([*parents, parents[0]]))
    several = Counter(path.parent for path in paths if path.suffix == ".ipynb")
    names = {}
    for path in paths:
        rooms = [
            _clean(part) for part in path.parent.relative_to(top).parts if part not in (lesson.number, lesson.stem)
        ]
        own = own_name(path, lesson)
        alone = path.stem if path.parent == folder else _clean(path.parent.name)
        names[path] = "/".join(rooms + [own] * bool(own and (several[path.parent] > 1 or not rooms))) or alone
    plain = Counter(re.sub(NUMBER, "", name) for name in set(names.values()))
    short = {
        name: re.sub(NUMBER, "" if plain[re.sub(NUMBER, "", name)] == 1 else r"_\1", name)
        for name in set(names.values())
    }
    return {path: short[name] for path, name in names.items()}


def own_name(path, lesson):
    """What a file's name says beside the notebook's: 'anna' of '01_fit_a_line_anna (2).ipynb'"""
    name = re.sub(re.escape(lesson.stem), "", path.name.split(".ipynb")[0], flags=re.I)
    while name != (name := re.sub(COPY, "", name, flags=re.I)):
        pass
    return _clean(name)


def _clean(name):
    """A name without what Moodle adds to it, but for the number, which is kept apart"""
    return re.sub(r"_(\d+)_assignsubmission_.*", "\0\\1", name).strip(" _-.")


def _newest(learner, paths, lesson):
    """The newest of a learner's files that can be graded; else the newest, with a note why not"""
    read = [
        _read(path, lesson) for path in sorted(paths, key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    ]
    graded = [(path, cells) for path, cells, _ in read if cells is not None]
    path, cells = graded[0] if graded else read[0][:2]
    notes = [f"{path.name}: {note}" for path, _, note in read if note]
    older = [other.name for other, _ in graded[1:]]
    if older:
        notes.append(f"handed in {len(older) + 1} times: {path.name} is the newest and counts, not {', '.join(older)}")
    return Submission(learner, path, cells, tuple(notes))


def _read(path, lesson):
    """(path, cells or None, why not)"""
    try:
        cells = answers.read(path)
    except answers.Unreadable as why:
        return path, None, str(why)
    other = answers.another_lesson(cells, lesson)
    return (path, None, f"it is the notebook {other}, not {lesson.stem}") if other else (path, cells, "")
