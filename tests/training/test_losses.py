"""Every loss has the value and the slopes that it should have; metrics count what they say."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from small_models import XOR_X, XOR_Y, small_model

from helpers import graph, training
from helpers.gradcheck import check_gradient
from helpers.graph import Node
from helpers.layers import Dense
from helpers.training import Sequential, losses, metrics

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
    "mse": (losses.MeanSquaredError(), YES, LOGITS[..., None], None, lambda x: anp.mean((x[..., 0] - YES) ** 2)),
    "mae": (losses.MeanAbsoluteError(), YES, LOGITS, None, lambda x: anp.mean(anp.abs(x - YES))),
    "own": (
        losses.OwnLoss(lambda y, y_pred: graph.square(y - y_pred) * 3),
        YES,
        LOGITS,
        None,
        lambda x: 3 * anp.mean((x - YES) ** 2),
    ),
    "own of two": (losses.OwnLoss(lambda y, p: y * p), YES[:1, :2], LOGITS[:1, :2], None, lambda x: x[0, 0] / 2),
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
    "sparse": (losses.SparseCategoricalCrossentropy(), LABELS[:, None], SHARES, None, lambda p: categorical(ONEHOT, p)),
    "sparse of rows": (
        losses.SparseCategoricalCrossentropy(),
        LABELS.reshape(2, 2),
        SHARES.reshape(2, 2, 3),
        None,
        lambda p: categorical(ONEHOT, p.reshape(4, 3)),
    ),
    "sparse but for a class": (
        losses.SparseCategoricalCrossentropy(ignore_class=1),
        LABELS,
        SHARES,
        None,
        lambda p: categorical(ONEHOT[:2], p[:2]),
    ),
    "sparse of logits but for a class": (
        losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=1),
        LABELS.reshape(2, 2),
        LOGITS.reshape(2, 2, 3),
        None,
        lambda x: categorical(ONEHOT[:2], softmax_(x.reshape(4, 3)[:2])),
    ),
    "sparse of softmax but for a class that there is not": (
        losses.SparseCategoricalCrossentropy(ignore_class=255),
        [2, 0, 255, 255],
        LOGITS,
        graph.softmax,
        lambda x: categorical(ONEHOT[:2], softmax_(x[:2])),
    ),
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


@pytest.mark.parametrize("from_logits", [True, False])
def test_where_every_label_is_ignored_the_loss_is_0(from_logits):
    x = Node(LOGITS)
    loss = losses.SparseCategoricalCrossentropy(from_logits, ignore_class=9)([9] * 4, x if from_logits else SHARES)
    loss.backward()
    assert loss.value == 0 and not (from_logits and x.gradient.any())


def test_only_the_ignored_class_may_lie_outside_of_the_classes():
    ignoring = losses.SparseCategoricalCrossentropy(ignore_class=7)
    with pytest.raises(ValueError, match="labels must be whole numbers from 0 to 2, as the model has 3 outputs; got 3"):
        ignoring([7, 3, 0, 1], SHARES)
    with pytest.raises(ValueError, match="labels must be whole numbers from 0 to 2, .* got 7"):
        losses.SparseCategoricalCrossentropy()([7, 2, 0, 1], SHARES)
    with pytest.raises(ValueError, match="^ignore_class must be a whole number from 0 up, got -1"):
        losses.SparseCategoricalCrossentropy(ignore_class=-1)
    assert losses.SparseCategoricalCrossentropy(ignore_class=0)([0, 0, 0, 1], SHARES).value == pytest.approx(
        -np.log(SHARES[3, 1] / SHARES[3].sum())
    )


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


# ---- metrics


def test_accuracy_is_the_one_that_fits_y_and_the_output():
    shares, right = np.array([[[0, 0, 1], [0.2, 0.5, 0.3], [0.2, 0.5, 0.3]]]), np.array([[2, 0, 1]])
    assert metrics.accuracy(right, shares) == metrics.accuracy(np.eye(3)[right], shares) == 2 / 3
    assert metrics.binary_accuracy(np.array([1, 1]), np.array([0.5, 0.6])) == 0.5
    assert metrics.as_metrics(["acc"]) == {"acc": metrics.accuracy}
    assert metrics.accuracy(np.array([[1.0], [0], [0.6], [0.5]]), np.array([[0.9], [0.1], [0.4], [0.5]])) == 0.75


def test_accuracy_of_logits_says_yes_above_0():
    model = Sequential([Dense(1, use_bias=False, input_dim=1, kernel_initializer="ones")])
    model.compile(loss=training.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])
    assert model.evaluate([-2.0, 0.3], [0, 1])[1] == 1


def test_a_metric_of_your_own_is_named_after_its_function():
    def largest_error(y_true, y_pred):
        return np.max(np.abs(y_true - y_pred))

    model = small_model(metrics=[largest_error, "mse"])
    assert list(model.fit(XOR_X, XOR_Y).history) == ["loss", "largest_error", "mse"]
