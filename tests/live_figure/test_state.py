"""What comes in changes the state: controls, buttons, pointer and arrow keys."""

import re

import dot_figure
import pytest
from dot_figure import Dot, heard, say, spot

from helpers.live_figure import Handle


@pytest.fixture
def dot():
    figure = heard(Dot())
    say(figure, kind="open", dpr=1)
    return figure


# ---- state --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("came, kept", [(0.3, 0.25), (-7, 0), (99, 1), (0.375001, 0.5), ("0.75", 0.75)])
def test_a_slider_keeps_to_its_range_and_steps(dot, came, kept):
    say(dot, kind="change", changes={"x": came})
    assert dot.state["x"] == kept


def test_a_move_counts_as_a_try_only_when_it_is_done(dot):
    say(dot, kind="change", changes={"x": 1}, done=False)
    assert dot.state["tries"] == 0
    say(dot, kind="change", changes={"x": 0}, done=True)
    assert dot.state["tries"] == 1


@pytest.mark.parametrize(
    "message, words",
    [
        ({"kind": "change", "changes": {"colour": "red"}}, "colour is one of"),
        ({"kind": "change", "changes": {"nothing": 1}}, "has no nothing"),
        ({"kind": "button", "name": "close"}, "has no button 'close'"),
        ({"kind": "button", "name": "_on_tick"}, "has no button"),
        ({"kind": "change", "changes": {"x": "far"}}, "could not convert"),
        ({"kind": "change", "changes": {"x": float("nan")}}, "NaN"),
        ({"kind": "nudge", "handle": 7, "dx": 1, "dy": 0}, "IndexError"),
        ({"kind": "nonsense"}, "nonsense"),
        ({"kind": "change", "changes": {"name": "crash"}}, "ZeroDivisionError: crashed on purpose"),
        ({"kind": "change", "changes": {"name": "speechless"}}, "KeyError: 'no words'"),
    ],
)
def test_an_error_is_shown_in_place_and_the_figure_goes_on(dot, message, words):
    header = say(dot, **message)
    assert words in header["error"] and header["playing"] is False
    assert (header["view"], header["seq"], header["rects"]) == ("v", 1, [])
    assert "error" not in say(dot, kind="change", changes={"name": "", "x": 1})


def test_an_error_tells_the_line_where_it_happened(dot):
    said = say(dot, kind="change", changes={"name": "crash"})["error"]
    line = int(re.search(r"\(dot_figure.py, line (\d+)\)", said)[1])
    with open(dot_figure.__file__, encoding="utf-8") as file:
        assert "crashed on purpose" in file.readlines()[line - 1]


def test_what_is_refused_changes_nothing(dot):
    before = dict(dot.state)
    for changes in ({"x": 1, "colour": "red"}, {"x": 1, "nothing": 1}):
        say(dot, kind="change", changes=changes, done=True)
        assert dot.state == before


def test_a_view_that_opens_during_an_error_gets_its_whole_picture_with_the_next_frame(dot):
    say(dot, kind="change", changes={"name": "crash"})
    assert "error" in say(dot, kind="open", dpr=1)
    assert say(dot, kind="change", changes={"name": ""})["size"] == [300, 200]


def test_buttons_toggles_and_texts_reach_the_state(dot):
    say(dot, kind="button", name="home")
    assert (dot.state["x"], dot.state["y"]) == (0, 0)
    say(dot, kind="change", changes={"big": True, "name": "hello"})
    assert dot.state["big"] is True and dot.state["name"] == "hello"


def test_a_running_figure_advances_only_while_asked_and_stops_by_itself(dot):
    say(dot, kind="tick")
    assert dot.state["x"] == 0.5, "it ticks although it was not started"
    say(dot, kind="change", changes={"playing": True}, done=True)
    assert [say(dot, kind="tick")["playing"] for _ in range(3)] == [True, True, False]
    assert dot.state["x"] == 1


# ---- pointer and keys ---------------------------------------------------------------------------------------------


