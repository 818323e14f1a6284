"""LiveFigure without a browser: what comes in changes the state, what goes out is exactly what changed."""

import base64
import gc
import io
import subprocess
import sys
import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from helpers import explorers, live_figure
from helpers.live_figure import Button, Choice, Handle, LiveFigure, Play, Slider, Text, Toggle, changed_rectangles


class Dot(LiveFigure):
    """A dot in the unit square, with one of every control."""

    size = (3.0, 2.0)
    alt = "A dot."
    controls = [
        Slider("x", "x", 0, 1, 0.25), Choice("colour", "colour", ["black", "blue"]), Toggle("big", "big"),
        Text("name", "name"), Button("home", "home"), Play("Run"),
    ]  # fmt: skip

    def __init__(self, **state):
        super().__init__(**{"x": 0.5, "y": 0.5, "colour": "black", "big": False, "name": "", "tries": 0} | state)

    def start(self, figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 1), ylim=(0, 1))
        self.dot = ax.plot([], [], "o")[0]
        self.handles = [
            Handle("dot", ax, lambda x, y, **_: (x, y), lambda a, b, /, **_: {"x": a, "y": b}, (0.25, 0.25)),
            Handle("anywhere", ax, lambda **_: (0, 0), lambda a, b, /, **_: {"y": b}, (0, 0.5), anywhere=True),
        ]
        return [self.dot]

    def draw(self, x, y, colour, big, **_):
        if self.state["name"] == "crash":
            raise ZeroDivisionError("crashed on purpose")
        self.dot.set_data([x], [y])
        self.dot.set(color=colour, markersize=20 if big else 8)

    def describe(self, x, y, **_):
        return f"It is at ({x:g}, {y:g})."

    def settled(self, tries, **_):
        return {"tries": tries + 1}

    def home(self, **_):
        return {"x": 0, "y": 0}

    def tick(self, x, **_):
        return {"x": x + 0.25} if x < 1 else None


@pytest.fixture
def dot(monkeypatch):
    figure = Dot()
    figure.frames = []
    send = lambda header, buffers=(): figure.frames.append((header, b"".join(buffers)))  # noqa: E731
    monkeypatch.setattr(figure, "send", send)
    say(figure, kind="hello", dpr=1)
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


PIXEL = st.integers(1, 150)


# ---- frames -------------------------------------------------------------------------------------------------------


@settings(deadline=None, derandomize=True, max_examples=60)
@given(PIXEL, PIXEL, st.lists(st.tuples(PIXEL, PIXEL), max_size=6))
def test_changed_rectangles_cover_what_differs_and_nothing_far_away(rows, columns, spots):
    before = np.zeros((rows, columns, 4), np.uint8)
    after = before.copy()
    for row, column in spots:
        after[row % rows, column % columns] = 1
    covered = np.zeros((rows, columns), int)
    for x, y, width, height in changed_rectangles(before, after):
        assert width > 0 and height > 0 and x + width <= columns and y + height <= rows
        covered[y : y + height, x : x + width] += 1
    assert covered.max(initial=0) <= 1, "a pixel is sent twice"
    assert (covered[(before != after).any(axis=2)] == 1).all()
    assert covered.sum() <= 32 * 32 * len(spots)


def test_hello_sends_the_whole_picture_and_a_change_only_what_changed(dot):
    (first, pixels), = dot.frames
    assert first["size"] == [300, 200] and len(pixels) == 300 * 200 * 4
    picture = patched(None, first, pixels)
    for x in (0.75, 1.0, 0.0):
        header = say(dot, kind="change", changes={"x": x})
        assert 0 < len(dot.frames[-1][1]) < len(pixels) / 4
        picture = patched(picture, *dot.frames[-1])
        assert (picture == dot.paint()).all()
        assert header["values"]["x"] == x and header["caption"] == f"A dot. It is at ({x:g}, 0.5)."


def test_the_answer_names_the_message_it_answers(dot):
    header = say(dot, kind="change", changes={"x": 1})
    assert (header["view"], header["seq"]) == ("v", 1)


def test_a_state_that_did_not_change_sends_no_pixels(dot):
    assert say(dot, kind="change", changes={"x": 0.5})["rects"] == []


