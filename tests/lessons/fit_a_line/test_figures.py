"""Fit it by hand, and Walk the bowl: what stands on the picture is the truth."""

import functools

import numpy as np
import pytest
from course_notebooks import read
from driving import run_to_the_end, say

from helpers import datasets, plots
from helpers.lessons.fit_a_line.figures import MOST_TRIES, FitByHand, WalkTheBowl, line_cost, walk

X, Y = datasets.fruit_trades()


@functools.cache
def new(kind):
    """(the figure, its first state): making one takes longer than a test"""
    figure = kind(X, Y)
    return figure, dict(figure.state)


def at_its_start(kind):
    figure, state = new(kind)
    figure.state.update(state)
    say(figure, kind="open", dpr=1)
    return figure


@pytest.fixture
def fit():
    return at_its_start(FitByHand)


@pytest.fixture
def bowl():
    return at_its_start(WalkTheBowl)


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


def test_a_neighbour_that_costs_the_same_is_no_better():
    assert line_cost(X, Y, 3, -1) == line_cost(X, Y, 3, 1)
    assert walk(X, Y, 3.0, -1.0, 2, most=50)[-1] == (3, -1, 17, 5)


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


def drag(figure, handle, to):
    """Take handle number `handle` and pull it to the data coordinates `to`"""
    handle = figure.handles[handle]
    size = figure._figure.bbox.size
    start, end = handle.pixels(figure.state) / size, handle.axes.transData.transform(to) / size
    say(figure, kind="pointer", phase="press", x=start[0], y=start[1])
    say(figure, kind="pointer", phase="drag", x=end[0], y=end[1])
    return say(figure, kind="pointer", phase="release", x=end[0], y=end[1])


@pytest.mark.parametrize(
    "handle, to, changed",
    [
        (0, (3, -4), {"b": -4}),
        (0, (0, 99), {"b": 6}),
        (0, (0, -99), {"b": -10}),
        (1, (0, 23), {"w": 3}),
        (1, (0, 99), {"w": 7}),
        (1, (0, -20), {"w": -1}),
        (2, (5, 7.2), {"y": (7, 16, 20)}),
        (3, (5, 99), {"y": (0, 30, 20)}),
        (4, (9, -99), {"y": (0, 16, -8)}),
        (5, (4, -4), {"w": 4, "b": -4}),
        (5, (99, -99), {"w": 7, "b": -10}),
        (5, (-99, 99), {"w": -1, "b": 6}),
    ],
)
def test_each_handle_moves_what_it_stands_for_and_stays_within_range(fit, handle, to, changed):
    before = dict(fit.state)
    header = drag(fit, handle, to)
    after = before | changed
    assert {k: fit.state[k] for k in "wby"} == {k: pytest.approx(after[k]) for k in "wby"}
    cost = line_cost(X, np.array(fit.state["y"]), fit.state["w"], fit.state["b"])
    assert header["caption"].endswith(f"the cost C = {plots.number(cost, 2)}.")
    assert list(fit.dots.get_ydata()) == list(fit.state["y"])
    assert np.isclose(sum(square.get_height() ** 2 for square in fit.squares.squares), cost)
    assert fit.state["tries"] == ((2, 2),) if handle in (2, 3, 4) else len(fit.state["tries"]) == 2


def test_the_bowl_follows_the_points(fit):
    header = drag(fit, 2, (1, 10))
    y = np.array(fit.state["y"])
    best_w, best_b, lowest = fit.bowl.best(y)
    assert lowest > 1 and "(1, 10), (5, 16), (6, 20)" in header["caption"]
    for ring, level in zip(fit.bowl.rings, fit.bowl.levels):
        assert ring.get_visible() == (level > lowest)
        assert np.allclose(ring.get_xy().mean(axis=0), (best_w, best_b), atol=0.2) or not ring.get_visible()


def test_only_the_newest_tries_stay(fit):
    for i in range(MOST_TRIES + 5):
        fit.apply({"w": i % 2})
        fit.apply(fit.released(**fit.state))
    assert len(fit.state["tries"]) == MOST_TRIES and fit.state["tries"][-1] == (0, 2)


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


@pytest.mark.parametrize(
    "step, end",
    [
        (1, "(3, 0), cost 14, evaluations spent: 14"),
        (0.1, "(3.8, −3.2), cost 0.56"),
        (0.01, "(3.98, −3.92), cost 0.0056, evaluations spent: 2571"),
    ],
)
def test_a_run_of_any_step_size_takes_seconds_and_ends_where_the_course_says(bowl, step, end):
    say(bowl, kind="change", changes={"step": step}, done=True)
    assert run_to_the_end(bowl) <= 130, "more than about two seconds at 60 frames a second"
    path = walk(X, Y, 2.0, 2.0, step)
    assert bowl.state["playing"] is False and f"at {end}" in bowl.describe(**bowl.state)
    assert np.array_equal(bowl.trail.get_xydata(), [p[:2] for p in path])
    assert np.array_equal(bowl.curve.get_xydata(), [(spent, cost) for _, _, cost, spent in path])
    assert bowl.now.get_xydata().tolist() == [[path[-1][3], path[-1][2]]]
    assert bowl.spot.get_xydata().tolist() == [list(path[-1][:2])]


def test_a_tick_on_the_ground_ends_the_run_and_one_step_there_changes_nothing(bowl):
    run_to_the_end(bowl)
    before = bowl.state["moves"]
    say(bowl, kind="button", name="one_step")
    assert bowl.state["moves"] == before and bowl.tick(**bowl.state) is None


def test_the_costs_beside_the_dot_are_those_of_its_neighbours(bowl):
    say(bowl, kind="button", name="one_step")
    w, b = bowl.spot.get_xydata()[0]
    around = [line_cost(X, Y, *p) for p in ((w + 1, b), (w - 1, b), (w, b + 1), (w, b - 1))]
    told = [f"{plots.number(c, 2)} {'✓' if c < line_cost(X, Y, w, b) else '✗'}" for c in around]
    assert [t.get_text() for t in bowl.costs] == told
    assert f"w+, w−, b+, b− cost {', '.join(plots.number(c, 2) for c in around)}." in bowl.describe(**bowl.state)


@pytest.mark.parametrize(
    "to, start", [((0.4, 4.6), (0, 5)), ((99, -99), (7, -7)), ((-99, 99), (0, 5)), ((4, -2), (4, -2))]
)
def test_the_start_can_be_dragged_to_whole_numbers_within_the_picture(bowl, to, start):
    drag(bowl, 0, to)
    assert (bowl.state["w"], bowl.state["b"], bowl.state["moves"]) == (*start, 0)


def test_back_to_the_start_keeps_the_walk_as_a_trace_and_six_traces_at_most(bowl):
    for _ in range(8):
        run_to_the_end(bowl)
        say(bowl, kind="button", name="back")
        assert (bowl.state["moves"], bowl.state["playing"]) == (0, False)
    assert len(bowl.state["old"]) == 6
    x, y = bowl.traces.get_data()
    assert np.isnan(x).sum() == 6 and (x[0], y[0]) == (2, 2)


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
