"""Grades one submission: each exercise in a fresh process of the learner's, by checks that never run in it.

Five exercises hand living objects to a function (a graph, a model); only their checks run beside the answer, loaded
from the course's own files before it.
"""

import time

from helpers import checks
from helpers.exercise import guard, wording

from . import answers, wire
from .lesson import GradingError
from .sandbox import Raised, Sandbox, TooLong
from .scores import Result

ENDED = "ended the process that it ran in"


class Judge:
    """Grades the submissions of one lesson, one after the other"""

    def __init__(self, lesson, limits):
        self.lesson, self.limits = lesson, limits
        self.sandbox = Sandbox(lesson, limits.megabytes)

    def grade(self, cells):
        """A Result for every exercise, in order, of a submission's code cells"""
        found, ended = answers.find(cells, self.lesson), {}
        until = time.monotonic() + self.limits.all
        return [self._grade_one(number, found, ended, until) for number in range(len(self.lesson.exercises))]

    def close(self):
        self.sandbox.close()

    def _grade_one(self, number, found, ended, until):
        """Without the learner's own cells, which can do harm; with them, too, if that is not right"""
        exercise = self.lesson.exercises[number]
        answer = found.answers[exercise.name]
        if answer is None:
            return Result(exercise.name, "○", f"{exercise.name}: no cell of this notebook answers it.")
        if answers.plain(answer) == answers.plain(exercise.stub):
            return Result(exercise.name, "○", f"{exercise.name}: {wording.NOT_ATTEMPTED}")
        result = self._attempt(number, found, [], ended, until)
        if found.own and result.mark != "✓":
            result = max(result, self._attempt(number, found, found.own, ended, until), key=lambda one: one.rank)
        return result

    def _attempt(self, number, found, own, ended, until):
        """The Result of one exercise; a cell that ends the process, or does not end, is remembered and left out"""
        exercise = self.lesson.exercises[number]
        before = [found.answers[earlier.name] for earlier in self.lesson.exercises[:number]]
        cells = [cell for cell in [*own, *before, found.answers[exercise.name]] if cell is not None]
        while time.monotonic() < until:
            try:
                with self._learner(number) as learner:
                    return self._play(learner, exercise, cells, ended, until)
            except _CellEnded as cell:
                ended[cell.source] = cell.why
        return Result(exercise.name, "✗", f"{exercise.name}: the time for this whole notebook was up.")

    def _learner(self, number):
        """A fresh process at the place of an exercise; if what makes them was ended, the course's cells run again"""
        try:
            return self.sandbox.learner(number)
        except wire.Gone:
            self.sandbox.close()
            self.sandbox = Sandbox(self.lesson, self.limits.megabytes)
        try:
            return self.sandbox.learner(number)
        except wire.Gone:
            raise GradingError(f"The cells of {self.lesson.stem} did not run: {self.sandbox.why()}") from None

    def _play(self, learner, exercise, cells, ended, until):
        """Runs the cells, the answer last, and lets the check look at it"""
        beside, answer = runs_beside(exercise.name), cells[-1]
        if answer in ended:
            return Result(exercise.name, "✗", f"{exercise.name}: its cell {ended[answer]}.")
        if beside:
            learner.know(exercise.name, self.limits.all)
        stopped = None
        for place, source in enumerate(cells):
            if source not in ended:
                file = f"cell {place}" if place + 1 < len(cells) else "your cell"
                stopped = self._run(learner, source, file, until)
        mark, text = (self._look_beside if beside else self._look)(learner, exercise)
        if stopped and mark == "○":
            mark, text = "✗", f"{exercise.name}: {wording.word_stop(stopped)}"
        return Result(exercise.name, mark, text, mark == "✗" and recognised(exercise.name, text))

    def _run(self, learner, source, file, until):
        """The exception with which a cell stopped, or None; _CellEnded if it did not stop, or ended its process"""
        seconds = max(0.1, min(self.limits.cell, until - time.monotonic()))
        try:
            return learner.run(source, file, seconds)
        except TooLong:
            raise _CellEnded(source, f"was stopped after {self.limits.cell:g} seconds") from None
        except (wire.Gone, wire.Unreadable):
            raise _CellEnded(source, ENDED) from None

    def _look(self, learner, exercise):
        """(mark, text) of a check that runs here, on values that come from there"""
        try:
            given = learner.value(exercise.arguments, self.limits.cell)
            guard.TIME_LIMIT = self.limits.check
            return getattr(checks, exercise.name).report(given[0] if len(given) == 1 else given)
        except Raised as raised:
            return "✗", f"{exercise.name}: {wording.word_stop(raised.error)}"
        except (TooLong, wire.Gone, wire.Unreadable):
            return "✗", f"{exercise.name}: your answer cannot be read."

    def _look_beside(self, learner, exercise):
        """(mark, text) of a check that runs there, beside the answer"""
        try:
            return learner.check(exercise.arguments, self.limits.check, self.limits.cell)
        except Raised as raised:
            return "✗", f"{exercise.name}: {wording.word_stop(raised.error)}"
        except TooLong:
            return "✗", f"{exercise.name}: stopped after {self.limits.check:g} seconds."
        except (wire.Gone, wire.Unreadable):
            return "✗", f"{exercise.name}: your code {ENDED}."


class _CellEnded(Exception):
    def __init__(self, source, why):
        self.source, self.why = source, why


def runs_beside(name):
    """True for an exercise whose check must run beside the answer: it judges a function by what that does to objects"""
    exercise = getattr(checks, name)
    return bool(exercise.judge) and callable(exercise.right)


def recognised(name, text):
    """True if the line of a check holds one of the exercise's own hints: a misconception that is known"""
    exercise = getattr(checks, name)
    hints = [hint for _, hint in exercise.mistakes] + [exercise.endless.removeprefix(" Hint: ")]
    if any(hint and " ".join(hint.split()) in text for hint in hints):
        return True
    return runs_beside(name) and "Hint: " in text and "you passed" not in text  # which would show a learner's own words