@pytest.mark.parametrize("dpr, size", [(1, [300, 200]), (1.5, [450, 300]), (2, [600, 400]), (5, [600, 400]), (0.5, [300, 200])])
def test_a_sharp_screen_gets_more_pixels_and_the_handles_stay(dot, dpr, size):
    before = dot.frames[0][0]["handles"]
    header = say(dot, kind="hello", dpr=dpr)
    assert header["size"] == size
    assert np.allclose([h["x"] for h in header["handles"]], [h["x"] for h in before], atol=1e-6)


# ---- state --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("came, kept", [(0.3, 0.25), (-7, 0), (99, 1), (0.375001, 0.5), ("0.75", 0.75)])
def test_a_slider_keeps_to_its_range_and_steps(dot, came, kept):
    say(dot, kind="change", changes={"x": came})
    assert dot.state["x"] == kept


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
        ({"kind": "change", "changes": {"name": "crash"}}, "ZeroDivisionError: crashed on purpose (test_live_figure.py, line"),
    ],
)
def test_an_error_is_shown_in_place_and_the_figure_goes_on(dot, message, words):
    header = say(dot, **message)
    assert words in header["error"] and header["playing"] is False
    assert "error" not in say(dot, kind="change", changes={"name": "", "x": 1})


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
    say(dot, kind="pointer", phase="press", **grab)
    assert (dot.state["x"], dot.state["y"]) == pytest.approx((0.5, 0.5))
    to = spot(dot, 1.0, 0.25)
    say(dot, kind="pointer", phase="drag", x=to["x"] + 0.01, y=to["y"])
    assert (dot.state["x"], dot.state["y"]) == pytest.approx((1.0, 0.25)) and dot.state["tries"] == 0
    say(dot, kind="pointer", phase="release", **to)
    assert dot.state["tries"] == 1


def test_a_press_far_from_every_handle_takes_the_one_that_listens_anywhere(dot):
    say(dot, kind="pointer", phase="press", **spot(dot, 0.95, 0.9))
    assert dot.state["y"] == pytest.approx(0.9) and dot.state["x"] == 0.5


def test_a_press_outside_the_axes_takes_nothing(dot):
    say(dot, kind="pointer", phase="press", x=0.001, y=0.001)
    say(dot, kind="pointer", phase="drag", **spot(dot, 0.2, 0.2))
    assert (dot.state["x"], dot.state["y"]) == (0.5, 0.5)


def test_arrow_keys_move_a_handle_by_its_steps(dot):
    say(dot, kind="nudge", handle=0, dx=-1, dy=2)
    assert (dot.state["x"], dot.state["y"]) == (0.25, 1.0)


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
    say(dot, kind="hello", dpr=2)
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


# ---- nothing leaks ------------------------------------------------------------------------------------------------


class Shell:
    """As much of ipykernel's shell as a figure asks for."""

    def __init__(self):
        self.runs = 0

    def run(self, cell):
        self.runs += 1
        self.request = {"header": {"msg_id": str(self.runs)}, "metadata": {"cellId": cell}, "content": {"code": ""}}

    def get_parent(self):
        return self.request


def test_a_cell_that_is_run_again_closes_its_earlier_figures(monkeypatch):
    shell = Shell()
    monkeypatch.setattr(live_figure, "get_ipython", lambda: shell)
    shell.run("a")
    first, second = Dot(), Dot()  # two figures of one cell live side by side
    shell.run("b")
    other = Dot()
    assert first.comm and second.comm
    shell.run("a")
    third = Dot()
    assert first.comm is None and second.comm is None and other.comm and third.comm
    assert first._figure is None


def test_a_closed_figure_gives_its_memory_back():
    figure = Dot()
    gone = weakref.ref(figure._figure)
    figure.close()
    gc.collect()
    assert gone() is None


def test_no_explorer_touches_pyplot():
    program = (
        "import sys; from helpers import explorers, datasets; x, y = datasets.fruit_trades()\n"
        "explorers.FitByHand(x, y), explorers.WalkTheBowl(x, y), explorers.FirstFigure()\n"
        "assert 'matplotlib.pyplot' not in sys.modules, 'pyplot was imported'"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_every_explorer_is_a_live_figure():
    assert explorers.__all__ and all(issubclass(getattr(explorers, name), LiveFigure) for name in explorers.__all__)
