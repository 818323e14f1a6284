"""Secant to tangent, Roll down and The race: what stands on the picture is the truth."""

import statistics
import time

import numpy as np
import pytest
from course_notebooks import code_cells, printed, read
from driving import run_to_the_end, say

from helpers import datasets
from helpers.explorers import RollDown, SecantToTangent, TheRace
from helpers.gradcheck import check_gradient
from helpers.lessons.fit_a_line.figures import line_cost
from helpers.lessons.follow_the_slope.figures import contestants as rules
from helpers.lessons.follow_the_slope.figures.secant import LOWEST_ERROR
from helpers.lessons.follow_the_slope.numbers import (
    FAR_AWAY,
    curvatures,
    largest_stable_rate,
    line_slopes,
    roll,
    steps_until,
)
from helpers.plots import short

X, Y = datasets.fruit_trades()
ODD = np.pi * X - np.e


def made(figure):
    say(figure, kind="open", dpr=1)
    return figure


@pytest.fixture
def secant():
    return made(SecantToTangent(X, Y))


@pytest.fixture
def rolling():
    return made(RollDown(X, Y))


@pytest.fixture
def race():
    return made(TheRace(X, ODD))


def change(figure, done=False, **changes):
    return say(figure, kind="change", changes=changes, done=done)


# ---- descent itself ---------------------------------------------------------------------------------------------------


def test_the_slopes_are_those_of_the_page_and_of_a_nudge():
    assert line_slopes(X, Y, 2, 2) == (-104, -12) and line_slopes(X, Y, 3, 0) == (-28, 0)
    found = check_gradient(lambda p: line_cost(X, ODD, *p), lambda p: np.array(line_slopes(X, ODD, *p)), [0.3, -5.0])
    assert found.ok, str(found)


def test_the_valley_is_98_6_times_steeper_across_than_along():
    along, across = curvatures(X)
    assert (along, across) == pytest.approx((1.305, 128.695), abs=1e-3) and across / along == pytest.approx(
        98.6, abs=0.05
    )
    assert largest_stable_rate(X) == pytest.approx(0.01554, abs=1e-5)
    assert largest_stable_rate(X, share=1 / 3) == pytest.approx(0.04662, abs=1e-5)


@pytest.mark.parametrize("rate, end, cost", [(0.01, (3.04, 2.12), 28.4976), (0.02, (4.08, 2.24), 129.1904)])
def test_one_update_lands_where_the_page_says(rate, end, cost):
    assert roll(X, Y, 2.0, 2.0, rate, 1)[1] == pytest.approx((*end, cost))


@pytest.mark.parametrize("y", [Y, ODD, np.array([3.0, -2.0, 7.5])], ids=["on a line", "odd", "on no line"])
def test_a_roll_is_one_update_after_the_other(y):
    path, (w, b) = roll(X, y, 1.0, -3.0, 0.009, 50), (1.0, -3.0)
    for row in path:
        assert row == pytest.approx((w, b, line_cost(X, y, w, b)))
        slope_w, slope_b = line_slopes(X, y, w, b)
        w, b = w - 0.009 * slope_w, b - 0.009 * slope_b


@pytest.mark.parametrize("rate", [0.005, 0.01, 0.0154])
def test_the_mean_takes_the_same_path_at_three_times_the_rate(rate):
    assert roll(X, Y, 2.0, 2.0, rate, 300) == pytest.approx(roll(X, Y, 2.0, 2.0, 3 * rate, 300, share=1 / 3))


@pytest.mark.parametrize("start", [(2.0, 2.0), (0.0, -7.0), (7.0, 5.0)])
def test_below_the_edge_every_start_arrives_and_above_it_blows_up(start):
    edge = largest_stable_rate(X)
    assert roll(X, Y, *start, 0.999 * edge, 20_000)[-1, 2] < 0.01
    blown = roll(X, Y, *start, 1.01 * edge, 20_000)[:, 2]
    assert blown[-1] > FAR_AWAY >= blown[:-1].max() and len(blown) < 2000


def test_a_rate_beyond_all_reason_ends_at_once_without_a_warning():
    with np.errstate(all="raise"):
        assert len(roll(X, Y, 2.0, 2.0, 1e6, 400)) == 2


