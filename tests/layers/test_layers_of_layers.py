"""A layer made of layers has their weights, penalties and moods, as in Keras."""

import numpy as np
import pytest

from helpers.layers import Dense, Dropout, Embedding, Input, Layer, LayerNormalization, set_random_seed
from helpers.training import SGD, Sequential


class Around(Layer):
    """x, and what two layers make of it, on top"""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.last = Dense(units, kernel_regularizer="l2")
        self.others = [LayerNormalization(), Dense(3, "tanh", use_bias=False)]
        self.drop = Dropout(0.5)

    def build(self, input_shape):
        self.shift = self.add_weight(input_shape[1:], "zeros", "shift")

    def call(self, x):
        rows = x + self.shift
        for layer in self.others:
            rows = layer(rows)
        return x + self.drop(self.last(rows))


def test_its_own_weights_come_first_and_then_those_of_its_attributes_lists_too():
    layer = Around(4)
    assert layer.weights == []
    layer(np.ones((2, 4)))
    assert [weight.shape for weight in layer.weights] == [(4,), (3, 4), (4,), (4,), (4,), (4, 3)]
    assert [weight.name for weight in layer.weights] == ["shift", "kernel", "bias", "gamma", "beta", "kernel"]
    assert layer.inner_layers == [layer.last, *layer.others, layer.drop] and layer.count_params() == 4 + 16 + 8 + 12
    assert layer.own_weights == [layer.shift] and layer.weights == layer.trainable_weights


def test_its_weights_are_made_as_soon_as_the_shape_is_known_without_a_build_of_its_own():
    class Twice(Layer):
        def __init__(self):
            super().__init__()
            self.dense = Dense(4)

        def call(self, x):
            return self.dense(self.dense(x))

    model = Sequential([Input((4,)), Twice(), Around(4)])
    assert model.count_params() == 20 + 40 and all(layer.built for layer in model.layers)
    assert [values.shape for values in model.get_weights()][:2] == [(4, 4), (4,)]
    assert Twice()(np.ones((2, 4))).shape == (2, 4)


def test_weights_go_in_and_out():
    model, other = (Sequential([Around(4, input_shape=(4,)), Dense(1)]) for _ in range(2))
    x = np.random.default_rng(0).normal(size=(3, 4))
    assert np.abs(model(x).value - other(x).value).max() > 1e-3
    other.set_weights(model.get_weights())
    np.testing.assert_array_equal(model(x).value, other(x).value)
    with pytest.raises(ValueError, match="set_weights expects 8 arrays, got 7"):
        model.set_weights(model.get_weights()[1:])


def test_every_weight_inside_learns_unless_it_is_frozen():
    def changed(freeze):
        set_random_seed(1)
        model = Sequential([Around(4, input_shape=(4,)), Dense(1)])
        freeze(model.layers[0])
        model.compile(SGD(0.1), "mse")
        before = model.get_weights()
        model.fit(np.random.standard_normal((8, 4)), np.ones(8), epochs=2)
        return [bool((one != other).any()) for one, other in zip(before, model.get_weights(), strict=True)]

    assert changed(lambda around: None) == [True] * 8
    assert changed(lambda around: setattr(around, "trainable", False)) == [False] * 6 + [True] * 2
    assert changed(lambda around: setattr(around.last, "trainable", False)) == [True] + [False] * 2 + [True] * 5


def test_a_layer_used_in_two_places_counts_and_learns_once():
    shared, model = Dense(4), Sequential([Around(4), Around(4)])
    shared(np.ones((1, 4)))
    model.layers[0].extra = model.layers[1].extra = (shared, shared)
    model(np.ones((2, 4)))
    assert model.count_params() == 2 * 40 + 20 and len(model.weights) == len(model.trainable_weights) == 12 + 2
    assert model.weights.index(shared.kernel) == 6


def test_what_is_put_in_after_it_was_built_is_not_taken_in_as_in_keras():
    layer = Around(4)
    layer.others.append(Dense(4))
    layer(np.ones((2, 4)))
    assert len(layer.weights) == 8
    layer.others.append(Dense(4))
    layer.late = Dense(4)
    layer(np.ones((2, 4)))
    assert len(layer.weights) == 8 and len(layer.inner_layers) == 5


def test_penalties_inside_are_part_of_the_loss():
    model = Sequential([Around(4, input_shape=(4,))])
    kernel = model.layers[0].last.kernel.value
    assert [loss.value for loss in model.losses] == pytest.approx([0.01 * np.sum(kernel**2)])


# ---- in training, all that is inside is


class Told(Layer):
    def call(self, x, training=False):
        return x * (2.0 if training else 1.0)


class Around2(Layer):
    def __init__(self, **given):
        super().__init__()
        self.told, self.given = Told(), given

    def call(self, x):
        return self.told(x, **self.given)


@pytest.mark.parametrize("given, in_training, else_", [({}, 2, 1), ({"training": True}, 2, 2), ({"training": 0}, 1, 1)])
def test_what_is_inside_learns_of_training_unless_it_is_told_otherwise(given, in_training, else_):
    model = Sequential([Around2(**given)])
    assert model(1.0, training=True).value == in_training
    assert model(1.0).value == model(1.0, training=False).value == else_


def test_an_error_in_training_does_not_leave_the_others_in_training():
    class Fails(Layer):
        def call(self, x):
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        Sequential([Fails()])(1.0, training=True)
    assert Told()(1.0).value == 1


def test_weights_made_in_the_first_step_of_training_are_made_as_without_it():
    model = Sequential([Around2(), Around(4)])
    set_random_seed(0)
    model(np.ones((2, 4)), training=True)
    first = model.get_weights()
    set_random_seed(0)
    other = Sequential([Around2(), Around(4)])
    other(np.ones((2, 4)))
    for one, same in zip(first, other.get_weights(), strict=True):
        np.testing.assert_array_equal(one, same)


# ---- what is printed, and what is forgotten


def test_summary_has_one_row_for_it(capsys):
    Sequential([Input((4,)), Around(4), Around(4)]).summary()
    printed = capsys.readouterr().out
    assert "│ around (Around)                 │ (None, 4)              │            40 │" in printed
    assert "│ around_1 (Around) " in printed and " Total params: 80 (640.00 B)" in printed


def test_a_layer_that_forgot_to_begin_as_a_layer_says_so():
    class Forgot(Layer):
        def __init__(self):
            self.words = Embedding(3, 2)

    with pytest.raises(AttributeError, match=r"^Forgot: call super\(\).__init__\(\) first in its __init__$"):
        Forgot()(1.0)
    with pytest.raises(
        AttributeError, match="^Dense has no fire here: leave it out, or let Keras itself run this text"
    ):
        _ = Dense(3).fire
