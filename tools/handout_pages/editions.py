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
from notebook_cells import begins_quiz, is_solution, without_solution

COMPARE = re.compile(r"<details><summary>Compare</summary>\n\n.*?\n\n</details>\n*", re.S)


def students(notebook):
    """A new notebook: the students' edition"""
    notebook = copy.deepcopy(notebook)
    cells = notebook.cells
    for place, cell in enumerate(cells):
        cell.metadata.pop(predictions.PRESENTER, None)
        if predictions.is_predicted(cell):
            cell.outputs = []
        elif predictions.reads_a_result(cells, place):
            cell.source = predictions.split_reading(cell.source)[1].lstrip("\n")
        if cell.cell_type == "markdown":
            cell.source = COMPARE.sub("", cell.source)
        if is_solution(cell):
            cell.source = without_solution(cell.source)
        if begins_quiz(cell):
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
