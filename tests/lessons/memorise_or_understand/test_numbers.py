"""The fits of notebook 07 are the lowest ones, and the page prints what they give."""

import re

import numpy as np
import pytest
from course_notebooks import code_cells, printed, read

from helpers import datasets
from helpers.datasets import fruit_trades
from helpers.lessons.memorise_or_understand import numbers as fitting
from helpers.lessons.memorise_or_understand.numbers import L1, L2, PENALTIES, SIGNED, best_line, gate_columns, mean_cost
from helpers.ops import L2 as L2Penalty

X, Y = fruit_trades()
TRADES, LATER = fitting.moody_pair(3.0, 4)
COLUMNS, BANANAS = gate_columns(TRADES[0], 12), TRADES[1]


@pytest.mark.parametrize("beta", [0, 0.5, 1, 3, 10])
def test_the_signed_penalty_moves_w_up_and_b_down_as_the_page_says(beta):
    w, b = best_line(X, Y, beta, SIGNED)
    assert (w, b) == pytest.approx((4 + 3 * beta / 28, -4 - 25 * beta / 42))
    assert fitting.total_cost(X, Y, w, b, beta, SIGNED) == pytest.approx(-41 * beta**2 / 168)


@pytest.mark.parametrize("beta, b", [(4.53, -0.005), (4.55, 0), (30, 0), (1e4, 0)])
def test_l1_brings_b_to_exactly_0_at_4_54_and_in_the_end_w_too(beta, b):
    line = best_line(X, Y, beta, L1)
    assert line[1] == pytest.approx(b, abs=0.006) and (line[1] == 0) == (b == 0) and (line[0] == 0) == (beta > 400)


@pytest.mark.parametrize("beta, line, off", [(1, (92 / 27, -11 / 9), 1e-9), (1e6, (0, 0), 1e-3)])
def test_l2_at_beta_1_is_92_27ths_and_minus_11_ninths_and_in_the_end_nothing(beta, line, off):
    assert best_line(X, Y, beta, L2) == pytest.approx(line, abs=off)


@pytest.mark.parametrize("kind", PENALTIES)
@pytest.mark.parametrize("beta", [0.001, 0.3, 4.6, 10])
def test_no_other_line_has_a_lower_total_cost_and_each_ring_has_what_it_claims(kind, beta):
    w, b = best_line(X, Y, beta, kind)
    around = np.random.default_rng(0).normal(size=(2, 500)) * [[0.3], [1.0]]
    lowest = fitting.total_cost(X, Y, w, b, beta, kind)
    assert (fitting.total_cost(X, Y, w + around[0], b + around[1], beta, kind) > lowest).all()
    assert lowest == pytest.approx(
        np.sum((w * X + b - Y) ** 2) + beta * fitting.penalty(kind, np.array([w, b])), abs=1e-9
    )
    assert np.ptp(fitting.rings(X, Y, w, b, beta, kind, (1e9,)), axis=1)[0, 0] == 256, (
        "no ring reaches further than that"
    )
    for level, ring in zip((1, 160, 2560), fitting.rings(X, Y, w, b, beta, kind, (1, 160, 2560)), strict=True):
        assert fitting.total_cost(X, Y, *ring.T, beta, kind) - lowest == pytest.approx(level, rel=0.02)
        across, up = (ring - [w, b]).T
        assert np.unwrap(np.arctan2(up / 4, across)) == pytest.approx(np.linspace(0, 2 * np.pi, 91))


@pytest.mark.parametrize("beta", [0.001, 0.04, 0.5, 3, 9])
def test_l1_heights_meet_the_condition_of_the_lowest_point(beta):
    """The errors pull with ±β at each height in use, and with no more at the others"""
    heights = fitting.l1_heights(COLUMNS, BANANAS, [beta])[0]
    pull, used = 2 * COLUMNS.T @ (BANANAS - COLUMNS @ heights), heights != 0
    assert pull[used] == pytest.approx(beta * np.sign(heights[used]), abs=1e-8)
    assert (np.abs(pull) <= beta + 1e-8).all() and 0 < used.sum() < 13


def test_the_l1_path_begins_where_nothing_is_used_and_uses_more_as_beta_falls():
    betas, corners = fitting.l1_path(COLUMNS, BANANAS, 0.001)
    assert (np.diff(betas) < 0).all() and not corners[0].any() and betas[-1] <= 0.001
    assert (np.diff(np.abs(corners).sum(axis=1)) > 0).all()


def test_the_l1_path_ends_at_the_fit_without_a_penalty():
    columns = np.column_stack([X, np.ones(3)])
    assert fitting.l1_path(columns, Y, 0)[1][-1] == pytest.approx([4, -4])


@pytest.mark.parametrize("beta", [0.001, 0.3, 10])
def test_l2_heights_solve_the_equations_of_the_page(beta):
    heights = np.linalg.solve(COLUMNS.T @ COLUMNS + beta * np.eye(13), COLUMNS.T @ BANANAS)
    assert fitting.l2_heights(COLUMNS, BANANAS, [beta])[0] == pytest.approx(heights, rel=1e-6, abs=1e-8)


def test_with_the_signed_penalty_heights_can_run_away_at_no_cost():
    """12 gates have 13 heights, 12 trades hold 12: along what is left the sum of heights falls for ever"""
    free = np.linalg.svd(COLUMNS)[2][-1]
    assert np.abs(COLUMNS @ free).max() < 1e-10 and abs(free.sum()) > 1e-3


