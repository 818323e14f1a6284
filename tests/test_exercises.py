"""Every exercise can be solved, answers back and does not give itself away; every quiz has one right answer.

The convention for an exercise: four cells that follow each other,
1. markdown, `### Exercise: title` and then the task in words (other text may stand before the heading)
2. code, the stub: holds `...` and binds the name that is checked
3. code, the check, one call: `checks.NAME(answer)`, NAME as declared in helpers/lessons/, used once
4. markdown, the folds `Hint 1` (up to `Hint 3`) and `Solution`, each written as

       <details><summary>Hint 1</summary>

       text

       </details>

   The solution holds one ```python block, which replaces the stub, and one sentence at least that says why.

For a quiz: a markdown cell that starts with a heading with the word Quiz; each question begins a line with
`**1. `, `**2. ` … (a cell with one question needs no number) and folds at least three options. The summary is
the option; the text begins with `Right.` (one of them) or `Wrong.` and says why.

tests/lessons/<lesson>/wrong_answers.py holds wrong answers of a form that no declared mistake has:

    WRONG = {"cost": [(lambda y_hat, y: np.sum(y_hat - y), "with their signs"), ...], ...}

name -> [(what the learner passes to the check, words of the hint that it must get)].
"""

import ast
import importlib
import re

import nbformat
import pytest
from course_notebooks import (
    LESSONS,
    NAMES,
    Malformed,
    details,
    find_checks,
    find_exercises,
    find_quizzes,
    names_bound,
    names_used,
    read,
)

from helpers import checks, lessons

WRONG_ANSWERS = {
    name: rows
    for lesson in lessons.LESSONS[1:]
    for name, rows in importlib.import_module(f"lessons.{lesson}.wrong_answers").WRONG.items()
}
DECLARED = {exercise.name: exercise for exercise in checks.all_exercises()}
each_notebook = pytest.mark.parametrize("name", NAMES)
each_lesson = pytest.mark.parametrize("name", LESSONS)


# ---- on the page ---------------------------------------------------------------------------------


@each_lesson
def test_a_lesson_has_five_to_eight_exercises(name):
    assert 5 <= len(find_exercises(read(name))) <= 8


@each_notebook
def test_every_check_belongs_to_an_exercise(name):
    exercises = find_exercises(read(name))
    assert find_checks(read(name)) == [(exercise.position + 2, exercise.name) for exercise in exercises]


def test_every_declared_exercise_stands_on_its_page_once():
    on_pages = [(name.split("_")[0], exercise.name) for name in NAMES for exercise in find_exercises(read(name))]
    declared = [(exercise.notebook, exercise.name) for exercise in DECLARED.values()]
    assert sorted(on_pages) == sorted(declared) and declared


@each_notebook
def test_stub_check_and_solution_speak_of_the_same_name(name):
    for exercise in find_exercises(read(name)):
        checked = names_used(exercise.check) - {"checks"}
        assert checked, f"{exercise.check} checks no name"
        assert checked <= names_bound(exercise.stub) and checked <= names_bound(exercise.code), exercise.title


@each_notebook
def test_a_solution_says_why(name):
    for exercise in find_exercises(read(name)):
        words = re.sub(r"```.*?```", "", exercise.solution, flags=re.S).split()
        assert len(words) >= 8, f"{exercise.title}: the solution explains nothing: {' '.join(words)!r}"


@each_notebook
def test_no_hint_holds_the_solution(name):
    for exercise in find_exercises(read(name)):
        for hint in exercise.hints:
            assert given_away(exercise.code, exercise.stub + exercise.task, hint) == [], exercise.title


def given_away(solution, given, text):
    """What the solution returns or assigns, more than bare names, if the text tells it and `given` did not"""
    values = [node.value for node in ast.walk(ast.parse(solution)) if isinstance(node, (ast.Return, ast.Assign))]
    telling = (ast.BinOp, ast.Call, ast.Compare, ast.Constant)
    values = [value for value in values if value and any(isinstance(part, telling) for part in ast.walk(value))]
    answers = {squeeze(ast.unparse(value)) for value in values}
    return [
        answer for answer in answers if len(answer) >= 4 and answer in squeeze(text) and answer not in squeeze(given)
    ]


def squeeze(text):
    return re.sub(r"[\s()]", "", text)


def test_a_hint_that_gives_the_formula_is_noticed():
    solution, stub = ("def cost(y_hat, y):\n    return np.sum((y_hat - y) ** 2)", "def cost(y_hat, y):\n    return ...")
    assert given_away(solution, stub, "It is `np.sum((y_hat-y)**2)`.") and given_away(
        "p = (3, -1)", "p = ...", "(3, -1)!"
    )
    assert given_away(solution, stub, "Use `np.sum`, then look at y_hat - y.") == []
    assert given_away("p = new_w, new_b", "p = ...", "Compare C(new_w, new_b) with C(w, b).") == []


