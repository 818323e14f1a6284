"""The exercises of notebook 02 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest
from course_notebooks import find_exercises, read
from lessons.follow_the_slope.wrong_answers import either_steep, rolling, slopes, step

from helpers import checks
from helpers.gradcheck import check_gradient
from helpers.lessons.fit_a_line.exercises import X, Y

HERE = [exercise for exercise in checks.all_exercises() if exercise.notebook == "02"]


@pytest.mark.parametrize("exercise", HERE, ids=lambda exercise: exercise.name)
def test_the_right_answer_is_right_and_tells_what_it_is_good_for(exercise):
    report = exercise.report(exercise.example if exercise.judge else exercise.reference or exercise.expected)
    assert report.mark == "✓" and report.text.endswith(exercise.praise) and exercise.praise


@pytest.mark.parametrize("w, b", [(2, 2), (3, 0), (-1.5, 7)])
def test_the_reference_of_both_slopes_is_what_a_nudge_measures(w, b):
    slopes_here = np.array(checks.cost_slopes.reference(w, b))
    found = check_gradient(lambda p: np.sum((p[0] * X + p[1] - Y) ** 2), slopes_here, [w, b])
    assert found.ok, str(found)


@pytest.mark.parametrize("form", [tuple, list, np.array])
def test_two_slopes_two_knobs_and_a_walk_may_come_in_any_container(form):
    assert checks.cost_slopes.report(lambda w, b: form(slopes(w, b))).mark == "✓"
    assert checks.update.report(lambda w, b, rate: form(step(w, b, rate))).mark == "✓"
    assert checks.roll_down.report(lambda w, b, rate, small: form(rolling(either_steep)(w, b, rate, small))).mark == "✓"
    assert checks.after_one_step.report(form([3.28, 0])).mark == "✓"


def test_the_minus_of_the_other_convention_gives_the_same_slopes():
    def other_way_round(w, b):
        errors = Y - (w * X + b)
        return -2 * errors @ X, -2 * errors.sum()

    assert checks.cost_slopes.report(other_way_round).mark == "✓"


def test_a_rate_at_the_edge_with_more_decimals_is_accepted():
    assert checks.largest_rate.report(0.04662).mark == "✓"


@pytest.mark.parametrize(
    "rate, told",
    [
        (0.05, "blows up"),
        (1e300, "blows up"),
        (0.03, "there is a larger one"),
        (0.04649, "there is a larger one"),
        (0, "above 0"),
        (-0.0466, "above 0"),
        (float("nan"), "nan"),
    ],
)
def test_any_other_rate_is_told_what_happens(rate, told):
    report = checks.largest_rate.report(rate)
    assert report.mark == "✗" and told in report.text


def test_the_edge_is_where_a_descent_with_the_mean_s_slopes_stops_shrinking():
    def cost_after(rate):
        w, b = 2.0, 2.0
        for _ in range(2000):
            slope_w, slope_b = slopes(w, b, 2 / 3)
            w, b = w - rate * slope_w, b - rate * slope_b
        return np.sum((w * X + b - Y) ** 2)

    assert cost_after(0.0466) < 68 < cost_after(0.0467)


def test_a_descent_that_goes_uphill_is_not_taken_for_the_right_one():
    report = checks.roll_down.report(lambda w, b, rate, small: rolling(either_steep)(w, b, -rate, small))
    assert report.mark == "✗"


def test_the_update_with_the_bug_lands_where_the_page_says():
    task = next(e.task for e in find_exercises(read("02_follow_the_slope.ipynb")) if e.name == "update")
    page = {"gradient": slopes}
    exec(task.split("```python\n")[1].split("```")[0], page)
    w, b = page["update"](2.0, 2.0, 0.01)
    assert f"lands on ({w:.4g}, {b:.4f})" in task and checks.update.report(page["update"]).mark == "✗"
    assert checks.update.reference(2.0, 2.0, 0.01) == pytest.approx((3.04, 2.12))
