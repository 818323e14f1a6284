"""LiveFigure without a browser: what comes in changes the state, what goes out is exactly what changed.

What it gives back when it is closed or run again stands in test_memory.py.
"""

import base64
import io

import numpy as np
import pytest
from dot_figure import Dot, heard, patched, say, spot
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from helpers.live_figure import LiveFigure, Slider, changed_rectangles


@pytest.fixture
def dot():
    figure = heard(Dot())
    say(figure, kind="open", dpr=1)
    return figure


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


def test_rectangles_are_as_wide_as_what_changed_in_tiles_of_32_and_end_with_the_picture():
    before = np.zeros((100, 110, 4), np.uint8)
    after = before.copy()
    after[[31, 40, 99, 99], [0, 40, 70, 109], 3] = 1
    assert sorted(changed_rectangles(before, after)) == [(0, 0, 32, 32), (32, 32, 32, 32), (64, 96, 46, 4)]
    after[32:96, 32:64] = 1
    assert sorted(changed_rectangles(before, after, 16))[1:2] == [(32, 32, 32, 64)]


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


# ---- what is stored -----------------------------------------------------------------------------------------------


def test_a_figure_carries_a_still_picture_with_alt_text():
    data, metadata = Dot()._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == "A dot. It is at (0.5, 0.5)."
    assert "application/vnd.jupyter.widget-view+json" in data
    picture = imread(io.BytesIO(base64.b64decode(data["image/png"])))
    assert picture.shape[:2] == (400, 600) and metadata["image/png"]["width"] == 300
    assert (picture[..., 3] == 1).all(), "the paper is not opaque"
    assert {"spec", "values", "picture", "caption", "width"} <= set(Dot().get_state()), "a saved notebook lacks them"
    assert Dot().width == 300 and (LiveFigure.size, LiveFigure.controls) == ((9.0, 4.2), [])


def test_the_still_picture_shows_the_first_state_and_is_the_same_every_time(dot):
    assert Dot().picture == Dot().picture != Dot(x=0.0).picture
    say(dot, kind="open", dpr=2)
    still = imread(io.BytesIO(dot.picture))[..., :3]
    assert np.abs(still - dot.paint()[..., :3] / 255).max() < 0.02


@pytest.mark.parametrize("method", ["start", "describe"])
def test_a_subclass_that_forgets_a_method_is_told_which(method):
    forgetful = type("Forgetful", (Dot,), {method: getattr(LiveFigure, method)})
    with pytest.raises(NotImplementedError, match=f"Forgetful needs {method}"):
        forgetful()


def test_a_control_without_a_first_value_is_refused():
    class Unset(Dot):
        controls = [Slider("speed", "speed", 0, 1, 0.1)]

    with pytest.raises(ValueError, match="first value for speed"):
        Unset()
