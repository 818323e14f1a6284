"""What the two editions of a handout hold.

Students get the notebook with all hints, without the solutions and without the answers to what is to be predicted: a
predicted cell has no output, and the paragraph that reads it is gone, as is every fold named *Compare*. Teachers get
everything, the folds open, the lesson's plan on the first page and the presenter's notes.
"""

import copy
import re

import nbformat
import predictions
from lesson_plan import plan

FOLD = r"<details><summary>{}</summary>\n\n.*?\n\n</details>\n*"
SOLUTION, COMPARE = (re.compile(FOLD.format(name), re.S) for name in ("Solution", "Compare"))
QUIZ = re.compile(r"#+ [^\n]*\bQuiz\b")
NOTES = "presenter"  # the metadata of a cell that begins a section: {"minutes": 5, "ask": "…", "expect": "…"}


def students(notebook):
    """A new notebook: the students' edition"""
    notebook = copy.deepcopy(notebook)
    cells = notebook.cells
    for place, cell in enumerate(cells):
        cell.metadata.pop(NOTES, None)
        if predictions.is_predicted(cell):
            cell.outputs = []
        elif predictions.reads_a_result(cells, place):
            cell.source = predictions.split_reading(cell.source)[1].lstrip("\n")
        if cell.cell_type == "markdown":
            cell.source = COMPARE.sub("", cell.source)
        if "solution" in cell.metadata.get("tags", []):
            cell.source = SOLUTION.sub("", cell.source)
        if QUIZ.match(cell.source):
            cell.source = cell.source.replace("<details>", '<details class="option">')
    notebook.cells = [cell for cell in cells if cell.source.strip()]
    return notebook


def teachers(notebook):
    """A new notebook: the teachers' edition"""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("<details>", "<details open>")
    first = next((place for place, cell in enumerate(notebook.cells) if cell.source.startswith("## ")), 1)
    notebook.cells.insert(first, nbformat.v4.new_markdown_cell("## The lesson's plan\n\n" + plan(notebook)))
    return notebook


EDITIONS = {"students": students, "teachers": teachers}
