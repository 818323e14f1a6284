"""What happens around training: callbacks as in Keras, and the history that `fit` returns."""

import numpy as np

from ..layers.names import expect_known


class Callback:
    """Subclass it and fill in what you need; `logs` holds the numbers so far, self.model is the model

    model.stop_training = True ends `fit` after the epoch.
    """

    model = params = None

    def set_model(self, model):
        self.model = model

    def set_params(self, params):
        """params: {"epochs", "steps" per epoch, "verbose"}"""
        self.params = params

    def on_train_begin(self, logs=None):
        pass

    def on_train_end(self, logs=None):
        pass

    def on_epoch_begin(self, epoch, logs=None):
        pass

    def on_epoch_end(self, epoch, logs=None):
        pass

    def on_train_batch_begin(self, batch, logs=None):
        pass

    def on_train_batch_end(self, batch, logs=None):
        pass


def expect_callbacks(callbacks, more, model, params):
    """All callbacks in one list, each of which now knows its model and params"""
    given = callbacks if isinstance(callbacks, (list, tuple)) else [] if callbacks is None else [callbacks]
    callbacks = [*given, *more]
    for callback in callbacks:
        if not isinstance(callback, Callback):
            raise TypeError(f"callbacks expects a list of Callback objects, got {callback!r}")
        hooks = [name for name in dir(callback) if name.startswith("on_") and not hasattr(Callback, name)]
        expect_known("fit, which calls each Callback,", hooks)
        callback.set_model(model)
        callback.set_params(params)
    return callbacks


class History(Callback):
    """history["loss"], history["val_accuracy"] …: one number per epoch; epoch: their numbers, from 0"""

    def __init__(self):
        self.history, self.epoch = {}, []

    def on_epoch_end(self, epoch, logs=None):
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)

    def __repr__(self):
        last = "".join(f", {name}={values[-1]:.4g}" for name, values in self.history.items())
        return f"History(epochs={len(self.epoch)}{last})"


class EarlyStopping(Callback):
    """Ends training when `monitor` has not become better by more than min_delta for `patience` epochs

    mode: "min" or "max" is better; "auto": "max" for accuracies. restore_best_weights: goes back to those of the best
    epoch. baseline: only what is better than this number resets the patience. Before start_from_epoch nothing counts.
    stopped_epoch: where it ended, 0 if it did not; best, best_epoch: what was reached, and where. verbose=1 tells it.
    """

    def __init__(
        self,
        monitor="val_loss",
        min_delta=0,
        patience=0,
        verbose=0,
        mode="auto",
        baseline=None,
        restore_best_weights=False,
        start_from_epoch=0,
        **unknown,
    ):
        expect_known("EarlyStopping", unknown)
        if mode not in ("auto", "min", "max"):
            raise ValueError(f'mode must be "auto", "min" or "max", got {mode!r}')
        self.monitor, self.min_delta, self.patience = monitor, abs(min_delta), patience
        rises = mode == "max" or mode == "auto" and "acc" in monitor
        self.sign = 1 if rises else -1
        self.restore_best_weights, self.verbose = restore_best_weights, verbose
        self.baseline, self.start_from_epoch = baseline, start_from_epoch

    def on_train_begin(self, logs=None):
        self.best, self.best_epoch, self.best_weights = -self.sign * np.inf, 0, None
        self.wait = self.stopped_epoch = 0

    def on_epoch_end(self, epoch, logs=None):
        if self.monitor not in logs:
            raise ValueError(
                f"EarlyStopping watches {self.monitor!r}, but there is only {', '.join(logs)}: "
                "fit needs validation_data or validation_split for the numbers that begin with val_"
            )
        if epoch < self.start_from_epoch:
            return
        self.wait += 1
        value = logs[self.monitor]
        if self.is_better(value, self.best):
            self.best, self.best_epoch = value, epoch
            self.wait = 0 if self.baseline is None or self.is_better(value, self.baseline) else self.wait
            self.best_weights = self.model.get_weights() if self.restore_best_weights else None
        elif self.wait >= self.patience and epoch > 0:
            self.stopped_epoch, self.model.stop_training = epoch, True

    def is_better(self, value, than):
        return self.sign * (value - than) > self.min_delta

    def on_train_end(self, logs=None):
        if self.verbose and self.stopped_epoch:
            print(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.best_weights is not None:
            if self.verbose:
                print(f"Restoring model weights from the end of the best epoch: {self.best_epoch + 1}.")
            self.model.set_weights(self.best_weights)
