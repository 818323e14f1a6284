"""Capacity and Effort: what stands on the picture is the truth, and the fits behind it are the lowest ones."""

import re

import numpy as np
import pytest
from course_notebooks import code_cells, printed, read
from driving import say

from helpers import datasets
from helpers.explorers import Capacity, Effort
from helpers.lessons.memorise_or_understand.figures.capacity import HIGHEST, LOWEST, moody_pair, short
from helpers.lessons.memorise_or_understand.figures.effort import L1, L2, LEVELS, SLIDES, rings
from helpers.lessons.memorise_or_understand.numbers import (
    PENALTIES,
    best_line,
    fit_gates,
    gate_columns,
    l1_heights,
    l1_path,
    l2_heights,
    mean_cost,
    penalty,
    total_cost,
)

X, Y = datasets.fruit_trades()
TRADES, LATER = moody_pair(3.0, 4)
PAGE = "07_memorise_or_understand.ipynb"


def made(figure):
    say(figure, kind="open", dpr=1)
    return figure


@pytest.fixture
def capacity():
    return made(Capacity())


@pytest.fixture
def effort():
    return made(Effort(X, Y))


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)


# ---- the line with a penalty ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("beta", [0, 0.5, 1, 3, 10])
def test_the_slides_penalty_moves_w_up_and_b_down_as_the_page_says(beta):
    w, b = best_line(X, Y, beta, SLIDES)
    assert (w, b) == pytest.approx((4 + 3 * beta / 28, -4 - 25 * beta / 42))
    assert total_cost(X, Y, w, b, beta, SLIDES) == pytest.approx(-41 * beta**2 / 168)


def test_l2_at_beta_1_is_92_27ths_and_minus_11_ninths():
    assert best_line(X, Y, 1, L2) == pytest.approx((92 / 27, -11 / 9))


@pytest.mark.parametrize("beta, b", [(4.53, -0.005), (4.55, 0), (30, 0)])
def test_l1_brings_b_to_exactly_0_at_4_54(beta, b):
    assert best_line(X, Y, beta, L1)[1] == pytest.approx(b, abs=0.006) and (b or best_line(X, Y, beta, L1)[1] == 0)


def test_a_penalty_beyond_all_measure_leaves_nothing_of_the_line():
    assert best_line(X, Y, 1e4, L1) == (0, 0) and np.abs(best_line(X, Y, 1e6, L2)).max() < 1e-3


@pytest.mark.parametrize("kind", PENALTIES)
@pytest.mark.parametrize("beta", [0.001, 0.3, 4.6, 10])
def test_no_other_line_has_a_lower_total_cost(kind, beta):
    w, b = best_line(X, Y, beta, kind)
    around = np.random.default_rng(0).normal(size=(2, 500)) * [[0.3], [1.0]]
    lowest = total_cost(X, Y, w, b, beta, kind)
    assert (total_cost(X, Y, w + around[0], b + around[1], beta, kind) > lowest).all()
    assert lowest == pytest.approx(np.sum((w * X + b - Y) ** 2) + beta * penalty(kind, np.array([w, b])), abs=1e-9)


@pytest.mark.parametrize("kind", PENALTIES)
@pytest.mark.parametrize("beta", [0.001, 1, 10])
def test_each_ring_has_the_total_cost_that_it_claims(kind, beta):
    w, b = best_line(X, Y, beta, kind)
    for level, ring in zip(LEVELS, rings(X, Y, w, b, beta, kind), strict=True):
        costs = total_cost(X, Y, *ring.T, beta, kind) - total_cost(X, Y, w, b, beta, kind)
        assert costs == pytest.approx(level, rel=0.02)


