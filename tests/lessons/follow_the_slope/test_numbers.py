"""Gradient descent does what the page says, and the contestants of The race count what they spend."""

import numpy as np
import pytest
from course_notebooks import printed, read

from helpers import datasets
from helpers.gradcheck import check_gradient
from helpers.lessons.fit_a_line.numbers import line_cost
from helpers.lessons.follow_the_slope import numbers
from helpers.lessons.follow_the_slope.figures import TheRace
from helpers.lessons.follow_the_slope.numbers import (
    FAR_AWAY,
    curvatures,
    largest_stable_rate,
    left_by_a_step,
    line_slopes,
    roll,
)

X, Y = datasets.fruit_trades()
ODD = np.pi * X - np.e

# ---- descent ---------------------------------------------------------------------------------------------------


def test_the_slopes_are_those_of_the_page_and_of_finite_differences():
    assert line_slopes(X, Y, 2, 2) == (-104, -12) and line_slopes(X, Y, 3, 0) == (-28, 0)
    found = check_gradient(lambda p: line_cost(X, ODD, *p), lambda p: np.array(line_slopes(X, ODD, *p)), [0.3, -5.0])
    assert found.ok, str(found)


def test_the_valley_is_98_6_times_steeper_across_than_along():
    along, across = curvatures(X)
    assert (along, across) == pytest.approx((1.305, 128.695), abs=1e-3)
    assert across / along == pytest.approx(98.6, abs=0.05)
    assert largest_stable_rate(X) == pytest.approx(0.01554, abs=1e-5)
    assert largest_stable_rate(X, share=1 / 3) == pytest.approx(0.04662, abs=1e-5)


@pytest.mark.parametrize("y", [Y, ODD, np.array([3.0, -2.0, 7.5])], ids=["on a line", "odd", "on no line"])
def test_a_roll_is_one_update_after_the_other(y):
    path, (w, b) = roll(X, y, 1.0, -3.0, 0.009, 50), (1.0, -3.0)
    for row in path:
        assert row == pytest.approx((w, b, line_cost(X, y, w, b)))
        slope_w, slope_b = line_slopes(X, y, w, b)
        w, b = w - 0.009 * slope_w, b - 0.009 * slope_b


def test_the_mean_takes_the_same_path_at_three_times_the_rate():
    for rate in (0.005, 0.01, 0.0154):
        assert roll(X, Y, 2.0, 2.0, rate, 300) == pytest.approx(roll(X, Y, 2.0, 2.0, 3 * rate, 300, share=1 / 3))


@pytest.mark.parametrize("start", [(2.0, 2.0), (0.0, -7.0), (7.0, 5.0)])
def test_below_the_edge_every_start_arrives_and_above_it_blows_up(start):
    edge = largest_stable_rate(X)
    assert roll(X, Y, *start, 0.999 * edge, 20_000)[-1, 2] < 0.01
    blown = roll(X, Y, *start, 1.01 * edge, 20_000)[:, 2]
    assert blown[-1] > FAR_AWAY >= blown[:-1].max() and len(blown) < 2000


@pytest.mark.parametrize("rate, momentum", [(0.01, 0.8), (0.025, 0.8), (0.004, 0.35)])
def test_with_momentum_each_step_keeps_a_share_of_the_last_one(rate, momentum):
    path, place, v = roll(X, ODD, 1.0, -3.0, rate, 50, momentum=momentum), np.array([1.0, -3.0]), np.zeros(2)
    for row in path:
        assert row == pytest.approx((*place, line_cost(X, ODD, *place)))
        v = momentum * v - rate * np.array(line_slopes(X, ODD, *place))
        place = place + v


def test_momentum_moves_the_edge_outwards_and_what_a_step_leaves_says_so():
    for momentum in (0.0, 0.5, 0.8):
        edge = (1 + momentum) * largest_stable_rate(X)
        for rate in (0.99 * edge, 1.01 * edge):
            end = roll(X, Y, 2.0, 2.0, rate, 20_000, momentum=momentum)[-1, 2]
            assert (np.abs(left_by_a_step(X, rate, momentum)).max() > 1) == (end > FAR_AWAY) == (rate > edge)


def test_a_rate_that_diverges_by_itself_arrives_with_momentum_after_as_many_steps_as_the_page_says():
    alone, rolling = (roll(X, Y, 2.0, 2.0, 0.025, 400, momentum=momentum)[:, 2] for momentum in (0.0, 0.8))
    assert alone[-1] > FAR_AWAY
    (told,) = (cell.source for cell in read("02_follow_the_slope.ipynb").cells if "rate 0.025" in cell.source)
    assert f"arrives after {numbers.steps_until(rolling, 0.01)} steps" in told


def test_without_momentum_a_step_leaves_one_minus_rate_times_curvature():
    left = left_by_a_step(X, 0.01)
    assert sorted(left.real) == pytest.approx(sorted([0, 0, *(1 - 0.01 * curvatures(X))])) and not left.imag.any()


# ---- mini-batches ----------------------------------------------------------------------------------------------


def standardised_penguins():
    return [(v - v.mean()) / v.std() for v in datasets.penguins("flipper_length_mm", "body_mass_g")]


