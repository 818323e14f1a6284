"""Training does what Keras does, number by number; says what is wrong; and shows nothing where nobody watches."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from helpers import datasets, graph, training
from helpers.gradcheck import check_gradient
from helpers.graph import Node
from helpers.layers import L2, Activation, Dense, Layer, set_random_seed
from helpers.training import SGD, Adam, Callback, EarlyStopping, RMSprop, Sequential, losses, metrics, optimizers
from helpers.training import progress as progress_module

XOR_X, XOR_Y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0.0, 1, 1, 0])


def small_model(loss="mse", optimizer=None, last=None, units=1, metrics=None, seed=0):
    set_random_seed(seed)
    model = Sequential([Dense(4, activation="tanh", input_dim=2), Dense(units, activation=last)])
    model.compile(optimizer=optimizer or SGD(0.1), loss=loss, metrics=metrics)
    return model


# ---- losses: two gradients each, from probabilities, from logits, and through the last activation


def softmax_(x):
    e = anp.exp(x)
    return e / anp.sum(e, axis=-1, keepdims=True)


def sigmoid_(x):
    return 1 / (1 + anp.exp(-x))


def binary(y, p):
    return -anp.mean(y * anp.log(p) + (1 - y) * anp.log(1 - p))


def categorical(y, p):
    return -anp.sum(y * anp.log(p / anp.sum(p, axis=-1, keepdims=True))) / len(y)


RANDOM = np.random.default_rng(5)
LABELS, LOGITS = np.array([2, 0, 1, 1]), RANDOM.standard_normal((4, 3))
ONEHOT, SHARES = np.eye(3)[LABELS], RANDOM.uniform(0.1, 0.9, (4, 3))
YES = np.array([[1.0, 0, 0], [1, 1, 0], [0, 0, 0], [0.3, 0.5, 1]])

# loss, y, the model's last numbers, the activation on them, the same in autograd's numpy
LOSSES = {
    "mse": (losses.MeanSquaredError(), YES, LOGITS, None, lambda x: anp.mean((x - YES) ** 2)),
    "own": (
        losses.OwnLoss(lambda y, y_pred: graph.square(y - y_pred) * 3),
        YES,
        LOGITS,
        None,
        lambda x: 3 * anp.mean((x - YES) ** 2),
    ),
    "binary": (losses.BinaryCrossentropy(), YES, SHARES, None, lambda p: binary(YES, p)),
    "binary of logits": (
        losses.BinaryCrossentropy(from_logits=True),
        YES,
        LOGITS,
        None,
        lambda x: binary(YES, sigmoid_(x)),
    ),
    "binary of sigmoid": (losses.BinaryCrossentropy(), YES, LOGITS, graph.sigmoid, lambda x: binary(YES, sigmoid_(x))),
    "categorical": (losses.CategoricalCrossentropy(), ONEHOT, SHARES, None, lambda p: categorical(ONEHOT, p)),
    "categorical of logits": (
        losses.CategoricalCrossentropy(from_logits=True),
        ONEHOT,
        LOGITS,
        None,
        lambda x: categorical(ONEHOT, softmax_(x)),
    ),
    "categorical of softmax": (
        losses.CategoricalCrossentropy(),
        ONEHOT,
        LOGITS,
        graph.softmax,
        lambda x: categorical(ONEHOT, softmax_(x)),
    ),
    "sparse": (losses.SparseCategoricalCrossentropy(), LABELS, SHARES, None, lambda p: categorical(ONEHOT, p)),
    "sparse of logits": (
        losses.SparseCategoricalCrossentropy(from_logits=True),
        LABELS,
        LOGITS,
        None,
        lambda x: categorical(ONEHOT, softmax_(x)),
    ),
    "sparse of softmax": (
        losses.SparseCategoricalCrossentropy(),
        LABELS,
        LOGITS,
        graph.softmax,
        lambda x: categorical(ONEHOT, softmax_(x)),
    ),
}


@pytest.mark.parametrize("loss, y, values, activation, reference", LOSSES.values(), ids=LOSSES)
def test_gradients_of_every_loss_agree_with_nudges_and_with_autograd(loss, y, values, activation, reference):
    def cost(x):
        return loss(y, activation(x) if activation else x)

    x = Node(values)
    node = cost(x)
    assert node.value == pytest.approx(reference(values), rel=1e-13)
    node.backward()
    assert check_gradient(lambda values: cost(Node(values)).value, x.gradient, values, tolerance=1e-6).ok
    np.testing.assert_allclose(x.gradient, autograd.grad(reference)(values), rtol=1e-10, atol=1e-15)


def test_every_loss_has_a_row_in_the_table():
    kinds = {type(row[0]) for row in LOSSES.values()}
    assert kinds == set(losses.LOSSES.values()) | {losses.OwnLoss}


def test_a_sure_wrong_answer_costs_its_logit_through_sigmoid_and_softmax_and_16_as_a_bare_probability():
    far = Node([[800.0]])
    assert losses.BinaryCrossentropy()([0], graph.sigmoid(far)).value == 800
    assert losses.BinaryCrossentropy()([0], [[1.0]]).value == pytest.approx(-np.log(1e-7), rel=1e-8)
    shares = graph.softmax(Node([[800.0, 0.0]]))
    assert losses.SparseCategoricalCrossentropy()([1], shares).value == 800
    assert losses.SparseCategoricalCrossentropy()([1], shares.value).value == pytest.approx(-np.log(1e-7), rel=1e-8)


def test_tanh_in_front_of_log_loss_gives_no_nan_as_in_keras():
    outputs = np.array([[-1.0, 0.5, 0.2]])
    for loss, y in ((losses.BinaryCrossentropy(), [[1, 0, 0]]), (losses.CategoricalCrossentropy(), [[1, 0, 0]])):
        assert np.isfinite(loss(y, outputs).value)


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
    # after the step he prints 0.291027924: his program has changed w5 to w8 already when it asks for the slopes of w1 to w4
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
        w1, b1, w2, b2 = (w - 0.5 * dw for w, dw in zip((w1, b1, w2, b2), (x.T @ dh, dh.sum(0), h.T @ d, d.sum(0))))
        assert model.train_on_batch(x, y) == pytest.approx(loss, rel=1e-12)
    for ours, by_hand in zip(model.get_weights(), (w1, b1, w2, b2)):
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
    changed = [not np.array_equal(one, other) for one, other in zip(before, model.get_weights())]
    assert changed == [False, False, True, True]


def test_a_penalty_is_part_of_the_loss_and_of_the_step():
    set_random_seed(0)
    model = Sequential([Dense(1, use_bias=False, input_dim=1, kernel_initializer="ones", kernel_regularizer=L2(0.25))])
    model.compile(optimizer=SGD(0.1), loss="mse")
    assert model.evaluate([1.0], [1.0]) == 0.25  # no error, all penalty
    model.train_on_batch([1.0], [1.0])
    assert model.get_weights()[0] == pytest.approx(1 - 0.1 * 0.5)


# ---- fit


def test_fit_learns_xor_and_returns_its_history():
    model = small_model("binary_crossentropy", Adam(0.1), "sigmoid", metrics=["accuracy"])
    history = model.fit(XOR_X, XOR_Y, epochs=200)
    assert history.epoch == list(range(200)) and set(history.history) == {"loss", "accuracy"}
    assert history.history["accuracy"][-1] == 1 and history.history["loss"][-1] < 0.05
    assert (model.predict(XOR_X).ravel() > 0.5).tolist() == [False, True, True, False]
    assert model.history is history and repr(history).startswith("History(epochs=200, loss=0.0")


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others():
    def run_of(seed):
        model = small_model(seed=seed)
        history = model.fit(XOR_X, XOR_Y, batch_size=2, epochs=5)
        return np.concatenate([history.history["loss"], *(values.ravel() for values in model.get_weights())])

    np.testing.assert_array_equal(run_of(3), run_of(3))
    assert not np.allclose(run_of(3), run_of(4))


class Seen(Callback):
    """Notes every hook, and the losses of the batches"""

    def __init__(self):
        self.calls, self.losses = [], []

    def on_train_begin(self, logs=None):
        self.calls.append("train")

    def on_train_batch_end(self, batch, logs=None):
        self.calls.append(f"batch {batch}")
        self.losses.append(logs["loss"])

    def on_epoch_end(self, epoch, logs=None):
        self.calls.append(sorted(logs))

    def on_train_end(self, logs=None):
        self.calls.append("end")


def test_callbacks_are_called_as_in_keras():
    seen = Seen()
    model = small_model()
    model.fit(XOR_X, XOR_Y, batch_size=3, epochs=2, callbacks=[seen], validation_data=(XOR_X, XOR_Y))
    epoch = ["batch 0", "batch 1", ["loss", "val_loss"]]
    assert seen.calls == ["train", *epoch, *epoch, "end"]
    assert seen.model is model and seen.params == {"epochs": 2, "steps": 2, "verbose": "auto"}


def test_the_loss_of_an_epoch_is_the_mean_over_its_examples_not_over_its_batches():
    model = small_model(optimizer=SGD(0.0))
    history = model.fit(XOR_X, XOR_Y, batch_size=3, shuffle=False)
    assert history.history["loss"][0] == pytest.approx(model.evaluate(XOR_X, XOR_Y), rel=1e-14)


def test_batches_are_32_by_default_and_shuffled_anew_in_every_epoch():
    x = np.arange(70.0)
    batches = []
    model = Sequential([Dense(1, input_dim=1)])
    model.compile(optimizer=SGD(0.0), loss=lambda y, y_pred: (batches.append(y.ravel()), graph.mean(y_pred))[1])
    model.fit(x, x, epochs=2)
    assert [len(batch) for batch in batches] == [32, 32, 6] * 2
    first, second = np.concatenate(batches[:3]), np.concatenate(batches[3:])
    assert sorted(first) == sorted(second) == list(x) and list(first) != list(x) and list(first) != list(second)
    del batches[:]
    model.fit(x, x, shuffle=False)
    assert list(np.concatenate(batches)) == list(x)


def test_validation_data_are_looked_at_after_each_epoch_and_teach_nothing():
    with_it, without = small_model(metrics=["mae"]), small_model(metrics=["mae"])
    history = with_it.fit(XOR_X, XOR_Y, epochs=4, shuffle=False, validation_data=([[2.0, 2.0]], [9.0])).history
    without.fit(XOR_X, XOR_Y, epochs=4, shuffle=False)
    assert list(history) == ["loss", "mae", "val_loss", "val_mae"]
    assert history["val_loss"][-1] == with_it.evaluate([[2.0, 2.0]], [9.0])[0]
    for one, other in zip(with_it.get_weights(), without.get_weights()):
        np.testing.assert_array_equal(one, other)


def test_what_a_callback_adds_to_the_logs_stands_in_the_history():
    class Note(Callback):
        def on_epoch_end(self, epoch, logs=None):
            logs["first_weight"] = self.model.get_weights()[0][0, 0]

    assert len(small_model().fit(XOR_X, XOR_Y, epochs=3, callbacks=[Note()]).history["first_weight"]) == 3


def test_fitting_twice_goes_on_where_it_stopped():
    once, twice = small_model(optimizer=Adam()), small_model(optimizer=Adam())
    once.fit(XOR_X, XOR_Y, epochs=4, shuffle=False)
    for _ in range(2):
        twice.fit(XOR_X, XOR_Y, epochs=2, shuffle=False)
    for one, other in zip(once.get_weights(), twice.get_weights()):
        np.testing.assert_array_equal(one, other)


def test_a_list_of_numbers_is_one_feature_and_one_answer_each():
    model = Sequential([Dense(1)])
    model.compile(optimizer=SGD(0.02), loss="mse")
    x, y = datasets.fruit_trades()
    model.fit(list(x), list(y), epochs=3000, shuffle=False)
    kernel, bias = model.get_weights()
    assert kernel.item() == pytest.approx(4, abs=1e-3) and bias.item() == pytest.approx(-4, abs=1e-2)
    assert model.predict(x).shape == (3, 1)


def test_fit_changes_neither_x_nor_y():
    x, y = XOR_X.copy(), XOR_Y.copy()
    small_model().fit(x, y, epochs=3)
    assert (x == XOR_X).all() and (y == XOR_Y).all()


def test_predict_and_evaluate_give_the_same_in_batches_and_change_nothing():
    model = small_model(metrics=["mae"])
    x, y = np.random.default_rng(0).standard_normal((3000, 2)), np.zeros(3000)
    before = model.get_weights()
    np.testing.assert_allclose(model.predict(x), model.predict(x, batch_size=7), rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(model.predict(x), model(x).value, rtol=1e-13, atol=1e-15)
    assert model.evaluate(x, y) == pytest.approx(model.evaluate(x, y, batch_size=7), rel=1e-12)
    assert model.evaluate(x, y, return_dict=True) == dict(zip(["loss", "mae"], model.evaluate(x, y)))
    for one, other in zip(before, model.get_weights()):
        np.testing.assert_array_equal(one, other)


def test_the_digits_are_learned_as_well_as_elsewhere():
    pictures, digits = datasets.digits()
    x = pictures.reshape(-1, 64)
    set_random_seed(0)
    model = Sequential([Dense(32, activation="tanh", input_dim=64), Dense(10, activation="softmax")])
    model.compile(optimizer=SGD(0.5), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x[:1500], digits[:1500], epochs=20)
    assert model.evaluate(x[1500:], digits[1500:])[1] >= 0.91


# ---- stopping


def test_stop_training_ends_after_the_epoch():
    class Enough(Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = epoch == 2

    assert small_model().fit(XOR_X, XOR_Y, epochs=9, callbacks=[Enough()]).epoch == [0, 1, 2]


def stop_after(values, **settings):
    """EarlyStopping before a row of numbers: (the epochs it ran, where it stopped, the best epoch)"""

    class Played(Callback):
        def on_epoch_end(self, epoch, logs=None):
            logs["val_loss"] = logs["val_accuracy"] = values[epoch]

    stopping = EarlyStopping(**settings)
    history = small_model().fit(XOR_X, XOR_Y, epochs=len(values), callbacks=[Played(), stopping])
    return len(history.epoch), stopping.stopped_epoch, stopping.best_epoch


def test_early_stopping_waits_for_its_patience():
    falls_then_rises = [5, 4, 3, 3.5, 3.2, 3.1, 2.0, 9, 9]
    assert stop_after(falls_then_rises) == (4, 3, 2)
    assert stop_after(falls_then_rises, patience=3) == (6, 5, 2)
    assert stop_after(falls_then_rises, patience=4) == (9, 0, 6)
    assert stop_after(falls_then_rises, min_delta=1.5, patience=2) == (5, 4, 2)
    assert stop_after(falls_then_rises, monitor="val_accuracy", patience=2) == (3, 2, 0)
    assert stop_after(falls_then_rises, mode="max", patience=2) == (3, 2, 0)


def test_early_stopping_goes_back_to_the_best_weights_if_it_is_asked():
    model = small_model(optimizer=SGD(1.0))
    snapshots = []

    class Keep(Callback):
        def on_epoch_end(self, epoch, logs=None):
            snapshots.append(self.model.get_weights())
            logs["val_loss"] = [3, 1, 2, 2][epoch]

    model.fit(XOR_X, XOR_Y, epochs=4, callbacks=[Keep(), EarlyStopping(patience=2, restore_best_weights=True)])
    np.testing.assert_array_equal(model.get_weights()[0], snapshots[1][0])


def test_an_interrupt_keeps_the_weights_reached_and_returns_the_history(capsys):
    class Impatient(Callback):
        ended = False

        def on_train_batch_end(self, batch, logs=None):
            self.weights = self.model.get_weights()
            if self.model.history.epoch == [0, 1]:
                raise KeyboardInterrupt

        def on_train_end(self, logs=None):
            self.ended = True

    impatient, model = Impatient(), small_model()
    history = model.fit(XOR_X, XOR_Y, epochs=9, callbacks=[impatient])
    assert history.epoch == [0, 1] and len(history.history["loss"]) == 2 and impatient.ended
    np.testing.assert_array_equal(model.get_weights()[0], impatient.weights[0])
    assert capsys.readouterr().out == "Interrupted in epoch 3 of 9: the model keeps the weights it has reached.\n"


# ---- metrics


def test_accuracy_is_the_one_that_fits_y_and_the_output():
    assert metrics.accuracy(np.array([2, 0]), np.array([[0, 0, 1], [0.2, 0.5, 0.3]])) == 0.5
    assert metrics.accuracy(np.eye(3)[[2, 0]], np.array([[0, 0, 1], [0.2, 0.5, 0.3]])) == 0.5
    assert metrics.accuracy(np.array([[1.0], [0], [1], [0]]), np.array([[0.9], [0.1], [0.4], [0.5]])) == 0.75


def test_accuracy_of_logits_says_yes_above_0():
    model = Sequential([Dense(1, use_bias=False, input_dim=1, kernel_initializer="ones")])
    model.compile(loss=training.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])
    assert model.evaluate([-2.0, 0.3], [0, 1])[1] == 1


def test_a_metric_of_your_own_is_named_after_its_function():
    def largest_error(y_true, y_pred):
        return np.max(np.abs(y_true - y_pred))

    model = small_model(metrics=[largest_error, "mse"])
    assert list(model.fit(XOR_X, XOR_Y).history) == ["loss", "largest_error", "mse"]


# ---- what is shown


def test_nothing_is_shown_where_nobody_watches(capfd):
    small_model().fit(XOR_X, XOR_Y, epochs=3)
    assert capfd.readouterr() == ("", "")


def test_a_line_per_epoch_on_demand(capsys):
    small_model(metrics=["mae"]).fit(XOR_X, XOR_Y, epochs=2, verbose=2)
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("epoch 1/2 - loss: ") and " - mae: " in second and second.startswith("epoch 2/2")


def test_the_bar_counts_batches_and_takes_itself_away(monkeypatch):
    import tqdm

    bars = []

    class Recorded(tqdm.tqdm):
        def __init__(self, **settings):
            super().__init__(**settings | {"delay": 0})
            bars.append((settings, self))

    monkeypatch.setattr(tqdm, "tqdm", Recorded)
    small_model().fit(XOR_X, XOR_Y, batch_size=2, epochs=3, verbose=1)
    ((settings, bar),) = bars
    assert settings["total"] == bar.n == 6 and settings["leave"] is False and settings["delay"] > 0 and bar.disable
    assert bar.desc == "epoch 3/3: " and "loss=" in bar.postfix


def test_a_short_training_shows_no_bar_even_to_a_person(capfd):
    small_model().fit(XOR_X, XOR_Y, epochs=2, verbose=1)
    out, err = capfd.readouterr()
    assert out.strip("\r ") == "" and err == ""


@pytest.mark.parametrize("metadata, watched", [({}, False), ({"cellId": "c1", "deletedCells": []}, True)])
def test_a_person_watches_a_cell_that_lab_names_and_nobody_one_that_a_program_runs(monkeypatch, metadata, watched):
    class Shell:
        kernel = None

        def get_parent(self):
            return {"metadata": metadata}

    import IPython

    monkeypatch.setattr(IPython, "get_ipython", Shell)
    assert progress_module.is_interactive() is watched


@pytest.mark.parametrize("terminal", [True, False])
def test_a_person_watches_a_terminal(monkeypatch, terminal):
    monkeypatch.setattr(progress_module.sys.stdout, "isatty", lambda: terminal, raising=False)
    assert progress_module.is_interactive() is terminal


# ---- clear errors

NAN_X = [[0.0, 1], [np.nan, 2]]


@pytest.mark.parametrize(
    "act, error, words",
    [
        (lambda: Sequential([Dense(1)]).fit([[1.0]], [1.0]), ValueError, r"call model.compile\(optimizer="),
        (lambda: Sequential().fit([[1.0]], [1.0]), ValueError, r"call model.compile\("),
        (lambda: Sequential().predict([[1.0]]), ValueError, "the model has no layers yet"),
        (
            lambda: small_model().fit(NAN_X, [0, 1]),
            ValueError,
            r"x holds nan at \[1, 0\] \(1 such numbers\): take these",
        ),
        (lambda: small_model().fit(XOR_X, [0, 1, np.inf, 1]), ValueError, r"y holds inf at \[2\]"),
        (lambda: small_model().predict(NAN_X), ValueError, "x holds nan"),
        (lambda: small_model().fit(XOR_X, XOR_Y, validation_data=(NAN_X, [0, 1])), ValueError, "x holds nan"),
        (
            lambda: small_model().fit(np.ones((4, 3)), XOR_Y),
            ValueError,
            r"^Dense expects 2 features \(input_dim\), got 3: x has shape \(4, 3\)$",
        ),
        (lambda: small_model().fit(XOR_X, XOR_Y[:3]), ValueError, "x holds 4 examples and y 3: they must be as many"),
        (
            lambda: small_model().fit(XOR_X, np.ones((4, 3))),
            ValueError,
            r"y has shape \(4, 3\), but the model gives \(1,\)",
        ),
        (lambda: small_model().fit(XOR_X), ValueError, "y is missing"),
        (lambda: small_model().fit([["a", "b"]], [1]), TypeError, "x must be an array of numbers"),
        (lambda: small_model().fit([[1, 2], [3]], [1, 2]), ValueError, "x has rows of unequal length"),
        (
            lambda: small_model().fit(np.ones((0, 2)), []),
            ValueError,
            r"x must hold at least one example, got shape \(0, 2\)",
        ),
        (
            lambda: small_model().fit(XOR_X, XOR_Y, epochs=0),
            ValueError,
            "epochs must be a whole number from 1 up, got 0",
        ),
        (
            lambda: small_model().fit(XOR_X, XOR_Y, batch_size=0),
            ValueError,
            "batch_size must be a whole number from 1 up",
        ),
        (lambda: small_model().predict(XOR_X, batch_size=0), ValueError, "batch_size must be a whole number from 1 up"),
        (lambda: small_model().fit(XOR_X, XOR_Y, verbose=3), ValueError, 'verbose must be "auto", 0, 1 or 2, got 3'),
        (lambda: small_model().fit(XOR_X, XOR_Y, callbacks=[print]), TypeError, "callbacks expects a list of Callback"),
        (
            lambda: small_model().fit(XOR_X, XOR_Y, callbacks=[EarlyStopping()]),
            ValueError,
            "EarlyStopping watches 'val_loss', but there is only loss: fit needs validation_data",
        ),
        (
            lambda: small_model("sparse_categorical_crossentropy", units=3).fit(XOR_X, [0, 1, 2, 3]),
            ValueError,
            "labels must be whole numbers from 0 to 2, as the model has 3 outputs; got 3",
        ),
        (
            lambda: small_model("sparse_categorical_crossentropy", units=3).fit(XOR_X, [0, 1, 2, -1]),
            ValueError,
            "got -1",
        ),
        (
            lambda: small_model("sparse_categorical_crossentropy", units=3).fit(XOR_X, [0, 1, 2, 0.5]),
            ValueError,
            "got 0.5",
        ),
        (
            lambda: small_model("sparse_categorical_crossentropy", units=3).fit(XOR_X, np.eye(4)[:, :3]),
            ValueError,
            "for one-hot rows take categorical_crossentropy",
        ),
        (
            lambda: small_model("categorical_crossentropy", units=3).fit(XOR_X, [0, 1, 2, 0]),
            ValueError,
            "for the numbers of the classes take sparse_categorical_crossentropy",
        ),
        (
            lambda: small_model("binary_crossentropy").fit(XOR_X, [0, 1, 2, 1]),
            ValueError,
            "y must lie between 0 and 1 for this loss, got 2; for more than two classes take sparse_categorical_crossentropy",
        ),
        (
            lambda: small_model("binary_crossentropy").fit(XOR_X, [-1, 1, 1, 1]),
            ValueError,
            "0 and 1 for this loss, got -1",
        ),
        (
            lambda: small_model("logloss"),
            ValueError,
            "There is no loss 'logloss': use mean_squared_error, mse, binary_cross",
        ),
        (lambda: small_model(losses.MeanSquaredError), ValueError, "There is no loss"),
        (
            lambda: Sequential([Dense(1)]).compile("sgd"),
            ValueError,
            'compile needs a loss, such as loss="mean_squared_error"',
        ),
        (
            lambda: small_model(lambda y, y_pred: 3.0).fit(XOR_X, XOR_Y),
            TypeError,
            "must build a node from y_pred, got 3.0",
        ),
        (lambda: small_model(optimizer="sdg"), ValueError, "There is no optimizer 'sdg': use sgd, rmsprop, adam"),
        (lambda: small_model(metrics=["acuracy"]), ValueError, "There is no metric 'acuracy': use accuracy"),
        (lambda: small_model(metrics="accuracy"), ValueError, r"metrics expects a list, such as \['accuracy'\]"),
        (lambda: SGD("fast"), ValueError, "learning_rate must be a number from 0 up, got 'fast'"),
        (lambda: SGD(-0.1), ValueError, "learning_rate must be a number from 0 up, got -0.1"),
        (lambda: SGD(np.nan), ValueError, "learning_rate must be a number from 0 up, got nan"),
        (lambda: SGD(momentum=1), ValueError, "momentum must be a number from 0 to below 1, got 1"),
        (lambda: Adam(beta_2=-1), ValueError, "beta_2 must be a number from 0 to below 1, got -1"),
        (lambda: EarlyStopping(mode="least"), ValueError, 'mode must be "auto", "min" or "max"'),
    ],
)
def test_what_is_wrong_is_said_at_once_with_cause_and_cure(act, error, words):
    with pytest.raises(error, match=words):
        act()


@pytest.mark.filterwarnings("error")
def test_a_diverging_loss_stops_with_cause_and_cure_and_without_a_warning():
    x, y = np.arange(1.0, 5.0), np.arange(1.0, 5.0)
    model = Sequential([Dense(1, input_dim=1)])
    model.compile(optimizer=SGD(5.0), loss="mse")
    with pytest.raises(
        FloatingPointError,
        match=r"the loss has become (inf|nan): the steps are too large. Make "
        r"learning_rate smaller \(it is 5\) or the inputs",
    ):
        model.fit(x, y, epochs=500)
