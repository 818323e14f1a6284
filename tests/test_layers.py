"""Layers have Keras's shapes, counts and starts, and the slopes that nudges and autograd give."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from slow_convolution import by_autograd, max_by_autograd

from helpers import graph, layers
from helpers.gradcheck import check_gradient
from helpers.graph import Node
from helpers.layers import (
    L1,
    L2,
    Activation,
    Conv2D,
    Dense,
    Flatten,
    GlobalMaxPooling2D,
    Input,
    Layer,
    MaxPooling2D,
    set_random_seed,
)
from helpers.training import Sequential


def deck_model():
    """The slides' model, line by line"""
    model = Sequential()
    model.add(Dense(6, input_dim=8))
    model.add(Activation("tanh"))
    model.add(Dense(3))
    model.add(Activation("tanh"))
    return model


# ---- gradients: every layer, each activation, every weight and the input


def anp_softmax(x):
    e = anp.exp(x)
    return e / anp.sum(e, axis=-1, keepdims=True)


BY_NAME = {
    "linear": lambda x: x,
    "sigmoid": lambda x: 1 / (1 + anp.exp(-x)),
    "tanh": anp.tanh,
    "relu": lambda x: anp.maximum(x, 0),
    "softmax": anp_softmax,
    "step": lambda x: anp.where(x >= 0, 1.0, 0.0) + 0 * x,
}

# layers, the same in autograd's numpy of (x, *weights), the shape of x
TABLE = {
    f"Dense {name}": ([Dense(3, activation=name)], lambda x, w, b, f=f: f(x @ w + b), (4, 2))
    for name, f in BY_NAME.items()
}
TABLE |= {f"Activation {name}": ([Activation(name)], lambda x, f=f: f(x), (4, 2)) for name, f in BY_NAME.items()}
TABLE |= {
    "Dense without bias": ([Dense(3, use_bias=False)], lambda x, w: x @ w, (4, 2)),
    "Dense on rows of rows": ([Dense(3, "tanh")], lambda x, w, b: anp.tanh(x @ w + b), (4, 5, 2)),
    "Flatten": ([Flatten()], lambda x: anp.reshape(x, (4, -1)), (4, 2, 3)),
    "Sequential": (
        [Dense(3, "tanh"), Activation("sigmoid"), Dense(2)],
        lambda x, w, b, v, c: BY_NAME["sigmoid"](anp.tanh(x @ w + b)) @ v + c,
        (4, 2),
    ),
    "Flatten in a stack": (
        [Flatten(), Dense(2, "softmax")],
        lambda x, w, b: anp_softmax(anp.reshape(x, (4, -1)) @ w + b),
        (4, 2, 3),
    ),
    "Conv2D": (
        [Conv2D(3, 2, (1, 2), activation="tanh")],
        lambda x, w, b: anp.tanh(by_autograd((1, 2))(x, w, b)),
        (2, 4, 5, 2),
    ),
    "Conv2D without bias": (
        [Conv2D(3, (2, 3), padding="same", use_bias=False)],
        lambda x, w: by_autograd(padding="same")(x, w, np.zeros(3)),
        (2, 4, 5, 2),
    ),
    "MaxPooling2D": ([MaxPooling2D()], max_by_autograd(), (2, 4, 5, 2)),
    "GlobalMaxPooling2D": ([GlobalMaxPooling2D()], lambda x: anp.max(x, axis=(1, 2)), (2, 4, 5, 2)),
    "two convolutions": (
        [Conv2D(3, 3, activation="tanh"), MaxPooling2D(), Conv2D(2, 2), GlobalMaxPooling2D(), Dense(2)],
        lambda x, w, b, v, c, u, d: (
            anp.max(by_autograd()(max_by_autograd()(anp.tanh(by_autograd()(x, w, b))), v, c), axis=(1, 2)) @ u + d
        ),
        (2, 6, 7, 1),
    ),
}


