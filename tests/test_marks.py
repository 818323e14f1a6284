"""A mark shows the numbers it names, once for each change; what is held changes the state of its names; tries stay."""

import numpy as np
import pytest
from dot_figure import heard, say

from helpers.live_figure import LiveFigure, Slider
from helpers.marks import Marks, error_bars, same, separate

# ---- lines and comparisons


def test_lines_are_separated_by_a_gap_and_none_is_an_empty_line():
    joined = separate([(0, 0), (1, 1)], [(2, 2), (3, 3), (4, 4)])
    assert np.array_equal(joined, [(0, 0), (1, 1), (np.nan, np.nan), (2, 2), (3, 3), (4, 4)], equal_nan=True)
    assert separate().shape == (0, 2)


def test_an_error_bar_goes_from_the_prediction_to_the_data():
    bars = error_bars(np.array([1.0, 5]), np.array([2.0, 14]), np.array([0.0, 16]))
    assert np.array_equal(bars, [(1, 2), (1, 0), (np.nan, np.nan), (5, 14), (5, 16)], equal_nan=True)


ARRAY = np.array([1.0, np.nan])


SAME = [(ARRAY, ARRAY), (ARRAY, ARRAY.copy()), ("a", "a"), (1.0, 1.0), ([ARRAY, 1], [ARRAY.copy(), 1]), (None, None)]
SAME += [(np.float64(2), np.float64(2)), ({"a": 1}, {"a": 1})]
OTHER = [(ARRAY, np.array([1.0, 2.0])), (np.zeros(2), np.zeros((2, 1))), (np.zeros(1), 0.0), ("a", "b"), (1, 1.0)]
OTHER += [([1, 2], [1, 2, 3]), ([1], (1,)), (np.float64(2), np.float64(3))]


@pytest.mark.parametrize("equal, pair", [(True, pair) for pair in SAME] + [(False, pair) for pair in OTHER])
def test_what_counts_as_the_same(equal, pair):
    assert same(*pair) is equal


# ---- a figure with one mark of each kind


class Marked(LiveFigure):
    """Everything that moves, moves with x; y is only named by the handle."""

    size, alt = (3.0, 2.0), "Marks."
    controls = [Slider("x", "x", 0, 4, 0.5)]
    try_of = ("x",)

    def __init__(self, **state):
        self.counted = 0
        super().__init__(**{"x": 1.0, "y": 0.5} | state)

    def numbers(self, x, y, **_):
        self.counted += 1
        points = np.array([(0.0, 0.0), (x, x)])
        return dict(
            points=points, said=f"x = {x:g}", far=x > 2, pixels=np.full((2, 2), x), boxes=[(0, 0, x, 1)], half=0.5
        )

    def start(self, figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 4), ylim=(0, 4))
        self.points = self.line(ax, "points")
        self.spots = self.line(ax, "x", 0.5, style="o")
        self.heading, self.word = self.title(ax, "said"), self.text(ax, 1, 2, "said")
        self.own = self.words(ax.annotate("", (1, 1)), "said")
        self.pixels = self.image(ax, "pixels", np.zeros((2, 2)), extent=(3, 4, 3, 4))
        (self.box,) = self.rectangles(ax, "boxes", 1)
        self.visible("far", self.box)
        self.put = []
        self.mark(lambda y: self.put.append(y), "y", artists=[self.word])
        self.hold("free", ax, "x", "y", (0.5, 0.1))
        self.hold("kept", ax, "x", "half", (0.5, 0), within=((1, 2), (0, 1)), grid=0.5)

    def describe(self, said, **_):
        return said


@pytest.fixture
def marked():
    figure = heard(Marked())
    say(figure, kind="open", dpr=1)
    return figure


