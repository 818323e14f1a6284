"""Secant to tangent, Roll down and The race: what stands on the picture is the truth."""

import functools

import numpy as np
import pytest
from driving import run_to_the_end, say

from helpers import datasets
from helpers.explorers import RollDown, SecantToTangent, TheRace
from helpers.lessons.fit_a_line.numbers import line_cost
from helpers.lessons.follow_the_slope.figures.secant import LOWEST_ERROR, STEPS
from helpers.lessons.follow_the_slope.numbers import roll
from helpers.plots import short

X, Y = datasets.fruit_trades()
ODD = np.pi * X - np.e


@functools.cache
def new(kind):
    """(the figure, its first state): making one takes longer than a test"""
    figure = kind(X, ODD if kind is TheRace else Y)
    return figure, dict(figure.state)


def at_its_start(kind):
    figure, state = new(kind)
    figure.state.update(state)
    say(figure, kind="open", dpr=1)
    return figure


secant = pytest.fixture(lambda: at_its_start(SecantToTangent))
rolling = pytest.fixture(lambda: at_its_start(RollDown))
race = pytest.fixture(lambda: at_its_start(TheRace))


def change(figure, done=False, **changes):
    return say(figure, kind="change", changes=changes, done=done)


# ---- secant to tangent -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "exponent, slope, error",
    [(0, "−42", "62"), (-1, "−97.8", "6.2"), (-2, "−103.38", "0.62"), (-3, "−103.938", "0.062")],
)
def test_the_secant_has_the_slope_of_the_page(secant, exponent, slope, error):
    header, known, h = change(secant, exponent=exponent), secant.known, 10.0**exponent
    assert known["title"].endswith(f"r = {slope}") and known["off"] == f"off by {error}"
    assert f"the slope at w = 2 is {slope}, off by {error} from −104." in header["caption"]
    start, end = known["secant"]
    assert (end - start) / 6 == pytest.approx(-104 + 62 * h)
    assert np.interp([2, 2 + h], [-1, 5], [start, end]) == pytest.approx([68, line_cost(X, Y, 2 + h, 2)])
    assert known["now"] == pytest.approx((h, 62 * h))


def test_the_forward_error_falls_with_h_to_a_floor_and_climbs_again(secant):
    errors = dict(zip(np.log10(STEPS).round(2), secant.errors["forward"], strict=True))
    assert all(errors[k] == pytest.approx(62 * 10.0**k, rel=0.01) for k in (-1, -2, -3, -4, -5))
    lowest = min(errors, key=errors.get)
    assert -10 < lowest < -6 and errors[-16] == 104
    assert max(errors[-13], errors[-14]) > 1e3 * errors[-8]


def test_the_central_error_on_this_curve_is_round_off_only(secant):
    change(secant, method="central")
    assert secant.errors["central"][STEPS > 1e-4].max() < 1e-8 and secant.known["errors"].min() == LOWEST_ERROR
    assert (secant.known["first"][0], secant.known["second"]) == pytest.approx((1, 3))


def test_a_hand_holds_the_second_point_down_to_a_hundredth_and_does_not_undo_what_the_slider_did(secant):
    for to, exponent in [(2.1, -1), (3.0, 0), (9.0, 0), (2.01, -2), (1.0, -2), (2.0, -2)]:
        secant.apply({"exponent": 0.0})
        secant.apply(secant.handles[0].drag(to, 0.0, **secant.state))
        assert secant.state["exponent"] == pytest.approx(exponent)
    change(secant, exponent=-9)
    assert secant.handles[0].drag(2.0, 68.0, **secant.state) == {"exponent": -9}


def test_each_try_leaves_one_trace(secant):
    for exponent in (-1, -2, -1):
        change(secant, done=True, exponent=exponent)
    assert secant.state["tries"] == ((-2, "forward"), (-1, "forward"))


def test_small_numbers_are_written_as_people_do():
    told = {0: "0", 0.62: "0.62", 62: "62", 1e-12: "10⁻¹²", 1.26e-9: "1.3·10⁻⁹", 2e-16: "2·10⁻¹⁶"}
    assert [short(value) for value in told] == list(told.values())


# ---- roll down -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rate, momentum, slopes_of, told",
    [
        (0.002, 0, "sum", "slides down; C = 3.17 after 400 steps"),
        (0.0076, 0, "sum", "slides down; C < 0.01 after"),
        (0.01, 0, "sum", "zigzags; C < 0.01 after 299 steps"),
        (0.03, 0, "mean", "zigzags; C < 0.01 after 299 steps"),
        (0.0152, 0, "sum", "zigzags; C < 0.01 after 196 steps"),
        (0.0154, 0, "sum", "zigzags; C < 0.01 after 235 steps"),
        (0.0156, 0, "sum", "diverges; C = "),
        (0.05, 0, "sum", "diverges; C is above a million after"),
        (0.0156, 0, "mean", "slides down; C = "),
        (0.0466, 0, "mean", "zigzags; "),
        (0.0468, 0, "mean", "diverges; "),
        (0.01, 0.8, "sum", "swings; C < 0.01 after 42 steps"),
        (0.01, 0.9, "sum", "swings; C < 0.01 after 74 steps"),
        (0.025, 0, "sum", "diverges; "),
        (0.025, 0.8, "sum", "swings; C < 0.01 after 33 steps"),
        (0.0288, 0.8, "sum", "diverges; "),
        (0.0001, 0.5, "sum", "slides down; "),
    ],
)
def test_it_says_what_happens_and_the_costs_do_it(rolling, rate, momentum, slopes_of, told):
    header = change(rolling, rate=rate, momentum=momentum, slopes_of=slopes_of)
    assert rolling.known["begun"] == f"learning rate {rate:g} ({slopes_of}), momentum {momentum:g}"
    assert rolling.known["result"].startswith(told) and f"it {told.split(';')[0]}: " in header["caption"]
    costs = roll(X, Y, 2.0, 2.0, rate, 3000, rolling.share(slopes_of), momentum)[:, 2]
    assert (costs[-1] > costs[0]) == told.startswith("diverges")