# ---- the gates with a penalty ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("beta", [0.001, 0.04, 0.5, 3, 9])
def test_l1_heights_meet_the_condition_of_the_lowest_point(beta):
    """The errors pull with ±β at each height in use, and with no more at the others"""
    columns, heights = gate_columns(TRADES[0], 12), l1_heights(*TRADES, 12, [beta])[0]
    pull = 2 * columns.T @ (TRADES[1] - columns @ heights)
    used = heights != 0
    assert pull[used] == pytest.approx(beta * np.sign(heights[used]), abs=1e-8)
    assert (np.abs(pull) <= beta + 1e-8).all() and 0 < used.sum() < 13


def test_the_l1_path_begins_where_nothing_is_used_and_uses_more_as_beta_falls():
    betas, corners = l1_path(gate_columns(TRADES[0], 12), TRADES[1], 0.001)
    assert (np.diff(betas) < 0).all() and not corners[0].any() and betas[-1] <= 0.001
    assert (np.diff(np.abs(corners).sum(axis=1)) > 0).all()


@pytest.mark.parametrize("beta", [0.001, 0.3, 10])
def test_l2_heights_solve_the_equations_of_the_page(beta):
    columns = gate_columns(TRADES[0], 12)
    heights = np.linalg.solve(columns.T @ columns + beta * np.eye(13), columns.T @ TRADES[1])
    assert l2_heights(*TRADES, 12, [beta])[0] == pytest.approx(heights, rel=1e-6, abs=1e-8)


def test_with_the_slides_penalty_heights_can_run_away_at_no_cost():
    """12 gates have 13 heights, 12 trades hold 12: along what is left the sum of heights falls for ever"""
    columns = gate_columns(TRADES[0], 12)
    free = np.linalg.svd(columns)[2][-1]
    assert np.abs(columns @ free).max() < 1e-10 and abs(free.sum()) > 1e-3


@pytest.mark.parametrize("gates", [11, 13, 16, 20])
def test_of_many_exact_fits_the_smallest_heights_are_taken(gates):
    columns, heights = gate_columns(TRADES[0], gates), fit_gates(*TRADES, gates)
    assert mean_cost(*TRADES, heights) < 1e-12
    free = np.linalg.svd(columns)[2][12:]
    assert np.abs(free @ heights).max(initial=0) < 1e-8


# ---- the page -------------------------------------------------------------------------------------------------------


def output(words):
    return printed(next(cell for cell in code_cells(read(PAGE)) if words in cell.source))


def test_the_costs_on_the_page_are_those_of_the_figure(capacity):
    rows = re.findall(r"(\d+) gates: training +([\d.]+), validation +([\d.]+)", output("later_x, later_y = "))
    costs = capacity.fits(3.0, 4)[3]
    assert len(rows) == 7
    for gates, *told in rows:
        assert told == [f"{cost:.1f}" for cost in costs[:, int(gates)]]


def test_the_sweep_on_the_page_is_the_one_of_the_figure():
    rows = re.findall(
        r"β = ([\d.]+) +training +([\d.]+), validation +([\d.]+)", output("betas, training, validation =")
    )
    assert len(rows) == 7
    for beta, *told in rows:
        heights = l2_heights(*TRADES, 12, [float(beta)])[0]
        assert told == [f"{mean_cost(*data, heights):.1f}" for data in (TRADES, LATER)]


def test_descent_on_the_page_arrives_at_the_best_lines():
    rows = re.findall(r"β = ([\d.]+) +(.*)", output("lines = [descend("))
    assert len(rows) == 5
    for beta, told in rows:
        best = [best_line(X, Y, float(beta), kind) for kind in PENALTIES]
        assert re.findall(r"\((-?[\d.]+), (-?[\d.]+)\)", told) == [(f"{w:.2f}", f"{b:.2f}") for w, b in best]


# ---- capacity -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "gates, told",
    [(0, "training 83   validation 77"), (7, "training 9.2   validation 8.1"), (12, "training 0   validation 878")],
)
def test_the_title_tells_both_costs(capacity, gates, told):
    header = change(capacity, gates=gates)
    assert capacity.right_title.get_text() == told and capacity.here.get_xdata()[0] == gates
    assert "the lowest in validation, 8.1, has 7 gates." in header["caption"]


