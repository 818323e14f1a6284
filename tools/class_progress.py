"""`make class-progress FOLDER=submissions`: who has solved what, out of the files that learners handed in.

    python tools/class_progress.py FOLDER

FOLDER holds a folder or a zip for each learner, however named; in it, at any depth, lies their `work/.solved/` with an
empty file for each solved exercise, or the `progress.json` of an older version of the course. A table goes to the
screen, a row for each learner to FOLDER/class-progress.csv. What cannot be read is named, and the rest is counted.
The files are the learners' own: this is for seeing where a class stands, not for marks.
"""

import json
import os
import pathlib
import sys
import zipfile
import zlib

import spreadsheet

from helpers import checks
from helpers.exercise.progress import FOLDER as SOLVED
from helpers.exercise.progress import OLD_FILE

TABLE = "class-progress.csv"
LARGEST = 1_000_000  # bytes of a progress.json; ours has a few thousand
BAR = 20  # characters
SPOILT = zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError  # of a zip


# ---- reading what was handed in ---------------------------------------------------------------------------------


def read_class(folder):
    """({learner: names of exercises}, [a sentence for each file that could not be read]), both in order"""
    learners, troubles = {}, []
    for path in sorted(folder.iterdir()):
        if path.name == TABLE or path.name.startswith((".", "__MACOSX")):
            continue
        names, said = read_learner(path)
        troubles += said
        if names is not None:
            learner = path.stem if path.suffix.lower() == ".zip" else path.name
            learners.setdefault(learner, set()).update(names)
    return learners, troubles


def read_learner(path):
    """(names solved or None if this is nobody's, [sentences]) of a folder or a zip"""
    if not (path.is_dir() or path.suffix.lower() == ".zip"):
        return None, [f"{path.name}: neither a folder nor a zip"]
    found, troubles = [], []
    for one in _files(path):
        where = (pathlib.Path(path.name) / one.relative_to(path)).as_posix()
        try:
            found += _progress_in(one)
        except OSError as trouble:
            troubles.append(f"{where}: {trouble.strerror or trouble}")
        troubles += [f"{where}: {names}" for names in found if isinstance(names, str)]
        found = [names for names in found if not isinstance(names, str)]
    if not found and not troubles:
        troubles.append(f"{path.name}: holds no {SOLVED} and no {OLD_FILE}")
    return set().union(*found), troubles


def _files(path):
    """The path itself if it is a file, else every file and every .solved below it, links not followed"""
    if path.is_file():
        yield path
    for folder, folders, files in os.walk(path):
        yield from (pathlib.Path(folder) / name for name in sorted(files))
        if SOLVED in folders:
            yield pathlib.Path(folder) / SOLVED
        folders.sort()


def _progress_in(path):
    """A list: for each piece of progress its set of names, or a sentence that says why it cannot be read"""
    if path.name == SOLVED and path.is_dir():
        return [{file.name for file in path.iterdir() if not file.name.startswith(".")}]
    if path.name == OLD_FILE and path.is_file():
        with open(path, "rb") as file:
            return [_names_of_old_file(file)]
    return list(_progress_in_zip(path)) if path.suffix.lower() == ".zip" else []


def _progress_in_zip(path):
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                parts = [part for part in entry.filename.replace("\\", "/").split("/") if part]
                if SOLVED in parts[-2:]:
                    yield set() if parts[-1].startswith(".") else {parts[-1]}
                elif parts[-1:] == [OLD_FILE] and parts[0] != "__MACOSX":
                    yield _unpacked(archive, entry)
    except SPOILT as trouble:
        yield f"cannot be unpacked ({trouble})"


def _unpacked(archive, entry):
    try:
        with archive.open(entry) as file:
            return _names_of_old_file(file)
    except SPOILT as trouble:
        return f"cannot be unpacked ({trouble})"


def _names_of_old_file(file):
    try:
        content = file.read(LARGEST + 1)
        names = json.loads(content)["solved"] if len(content) <= LARGEST else None
        return {name for name in names if isinstance(name, str)}
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError):
        return f"holds a {OLD_FILE} that is not the course's"


# ---- telling ----------------------------------------------------------------------------------------------------


def table(exercises, learners):
    """The rows for the screen: exercise, how many have solved it, a bar"""
    width = max(len(exercise.name) for exercise in exercises)
    rows = []
    for exercise in sorted(exercises, key=lambda one: one.notebook):
        solved = sum(exercise.name in names for names in learners.values())
        bar = "█" * round(BAR * solved / len(learners))
        rows.append(f"{exercise.notebook:4}{exercise.name:{width}}  {solved:3} of {len(learners)} {bar}".rstrip())
    return "\n".join(rows)


def write_table(path, exercises, learners):
    """A row for each learner: name, how many are solved, and 1 or 0 for each exercise"""
    names = [exercise.name for exercise in sorted(exercises, key=lambda one: one.notebook)]
    marks = {learner: [int(name in solved) for name in names] for learner, solved in learners.items()}
    rows = [[learner, sum(row), *row] for learner, row in marks.items()]
    spreadsheet.write(path, [["learner", "solved", *names], *rows])


def main(arguments):
    """The exit code: 0 if there was a class to read"""
    name = " ".join(arguments)
    folder = pathlib.Path(name)
    if not name or not folder.is_dir():
        print("Say where the learners' files are: make class-progress FOLDER=… (a folder or a zip for each learner).")
        return 1
    if (folder / SOLVED).is_dir() or (folder / OLD_FILE).is_file():
        print(f"{folder} is the folder of one learner: name the folder that holds all of them.")
        return 1
    learners, troubles = read_class(folder)
    exercises = checks.all_exercises()
    unknown = set().union(*learners.values()) - {exercise.name for exercise in exercises}
    if learners:
        print(table(exercises, learners))
        write_table(folder / TABLE, exercises, learners)
        print(f"\nA row for each of {len(learners)} learners: {folder / TABLE}")
    else:
        print(f"There is no learner's folder or zip in {folder}.")
    if unknown:
        print(f"Not counted, no exercise of this version: {', '.join(sorted(unknown))}")
    for trouble in troubles:
        print(f"Not read: {trouble}")
    return 0 if learners else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
