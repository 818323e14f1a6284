"""Tangent: what stands on the picture is the truth."""

import numpy as np
import pytest
from driving import say

from helpers.explorers import Tangent
from helpers.lessons.backprop_in_matrices import numbers as network
from helpers.lessons.backprop_in_matrices.numbers import WEIGHTS, loss_along


@pytest.fixture(scope="module")
def tangent():
    return Tangent()


def change(figure, **changes):
    say(figure, kind="change", changes=changes)
    return figure.known


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_line_touches_the_curve_with_its_slope_at_first_where_training_has_left_the_weight(tangent, weight):
    change(tangent, weight="W2[1, 0]" if weight != "W2[1, 0]" else "W1[0, 0]")
    array, index = WEIGHTS[weight]
    assert change(tangent, weight=weight)["value"] == pytest.approx(network.HARDLY_TRAINED[array][index], abs=0.026)
    for changes in ({}, {"value": -3.0}, {"value": 0.4}):
        known = change(tangent, **changes)
        x, line = known["tangent"].T
        below, here, above = loss_along(weight, known["value"] + np.array([-1e-5, 0, 1e-5]))
        assert np.interp(known["value"], x, line) == pytest.approx(here)
        assert np.diff(line) / np.diff(x) == pytest.approx((above - below) / 2e-5, abs=1e-6)


def test_the_error_is_a_v_where_a_bend_follows_and_half_a_v_where_none_does(tangent):
    known = change(tangent, weight="W1[0, 1]", value=-0.5)
    error = dict(zip(network.EXPONENTS, known["errors"], strict=True))
    assert error[-1] / error[-3] == pytest.approx(1e4, rel=0.1) and error[-5] < 1e-8 < error[-11]
    for weight in ("W2[0, 0]", "b2[0, 0]"):
        errors = change(tangent, weight=weight, value=1.0)["errors"]
        assert errors[network.EXPONENTS > -1.9].max() < 1e-11 and errors.min() >= 1e-14, "0 is no place on the axis"


def test_a_wrong_gradient_is_seen_and_told(tangent):
    def without_bend(x, y, weights):
        h, y_hat = network.forward(x, weights)
        return network.backward(x, h, 2 * (y_hat - y) / len(y), weights[2], "linear")

    right, wrong = change(tangent, weight="W1[0, 1]", value=-0.5), Tangent(without_bend)
    assert wrong.known["errors"].min() > 0.01 > 1e-9 > right["errors"].min()
    assert wrong.known["tangent"][1] != pytest.approx(right["tangent"][1]) and wrong.known["off"] in wrong.caption


def test_gradients_of_other_shapes_are_refused():
    with pytest.raises(ValueError, match="four arrays of the weights' shapes .* got float"):
        Tangent(lambda x, y, weights: 1.0)


def test_the_weight_can_be_dragged_along_the_curve(tangent):
    change(tangent, weight="W1[0, 1]")
    known = change(tangent, **tangent.handles[0].drag(2.03, 0.0, **tangent.known))
    x, y = tangent.handles[0].at(**known)
    assert x == known["value"] == 2.05 and y == pytest.approx(float(loss_along("W1[0, 1]", x)))
