"""From results to points, the list at the end, and the CSV."""

import pathlib
from typing import NamedTuple

from tools import spreadsheet

SHORT = 60  # characters of what a check says, in the list
HALF = 0.5  # of the points, where a misconception was recognised


class Result(NamedTuple):
    """What an exercise came to: ✓, ✗ or ○, the check's line, and whether it recognised a misconception"""

    name: str
    mark: str
    text: str
    known: bool = False

    @property
    def rank(self):
        """Of two results the better one is larger"""
        return self.mark == "✓", self.known


class Row(NamedTuple):
    """A learner's line: `results` is empty if nothing could be graded, `notes` says why"""

    learner: str
    path: pathlib.Path
    results: list
    notes: tuple = ()


def row(submission, graded):
    """The Row of a submission; graded: its results, a sentence why there are none, or None"""
    lost = (graded,) if isinstance(graded, str) else ()
    results = [] if graded is None or lost else graded
    return Row(submission.learner, submission.path, results, (*submission.notes, *lost))


def points(result, full, half=HALF):
    """✓ all, ✗ with a recognised misconception the share `half`, else none"""
    if result.mark == "✓":
        return full
    return full * half if result.known else 0


def total(row, full, half):
    """full: name -> points of each exercise"""
    return sum(points(result, full[result.name], half) for result in row.results)


def table(rows, full, half):
    """The list: who got what, and why not all; what a check says is shortened"""
    width = max([len(row.learner) for row in rows] + [7])
    lines = [f"{'learner':<{width}}  {'points':>8}  why"]
    most = sum(full.values())
    for row in rows:
        got = f"{total(row, full, half):g} of {most:g}" if row.results else "–"
        lines.append(f"{row.learner:<{width}}  {got:>8}  {why(row, full, half, SHORT)}".rstrip())
    return "\n".join(lines)


def why(row, full, half, longest=None):
    """What is missing to all points, with the checks' words, and the notes; '' for a learner with all points"""
    missing = [_word(result, full, half, longest) for result in row.results if result.mark != "✓"]
    return "; ".join(["not graded"] * (not row.results) + missing + list(row.notes))


def _word(result, full, half, longest):
    """'cost ✗ 1: you added the errors …'; shortened, it begins where the check speaks of the answer"""
    text = result.text.removeprefix(f"{result.name}: ")
    if longest:
        text = shorten("" if result.mark == "○" else text, longest)
    return f"{result.name} {result.mark} {points(result, full[result.name], half):g}" + f": {text}" * bool(text)


def shorten(text, longest):
    """From the hint on, else from what the answer did, and no longer than that"""
    starts = [text.find(words) for words in ("Hint: ", "your code ", "you returned ")]
    text = text[next((start for start in starts if start >= 0), 0) :].removeprefix("Hint: ")
    return text if len(text) <= longest else text[: longest - 2] + " …"


def write_csv(path, rows, full, half):
    """One row a learner: points, of how many, each exercise's points, the file, and why"""
    most, lines = f"{sum(full.values()):g}", [["learner", "points", "of", *full, "file", "why"]]
    for row in rows:
        got = {result.name: f"{points(result, full[result.name], half):g}" for result in row.results}
        sums = f"{total(row, full, half):g}" if row.results else ""
        cells = [got.get(name, "") for name in full]
        lines.append([row.learner, sums, most, *cells, row.path.name, why(row, full, half)])
    spreadsheet.write(path, lines)