def test_one_batch_of_all_is_gradient_descent_on_the_mean():
    x, y = standardised_penguins()
    assert numbers.sgd(x, y, 2, 2, 0.01, 342, 30, 0) == pytest.approx(roll(x, y, 2, 2, 0.01, 30, 1 / 342)[-1, :2])


def test_each_epoch_sees_every_trade_once_in_another_order(monkeypatch):
    seen, x = [], np.arange(12.0)
    monkeypatch.setattr(numbers, "line_slopes", lambda x, y, w, b: seen.append((x, y)) or (0.0, 0.0))
    numbers.sgd(x, -x, 2, 2, 0.01, 3, 2, 7)
    dealt = np.concatenate([batch for batch, _ in seen])
    assert all((batch == -y).all() and len(batch) == 3 for batch, y in seen) and len(seen) == 8
    assert sorted(dealt[:12]) == sorted(dealt[12:]) == x.tolist() and (dealt[:12] != dealt[12:]).any()


def test_a_batch_that_does_not_divide_the_trades_is_refused():
    with pytest.raises(ValueError, match="size must divide the number of examples, 3, got 2"):
        numbers.sgd(X, Y, 2, 2, 0.01, 2, 1, 0)


def test_in_the_round_bowl_of_the_penguins_one_full_step_at_one_half_arrives():
    x, y = standardised_penguins()
    assert curvatures(x) / len(x) == pytest.approx([2, 2])
    assert numbers.sgd(x, y, 2, 2, 0.5, 342, 1, 0) == pytest.approx(np.polyfit(x, y, 1))


def test_a_rate_beyond_all_reason_ends_at_once_without_a_warning():
    with np.errstate(all="raise"):
        assert len(roll(X, Y, 2.0, 2.0, 1e6, 400)) == 2


def test_steps_are_counted_up_to_the_first_below_the_goal():
    assert numbers.steps_until([68, 28, 0.005, 3], 0.01) == 2 and numbers.steps_until([68], 0.01) is None
    assert numbers.steps_until([0.01, 0.001], 0.01) == 1 and numbers.steps_until([0.0], 0.01) == 0


# ---- the race --------------------------------------------------------------------------------------------------


def test_the_counts_are_those_that_the_page_printed_once_and_tells():
    cells = read("02_follow_the_slope.ipynb").cells
    index = next(i for i, cell in enumerate(cells) if "race.counts()" in cell.source)
    counts = TheRace(X, ODD).counts()
    assert counts == printed(cells[index]).splitlines()
    needed = [row[18:].split()[0] for row in counts]
    assert needed[2:4] == ["never", "never"] and all(count in cells[index + 1].source for count in needed)


def test_every_track_counts_what_it_spends_and_only_ever_falls():
    tracks = numbers.run(tuple(X), tuple(ODD))
    single = [tracks[name] for name in ("grid", "numerical gradient", "analytic gradient")]
    for track in [*single, *tracks["random"][:5], *tracks["fixed steps"].values()]:
        assert (np.diff(track.spent) > 0).all() and (np.diff(track.cost) < 0).all()
        assert 1 <= track.spent[0] and track.spent[-1] <= numbers.BUDGET
        costs = [line_cost(X, ODD, w, b) for w, b in zip(track.w, track.b, strict=True)]
        assert track.cost == pytest.approx(np.array(costs), abs=1e-10)


def test_no_point_is_known_before_it_is_paid_for():
    track = numbers.best_so_far([3, 6, 9], [5.0, 7.0, 4.0], [0.0, 1.0, 2.0], [0.0, 0.0, 0.0])
    assert track.at([2, 3, 8, 9, 99])[0].tolist() == [np.inf, 5, 5, 4, 4]
    assert track.at([3, 9])[1:].tolist() == [[0, 2], [0, 0]] and np.isnan(track.at([2])[1:]).all()
    assert track.arrives(4.5) == 9 and track.arrives(4) == track.arrives() == np.inf


def test_curves_are_drawn_up_to_the_budget_and_tracks_begin_and_end_where_they_may():
    tracks, descent = numbers.run(tuple(X), tuple(ODD)), numbers.analytic(X, ODD, 7)
    grid, numerical = tracks["grid"], tracks["numerical gradient"]
    assert numbers.CHECKPOINTS[[0, 1, 10, -2, -1]].tolist() == [1, 2, 11, 89125, numbers.BUDGET]
    assert numerical.spent[[0, 1, -1]].tolist() == [1, 4, 5998] and len(tracks["random"]) == 100
    assert descent.spent.tolist() == [1, 3, 5, 7, 9, 11, 13, 15] and list(tracks["fixed steps"]) == numbers.STEP_SIZES
    assert numerical.w[-1] - np.pi == pytest.approx(-1.8e-6, rel=0.1), "a step of 1e-6 is off by as much"
    assert [*grid.w[[0, -1]], *grid.b[[0, -1]]] == pytest.approx([-1, 267 / 85, -10, -694 / 255])


def test_never_counts_as_the_longest_wait():
    assert numbers.median_and_tenths([np.inf, *range(1, 100)]) == [50.5, 10, 90]
    assert numbers.median_and_tenths([np.inf] * 60 + list(range(40))) == [np.inf, 9, np.inf]