@pytest.mark.parametrize("kinds, reference, shape", TABLE.values(), ids=TABLE)
def test_gradients_of_every_layer_agree_with_nudges_and_with_autograd(kinds, reference, shape):
    set_random_seed(3)
    model = Sequential(kinds)
    x = Node(np.random.standard_normal(shape))
    y = model(x)
    dz = np.random.standard_normal(y.value.shape)
    for weight in model.weights:
        weight.value = np.random.standard_normal(weight.value.shape)
    leaves = [x, *model.weights]
    graph.sum(model(x) * dz).backward()
    np.testing.assert_allclose(model(x).value, reference(*(leaf.value for leaf in leaves)), rtol=1e-13)
    for i, leaf in enumerate(leaves):
        assert check_gradient(cost_of(model, x, leaf, dz), leaf.gradient, leaf.value, tolerance=1e-6).ok
        slope = autograd.grad(lambda *values: anp.sum(reference(*values) * dz), i)(*(one.value for one in leaves))
        np.testing.assert_allclose(leaf.gradient, slope, rtol=1e-10, atol=1e-13)


def cost_of(model, x, leaf, dz):
    def cost(value):
        before, leaf.value = leaf.value, value
        try:
            return np.sum(model(x).value * dz)
        finally:
            leaf.value = before

    return cost


def test_every_layer_has_a_row_in_the_table():
    rows = {type(layer).__name__ for kinds, _, _ in TABLE.values() for layer in kinds}
    made = {name for name, kind in vars(layers).items() if isinstance(kind, type) and issubclass(kind, Layer)}
    assert made - {"Layer", "Embedding"} == rows  # a word has no slope: tests/test_embedding.py


@pytest.mark.parametrize(
    "regularizer, slope",
    [
        (L2(0.1), lambda w: 0.2 * w),
        (L1(0.1), lambda w: 0.1 * np.sign(w)),
        ("l2", lambda w: 0.02 * w),
        ("l1", lambda w: 0.01 * np.sign(w)),
    ],
)
def test_a_penalty_pulls_at_the_kernel_and_not_at_the_bias(regularizer, slope):
    layer = Dense(3, input_dim=2, kernel_regularizer=regularizer, bias_initializer="ones")
    model = Sequential([layer])
    (penalty,) = model.losses
    penalty.backward()
    np.testing.assert_allclose(layer.kernel.gradient, slope(layer.kernel.value), rtol=1e-14)
    assert layer.bias.gradient is None


# ---- Keras's numbers


def test_the_decks_model_has_54_and_75_parameters():
    model = deck_model()
    assert [layer.count_params() for layer in model.layers] == [54, 0, 21, 0] and model.count_params() == 75
    assert model.output_shape((None, 8)) == (None, 3)
    assert model(np.zeros((5, 8))).value.shape == (5, 3)


def test_a_layer_taken_into_another_model_keeps_its_weights_and_shares_them():
    model, x = deck_model(), np.random.default_rng(1).normal(size=(3, 8))
    before = model(x).value
    first = Sequential(model.layers[:2])
    assert first.layers[0] is model.layers[0] and first.count_params() == 54
    np.testing.assert_array_equal(Sequential([*first.layers, *model.layers[2:]])(x).value, before)
    with pytest.raises(ValueError, match="Dense expects 8 features"):
        Sequential([Input((5,)), model.layers[0]])


SUMMARY = """Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ dense (Dense)                   │ (None, 6)              │            54 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ activation (Activation)         │ (None, 6)              │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense_1 (Dense)                 │ (None, 3)              │            21 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ activation_1 (Activation)       │ (None, 3)              │             0 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 75 (600.00 B)
 Trainable params: 75 (600.00 B)
 Non-trainable params: 0 (0.00 B)
"""


def test_summary_prints_the_table_that_keras_prints(capsys):
    deck_model().summary()
    assert capsys.readouterr().out == SUMMARY


def test_summary_counts_frozen_weights_apart(capsys):
    model = deck_model()
    model.layers[0].trainable = False
    model.summary()
    assert " Trainable params: 21 (168.00 B)\n Non-trainable params: 54 (432.00 B)" in capsys.readouterr().out


def test_a_model_without_input_shape_is_summed_up_as_unbuilt_and_built_by_its_first_data(capsys):
    model = Sequential([Dense(6), Dense(3)])
    model.summary()
    printed = capsys.readouterr().out
    assert "│ ?                      │   0 (unbuilt) │" in printed and "Total params: 0" in printed
    model(np.zeros((2, 8)))
    model.summary()
    assert "(None, 3)" in (printed := capsys.readouterr().out) and "Total params: 75" in printed


