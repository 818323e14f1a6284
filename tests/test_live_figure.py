"""LiveFigure without a browser: what comes in changes the state, what goes out is exactly what changed.

What it gives back when it is closed or run again stands in test_live_figure_memory.py.
"""

import base64
import io
import re

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from helpers.live_figure import Button, Choice, Handle, LiveFigure, Play, Slider, Text, Toggle, changed_rectangles


class Dot(LiveFigure):
    """A dot in the unit square, with one of every control."""

    size = (3.0, 2.0)
    alt = "A dot."
    controls = [
        Slider("x", "x", 0, 1, 0.25),
        Choice("colour", "colour", ["black", "blue"]),
        Toggle("big", "big"),
        Text("name", "name"),
        Button("home", "home"),
        Play("Run"),
    ]

    def __init__(self, **state):
        super().__init__(**{"x": 0.5, "y": 0.5, "colour": "black", "big": False, "name": "", "tries": 0} | state)

    def start(self, figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 1), ylim=(0, 1))
        self.dot = ax.plot([], [], "o")[0]
        self.stripe = ax.axvspan(0.4, 0.6, visible=False, zorder=0)  # touched only when `big` changes
        self.handles = [
            Handle("dot", ax, lambda x, y, **_: (x, y), lambda a, b, /, **_: {"x": a, "y": b}, (0.25, 0.1)),
            Handle("anywhere", ax, lambda **_: (0, 0), lambda a, b, /, **_: {"y": b}, (0, 0.5), anywhere=True),
        ]
        return [self.dot, self.stripe]

    def draw(self, x, y, colour, big, **_):
        if self.state["name"] == "crash":
            raise ZeroDivisionError("crashed on purpose")
        self.dot.set_data([x], [y])
        self.dot.set(color=colour, markersize=20 if big else 8)
        if big != self.stripe.get_visible():
            self.stripe.set_visible(big)

    def describe(self, x, y, name, **_):
        if name == "speechless":
            raise KeyError("no words")
        return f"It is at ({x:g}, {y:g})."

    def released(self, tries, **_):
        return {"tries": tries + 1}

    def home(self, **_):
        return {"x": 0, "y": 0}

    def tick(self, x, **_):
        return {"x": x + 0.25} if x < 1 else None


def heard(figure):
    """The figure, with the frames that it sends kept in `.frames`"""
    figure.frames = []
    figure.send = lambda header, buffers=(): figure.frames.append((header, b"".join(buffers)))
    return figure


@pytest.fixture
def dot():
    figure = heard(Dot())
    say(figure, kind="open", dpr=1)
    return figure


def say(figure, **message):
    figure.receive({"view": "v", "seq": len(figure.frames), **message})
    return figure.frames[-1][0]


def patched(picture, header, pixels):
    """The browser's picture after this frame."""
    if "size" in header:
        columns, rows = header["size"]
        picture = np.zeros((rows, columns, 4), np.uint8)
    picture, offset = picture.copy(), 0
    for x, y, width, height in header["rects"]:
        size = 4 * width * height
        rectangle = np.frombuffer(pixels[offset : offset + size], np.uint8).reshape(height, width, 4)
        picture[y : y + height, x : x + width] = rectangle
        offset += size
    assert offset == len(pixels), "bytes left over"
    return picture


def spot(figure, x, y):
    """Data coordinates as the browser sends them: fractions of the figure from its lower left corner."""
    across, up = figure.handles[0].axes.transData.transform((x, y)) / figure._figure.bbox.size
    return {"x": across, "y": up}


PIXEL, CHANNEL = st.integers(1, 150), st.integers(0, 3)


# ---- frames -------------------------------------------------------------------------------------------------------


@settings(deadline=None, derandomize=True, max_examples=60)
@given(PIXEL, PIXEL, st.lists(st.tuples(PIXEL, PIXEL, CHANNEL), max_size=6))
def test_changed_rectangles_cover_what_differs_and_nothing_far_away(rows, columns, spots):
    before = np.zeros((rows, columns, 4), np.uint8)
    after = before.copy()
    for row, column, channel in spots:
        after[row % rows, column % columns, channel] = 1
    covered = np.zeros((rows, columns), int)
    for x, y, width, height in changed_rectangles(before, after):
        assert width > 0 and height > 0 and x + width <= columns and y + height <= rows
        covered[y : y + height, x : x + width] += 1
    assert covered.max(initial=0) <= 1, "a pixel is sent twice"
    assert (covered[(before != after).any(axis=2)] == 1).all()
    assert covered.sum() <= 32 * 32 * len(spots)


