"""Numbers to watch beside the loss: they take no part in training, so they have no slope."""

import numpy as np


def binary_accuracy(y, y_pred, threshold=0.5):
    return np.mean((y > 0.5) == (y_pred > threshold))


def categorical_accuracy(y, y_pred):
    return np.mean(np.argmax(y, axis=-1) == np.argmax(y_pred, axis=-1))


def sparse_categorical_accuracy(y, y_pred):
    return np.mean(y == np.argmax(y_pred, axis=-1))


def mean_squared_error(y, y_pred):
    return np.mean((y_pred - y) ** 2)


def mean_absolute_error(y, y_pred):
    return np.mean(np.abs(y_pred - y))


def accuracy(y, y_pred, threshold=0.5):
    """The share of right answers, whichever of the three fits y and the model's output, as in Keras"""
    if y.shape != y_pred.shape:
        return sparse_categorical_accuracy(y, y_pred)
    if y_pred.shape[-1] == 1:
        return binary_accuracy(y, y_pred, threshold)
    return categorical_accuracy(y, y_pred)


METRICS = {"accuracy": accuracy, "acc": accuracy, "binary_accuracy": binary_accuracy}
METRICS |= {f.__name__: f for f in (categorical_accuracy, sparse_categorical_accuracy)}
METRICS |= {"mse": mean_squared_error, "mean_squared_error": mean_squared_error}
METRICS |= {"mae": mean_absolute_error, "mean_absolute_error": mean_absolute_error}


def as_metrics(metrics, from_logits=False):
    """{name: function of (y_true, y_pred)} for a list of names and functions; logits say yes above 0"""
    if isinstance(metrics, str) or callable(metrics):
        raise ValueError(f"metrics expects a list, such as ['accuracy'], got {metrics!r}")
    found = {}
    for metric in metrics or []:
        if not callable(metric) and metric not in METRICS:
            raise ValueError(
                f"There is no metric {metric!r}: use {', '.join(METRICS)}, or a function of (y_true, y_pred)."
            )
        function = metric if callable(metric) else METRICS[metric]
        if from_logits and function in (accuracy, binary_accuracy):
            function = above_zero(function)
        found[metric.__name__ if callable(metric) else metric] = function
    return found


def above_zero(function):
    return lambda y, y_pred: function(y, y_pred, threshold=0.0)
