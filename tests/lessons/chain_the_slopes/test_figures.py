"""Gears and Two paths: what stands on the picture is the truth, wherever the learner turns."""

import numpy as np
import pytest
from driving import drive_everything, say

from helpers.explorers import Gears, TwoPaths
from helpers.gradcheck import numeric_gradient
from helpers.lessons.chain_the_slopes.figures.gears import APPLES, BANANAS, COOKIES, run_row
from helpers.lessons.chain_the_slopes.figures.two_paths import JOINTS, two_paths


def made(figure):
    say(figure, kind="open", dpr=1)
    return figure


@pytest.fixture
def gears():
    return made(Gears())


@pytest.fixture
def three():
    return made(Gears("v"))


@pytest.fixture
def paths():
    return made(TwoPaths())


# ---- a row of machines ----------------------------------------------------------------------------------------------


def test_the_row_gives_the_numbers_of_the_page():
    assert run_row([BANANAS, COOKIES], 2) == ([2, 4, 16], [3, 8])
    values, slopes = run_row([APPLES, BANANAS, COOKIES], 0.8)
    assert values == pytest.approx([0.8, 2, 4, 16]) and slopes == pytest.approx([5, 3, 8])


@pytest.mark.parametrize("x", [-1.0, 0.0, 2 / 3, 2.0, 3.0])
def test_the_product_of_the_local_slopes_is_the_slope_of_the_row(x):
    assert np.prod(run_row([BANANAS, COOKIES], x)[1]) == pytest.approx(18 * x - 12)
    v = (x + 2) / 5
    assert np.prod(run_row([APPLES, BANANAS, COOKIES], v)[1]) == pytest.approx(30 * (15 * v - 8))


@pytest.mark.parametrize("machine", [APPLES, BANANAS, COOKIES])
def test_each_machine_has_the_slope_that_a_nudge_measures(machine):
    assert machine.slope(-1.7) == pytest.approx(float(numeric_gradient(machine.run, -1.7)))


# ---- gears ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("x", [-1, -0.5, 0.65, 2, 3])
def test_arrows_belts_and_numbers_tell_the_same_story(gears, x):
    header = say(gears, kind="change", changes={"x": x, "nudge": 0.1})
    lengths = [np.diff(line.arrow.get_xdata())[0] for line in gears.lines]
    y = 3 * x - 2
    assert lengths == pytest.approx([0.1, 0.3, (y + 0.3) ** 2 - y**2])
    for belt, above, below in zip(gears.belts, lengths, lengths[1:]):
        corners = belt.get_xy()[:4, 0]
        assert (corners[1] - corners[0], corners[2] - corners[3]) == pytest.approx((above, below))
    assert float(gears.names[1].get_text().replace("−", "-")) == pytest.approx(y)
    assert gears.product.get_text().endswith(f"= {18 * x - 12:g}".replace("-", "−"))
    assert gears.product.get_text() in header["caption"]


@pytest.mark.parametrize("x", [-1, 0.35, 2])
def test_the_number_under_the_pointer_is_the_value(gears, x):
    say(gears, kind="change", changes={"x": x})
    for line, value in zip(gears.lines, (x, 3 * x - 2, (3 * x - 2) ** 2)):
        at = line.pointer.get_xdata()[0]
        labels = [(float(t.get_text().replace("−", "-")), t.get_position()[0]) for t in line.labels if t.get_visible()]
        assert labels and all(place - at == pytest.approx(number - value) for number, place in labels)


def test_no_number_line_of_a_square_goes_below_zero(gears):
    say(gears, kind="change", changes={"x": 0.65})
    line = gears.lines[-1]
    assert line.line.get_xdata()[0] - line.pointer.get_xdata()[0] == pytest.approx(-0.0025)


def test_tries_line_up_on_18x_minus_12(gears):
    for x in (-1, 0, 0, 1, 3):
        say(gears, kind="change", changes={"x": x}, done=True)
    assert gears.state["tries"] == (2, -1, 0, 1, 3)
    assert list(gears.dots.get_ydata()) == pytest.approx([24, -30, -12, 6, 42])


def test_the_dot_turns_the_first_machine_and_stays_in_its_range(gears, three):
    assert gears.handles[0].drag(1.3, 9.0, **gears.state) == {"x": 1.3}
    say(three, kind="nudge", handle=0, dx=3, dy=0)
    assert three.state["v"] == 0.83
    say(three, kind="nudge", handle=0, dx=100, dy=0)
    assert three.state["v"] == 1.0


def test_three_machines_stretch_the_nudge_120_times(three):
    assert three.product.get_text() == "8 · 3 · 5 = 120"
    say(three, kind="change", changes={"nudge": 0.002})
    assert float(three.measured.get_text()) == pytest.approx(120.45)
    assert [t.get_text() for t in three.names] == ["0.8", "2", "4", "16"]


def test_three_machines_survive_everything_a_learner_can_do():
    drive_everything(Gears("v"))


def test_gears_that_begin_elsewhere_are_refused():
    with pytest.raises(ValueError, match="begins with"):
        Gears("y")


# ---- two paths ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("joint", JOINTS)
@pytest.mark.parametrize("x", [-2.0, -1.5, 0.0, 0.7, 2.0])
@pytest.mark.parametrize("open_paths", [(True, True), (True, False), (False, True), (False, False)])
def test_what_the_open_paths_carry_adds_up_to_what_the_nudge_measures(joint, x, open_paths):
    *_, parts, measured = two_paths(x, joint, *open_paths)
    assert sum(parts) == pytest.approx(measured, abs=1e-6)
    assert [part == 0 for part, is_open in zip(parts, open_paths) if not is_open] == [True] * open_paths.count(False)


def test_the_page_s_example_is_24_plus_12(paths):
    assert paths.sum.get_text() == "6 · 4 + 4 · 3 = 36"
    assert [text.get_text() for text in paths.amounts] == ["+24", "+12", "36"]
    assert [list(stem.get_ydata()) for stem in paths.stems] == [[0, 24], [24, 36]]


def test_a_closed_path_says_so_and_carries_nothing(paths):
    header = say(paths, kind="change", changes={"through_v": False})
    assert "path through v is closed" in header["caption"] and paths.sum.get_text() == "6 · 4 = 24"
    assert [text.get_visible() for text in paths.still] == [False, True]
    assert [arrow.get_facecolor()[:3] == (1, 1, 1) for arrow in paths.arrows] == [False, False, True, True]
    assert paths.measured.get_ydata()[0] == pytest.approx(24)


def test_both_paths_closed_leave_p_still(paths):
    say(paths, kind="change", changes={"through_u": False, "through_v": False})
    assert "closed" in paths.sum.get_text() and paths.measured.get_ydata()[0] == pytest.approx(0)


def test_two_paths_can_cancel(paths):
    say(paths, kind="change", changes={"joint": "u + v", "x": -1.5})
    assert paths.sum.get_text() == "1 · (−3) + 1 · 3 = 0"


def test_x_can_be_dragged_on_its_line(paths):
    assert paths.handles[0].drag(-0.4, 0.2, **paths.state) == {"x": -0.4}
    say(paths, kind="nudge", handle=0, dx=-5, dy=0)
    assert paths.state["x"] == 1.5 and paths.dot.get_xdata()[0] == 1.5