def test_hello_sends_the_whole_picture_and_a_change_only_what_changed(dot):
    ((first, pixels),) = dot.frames
    assert first["size"] == [300, 200] and len(pixels) == 300 * 200 * 4
    picture = patched(None, first, pixels)
    for x in (0.75, 1.0, 0.0):
        header = say(dot, kind="change", changes={"x": x})
        assert 0 < len(dot.frames[-1][1]) < len(pixels) / 4
        picture = patched(picture, *dot.frames[-1])
        assert (picture == dot.paint()).all()
        assert header["values"]["x"] == x and header["caption"] == f"A dot. It is at ({x:g}, 0.5)."


ANY_MESSAGE = st.one_of(
    st.builds(lambda x: {"kind": "change", "changes": {"x": x}}, st.floats(-0.5, 1.5)),
    st.builds(lambda big: {"kind": "change", "changes": {"big": big}, "done": True}, st.booleans()),
    st.builds(
        lambda dx, dy: {"kind": "nudge", "handle": 0, "dx": dx, "dy": dy}, st.integers(-2, 2), st.integers(-2, 2)
    ),
    st.builds(
        lambda p, x, y: {"kind": "pointer", "phase": p, "x": x, "y": y},
        st.sampled_from(["press", "drag", "release"]),
        st.floats(0, 1),
        st.floats(0, 1),
    ),
    st.builds(lambda dpr: {"kind": "open", "dpr": dpr}, st.sampled_from([1, 1.5, 2])),
    st.sampled_from(
        [
            {"kind": "tick"},
            {"kind": "button", "name": "home"},
            {"kind": "change", "changes": {"colour": "blue"}},
            {"kind": "change", "changes": {"playing": True}},
            {"kind": "change", "changes": {"name": "crash"}},
            {"kind": "change", "changes": {"name": ""}},
        ]
    ),
)


@settings(deadline=None, derandomize=True, max_examples=8, phases=[Phase.generate])  # to shrink takes minutes
@given(st.lists(ANY_MESSAGE, min_size=4, max_size=12))
def test_after_any_messages_the_browser_holds_what_a_new_figure_would_paint(messages):
    figure, picture = heard(Dot()), None
    for message in [{"kind": "open", "dpr": 1}, *messages, {"kind": "change", "changes": {"name": ""}}]:
        header = say(figure, **message)
        if "error" not in header:
            picture = patched(picture, *figure.frames[-1])
    new = heard(Dot(**figure.state))
    say(new, kind="open", dpr=figure._figure.dpi / 100)
    assert (picture == patched(None, *new.frames[-1])).all()
    assert header["values"] == {k: v for k, v in figure.state.items() if k in header["values"]}


def test_what_no_move_touches_stays_on_the_picture_without_being_drawn_again(dot, monkeypatch):
    drawn, draw = [], dot.stripe.draw
    monkeypatch.setattr(dot.stripe, "draw", lambda renderer: (drawn.append(1), draw(renderer)))
    picture = patched(None, *dot.frames[0])
    for changes in ({"big": True}, {"x": 0.75}, {"x": 1}, {"x": 0.25}, {"x": 0}, {"big": False}, {"x": 1}):
        say(dot, kind="change", changes=changes)
        picture = patched(picture, *dot.frames[-1])
        new = heard(Dot(**dot.state))
        say(new, kind="open", dpr=1)
        assert (picture == patched(None, *new.frames[-1])).all(), changes
    assert 1 <= len(drawn) <= 2, "once when it appears, once to be kept"


def test_the_answer_names_the_message_it_answers(dot):
    header = say(dot, kind="change", changes={"x": 1})
    assert (header["view"], header["seq"]) == ("v", 1)


def test_a_state_that_did_not_change_sends_no_pixels(dot):
    assert say(dot, kind="change", changes={"x": 0.5})["rects"] == []


@pytest.mark.parametrize(
    "dpr, size", [(1, [300, 200]), (1.5, [450, 300]), (2, [600, 400]), (5, [600, 400]), (0.5, [300, 200])]
)
def test_a_sharp_screen_gets_more_pixels_and_the_handles_stay(dot, dpr, size):
    before = dot.frames[0][0]
    header = say(dot, kind="open", dpr=dpr)
    assert header["size"] == size and len(dot.frames[-1][1]) == 4 * size[0] * size[1]
    for old, new in zip(before["handles"], header["handles"], strict=True):
        assert new == old | {"x": pytest.approx(old["x"]), "y": pytest.approx(old["y"])}
    assert np.allclose(header["zones"], before["zones"])


