"""The exercises of notebook 01 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest
from lessons.fit_a_line.wrong_answers import C

from helpers import checks
from helpers.lessons.fit_a_line.exercises import X, Y
from helpers.lessons.fit_a_line.figures import walk

HERE = [exercise for exercise in checks.all_exercises() if exercise.notebook == "01"]


@pytest.mark.parametrize("exercise", HERE, ids=lambda exercise: exercise.name)
def test_the_right_answer_is_right_and_tells_what_it_is_good_for(exercise):
    answers = [exercise.example if exercise.judge else exercise.reference or exercise.expected]
    report = exercise.report(*answers)
    assert report.mark == "✓" and report.text.endswith(exercise.praise) and exercise.praise


def test_costs_equal_in_two_places_are_among_the_steps_that_are_tried():
    assert any(C(w, b) == C(w, b + step) for w, b, step in checks.one_step.cases)


@pytest.mark.parametrize("form", [tuple, list, np.array])
def test_a_step_may_come_back_in_any_container(form):
    reference = checks.one_step.reference
    assert checks.one_step.report(lambda w, b, step: form(reference(w, b, step))).mark == "✓"


@pytest.mark.parametrize("answer", [(17, 14), [17.0, 14.0], np.array([17, 14])])
def test_two_costs_may_come_in_any_container(answer):
    assert checks.two_candidates.report(answer).mark == "✓"


@pytest.mark.parametrize("form", [tuple, list, np.array])
def test_a_start_may_come_in_any_container(form):
    assert checks.good_start.report(form((4, -2))).mark == "✓"


@pytest.mark.parametrize("start", [(1e9, 0), (1e200, -1e200), (3.5, -2), (2.0001, 2)])
def test_a_start_from_which_the_search_gets_nowhere_is_told_where_it_ends(start):
    report = checks.good_start.report(start)
    assert report.mark == "✗" and "the search stops at" in report.text and "further down the same valley" in report.text


@pytest.mark.parametrize("start", [(w, b) for w in range(0, 8) for b in range(-8, 4)])
def test_a_start_is_good_exactly_if_the_search_ends_at_zero(start):
    reaches = walk(X, Y, *map(float, start), 1)[-1][2] == 0 and start != (4, -4)
    assert (checks.good_start.report(start).mark == "✓") == reaches


def test_the_cost_does_not_care_who_is_subtracted_from_whom():
    assert checks.cost.report(lambda y_hat, y: ((y - y_hat) ** 2).sum()).mark == "✓"


def test_a_loop_is_as_good_as_an_array():
    assert checks.predict.report(lambda x, w, b: np.array([w * v + b for v in x])).mark == "✓"


def test_the_repaired_function_gives_the_number_on_the_page():
    assert checks.cost_after.reference(0.01) == pytest.approx(13.7262)