def test_every_mark_shows_its_numbers(marked):
    say(marked, kind="change", changes={"x": 3.0})
    assert marked.points.get_xydata().tolist() == [[0, 0], [3, 3]]
    assert marked.spots.get_xydata().tolist() == [[3, 0.5]]
    assert [artist.get_text() for artist in (marked.heading, marked.word, marked.own)] == ["x = 3"] * 3
    assert marked.pixels.get_array().tolist() == [[3, 3], [3, 3]]
    assert marked.box.get_bbox().bounds == (0, 0, 3, 1) and marked.box.get_visible()
    assert marked.caption == "Marks. x = 1", "the caption is sent with the frame"
    assert marked.frames[-1][0]["caption"] == "Marks. x = 3"


def test_numbers_are_computed_once_a_frame_and_a_mark_is_moved_only_if_they_changed(marked):
    marked.counted, marked.put = 0, []
    for artist in marked._moving:
        artist.stale = False
    say(marked, kind="change", changes={"x": 1.0})
    assert marked.counted == 1 and marked.put == []
    say(marked, kind="nudge", handle=0, dx=0, dy=1)
    assert marked.counted == 2 and marked.put == [pytest.approx(0.6)]


def test_an_artist_of_two_marks_is_painted_once(marked):
    assert len(marked._moving) == len(set(marked._moving)) == 7


def test_a_name_that_is_unknown_is_said(marked):
    marked.line(marked.points.axes, "nothing")
    assert "KeyError: 'nothing'" in say(marked, kind="change", changes={"x": 2.0})["error"]


def test_as_many_artists_as_values_are_asked_for_and_a_figure_must_start(marked):
    marked.rectangles(marked.points.axes, "boxes", 2)
    with pytest.raises(NotImplementedError, match="Marks needs start"):
        Marks().start(None)
    assert "ValueError: zip()" in say(marked, kind="change", changes={"x": 2.0})["error"]


def test_a_handle_changes_what_it_names_and_keeps_to_its_bounds_and_grid(marked):
    free, kept = marked.handles
    assert free.drag(3.3, 7.0, **marked.known) == {"x": 3.3, "y": 7.0}
    assert kept.drag(1.3, 0.9, **marked.known) == {"x": 1.5, "half": 1.0}
    assert kept.drag(9.0, -3.0, **marked.known) == {"x": 2.0, "half": 0.0}
    assert kept.at(**marked.known) == (1.0, 0.5)
    coarse = marked.hold("coarse", kept.axes, "x", "y", (1, 1), grid=0.25)
    assert coarse.drag(1.3, 0.4, **marked.known) == {"x": 1.25, "y": 0.5} and marked.handles[-1] is coarse


def test_a_handle_that_stands_at_a_number_does_not_move_that_way(marked):
    handle = marked.hold("level", marked.points.axes, "x", 2, (0.5, 0))
    assert handle.at(**marked.known) == (1.0, 2) and handle.drag(2.5, 9.0, **marked.known) == {"x": 2.5}


def test_each_release_at_another_place_is_a_try_and_the_newest_stay(marked):
    for x in (1.0, 1.0, 2.0, 2.0, 1.0):
        say(marked, kind="change", changes={"x": x}, done=True)
    assert marked.state["tries"] == (1.0, 2.0, 1.0)
    assert marked.released(x=9.0, tries=tuple(range(70)))["tries"] == (*range(11, 70), 9.0), "sixty of them"
    marked.most_tries = 2
    say(marked, kind="change", changes={"x": 0.0}, done=True)
    assert marked.state["tries"] == (1.0, 0.0)
    marked.try_of = ("x", "y")
    assert marked.released(**marked.state) == {"tries": (0.0, (0.0, 0.5))}
    assert marked.forget(**marked.state) == {"tries": ()}


def test_what_follows_a_change_is_told_what_was_before_and_keeps_to_the_controls(marked):
    seen = []

    def follow(changed, **state):
        seen.append((changed, state["x"]))
        return {"x": 9.0} if "y" in changed else {}

    marked.follow = follow
    say(marked, kind="change", changes={"x": 2.0})
    marked.apply({"y": 0.1})
    assert seen == [({"x": 1.0}, 2.0), ({"y": 0.5}, 2.0)] and marked.state["x"] == 4.0
