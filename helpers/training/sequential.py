"""Sequential: a stack of layers that learns, with Keras's compile, fit, evaluate and predict."""

import math
from itertools import count
from time import perf_counter
from typing import NamedTuple

import numpy as np

from .. import layers
from ..graph import Data, Integers
from ..layers.initializers import GENERATOR
from ..layers.layer import whole_number
from ..layers.saving import restore
from .callbacks import Callbacks, History
from .data import as_data, expect_equal_lengths, slices, with_features
from .losses import as_loss
from .metrics import as_metrics
from .optimizers import as_optimizer
from .progress import progress

TRAINING_BATCH, OTHER_BATCH = 32, 1024


class Step(NamedTuple):
    """One step of `Sequential.steps`: its epoch and batch, both from 0, and the loss before the step"""

    epoch: int
    batch: int
    loss: float


class Sequential(layers.Stack):
    """model = Sequential([Dense(6, activation="tanh", input_dim=8), Dense(3)]); compile it, fit it

    Same layers, same text as in Keras. After set_random_seed(n) all numbers are the same in every run.
    """

    optimizer = loss = None
    stop_training = False

    def compile(self, optimizer="rmsprop", loss=None, metrics=None):
        """How to learn: each by its name, as an object such as SGD(0.1), or (loss, metrics) as a function

        loss(y_true, y_pred) builds a node, a metric(y_true, y_pred) is a number made of arrays.
        """
        if loss is None:
            raise ValueError('compile needs a loss, such as loss="mean_squared_error"')
        loss = as_loss(loss)
        metrics = as_metrics(metrics, getattr(loss, "from_logits", False))
        self.optimizer, self.loss, self.metrics = as_optimizer(optimizer), loss, metrics

    def fit(
        self,
        x=None,
        y=None,
        batch_size=None,
        epochs=1,
        verbose="auto",
        callbacks=None,
        validation_data=None,
        shuffle=True,
    ):
        """Train for `epochs` rounds through the examples, in batches of 32 → History

        x (n, …) and y (n, …) numbers; validation_data: (x, y) that are only looked at, after each epoch. verbose: a
        bar if a person watches, 0 nothing, 1 a bar, 2 a line per epoch. Interrupting keeps the weights reached.
        """
        x, y = self.examples(x, y)
        held_out = None if validation_data is None else self.examples(*validation_data)
        batch_size = size_of_batches(batch_size, TRAINING_BATCH)
        params = {"epochs": whole_number("epochs", epochs), "steps": math.ceil(len(x) / batch_size), "verbose": verbose}
        self.history, self.stop_training = History(), False
        tell = Callbacks([*(callbacks or []), self.history, *progress(verbose)], self, params)
        tell.on_train_begin()
        try:
            for epoch in range(epochs):
                self.fit_epoch(epoch, x, y, batches(len(x), batch_size, shuffle), held_out, tell)
                if self.stop_training:
                    break
        except KeyboardInterrupt:
            print(f"Interrupted in epoch {epoch + 1} of {epochs}: the model keeps the weights it has reached.")
        finally:
            tell.on_train_end()
        return self.history

    @np.errstate(over="ignore", invalid="ignore")  # what comes of it is told in words by train_step
    def fit_epoch(self, epoch, x, y, rows_of_batches, held_out, tell):
        tell.on_epoch_begin(epoch)
        mean = Mean()
        for batch, rows in enumerate(rows_of_batches):
            tell.on_train_batch_begin(batch)
            batch_y = y[rows]
            loss, y_pred = self.train_step(x[rows], batch_y)
            logs = mean.add(len(batch_y), self.numbers(loss, batch_y, y_pred))
            tell.on_train_batch_end(batch, logs)
        if held_out:
            logs = logs | {f"val_{name}": value for name, value in self.test(*held_out, OTHER_BATCH).items()}
        tell.on_epoch_end(epoch, logs)

    def steps(self, x, y, batch_size=None, shuffle=True):
        """Train without end, one step each time the next Step is asked for: `advance` takes slices for a live figure"""
        x, y = self.examples(x, y)
        batch_size = size_of_batches(batch_size, TRAINING_BATCH)
        return self.endless(x, y, batch_size, shuffle)

    def endless(self, x, y, batch_size, shuffle):
        for epoch in count():
            for batch, rows in enumerate(batches(len(x), batch_size, shuffle)):
                with np.errstate(over="ignore", invalid="ignore"):
                    loss, _ = self.train_step(x[rows], y[rows])
                yield Step(epoch, batch, loss)

    @np.errstate(over="ignore", invalid="ignore")
    def train_on_batch(self, x, y, return_dict=False):
        """One step on these examples → the loss before it, with metrics a list of all"""
        x, y = self.examples(x, y)
        loss, y_pred = self.train_step(x, y)
        return answer(self.numbers(loss, y, y_pred), return_dict)

    def evaluate(self, x=None, y=None, batch_size=None, verbose="auto", return_dict=False):
        """The loss on these examples, with metrics a list of all; nothing is changed (nor shown, whatever verbose says)

        batch_size None: 1,024 at a time (Keras: 32); the numbers do not depend on it.
        """
        x, y = self.examples(x, y)
        return answer(self.test(x, y, size_of_batches(batch_size, OTHER_BATCH)), return_dict)

    def predict(self, x, batch_size=None, verbose="auto"):
        """The model's output for every example, a float64 array; batch_size and verbose as in `evaluate`"""
        x = self.inputs(x)
        every = slices(len(x), size_of_batches(batch_size, OTHER_BATCH))
        return np.concatenate([self(leaf(x[rows])).value for rows in every])

    def train_step(self, x, y):
        """Forward, backward, update on one batch that was checked before → (loss, output), both before the step"""
        y_pred = self(leaf(x))
        loss = self.total_loss(y, y_pred)
        value = float(loss.value)
        if not math.isfinite(value):
            raise FloatingPointError(
                f"the loss has become {value}: the steps are too large. Make learning_rate smaller (it is "
                f"{self.optimizer.learning_rate:g}) or the inputs (scale them to about −1 to 1), and start anew"
            )
        loss.backward()
        self.optimizer.step([weight for weight in self.trainable_weights if weight.gradient is not None])
        return value, y_pred.value

    def total_loss(self, y, y_pred):
        """The node of the loss, with the layers' penalties"""
        loss = self.loss.compute(y, y_pred)
        for penalty in self.losses:
            loss = loss + penalty
        return loss

    def test(self, x, y, batch_size):
        mean = Mean()
        for rows in slices(len(x), batch_size):
            y_pred = self(leaf(x[rows]))
            logs = mean.add(
                len(x[rows]), self.numbers(float(self.total_loss(y[rows], y_pred).value), y[rows], y_pred.value)
            )
        return logs

    def numbers(self, loss, y, y_pred):
        numbers = {"loss": loss}
        for name, metric in self.metrics.items():
            value = metric(y, y_pred)
            numbers[name] = float(value if isinstance(value, float) else np.mean(value))
        return numbers

    def examples(self, x, y):
        """x and y, checked, in the form that a step needs"""
        if self.loss is None:
            raise ValueError('call model.compile(optimizer="sgd", loss="mean_squared_error"), or what you need, first')
        x = self.inputs(x)
        expect_equal_lengths(x, as_data("y", y))
        return x, self.loss.targets(y, self.output_shape(x.shape))

    def inputs(self, x):
        """x (n, …) as the first layer wants it; the weights are made if there are none yet"""
        if not self.layers:
            raise ValueError("the model has no layers yet: add some, such as model.add(Dense(1))")
        x = with_features(as_data("x", x), self.input_shape)
        if self.built:
            self.layers[0].expect_shape(x.shape)
        else:
            self.build_for(x.shape)
        return self.as_input(x)


