"""Fit it by hand, and Walk the bowl: what stands on the picture is the truth."""

import numpy as np
import pytest
from course_notebooks import read
from driving import run_to_the_end, say

from helpers import datasets
from helpers.explorers.fit_a_line import FitByHand, WalkTheBowl, line_cost, walk

X, Y = datasets.fruit_trades()


@pytest.fixture
def fit():
    figure = FitByHand(X, Y)
    say(figure, kind="hello", dpr=1)
    return figure


@pytest.fixture
def bowl():
    figure = WalkTheBowl(X, Y)
    say(figure, kind="hello", dpr=1)
    return figure


# ---- the search itself --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "step, end", [(1, (3.0, 0.0, 14.0, 14)), (0.1, (3.8, -3.2, 0.56, 231)), (0.01, (3.98, -3.92, 0.0056, 2571))]
)
def test_the_walk_stops_where_the_course_says(step, end):
    assert walk(X, Y, 2.0, 2.0, step)[-1] == pytest.approx(end)


@pytest.mark.parametrize("step", [1, 0.5, 0.1])
def test_every_accepted_point_is_lower_and_the_last_one_has_no_lower_neighbour(step):
    path = walk(X, Y, 1.0, 3.0, step)
    costs = [cost for _, _, cost, _ in path[:-1]]
    assert all(b < a for a, b in zip(costs, costs[1:]))
    w, b, cost, _ = path[-1]
    around = [(w + step, b), (w - step, b), (w, b + step), (w, b - step)]
    assert min(line_cost(X, Y, *p) for p in around) >= cost


def test_the_walk_gives_up_after_the_evaluations_it_may_spend():
    assert walk(X, Y, 0.0, 1e6, 1, most=50)[-1][3] <= 54


@pytest.mark.parametrize("start", [(2, 2), (0, 0), (4, -2), (7, 5)])
@pytest.mark.parametrize("step", [1, 0.1])
def test_the_search_on_the_page_agrees(start, step):
    sources = ["".join(cell["source"]) for cell in read("01_fit_a_line.ipynb")["cells"]]
    page = {"np": np, "x": X, "y": Y, "print": lambda *_: None}
    for source in sources:
        if source.startswith(("def C(", "def search(")):
            exec(source, page)
    assert page["search"](*start, step) == pytest.approx(walk(X, Y, *map(float, start), step)[-1])


# ---- fit it by hand -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("w, b", [(2, 2), (4, -4), (-1, 6), (7, -10), (0.3, -0.7)])
def test_line_dot_squares_and_title_tell_the_same_story(fit, w, b):
    header = say(fit, kind="change", changes={"w": w, "b": b})
    x, y = fit.line.get_data()
    assert np.allclose(y, w * np.array(x) + b)
    assert (fit.spot.get_xdata()[0], fit.spot.get_ydata()[0]) == (w, b)
    cost = line_cost(X, Y, w, b)
    assert np.isclose(sum(s.get_height() ** 2 for s in fit.squares.squares), cost)
    told = f"C = {cost:.2f}".rstrip("0").rstrip(".")
    assert fit.left_title.get_text().endswith(told) and told in header["caption"]


def test_dragging_the_left_end_moves_b_alone_and_the_right_end_w_alone(fit):
    left, right, *_ = fit.handles
    assert left.drag(0.3, -4.0, **fit.state) == {"b": -4.0}
    assert right.drag(7.2, 24.0, **{**fit.state, "b": -4.0}) == {"w": 4.0}


def test_a_moved_point_moves_the_bowl_and_no_line_reaches_zero(fit):
    say(fit, kind="nudge", handle=3, dx=0, dy=-10)
    assert fit.state["y"] == (0.0, 11.0, 20.0)
    assert fit.bowl.best(np.array(fit.state["y"]))[2] > 1
    say(fit, kind="button", name="put_back")
    assert fit.state["y"] == tuple(Y)


def test_every_try_leaves_a_trace_once(fit):
    for w in (2.5, 3, 3, 4):
        say(fit, kind="change", changes={"w": w}, done=True)
    assert fit.state["tries"] == ((2, 2), (2.5, 2), (3, 2), (4, 2))
    assert list(fit.trace.get_xdata()) == [2, 2.5, 3, 4]
    assert fit.right_title.get_text() == "4 tries, best so far 26"


# ---- walk the bowl ------------------------------------------------------------------------------------------------


def test_steps_lead_to_where_it_is_stuck_and_say_so(bowl):
    captions = [say(bowl, kind="button", name="one_step")["caption"] for _ in range(6)]
    assert "at (3, 0), cost 14, evaluations spent: 14" in captions[-1] and "stuck" in captions[-1]
    assert "stuck" in bowl.map_title.get_text() and "stuck" not in captions[0]
    assert [t.get_text() for t in bowl.costs] == ["48 ✗", "104 ✗", "17 ✗", "17 ✗"]


def test_a_run_ends_stuck_and_a_new_step_size_begins_again_and_leaves_the_old_walk_as_a_trace(bowl):
    run_to_the_end(bowl)
    assert bowl.is_stuck(**{k: bowl.state[k] for k in ("step", "w", "b", "moves")})
    say(bowl, kind="change", changes={"step": 0.1}, done=True)
    assert bowl.state["moves"] == 0 and len(bowl.state["old"]) == 1
    assert list(bowl.traces.get_xdata())[:4] == [2, 3, 3, 3]


def test_a_lucky_start_reaches_zero(bowl):
    say(bowl, kind="change", changes={"w": 4.0, "b": -2.0})
    run_to_the_end(bowl)
    assert bowl.path(4.0, -2.0, 1)[bowl.state["moves"]][:3] == (4.0, -4.0, 0.0)
