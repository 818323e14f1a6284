"""A network with one hidden layer in plain matrices: what the figures and checks of notebook 06b stand on.

x (n, inputs), y (n, outputs), weights = [W1 (inputs, units), b1 (1, units), W2 (units, outputs), b2 (1, outputs)].
With one more axis in front of every weight, as many networks are computed at once as that axis is long.
"""

import numpy as np

XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])
SEVEN = np.array([[1.0], [5], [6], [9], [11], [15], [19]]), np.array([[0.0], [16], [20], [20], [20], [1], [1]])


def standardised(values):
    """Each column with mean 0 and standard deviation 1"""
    return (values - values.mean(axis=0)) / values.std(axis=0)


def start(generator, inputs, units, outputs=1, networks=()):
    """Normally distributed weights; networks: the length of the axis in front, as a tuple"""
    shapes = (inputs, units), (1, units), (units, outputs), (1, outputs)
    return [generator.normal(size=(*networks, *shape)) for shape in shapes]


def forward(x, weights):
    """(h, y_hat): h = tanh(x W1 + b1), y_hat = h W2 + b2"""
    W1, b1, W2, b2 = weights
    h = np.tanh(x @ W1 + b1)
    return h, h @ W2 + b2


def loss(x, y, weights):
    """The mean of (y_hat − y)², one number for each network"""
    return np.mean((forward(x, weights)[1] - y) ** 2, axis=(-2, -1))


def gradients(x, y, weights):
    """The slopes of the loss: [dW1, db1, dW2, db2], each in the shape of its weight"""
    h, y_hat = forward(x, weights)
    D = 2 * (y_hat - y) / y.size
    D_hidden = (D @ weights[2].mT) * (1 - h**2)
    return layer_gradients(x, D_hidden) + layer_gradients(h, D)


def layer_gradients(x, D):
    """[xᵀ D, the sum of D over the examples]: the slopes of a layer's matrix and of its bias"""
    return [x.mT @ D, D.sum(axis=-2, keepdims=True)]


def train(x, y, weights, rate, steps):
    """Gradient descent on all examples; the weights that come in stay as they are"""
    for _ in range(steps):
        weights = [value - rate * slope for value, slope in zip(weights, gradients(x, y, weights))]
    return weights
