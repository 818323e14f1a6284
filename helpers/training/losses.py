"""How wrong is it? Losses under Keras's names; each builds one node from the data and the model's last node.

As in Keras they take probabilities unless from_logits=True. Where the probabilities come straight out of a sigmoid or a
softmax, the loss takes the logits behind it (as Keras does on TensorFlow): the same number, but exact for sure answers,
too. Otherwise probabilities are kept between 1e-7 and 1 − 1e-7, as in Keras, so that no logarithm meets 0.
"""

from reprlib import repr as short

import numpy as np

from .. import graph, ops
from ..graph import Node
from ..layers.layer import whole_number
from ..layers.names import expect_known
from .data import as_data

EPSILON = 1e-7


class Loss:
    """loss(y_true, y_pred) is one node, the mean over all examples

    Subclasses: `targets` checks y once, when it comes in; `compute` builds the node.
    """

    def __init__(self, **unknown):
        expect_known(type(self).__name__, unknown)

    def __call__(self, y_true, y_pred):
        y_pred = y_pred if isinstance(y_pred, Node) else Node(y_pred)
        return self.compute(self.targets(y_true, y_pred.value.shape), y_pred)

    def targets(self, y, output_shape):
        """y in the shape of the model's output (batch, …); (n,) stands for (n, 1)"""
        y = as_data("y", y)
        if y.ndim == len(output_shape) - 1 and output_shape[-1] == 1:
            y = y[..., np.newaxis]
        if y.shape[1:] != tuple(output_shape[1:]):
            raise ValueError(
                f"y has shape {y.shape}, but the model gives {tuple(output_shape[1:])} per example: {self.cure}"
            )
        return y

    cure = "y and the model's last layer must agree"

    def compute(self, y, y_pred):
        raise NotImplementedError(f"{type(self).__name__} needs a compute(self, y, y_pred)")


class MeanSquaredError(Loss):
    """Mean of (y_pred − y_true)², over examples and outputs"""

    def compute(self, y, y_pred):
        return graph.mean_squared_error(y_pred, y)


class MeanAbsoluteError(Loss):
    """Mean of |y_pred − y_true|, over examples and outputs"""

    def compute(self, y, y_pred):
        return graph.apply(ops.L1(1 / y_pred.value.size), y_pred - y)


class OwnLoss(Loss):
    """A function of (y_true, y_pred) that makes a node; the mean is taken of more than one number"""

    def __init__(self, function):
        self.function = function

    def compute(self, y, y_pred):
        loss = self.function(y, y_pred)
        if not isinstance(loss, Node):
            raise TypeError(f"a loss of your own must build a node from y_pred, got {short(loss)}")
        return loss if loss.value.size == 1 else graph.mean(loss)


class FromProbabilities(Loss):
    """What the cross-entropies share; from_logits: the last layer gives logits, without sigmoid or softmax"""

    last_op = None

    def __init__(self, from_logits=False, **unknown):
        super().__init__(**unknown)
        self.from_logits = from_logits

    def compute(self, y, y_pred):
        if self.from_logits:
            return self.of_logits(y, y_pred)
        if isinstance(y_pred.op, self.last_op):
            return self.of_logits(y, y_pred.inputs[0])
        return self.of_probabilities(y, y_pred)


class BinaryCrossentropy(FromProbabilities):
    """Mean of −[y log p + (1 − y) log(1 − p)]: yes-or-no questions, y from 0 to 1"""

    last_op = ops.Sigmoid

    def targets(self, y, output_shape):
        return expect_probabilities(super().targets(y, output_shape), "sparse_categorical_crossentropy")

    def of_logits(self, y, x):
        return graph.binary_cross_entropy(x, y)

    def of_probabilities(self, y, p):
        p = graph.clip(p, EPSILON, 1 - EPSILON)
        return -graph.mean(y * graph.log(p) + (1 - y) * graph.log(1 - p))


class CategoricalCrossentropy(FromProbabilities):
    """Mean over examples of −Σ y log p: y one-hot rows (batch, classes)"""

    last_op = ops.Softmax
    cure = (
        "categorical_crossentropy expects one row of 0s and a 1 per example; for the numbers of the classes take "
        "sparse_categorical_crossentropy"
    )

    def targets(self, y, output_shape):
        return expect_probabilities(super().targets(y, output_shape), "one-hot rows")

    def of_logits(self, y, x):
        return mean_of_rows(y, graph.log_softmax(x), y.size / y.shape[-1])

    def of_probabilities(self, y, p):
        return mean_of_rows(y, log_of_shares(p), y.size / y.shape[-1])


class SparseCategoricalCrossentropy(FromProbabilities):
    """Mean of −log p[y]: y (batch,) the number of the right class, from 0, or (batch, …) one for each row of classes

    ignore_class: a number in y that does not count, as padding behind a sentence; the mean is over what counts, as in
    Keras (and in PyTorch: ignore_index), and 0 where nothing does. Metrics count it all the same, as in Keras.
    """

    last_op = ops.Softmax

    def __init__(self, from_logits=False, ignore_class=None, **unknown):
        super().__init__(from_logits, **unknown)
        self.ignore_class = None if ignore_class is None else whole_number("ignore_class", ignore_class, 0)

    def targets(self, y, output_shape):
        y = as_data("y", y)
        if y.ndim == len(output_shape) and y.shape[-1] == 1:
            y = y[..., 0]
        if y.shape[1:] != tuple(output_shape[1:-1]):
            raise ValueError(
                f"y has shape {y.shape}: sparse_categorical_crossentropy expects one whole number per "
                "example; for one-hot rows take categorical_crossentropy"
            )
        wrong = (y != np.rint(y)) | (y < 0) | (y >= output_shape[-1]) & (y != self.ignore_class)
        if wrong.any():
            raise ValueError(
                f"labels must be whole numbers from 0 to {output_shape[-1] - 1}, as the model has "
                f"{output_shape[-1]} outputs; got {y[wrong][0]:g}"
            )
        return y.astype(np.int64)

    def of_logits(self, y, x):
        return graph.cross_entropy(x, y, self.ignore_class)

    def of_probabilities(self, y, p):
        counts = y != self.ignore_class
        onehot = np.eye(p.shape[-1])[np.where(counts, y, 0)] * counts[..., np.newaxis]
        return mean_of_rows(onehot, log_of_shares(p), max(counts.sum(), 1))


def log_of_shares(p):
    """Keras's care: the rows are made to add up to 1, and kept away from 0"""
    return graph.log(graph.clip(p / graph.sum(p, axis=-1, keepdims=True), EPSILON, 1 - EPSILON))


def mean_of_rows(y, log_p, rows):
    return -graph.sum(y * log_p) / rows


def expect_probabilities(y, instead):
    if y.min() < 0 or y.max() > 1:
        wrong = y.min() if y.min() < 0 else y.max()
        raise ValueError(
            f"y must lie between 0 and 1 for this loss, got {wrong:g}; for more than two classes take {instead}"
        )
    return y


LOSSES = {
    "mean_squared_error": MeanSquaredError,
    "mse": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "mae": MeanAbsoluteError,
    "binary_crossentropy": BinaryCrossentropy,
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
}


def as_loss(loss):
    """A loss by its name, itself, or made of a function"""
    if isinstance(loss, Loss):
        return loss
    if isinstance(loss, str) and loss in LOSSES:
        return LOSSES[loss]()
    if callable(loss) and not isinstance(loss, type):
        return OwnLoss(loss)
    raise ValueError(f"There is no loss {short(loss)}: use {', '.join(LOSSES)}, or a function of (y_true, y_pred).")
