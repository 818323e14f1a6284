"""Tangent and Playground: what stands on the picture is the truth."""

import statistics
import time

import numpy as np
import pytest
from course_notebooks import code_cells, read
from driving import run_to_the_end, say

from helpers import graph
from helpers.explorers import Playground, Tangent
from helpers.gradcheck import check_gradient
from helpers.lessons.backprop_in_matrices import numbers as network
from helpers.lessons.backprop_in_matrices.figures import yes_or_no
from helpers.lessons.backprop_in_matrices.figures.playground import (
    GAP,
    GRID,
    MOST_STEPS,
    STEPS_A_TICK,
    TILE,
    lattice,
    shaded,
)
from helpers.lessons.backprop_in_matrices.figures.points import KINDS, points
from helpers.lessons.backprop_in_matrices.figures.tangent import LOWEST_ERROR, NAMES

PAGE = read("06b_backprop_in_matrices.ipynb")


def made(figure):
    say(figure, kind="open", dpr=1)
    return figure


@pytest.fixture
def tangent():
    return made(Tangent())


@pytest.fixture
def playground():
    return made(Playground())


def change(figure, done=False, **changes):
    return say(figure, kind="change", changes=changes, done=done)


def replaced(weights, k, value):
    return [value if i == k else other for i, other in enumerate(weights)]


# ---- the networks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inputs, units, outputs", [(1, 3, 1), (2, 4, 1), (3, 2, 5)])
def test_every_gradient_is_what_a_nudge_measures(inputs, units, outputs):
    generator = np.random.default_rng(units)
    x, y = generator.normal(size=(6, inputs)), generator.normal(size=(6, outputs))
    weights = network.start(generator, inputs, units, outputs)
    for k, gradient in enumerate(network.gradients(x, y, weights)):
        found = check_gradient(lambda value: network.loss(x, y, replaced(weights, k, value)), gradient, weights[k])
        assert found.ok, str(found)


def test_the_gradients_are_those_of_the_graph():
    x, y = network.XOR
    weights = network.start(np.random.default_rng(3), 2, 3)
    W1, b1, W2, b2 = nodes = [graph.Node(w) for w in weights]
    graph.mean_squared_error(graph.tanh(x @ W1 + b1) @ W2 + b2, y).backward()
    for node, gradient in zip(nodes, network.gradients(x, y, weights)):
        assert np.allclose(node.gradient, gradient, rtol=1e-12, atol=1e-14)


def test_a_stack_trains_each_network_as_if_it_were_alone():
    x, y = network.XOR
    stack = network.start(np.random.default_rng(1), 2, 3, networks=(5,))
    together = network.train(x, y, stack, 0.1, 20)
    for k in range(5):
        alone = network.train(x, y, [w[k] for w in stack], 0.1, 20)
        assert all(np.allclose(a, b[k], rtol=1e-10) for a, b in zip(alone, together))
    assert network.loss(x, y, together).shape == (5,)


def test_the_page_s_gradients_are_those_of_the_figures():
    page = {"np": np}
    for cell in code_cells(PAGE):
        if cell.source.startswith(("def forward(", "def gradients(", "def train(")):
            exec(cell.source.split("\n\n\nweights")[0], page)
    x, y = network.XOR
    weights = network.start(np.random.default_rng(4), 2, 3, networks=(7,))
    for mine, ours in zip(page["gradients"](x, y, weights), network.gradients(x, y, weights)):
        assert np.allclose(mine, ours)
    for mine, ours in zip(page["train"](x, y, weights, 0.1, 9), network.train(x, y, weights, 0.1, 9)):
        assert np.allclose(mine, ours)


@pytest.mark.parametrize("bend", ["tanh", "sigmoid", "relu", "linear"])
def test_the_playground_s_gradients_are_what_a_nudge_measures(bend):
    x, y = points("ring", 20)
    weights = network.start(np.random.default_rng(2), 2, 4)
    for k, gradient in enumerate(yes_or_no.gradients(x, y, weights, bend)):
        found = check_gradient(
            lambda value: yes_or_no.loss(x, y, replaced(weights, k, value), bend), gradient, weights[k]
        )
        assert found.ok, str(found)


def test_a_step_hands_nothing_back_to_the_first_layer():
    x, y = points("Xor")
    weights = network.start(np.random.default_rng(2), 2, 4)
    dW1, db1, dW2, _ = yes_or_no.gradients(x, y, weights, "step")
    assert not dW1.any() and not db1.any() and dW2.any()


@pytest.mark.parametrize("kind", KINDS)
def test_the_points_are_the_same_on_every_call_and_within_the_picture(kind):
    x, y = points(kind)
    assert np.array_equal(x, points(kind)[0]) and x.shape == (100, 2) and y.shape == (100, 1)
    assert np.abs(x).max() < 2.2 and 40 <= y.sum() <= 60


