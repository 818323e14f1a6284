"""Students get hints and questions, never a solution or the answer to a prediction; teachers get everything."""

import copy

import nbformat
import pytest
from course_notebooks import NAMES, find_exercises, find_quizzes, read
from handout_pages.editions import students, teachers
from lesson_plan import plan

new = nbformat.v4
SOLVED = """<details><summary>Hint 1</summary>

Think.

</details>

<details><summary>Solution</summary>

```python
x = 42
```

Because.

</details>
"""


def markdown(source, **metadata):
    return new.new_markdown_cell(source, metadata=metadata)


def code(source, output="", **metadata):
    outputs = [new.new_output("stream", text=output)] if output else []
    return new.new_code_cell(source, metadata=metadata, outputs=outputs)


def small():
    return new.new_notebook(
        cells=[
            markdown("# 01 · Add"),
            code("import numpy"),
            markdown("## Why?\n\n*Predict:* what is it?", presenter={"minutes": 5, "ask": "A?", "expect": "B."}),
            code("6 * 7", "42\n", tags=["predict"]),
            markdown("Forty-two it is.\n\nAnd on we go."),
            code("1 + 1", "2\n"),
            markdown("Two.\n\n<details><summary>Compare</summary>\n\nThe dot rises.\n\n</details>\n\nMore."),
            markdown(SOLVED, tags=["solution"]),
            markdown("## Quiz\n\n**1. Why?**\n\n<details><summary>So</summary>\n\nRight. It is.\n\n</details>"),
        ]
    )


def sources(notebook):
    return [cell.source for cell in notebook.cells]


# ---- students ---------------------------------------------------------------------------------------------------


def test_a_predicted_cell_has_no_output_and_the_paragraph_that_reads_it_is_gone():
    cells = students(small()).cells
    assert cells[3].source == "6 * 7" and cells[3].outputs == [] and cells[3].metadata.tags == ["predict"]
    assert cells[4].source == "And on we go."
    assert cells[5].outputs[0].text == "2\n", "every other output stays"


def test_a_reading_that_begins_with_a_box_is_left_as_it_is():
    notebook = small()
    notebook.cells[4].source = "> **You may believe:** this.\n\nNo."
    assert students(notebook).cells[4].source == "> **You may believe:** this.\n\nNo."


def test_a_cell_of_which_nothing_is_left_is_left_out():
    notebook = small()
    notebook.cells[4].source = "Forty-two it is."
    notebook.cells[6].source = "<details><summary>Compare</summary>\n\nThe dot rises.\n\n</details>"
    assert len(students(notebook).cells) == len(notebook.cells) - 2


def test_a_fold_named_compare_is_left_out_and_what_stands_around_it_stays():
    assert students(small()).cells[6].source == "Two.\n\nMore."


def test_hints_stay_and_the_solution_goes():
    assert students(small()).cells[7].source == "<details><summary>Hint 1</summary>\n\nThink.\n\n</details>\n\n"


def test_a_solution_elsewhere_is_a_fold_like_any_other():
    notebook = small()
    notebook.cells[7].metadata.tags = []
    assert students(notebook).cells[7].source == SOLVED


def test_the_options_of_a_quiz_are_marked_and_no_other_fold():
    found = "".join(sources(students(small())))
    assert found.count('<details class="option">') == 1 and found.count("<details>") == 1


def test_the_presenters_notes_are_not_for_students():
    assert not any("presenter" in cell.metadata for cell in students(small()).cells)


# ---- teachers ---------------------------------------------------------------------------------------------------


def test_teachers_get_everything_with_the_folds_open():
    notebook = teachers(small())
    assert notebook.cells[4].outputs[0].text == "42\n" and "Forty-two it is." in notebook.cells[5].source
    assert notebook.cells[3].metadata.presenter.minutes == 5
    found = "".join(sources(notebook))
    assert found.count("<details open>") == 4 and "<details>" not in found and "x = 42" in found


def test_the_plan_stands_before_the_first_section():
    notebook = teachers(small())
    assert notebook.cells[2].source == f"## The lesson's plan\n\n{plan(small())}"
    assert notebook.cells[3].source.startswith("## Why?")


def test_without_a_section_the_plan_stands_after_the_title():
    notebook = new.new_notebook(cells=[markdown("# 01 · Add"), code("1")])
    assert teachers(notebook).cells[1].source.startswith("## The lesson's plan")


# ---- both -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", [students, teachers])
def test_an_edition_leaves_the_notebook_itself_alone(edition):
    notebook = small()
    before = copy.deepcopy(notebook)
    edition(notebook)
    assert notebook == before


@pytest.mark.parametrize("name", NAMES)
def test_of_every_notebook_students_get_all_hints_and_options_and_no_solution(name):
    exercises, quizzes = find_exercises(read(name)), find_quizzes(read(name))
    found = "\n".join(cell.source for cell in students(read(name)).cells if cell.cell_type == "markdown")
    hints = [hint for exercise in exercises for hint in exercise.hints]
    assert all(hint in found for hint in hints) and found.count("<summary>Hint ") == len(hints)
    assert found.count('<details class="option">') == sum(len(options) for _, options in quizzes)
    assert "Solution</summary>" not in found and "Compare</summary>" not in found
    assert not [exercise.title for exercise in exercises if exercise.code in found or exercise.solution in found]


@pytest.mark.parametrize("name", NAMES)
def test_of_every_notebook_teachers_get_every_solution(name):
    found = "\n".join(sources(teachers(read(name))))
    assert all(exercise.solution in found for exercise in find_exercises(read(name)))
