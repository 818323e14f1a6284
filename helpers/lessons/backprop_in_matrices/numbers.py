"""Networks with one hidden layer in plain matrices, and points to learn, for figures and checks of notebook 06b.

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


def cross_entropy(x, y, weights, activation):
    """The mean of −log of the probability, a sigmoid of the output, of the right answer; y (n, 1) of 0 and 1"""
    z = forward(x, weights, activation)[1]
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def cross_entropy_gradients(x, y, weights, activation):
    """The slopes of `cross_entropy`: [dW1, db1, dW2, db2]"""
    h, z = forward(x, weights, activation)
    return backward(x, h, (sigmoid(z) - y) / len(y), weights[2], activation)


def train(x, y, weights, rate, steps, slopes=gradients):
    """Gradient descent on all examples, slopes(x, y, weights) downhill; the weights that come in stay as they are"""
    for _ in range(steps):
        weights = [value - rate * slope for value, slope in zip(weights, slopes(x, y, weights), strict=True)]
    return weights


def zero_line(w, b, reach):
    """The ends (2, 2) of the line w · p + b = 0, `reach` to both sides of its point nearest to the origin; w (2,)"""
    size = max(w @ w, 1e-12)
    return -w * b / size + np.array([[-reach], [reach]]) * np.array([-w[1], w[0]]) / np.sqrt(size)


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


# ---- points with two inputs, and an answer, yes or no, that no straight line can give -------------------------------


def xor(generator, n):
    """Four clouds; yes where the signs of the inputs differ"""
    corners = generator.choice([-1.0, 1.0], size=(n, 2))
    return corners + generator.normal(size=(n, 2)) * 0.3, corners[:, 0] != corners[:, 1]


def ring(generator, n):
    """Yes in the middle, no all around"""
    inside = np.arange(n) % 2 == 0
    radius = np.where(inside, 0.0, 1.3) + 0.6 * np.sqrt(generator.uniform(size=n))
    angle = generator.uniform(0, 2 * np.pi, n)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), inside


def moons(generator, n):
    """Two half rings that reach into each other"""
    upper = np.arange(n) % 2 == 0
    angle = generator.uniform(0, np.pi, n)
    across = np.where(upper, np.cos(angle) - 0.5, 0.5 - np.cos(angle))
    up = np.where(upper, np.sin(angle) - 0.2, 0.2 - np.sin(angle))
    return 1.2 * np.column_stack([across, up]) + generator.normal(size=(n, 2)) * 0.12, upper


def stripes(generator, n):
    """Four slanting stripes, yes and no by turns, with a gap between them"""
    stripe = np.arange(n) % 4
    along, across = generator.uniform(-1.7, 1.7, n), stripe - 1.5 + generator.uniform(-0.35, 0.35, n)
    return np.column_stack([across * 0.95 + 0.15 * along, along - 0.15 * across]), stripe % 2 == 0


KINDS = {"Xor": xor, "ring": ring, "moons": moons, "stripes": stripes}


@functools.lru_cache
def points(kind, n=100):
    """(x (n, 2), y (n, 1) of 0 and 1), the same on every call; not to be changed"""
    x, yes = KINDS[kind](np.random.default_rng(0), n)
    return x, yes[:, np.newaxis].astype(float)
