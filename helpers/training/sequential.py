"""Sequential: layers in a row that learn, with Keras's compile, fit, evaluate and predict."""

import math
import re
from reprlib import repr as short

import numpy as np

from ..graph import Data, Integers
from ..layers import Input, Layer
from ..layers.initializers import GENERATOR
from ..layers.layer import expect_share, whole_number
from ..layers.names import expect_known
from .callbacks import History, expect_callbacks
from .data import as_data, expect_equal_lengths, slices, with_features
from .losses import as_loss
from .metrics import as_metrics
from .optimizers import as_optimizer
from .progress import progress
from .summary import summary_lines

TRAINING_BATCH, OTHER_BATCH = 32, 1024


class Sequential(Layer):
    """model = Sequential([Dense(6, activation="tanh", input_dim=8), Dense(3)]); compile it, fit it

    Same layers, same text as in Keras. After set_random_seed(n) all numbers are the same in every run. Where the first
    row says its input's shape, every layer has its weights at once; otherwise from the first data on.
    """

    optimizer = loss = None
    stop_training = False

    def __init__(self, layers=None, name=None, **kwargs):
        super().__init__(name=name or "sequential", **kwargs)
        self.layers = []
        for layer in layers or []:
            self.add(layer)

    def add(self, layer):
        """One more layer at the end"""
        if isinstance(layer, Input):
            return self.add_input(layer)
        if not isinstance(layer, Layer):
            raise TypeError(f"a model consists of layers, such as Dense(6), got {short(layer)}")
        if any(layer is other for other in self.layers):
            raise ValueError(f"the layer {layer.name} is in this model already: make a new one")
        if not self.layers and self.input_shape is None:
            self.input_shape = layer.input_shape
        if self.input_shape is not None:
            layer.fit_to(self.output_shape((None, *self.input_shape)))
        layer.name = layer.name or self.free_name(type(layer).__name__)
        self.layers.append(layer)
        self.built = self.input_shape is not None

    def add_input(self, given):
        if self.layers or self.input_shape is not None:
            raise ValueError("Input stands first in a model, and once")
        self.input_shape = given.shape

    def free_name(self, kind):
        """dense, dense_1, dense_2 … as Keras names them"""
        base = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
        taken = {layer.name for layer in self.layers}
        return next(name for i in range(len(taken) + 1) if (name := f"{base}_{i}" if i else base) not in taken)

    def build(self, input_shape):
        self.input_shape = tuple(input_shape[1:])
        for layer in self.layers:
            layer.fit_to(input_shape)
            input_shape = layer.output_shape(input_shape)

    def as_input(self, x):
        return self.layers[0].as_input(x)

    def call(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def summary(self, print_fn=print, **unknown):
        """Print layers, output shapes and numbers of parameters, as Keras does (sizes: float64)"""
        expect_known("summary", unknown)
        print_fn("\n".join(summary_lines(self)))

    def compile(self, optimizer="rmsprop", loss=None, loss_weights=None, metrics=None, **unknown):
        """How to learn: each by its name, as an object such as SGD(0.1), or (loss, metrics) as a function

        loss(y_true, y_pred) builds a node, a metric(y_true, y_pred) is a number made of arrays.
        """
        expect_known("compile", unknown if loss_weights is None else {"loss_weights (its third place)": 0, **unknown})
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
        validation_split=0.0,
        validation_data=None,
        shuffle=True,
        **unknown,
    ):
        """Train for `epochs` rounds through the examples, in batches of 32 → History

        x (n, …) and y (n, …) numbers; validation_data: (x, y) that are only looked at, after each epoch;
        validation_split: so large a share of the examples instead, the last ones as they are given. verbose: a bar if
        a person watches, 0 nothing, 1 a bar, 2 a line per epoch. Interrupting keeps the weights reached.
        """
        expect_known("fit", unknown)
        x, y = self.examples(x, y)
        x, y, held_out = self.hold_out(x, y, validation_split, validation_data)
        batch_size = size_of_batches(batch_size, TRAINING_BATCH)
        params = {"epochs": whole_number("epochs", epochs), "steps": math.ceil(len(x) / batch_size), "verbose": verbose}
        self.history, self.stop_training = History(), False
        callbacks = expect_callbacks(callbacks, [self.history, *progress(verbose)], self, params)

        def fit_epoch():
            return self.fit_epoch(x, y, batches(len(x), batch_size, shuffle), held_out, callbacks)

        self.fit_epochs(epochs, fit_epoch, callbacks)
        return self.history

    def hold_out(self, x, y, share, data):
        """(x, y to learn from, those that are only looked at, or None): `data`, otherwise the last `share`"""
        if data is not None:
            if not isinstance(data, (tuple, list)) or len(data) != 2:
                raise ValueError(f"validation_data expects (x, y), got {short(data)}")
            return x, y, self.examples(*data)
        expect_share("validation_split", share)
        if not share:
            return x, y, None
        split = math.floor(len(x) * (1 - share))
        if not 0 < split < len(x):
            raise ValueError(
                f"validation_split={share} of {len(x)} examples leaves none on one side: take another share"
            )
        return x[:split], y[:split], (x[split:], y[split:])

    def fit_epochs(self, epochs, fit_epoch, callbacks):
        """fit_epoch() so many times, or until somebody stops it"""
        tell(callbacks, "on_train_begin")
        try:
            for epoch in range(epochs):
                tell(callbacks, "on_epoch_begin", epoch)
                tell(callbacks, "on_epoch_end", epoch, fit_epoch())
                if self.stop_training:
                    break
        except KeyboardInterrupt:
            print(f"Interrupted in epoch {epoch + 1} of {epochs}: the model keeps the weights it has reached.")
        finally:
            tell(callbacks, "on_train_end")

    @np.errstate(over="ignore", invalid="ignore")  # what comes of it is told in words by train_step
    def fit_epoch(self, x, y, rows_of_batches, held_out, callbacks):
        """One round through the batches → the means of its numbers; those of the held-out examples begin with val_"""
        mean = Mean()
        for batch, rows in enumerate(rows_of_batches):
            batch_y = y[rows]
            tell(callbacks, "on_train_batch_begin", batch)
            loss, y_pred = self.train_step(x[rows], batch_y)
            logs = mean.add(len(batch_y), self.numbers(loss, batch_y, y_pred))
            tell(callbacks, "on_train_batch_end", batch, logs)
        if held_out:
            logs = logs | {f"val_{name}": value for name, value in self.test(*held_out, OTHER_BATCH).items()}
        return logs

    @np.errstate(over="ignore", invalid="ignore")
    def train_on_batch(self, x, y, return_dict=False):
        """One step on these examples → the loss before it, with metrics a list of all"""
        x, y = self.examples(x, y)
        loss, y_pred = self.train_step(x, y)
        return answer(self.numbers(loss, y, y_pred), return_dict)

    def evaluate(self, x=None, y=None, batch_size=None, verbose="auto", return_dict=False, **unknown):
        """The loss on these examples, with metrics a list of all; nothing is changed (nor shown, whatever verbose says)

        batch_size None: 1,024 at a time (Keras: 32); the numbers do not depend on it.
        """
        expect_known("evaluate", unknown)
        x, y = self.examples(x, y)
        return answer(self.test(x, y, size_of_batches(batch_size, OTHER_BATCH)), return_dict)

    def predict(self, x, batch_size=None, verbose="auto", **unknown):
        """The model's output for every example, a float64 array; batch_size and verbose as in `evaluate`"""
        expect_known("predict", unknown)
        x = self.inputs(x)
        every = slices(len(x), size_of_batches(batch_size, OTHER_BATCH))
        return np.concatenate([self(leaf(x[rows])).value for rows in every])

    def train_step(self, x, y):
        """Forward, backward, update on one batch that was checked before → (loss, output), both before the step"""
        y_pred = self(leaf(x), training=True)
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


def tell(callbacks, hook, *arguments):
    for callback in callbacks:
        getattr(callback, hook)(*arguments)


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
