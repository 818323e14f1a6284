"""A lesson of a few cells, with exercises of the course, so that a test need not run a whole notebook."""

from tools.grading import lesson as lessons

EXERCISES = {  # name -> (the cell to fill in, the right answer)
    "predict": ("def predict(x, w, b):\n    return ...", "def predict(x, w, b):\n    return w * x + b"),
    "cost": ("def cost(y_hat, y):\n    return ...", "def cost(y_hat, y):\n    return np.sum((y_hat - y) ** 2)"),
    "gate_pair": ("gate_pair = ...", "gate_pair = [-50, 400, 50, -400]"),
    "central_difference": (
        "def central_difference(f, w, h):\n    return ...",
        "def central_difference(f, w, h):\n    return (f(w + h) - f(w - h)) / (2 * h)",
    ),
    "random_like": (
        "def random_like(table, rng):\n    return ...",
        "def random_like(table, rng):\n    return rng.normal(table.mean(), table.std(), table.shape)",
    ),
}
STUBS = {name: stub for name, (stub, _) in EXERCISES.items()}
RIGHT = {name: answer for name, (_, answer) in EXERCISES.items()}


def code(source, cell_id="x"):
    return {
        "cell_type": "code",
        "id": cell_id,
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def text(source, **metadata):
    return {"cell_type": "markdown", "id": "t", "metadata": metadata, "source": source}


def notebook(names=tuple(EXERCISES)):
    cells = [text("# Small"), code("import numpy as np\nfrom helpers import checks\nhalf = 0.5", "setup")]
    for name in names:
        folded = "<details><summary>Hint 1</summary>\n\nLook.\n\n</details>\n\n"
        folded += f"<details><summary>Solution</summary>\n\n```python\n{RIGHT[name]}\n```\n\nSo.\n\n</details>"
        cells += [text(f"Why?\n\n### Exercise: the {name}\n\nDo it."), code(STUBS[name], f"{name}-id")]
        cells += [code(f"checks.{name}({name})"), text(folded, tags=["solution"])]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"name": "python"}}, "cells": cells}


def lesson(names=tuple(EXERCISES)):
    made = notebook(names)
    return lessons.Lesson("99", "99_small", made, lessons.find_exercises(made["cells"]))


def cells(**answers):
    """The code cells of a submission: what is not answered is still to be filled in"""
    return [({f"{name}-answer"}, answers.get(name, stub)) for name, stub in STUBS.items()]