def test_the_curve_and_the_costs_are_those_of_the_fit(capacity):
    change(capacity, gates=9, noise=2)
    trades, later = moody_pair(2.0, 4)
    heights = fit_gates(*trades, 9)
    assert np.allclose(capacity.curve.get_ydata(), gate_columns(capacity.x, 9) @ heights)
    assert np.allclose(capacity.data.get_xydata(), np.transpose(trades))
    drawn = [line.get_ydata()[9] for line in (capacity.training, capacity.validation)]
    assert drawn == pytest.approx([mean_cost(*data, heights) for data in (trades, later)])
    assert LOWEST <= capacity.training.get_ydata().min() and capacity.validation.get_ydata().max() < HIGHEST


def test_new_trades_are_new_and_the_later_ones_are_never_among_them(capacity):
    before = capacity.data.get_xydata().copy()
    say(capacity, kind="button", name="new_trades")
    assert capacity.state["seed"] == 5 and not np.allclose(before, capacity.data.get_xydata())
    assert not set(capacity.data.get_xdata()) & set(capacity.later.get_xdata())


def test_without_moods_many_gates_do_little_harm(capacity):
    change(capacity, noise=0, gates=12)
    costs = capacity.fits(0.0, 4)[3]
    assert costs[1, 7:].max() < 5 < costs[1, :3].min()


@pytest.mark.parametrize(
    "cost, told", [(878.03, "878"), (43.9, "44"), (17.26, "17.3"), (0.954, "1"), (0.123, "0.12"), (1e-20, "0")]
)
def test_costs_are_told_in_few_digits(cost, told):
    assert short(cost) == told


# ---- effort ---------------------------------------------------------------------------------------------------------


def test_at_beta_1_the_dot_is_at_92_27ths_and_minus_11_ninths(effort):
    change(effort, exponent=0)
    assert effort.spot.get_xydata()[0] == pytest.approx((92 / 27, -11 / 9))
    assert effort.map_title.get_text() == "β = 1: w = 3.41, b = −1.22"
    assert effort.path.get_xydata()[0] == pytest.approx((4, -4)) and len(effort.path.get_xdata()) == 62


@pytest.mark.parametrize("kind", [L1, L2])
def test_as_beta_grows_size_falls_training_rises_and_validation_falls_and_rises(effort, kind):
    sizes = [penalty(kind, heights) for heights in effort.heights[kind]]
    training, validation = np.transpose([effort.costs(kind, place) for place in range(len(sizes))])
    assert (np.diff(sizes) < 0).all() and (np.diff(training) > 0).all()
    best = int(validation.argmin())
    assert 0 < best < len(sizes) - 1 and validation[best] < 10 < min(validation[0], validation[-1])


def test_the_curve_is_that_of_the_beta_and_the_penalty_shown(effort):
    for kind, exponent in ((L1, 0.5), (L2, -1)):
        header = change(effort, kind=kind, exponent=exponent)
        heights = {L1: l1_heights, L2: l2_heights}[kind](*TRADES, 12, [10.0**exponent])[0]
        assert np.allclose(effort.curve.get_ydata(), gate_columns(np.linspace(0, 20, 401), 12) @ heights)
        assert (
            f"penalty {kind}" in header["caption"] and effort.curve.get_visible() and not effort.no_floor.get_visible()
        )


def test_the_slides_penalty_has_no_curve_and_says_so(effort):
    header = change(effort, kind=SLIDES, exponent=1)
    assert effort.no_floor.get_visible() and not effort.curve.get_visible()
    assert "no lowest point" in header["caption"] and effort.right_title.get_text() == "no curve to draw"
    assert effort.spot.get_xydata()[0] == pytest.approx((4 + 30 / 28, -4 - 250 / 42))
