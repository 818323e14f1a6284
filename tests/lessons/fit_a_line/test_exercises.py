"""The exercises of notebook 01 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks
from helpers.lessons.fit_a_line.exercises import X, Y
from helpers.lessons.fit_a_line.numbers import line_cost


def test_costs_equal_in_two_places_are_among_the_steps_that_are_tried():
    assert any(line_cost(X, Y, w, b) == line_cost(X, Y, w, b + step) for w, b, step in checks.one_step.cases)


@pytest.mark.parametrize("form", [tuple, list, np.array])
def test_two_numbers_may_come_in_any_container(form):
    reference = checks.one_step.reference
    assert checks.one_step.report(lambda w, b, step: form(reference(w, b, step))).mark == "✓"


def test_the_order_of_subtraction_and_a_loop_make_no_difference():
    assert checks.cost.report(lambda y_hat, y: ((y - y_hat) ** 2).sum()).mark == "✓"
    assert checks.predict.report(lambda x, w, b: np.array([w * v + b for v in x])).mark == "✓"


def test_the_repaired_function_gives_the_number_on_the_page():
    assert checks.cost_after.reference(3, 0.01) == pytest.approx(13.7262)


def test_standardising_makes_grams_and_kilograms_the_same_numbers():
    grams = np.array([3750.0, 3800.0, 3250.0, 6050.0])
    assert checks.standardise.reference(grams) == pytest.approx(checks.standardise.reference(grams / 1000))
