"""One exercise of the course as a short declaration that answers back in one line and never raises.

    cost = Exercise(
        "cost", notebook="01",
        cases=[([1, 5, 6], [0, 16, 20])],
        reference=lambda y_hat, y: np.sum((y_hat - y) ** 2),
        mistakes=[(lambda y_hat, y: np.sum(np.abs(y_hat - y)), "You added the errors without …")],
        praise="You can now score any line against any data.",
    )

A mistake is a wrong answer that can be computed, with its hint: whoever gives the same results gets the hint.
"""

import functools
import inspect
from typing import NamedTuple

from . import guard, outside, progress, values, wording
from .variations import KINDS, variations

_registry = []


class Mistake(NamedTuple):
    """A known wrong answer, and the hint for whoever gives it"""

    answer: object
    hint: str


class Report(NamedTuple):
    """○ not attempted, ✓ right or ✗ not right; and what there is to say, on one line"""

    mark: str
    text: str

    def __str__(self):
        return f"{self.mark} {self.text}"


def all_exercises():
    """Every declared exercise, by notebook, then in the order of declaration"""
    return sorted(_registry, key=lambda exercise: exercise.notebook)


class Exercise:
    """What is asked, told by exactly one of three: `reference`, `expected` or `judge`.

    cases, reference: the answer is a function. Each case is a tuple of arguments, a list becomes a new float
        array for each call (guard.List stays a list); the results must be those of `reference`, whose parameters name
        the arguments.
    expected: the answer is a value (number, array, text, True or False, or a tuple of them) and this is it.
        A tuple or list of numbers accepts any container, an array accepts only an array.
    judge, example: many answers are right, `example` is one. judge(answer) returns None if the answer
        is right, else a sentence on what happened; it gets floats, float arrays, tuples of them, or functions.
    tolerance: relative, 1e-6; near zero a thousandth of it.
    vary: which variations of the first case (variations.py) are tried, too, where the reference has a like result.
    uses: names of the notebook's numbers that the answer may use beside its inputs.
    endless: the hint for a function that is stopped because it does not end.
    mistakes: (wrong answer, hint) each. A declaration is not checked when it is made: tests/declarations.py does that.
    """

    def __init__(
        self,
        name,
        notebook,
        *,
        cases=(),
        reference=None,
        expected=None,
        judge=None,
        example=None,
        mistakes=(),
        praise="",
        tolerance=1e-6,
        vary=KINDS,
        uses=(),
        endless="",
    ):
        self.name, self.notebook, self.praise, self.tolerance = name, notebook, praise, tolerance
        self.vary, self.uses, self.endless = vary, uses, endless and f" Hint: {endless}"
        self.cases, self.reference, self.expected = list(cases), reference, expected
        self.judge, self.example, self.mistakes = judge, example, [Mistake(*mistake) for mistake in mistakes]
        self.__doc__ = f"checks.{name}(answer) prints one line about your answer to the exercise {name!r}."
        self.right = next((answer for answer in (reference, expected, example) if answer is not None), None)
        self.names = list(inspect.signature(reference).parameters) if reference else []
        _registry.append(self)

    @functools.cached_property
    def tried(self):
        """[(case, what the reference makes of it)]: the declared cases, then variations of the first"""
        found = [(case, self.reference(*map(guard.fresh, case))) for case in self.cases]
        for case in variations(self.cases[0], self.vary):
            with guard.one_budget():
                outcome, _ = self._call(self.reference, case)
            if not outcome.error and values.is_like(outcome.value, found[0][1]):
                found.append((case, outcome.value))
        return found

    @functools.cached_property
    def _mistaken(self):
        """What each known mistake makes of every case that is tried"""
        outcomes = []
        for answer, _ in self.mistakes:
            with guard.one_budget():
                outcomes.append([self._call(answer, case)[0] for case, _ in self.tried])
        return outcomes

    def __repr__(self):
        return f"The exercise {self.name} of notebook {self.notebook}: call checks.{self.name}(your answer)."

    def __call__(self, *answers):
        """Prints the one line about the answer; several answers count as a tuple, none as not attempted"""
        try:
            report = self.report(answers[0] if len(answers) == 1 else answers or ...)
            note = progress.record(self.name) if report.mark == "✓" else ""
            print(f"{report} {note}".rstrip())
        except KeyboardInterrupt:
            print(f"○ {self.name}: {wording.INTERRUPTED}")

    def report(self, answer):
        """Report on `answer`; prints and remembers nothing"""
        try:
            with guard.one_budget():
                mark, text = self._examine(answer)
        except Exception as error:  # an answer so odd that looking at it fails
            kind, error = type(answer).__name__, wording.word_error(error)
            mark, text = "✗", f"your answer, of type {kind}, cannot be read: {error}."
        return Report(mark, " ".join(f"{self.name}: {text}".split()))

    # --- the three kinds of exercise ---

    def _examine(self, answer):
        if answer is None:
            return "✗", wording.NOTHING
        if wording.is_placeholder(answer) or wording.is_stub(answer):
            return "○", wording.NOT_ATTEMPTED
        problem = values.find_form_problem(answer, self.right, self.tolerance)
        if problem:
            return "✗", wording.with_hint(wording.word_form(problem, answer, self.right), self._hint_for_value(answer))
        if self.reference:
            return self._examine_function(answer)
        return self._examine_open(answer) if self.judge else self._examine_value(answer)

    def _examine_value(self, answer):
        problem = values.find_problem(answer, self.expected, self.tolerance)
        if not problem:
            return "✓", f"right. {self.praise}"
        choices = [self.expected, *(wrong for wrong, _ in self.mistakes)] if isinstance(answer, str) else []
        if len(choices) > 1 and not any(values.same_text(answer, choice) for choice in choices):
            return "✗", f"you answered {problem.got}, expected one of {', '.join(map(repr, sorted(choices)))}."
        text = f"you answered {problem.got}; {problem.place} is not right."
        return "✗", wording.with_hint(text, self._hint_for_value(answer))

    def _examine_open(self, answer):
        outcome = guard.call(self.judge, (values.plain(answer),))
        ended = wording.word_end(outcome, "" if callable(answer) else "trying your answer was ")
        if ended:
            return ended
        if outcome.error:
            return "✗", wording.word_stop(outcome.error)
        if outcome.value is None:
            return "✓", f"right. {self.praise}"
        return "✗", wording.with_hint(outcome.value, self._hint_for_value(answer))

    def _examine_function(self, answer):
        wrong_count = wording.word_parameters(answer, self.names)
        if wrong_count:
            return "✗", wrong_count
        outcomes = []
        for case, _ in self.tried:
            outcome, arguments = self._call(answer, case)
            outcomes.append(outcome)
            ended = wording.word_end(outcome, f"for {self._word_case(case)} your code was ", self.endless)
            altered = self._find_changed(arguments, case)
            if ended or altered:
                return ended or ("✗", altered)
        if all(outcome.value is None and not outcome.error for outcome in outcomes):
            return wording.word_nothing_returned(answer, outcomes[0].printed)
        return self._find_outside(answer, outcomes[0]) or self._compare(answer, outcomes)

    def _find_outside(self, answer, outcome):
        """("✗", a sentence) if the result hangs on a number of the notebook that is no input; else None"""
        for name in outside.numbers_used(answer):
            if name in self.uses or outcome.error:
                continue
            with outside.another(answer, name):
                other, _ = self._call(answer, self.cases[0])
            if not self._same(other, outcome):
                return "✗", wording.word_outside(name, self.names)
        return None

    def _compare(self, answer, outcomes):
        """Right if every case is; else the first that is not, with the hint of the mistake if it is known"""
        declared = len(self.cases)
        wrong = self._find_wrong(outcomes[:declared], outcomes)
        if wrong:
            return wrong
        again, _ = self._call(answer, self.cases[0])
        if again.error or values.find_problem(again.value, self.tried[0][1], self.tolerance):
            return "✗", (
                "right the first time, but the second call with the same input came out differently. "
                "Let the result depend on the input only, not on variables outside the function."
            )
        return self._find_wrong(outcomes, outcomes) or ("✓", f"right. {self.praise}")

    def _find_wrong(self, some, outcomes):
        """("✗", a sentence) about the first of some outcomes that is not right; None if all are"""
        for (case, right), outcome in zip(self.tried, some, strict=False):
            problem = outcome.error or values.find_problem(outcome.value, right, self.tolerance)
            if problem:
                text = f"you returned {problem.got}, expected {problem.wanted}." if not outcome.error else ""
                text = text or wording.word_stop(problem)
                return "✗", wording.with_hint(text, self._hint_for_function(outcomes), f"for {self._word_case(case)}")
        return None

    def _call(self, function, case):
        """(Outcome, the arguments after the call)"""
        arguments = [guard.fresh(argument) for argument in case]
        return guard.call(function, arguments), arguments

    # --- known mistakes ---

    def _hint_for_value(self, answer):
        for wrong, hint in self.mistakes:
            if not self.reference and values.agrees(answer, wrong, self.tolerance):
                return f" Hint: {hint}"
        return ""

    def _hint_for_function(self, outcomes):
        for mistaken, (_, hint) in zip(self._mistaken, self.mistakes, strict=True):
            if all(map(self._same, outcomes, mistaken)):
                return f" Hint: {hint}"
        return ""

    def _same(self, outcome, known):
        if outcome.error or known.error:
            return repr(outcome.error) == repr(known.error)  # another mistake may raise the same kind of error
        return values.agrees(outcome.value, known.value, self.tolerance)

    def _word_case(self, case):
        words = ", ".join(
            f"{name} = {values.show(guard.fresh(value))}" for name, value in zip(self.names, case, strict=True)
        )
        return words or "no input"

    def _find_changed(self, arguments, case):
        for name, after, argument in zip(self.names, arguments, case, strict=True):
            if guard.changed(after, guard.fresh(argument)):
                return wording.word_changed(name, guard.fresh(argument))
        return None
