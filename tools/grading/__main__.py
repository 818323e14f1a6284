"""`make class NB=01` and `make class-grade NB=01 FOLDER=…`: what they print, and what they write."""

import argparse
import os
import pathlib
import sys
import time

from . import answers, hand_in, lesson, pages, release, run, scores

COURSE = lesson.ROOT / "class"


def main(arguments=None):
    """The exit code: 0 if all is done, 1 with one sentence if not"""
    given = parse(arguments)
    try:
        if not hasattr(os, "fork"):
            raise lesson.GradingError("Grading needs Linux or macOS; on Windows, run it in WSL.")
        given.work(given)
    except lesson.GradingError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What is graded is kept: the same command goes on.", file=sys.stderr)
        return 1
    return 0


def parse(arguments):
    parser = argparse.ArgumentParser(prog="tools.grading", description=__doc__)
    parser.add_argument("--course", type=pathlib.Path, default=COURSE, help="nbgrader's course folder (class)")
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("make", help="an assignment to hand out")
    make.add_argument("number", help="of the notebook, such as 01")
    make.add_argument("--points", type=float, default=2, help="for each exercise (2)")
    make.set_defaults(work=make_class)
    grade = commands.add_parser("grade", help="what came back")
    grade.add_argument("number")
    grade.add_argument("folder", help="where the submissions are")
    grade.add_argument("--half", type=float, default=scores.HALF, help="share for a recognised misconception (0.5)")
    grade.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at once (one a processor)")
    for name, value in lesson.Limits()._asdict().items():
        grade.add_argument(f"--{name}", type=type(value), default=value, help=f"limit ({value:g})")
    grade.set_defaults(work=grade_class)
    return parser.parse_args(arguments)


def make_class(given):
    """Makes the assignment, and says what comes next"""
    found = lesson.find(given.number)
    release.make(given.course, found, given.points)
    folder = given.course / "handed_in" / found.number
    folder.mkdir(parents=True, exist_ok=True)
    count = len(found.exercises)
    print(f"To hand out: {short(release.release_path(given.course, found))}")
    print(f"{count} exercises, {count * given.points:g} points; with hints, without solutions and outputs.")
    print(f"Put what comes back into {short(folder)}, under any names, then:")
    print(f"  make class-grade NB={found.number} FOLDER={short(folder)}")


def grade_class(given):
    """Grades what is in the folder, and writes list, CSV, pages and gradebook"""
    started, found = time.monotonic(), lesson.find(given.number)
    full = release.points_of(given.course, found)
    handed_in = hand_in.collect(given.folder, found)
    limits = lesson.Limits(*(getattr(given, name) for name in lesson.Limits._fields))
    graded = run.grade_all(found, handed_in, limits, given.jobs, given.course / "results" / found.number)
    rows = [scores.row(one, graded.get(one.path)) for one in handed_in]
    print(scores.table(rows, full, given.half))
    write(given.course, found, handed_in, rows, full, given.half)
    release.record(given.course, found, rows, full, given.half)
    print(
        f"{len(rows)} learners in {time.monotonic() - started:.0f} s. Points: {short(given.course / 'grades')}/", end=""
    )
    print(f"{found.number}.csv; a page to give back to each: {short(given.course / 'feedback' / found.number)}")
    print("Another file, or a newer one? The same command again grades only what has changed.")


def write(course, found, handed_in, rows, full, half):
    """The CSV, and a page for each learner"""
    for folder in (course / "grades", course / "feedback" / found.number):
        folder.mkdir(parents=True, exist_ok=True)
    scores.write_csv(course / "grades" / f"{found.number}.csv", rows, full, half)
    for name, one, row in zip(release.safe_names(rows), handed_in, rows, strict=True):
        held = answers.find(one.cells, found) if one.cells is not None else None
        page = pages.page(row, held, found, full, half)
        (course / "feedback" / found.number / f"{name}.html").write_text(page, "utf-8")


def short(path):
    """A path as one types it here"""
    return os.path.relpath(path) if path.is_relative_to(pathlib.Path.cwd()) else str(path)


if __name__ == "__main__":
    sys.exit(main())