def test_the_path_and_the_curve_show_the_same_walk(rolling):
    change(rolling, rate=0.01)
    path, known = roll(X, Y, 2.0, 2.0, 0.01, 400), rolling.known
    assert np.allclose(known["path"], path[:, :2]) and np.allclose(known["costs"][:, 1], path[:, 2])
    assert np.allclose(known["first_step"], [(2, 2), (3.04, 2.12)])


def test_old_tries_stay_until_they_are_wiped(rolling):
    for rate in (0.004, 0.01, 0.01):
        change(rolling, done=True, rate=rate)
    change(rolling, rate=0.012)
    w, steps = rolling.known["old_paths"][:, 0], rolling.known["old_costs"][:, 0]
    assert len(rolling.state["tries"]) == 2 and np.isnan(w).sum() == 1
    assert (np.isnan(w) == np.isnan(steps)).all() and np.nanmax(steps) == 400
    say(rolling, kind="button", name="forget")
    assert rolling.state["tries"] == () and len(rolling.known["old_paths"]) == 0


def test_a_start_at_the_bottom_stays_there(rolling):
    rolling.apply(rolling.handles[0].drag(4.1, -3.95, **rolling.state))
    change(rolling, rate=0.05)
    assert (rolling.state["w"], rolling.state["b"]) == (4, -4)
    assert rolling.known["result"] == "starts at the bottom; C < 0.01 after 0 steps"


# ---- the race --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("power", [0, 2, 3, 5])
def test_curves_and_points_show_the_same_evaluations(race, power):
    header, known, spent = change(race, power=power), race.known, 10**power
    told = "1 evaluation " if spent == 1 else f"{spent:,} evaluations "
    assert f"After {told}the" in header["caption"] and "1 evaluation spent." in header["caption"]
    assert known["spent"] == known["shown"][-1] == spent
    for name in ("grid", "analytic gradient"):
        cost, w, b = race.tracks[name].at([spent])[:, 0]
        assert known[f"{name} costs"][-1] == known[f"{name} cost"] == max(cost, 1e-5)
        assert np.allclose(known[f"{name} point"], (w, b), equal_nan=True)


def test_random_is_drawn_as_the_median_and_the_middle_of_100_seeds(race):
    change(race, power=4)
    costs = [track.at([10**4])[0, 0] for track in race.tracks["random"]]
    assert len(costs) == 100 and race.known["random costs"][-1] == pytest.approx(np.median(costs))
    heights = race.known["band"][:, 1]
    assert heights.max() > np.percentile(costs, 90) and heights.min() == pytest.approx(np.percentile(costs, 10))


def test_who_has_arrived_is_counted(race):
    change(race, power=5)
    assert race.known["arrived"] == ["grid", "random", "fixed steps", "numerical gradient", "analytic gradient"]
    assert race.known["count"] == "100,000 evaluations, below 0.01: 5 of 6"
    change(race, step=1)
    assert race.known["count"].endswith("4 of 6")


def test_each_release_of_the_dot_costs_one_evaluation(race):
    for w, b in ((3, 0), (3, 0), (3.14, -2.72)):
        race.apply(race.handles[0].drag(w, b, **race.state))
        race.apply(race.released(**race.state))
    change(race, done=True, power=0.5)
    assert race.state["tries"] == ((2, 2), (3, 0), (3.14, -2.72)) and "by hand" in race.known["arrived"]
    assert race.known["score"] == "you: 3 spent, lowest C = 0"
    say(race, kind="button", name="forget")
    assert race.state["hand"] == (2, 2) and len(race.state["tries"]) == 1


def test_fog_hides_the_rings_and_the_rivals_on_the_map(race):
    ax = race.handles[0].axes
    for fog in (True, False):
        change(race, fog=fog)
        by_hand, *rivals, tried = ax.lines
        assert not any(part.get_visible() == fog for part in (*ax.patches, *ax.texts, *rivals))
        assert by_hand.get_visible() and tried.get_visible() and len(rivals) == 5


def test_the_race_runs_to_the_end_and_then_from_the_start(race):
    change(race, power=4.9)
    run_to_the_end(race)
    assert race.state["power"] == 5
    change(race, playing=True)
    assert race.state["power"] == 0
