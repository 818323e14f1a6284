"""One step: the numbers of the papers, of Keras and of a step written by hand."""

import numpy as np
import pytest
from small_models import XOR_X, XOR_Y, small_model

from helpers import graph, training
from helpers.graph import Node
from helpers.layers import L2, Activation, Dense, Layer, set_random_seed
from helpers.training import SGD, Adam, RMSprop, Sequential, optimizers

# ---- one step


def test_the_published_worked_example_of_matt_mazur_comes_out_to_the_last_digit():
    class Shift(Layer):  # his biases are not updated
        def __init__(self, b):
            super().__init__()
            self.b = b

        def call(self, x):
            return x + self.b

    model = Sequential(
        [
            Dense(2, use_bias=False, input_dim=2),
            Shift(0.35),
            Activation("sigmoid"),
            Dense(2, use_bias=False),
            Shift(0.60),
            Activation("sigmoid"),
        ]
    )
    model.set_weights([[[0.15, 0.25], [0.20, 0.30]], [[0.40, 0.50], [0.45, 0.55]]])
    model.compile(optimizer=SGD(0.5), loss=lambda y, y_pred: graph.sum(graph.square(y - y_pred)) / 2)
    x, y = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])
    np.testing.assert_allclose(model.predict(x), [[0.75136507, 0.772928465]], rtol=0, atol=5e-9)
    assert f"{model.train_on_batch(x, y):.9f}" == "0.298371109"
    (w1, w3), (w2, w4) = model.get_weights()[0]
    (w5, w7), (w6, w8) = model.get_weights()[1]
    assert [f"{w:.9f}" for w in (w1, w2, w3, w4)] == ["0.149780716", "0.199561432", "0.249751144", "0.299502287"]
    assert [f"{w:.8f}" for w in (w2, w3, w4)] == ["0.19956143", "0.24975114", "0.29950229"]  # as printed
    assert f"{w5:.8f}" == "0.35891648"
    assert [f"{w:.9f}" for w in (w6, w7, w8)] == ["0.408666186", "0.511301270", "0.561370121"]
    # after the step he prints 0.291027924: his program has changed w5 to w8 when it asks for the slopes of w1 to w4
    assert f"{model.evaluate(x, y):.9f}" == "0.291027774"


def test_a_step_of_the_engine_is_the_step_written_by_hand():
    set_random_seed(1)
    model = Sequential([Dense(5, activation="tanh", input_dim=6), Dense(3)])
    model.compile(optimizer=SGD(0.5), loss=training.SparseCategoricalCrossentropy(from_logits=True))
    x, y = np.random.standard_normal((7, 6)), np.random.randint(0, 3, 7)
    w1, b1, w2, b2 = model.get_weights()
    for _ in range(20):
        h = np.tanh(x @ w1 + b1)
        p = np.exp(h @ w2 + b2)
        p /= p.sum(axis=1, keepdims=True)
        loss = -np.mean(np.log(p[np.arange(7), y]))
        d = (p - np.eye(3)[y]) / 7
        dh = d @ w2.T * (1 - h * h)
        w1, b1, w2, b2 = (
            w - 0.5 * dw for w, dw in zip((w1, b1, w2, b2), (x.T @ dh, dh.sum(0), h.T @ d, d.sum(0)), strict=True)
        )
        assert model.train_on_batch(x, y) == pytest.approx(loss, rel=1e-12)
    for ours, by_hand in zip(model.get_weights(), (w1, b1, w2, b2), strict=True):
        np.testing.assert_allclose(ours, by_hand, rtol=1e-10, atol=1e-13)


def run(optimizer, slopes, start=1.0):
    """The weight after each of these gradients"""
    weight, path = Node([start]), []
    for slope in slopes:
        weight.gradient = np.array([slope])
        optimizer.step([weight])
        path.append(weight.value[0])
    return path


SLOPES = [2.0, -1.0, 0.5]


def test_sgd_goes_down_the_slope():
    assert run(SGD(0.1), SLOPES) == pytest.approx([0.8, 0.9, 0.85], rel=1e-14)


def test_momentum_carries_on():
    # v: -0.2, -0.9·0.2 + 0.1 = -0.08, -0.072 - 0.05 = -0.122
    assert run(SGD(0.1, momentum=0.9), SLOPES) == pytest.approx([0.8, 0.72, 0.598], rel=1e-14)
    # 0.9 v - 0.1 dw: -0.38, 0.028, -0.1598


def test_adam_is_the_published_algorithm():
    w, m, v, path = 1.0, 0.0, 0.0, []
    for t, g in enumerate(SLOPES, start=1):  # Kingma and Ba 2015, the efficient form at the end of section 2
        m, v = 0.8 * m + 0.2 * g, 0.95 * v + 0.05 * g * g
        w -= 0.1 * np.sqrt(1 - 0.95**t) / (1 - 0.8**t) * m / (np.sqrt(v) + 1e-7)
        path.append(w)
    assert run(Adam(0.1, beta_1=0.8, beta_2=0.95), SLOPES) == pytest.approx(path, rel=1e-13)


def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_slope():
    for slope in (1e-2, -3.0, 1e5):
        assert run(Adam(), [slope]) == pytest.approx([1 - 0.001 * np.sign(slope)], abs=1e-6)


def test_rmsprop_divides_by_the_usual_size_of_the_slope():
    w, v, path = 1.0, 0.0, []
    for g in SLOPES:
        v = 0.9 * v + 0.1 * g * g
        w -= 0.01 * g / np.sqrt(v + 1e-7)
        path.append(w)
    assert run(RMSprop(0.01), SLOPES) == pytest.approx(path, rel=1e-13)


@pytest.mark.parametrize(
    "kind, defaults",
    [
        (SGD, {"learning_rate": 0.01, "momentum": 0.0}),
        (Adam, {"learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}),
        (RMSprop, {"learning_rate": 0.001, "rho": 0.9, "epsilon": 1e-7}),
    ],
)
def test_the_defaults_are_those_of_keras(kind, defaults):
    assert {name: getattr(kind(), name) for name in defaults} == defaults
    assert type(optimizers.as_optimizer(kind.__name__.lower())) is kind


def test_the_learning_rate_may_change_while_it_trains():
    optimizer, weight = SGD(0.1), Node([1.0])
    weight.gradient = np.array([1.0])
    optimizer.step([weight])
    optimizer.learning_rate = 0.5
    optimizer.step([weight])
    assert weight.value == pytest.approx([0.4])


def test_a_frozen_layer_keeps_its_weights():
    model = small_model()
    model.layers[0].trainable = False
    before = model.get_weights()
    model.fit(XOR_X, XOR_Y, epochs=3)
    changed = [not np.array_equal(one, other) for one, other in zip(before, model.get_weights(), strict=True)]
    assert changed == [False, False, True, True]


def test_a_penalty_is_part_of_the_loss_and_of_the_step():
    set_random_seed(0)
    model = Sequential([Dense(1, use_bias=False, input_dim=1, kernel_initializer="ones", kernel_regularizer=L2(0.25))])
    model.compile(optimizer=SGD(0.1), loss="mse")
    assert model.evaluate([1.0], [1.0]) == 0.25  # no error, all penalty
    model.train_on_batch([1.0], [1.0])
    assert model.get_weights()[0] == pytest.approx(1 - 0.1 * 0.5)