def test_a_large_model_has_thousands_and_kilobytes(capsys):
    Sequential([Input((784,)), Dense(256), Dense(256), Dense(10)]).summary()
    assert "Total params: 269,322 (2.05 MB)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "model",
    [
        Sequential([Input((8,)), Dense(3)]),
        Sequential([Input(shape=[8]), Dense(3)]),
        Sequential([Dense(3, input_dim=8)]),
        Sequential([Dense(3, input_shape=(8,))]),
        Sequential([Activation("tanh", input_dim=8), Dense(3)]),
        Sequential([Flatten(input_shape=(2, 4)), Dense(3)]),
    ],
)
def test_the_input_shape_can_be_said_in_each_of_keras_ways(model):
    assert model.built and model.count_params() == 27


def test_weights_are_made_in_the_order_of_keras_and_given_back_as_copies():
    model = deck_model()
    assert [weight.value.shape for weight in model.weights] == [(8, 6), (6,), (6, 3), (3,)]
    assert [weight.name for weight in model.weights] == ["kernel", "bias"] * 2
    values = model.get_weights()
    values[0][:] = 7
    assert not (model.weights[0].value == 7).any()
    model.set_weights(values)
    values[0][:] = 8
    assert (model.weights[0].value == 7).all()


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


def test_a_kernel_of_places_counts_every_place_in_its_fans():
    assert layers.initializers.fans((3, 3, 2, 5)) == (18, 45) and layers.initializers.fans((7,)) == (7, 7)


def test_the_same_seed_gives_the_same_start_and_another_seed_another():
    def start(seed):
        set_random_seed(seed)
        return np.concatenate([values.ravel() for values in deck_model().get_weights()] + [np.random.rand(3)])

    np.testing.assert_array_equal(start(7), start(7))
    assert not np.allclose(start(7), start(8))


def test_an_initializer_and_an_activation_of_your_own_are_functions():
    layer = Dense(2, activation=lambda x: x * x, kernel_initializer=lambda shape: np.full(shape, 3.0), input_dim=1)
    assert layer(np.array([[2.0]])).value.tolist() == [[36, 36]]


def test_a_layer_of_your_own_needs_build_and_call():
    class Scale(Layer):
        def build(self, input_shape):
            self.factors = self.add_weight(input_shape[1:], "ones", "factors")

        def call(self, x):
            return x * self.factors

    model = Sequential([Dense(3, input_dim=2), Scale(), Dense(1)])
    assert model.count_params() == 9 + 3 + 4 and model.layers[1].name == "scale"
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
            "Dense expects 5 features .* got 4",
        ),
        (
            lambda: Flatten(input_shape=(2, 4))(np.ones((3, 4, 2))),
            ValueError,
            r"Flatten expects examples of shape \(2, 4\) \(input_shape\), got \(4, 2\): x has shape \(3, 4, 2\)",
        ),
        (lambda: Dense(3)(2.0), ValueError, "Dense expects one row of features per example"),
        (lambda: Dense(3)(np.ones(3)), ValueError, "Dense expects one row of features per example"),
        (lambda: Dense(0), ValueError, "units must be a whole number from 1 up, got 0"),
        (lambda: Dense(2.5), ValueError, "units must be a whole number from 1 up, got 2.5"),
        (lambda: Dense(True), ValueError, "units must be a whole number"),
        (lambda: Dense(3, input_dim=-1), ValueError, "input_dim must be a whole number from 1 up, got -1"),
        (lambda: Dense(3, "swoosh"), ValueError, "There is no activation 'swoosh': use linear, sigmoid, tanh"),
        (lambda: Dense(3, kernel_initializer="big"), ValueError, "There is no initializer 'big': use glorot_uniform"),
        (lambda: Dense(3, kernel_regularizer="l3"), ValueError, "kernel_regularizer expects"),
        (
            lambda: Dense(3, input_dim=2, kernel_initializer=lambda shape: np.ones(5))(np.ones((1, 2))),
            ValueError,
            r"the initializer of kernel gave shape \(5,\), expected \(2, 3\)",
        ),
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
        (lambda: set_random_seed(-1), ValueError, "set_random_seed expects a whole number"),
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
    for one, other in zip(model.get_weights(), before):
        np.testing.assert_array_equal(one, other)


# ---- files
