"""A class as a teacher runs it, by the two commands: what is handed out, what comes back, and the grades."""

import csv
import json
import re
import subprocess
import sys

from tools.grading import lesson as lessons
from tools.grading import release


class Classroom:
    """A course folder, and the two commands"""

    def __init__(self, folder, number):
        self.course, self.lesson = folder / "class", lessons.find(number)
        printed = self.type("make", number)
        self.next = re.search(r"make class-grade NB=(\S+) FOLDER=(\S+)", printed)
        self.folder = type(folder)(self.next[2])
        self.release = json.loads(release.release_path(self.course, self.lesson).read_text("utf-8"))

    def start(self, *arguments):
        command = [sys.executable, "-m", "tools.grading", "--course", str(self.course), *arguments]
        return subprocess.Popen(
            command, cwd=lessons.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
        )

    def type(self, *arguments):
        done = self.start(*arguments)
        printed = done.communicate()[0]
        assert done.returncode == 0, printed
        return printed

    def lay(self, submissions):
        for one in submissions:
            path = self.folder / one.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(one.content, "utf-8")

    def grade(self):
        """What the command says that the one before has printed"""
        return self.type("grade", self.next[1], self.next[2])

    def graded(self):
        """learner in small letters -> points of each exercise, as the CSV says"""
        with open(self.course / "grades" / f"{self.lesson.number}.csv", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        names = [exercise.name for exercise in self.lesson.exercises]
        return {row["learner"].lower(): [float(row[name] or "nan") for name in names] for row in rows}


def expected(submissions):
    return {one.name: one.points for one in submissions}
