"""What notebook 06c trains: yes-or-no networks, their points, and what twenty layers make of a scale."""

import functools

import numpy as np

from ..backprop_in_matrices.numbers import ACTIVATIONS, backward, forward, sigmoid


def cross_entropy(x, y, weights, activation):
    """The mean of −log of the probability, a sigmoid of the output, of the right answer; y (n, 1) of 0 and 1"""
    z = forward(x, weights, activation)[1]
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def cross_entropy_gradients(x, y, weights, activation):
    """The slopes of `cross_entropy`: [dW1, db1, dW2, db2]"""
    h, z = forward(x, weights, activation)
    return backward(x, h, (sigmoid(z) - y) / len(y), weights[2], activation)


def zero_line(w, b, reach):
    """The ends (2, 2) of the line w · p + b = 0, `reach` to both sides of its point nearest to the origin; w (2,)"""
    size = max(w @ w, 1e-12)
    return -w * b / size + np.array([[-reach], [reach]]) * np.array([-w[1], w[0]]) / np.sqrt(size)


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


# ---- twenty layers --------------------------------------------------------------------------------------------------

LAYERS, WIDTH, EXAMPLES = 20, 100, 50


@functools.lru_cache
def deep_draws(seed):
    """Inputs, slopes of the output (EXAMPLES, WIDTH), and LAYERS matrices of variance 1 / WIDTH; not to be changed"""
    generator = np.random.default_rng(seed)
    x, d = generator.normal(size=(EXAMPLES, WIDTH)), generator.normal(size=(EXAMPLES, WIDTH))
    return x, d, [generator.normal(size=(WIDTH, WIDTH)) / np.sqrt(WIDTH) for _ in range(LAYERS)]


def mean_squares(activation, scale, seed=0):
    """Of the activations in front of and behind every layer, and of the slopes there: two arrays (LAYERS + 1,)"""
    f, slope = ACTIVATIONS[activation]
    x, d, layers = deep_draws(seed)
    values, slopes = [x], [d]
    for W in layers:
        values.append(f(values[-1] @ (scale * W)))
    for W, h in zip(reversed(layers), reversed(values), strict=False):
        slopes.append((slopes[-1] * slope(h)) @ (scale * W).T)
    return np.array([np.mean(h**2) for h in values]), np.array([np.mean(d**2) for d in reversed(slopes)])