def fit(kind, units, bend="tanh", seeds=12):
    """How many points the best of a few starts gets right"""
    x, y = points(kind)
    best = 0
    for seed in range(1, seeds + 1):
        start = network.start(np.random.default_rng(seed), 2, units)
        trained = yes_or_no.train(x, y, start, bend, 0.5, 2000)
        best = max(best, int(np.sum((yes_or_no.forward(x, trained, bend)[1] > 0) == (y > 0.5))))
        if best == 100:
            break
    return best


@pytest.mark.parametrize("kind, least", [("Xor", 2), ("moons", 2), ("ring", 3), ("stripes", 3)])
def test_the_least_number_of_neurons_is_the_one_that_the_page_tells(kind, least):
    assert fit(kind, least) >= 99 and fit(kind, least - 1, seeds=6) < 98


@pytest.mark.parametrize("kind", KINDS)
def test_straight_neurons_never_learn_any_of_them(kind):
    assert fit(kind, 8, "linear", seeds=2) < 95


# ---- tangent ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", NAMES)
def test_the_line_touches_the_curve_with_its_slope(tangent, weight):
    for value in (-3.0, 0.4, None):
        change(tangent, weight=weight, **({} if value is None else {"value": value}))
        value = tangent.state["value"]
        x, line = tangent.tangent.get_data()
        curve = tangent.loss(weight, np.array([value - 1e-5, value, value + 1e-5]))
        assert np.interp(value, x, line) == pytest.approx(curve[1])
        assert np.diff(line) / np.diff(x) == pytest.approx((curve[2] - curve[0]) / 2e-5, abs=1e-6)


def test_another_weight_stands_where_training_has_left_it(tangent):
    change(tangent, weight="W2[0, 0]")
    assert tangent.state["value"] == pytest.approx(tangent.others[2][0, 0], abs=0.026)


def test_the_error_is_a_v_where_a_bend_follows_and_half_a_v_where_none_does(tangent):
    errors = tangent.errors("W1[0, 1]", -0.5)
    exponents = np.log10(tangent.nudges)
    at = lambda k: errors[np.argmin(np.abs(exponents - k))]
    assert at(-1) / at(-3) == pytest.approx(1e4, rel=0.1) and at(-5) < 1e-8 < at(-11)
    for weight in ("W2[0, 0]", "b2[0, 0]"):
        assert tangent.errors(weight, 1.0)[exponents > -1.9].max() < 1e-11


@pytest.mark.parametrize("weight", NAMES)
def test_the_curve_is_the_network_s_loss(tangent, weight):
    stack = tangent.weights(weight, tangent.across)
    assert tangent.loss(weight, tangent.across) == pytest.approx(network.loss(tangent.x, tangent.y, stack), rel=1e-12)


def test_one_curve_has_two_valleys(tangent):
    def valleys(weight):
        losses = tangent.loss(weight, tangent.across)
        return np.sum((losses[1:-1] < losses[:-2]) & (losses[1:-1] < losses[2:]))

    assert valleys("W1[0, 1]") == 2 and valleys("W2[1, 0]") == 1


def test_a_wrong_gradient_is_seen_and_told():
    def without_bend(x, y, weights):
        h, y_hat = network.forward(x, weights)
        D = 2 * (y_hat - y) / len(y)
        return network.layer_gradients(x, D @ weights[2].mT) + network.layer_gradients(h, D)

    figure = made(Tangent(without_bend))
    lowest = figure.errors("W1[0, 1]", -0.5).min()
    assert lowest > 0.01 > 1e-9 > Tangent().errors("W1[0, 1]", -0.5).min()
    assert figure.tangent.get_ydata()[1] != pytest.approx(made(Tangent()).tangent.get_ydata()[1])


def test_the_weight_can_be_dragged_along_the_curve(tangent):
    tangent.apply(tangent.handles[0].drag(2.03, 0.0, **tangent.state))
    tangent.paint()
    x, y = tangent.handles[0].at(**tangent.state)
    assert tangent.state["value"] == 2.05 and y == pytest.approx(float(tangent.loss("W1[0, 1]", x)))
    assert (tangent.valley.get_ydata() >= LOWEST_ERROR).all()


# ---- playground -------------------------------------------------------------------------------------------------------


def test_a_tick_trains_a_slice_of_at_most_20_ms(playground):
    change(playground, units=8)
    times = []
    for _ in range(15):
        start = time.process_time()
        playground.apply(playground.tick(**playground.state))
        times.append(time.process_time() - start)
    assert statistics.median(times) < 0.020 and playground.state["losses"][-1][0] == 15 * STEPS_A_TICK


