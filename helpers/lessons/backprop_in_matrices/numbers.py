"""Networks with one hidden layer in plain matrices, for figures and checks of notebooks 06b and 06c.

x (n, inputs), y (n, outputs), weights = [W1 (inputs, units), b1 (1, units), W2 (units, outputs), b2 (1, outputs)].
With one more axis in front of every weight, as many networks are computed at once as that axis is long.
"""

import functools

import numpy as np

from ...datasets import seven_trades
from ...gradcheck import numeric_gradient

XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])


def sigmoid(z):
    """1 / (1 + e^−z), written so that no z is too large"""
    return 0.5 * (1 + np.tanh(0.5 * z))


ACTIVATIONS = {  # name -> (the function, its slope from its output h)
    "tanh": (np.tanh, lambda h: 1 - h**2),
    "sigmoid": (sigmoid, lambda h: h * (1 - h)),
    "relu": (lambda z: np.maximum(z, 0.0), lambda h: (h > 0) * 1.0),
    "linear": (lambda z: z, np.ones_like),
    "step": (lambda z: (z > 0) * 1.0, np.zeros_like),
}


def start(generator, inputs, units, outputs=1, networks=()):
    """Normally distributed weights; networks: the length of the axis in front, as a tuple"""
    shapes = (inputs, units), (1, units), (units, outputs), (1, outputs)
    return [generator.normal(size=(*networks, *shape)) for shape in shapes]


def forward(x, weights, activation="tanh"):
    """(h, output): h = activation(x W1 + b1), output = h W2 + b2"""
    W1, b1, W2, b2 = weights
    h = ACTIVATIONS[activation][0](x @ W1 + b1)
    return h, h @ W2 + b2


def backward(x, h, D, W2, activation="tanh"):
    """[dW1, db1, dW2, db2], each in the shape of its weight; D (n, outputs): the slopes of the loss by the output"""
    D_hidden = (D @ W2.mT) * ACTIVATIONS[activation][1](h)
    return layer_gradients(x, D_hidden) + layer_gradients(h, D)


def layer_gradients(x, D):
    """[xᵀ D, the sum of D over the examples]: the slopes of a layer's matrix and of its bias"""
    return [x.mT @ D, D.sum(axis=-2, keepdims=True)]


def loss(x, y, weights):
    """The mean of (y_hat − y)², one number for each network"""
    return np.mean((forward(x, weights)[1] - y) ** 2, axis=(-2, -1))


def gradients(x, y, weights):
    """The slopes of `loss`: [dW1, db1, dW2, db2]"""
    h, y_hat = forward(x, weights)
    return backward(x, h, 2 * (y_hat - y) / y.size, weights[2])


def train(x, y, weights, rate, steps, slopes=gradients):
    """Gradient descent on all examples, slopes(x, y, weights) downhill; the weights that come in stay as they are"""
    for _ in range(steps):
        weights = [value - rate * slope for value, slope in zip(weights, slopes(x, y, weights), strict=True)]
    return weights


# ---- one weight of a small network, the others held -----------------------------------------------------------------

SEVEN = [((v - v.mean()) / v.std())[:, np.newaxis] for v in seven_trades()]  # x and y, standardised
START = start(np.random.default_rng(61), 1, units=3)
HARDLY_TRAINED = [value.round(3) for value in train(*SEVEN, START, 0.1, steps=20)]  # there is a slope everywhere
WEIGHTS = {  # name -> (which of the four arrays holds it, where in it)
    f"{name}[{row}, {column}]": (array, (row, column))
    for array, (name, value) in enumerate(zip(("W1", "b1", "W2", "b2"), HARDLY_TRAINED, strict=True))
    for row, column in np.ndindex(value.shape)
}
EXPONENTS = np.arange(-12, 0.01, 0.5)
NUDGES = 10**EXPONENTS


def with_weight(name, values):
    """The hardly trained network with this weight set to a number, or a stack of networks, one for each of many"""
    array, index = WEIGHTS[name]
    weights = list(HARDLY_TRAINED)
    weights[array] = np.broadcast_to(weights[array], (*np.shape(values), *weights[array].shape)).copy()
    weights[array][(..., *index)] = values
    return weights


def loss_along(name, values):
    """Their `loss`, without matrix products: the last bit of those, which a nudge shows, differs between processors"""
    (x, y), (W1, b1, W2, b2) = SEVEN, with_weight(name, values)
    y_hat = np.sum(np.tanh(x * W1 + b1) * W2.mT, axis=-1, keepdims=True) + b2
    return np.mean((y_hat - y) ** 2, axis=(-2, -1))


@functools.lru_cache
def nudged_slopes(name, value):
    """What a nudge ±ε measures as the slope at this value of the weight, for each ε of NUDGES"""
    return np.array([numeric_gradient(functools.partial(loss_along, name), value, nudge) for nudge in NUDGES])