def test_steps_are_counted_up_to_the_first_below_the_goal():
    assert steps_until([68, 28, 0.005, 3], 0.01) == 2 and steps_until([68], 0.01) is None


# ---- secant to tangent ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "exponent, slope, error",
    [(0, "−42", "62"), (-1, "−97.8", "6.2"), (-2, "−103.38", "0.62"), (-3, "−103.938", "0.062")],
)
def test_the_secant_has_the_slope_of_the_page(secant, exponent, slope, error):
    header, h = change(secant, exponent=exponent), 10.0**exponent
    assert secant.left_title.get_text().endswith(f"r = {slope}") and secant.right_title.get_text() == f"off by {error}"
    assert f"comes out as {slope}, off by {error} from −104." in header["caption"]
    w, cost = secant.secant.get_data()
    assert np.diff(cost) / np.diff(w) == pytest.approx(-104 + 62 * h)
    assert np.interp([2, 2 + h], w, cost) == pytest.approx([68, line_cost(X, Y, 2 + h, 2)])
    assert secant.here.get_xdata()[0] == pytest.approx(h) and secant.here.get_ydata()[0] == pytest.approx(62 * h)


def test_the_forward_error_falls_with_h_to_a_floor_and_climbs_again(secant):
    errors = dict(zip(secant.exponents.round(2), secant.errors["forward"]))
    assert all(errors[k] == pytest.approx(62 * 10.0**k, rel=0.01) for k in (-1, -2, -3, -4, -5))
    lowest = min(errors, key=errors.get)
    assert -10 < lowest < -6 and errors[-16] == 104
    assert max(errors[-13], errors[-14]) > 1e3 * errors[-8]


def test_the_central_error_on_this_curve_is_round_off_only(secant):
    change(secant, method="central")
    right = secant.exponents > -4
    assert secant.errors["central"][right].max() < 1e-8 and secant.all_errors.get_ydata().min() == LOWEST_ERROR
    assert secant.first.get_xdata()[0] == pytest.approx(1) and secant.second.get_xdata()[0] == pytest.approx(3)


@pytest.mark.parametrize("to, exponent", [(2.1, -1), (3.0, 0), (9.0, 0), (2.01, -2), (1.0, -2), (2.0, -2)])
def test_a_hand_holds_the_second_point_down_to_a_hundredth(secant, to, exponent):
    secant.apply(secant.handles[0].drag(to, 0.0, **secant.state))
    assert secant.state["exponent"] == pytest.approx(exponent)


def test_taking_the_point_does_not_undo_what_the_slider_did(secant):
    change(secant, exponent=-9)
    assert secant.handles[0].drag(2.0, 68.0, **secant.state) == {"exponent": -9}


def test_each_try_leaves_one_trace(secant):
    for exponent in (-1, -2, -1):
        change(secant, done=True, exponent=exponent)
    assert secant.state["tries"] == ((-2, "forward"), (-1, "forward"))


@pytest.mark.parametrize(
    "value, told", [(0, "0"), (0.62, "0.62"), (62, "62"), (1e-12, "10⁻¹²"), (1.26e-9, "1.3·10⁻⁹"), (2e-16, "2·10⁻¹⁶")]
)
def test_small_numbers_are_written_as_people_do(value, told):
    assert short(value) == told


# ---- roll down --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rate, slopes_of, told",
    [
        (0.002, "sum", "slides down; C = 3.17 after 400 steps"),
        (0.0076, "sum", "slides down; C < 0.01 after"),
        (0.01, "sum", "zigzags; C < 0.01 after 299 steps"),
        (0.03, "mean", "zigzags; C < 0.01 after 299 steps"),
        (0.0152, "sum", "zigzags; C < 0.01 after 196 steps"),
        (0.0154, "sum", "zigzags; C < 0.01 after 235 steps"),
        (0.0156, "sum", "blows up; C = "),
        (0.05, "sum", "blows up; C is above a million after"),
        (0.0156, "mean", "slides down; C = "),
        (0.0466, "mean", "zigzags; "),
        (0.0468, "mean", "blows up; "),
    ],
)
def test_it_says_what_happens(rolling, rate, slopes_of, told):
    header = change(rolling, rate=rate, slopes_of=slopes_of)
    assert rolling.chart_title.get_text().startswith(told) and told.split(";")[0] in header["caption"]