def test_training_is_descent_on_all_points(playground):
    change(playground, data="ring", units=4, bend="sigmoid", rate=0.8, seed=7)
    x, y = points("ring")
    weights = network.start(np.random.default_rng(7), 2, 4)
    say(playground, kind="button", name="one_step")
    expected = [w - 0.8 * g for w, g in zip(weights, yes_or_no.gradients(x, y, weights, "sigmoid"))]
    assert all(np.allclose(a, b) for a, b in zip(playground.state["weights"], expected))
    steps, losses = playground.curve.get_data()
    assert list(steps) == [0, 1] and losses[1] == pytest.approx(yes_or_no.loss(x, y, expected, "sigmoid"))


def test_what_stands_behind_the_points_is_the_network_s_answer(playground):
    change(playground, data="moons", units=3)
    answers = yes_or_no.sigmoid(yes_or_no.forward(lattice(GRID), playground.state["weights"], "tanh")[1])
    assert (playground.map.get_array() == shaded(answers.reshape(GRID, GRID))).all()
    dark = shaded(np.array([0.49, 0.51])).astype(int).sum(axis=1)
    assert dark[0] - dark[1] >= 100, "the two sides differ in brightness, not in colour alone"


def test_a_tile_is_one_neuron_and_the_rest_is_empty(playground):
    change(playground, data="Xor", units=2, bend="step")
    strip = playground.tiles.get_array()
    h = yes_or_no.forward(lattice(TILE), playground.state["weights"], "step")[0]
    for i in range(2):
        tile = strip[:, i * (TILE + GAP) : i * (TILE + GAP) + TILE]
        assert (tile == shaded(h[:, i].reshape(TILE, TILE))).all()
    assert (strip[:, 2 * (TILE + GAP) :] == 255).all()


def test_the_dashed_lines_are_where_a_neuron_s_input_is_zero(playground):
    change(playground, units=4)
    x = np.array(playground.folds.get_data()).T.reshape(4, 3, 2)
    W1, b1 = playground.state["weights"][:2]
    for i in range(4):
        assert x[i, :2] @ W1[:, i] + b1[0, i] == pytest.approx(0, abs=1e-9) and np.isnan(x[i, 2]).all()


@pytest.mark.parametrize("bend", ["tanh", "sigmoid"])
def test_with_two_neurons_the_border_in_hidden_space_parts_what_the_network_parts(playground, bend):
    change(playground, data="Xor", units=2, bend=bend, seed=3)
    (x0, x1), (y0, y1) = playground.border.get_data()
    border = lambda p: (x1 - x0) * (p[:, 1] - y0) - (y1 - y0) * (p[:, 0] - x0)
    x, y = points("Xor")
    logits = yes_or_no.forward(x, playground.state["weights"], bend)[1][:, 0]
    for dots, rows in zip(playground.hidden_dots, (y[:, 0] == 0, y[:, 0] == 1)):
        sides = border(dots.get_xydata()) * logits[rows]
        assert (sides > 0).all() or (sides < 0).all()
    assert playground.border.get_visible()
    change(playground, units=3)
    assert not playground.border.get_visible()


def test_a_new_task_or_start_begins_anew_and_a_new_rate_does_not(playground):
    steps = lambda: playground.state["losses"][-1][0]
    assert steps() == 200
    change(playground, rate=1.0)
    assert steps() == 200
    for changes in ({"data": "ring"}, {"units": 5}, {"bend": "relu"}, {"seed": 9}):
        playground.apply(playground.advance(7, **playground.state))
        assert steps() > 0
        change(playground, **changes)
        assert steps() == 0 and playground.state["weights"][0].shape == (2, playground.state["units"])
    say(playground, kind="button", name="new_weights")
    assert playground.state["seed"] == 10


def test_it_can_be_paused_and_ends_and_begins_again(playground):
    change(playground, playing=True)
    say(playground, kind="tick")
    assert not change(playground, playing=False)["playing"]
    assert say(playground, kind="tick")["playing"] is False and playground.state["losses"][-1][0] == 200 + STEPS_A_TICK
    run_to_the_end(playground)
    assert playground.state["losses"][-1][0] == MOST_STEPS
    change(playground, playing=True)
    assert playground.state["losses"][-1][0] == 0


@pytest.mark.filterwarnings("error")
def test_a_loss_beyond_all_numbers_ends_the_run_and_keeps_the_weights(playground):
    state = playground.state | {"bend": "linear", "weights": [w * 1e300 for w in playground.state["weights"]]}
    assert playground.advance(1, **state) == {} and playground.tick(**state) is None


def test_two_neurons_learn_xor_from_start_1_and_get_stuck_from_start_2(playground):
    assert playground.right("Xor", "tanh", playground.state["weights"]) >= 98
    change(playground, seed=2)
    run_to_the_end(playground)
    assert playground.right("Xor", "tanh", playground.state["weights"]) < 80
