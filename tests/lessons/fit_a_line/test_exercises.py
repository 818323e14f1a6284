"""The exercises of notebook 01 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks
from helpers.lessons.fit_a_line.exercises import X, Y
from helpers.lessons.fit_a_line.numbers import line_cost, walk


def test_costs_equal_in_two_places_are_among_the_steps_that_are_tried():
    assert any(line_cost(X, Y, w, b) == line_cost(X, Y, w, b + step) for w, b, step in checks.one_step.cases)


@pytest.mark.parametrize("form", [tuple, list, np.array])
def test_two_numbers_may_come_in_any_container(form):
    reference = checks.one_step.reference
    assert checks.one_step.report(lambda w, b, step: form(reference(w, b, step))).mark == "✓"
    assert checks.two_candidates.report(form([17, 14.0])).mark == checks.good_start.report(form((4, -2))).mark == "✓"


def test_a_search_that_is_given_up_is_not_said_to_stop():
    report = checks.good_start.report((1e9, 0))
    assert report.mark == "✗" and "still on its way after 20,000 evaluations" in report.text


@pytest.mark.parametrize("start", [(1e200, -1e200), (3.5, -2), (2.0001, 2)])
def test_a_start_from_which_the_search_gets_nowhere_is_told_where_it_ends(start):
    report = checks.good_start.report(start)
    assert report.mark == "✗" and "the search stops at" in report.text and "further down the same valley" in report.text


def test_a_start_is_good_exactly_if_the_search_ends_at_zero():
    for start in [(w, b) for w in range(0, 8) for b in range(-8, 4)]:
        reaches = walk(X, Y, *map(float, start), 1)[-1][2] == 0 and start != (4, -4)
        assert (checks.good_start.report(start).mark == "✓") == reaches, start


def test_the_order_of_subtraction_and_a_loop_make_no_difference():
    assert checks.cost.report(lambda y_hat, y: ((y - y_hat) ** 2).sum()).mark == "✓"
    assert checks.predict.report(lambda x, w, b: np.array([w * v + b for v in x])).mark == "✓"


def test_the_repaired_function_gives_the_number_on_the_page():
    assert checks.cost_after.reference(0.01) == pytest.approx(13.7262)
