"""The same text on helpers.keras and on Keras itself: the same shapes, counts, tables and numbers."""

import importlib.util

import numpy as np
import pytest
from frameworks.model_texts import CLASSES, ROWS, SHARES, TEXTS, for_ours

from helpers import keras as ours

pytestmark = [
    pytest.mark.skipif(
        not all(map(importlib.util.find_spec, ["keras", "tensorflow"])),
        reason="needs Keras 3 and TensorFlow, the extra `frameworks`",
    ),
    pytest.mark.filterwarnings("ignore:Do not pass an `input_shape`"),  # the deck's input_dim
]
EXACT, IN_FLOAT32 = 1e-10, 1e-4


class Both:
    """The names that a text has made here and on Keras; both models begin with the same weights"""

    def __init__(self, text, x, y):
        ours.utils.set_random_seed(5)
        self.ours, self.keras = {"x": x, "y": y}, {"x": x, "y": y}
        self.run(text)
        self.models[1].set_weights(self.models[0].get_weights())

    def run(self, text):
        exec(for_ours(text), self.ours)
        exec(text, self.keras)

    @property
    def models(self):
        return self.ours["model"], self.keras["model"]

    def apart(self, of):
        """The largest difference between two things, or two lists of them, asked from both by `of(its names)`"""
        here, there = of(self.ours), of(self.keras)
        pairs = zip(here, there, strict=True) if isinstance(here, list) else [(here, there)]
        return max(np.abs(np.subtract(one, other)).max() for one, other in pairs)


def weights(names):
    return names["model"].get_weights()


def prediction(names):
    return names["model"].predict(names["x"], verbose=0)


def evaluation(names):
    return np.array(names["model"].evaluate(names["x"], names["y"], verbose=0))


def history(names):
    return [np.array(values) for _, values in sorted(names["history"].history.items())]


def one_more_step(names):
    return np.array(names["model"].train_on_batch(names["x"], names["y"]))


@pytest.fixture(params=TEXTS)
def row(request):
    return TEXTS[request.param]


def test_a_text_means_the_same_here_and_on_keras(row, real_keras):
    x, y, text, training = row
    both = Both(text, x, y)
    here, there = both.models
    assert here.count_params() == there.count_params()
    assert [one.shape for one in here.get_weights()] == [one.shape for one in there.get_weights()]
    assert [layer.name for layer in here.layers] == [layer.name for layer in there.layers]
    assert summary(here) == summary(there)
    assert prediction(both.ours).shape == prediction(both.keras).shape
    assert both.apart(prediction) <= EXACT and both.apart(evaluation) <= EXACT
    both.run(training)
    assert set(both.ours["history"].history) == set(both.keras["history"].history)
    assert both.apart(history) <= EXACT and both.apart(weights) <= EXACT and both.apart(evaluation) <= EXACT
    assert history(both.ours)[-1][-1] != history(both.ours)[-1][0]  # they have learned something


def summary(model):
    """All that is printed, in one piece: every name, shape, count and size"""
    printed = []
    model.summary(print_fn=printed.append)
    return "\n".join(printed).strip()


def test_in_float32_keras_stays_within_a_ten_thousandth(row, real_keras):
    real_keras.config.set_floatx("float32")
    x, y, text, training = row
    both = Both(text, x, y)
    assert 0 < both.apart(prediction) <= IN_FLOAT32
    both.run(training)
    assert 0 < both.apart(weights) <= IN_FLOAT32 and both.apart(history) <= IN_FLOAT32


# ---- one step, and five

MODEL = """
import keras
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(6, "tanh"), keras.layers.Dense(3)])
model.compile(optimizer=keras.optimizers.{}, loss="mse")
"""
STEPS = {
    "SGD(0.875)": 1,
    "SGD(0.875, momentum=0.875)": 5,
    "RMSprop(0.0078125, rho=0.875)": 5,
    "Adam(0.0078125, beta_1=0.875, beta_2=1 - 2**-10)": 5,
}


@pytest.mark.parametrize("optimizer, steps", STEPS.items(), ids=STEPS)
def test_with_rates_that_float32_holds_every_step_is_the_same(optimizer, steps, real_keras):
    both = Both(MODEL.format(optimizer), ROWS, SHARES)
    start = weights(both.ours)
    for _ in range(steps):
        assert both.apart(one_more_step) <= EXACT and both.apart(weights) <= EXACT
    assert max(np.abs(now - then).max() for now, then in zip(weights(both.ours), start, strict=True)) > 1e-3


def test_with_adams_defaults_the_steps_differ_by_some_millionths_as_keras_keeps_rates_in_float32(real_keras):
    both = Both(MODEL.format("Adam()"), ROWS, SHARES)
    start = weights(both.ours)
    both.apart(one_more_step)
    step = max(np.abs(now - then).max() for now, then in zip(weights(both.ours), start, strict=True))
    assert 3e-6 < both.apart(weights) / step < 1.2e-5


# ---- Dropout draws other numbers than Keras's, so by what does not depend on them

DROPOUT = """
import keras
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(50), keras.layers.Dropout(0.25)])
model.compile(optimizer="sgd", loss="mse")
dropout = model.layers[1]
"""


