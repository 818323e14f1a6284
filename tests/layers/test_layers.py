"""Layers have Keras's shapes, counts and starts, and the slopes that nudges and autograd give."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from slow_convolution import by_autograd, max_by_autograd
from small_models import deck_model

from helpers import graph, layers
from helpers.gradcheck import check_gradient
from helpers.graph import Node
from helpers.layers import (
    L1,
    L2,
    Activation,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalMaxPooling2D,
    Input,
    Layer,
    LayerNormalization,
    MaxPooling2D,
    Softmax,
    set_random_seed,
)
from helpers.training import Sequential

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


def by_mean_and_variance(epsilon):
    def reference(x, gamma, beta):
        error = x - anp.mean(x, -1, keepdims=True)
        return gamma * error / anp.sqrt(anp.mean(error**2, -1, keepdims=True) + epsilon) + beta

    return reference


def drawn_mask(rate, shape):
    """The factors that Dropout draws first after set_random_seed(8)"""
    return (np.random.default_rng(8).random(shape) >= rate) / (1 - rate)


def learning(model, x):
    """The model's output as in training, with the same draws every time"""
    set_random_seed(8)
    return model(x, training=True)


# layers, the same in autograd's numpy of (x, *weights), the shape of x
TABLE = {
    f"Dense {name}": ([Dense(3, activation=name)], lambda x, w, b, f=f: f(x @ w + b), (4, 2))
    for name, f in BY_NAME.items()
}
TABLE |= {f"Activation {name}": ([Activation(name)], lambda x, f=f: f(x), (4, 2)) for name, f in BY_NAME.items()}
TABLE |= {
    "Dense without bias": ([Dense(3, use_bias=False)], lambda x, w: x @ w, (4, 2)),
    "Dense on rows of rows": ([Dense(3, "tanh")], lambda x, w, b: anp.tanh(x @ w + b), (4, 5, 2)),
    "Softmax": ([Softmax()], anp_softmax, (4, 2)),
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
    "Dropout": ([Dropout(0.25)], lambda x: x * drawn_mask(0.25, x.shape), (4, 5)),
    "Dropout between others": (
        [Dense(3, "tanh"), Dropout(0.5), Dense(2)],
        lambda x, w, b, v, c: (anp.tanh(x @ w + b) * drawn_mask(0.5, (4, 3))) @ v + c,
        (4, 2),
    ),
    "LayerNormalization": ([LayerNormalization()], by_mean_and_variance(1e-3), (4, 3)),
    "LayerNormalization of rows of rows": ([LayerNormalization(epsilon=0.5)], by_mean_and_variance(0.5), (2, 4, 3)),
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
    graph.sum(learning(model, x) * dz).backward()
    np.testing.assert_allclose(learning(model, x).value, reference(*(leaf.value for leaf in leaves)), rtol=1e-13)
    for i, leaf in enumerate(leaves):
        assert check_gradient(cost_of(model, x, leaf, dz), leaf.gradient, leaf.value, tolerance=1e-6).ok
        slope = autograd.grad(lambda *values: anp.sum(reference(*values) * dz), i)(*(one.value for one in leaves))
        np.testing.assert_allclose(leaf.gradient, slope, rtol=1e-10, atol=1e-13)


def cost_of(model, x, leaf, dz):
    def cost(value):
        before, leaf.value = leaf.value, value
        try:
            return np.sum(learning(model, x).value * dz)
        finally:
            leaf.value = before

    return cost


def test_every_layer_has_a_row_in_the_table():
    rows = {type(layer).__name__ for kinds, _, _ in TABLE.values() for layer in kinds}
    made = {name for name, kind in vars(layers).items() if isinstance(kind, type) and issubclass(kind, Layer)}
    elsewhere = {"Embedding", "MultiHeadAttention"}  # a word has no slope; attention takes more than x
    assert made - {"Layer"} - elsewhere == rows


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


def test_a_name_too_long_for_its_column_goes_on_below_as_in_keras(capsys):
    Sequential([Input((4, 4, 2)), GlobalMaxPooling2D()]).summary()
    assert (
        "│ global_max_pooling2d            │ (None, 2)              │             0 │\n"
        "│ (GlobalMaxPooling2D)            │                        │               │\n"
    ) in capsys.readouterr().out


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
