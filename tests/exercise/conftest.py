"""What the tests of the exercise machine share: three exercises that are not the course's, and one line of a check."""

import numpy as np
import pytest
from one_line import Y_HAT, Y, squares

from helpers.exercise import Exercise, exercise, progress


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    """The exercises made here are not the course's, and nothing solved here is remembered"""
    monkeypatch.setattr(exercise, "_registry", [])
    monkeypatch.setattr(progress, "_solved", set())


@pytest.fixture
def cost():
    return Exercise(
        "cost",
        notebook="01",
        cases=[(Y_HAT, Y), ([2, 2], [2, 2.5])],
        reference=squares,
        mistakes=[
            (lambda y_hat, y: np.sum(np.abs(y_hat - y)), "You added the errors without squaring them."),
            (lambda y_hat, y: np.mean((y_hat - y) ** 2), "You took the mean."),
            (lambda y_hat, y: y_hat[7], "There is no entry 7."),
        ],
        praise="You can now score any line.",
    )


@pytest.fixture
def shift():
    return Exercise("shift", "01", cases=[(Y_HAT, 2.0)], reference=lambda x, b: x + b, vary=())


@pytest.fixture
def table():
    return Exercise(
        "table",
        "01",
        expected=np.array([-2.0, 10, 13]),
        praise="Good.",
        mistakes=[(np.array([3.0, 15, 18]), "You forgot b.")],
    )
