"""Every exercise of the course is declared well, and what says so sees a fault."""

import json
import pathlib
import re

import numpy as np
import pytest
from declarations import LEAST_MISTAKES, faults
from look_alikes import look_alikes

from helpers import checks
from helpers.exercise import Exercise, exercise

EXERCISES = checks.all_exercises()
NOTEBOOKS = pathlib.Path(__file__).resolve().parents[2] / "notebooks"


@pytest.mark.parametrize("declared", EXERCISES, ids=lambda declared: declared.name)
def test_the_right_answer_is_right_and_every_mistake_gets_its_own_hint_and_no_other(declared):
    assert faults(declared) == []
    assert declared.judge or len(declared.mistakes) >= LEAST_MISTAKES


@pytest.mark.parametrize("declared", EXERCISES, ids=lambda declared: declared.name)
def test_no_other_plausible_answer_gets_the_hint_of_a_mistake(declared):
    assert list(look_alikes(declared)) == []


def test_a_case_that_cannot_tell_two_mistakes_apart_is_noticed(monkeypatch):
    monkeypatch.setattr(exercise, "_registry", [])
    right, wrong = lambda x, y: x + 2 * y, [(lambda x, y: x * y, "You multiplied."), (lambda x, y: x - y, "Minus.")]
    told = look_alikes(Exercise("both", "01", cases=[(2.0, 0.0), (3.0, 1.0)], reference=right, mistakes=wrong, vary=()))
    assert [text.split(" gets the hint ")[0] for text in told] == []
    blind = Exercise("blind", "01", cases=[(4.0, 1.0), (5.0, 3.0)], reference=right, mistakes=wrong, vary=())
    blind.cases, blind.tried = blind.cases[:1], blind.tried[:1]
    blind.cases.append((5.0, 3.0))
    blind.vary = ("fraction", "negative")
    assert any("x / y" in text and "You multiplied." in text for text in look_alikes(blind))


def test_a_value_made_by_print_is_told_what_happened():
    values = [declared for declared in EXERCISES if not declared.reference and not callable(declared.right)]
    assert len(values) >= 14
    for declared in values:
        report = declared.report(print(end=""))
        assert report.mark == "✗" and "print(…) shows a value and gives nothing back" in report.text


def test_a_name_is_unique_and_the_face_hands_it_on():
    names = [declared.name for declared in EXERCISES]
    assert len(names) == len(set(names)) >= 70
    assert all(getattr(checks, declared.name) is declared for declared in EXERCISES)


def test_the_progress_lists_the_exercises_in_the_order_of_their_notebook():
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        declared = [one.name for one in EXERCISES if one.notebook == path.name.split("_")[0]]
        cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
        checked = re.findall(r"checks\.(\w+)\(", "\n".join("".join(cell["source"]) for cell in cells))
        assert [name for name in dict.fromkeys(checked) if name in declared] == declared


def squares(y_hat, y):
    return np.sum((y_hat - y) ** 2)


@pytest.mark.parametrize(
    "wrong, words",
    [
        (dict(), "give exactly one of reference, expected and judge"),
        (dict(expected=1, judge=len, example=[1]), "give exactly one of"),
        (dict(reference=squares), "cases and reference belong together"),
        (dict(expected=1, cases=[(1,)]), "cases and reference belong together"),
        (dict(cases=[3], reference=abs), "each case must be a tuple"),
        (dict(judge=len), "judge and example belong together"),
        (dict(judge=lambda pair: "no", example=(1, 2)), "its own right answer gets '✗ wrong: no'"),
        (dict(expected=np.nan), "its own right answer gets"),
        (dict(cases=[(-1.0,)], reference=lambda x: np.nan), "its own right answer gets"),
        (
            dict(expected=5, mistakes=[(5, "same")]),
            "mistake 1 must get its own hint 'same', got '✓ wrong: right. Good.'",
        ),
        (dict(expected=5, mistakes=[(6, "one"), (6, "two")]), "mistake 2 must get its own hint 'two'"),
        (
            dict(cases=[(0,)], reference=lambda x: x, mistakes=[(lambda x: 2 * x, "twice")]),
            "mistake 1 must get its own hint 'twice', got '✓",
        ),
        (dict(judge=lambda f: None, example=squares, mistakes=[(squares, "no")]), "words its own hints"),
        (dict(name="not a name", expected=1), "one that Python code can use"),
        (dict(notebook=1, expected=1), "notebook must be its number as text"),
    ],
)
def test_a_fault_of_a_declaration_is_named(wrong, words, monkeypatch):
    monkeypatch.setattr(exercise, "_registry", [])
    assert words in " ".join(faults(Exercise(**{"name": "wrong", "notebook": "01", "praise": "Good."} | wrong)))