def test_a_gate_is_half_open_at_its_threshold_and_as_steep_as_the_page_says():
    for gates, thresholds in ((1, [10]), (2, [5, 15]), (4, [2.5, 7.5, 12.5, 17.5]), (0, [])):
        z = gates / 5 * np.subtract.outer([5, 10, 15], thresholds)
        assert gate_columns([5, 10, 15], gates) == pytest.approx(np.column_stack([np.ones(3), 1 / (1 + np.exp(-z))]))
    assert [len(part) for part in (*TRADES, *LATER)] == [12, 12, 60, 60]
    assert LATER[0] == pytest.approx(datasets.moody_trades(60, 3.0, 104)[0])


@pytest.mark.parametrize("gates", [11, 13, 16, 20])
def test_of_many_exact_fits_the_smallest_heights_are_taken(gates):
    heights = fitting.fit_gates(*TRADES, gates)
    free = np.linalg.svd(gate_columns(TRADES[0], gates))[2][12:]
    assert mean_cost(*TRADES, heights) < 1e-12 and np.abs(free @ heights).max(initial=0) < 1e-8


def test_without_moods_many_gates_do_little_harm():
    validation = fitting.all_fits(0.0, 4)[3][1]
    assert len(validation) == 21
    assert validation[7:].max() < 5 < validation[:3].min()


def rows_printed(cell_words, row):
    page = code_cells(read("07_memorise_or_understand.ipynb"))
    return re.findall(row, printed(next(cell for cell in page if cell_words in cell.source)))


def test_the_costs_on_the_page_are_those_of_the_figures():
    rows = rows_printed("later_x, later_y = ", r"(\d+) gates: training +([\d.]+), validation +([\d.]+), size +(\d+)")
    assert [int(gates) for gates, *_ in rows] == [1, 2, 4, 7, 10, 11, 12, 18]
    for gates, *costs, size in rows:
        heights = fitting.all_fits(3.0, 4)[2][int(gates)]
        assert costs == [f"{mean_cost(*data, heights):.1f}" for data in (TRADES, LATER)]
        assert size == f"{fitting.penalty(L1, heights):.0f}"


def test_with_the_signed_penalty_a_single_trade_and_sharper_gates_pay_less_and_less():
    """16 − 4w for every line through (5, 16); 20, −40480, −445480 for the rule of 05a with its second gate sharpened"""
    w = np.array([10.0, 100.0, 1000.0])
    assert fitting.total_cost(np.array([5.0]), np.array([16.0]), w, 16 - 5 * w, 1, SIGNED) == pytest.approx(16 - 4 * w)
    x, y, totals = np.array([1.0, 5, 6, 9, 11]), np.array([0.0, 16, 20, 20, 20]), []
    for t in (1e3, 1e4, 1e5):
        parameters = np.array([4, -4, 0, 20, -1000, 5500, t, -5.5 * t])
        first, second = 0.5 * (1 + np.tanh((-1000 * x + 5500) / 2)), 0.5 * (1 + np.tanh((t * x - 5.5 * t) / 2))
        totals.append(np.sum(((4 * x - 4) * first + 20 * second - y) ** 2) + fitting.penalty(SIGNED, parameters))
    assert totals == pytest.approx([20, -40480, -445480])


@pytest.fixture(scope="module")
def page():
    """The names that the page's cells make, without its long tables"""
    names, wanted = {}, ("import numpy", "sigmoid =", "*measured,", "def columns", "def mean_cost", "def fits")
    wanted += ("def network", "def measured_again", "def trial")
    for cell in code_cells(read("07_memorise_or_understand.ipynb")):
        if any(words in cell.source for words in wanted):
            exec(cell.source, names)
    return names


@pytest.mark.parametrize(
    "cure, grid, chosen",
    [
        ("penalty", [L2Penalty(rate) for rate in (0.001, 0.003, 0.01, 0.03)], 2),
        ("dropout", [0.3, 0.5, 0.7], 2),
        ("noise", [0.2, 0.3, 0.5], 2),
        ("patience", [5, 10, 20], 1),
    ],
)
def test_the_strengths_on_the_page_are_the_best_of_the_grid_on_ten_other_draws(page, cure, grid, chosen):
    costs = [np.mean([page["trial"](seed, **{cure: value})[0] for seed in range(100, 110)]) for value in grid]
    assert np.argmin(costs) == chosen


def test_the_test_penguins_are_in_no_draw_and_the_scale_knows_nothing_of_them(page):
    assert page["X"][:200].mean(axis=0) == pytest.approx(0) and page["X"][:200].std(axis=0) == pytest.approx(1)
    before = page["trial"](3)
    page["X"][200:] += 100.0
    assert page["trial"](3) == before


def test_on_twenty_other_sets_the_folds_choose_better_than_one_quarter_and_no_worse_than_twice_the_best(page):
    fresh_trades, rows = datasets.moody_trades(1000, seed=1000), []
    for seed in range(20, 40):
        data, order = datasets.moody_trades(seed=seed), np.random.default_rng(seed).permutation(12)
        fresh = np.array([page["mean_cost"](*fresh_trades, heights) for heights in page["fits"](*data)])
        chosen = [page["held_costs"](*data, order, *folds).argmin() for folds in ((6, range(6)), (4, [0]))]
        rows.append(fresh[[fresh.argmin(), *chosen, 11]])
    best, folds, quarter, memoriser = np.transpose(rows)
    assert best.mean() < folds.mean() < quarter.mean() < memoriser.mean() and folds.max() < quarter.max()
    assert folds.mean() < 2 * best.mean()