def test_a_handle_follows_the_pointer_without_a_jump(dot):
    grab = spot(dot, 0.5, 0.5)
    grab["x"] += 0.01  # a little beside its middle
    grab["y"] += 0.05
    say(dot, kind="pointer", phase="press", **grab)
    assert (dot.state["x"], dot.state["y"]) == pytest.approx((0.5, 0.5))
    to = spot(dot, 1.0, 0.25)
    say(dot, kind="pointer", phase="drag", x=to["x"] + 0.01, y=to["y"] + 0.05)
    assert (dot.state["x"], dot.state["y"]) == pytest.approx((1.0, 0.25)) and dot.state["tries"] == 0
    say(dot, kind="pointer", phase="release", **to)
    assert dot.state["tries"] == 1


def test_after_the_release_a_pointer_that_moves_on_moves_nothing(dot):
    say(dot, kind="pointer", phase="press", **spot(dot, 0.5, 0.5))
    say(dot, kind="pointer", phase="release", **spot(dot, 0.75, 0.5))
    say(dot, kind="pointer", phase="drag", **spot(dot, 0, 0))
    say(dot, kind="pointer", phase="release", **spot(dot, 0, 0))
    assert (dot.state["x"], dot.state["tries"]) == (0.75, 1)


class Pair(Dot):
    """Two handles 40 CSS pixels apart, and no other"""

    def start(self, figure):
        moving = super().start(figure)
        ax = self.dot.axes

        def away():
            return 40 / (ax.get_position().width * 300)

        self.handles = [
            Handle("left", ax, lambda **_: (0.5, 0.5), lambda a, b, /, **_: {"name": "left"}),
            Handle("right", ax, lambda **_: (0.5 + away(), 0.5), lambda a, b, /, **_: {"name": "right"}),
        ]
        return moving


@pytest.mark.parametrize("dpr", [1, 2])
@pytest.mark.parametrize(
    "beside, taken", [(0, "left"), (18, "left"), (22, "right"), (-27, "left"), (-29, ""), (69, "")]
)
def test_a_press_takes_the_nearest_handle_within_a_fingertip(dpr, beside, taken):
    pair = heard(Pair())
    say(pair, kind="open", dpr=dpr)
    start = spot(pair, 0.5, 0.5)
    say(pair, kind="pointer", phase="press", x=start["x"] + beside / 300, y=start["y"])
    assert pair.state["name"] == taken


def test_a_press_far_from_every_handle_takes_the_one_that_listens_anywhere(dot):
    say(dot, kind="pointer", phase="press", **spot(dot, 0.95, 0.9))
    assert dot.state["y"] == pytest.approx(0.9) and dot.state["x"] == 0.5


def test_a_handle_within_reach_comes_first_and_a_pen_is_put_down_where_the_hand_is(dot):
    start = spot(dot, 0.5, 0.5)
    say(dot, kind="pointer", phase="press", x=start["x"], y=start["y"] + 27.5 / 200)
    assert dot.state["y"] == pytest.approx(0.5), "the handle that listens anywhere was taken"
    dot.handles[0].press = lambda a, b, /, **_: {"y": b, "name": "down"}
    say(dot, kind="pointer", phase="press", **spot(dot, 0.52, 0.55))
    assert dot.state["y"] == pytest.approx(0.55) and dot.state["name"] == "down"
    say(dot, kind="pointer", phase="drag", **spot(dot, 0.75, 0.7))
    assert (dot.state["x"], dot.state["y"]) == pytest.approx((0.75, 0.7))


def test_a_press_outside_the_axes_takes_nothing(dot):
    say(dot, kind="pointer", phase="press", x=0.001, y=0.001)
    say(dot, kind="pointer", phase="drag", **spot(dot, 0.2, 0.2))
    say(dot, kind="pointer", phase="release", **spot(dot, 0.2, 0.2))
    assert (dot.state["x"], dot.state["y"], dot.state["tries"]) == (0.5, 0.5, 0)


def test_arrow_keys_move_a_handle_by_its_steps(dot):
    say(dot, kind="nudge", handle=0, dx=-1, dy=2)
    assert (dot.state["x"], dot.state["y"], dot.state["tries"]) == (0.25, 0.7, 1)
