"""Grades one submission: each exercise in a fresh process of the learner's, by checks that never run in it.

Five exercises hand living objects to a function (a graph, a model); only their checks run beside the answer, loaded
from the course's own files before it.
"""

import contextlib
import time

from helpers import checks
from helpers.exercise import guard, wording

from . import answers, wire
from .lesson import GradingError
from .sandbox import Raised, Sandbox, TooLong
from .scores import Result

ENDED = "ended the process that it ran in"


class _Turn:
    """One submission's turn: what was found in it, the cells that must not run again, and when its time is up"""

    def __init__(self, found, seconds):
        self.found, self.ended, self.until = found, {}, time.monotonic() + seconds

    @property
    def left(self):
        return self.until - time.monotonic()

    @contextlib.contextmanager
    def stopped_watch(self):
        """What the grader itself takes to begin is not the learner's time"""
        began = time.monotonic()
        yield
        self.until += time.monotonic() - began


class Judge:
    """Grades the submissions of one lesson, one after the other"""

    def __init__(self, lesson, limits):
        self.lesson, self.limits = lesson, limits
        self.sandbox = Sandbox(lesson, limits, runs_beside)

    def grade(self, cells):
        """A Result for every exercise, in order, of a submission's code cells"""
        turn = _Turn(answers.find(cells, self.lesson), self.limits.all)
        return [self._grade_one(number, turn) for number in range(len(self.lesson.exercises))]

    def close(self):
        self.sandbox.close()

    def _grade_one(self, number, turn):
        """Without the learner's own cells, which can do harm; with them, too, if that is not right"""
        exercise = self.lesson.exercises[number]
        answer = turn.found.answers[exercise.name]
        if answer is None:
            return Result(exercise.name, "○", f"{exercise.name}: no cell of this notebook answers it.")
        if answers.plain(answer) == answers.plain(exercise.stub):
            return Result(exercise.name, "○", f"{exercise.name}: {wording.NOT_ATTEMPTED}")
        result = self._attempt(number, turn, [])
        if turn.found.own and result.mark != "✓":
            result = max(result, self._attempt(number, turn, turn.found.own), key=lambda one: one.rank)
        return result

    def _attempt(self, number, turn, own):
        """The Result of one exercise; a cell that ends the process, or does not end, is remembered and left out"""
        exercise = self.lesson.exercises[number]
        before = [turn.found.answers[earlier.name] for earlier in self.lesson.exercises[:number]]
        cells = [cell for cell in [*own, *before, turn.found.answers[exercise.name]] if cell is not None]
        while turn.left > 0:
            with turn.stopped_watch():
                learner = self._learner(number)
            try:
                with learner:
                    return self._play(learner, exercise, cells, turn)
            except _CellEnded as cell:
                turn.ended[cell.source] = cell.why
            except Exception as error:  # replies that no learner's process gives by itself
                return Result(exercise.name, "✗", f"{exercise.name}: it cannot be graded ({type(error).__name__}).")
        return Result(exercise.name, "✗", f"{exercise.name}: the time for this whole notebook was up.")

    def _learner(self, number):
        """A fresh process at the place of an exercise; if what makes them was ended, the course's cells run again"""
        with contextlib.suppress(wire.Gone):
            return self.sandbox.learner(number)
        self.sandbox.close()
        self.sandbox = Sandbox(self.lesson, self.limits, runs_beside)
        try:
            return self.sandbox.learner(number)
        except wire.Gone:
            raise GradingError(f"The course's own cells of {self.lesson.stem} failed: {self.sandbox.why()}") from None

    def _play(self, learner, exercise, cells, turn):
        """Runs the cells, the answer last, and lets the check look at it"""
        answer = cells[-1]
        if answer in turn.ended:
            return Result(exercise.name, "✗", f"{exercise.name}: its cell {turn.ended[answer]}.")
        stopped = None
        for place, source in enumerate(cells):
            if source not in turn.ended:
                file = f"cell {place}" if place + 1 < len(cells) else "your cell"
                stopped = self._run(learner, source, file, turn)
        mark, text = (self._look_beside if runs_beside(exercise.name) else self._look)(learner, exercise)
        if stopped and mark == "○":
            mark, text = "✗", f"{exercise.name}: {wording.word_stop(stopped)}"
        return Result(exercise.name, mark, text, mark == "✗" and recognised(exercise.name, text))

    def _run(self, learner, source, file, turn):
        """The exception with which a cell stopped, or None; _CellEnded if it did not stop, or ended its process"""
        seconds = max(0.1, min(self.limits.cell, turn.left))
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
