"""Playground and Depth: what stands on the pictures is the truth."""

import numpy as np
import pytest
from driving import say

from helpers.explorers import Depth, Playground
from helpers.lessons.backprop_in_matrices import numbers as network
from helpers.lessons.train_it.figures import (
    GAP,
    GRID,
    LEAST,
    MOST,
    MOST_STEPS,
    STEPS_A_TICK,
    TILE,
    lattice,
    rough,
    shaded,
)
from helpers.lessons.train_it.numbers import cross_entropy, cross_entropy_gradients, mean_squares, points


@pytest.fixture(scope="module")
def playground():
    return Playground(steps=0)


def change(figure, **changes):
    say(figure, kind="change", changes=changes)
    return figure.known


def test_training_is_descent_on_all_points(playground):
    change(playground, data="ring", units=4, activation="sigmoid", rate=0.8, seed=7)
    x, y = points("ring")
    weights = network.start(np.random.default_rng(7), 2, 4)
    say(playground, kind="button", name="one_step")
    gradients = cross_entropy_gradients(x, y, weights, "sigmoid")
    expected = [w - 0.8 * g for w, g in zip(weights, gradients, strict=True)]
    assert all(np.allclose(a, b) for a, b in zip(playground.state["weights"], expected, strict=True))
    assert list(playground.known["steps"]) == [0, 1]
    assert playground.known["curve"][1] == pytest.approx(cross_entropy(x, y, expected, "sigmoid"))


def test_what_stands_behind_the_points_is_the_network_s_answer(playground):
    known = change(playground, data="moons", units=3, activation="tanh")
    answers = network.sigmoid(network.forward(lattice(GRID), known["weights"])[1])
    assert (known["map"] == shaded(answers.reshape(GRID, GRID))).all()
    dark = shaded(np.array([0.49, 0.51])).astype(int).sum(axis=1)
    assert dark[0] - dark[1] >= 100, "the two sides differ in brightness, not in colour alone"


def test_a_tile_is_one_neuron_and_the_rest_is_empty(playground):
    known = change(playground, data="Xor", units=2, activation="step")
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


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_with_two_neurons_the_border_in_hidden_space_parts_what_the_network_parts(playground, activation):
    known = change(playground, data="Xor", units=2, activation=activation, seed=3)
    start, end = known["border"]
    x, y = points("Xor")
    logits = network.forward(x, known["weights"], activation)[1]
    for dots, side in ((known["hidden_no"], 0), (known["hidden_yes"], 1)):
        (across, up), (right, rise) = (dots - start).T, end - start
        sides = (right * up - rise * across) * logits[y == side]
        assert (sides > 0).all() or (sides < 0).all()
    assert len(change(playground, units=3)["border"]) == 0


def test_a_new_task_or_start_begins_anew_and_a_new_rate_does_not():
    playground = Playground()
    assert playground.known["step"] == 200 == change(playground, rate=1.0)["step"]
    for changes in ({"data": "ring"}, {"units": 5}, {"activation": "relu"}, {"seed": 9}):
        playground.apply(playground.advance(7, **playground.state))
        assert playground.state["losses"][-1][0] > 0
        known = change(playground, **changes)
        assert known["step"] == 0 and known["weights"][0].shape == (2, known["units"])
    say(playground, kind="button", name="new_weights")
    assert playground.state["seed"] == 10


def test_it_can_be_paused_and_ends_and_begins_again(playground):
    change(playground, data="Xor", units=2, activation="tanh", seed=1)
    playground.apply(playground.advance(MOST_STEPS - STEPS_A_TICK, **playground.state))
    assert not change(playground, playing=False)["playing"] and say(playground, kind="tick")["playing"] is False
    change(playground, playing=True)
    assert [say(playground, kind="tick")["playing"] for _ in range(2)] == [True, False]
    assert playground.known["step"] == MOST_STEPS
    assert change(playground, playing=True)["step"] == 0


@pytest.mark.filterwarnings("error")
def test_a_loss_beyond_all_numbers_ends_the_run_and_keeps_the_weights(playground):
    state = playground.state | {"activation": "linear", "weights": [w * 1e300 for w in playground.state["weights"]]}
    assert playground.advance(1, **state) == {} and playground.tick(**state) is None


@pytest.mark.parametrize("seed, steps, least, most", [(1, 200, 98, 100), (2, MOST_STEPS, 0, 79)])
def test_two_neurons_learn_xor_from_start_1_and_get_stuck_from_start_2(playground, seed, steps, least, most):
    change(playground, data="Xor", units=2, activation="tanh", rate=0.5, seed=seed)
    known = change(playground, **playground.advance(steps, **playground.state | playground.begin(**playground.state)))
    assert known["step"] == steps and least <= known["right"] <= most


def test_the_curves_of_depth_are_the_mean_squares_within_the_picture():
    depth = Depth("ReLU", 1.41)
    values, slopes = mean_squares("relu", 1.41)
    assert depth.known["values"] == pytest.approx(values) and depth.known["slopes"] == pytest.approx(slopes)
    for scale, edge in ((0.4, LEAST), (2.5, MOST)):
        known = change(depth, scale=scale)
        assert known["values"][-1] == known["slopes"][0] == edge


@pytest.mark.parametrize(
    "value, words",
    [
        (0.034, "0.03"),
        (1.0, "1"),
        (334.0, "334"),
        (2e-13, "10⁻¹³"),
        (6e-13, "10⁻¹²"),
        (1.2e6, "10⁶"),
        (1000.0, "10³"),
    ],
)
def test_a_size_is_told_in_a_digit_or_the_nearest_power_of_ten(value, words):
    assert rough(value) == words
