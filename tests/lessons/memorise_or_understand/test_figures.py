"""Capacity and Effort: what stands on the picture is the truth."""

import numpy as np
import pytest
from driving import say

from helpers.datasets import fruit_trades
from helpers.explorers import Capacity, Effort
from helpers.lessons.memorise_or_understand import numbers as fitting
from helpers.lessons.memorise_or_understand.figures import FINE, HIGHEST_COST, LOWEST_COST, short
from helpers.lessons.memorise_or_understand.numbers import L1, L2, SIGNED, gate_columns, mean_cost


@pytest.fixture(scope="module")
def capacity():
    return Capacity()


@pytest.fixture(scope="module")
def effort():
    return Effort(*fruit_trades())


def change(figure, **changes):
    say(figure, kind="change", changes=changes, done=True)
    return figure.known


@pytest.mark.parametrize(
    "gates, score",
    [(0, "training 83   validation 77"), (7, "training 9.2   validation 8.1"), (12, "training 0   validation 878")],
)
def test_the_title_tells_both_costs(capacity, gates, score):
    known = change(capacity, gates=gates, noise=3)
    assert known["score"] == score and capacity.describe(**known).endswith("in validation, 8.1, has 7 gates.")


def test_the_curve_and_the_costs_are_those_of_the_fit(capacity):
    known, (trades, later) = change(capacity, gates=9, noise=2), fitting.moody_pair(2.0, 4)
    heights = fitting.fit_gates(*trades, 9)
    assert np.array_equal(known["trades"], trades) and np.array_equal(known["later"], later)
    assert known["fit"][1] == pytest.approx(gate_columns(FINE, 9) @ heights)
    training, validation = known["training"], known["validation"]
    assert (training[9], validation[9]) == pytest.approx((mean_cost(*trades, heights), mean_cost(*later, heights)))
    assert LOWEST_COST <= training.min() and validation.max() < HIGHEST_COST


def test_new_trades_are_new_and_the_later_ones_are_never_among_them():
    capacity = Capacity()
    before = capacity.known["trades"]
    say(capacity, kind="button", name="new_trades")
    assert capacity.state["seed"] == 5 and not np.allclose(before, capacity.known["trades"])
    assert not set(capacity.known["trades"][0]) & set(capacity.known["later"][0])


@pytest.mark.parametrize(
    "cost, told", [(878.03, "878"), (43.9, "44"), (17.26, "17.3"), (0.954, "1"), (0.123, "0.12"), (1e-20, "0")]
)
def test_costs_are_told_in_few_digits(cost, told):
    assert short(cost) == told


def test_at_beta_1_the_dot_is_at_92_27ths_and_minus_11_ninths(effort):
    known = change(effort, kind=L2, exponent=0)
    assert (known["w"], known["b"]) == pytest.approx((92 / 27, -11 / 9))
    assert known["best"] == "β = 1: w = 3.41, b = −1.22"
    assert known["way"][0] == pytest.approx((4, -4)) and len(known["way"]) == 62


@pytest.mark.parametrize("kind", [L1, L2])
def test_as_beta_grows_size_falls_training_rises_and_validation_falls_and_rises(effort, kind):
    heights = effort.heights[kind]
    training, validation = ([mean_cost(*data, each) for each in heights] for data in (effort.trades, effort.later))
    assert (np.diff(fitting.penalty(kind, heights)) < 0).all() and (np.diff(training) > 0).all()
    best = int(np.argmin(validation))
    assert 0 < best < len(heights) - 1 and validation[best] < 10 < min(validation[0], validation[-1])


@pytest.mark.parametrize("kind, exponent", [(L1, 0.5), (L2, -1)])
def test_the_curve_is_that_of_the_beta_and_the_penalty_shown(effort, kind, exponent):
    known, ((x, y), _) = change(effort, kind=kind, exponent=exponent), fitting.moody_pair(3.0, 4)
    heights = fitting.BEST_HEIGHTS[kind](gate_columns(x, 12), y, [10.0**exponent])[0]
    assert known["fit"] == pytest.approx(gate_columns(FINE, 12) @ heights)
    assert f"penalty {kind}" in effort.describe(**known) and not known["no_floor"]


def test_the_signed_penalty_has_no_curve_and_says_so(effort):
    known = change(effort, kind=SIGNED, exponent=1)
    assert np.isnan(known["fit"]).all() and known["no_floor"] in effort.describe(**known)
    assert known["no_floor"].startswith("no lowest point") and known["score"] == "no curve to draw"
    assert (known["w"], known["b"]) == pytest.approx((4 + 30 / 28, -4 - 250 / 42))
