"""What the tools ask of a notebook's cells."""

import pytest

from tools.notebook_cells import begins_quiz, is_solution, title, without_solution


def cell(source, kind="markdown", tags=()):
    return {"cell_type": kind, "source": source, "metadata": {"tags": [*tags]} if tags else {}}


def test_the_title_is_the_first_line_without_its_mark():
    assert title([cell("# 01 · Fit # a line\n\nText"), cell("# no")]) == "01 · Fit # a line"


def test_a_solution_carries_the_tag():
    assert is_solution(cell("", tags=["predict", "solution"]))
    assert not is_solution(cell("<summary>Solution</summary>")) and not is_solution(cell("", tags=["predict"]))


def test_without_the_solution_the_hints_stay():
    hint, after = "<details><summary>Hint 1</summary>\n\nLook.\n\n</details>\n\n", "More."
    for fold in ("<details><summary>Solution</summary>\n\n```python\nx\n```\n\nSo.\n\n</details>\n\n", ""):
        assert without_solution(hint + fold + after) == hint + after
    assert without_solution("<details>\n<summary>Solution</summary>x</details>") == ""


@pytest.mark.parametrize(
    "source, kind, begins",
    [
        ("## Quiz\n\n**1. Which?**", "markdown", True),
        ("### A short Quiz", "markdown", True),
        ("## Quizzes", "markdown", False),
        ("Text\n\n## Quiz", "markdown", False),
        ("## Quiz", "code", False),
    ],
)
def test_a_quiz_begins_at_its_heading(source, kind, begins):
    assert begins_quiz(cell(source, kind)) is begins
