"""What notebook 06c trains: true gradients, points that stay the same, and as many neurons as the page says."""

from functools import partial

import numpy as np
import pytest
from course_notebooks import code_cells, read

from helpers.gradcheck import check_gradient
from helpers.lessons.backprop_in_matrices import numbers as network
from helpers.lessons.train_it import numbers as lesson
from helpers.lessons.train_it.numbers import points


def entropy(activation):
    return [partial(f, activation=activation) for f in (lesson.cross_entropy, lesson.cross_entropy_gradients)]


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu", "linear"])
def test_every_gradient_is_what_a_nudge_measures(activation):
    (loss, gradients), generator = entropy(activation), np.random.default_rng(4)
    x, y = generator.normal(size=(6, 2)), generator.integers(2, size=(6, 1))
    weights = network.start(generator, 2, 4)
    for k, gradient in enumerate(gradients(x, y, weights)):

        def loss_along(value, k=k):
            return loss(x, y, [*weights[:k], value, *weights[k + 1 :]])

        found = check_gradient(loss_along, gradient, weights[k])
        assert found.ok, str(found)


def test_losses_and_lines_have_the_field_s_values():
    nothing, sure = ([np.zeros((2, 1)), 0.0, np.zeros((1, 1)), b] for b in (0.0, 1000.0))
    assert lesson.cross_entropy(*network.XOR, nothing, "tanh") == np.log(2)
    assert lesson.cross_entropy(*network.XOR, sure, "tanh") == 500
    assert lesson.zero_line(np.array([3.0, 4]), -5.0, 2) == pytest.approx(np.array([[2.2, -0.4], [-1, 2]]))
    assert not lesson.zero_line(np.zeros(2), 1.0, 2).any()


def test_a_step_hands_nothing_back_to_the_first_layer():
    weights = network.start(np.random.default_rng(2), 2, 4)
    dW1, db1, dW2, _ = lesson.cross_entropy_gradients(*points("Xor"), weights, "step")
    assert not dW1.any() and not db1.any() and dW2.any()


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


@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_twenty_linear_layers_multiply_the_mean_square_by_the_scale_squared_in_each(scale):
    values, slopes = np.mean([lesson.mean_squares("linear", scale, seed) for seed in range(8)], axis=0)
    factors = scale ** (2 * np.arange(lesson.LAYERS + 1))
    assert values == pytest.approx(factors, rel=0.35) and slopes[::-1] == pytest.approx(factors, rel=0.35)


def test_the_page_s_twenty_layers_are_those_of_the_figure():
    page = {"np": np}
    (source,) = [c.source for c in code_cells(read("06c_train_it.ipynb")) if c.source.startswith("def through(")]
    exec(source, page)
    for name, scale in (("tanh", 1.0), ("relu", 2.0)):
        values, slopes = lesson.mean_squares(name, scale, seed=3)
        assert page["through"](*network.ACTIVATIONS[name], scale, 3) == pytest.approx((values[-1], slopes[0]))


def test_the_slope_that_comes_back_is_what_a_nudge_measures():
    x, d, layers = lesson.deep_draws(0)

    def output(share):
        h = x + share * np.outer(np.arange(len(x)) == 0, np.arange(x.shape[1]) == 0)
        for W in layers:
            h = np.tanh(h @ W)
        return np.sum(h * d)

    slopes = d
    values = [x]
    for W in layers:
        values.append(np.tanh(values[-1] @ W))
    for W, h in zip(reversed(layers), reversed(values), strict=False):
        slopes = (slopes * (1 - h**2)) @ W.T
    assert slopes[0, 0] == pytest.approx((output(1e-5) - output(-1e-5)) / 2e-5, rel=1e-5)
    assert np.mean(slopes**2) == pytest.approx(lesson.mean_squares("tanh", 1.0)[1][0])
