"""Three engines, one training: the numbers of notebook 11, and what real Keras makes of old code."""

import importlib.util

import numpy as np
import pytest

from helpers.gradcheck import check_gradient
from helpers.lessons.meet_the_frameworks import frameworks
from helpers.lessons.meet_the_frameworks import numbers as engines
from helpers.lessons.meet_the_frameworks.numbers import ADAM, SGD, largest_differences

EXTRA = all(importlib.util.find_spec(name) for name in frameworks.EXTRA)
needs_keras = pytest.mark.skipif(not EXTRA, reason="the extra is not installed")


@pytest.fixture(scope="module")
def keras():
    assert frameworks.bring_in("keras") is None
    import keras

    return keras


def last(training):
    return list(training)[-1]


def test_the_formulas_by_hand_have_the_gradients_that_a_nudge_finds():
    x, y = engines.examples()
    weights = engines.first_weights()
    _, _, gradients = engines.numpy_step(x, y, weights)
    for place, gradient in enumerate(gradients):

        def loss(value, place=place):
            return engines.numpy_step(x, y, weights[:place] + [value] + weights[place + 1 :])[1]

        assert check_gradient(loss, gradient, weights[place]).ok


@pytest.mark.parametrize("optimizer", [SGD, ADAM])
@pytest.mark.parametrize("precision, least, most", [("float64", 0, 1e-14), ("float32", 1e-9, 1e-5)])
def test_numpy_agrees_with_helpers_as_far_as_its_numbers_reach(optimizer, precision, least, most):
    one = last(engines.ours_training(optimizer, 0.1, 20))
    other = last(engines.numpy_training(precision, optimizer, 0.1, 20))
    assert {np.asarray(part).dtype.name for part in other} == {precision}
    assert [np.shape(part) for part in one] == [np.shape(part) for part in other] and len(one) == len(engines.PARTS)
    assert least <= largest_differences(one, other).max() < most


def test_training_lowers_the_loss_and_each_step_starts_where_the_last_ended():
    steps = list(engines.ours_training(SGD, 0.1, 5))
    assert np.all(np.diff([step[1] for step in steps]) < 0)
    assert steps[1][6] == pytest.approx(steps[0][6] - 0.1 * steps[1][2], abs=1e-15)


def test_a_difference_is_the_largest_in_each_part():
    assert largest_differences([np.array([1.0, 2.0]), 3.0], [np.array([1.5, 1.0]), 3.0]).tolist() == [1, 0]


@needs_keras
def test_keras_agrees_to_ten_digits_with_sgd_and_leaves_its_settings_as_they_were(keras):
    usual = keras.backend.floatx()
    one = last(engines.ours_training(SGD, 0.1, 20))
    assert largest_differences(one, last(engines.keras_training("float64", SGD, 0.1, 20))).max() < 1e-12
    assert 1e-9 < largest_differences(one, last(engines.keras_training("float32", SGD, 0.1, 20))).max() < 1e-5
    assert keras.backend.floatx() == usual


@needs_keras
def test_adam_differs_by_what_two_rates_in_float32_make_of_its_first_step(keras):
    one = last(engines.ours_training(ADAM, 0.125, 1))
    apart = largest_differences(one, last(engines.keras_training("float64", ADAM, 0.125, 1)))
    b1, b2 = (float(np.float32(beta)) for beta in engines.FADING)
    expected = 0.125 * (1 - np.sqrt(1 - b2) / (1 - b1) / (np.sqrt(0.001) / 0.1))
    assert apart[:6].max() < 1e-12 and apart[6:] == pytest.approx(expected, rel=1e-3)


# ---- old code on the real library -----------------------------------------------------------------------------------


@needs_keras
def test_the_old_line_for_a_kernel_means_stride_3_today(keras):
    for layer, size in ((keras.layers.Convolution2D(5, 3, 3), 20), (keras.layers.Conv2D(5, (3, 3)), 80)):
        model = keras.Sequential([keras.Input((6, 6, 1)), layer, keras.layers.Flatten()])
        assert model.output_shape == (None, size) and model.count_params() == 50
    assert not hasattr(keras.layers, "Convolution2d")


def test_the_old_line_for_compiling_is_a_syntax_error():
    with pytest.raises(SyntaxError, match="positional argument follows keyword argument"):
        compile("model.compile( optimizer, loss='logloss', metrics )", "old", "exec")


@needs_keras
def test_no_loss_is_called_logloss(keras):
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    with pytest.raises(ValueError, match="logloss"):
        model.compile(optimizer="sgd", loss="logloss")
        model.train_on_batch(np.ones((2, 8)), np.ones((2, 1)))


@needs_keras
@pytest.mark.parametrize("last_layer, fits", [("tanh", lambda share: share <= 0.5), ("softmax", lambda s: s >= 0.95)])
def test_tanh_with_log_loss_never_learns_three_classes_and_says_nothing(keras, last_layer, fits):
    generator = np.random.default_rng(1)
    x, ways = generator.normal(size=(300, 8)), np.linalg.qr(generator.normal(size=(8, 3)))[0]
    y = np.eye(3)[np.argmax(x @ ways, axis=1)]
    layers = [keras.layers.Dense(6, activation="tanh"), keras.layers.Dense(3, activation=last_layer)]
    model = keras.Sequential([keras.Input((8,)), *layers])
    sgd = keras.optimizers.SGD(0.3)
    model.compile(optimizer=sgd, loss="categorical_crossentropy", metrics=["accuracy"])
    for seed in range(10):
        keras.utils.set_random_seed(seed)
        model.set_weights(keras.models.clone_model(model).get_weights())
        losses = [model.train_on_batch(x, y)[0] for _ in range(100)]
        share = model.evaluate(x, y, verbose=0)[1]
        assert np.isfinite(losses).all() and fits(share), (seed, share)
