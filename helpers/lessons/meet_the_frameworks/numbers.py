"""Meet the frameworks: one training of the network 8-6-3 on three engines, and how far apart their numbers are."""

from importlib import import_module

import numpy as np

from ... import keras as ours

PARTS = ["ŷ", "loss", "∂W₁", "∂b₁", "∂W₂", "∂b₂", "W₁", "b₁", "W₂", "b₂"]
STAGES = {"forward": 1, "loss": 2, "backward": 6, "update": 10}  # how many parts are known after each
SGD, ADAM = "SGD", "Adam"
FADING = (0.9, 0.999)  # Adam's two, for the means of the gradient and of its square


def examples(count=32):
    """x (count, 8) and y (count, 3), one-hot: the largest of three random sums of the features is the class"""
    generator = np.random.default_rng(11)
    x = generator.normal(size=(count, 8))
    return x, np.eye(3)[np.argmax(x @ generator.normal(size=(8, 3)), axis=1)]


def first_weights():
    """[W₁ (8, 6), b₁, W₂ (6, 3), b₂]"""
    generator = np.random.default_rng(12)
    return [0.5 * generator.normal(size=shape) for shape in ((8, 6), (6,), (6, 3), (3,))]


def network(keras, **kind):
    """The same text for ours and for Keras's"""
    first = keras.layers.Dense(6, activation="tanh", **kind)
    return keras.Sequential([keras.Input((8,)), first, keras.layers.Dense(3, activation="softmax", **kind)])


# ---- three engines: each yields, step by step, its numbers in the order of PARTS -------------------------------------


def ours_training(optimizer, rate, steps):
    """helpers: the graph of notebook 04, in float64"""
    x, y = examples()
    model = network(ours)
    model.compile(optimizer=getattr(ours.optimizers, optimizer)(rate), loss="categorical_crossentropy")
    model.set_weights(first_weights())
    for _ in range(steps):
        y_hat = model(x)
        loss = model.loss(y, y_hat)
        loss.backward()
        gradients = [np.array(weight.gradient) for weight in model.weights]
        model.optimizer.step(model.weights)
        yield [y_hat.value, loss.value, *gradients, *model.get_weights()]


def numpy_training(precision, optimizer, rate, steps):
    """The formulas of notebook 06b, every number in this precision"""
    x, y = (values.astype(precision) for values in examples())
    weights = [values.astype(precision) for values in first_weights()]
    memory = [[np.zeros_like(w), np.zeros_like(w)] for w in weights]
    for t in range(1, steps + 1):
        y_hat, loss, gradients = numpy_step(x, y, weights)
        changes = [change(optimizer, rate, t, *both) for both in zip(gradients, memory, strict=True)]
        weights = [(w - c).astype(precision) for w, c in zip(weights, changes, strict=True)]
        yield [y_hat, loss, *gradients, *weights]


def numpy_step(x, y, weights):
    """Forward and backward by hand → (ŷ, loss, [∂W₁, ∂b₁, ∂W₂, ∂b₂])"""
    w1, b1, w2, b2 = weights
    h = np.tanh(x @ w1 + b1)
    z = h @ w2 + b2
    e = np.exp(z - z.max(axis=1, keepdims=True))
    y_hat = e / e.sum(axis=1, keepdims=True)
    d = (y_hat - y) / x.dtype.type(len(x))
    d_h = (d @ w2.T) * (1 - h * h)
    loss = -np.mean(np.log((y_hat * y).sum(axis=1)))
    return y_hat, loss, [x.T @ d_h, d_h.sum(axis=0), h.T @ d, d.sum(axis=0)]


def change(optimizer, rate, t, gradient, memory):
    """What step t takes off a weight; Adam's memory is brought up to date"""
    if optimizer == SGD:
        return gradient.dtype.type(rate) * gradient
    m, v = memory
    m += (1 - FADING[0]) * (gradient - m)
    v += (1 - FADING[1]) * (gradient**2 - v)
    return rate * (1 - FADING[1] ** t) ** 0.5 / (1 - FADING[0] ** t) * m / (np.sqrt(v) + 1e-7)


def keras_training(precision, optimizer, rate, steps):
    """Keras's layers, loss and optimizer, TensorFlow's gradients; only where they are installed"""
    keras, tf = import_module("keras"), import_module("tensorflow")
    usual = keras.backend.floatx()
    keras.backend.set_floatx(precision)
    try:
        model, loss_of = network(keras, dtype=precision), keras.losses.CategoricalCrossentropy(dtype=precision)
        stepper = getattr(keras.optimizers, optimizer)(rate)
        model.set_weights(first_weights())
        x, y = (tf.constant(values, precision) for values in examples())
        for _ in range(steps):
            with tf.GradientTape() as tape:
                y_hat = model(x)
                loss = loss_of(y, y_hat)
            gradients = tape.gradient(loss, model.trainable_variables)
            stepper.apply(gradients, model.trainable_variables)
            yield [np.array(value) for value in (y_hat, loss, *gradients)] + model.get_weights()
    finally:
        keras.backend.set_floatx(usual)


ENGINES = {"numpy": numpy_training, "keras": keras_training}


def largest_differences(one, other):
    """The largest |difference| in each part: (10,)"""
    return np.array([np.max(np.abs(a - b)) for a, b in zip(one, other, strict=True)])
