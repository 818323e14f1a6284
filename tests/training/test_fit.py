"""fit goes through the examples as Keras does, stops when it should, and shows nothing where nobody watches."""

import numpy as np
import pytest
from small_models import XOR_X, XOR_Y, small_model

from helpers import datasets, graph
from helpers.layers import Dense, set_random_seed
from helpers.training import SGD, Adam, Callback, EarlyStopping, Sequential
from helpers.training import progress as progress_module

# ---- fit


def test_fit_learns_xor_and_returns_its_history():
    model = small_model("binary_crossentropy", Adam(0.1), "sigmoid", metrics=["accuracy"])
    history = model.fit(XOR_X, XOR_Y, epochs=200)
    assert history.epoch == list(range(200)) and set(history.history) == {"loss", "accuracy"}
    assert history.history["accuracy"][-1] == 1 and history.history["loss"][-1] < 0.05
    assert (model.predict(XOR_X).ravel() > 0.5).tolist() == [False, True, True, False]
    assert model.history is history and repr(history) == (
        f"History(epochs=200, loss={history.history['loss'][-1]:.4g}, accuracy=1)"
    )


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

    def on_epoch_begin(self, epoch, logs=None):
        self.calls.append("epoch")

    def on_train_batch_begin(self, batch, logs=None):
        self.calls.append(f"before {batch}")

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
    epoch = ["epoch", "before 0", "batch 0", "before 1", "batch 1", ["loss", "val_loss"]]
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
    for one, other in zip(with_it.get_weights(), without.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_validation_split_holds_out_the_last_examples_as_they_are_given():
    x, y = np.arange(10.0), np.arange(10.0) ** 2
    seen = []

    def trained(x, y, **settings):
        set_random_seed(1)
        model = Sequential([Dense(1, input_dim=1)])
        model.compile(SGD(0.0078125), loss=lambda y, y_pred: (seen.append(y), graph.square(y - y_pred))[1])
        return model.fit(x, y, epochs=3, batch_size=4, **settings).history

    split = trained(x, y, validation_split=0.25)
    assert [len(part) for part in seen[:3]] == [4, 3, 3] and set(seen[2].ravel()) == {49, 64, 81}
    assert split == trained(x[:7], y[:7], validation_data=(x[7:], y[7:]))
    assert trained(x, y, validation_split=0.25, validation_data=(x[:2], y[:2])) == trained(
        x, y, validation_data=(x[:2], y[:2])
    )


def test_one_callback_needs_no_list():
    assert small_model().fit(XOR_X, XOR_Y, epochs=3, callbacks=EarlyStopping("loss", min_delta=9)).epoch == [0, 1]


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
    for one, other in zip(once.get_weights(), twice.get_weights(), strict=True):
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
    assert model.evaluate(x, y, return_dict=True) == dict(zip(["loss", "mae"], model.evaluate(x, y), strict=True))
    for one, other in zip(before, model.get_weights(), strict=True):
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


def test_early_stopping_tells_what_it_does_if_it_is_asked(capsys):
    assert stop_after([3, 1, 2, 2, 2], patience=2, verbose=1, restore_best_weights=True) == (4, 3, 1)
    assert capsys.readouterr().out == (
        "Epoch 4: early stopping\nRestoring model weights from the end of the best epoch: 2.\n"
    )


def test_early_stopping_starts_late_and_asks_for_a_baseline():
    assert stop_after([1, 5, 4, 3, 3, 3], start_from_epoch=2) == (5, 4, 3)
    assert stop_after([5, 4, 3, 2, 1], baseline=2.5, patience=2) == (5, 0, 4)
    assert stop_after([5, 4, 3.5, 3.4, 9], baseline=2.5, patience=2) == (5, 4, 3)


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
    assert settings["total"] == bar.n == 6 and settings["leave"] is False and settings["delay"] == 0.5 and bar.disable
    assert bar.desc == "epoch 3/3: " and "loss=" in bar.postfix


def test_a_short_training_shows_no_bar_even_to_a_person(capfd):
    small_model().fit(XOR_X, XOR_Y, epochs=2, verbose=1)
    out, err = capfd.readouterr()
    assert out.strip("\r ") == "" and err == ""


@pytest.mark.parametrize("metadata, watched", [({}, False), ({"cellId": "c1", "deletedCells": []}, True)])
def test_a_person_watches_a_cell_that_lab_names_and_nobody_one_that_a_program_runs(monkeypatch, metadata, watched):
    class Shell:
        class kernel:
            def get_parent():
                return {"metadata": metadata}

    import IPython

    monkeypatch.setattr(IPython, "get_ipython", Shell)
    assert progress_module.is_interactive() is watched


@pytest.mark.parametrize("terminal", [True, False])
def test_a_person_watches_a_terminal(monkeypatch, terminal):
    monkeypatch.setattr(progress_module.sys.stdout, "isatty", lambda: terminal, raising=False)
    assert progress_module.is_interactive() is terminal