def advance(steps, seconds=0.015):
    """As many of the model's `steps` as there is time for, but one at least → the last Step

    A slice of live training: short enough for the page to answer between two of them.
    """
    end = perf_counter() + seconds
    for step in steps:
        if perf_counter() >= end:
            return step


def leaf(x):
    return Integers(x) if x.dtype.kind == "i" else Data(x)


def size_of_batches(given, default):
    return whole_number("batch_size", default if given is None else given)


class Mean:
    """The mean over all examples so far, number by number"""

    def __init__(self):
        self.count, self.sums = 0, {}

    def add(self, count, numbers):
        self.count += count
        for name, value in numbers.items():
            self.sums[name] = self.sums.get(name, 0.0) + count * value
        return {name: total / self.count for name, total in self.sums.items()}


def batches(examples, size, shuffle):
    """What to index with, batch after batch: rows in a new order, or slices in the given one"""
    if not shuffle:
        return slices(examples, size)
    order = GENERATOR.permutation(examples)
    return (order[rows] for rows in slices(examples, size))


def answer(numbers, return_dict):
    """As Keras answers: the loss alone, or a list, or all by name"""
    if return_dict:
        return numbers
    return numbers["loss"] if len(numbers) == 1 else list(numbers.values())


def load_model(path, custom_objects=None):
    """The model that model.save(path) wrote: same layers, same weights; compile it again to train on

    custom_objects: {name: class} of layers of your own.
    """
    known = {name: getattr(layers, name) for name in layers.__all__} | (custom_objects or {})
    return restore(Sequential, path, known)
