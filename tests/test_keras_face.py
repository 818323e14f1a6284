"""helpers.keras holds Keras's names for what helpers have; a name that it lacks says so, and what to do."""

import re
import sys

import numpy as np
import pytest
from frameworks.model_texts import TEXTS, for_ours
from small_models import deck_model

from helpers import graph, keras, layers, ops, training

# ---- the same text


@pytest.mark.parametrize("x, y, text, fit", TEXTS.values(), ids=TEXTS)
def test_a_text_for_keras_runs_when_only_its_imports_change(x, y, text, fit):
    names = {"x": x, "y": y}
    keras.utils.set_random_seed(5)
    exec(for_ours(text), names)
    before = names["model"].get_weights()
    exec(for_ours(fit), names)
    assert np.isfinite(names["history"].history["loss"]).all()
    assert any((one != other).any() for one, other in zip(before, names["model"].get_weights(), strict=True))


def test_sixteen_texts_are_tried_and_every_line_that_imports_keras_is_changed():
    assert len(TEXTS) == 16
    for _, _, text, _ in TEXTS.values():
        own = [line for line in for_ours(text).splitlines() if re.match("(import|from) .*keras", line)]
        assert own and all(line.startswith("from helpers") for line in own)
        assert for_ours(text).replace("from helpers import keras", "import keras").replace("helpers.", "") == text


def test_the_deck_s_text_builds_the_deck_s_model():
    names = dict(zip("xy", next(iter(TEXTS.values()))[:2], strict=True))
    exec(for_ours(next(iter(TEXTS.values()))[2]), names)
    own = [(layer.name, type(layer), layer.count_params()) for layer in names["model"].layers]
    assert own == [(layer.name, type(layer), layer.count_params()) for layer in deck_model().layers]


def test_a_third_number_of_conv2d_is_its_stride_as_in_keras():
    layer = keras.layers.Convolution2D(5, 3, 3)
    assert layer.kernel_size == (3, 3) and layer.strides == (3, 3)
    model = keras.Sequential([keras.Input((6, 6, 1)), layer, keras.layers.Flatten()])
    assert model.output_shape((None, 6, 6, 1)) == (None, 20) and model.count_params() == 50


# ---- names only


def test_every_name_stands_for_the_very_thing_that_helpers_have():
    assert keras.Sequential is keras.models.Sequential is training.Sequential
    assert keras.Input is keras.layers.Input is layers.Input
    assert keras.optimizers.Adam is training.Adam and keras.callbacks.EarlyStopping is training.EarlyStopping
    assert keras.losses.MeanSquaredError is training.MeanSquaredError
    assert keras.regularizers.l2 is keras.regularizers.L2 is ops.L2 and keras.activations.tanh is graph.tanh
    assert keras.utils.set_random_seed is layers.set_random_seed
    assert keras.initializers.GlorotUniform() is layers.initializers.glorot_uniform


def test_every_layer_and_optimizer_of_helpers_is_there():
    ours = {name for name, kind in vars(layers).items() if isinstance(kind, type) and issubclass(kind, layers.Layer)}
    assert ours <= set(vars(keras.layers)) and {"SGD", "RMSprop", "Adam"} <= set(vars(keras.optimizers))


def test_each_way_to_import_finds_the_same_names():
    import helpers.keras.layers
    from helpers.keras.layers import Dense

    from helpers.keras import layers as by_name

    assert by_name is keras.layers is helpers.keras.layers is sys.modules["helpers.keras.layers"]
    assert Dense is keras.layers.Dense is layers.Dense


def test_an_initializer_of_keras_starts_a_layer():
    assert (keras.layers.Dense(3, input_dim=2, kernel_initializer=keras.initializers.Ones()).units) == 3
    model = keras.Sequential([keras.layers.Dense(3, input_dim=2, kernel_initializer=keras.initializers.Ones())])
    assert (model.get_weights()[0] == 1).all()


# ---- what is missing


@pytest.mark.parametrize(
    "text, error, words",
    [
        (
            "keras.layers.LSTM(3)",
            AttributeError,
            r"helpers.keras.layers has no LSTM: leave it out, or let Keras itself",
        ),
        (
            "from helpers.keras.layers import LSTM",
            ImportError,
            "helpers.keras.layers has no LSTM: leave it out, or let",
        ),
        ("from helpers.keras.layers import Dense, GRU", ImportError, "helpers.keras.layers has no GRU: leave it out"),
        ("keras.applications.VGG16()", AttributeError, r"^helpers.keras has no applications: .* \(import keras\)$"),
        ("from helpers.keras import Model", ImportError, r"has no Model: write the layers in a row, keras.Sequential"),
        ("keras.Model(1, 2)", AttributeError, "has no Model: write the layers in a row"),
        ("keras.metrics.Accuracy()", AttributeError, r'has no metrics: name them, metrics=\["accuracy"\]'),
        ("keras.datasets.mnist", AttributeError, "has no datasets: helpers.datasets has pictures"),
        ("keras.config.set_floatx('float32')", AttributeError, "has no config: all numbers are float64"),
        ("keras.ops.matmul", AttributeError, "has no ops: helpers.graph has the functions"),
        (
            "keras.initializers.GlorotUniform(seed=1)",
            TypeError,
            "^GlorotUniform has no seed here: leave it out, or let",
        ),
        ("keras.layers.Dense(3)(keras.Input((8,)))", TypeError, "there is no functional style here, so put the layers"),
        ("keras.activations.step", AttributeError, "helpers.keras.activations has no step"),
    ],
)
def test_a_name_that_is_missing_says_so_and_what_to_do(text, error, words):
    with pytest.raises(error, match=words):
        exec(text, {"keras": keras})


def test_whoever_asks_whether_a_name_is_there_gets_an_answer():
    assert not hasattr(keras, "Model") and not hasattr(keras.layers, "LSTM") and hasattr(keras.layers, "Dense")
    assert getattr(keras.losses, "Huber", None) is None