def test_dropout_has_the_shape_the_inference_and_the_mean_of_keras(real_keras):
    both = Both(DROPOUT, ROWS, np.ones((24, 50)))
    assert summary(both.models[0]) == summary(both.models[1])
    assert both.apart(prediction) <= EXACT and both.apart(evaluation) <= EXACT
    x = np.ones((400, 500))
    here, there = both.ours["dropout"](x, training=True).value, both.keras["dropout"](x, training=True).numpy()
    for drawn in (here, there):
        np.testing.assert_allclose(np.unique(drawn), [0, 4 / 3], rtol=1e-15)
        assert abs(drawn.mean() - 1) < 0.007 and abs((drawn == 0).mean() - 0.25) < 0.005  # 5 standard errors
    np.testing.assert_array_equal(both.ours["dropout"](x).value, both.keras["dropout"](x).numpy())


# ---- EarlyStopping, number by number

FALLS_THEN_RISES = [5, 4, 3, 3.5, 3.2, 3.1, 2.0, 9, 9, 8, 7, 1]
SETTINGS = [
    {},
    {"patience": 3},
    {"patience": 2, "min_delta": 1.5},
    {"mode": "max", "patience": 2},
    {"baseline": 3.05, "patience": 2},
    {"baseline": 0.5, "patience": 4},
    {"start_from_epoch": 5, "patience": 1},
    {"start_from_epoch": 3, "patience": 2, "restore_best_weights": True},
    {"patience": 3, "baseline": 2.5, "restore_best_weights": True, "verbose": 1},
]


class Model:
    """As much of a model as EarlyStopping asks for: its weights are the number of the epoch"""

    stop_training, restored, epoch = False, None, 0

    def get_weights(self):
        return [self.epoch]

    def set_weights(self, values):
        self.restored = values


def played(stopping):
    """(the epochs it ran, where it stopped, the best epoch, the best number, the weights it went back to)"""
    model = Model()
    stopping.set_model(model)
    stopping.on_train_begin()
    for epoch, value in enumerate(FALLS_THEN_RISES):
        model.epoch = epoch
        stopping.on_epoch_end(epoch, {"val_loss": value})
        if model.stop_training:
            break
    stopping.on_train_end()
    return epoch + 1, stopping.stopped_epoch, stopping.best_epoch, stopping.best, model.restored


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_early_stopping_stops_where_keras_stops(settings, real_keras, capsys):
    here = played(ours.callbacks.EarlyStopping(**settings))
    printed = capsys.readouterr().out
    assert here == played(real_keras.callbacks.EarlyStopping(**{"mode": "min"} | settings))
    assert printed == capsys.readouterr().out


# ---- small things, and what both refuse


def test_one_hot_rows_are_those_of_keras(real_keras):
    for given in ([0, 2, 1], [[0], [2]], np.array([[1, 0], [2, 2]]), np.array([1.0, 3.0])):
        for count in (None, 5):
            expected = real_keras.utils.to_categorical(given, count)
            np.testing.assert_array_equal(ours.utils.to_categorical(given, count), expected)


def test_whatever_stands_in_our_face_stands_in_keras_under_the_same_name(real_keras):
    parts = [name for name, part in vars(ours).items() if isinstance(part, ours.Part)]
    assert len(parts) == 9
    for part in parts:
        names = [name for name in vars(getattr(ours, part)) if not name.startswith("_")]
        assert names and not [name for name in names if not hasattr(getattr(real_keras, part), name)], part


@pytest.mark.parametrize(
    "text",
    [
        "model.compile(optimizer, loss='logloss', metrics=['accuracy'])\nmodel.fit(x, y, verbose=0)",
        "model.compile('adam', 'mse', ['mae'])\nmodel.fit(x, y, verbose=0)",
        "model.compile('sgd', 'mse')\nmodel.fit(x, y, validation_split=1.0, verbose=0)",
        "model.set_weights(model.get_weights()[:1])",
        "model.set_weights(model.get_weights() + [0])",
        "model.add(3)",
    ],
)
def test_what_keras_refuses_is_refused_here_too(text, real_keras):
    both = Both(MODEL.format("SGD(0.5)"), ROWS, SHARES)
    for names, own in ((both.ours, for_ours(text)), (both.keras, text)):
        with pytest.raises((ValueError, TypeError)):
            exec(own, names | {"optimizer": "sgd"})


@pytest.mark.parametrize("last, least, most", [("tanh", 0, 0.5), ("softmax", 0.95, 1)])
def test_log_loss_of_a_tanh_learns_nothing_and_says_nothing_here_as_there(last, least, most, real_keras):
    """The last two lines of the deck's model together: no NaN and no error, but the wrong classes (this start's)"""
    text = MODEL.replace("Dense(3)", f'Dense(3, "{last}")').replace('"mse"', '"categorical_crossentropy"')
    both = Both(text.format("SGD(0.25)"), ROWS + 3 * np.eye(8)[CLASSES], np.eye(3)[CLASSES])
    both.run("model.fit(x, y, batch_size=8, epochs=40, shuffle=False, verbose=0)")
    assert both.apart(prediction) <= EXACT and np.isfinite(evaluation(both.ours)).all()
    assert least <= np.mean(prediction(both.ours).argmax(axis=-1) == CLASSES) <= most