# ---- the answers ---------------------------------------------------------------------------------


def needed(notebook, exercise):
    """The code in front of an exercise that its solution and its check need, earlier exercises solved: [source]"""
    solved = {one.position + 1: one.code for one in find_exercises(notebook) if one.position < exercise.position}
    sources = [
        source
        for position, cell in enumerate(notebook.cells[: exercise.position])
        if cell.cell_type == "code"
        for source in (cell.source, solved.get(position, ""))
    ]
    names, chosen = names_used(exercise.code) | names_used(exercise.check), []
    for source in reversed(sources):
        if names_bound(source) & names:
            names |= names_used(source)
            chosen.insert(0, source)
    return chosen


PAGES = [(name, exercise) for name in NAMES for exercise in find_exercises(read(name))]


@pytest.mark.parametrize("name, exercise", PAGES, ids=[exercise.name for _, exercise in PAGES])
def test_the_stub_is_not_attempted_and_the_solution_is_right(name, exercise, capsys):
    for code, mark in ((exercise.stub, "○"), (exercise.code, "✓")):
        names = {}
        for source in [*needed(read(name), exercise), code]:
            exec(compile(source, "<cell>", "exec"), names)
        capsys.readouterr()
        exec(exercise.check, names)
        said = capsys.readouterr().out
        assert said.startswith(f"{mark} {exercise.name}: ") and said.count("\n") == 1, said


def test_the_table_of_wrong_answers_names_only_exercises():
    assert set(WRONG_ANSWERS) <= set(DECLARED)


WRONG_ROWS = [(name, index) for name, rows in WRONG_ANSWERS.items() for index in range(len(rows))]


@pytest.mark.parametrize("name, index", WRONG_ROWS)
def test_a_wrong_answer_of_another_form_gets_its_hint(name, index):
    """Those that a declaration does not hold (lessons/<lesson>/wrong_answers.py); declared ones: test_all_exercises"""
    answer, hint = WRONG_ANSWERS[name][index]
    report = DECLARED[name].report(answer)
    assert report.mark == "✗" and hint in report.text, str(report)


# ---- quizzes -------------------------------------------------------------------------------------


@each_lesson
def test_a_lesson_ends_with_a_quiz(name):
    assert find_quizzes(read(name))


@each_notebook
def test_a_quiz_has_three_options_of_which_one_is_right_and_all_say_why(name):
    for question, options in find_quizzes(read(name)):
        verdicts = [re.match(r"\W*(Right|Wrong)\b", answer) for _, answer in options]
        assert len(options) >= 3 and all(verdicts), f"{question}: {options}"
        assert [verdict[1] for verdict in verdicts].count("Right") == 1, question
        assert all(len(answer.split()) >= 4 for _, answer in options), f"{question}: each option must say why"
        assert len({option for option, _ in options}) == len(options), question


# ---- the convention itself -----------------------------------------------------------------------

FOLDS = (
    "<details><summary>Hint 1</summary>\n\nTwice.\n\n</details>\n\n"
    "<details><summary>Solution</summary>\n\n```python\ndouble = 2\n```\n\nWhy.\n\n</details>"
)


def page(task="### Exercise: double", stub="double = ...", check="checks.double(double)", folds=FOLDS):
    new = nbformat.v4
    codes = [new.new_code_cell(stub), new.new_code_cell(check)]
    return new.new_notebook(cells=[new.new_markdown_cell(task), *codes, new.new_markdown_cell(folds)])


def test_an_exercise_is_read_from_its_four_cells():
    (exercise,) = find_exercises(page())
    assert (exercise.name, exercise.hints, exercise.code) == ("double", ["Twice."], "double = 2\n")


@pytest.mark.parametrize(
    "changed",
    [
        {"task": "### Exercise double"},
        {"stub": "double = 1"},
        {"check": "print(double)"},
        {"check": "checks.double()"},
        {"folds": FOLDS.replace("Hint 1", "Hint 2")},
        {"folds": FOLDS.replace("Solution", "Answer")},
        {"folds": FOLDS.replace("```python", "```")},
        {"folds": FOLDS.replace("</summary>\n", "</summary>")},
        {"folds": FOLDS[: FOLDS.index("<details><summary>Solution")]},
    ],
)
def test_an_exercise_that_breaks_the_convention_is_refused(changed):
    with pytest.raises(Malformed):
        find_exercises(page(**changed))


def test_a_fold_that_is_not_closed_is_refused():
    with pytest.raises(Malformed, match="a fold is"):
        details("<details><summary>Hint 1</summary>\n\nTwice.\n\n", "here")
