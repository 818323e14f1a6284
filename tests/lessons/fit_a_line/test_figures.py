"""Fit it by hand, and Walk the bowl: what stands on the picture is the truth."""

import functools

import numpy as np
import pytest
from driving import say

from helpers import datasets, plots
from helpers.lessons.fit_a_line.figures import FitByHand, WalkTheBowl
from helpers.lessons.fit_a_line.numbers import line_cost, neighbours, walk

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


fit = pytest.fixture(lambda: at_its_start(FitByHand))
bowl = pytest.fixture(lambda: at_its_start(WalkTheBowl))


def drag(figure, handle, to):
    """Take handle number `handle` to the data coordinates `to`, and let go"""
    figure.apply(figure.handles[handle].drag(*to, **figure.known))
    return say(figure, kind="change", changes={}, done=True)


# ---- fit it by hand -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("w, b", [(2, 2), (4, -4), (-1, 6), (7, -10), (0.3, -0.7)])
def test_line_errors_title_and_caption_tell_the_same_story(fit, w, b):
    header, known = say(fit, kind="change", changes={"w": w, "b": b}), fit.known
    assert np.allclose(known["ends"], [b, 8.5 * w + b]) and np.allclose(known["grips"], [b, known["right_grip"]])
    cost = line_cost(X, Y, w, b)
    assert np.isclose(known["errors"] @ known["errors"], cost)
    told = f"C = {plots.number(cost, 2)}"
    assert known["title"].endswith(told) and told in header["caption"]


HANDLES = {  # number of the handle: where it is dragged, and what changes
    0: [((3, -4), {"b": -4}), ((0, 99), {"b": 6}), ((0, -99), {"b": -10})],
    1: [((0, 23), {"w": 3}), ((0, 99), {"w": 7}), ((0, -20), {"w": -1})],
    2: [((5, 7.2), {"y": (7, 16, 20)})],
    3: [((5, 99), {"y": (0, 30, 20)})],
    4: [((9, -99), {"y": (0, 16, -8)})],
    5: [((4, -4), {"w": 4, "b": -4}), ((99, -99), {"w": 7, "b": -10}), ((-99, 99), {"w": -1, "b": 6})],
}


@pytest.mark.parametrize("handle, to, changed", [(n, *row) for n, rows in HANDLES.items() for row in rows])
def test_each_handle_moves_what_it_stands_for_and_stays_within_range(fit, handle, to, changed):
    after = fit.state | changed
    header, state = drag(fit, handle, to), fit.state
    assert {k: state[k] for k in "wby"} == {k: pytest.approx(after[k]) for k in "wby"}
    cost = line_cost(X, np.array(state["y"]), state["w"], state["b"])
    assert header["caption"].endswith(f"the cost C = {plots.number(cost, 2)}.")
    assert state["tries"] == ((2, 2),) if handle in (2, 3, 4) else len(state["tries"]) == 2


def test_the_bowl_follows_the_points_until_they_are_put_back(fit):
    ring = fit.handles[-1].axes.patches[0]
    at_first = ring.get_xy().copy()
    assert "(1, 10), (5, 16), (6, 20)" in drag(fit, 2, (1, 10))["caption"]
    assert np.allclose(ring.get_xy().mean(axis=0), np.polyfit(X, [10, 16, 20], 1), atol=0.2)
    say(fit, kind="button", name="put_back")
    assert fit.state["y"] == tuple(Y) and np.array_equal(ring.get_xy(), at_first)


def test_the_newest_60_tries_leave_a_trace_each(fit):
    for w in (2.5, 3, 3, 4):
        say(fit, kind="change", changes={"w": w}, done=True)
    assert fit.state["tries"] == ((2, 2), (2.5, 2), (3, 2), (4, 2))
    assert fit.known["tally"] == "4 tries, best so far 26"
    for i in range(65):
        fit.apply({"w": i % 2})
        fit.apply(fit.released(**fit.state))
    assert len(fit.state["tries"]) == 60 and fit.state["tries"][-1] == (0, 2)


