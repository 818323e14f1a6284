"""How weights start, and what a layer refuses."""

import numpy as np
import pytest
from small_models import deck_model

from helpers import layers
from helpers.layers import Activation, Conv2D, Dense, Embedding, Flatten, Input, Layer, Softmax, set_random_seed
from helpers.training import Sequential

# ---- how weights start


@pytest.mark.parametrize(
    "name, largest, deviation",
    [
        ("glorot_uniform", np.sqrt(6 / 500), np.sqrt(2 / 500)),
        ("he_uniform", np.sqrt(6 / 200), np.sqrt(2 / 200)),
        ("glorot_normal", 2.2738 * np.sqrt(2 / 500), np.sqrt(2 / 500)),
        ("he_normal", 2.2738 * np.sqrt(2 / 200), np.sqrt(2 / 200)),
        ("random_uniform", 0.05, 0.05 / np.sqrt(3)),
        ("random_normal", np.inf, 0.05),
    ],
)
def test_an_initializer_has_the_spread_that_its_paper_says(name, largest, deviation):
    set_random_seed(0)
    kernel = Dense(300, kernel_initializer=name, input_dim=200)
    kernel.build_for((None, 200))
    values = kernel.kernel.value
    assert np.abs(values).max() <= largest and abs(values.mean()) < 0.02 * deviation
    assert values.std() == pytest.approx(deviation, rel=0.02)
    assert (kernel.bias.value == 0).all()
    assert layers.initializers.INITIALIZERS[name]((0,)).shape == (0,)


@pytest.mark.parametrize("name", ["he_uniform", "he_normal"])
def test_of_a_single_input_he_s_start_deviates_by_the_root_of_2(name):
    assert layers.initializers.INITIALIZERS[name]((1, 20_000)).std() == pytest.approx(np.sqrt(2), rel=0.05)


def test_a_kernel_of_places_counts_every_place_in_its_fans():
    assert layers.initializers.fans((3, 3, 2, 5)) == (18, 45) and layers.initializers.fans((7,)) == (7, 7)


def test_the_same_seed_gives_the_same_start_and_another_seed_another():
    def start(seed):
        set_random_seed(seed)
        return np.concatenate([values.ravel() for values in deck_model().get_weights()] + [np.random.rand(3)])

    for seed in (0, 7, 2**32 - 1):
        np.testing.assert_array_equal(start(seed), start(seed))
    assert not np.allclose(start(7), start(8))


def test_an_initializer_and_an_activation_of_your_own_are_functions():
    layer = Dense(2, activation=lambda x: x * x, kernel_initializer=lambda shape: np.full(shape, 3.0), input_dim=1)
    assert layer(np.array([[2.0]])).value.tolist() == [[36, 36]]


def test_a_layer_of_your_own_needs_build_and_call():
    class Scale(Layer):
        def build(self, input_shape):
            self.factors, self.unnamed = self.add_weight(input_shape[1:], "ones", "factors"), self.add_weight((4, 5))

        def call(self, x):
            return x * self.factors

    model = Sequential([Dense(3, input_dim=2), Scale(), Dense(1)])
    assert model.count_params() == 9 + 3 + 20 + 4 and model.layers[1].name == "scale"
    unnamed = model.layers[1].unnamed
    assert unnamed.name == "" and 0 < np.abs(unnamed.value).max() <= np.sqrt(6 / 9)
    with pytest.raises(NotImplementedError, match=r"Half needs a call\(self, x\)"):
        type("Half", (Layer,), {})()(1.0)


# ---- errors


