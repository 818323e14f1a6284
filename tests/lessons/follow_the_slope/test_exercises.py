"""The exercises of notebook 02 accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest
from course_notebooks import find_exercises, read

from helpers import checks
from helpers.lessons.follow_the_slope.exercises import X, Y, gradient


@pytest.mark.parametrize("form", [tuple, list, np.array])
def test_several_numbers_may_come_in_any_container(form):
    slopes, update, descent = checks.cost_slopes, checks.update, checks.roll_down
    assert slopes.report(lambda w, b: form(slopes.reference(w, b))).mark == "✓"
    assert update.report(lambda w, b, rate: form(update.reference(w, b, rate))).mark == "✓"
    assert descent.report(lambda w, b, rate, small: form(descent.reference(w, b, rate, small))).mark == "✓"
    assert checks.after_one_step.report(form([3.28, 0])).mark == "✓"


def test_the_minus_of_the_other_convention_gives_the_same_slopes():
    slopes = checks.cost_slopes.report(lambda w, b: tuple(-2 * np.sum((Y - w * X - b) * each) for each in (X, 1)))
    assert slopes.mark == "✓"


RATES = {1e300: "blows up", 0.05: "blows up", 0: "above 0", -0.0466: "above 0", np.nan: "nan"}
RATES |= {0.03: "there is a larger one", 0.04649: "there is a larger one", 2 / (128.69 / 3): "only rounding down"}
RATES |= {0.0155: "the edge for the sum", 0.0052: "divided by three"}


def test_a_rate_with_more_decimals_is_accepted_and_any_other_is_told_what_happens():
    assert checks.largest_rate.report(0.04662).mark == "✓"
    for rate, told in RATES.items():
        report = checks.largest_rate.report(rate)
        assert report.mark == "✗" and told in report.text


def test_a_descent_that_goes_uphill_is_not_taken_for_the_right_one():
    reference = checks.roll_down.reference
    assert checks.roll_down.report(lambda w, b, rate, small: reference(w, b, -rate, small)).mark == "✗"


def test_the_update_with_the_bug_lands_where_the_page_says():
    task = next(e.task for e in find_exercises(read("02_follow_the_slope.ipynb")) if e.name == "update")
    page = {"gradient": gradient}
    exec(task.split("```python\n")[1].split("```")[0], page)
    w, b = page["update"](2.0, 2.0, 0.01)
    assert f"lands on ({w:.4g}, {b:.4f})" in task and checks.update.report(page["update"]).mark == "✗"
    assert checks.update.reference(2.0, 2.0, 0.01) == pytest.approx((3.04, 2.12))
