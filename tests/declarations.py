"""Whether an exercise is declared well: what is wrong with it, in sentences."""

from helpers.exercise.exercise import Exercise

LEAST_MISTAKES = 3


def faults(exercise: Exercise):
    """Every fault of the declaration; the answers are only tried if its form is right"""
    return list(faults_of_form(exercise)) or list(faults_of_answers(exercise))


def faults_of_form(exercise):
    ways = [exercise.reference is not None, exercise.expected is not None, exercise.judge is not None]
    by_functions = callable(exercise.example)
    rules = [
        (str(exercise.name).isidentifier(), "its name must be one that Python code can use"),
        (isinstance(exercise.notebook, str) and exercise.notebook, "notebook must be its number as text, such as '01'"),
        (sum(ways) == 1, "give exactly one of reference, expected and judge"),
        (bool(exercise.cases) == (exercise.reference is not None), "cases and reference belong together"),
        (all(isinstance(case, tuple) for case in exercise.cases), "each case must be a tuple of arguments"),
        ((exercise.judge is None) == (exercise.example is None), "judge and example belong together"),
        (exercise.praise, "say what the learner has won: praise"),
        (not (by_functions and exercise.mistakes), "a judge of functions words its own hints: no mistakes"),
    ]
    return [f"{exercise.name}: {rule}" for kept, rule in rules if not kept]


def faults_of_answers(exercise):
    """The right answer must be found right, and each mistake must get its own hint, which is no other's"""
    report = exercise.report(exercise.right)
    if report.mark != "✓":
        yield f"{exercise.name}: its own right answer gets {str(report)!r}"
    for number, (wrong, hint) in enumerate(exercise.mistakes, 1):
        report, hint = exercise.report(wrong), " ".join(hint.split())
        if report.mark != "✗" or f" Hint: {hint}" not in report.text:
            yield f"{exercise.name}: mistake {number} must get its own hint {hint!r}, got {str(report)!r}"
    hints = [mistake.hint for mistake in exercise.mistakes]
    yield from {f"{exercise.name}: two mistakes get the same hint {hint!r}" for hint in hints if hints.count(hint) > 1}
