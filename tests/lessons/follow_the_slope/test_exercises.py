"""The exercises of notebook 02 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest
from course_notebooks import find_exercises, read

from helpers import checks
from helpers.lessons.follow_the_slope.exercises import POINTS, STARTS, X, Y, gradient


@pytest.mark.parametrize("form", [tuple, list, np.array])
def test_several_numbers_may_come_in_any_container(form):
    slopes, update, descent, step = checks.cost_slopes, checks.update, checks.roll_down, checks.batch_step
    assert slopes.report(lambda w, b: form(slopes.reference(w, b))).mark == "✓"
    assert update.report(lambda w, b, rate: form(update.reference(w, b, rate))).mark == "✓"
    assert descent.report(lambda w, b, rate, small: form(descent.reference(w, b, rate, small))).mark == "✓"
    assert step.report(lambda w, b, x, y, rate: form(step.reference(w, b, x, y, rate))).mark == "✓"


def test_the_minus_of_the_other_convention_gives_the_same_slopes():
    slopes = checks.cost_slopes.report(lambda w, b: tuple(-2 * np.sum((Y - w * X - b) * each) for each in (X, 1)))
    assert slopes.mark == "✓"


def test_the_two_points_of_a_central_difference_may_be_divided_by_in_any_order():
    for right in (
        lambda f, w, h: (f(w + h) - f(w - h)) / 2 / h,
        lambda f, w, h: ((f(w + h) - f(w)) / h + (f(w) - f(w - h)) / h) / 2,
    ):
        assert checks.central_difference.report(right).mark == "✓"


def test_a_curve_made_of_squares_cannot_make_half_a_step_look_right():
    half = checks.central_difference.report(lambda f, w, h: (f(w + 0.5 * h) - f(w - 0.5 * h)) / h)
    assert half.mark == "✗" and "half of h" in half.text
    assert {f.__name__ for f, *_ in POINTS} > {"cost_along_w", "square"}, "on these two alone it is right"


def test_a_descent_that_looks_before_each_step_is_right_in_another_form():
    def roll_down(w, b, rate, small):
        for steps in range(5000):
            slopes = np.array(gradient(w, b))
            if np.all(np.abs(slopes) < small):
                return w, b, steps
            w, b = (w, b) - rate * slopes

    assert checks.roll_down.report(roll_down).mark == "✓"


def test_the_starts_hold_zeros_negatives_the_bottom_and_a_slope_that_is_exactly_small():
    values = {value for start in STARTS for value in start[:2]}
    assert 0 in values and min(values) < 0 and any(value % 1 for value in values)
    sizes = [max(map(abs, gradient(*start[:2]))) for start in STARTS]
    assert 0 in sizes and any(size == start[3] for size, start in zip(sizes, STARTS, strict=True))


def test_a_step_on_a_mini_batch_may_loop_over_its_trades():
    def by_loop(w, b, x, y, rate):
        parts = [(2 * (w * p + b - q) * p, 2 * (w * p + b - q)) for p, q in zip(x, y, strict=True)]
        slope_w, slope_b = np.mean(parts, axis=0)
        return w - rate * slope_w, b - rate * slope_b

    assert checks.batch_step.report(by_loop).mark == "✓"


def test_the_update_with_the_bug_lands_where_the_page_says():
    task = next(e.task for e in find_exercises(read("02_follow_the_slope.ipynb")) if e.name == "update")
    page = {"gradient": gradient}
    exec(task.split("```python\n")[1].split("```")[0], page)
    w, b = page["update"](2.0, 2.0, 0.01)
    assert f"lands on ({w:.4g}, {b:.4f})" in task and checks.update.report(page["update"]).mark == "✗"
    assert checks.update.reference(2.0, 2.0, 0.01) == pytest.approx((3.04, 2.12))