@pytest.mark.parametrize("slopes_of, rates", [("sum", (0.0154, 0.0156)), ("mean", (0.0466, 0.0468))])
def test_what_it_says_is_what_the_costs_do(rolling, slopes_of, rates):
    for rate, fate in zip(rates, ("zigzags", "blows up")):
        costs = roll(X, Y, 2.0, 2.0, rate, 3000, rolling.share(slopes_of))[:, 2]
        assert rolling.verdict(rate, slopes_of, 2.0, 2.0) == fate and (costs[-1] < costs[0]) == (fate == "zigzags")


def test_the_path_and_the_curve_show_the_same_walk(rolling):
    change(rolling, rate=0.01)
    path = roll(X, Y, 2.0, 2.0, 0.01, 400)
    assert np.allclose(rolling.trail.get_xydata(), path[:, :2]) and np.allclose(rolling.curve.get_ydata(), path[:, 2])
    assert np.allclose(rolling.first_step.get_xydata(), [(2, 2), (3.04, 2.12)])


def test_old_tries_stay_until_they_are_wiped(rolling):
    for rate in (0.004, 0.01, 0.01):
        change(rolling, done=True, rate=rate)
    change(rolling, rate=0.012)
    w, steps = rolling.old_paths.get_xdata(), rolling.old_curves.get_xdata()
    assert len(rolling.state["tries"]) == 2 and np.isnan(w).sum() == 2
    assert (np.isnan(w) == np.isnan(steps)).all() and np.nanmax(steps) == 400
    say(rolling, kind="button", name="forget")
    assert rolling.state["tries"] == () and np.isnan(rolling.old_paths.get_xdata()).all()


def test_a_start_at_the_bottom_stays_there(rolling):
    rolling.apply(rolling.handles[0].drag(4.1, -3.95, **rolling.state))
    change(rolling, rate=0.05)
    assert (rolling.state["w"], rolling.state["b"]) == (4, -4)
    assert rolling.chart_title.get_text() == "starts at the bottom; C < 0.01 after 0 steps"


# ---- the race ---------------------------------------------------------------------------------------------------------


def test_the_counts_are_those_that_the_page_prints_and_the_same_on_every_run(race):
    told = race.counts()
    cell = next(cell for cell in code_cells(read("02_follow_the_slope.ipynb")) if "race.counts()" in cell.source)
    assert told == printed(cell).splitlines() and "never" in told[2]
    rules._run.cache_clear()
    assert TheRace(X, ODD).counts() == told


def test_the_sentence_after_the_counts_reads_them(race):
    cells = read("02_follow_the_slope.ipynb").cells
    place = next(i for i, cell in enumerate(cells) if "race.counts()" in cell.source)
    tracks = [race.tracks["grid"], race.tracks["nudged"], race.tracks["formula"]]
    tracks += [race.tracks["steps"][0.01], race.tracks["steps"][0.001]]
    median = rules.median_and_spread([track.arrives() for track in race.tracks["random"]])[0]
    for count in [track.arrives() for track in tracks] + [median]:
        assert f"{count:,}" in cells[place + 1].source
    assert race.tracks["steps"][1].arrives() is race.tracks["steps"][0.1].arrives() is None


def test_every_track_counts_what_it_spends_and_only_ever_falls(race):
    tracks = [race.tracks[name] for name in ("grid", "nudged", "formula")]
    for track in tracks + race.tracks["random"][:5] + list(race.tracks["steps"].values()):
        assert (np.diff(track.spent) > 0).all() and (np.diff(track.cost) < 0).all()
        assert 1 <= track.spent[0] and track.spent[-1] <= rules.BUDGET
        costs = [line_cost(X, ODD, w, b) for w, b in zip(track.w, track.b)]
        assert track.cost == pytest.approx(np.array(costs), abs=1e-10)