def test_the_browser_is_told_where_the_handles_stand_and_which_way_they_move(dot):
    first, anywhere = dot.frames[0][0]["handles"]
    place = spot(dot, 0.5, 0.5)
    assert (first["x"], 1 - first["y"]) == pytest.approx((place["x"], place["y"])), "from the upper left corner"
    assert (first["name"], first["at"], first["moves"]) == ("dot", [0.5, 0.5], [True, True])
    assert anywhere["moves"] == [False, True]
    ((left, top, right, bottom),) = dot.frames[0][0]["zones"]
    low, high = spot(dot, 0, 0), spot(dot, 1, 1)
    assert (left, bottom, right, top) == pytest.approx((low["x"], 1 - low["y"], high["x"], 1 - high["y"]))


# ---- state --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("came, kept", [(0.3, 0.25), (-7, 0), (99, 1), (0.375001, 0.5), ("0.75", 0.75)])
def test_a_slider_keeps_to_its_range_and_steps(dot, came, kept):
    say(dot, kind="change", changes={"x": came})
    assert dot.state["x"] == kept


@settings(derandomize=True)
@given(st.floats(-5, 5), st.floats(0.5, 20), st.sampled_from([0.01, 0.1, 0.25, 0.3, 1]), st.floats(-50, 50))
def test_a_slider_takes_the_step_next_to_what_came(low, length, step, value):
    slider = Slider("s", "s", round(low, 2), round(low + length, 2), step)
    kept = slider.clean(value)
    steps = (kept - slider.low) / step
    assert slider.low <= kept <= slider.high and steps == pytest.approx(round(steps), abs=1e-6)
    nearest = min(max(value, slider.low), slider.high)
    assert abs(kept - nearest) <= step / 2 + 1e-9 or kept + step > slider.high, (
        "the last step before an end that is none"
    )
    assert slider.clean(kept) == kept


def test_a_slider_stays_on_its_steps_up_to_its_end():
    assert Slider("h", "h", 0, 1, 0.3).clean(1) == 0.9 and Slider("w", "w", -1, 7, 0.1).clean(7) == 7


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
    line = int(
        re.search(r"\(test_live_figure.py, line (\d+)\)", say(dot, kind="change", changes={"name": "crash"})["error"])[
            1
        ]
    )
    with open(__file__, encoding="utf-8") as file:
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
        away = lambda: 40 / (ax.get_position().width * 300)
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


def test_a_press_outside_the_axes_takes_nothing(dot):
    say(dot, kind="pointer", phase="press", x=0.001, y=0.001)
    say(dot, kind="pointer", phase="drag", **spot(dot, 0.2, 0.2))
    say(dot, kind="pointer", phase="release", **spot(dot, 0.2, 0.2))
    assert (dot.state["x"], dot.state["y"], dot.state["tries"]) == (0.5, 0.5, 0)


def test_arrow_keys_move_a_handle_by_its_steps(dot):
    say(dot, kind="nudge", handle=0, dx=-1, dy=2)
    assert (dot.state["x"], dot.state["y"], dot.state["tries"]) == (0.25, 0.7, 1)


# ---- what is stored -----------------------------------------------------------------------------------------------


def test_a_figure_carries_a_still_picture_with_alt_text():
    data, metadata = Dot()._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == "A dot. It is at (0.5, 0.5)."
    assert "application/vnd.jupyter.widget-view+json" in data
    picture = imread(io.BytesIO(base64.b64decode(data["image/png"])))
    assert picture.shape[:2] == (400, 600) and metadata["image/png"]["width"] == 300
    assert (picture[..., 3] == 1).all(), "the paper is not opaque"


def test_the_still_picture_shows_the_first_state_and_is_the_same_every_time(dot):
    assert Dot().picture == Dot().picture != Dot(x=0.0).picture
    say(dot, kind="open", dpr=2)
    still = imread(io.BytesIO(dot.picture))[..., :3]
    assert np.abs(still - dot.paint()[..., :3] / 255).max() < 0.02


@pytest.mark.parametrize("method", ["start", "draw", "describe"])
def test_a_subclass_that_forgets_a_method_is_told_which(method):
    forgetful = type("Forgetful", (Dot,), {method: getattr(LiveFigure, method)})
    with pytest.raises(NotImplementedError, match=f"Forgetful needs {method}"):
        forgetful()


def test_a_control_without_a_first_value_is_refused():
    class Unset(Dot):
        controls = [Slider("speed", "speed", 0, 1, 0.1)]

    with pytest.raises(ValueError, match="first value for speed"):
        Unset()