# ---- walk the bowl ------------------------------------------------------------------------------------------------


def run(bowl):
    """Every tick of a run, of which only the last is painted; their number"""
    ticks = 0
    while changes := bowl.tick(**bowl.state):
        bowl.apply(changes)
        ticks += 1
    bowl.paint()
    return ticks


def test_steps_lead_to_where_it_is_stuck_beside_the_costs_of_the_neighbours(bowl):
    texts = bowl.handles[0].axes.texts[-4:]
    for moves in range(1, 7):
        caption, known = say(bowl, kind="button", name="one_step")["caption"], bowl.known
        around = [line_cost(X, Y, *point) for point in neighbours(known["at_w"], known["at_b"], 1)]
        marks = ["✓" if cost < known["cost"] else "✗" for cost in around]
        assert [text.get_text() for text in texts] == [f"{c:g} {m}" for c, m in zip(around, marks, strict=True)]
        assert f"w+, w−, b+, b− cost {', '.join(f'{c:g}' for c in around)}." in caption
        assert known["stuck"] == ("stuck" in caption) == ("stuck" in known["where"]) == (moves > 3)
    assert "at (3, 0), cost 14, evaluations spent: 14" in caption and around == [48, 104, 17, 17]


@pytest.mark.parametrize(
    "step, end",
    [
        (1, "(3, 0), cost 14, evaluations spent: 14"),
        (0.1, "(3.8, −3.2), cost 0.56"),
        (0.01, "(3.98, −3.92), cost 0.0056, evaluations spent: 2571"),
    ],
)
def test_a_run_of_any_step_size_takes_few_frames_and_ends_where_the_course_says(bowl, step, end):
    say(bowl, kind="change", changes={"step": step}, done=True)
    assert run(bowl) <= 130, "more than about two seconds at 60 frames a second"
    path, known = np.array(walk(X, Y, 2.0, 2.0, step)), bowl.known
    assert f"at {end}" in bowl.describe(**known)
    assert np.array_equal(known["trail"], path[:, :2]) and np.array_equal(known["curve"], path[:, [3, 2]])
    assert [known[name] for name in ("at_w", "at_b", "cost", "spent")] == list(path[-1])


def test_where_it_is_stuck_neither_a_tick_nor_a_step_changes_anything_but_a_new_step_size_begins_again(bowl):
    run(bowl)
    before = bowl.state["moves"]
    say(bowl, kind="button", name="one_step")
    assert bowl.known["stuck"] and bowl.state["moves"] == before and bowl.tick(**bowl.state) is None
    say(bowl, kind="change", changes={"step": 0.1}, done=True)
    assert bowl.state["moves"] == 0 and len(bowl.state["old"]) == 1
    assert bowl.known["traces"][:4, 0].tolist() == [2, 3, 3, 3]


def test_the_start_can_be_dragged_to_whole_numbers_within_the_picture_and_a_lucky_one_reaches_zero(bowl):
    for to, start in [((0.4, 4.6), (0, 5)), ((99, -99), (7, -7)), ((-99, 99), (0, 5)), ((4, -2), (4, -2))]:
        drag(bowl, 0, to)
        assert (bowl.state["w"], bowl.state["b"], bowl.state["moves"]) == (*start, 0)
    run(bowl)
    assert [bowl.known[name] for name in ("at_w", "at_b", "cost")] == [4, -4, 0]


def test_back_to_the_start_keeps_the_walk_as_a_trace_and_six_traces_at_most(bowl):
    for _ in range(8):
        run(bowl)
        say(bowl, kind="button", name="back")
        assert (bowl.state["moves"], bowl.state["playing"]) == (0, False)
    assert len(bowl.state["old"]) == 6
    traces = bowl.known["traces"]
    assert np.isnan(traces[:, 0]).sum() == 5 and traces[0].tolist() == [2, 2]
