"""Dropout is there in training only, keeps the mean, and follows the course's one generator."""

import numpy as np
import pytest

from helpers import graph
from helpers.graph import Node
from helpers.layers import Activation, Dense, Dropout, Input, Layer, set_random_seed
from helpers.training import SGD, Sequential

ONES = np.ones((300, 400))


def test_outside_training_it_hands_on_the_very_node():
    x = Node(ONES)
    assert Dropout(0.5)(x) is x and Dropout(0.5)(x, training=False) is x


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.75])
def test_in_training_a_share_is_0_and_the_rest_is_made_larger_so_that_the_mean_stays(rate):
    set_random_seed(1)
    y = Dropout(rate)(ONES, training=True).value
    np.testing.assert_allclose(np.unique(y), [0, 1 / (1 - rate)], rtol=1e-15)
    deviation = np.sqrt(rate / (1 - rate) / ONES.size)
    assert abs(y.mean() - 1) < 5 * deviation and abs((y == 0).mean() - rate) < 5 * deviation


def test_a_rate_of_0_leaves_all_as_it_is():
    x = Node(ONES)
    assert Dropout(0)(x, training=True) is x


def test_the_slope_goes_where_the_number_went():
    x = Node(np.array([[3.0, -2, 5, 7, 1, 2, 4, 9]]))
    y = Dropout(0.5, seed=4)(x, training=True)
    graph.sum(y).backward()
    np.testing.assert_array_equal(x.gradient, y.value / x.value)
    assert set(x.gradient.ravel()) == {0, 2}


def test_every_step_draws_anew_from_the_seeded_generator():
    layer = Dropout(0.5)

    def two_draws(seed):
        set_random_seed(seed)
        return [layer(ONES, training=True).value for _ in range(2)]

    (first, second), (again, _), (other, _) = two_draws(3), two_draws(3), two_draws(4)
    np.testing.assert_array_equal(first, again)
    assert (first != second).any() and (first != other).any()


def test_a_seed_of_its_own_draws_the_same_whatever_happens_around_it():
    one, other = Dropout(0.5, seed=7), Dropout(0.5, seed=7)
    set_random_seed(0)
    drawn = one(ONES, training=True).value
    set_random_seed(1)
    np.testing.assert_array_equal(drawn, other(ONES, training=True).value)


def test_to_look_at_a_model_draws_nothing():
    set_random_seed(0)
    expected = np.random.default_rng(0).random()
    model = Sequential([Input((4,)), Dropout(0.5)])
    model.compile("sgd", "mse")
    model.predict(ONES[:, :4])
    model.evaluate(ONES[:, :4], ONES[:, :4])
    model.summary(print_fn=str)
    assert Dropout(0.5)(np.ones(1), training=True).value == (2 if expected >= 0.5 else 0)


def test_fit_trains_with_it_and_predict_looks_without_it():
    def trained(rate):
        set_random_seed(2)
        model = Sequential([Input((3,)), Dense(8, "tanh"), Dropout(rate), Dense(1)])
        model.compile(SGD(0.125), "mse")
        losses = model.fit(ONES[:64, :3], ONES[:64, 0], epochs=3, shuffle=False).history["loss"]
        return losses, model.predict(ONES[:5, :3])

    with_it, without = trained(0.5), trained(0)
    assert with_it[0][0] != without[0][0]
    assert len(np.unique(with_it[1])) == 1
    np.testing.assert_array_equal(trained(0.5)[1], with_it[1])


def test_a_model_within_a_model_hands_training_on():
    model = Sequential([Sequential([Activation("linear", input_dim=400), Dropout(0.5)])])
    assert set(np.unique(model(ONES, training=True).value)) == {0, 2} and (model(ONES).value == 1).all()


def test_a_layer_of_your_own_learns_of_training_if_its_call_asks():
    class Told(Layer):
        def call(self, x, training=False):
            return x * (2.0 if training else 1.0)

    class Quiet(Layer):
        def call(self, x):
            return x * 3.0

    model = Sequential([Told(), Quiet()])
    assert model(2.0, training=True).value == 12 and model(2.0).value == 6


@pytest.mark.parametrize("rate", [1, 1.5, -0.1, np.nan, "half", True, None])
def test_a_rate_is_a_share_below_1(rate):
    with pytest.raises(ValueError, match="^rate must be a number from 0 to below 1, got "):
        Dropout(rate)


@pytest.mark.parametrize("seed", [-1, 0.5, "one"])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(ValueError, match="^seed must be a whole number from 0 up, got "):
        Dropout(0.5, seed=seed)


def test_the_shape_of_the_noise_is_that_of_the_data():
    with pytest.raises(TypeError, match="^Dropout has no noise_shape here: leave it out, or let Keras itself run this"):
        Dropout(0.5, noise_shape=(1, 3))
