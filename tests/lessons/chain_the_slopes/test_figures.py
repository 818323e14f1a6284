"""Gears and Two paths: what stands on the picture is the truth, wherever the learner turns."""

import functools

import numpy as np
import pytest
from driving import say
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from helpers.explorers import Gears, TwoPaths
from helpers.lessons.chain_the_slopes.figures import Scale


@functools.cache
def made(kind):
    figure = kind()
    say(figure, kind="open", dpr=1)
    return figure


@pytest.mark.parametrize("x", [-1, -0.5, 0.65, 2, 3])
def test_pointers_arrows_belts_and_numbers_tell_the_same_story(x):
    header = say(made(Gears), kind="change", changes={"x": x, "change": 0.1})
    known, y = made(Gears).known, 3 * x - 2
    lengths = np.diff(known["arrows"][:, 0])[::3]  # two points of an arrow, and a gap before the next
    assert lengths == pytest.approx([0.1, 0.3, (y + 0.3) ** 2 - y**2])
    corners = known["belts"][:, :, 0]
    assert [*corners[:, 1] - corners[:, 0]] == pytest.approx(lengths[:-1])
    assert [*corners[:, 2] - corners[:, 3]] == pytest.approx(lengths[1:])
    assert known["pointers"] - (known["shift_y"], known["shift_z"]) == pytest.approx([y, y**2])
    assert known["fields"][:3] == [f"{value:.4g}".replace("-", "−") for value in (x, y, y**2)]
    assert known["product"].endswith(f"= {18 * x - 12:g}".replace("-", "−")) and known["product"] in header["caption"]


def test_a_scale_puts_each_number_where_it_stands_and_none_below_its_lowest():
    scale = Scale(Figure().subplots(), 1, (-2.0, 7.0), np.arange(0.0, 1001.0))
    scale.slide(1.25)
    labels = {float(label.get_text()): label.get_position()[0] for label in scale.labels if label.get_text()}
    assert labels == {0: 1.25, 4: 5.25}
    assert [*scale.line.get_xdata()] == [1.25, 7] and [*scale.dashes.get_xdata()] == [*np.arange(1.25, 7)]


def test_tries_line_up_on_18x_minus_12():
    gears = Gears()
    for x in (-1, 0, 0, 1, 3):
        say(gears, kind="change", changes={"x": x}, done=True)
    assert gears.state["tries"] == (2, -1, 0, 1, 3)
    assert [slope for _, slope in gears.known["tried"]] == pytest.approx([24, -30, -12, 6, 42])


def test_the_dot_turns_the_first_number_and_stays_in_its_range():
    row, paths = made(Gears), made(TwoPaths)
    for figure, steps, value in [(row, 100, 3.0), (row, -20, 2.0), (row, 3, 2.15), (paths, 100, 2.0), (paths, -5, 1.5)]:
        say(figure, kind="nudge", handle=0, dx=steps, dy=0)
        assert figure.state["x"] == pytest.approx(value)


def test_the_belts_stretch_a_change_of_a_hundredth_24_times_and_a_bit():
    say(made(Gears), kind="change", changes={"x": 2, "change": 0.01})
    assert made(Gears).known["fields"] == ["2", "4", "16", "3", "8", "8 · 3 = 24", "24.09"]


@pytest.mark.parametrize(
    "x, joint, through_u, through_v, added, amounts",
    [
        (2, "u · v", True, True, "6 · 4 + 4 · 3 = 36", ["+24", "+12", "36"]),
        (2, "u · v", True, False, "6 · 4 = 24", ["+24", "+0", "24"]),
        (2, "u · v", False, False, "0, both paths are closed", ["+0", "+0", "0"]),
        (-1.5, "u + v", True, True, "1 · (−3) + 1 · 3 = 0", ["−3", "+3", "0"]),
    ],
)
def test_what_the_open_paths_add_is_told_and_stacked(x, joint, through_u, through_v, added, amounts):
    changes = dict(x=x, joint=joint, through_u=through_u, through_v=through_v)
    caption, known = say(made(TwoPaths), kind="change", changes=changes)["caption"], made(TwoPaths).known
    first, both = np.cumsum(known["parts"])
    assert known["added"] == added and known["amounts"] == amounts and added in caption
    assert known["stems"][[0, 1, 3, 4], 1] == pytest.approx([0, first, first, both])
    assert ["path through u is closed" not in caption, "path through v is closed" not in caption] == [
        through_u,
        through_v,
    ]
    arrows = [patch for patch in made(TwoPaths).ax.patches if isinstance(patch, Polygon)]
    assert [arrow.get_facecolor()[:3] != (1, 1, 1) for arrow in arrows] == 2 * [through_u] + 2 * [through_v]
