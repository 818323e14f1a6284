"""The search by steps walks as the course says, and as the code on its page does."""

from itertools import pairwise

import numpy as np
import pytest
from course_notebooks import read

from helpers import datasets
from helpers.lessons.fit_a_line.numbers import line_cost, neighbours, walk

X, Y = datasets.fruit_trades()


@pytest.mark.parametrize(
    "step, end", [(1, (3.0, 0.0, 14.0, 14)), (0.1, (3.8, -3.2, 0.56, 231)), (0.01, (3.98, -3.92, 0.0056, 2571))]
)
def test_the_walk_stops_where_the_course_says(step, end):
    assert walk(X, Y, 2.0, 2.0, step)[-1] == pytest.approx(end)


@pytest.mark.parametrize("step", [1, 0.5, 0.1])
def test_every_accepted_point_is_lower_and_the_last_one_has_no_lower_neighbour(step):
    path = walk(X, Y, 1.0, 3.0, step)
    assert all(after[2] < before[2] for before, after in pairwise(path[:-1]))
    w, b, cost, _ = path[-1]
    assert min(line_cost(X, Y, *point) for point in neighbours(w, b, step)) >= cost


def test_a_neighbour_that_costs_the_same_is_no_better():
    assert neighbours(1, 5, 0.5) == [(1.5, 5), (0.5, 5), (1, 5.5), (1, 4.5)]
    assert line_cost(X, Y, 3, -1) == line_cost(X, Y, 3, 1)
    assert walk(X, Y, 3.0, -1.0, 2, most=50)[-1] == (3, -1, 17, 5)


def test_the_walk_gives_up_after_the_evaluations_it_may_spend():
    assert walk(X, Y, 0.0, 1e6, 1, most=50)[-1][3] <= 54
    assert [walk(X, Y, 3.0, 0.0, 1, most=most)[-1][3] for most in (1, 2, 5)] == [1, 5, 5]
    assert walk(X, Y, -1e6, 0.0, 1)[-1][3] == 20_000
    assert walk(X, Y, 1 / 3, 2 / 3, 1, most=1)[0][:2] == (0.3333333333, 0.6666666667)


def test_the_search_on_the_page_agrees():
    page = {"np": np, "x": X, "y": Y, "print": lambda *_: None}
    for cell in read("01_fit_a_line.ipynb")["cells"]:
        if cell["source"].startswith(("def C(", "def search(")):
            exec(cell["source"], page)
    for start in [(2, 2), (0, 0), (4, -2), (7, 5)]:
        for step in (1, 0.1):
            assert page["search"](page["C"], *start, step) == pytest.approx(walk(X, Y, *map(float, start), step)[-1])
