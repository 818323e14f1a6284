"""Every exercise of the course is declared well, and what says so sees a fault."""

import numpy as np
import pytest
from declarations import LEAST_MISTAKES, faults

from helpers import checks
from helpers.exercise import Exercise, exercise

EXERCISES = checks.all_exercises()


@pytest.mark.parametrize("declared", EXERCISES, ids=lambda declared: declared.name)
def test_the_right_answer_is_right_and_every_mistake_gets_its_own_hint_and_no_other(declared):
    assert faults(declared) == []
    assert declared.judge or len(declared.mistakes) >= LEAST_MISTAKES


def test_a_name_is_unique_and_the_face_hands_it_on():
    names = [declared.name for declared in EXERCISES]
    assert len(names) == len(set(names)) >= 80
    assert all(getattr(checks, declared.name) is declared for declared in EXERCISES)


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