def test_no_point_is_known_before_it_is_paid_for():
    track = rules.best_so_far([3, 6, 9], [5.0, 7.0, 4.0], [0.0, 1.0, 2.0], [0.0, 0.0, 0.0])
    assert [float(track.at(n)[0]) for n in (2, 3, 8, 9, 99)] == [np.inf, 5, 5, 4, 4]
    assert track.arrives(4.5) == 9 and track.arrives(1) is None


def test_a_gradient_by_the_formula_costs_no_more_than_the_race_charges():
    """Timed on many trades, in turns, in processor time; half an evaluation of slack, since others may be busy here."""
    x = np.linspace(0, 1, 200_000)
    y, times = 3 * x, {line_cost: [], line_slopes: []}
    for _ in range(15):
        for function in times:
            start = time.process_time()
            function(x, y, 2.0, 2.0)
            times[function].append(time.process_time() - start)
    in_evaluations = statistics.median(times[line_slopes]) / statistics.median(times[line_cost])
    assert in_evaluations < rules.FORMULA_PRICE + 0.5


def test_never_counts_as_the_longest_wait():
    assert rules.median_and_spread([None, *range(1, 100)]) == [50, 10, 90]
    assert rules.median_and_spread([None] * 60 + list(range(40))) == [None, 9, None]


@pytest.mark.parametrize("power", [0, 2, 3, 5])
def test_curves_and_points_show_the_same_evaluations(race, power):
    header, spent = change(race, power=power), 10**power
    assert f"After {spent:,} evaluation" in header["caption"]
    for name, track in (("grid", race.tracks["grid"]), ("formula", race.tracks["formula"])):
        cost, w, b = track.at(spent)
        assert race.curves[name].get_xdata()[-1] == spent and race.ends[name].get_ydata()[0] == max(cost, 1e-5)
        assert np.allclose(race.points[name].get_xydata(), [(w, b)], equal_nan=True)


def test_random_is_drawn_as_the_median_and_the_middle_of_100_seeds(race):
    change(race, power=4)
    at = [float(track.at(10**4)[0]) for track in race.tracks["random"]]
    assert len(at) == 100 and race.curves["random"].get_ydata()[-1] == pytest.approx(np.median(at))
    corners = race.band.get_xy()[:, 1]
    assert corners.max() > np.percentile(at, 90) and corners.min() == pytest.approx(np.percentile(at, 10))


def test_who_has_arrived_is_counted(race):
    change(race, power=5)
    assert race.arrived(100_000, 0.01, race.state["tries"]) == [
        "grid",
        "random",
        "fixed steps",
        "nudged slope",
        "formula",
    ]
    assert race.chart_title.get_text() == "100,000 evaluations, below 0.01: 5 of 6"
    change(race, step=1)
    assert race.chart_title.get_text().endswith("4 of 6")


def test_each_release_of_the_dot_costs_one_evaluation(race):
    handle = race.handles[0]
    for w, b in ((3, 0), (3, 0), (3.14, -2.72)):
        race.apply(handle.drag(w, b, **race.state))
        race.apply(race.released(**race.state))
    change(race, done=True, power=3)
    assert race.state["tries"] == ((2, 2), (3, 0), (3.14, -2.72)) and "by hand" in race.arrived(
        3, 0.01, race.state["tries"]
    )
    assert race.map_title.get_text() == "you: 3 spent, lowest C = 0"
    say(race, kind="button", name="forget")
    assert race.state["hand"] == (2, 2) and len(race.state["tries"]) == 1


def test_fog_hides_the_rings_and_the_rivals_on_the_map(race):
    hidden = [*race.hidden_by_fog, *(point for name, point in race.points.items() if name != "by hand")]
    change(race, fog=True)
    assert not any(part.get_visible() for part in hidden) and race.points["by hand"].get_visible()
    change(race, fog=False)
    assert all(part.get_visible() for part in hidden)


def test_the_race_runs_to_the_end_and_then_from_the_start(race):
    change(race, power=4.9)
    run_to_the_end(race)
    assert race.state["power"] == 5
    change(race, playing=True)
    assert race.state["power"] == 0
