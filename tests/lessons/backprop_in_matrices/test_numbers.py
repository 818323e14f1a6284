"""The networks of notebook 06b: their gradients are true, and they learn what the page says."""

from functools import partial

import numpy as np
import pytest
from course_notebooks import code_cells, read

from helpers.gradcheck import check_gradient
from helpers.lessons.backprop_in_matrices import numbers as network
from helpers.lessons.backprop_in_matrices.numbers import XOR, points

SQUARES = network.loss, network.gradients


def entropy(activation):
    return [partial(f, activation=activation) for f in (network.cross_entropy, network.cross_entropy_gradients)]


@pytest.mark.parametrize(
    "sizes, functions",
    [((1, 3, 1), SQUARES), ((2, 4, 1), SQUARES), ((3, 2, 5), SQUARES)]
    + [((2, 4, 1), entropy(activation)) for activation in ("tanh", "sigmoid", "relu", "linear")],
)
def test_every_gradient_is_what_a_nudge_measures(sizes, functions):
    (inputs, units, outputs), (loss, gradients), generator = sizes, functions, np.random.default_rng(4)
    x, y = generator.normal(size=(6, inputs)), generator.integers(2, size=(6, outputs))
    weights = network.start(generator, inputs, units, outputs)
    for k, gradient in enumerate(gradients(x, y, weights)):

        def loss_along(value, k=k):
            return loss(x, y, [*weights[:k], value, *weights[k + 1 :]])

        found = check_gradient(loss_along, gradient, weights[k])
        assert found.ok, str(found)


def test_activations_losses_and_lines_have_the_field_s_values():
    values = {"tanh": np.tanh([-1, 0, 2]), "sigmoid": [0.268941, 0.5, 0.880797], "relu": [0, 0, 2]}
    for bend, h in (values | {"linear": [-1, 0, 2], "step": [0, 0, 1]}).items():
        assert network.ACTIVATIONS[bend][0](np.array([-1.0, 0, 2])) == pytest.approx(h, abs=1e-6)
    nothing, sure = ([np.zeros((2, 1)), 0.0, np.zeros((1, 1)), b] for b in (0.0, 1000.0))
    assert (XOR[1] == (XOR[0][:, :1] != XOR[0][:, 1:])).all() and XOR[0].tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert network.loss(*XOR, nothing) == 0.5 and network.cross_entropy(*XOR, nothing, "tanh") == np.log(2)
    assert network.cross_entropy(*XOR, sure, "tanh") == 500
    assert network.zero_line(np.array([3.0, 4]), -5.0, 2) == pytest.approx(np.array([[2.2, -0.4], [-1, 2]]))
    assert not network.zero_line(np.zeros(2), 1.0, 2).any()


def test_a_step_hands_nothing_back_to_the_first_layer():
    weights = network.start(np.random.default_rng(2), 2, 4)
    dW1, db1, dW2, _ = network.cross_entropy_gradients(*points("Xor"), weights, "step")
    assert not dW1.any() and not db1.any() and dW2.any()


def test_a_stack_trains_each_network_as_if_it_were_alone():
    stack = network.start(np.random.default_rng(1), 2, 3, networks=(5,))
    together = network.train(*XOR, stack, 0.1, 20)
    for k in range(5):
        alone = network.train(*XOR, [w[k] for w in stack], 0.1, 20)
        assert all(np.allclose(a, b[k], rtol=1e-10) for a, b in zip(alone, together, strict=True))
    assert network.loss(*XOR, together).shape == (5,)


def test_the_page_s_gradients_are_those_of_the_figures():
    page = {"np": np}
    for cell in code_cells(read("06b_backprop_in_matrices.ipynb")):
        if cell.source.startswith(("def forward(", "def gradients(", "def train(")):
            exec(cell.source.split("\n\n\nweights")[0], page)
    weights = network.start(np.random.default_rng(4), 2, 3, networks=(7,))
    for name, more in (("gradients", ()), ("train", (0.1, 9))):
        found, ours = page[name](*XOR, weights, *more), getattr(network, name)(*XOR, weights, *more)
        assert all(np.allclose(a, b) for a, b in zip(found, ours, strict=True))


def test_the_hardly_trained_network_and_its_nudges_are_those_of_the_stored_picture():
    flat = np.concatenate([np.ravel(value) for value in network.HARDLY_TRAINED])
    assert flat.tolist() == [-0.199, -1.525, 0.492, -1.507, -1.61, 0.848, 1.726, -0.736, -0.86, 1.654]
    assert np.array_equal(network.EXPONENTS, np.linspace(-12, 0, 25))
    assert network.nudged_slopes("W1[0, 1]", 0.5)[[12, 24]] == pytest.approx([-0.2092022, -0.0842345], abs=1e-7)


@pytest.mark.parametrize("name", network.WEIGHTS)
def test_along_a_weight_stands_the_network_s_loss_and_some_have_two_valleys(name):
    values = np.linspace(-5, 5, 201)
    losses = network.loss_along(name, values)
    assert losses == pytest.approx(network.loss(*network.SEVEN, network.with_weight(name, values)), rel=1e-12)
    valleys = np.sum((losses[1:-1] < losses[:-2]) & (losses[1:-1] < losses[2:]))
    assert valleys == {"W1[0, 1]": 2, "W2[1, 0]": 1}.get(name, valleys)


@pytest.mark.parametrize(
    "kind, total", [("Xor", 8049.21), ("ring", 6548.28), ("moons", 8735.19), ("stripes", 10410.15)]
)
def test_the_points_are_the_same_on_every_call_and_on_the_page_and_within_the_picture(kind, total):
    x, y = points(kind)
    assert np.arange(100) @ np.hstack([x, y]) @ [1, 2, 3] == pytest.approx(total, abs=0.01), "others are stored"
    assert np.array_equal(x, points.__wrapped__(kind)[0]) and x.shape == (100, 2) and y.shape == (100, 1)
    assert np.abs(x).max() < 2.2 and 40 <= y.sum() <= 60


def fit(kind, units, activation="tanh", seeds=12):
    """How many points the best of a few starts gets right"""
    (x, y), slopes, right = points(kind), entropy(activation)[1], [0]
    for seed in range(1, seeds + 1):
        if max(right) < 100:
            trained = network.train(x, y, network.start(np.random.default_rng(seed), 2, units), 0.5, 2000, slopes)
            right.append(np.sum((network.forward(x, trained, activation)[1] > 0) == (y > 0.5)))
    return max(right)


@pytest.mark.parametrize("kind, least", [("Xor", 2), ("moons", 2), ("ring", 3), ("stripes", 3)])
def test_the_least_number_of_neurons_is_the_one_that_the_page_tells_and_no_straight_ones_do(kind, least):
    assert fit(kind, least) >= 99 and fit(kind, least - 1, seeds=6) < 98
    assert fit(kind, 8, "linear", seeds=2) < 95