@pytest.mark.parametrize(
    "make, error, words",
    [
        (
            lambda: Dense(8, input_dim=8)(np.ones((32, 6))),
            ValueError,
            r"^Dense expects 8 features \(input_dim\), got 6: x has shape \(32, 6\)$",
        ),
        (lambda: deck_model()(np.ones((32, 6))), ValueError, r"^Dense expects 8 features \(input_dim\), got 6: x has"),
        (
            lambda: Sequential([Dense(4, input_dim=8), Dense(3, input_dim=5)]),
            ValueError,
            r"Dense expects 5 features .* got 4: x has shape \(None, 4\)",
        ),
        (
            lambda: Dense(3, input_shape=(4, 8))(np.ones((2, 4, 7))),
            ValueError,
            r"Dense expects 8 features \(input_dim\), got 7: x has shape \(2, 4, 7\)",
        ),
        (
            lambda: Dense(3, input_dim=8)(2.0),
            ValueError,
            r"Dense expects 8 features \(input_dim\), got a single number",
        ),
        (
            lambda: Flatten(input_shape=(2, 4))(np.ones((3, 4, 2))),
            ValueError,
            r"Flatten expects examples of shape \(2, 4\) \(input_shape\), got \(4, 2\): x has shape \(3, 4, 2\)",
        ),
        (lambda: Dense(3)(2.0), ValueError, "Dense expects one row of features per example"),
        (lambda: Dense(3)(np.ones(3)), ValueError, r"one row of features per example, got x of shape \(3,\)"),
        (lambda: Dense(0), ValueError, "units must be a whole number from 1 up, got 0"),
        (lambda: Dense(2.5), ValueError, "units must be a whole number from 1 up, got 2.5"),
        (lambda: Dense(True), ValueError, "units must be a whole number"),
        (lambda: Dense(3, input_dim=-1), ValueError, "input_dim must be a whole number from 1 up, got -1"),
        (lambda: Dense(3, "swoosh"), ValueError, "There is no activation 'swoosh': use linear, sigmoid, tanh"),
        (lambda: Dense(3, kernel_initializer="big"), ValueError, "There is no initializer 'big': use glorot_uniform"),
        (lambda: Dense(3, kernel_regularizer="l3"), ValueError, "kernel_regularizer expects .* got 'l3'"),
        (
            lambda: Dense(3, input_dim=2, kernel_initializer=lambda shape: np.ones(5))(np.ones((1, 2))),
            ValueError,
            r"the initializer of kernel gave shape \(5,\), expected \(2, 3\)",
        ),
        (
            lambda: Dense(3, bias_constraint=1),
            TypeError,
            "^Dense has no bias_constraint here: leave it out, or let Keras",
        ),
        (lambda: Flatten(data_format=1), TypeError, "^Flatten has no data_format here"),
        (lambda: Softmax(axis=0), TypeError, "^Softmax has no axis here"),
        (lambda: Conv2D(3, 2, groups=2, dilation_rate=2), TypeError, "^Conv2D has no groups and no dilation_rate here"),
        (lambda: Embedding(3, 2, mask_zero=True), TypeError, "^Embedding has no mask_zero here"),
        (lambda: Input((8,), batch_size=3), TypeError, "^Input has no batch_size here"),
        (
            lambda: Dense(3)(Input((8,))),
            TypeError,
            "a layer takes numbers or a node, and Input holds none: there is no",
        ),
        (lambda: Conv2D(3, 2)(Input((8, 8, 1))), TypeError, r"no functional style .* Sequential\(\[Input\(\(8,\)\), D"),
        (lambda: deck_model()(Dense(3)), TypeError, "so put the layers in a row"),
        (lambda: Activation("swoosh"), ValueError, "There is no activation 'swoosh'"),
        (lambda: Input(8), ValueError, r"Input expects the shape of one example, such as \(8,\), got 8"),
        (lambda: Sequential([Dense(3), Input((8,))]), ValueError, "Input stands first in a model, and once"),
        (lambda: Sequential(["Dense"]), TypeError, r"a model consists of layers, such as Dense\(6\), got 'Dense'"),
        (lambda: Sequential([layer := Dense(3), layer]), ValueError, "is in this model already"),
        (lambda: deck_model().set_weights([np.ones(3)]), ValueError, "set_weights expects 4 arrays, got 1"),
        (
            lambda: Dense(3).set_weights([np.ones(3)]),
            ValueError,
            "expects 0 arrays, got 1: a layer that has seen no data",
        ),
        (lambda: set_random_seed(-1), ValueError, r"expects a whole number from 0 to 2\*\*32 - 1, got -1"),
        (lambda: set_random_seed(2**32), ValueError, "set_random_seed expects a whole number .* got 4294967296"),
        (lambda: set_random_seed(True), ValueError, "set_random_seed expects a whole number .* got True"),
        (lambda: set_random_seed(0.5), ValueError, "set_random_seed expects a whole number"),
    ],
)
def test_what_does_not_fit_is_said_at_once_with_the_shapes(make, error, words):
    with pytest.raises(error, match=words):
        make()


def test_set_weights_changes_all_or_nothing():
    model = deck_model()
    before, values = model.get_weights(), [np.ones((8, 6)), np.ones(6), np.ones((3, 6)), np.ones(3)]
    with pytest.raises(ValueError, match=r"array 2 has shape \(3, 6\), the weight \(6, 3\)"):
        model.set_weights(values)
    for one, other in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, other)


# ---- files
