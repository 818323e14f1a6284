"""Tangent and Playground: what stands on the picture is the truth."""

import numpy as np
import pytest
from driving import say

from helpers.explorers import Playground, Tangent
from helpers.lessons.backprop_in_matrices import numbers as network
from helpers.lessons.backprop_in_matrices.figures import GAP, GRID, MOST_STEPS, STEPS_A_TICK, TILE, lattice, shaded
from helpers.lessons.backprop_in_matrices.numbers import WEIGHTS, cross_entropy_gradients, loss_along, points


@pytest.fixture(scope="module")
def tangent():
    return Tangent()


@pytest.fixture(scope="module")
def playground():
    return Playground(steps=0)


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


def test_training_is_descent_on_all_points(playground):
    change(playground, data="ring", units=4, bend="sigmoid", rate=0.8, seed=7)
    x, y = points("ring")
    weights = network.start(np.random.default_rng(7), 2, 4)
    say(playground, kind="button", name="one_step")
    gradients = cross_entropy_gradients(x, y, weights, "sigmoid")
    expected = [w - 0.8 * g for w, g in zip(weights, gradients, strict=True)]
    assert all(np.allclose(a, b) for a, b in zip(playground.state["weights"], expected, strict=True))
    assert list(playground.known["steps"]) == [0, 1]
    assert playground.known["curve"][1] == pytest.approx(network.cross_entropy(x, y, expected, "sigmoid"))


def test_what_stands_behind_the_points_is_the_network_s_answer(playground):
    known = change(playground, data="moons", units=3, bend="tanh")
    answers = network.sigmoid(network.forward(lattice(GRID), known["weights"])[1])
    assert (known["map"] == shaded(answers.reshape(GRID, GRID))).all()
    dark = shaded(np.array([0.49, 0.51])).astype(int).sum(axis=1)
    assert dark[0] - dark[1] >= 100, "the two sides differ in brightness, not in colour alone"


def test_a_tile_is_one_neuron_and_the_rest_is_empty(playground):
    known = change(playground, data="Xor", units=2, bend="step")
    h = network.forward(lattice(TILE), known["weights"], "step")[0]
    for i in range(2):
        tile = known["tiles"][:, i * (TILE + GAP) : i * (TILE + GAP) + TILE]
        assert (tile == shaded(h[:, i].reshape(TILE, TILE))).all()
    assert (known["tiles"][:, 2 * (TILE + GAP) :] == 255).all()
    assert known["covered_names"][0][0] == TILE + GAP + TILE, "two names are seen, the others are covered"


def test_the_dashed_lines_are_where_a_neuron_s_input_is_zero(playground):
    known = change(playground, units=4)
    for ends in (known["folds"][0::3], known["folds"][1::3]):
        assert np.diag(ends @ known["weights"][0]) + known["weights"][1][0] == pytest.approx(np.zeros(4), abs=1e-9)
    assert np.isnan(known["folds"][2::3]).all()


@pytest.mark.parametrize("bend", ["tanh", "sigmoid"])
def test_with_two_neurons_the_border_in_hidden_space_parts_what_the_network_parts(playground, bend):
    known = change(playground, data="Xor", units=2, bend=bend, seed=3)
    start, end = known["border"]
    x, y = points("Xor")
    logits = network.forward(x, known["weights"], bend)[1]
    for dots, side in ((known["hidden_no"], 0), (known["hidden_yes"], 1)):
        (across, up), (right, rise) = (dots - start).T, end - start
        sides = (right * up - rise * across) * logits[y == side]
        assert (sides > 0).all() or (sides < 0).all()
    assert len(change(playground, units=3)["border"]) == 0


def test_a_new_task_or_start_begins_anew_and_a_new_rate_does_not():
    playground = Playground()
    assert playground.known["step"] == 200 == change(playground, rate=1.0)["step"]
    for changes in ({"data": "ring"}, {"units": 5}, {"bend": "relu"}, {"seed": 9}):
        playground.apply(playground.advance(7, **playground.state))
        assert playground.state["losses"][-1][0] > 0
        known = change(playground, **changes)
        assert known["step"] == 0 and known["weights"][0].shape == (2, known["units"])
    say(playground, kind="button", name="new_weights")
    assert playground.state["seed"] == 10


def test_it_can_be_paused_and_ends_and_begins_again(playground):
    change(playground, data="Xor", units=2, bend="tanh", seed=1)
    playground.apply(playground.advance(MOST_STEPS - STEPS_A_TICK, **playground.state))
    assert not change(playground, playing=False)["playing"] and say(playground, kind="tick")["playing"] is False
    change(playground, playing=True)
    assert [say(playground, kind="tick")["playing"] for _ in range(2)] == [True, False]
    assert playground.known["step"] == MOST_STEPS
    assert change(playground, playing=True)["step"] == 0


@pytest.mark.filterwarnings("error")
def test_a_loss_beyond_all_numbers_ends_the_run_and_keeps_the_weights(playground):
    state = playground.state | {"bend": "linear", "weights": [w * 1e300 for w in playground.state["weights"]]}
    assert playground.advance(1, **state) == {} and playground.tick(**state) is None


@pytest.mark.parametrize("seed, steps, least, most", [(1, 200, 98, 100), (2, MOST_STEPS, 0, 79)])
def test_two_neurons_learn_xor_from_start_1_and_get_stuck_from_start_2(playground, seed, steps, least, most):
    change(playground, data="Xor", units=2, bend="tanh", rate=0.5, seed=seed)
    known = change(playground, **playground.advance(steps, **playground.state | playground.begin(**playground.state)))
    assert known["step"] == steps and least <= known["right"] <= most
