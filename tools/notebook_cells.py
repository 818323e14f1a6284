"""What the tools ask of a notebook's cells, as dicts whose `source` is one string: title, folds of a solution, quiz."""

import re

SOLUTION = re.compile(r"<details>\s*<summary>Solution</summary>.*?</details>\s*", re.S)
QUIZ = re.compile(r"#+ [^\n]*\bQuiz\b")


def title(cells):
    """The notebook's title, as its first line says it"""
    return cells[0]["source"].splitlines()[0].removeprefix("# ")


def is_solution(cell):
    """Does the cell hold the hints and the solution of an exercise?"""
    return "solution" in cell["metadata"].get("tags", [])


def without_solution(source):
    """The text of such a cell with its hints alone"""
    return SOLUTION.sub("", source)


def begins_quiz(cell):
    """Is this the text with the questions of the quiz?"""
    return cell["cell_type"] == "markdown" and bool(QUIZ.match(cell["source"]))
