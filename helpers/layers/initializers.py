"""How weights start: Keras's initializers, drawn from the one generator that `set_random_seed` sets."""

import math
import random

import numpy as np

GENERATOR = np.random.default_rng()  # draws starting weights, and the order of the examples in `fit`


def set_random_seed(seed):
    """From here on everything random is the same in every run; seed: a whole number from 0 to 2³² − 1

    As keras.utils.set_random_seed does, it sets Python's and NumPy's own generators, too.
    """
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or not 0 <= seed < 2**32:
        raise ValueError(f"set_random_seed expects a whole number from 0 to 2**32 - 1, got {seed!r}")
    random.seed(int(seed))
    np.random.seed(seed)
    GENERATOR.bit_generator.state = np.random.default_rng(seed).bit_generator.state


def fans(shape):
    """How many numbers one output sums up, and how many outputs one input reaches: (fan_in, fan_out)

    The last two axes are (inputs, outputs), those in front of them the places of a kernel.
    """
    if len(shape) < 2:
        return (math.prod(shape),) * 2
    places = math.prod(shape[:-2])
    return places * shape[-2], places * shape[-1]


def uniform(limit, shape):
    return GENERATOR.uniform(-limit, limit, shape)


def truncated_normal(deviation, shape):
    """A bell curve cut off at 2 deviations, made wider so that what is left deviates by `deviation`"""
    draw = GENERATOR.standard_normal(shape)
    while (outside := np.abs(draw) > 2).any():
        draw[outside] = GENERATOR.standard_normal(outside.sum())
    return draw * (deviation / 0.87962566103423978)


def glorot_uniform(shape):
    """Between ±√(6 / (fan_in + fan_out)): Glorot and Bengio 2010"""
    return uniform(math.sqrt(6 / max(sum(fans(shape)), 1)), shape)


def glorot_normal(shape):
    return truncated_normal(math.sqrt(2 / max(sum(fans(shape)), 1)), shape)


def he_uniform(shape):
    """Between ±√(6 / fan_in): He and others 2015, for ReLU"""
    return uniform(math.sqrt(6 / max(fans(shape)[0], 1)), shape)


def he_normal(shape):
    return truncated_normal(math.sqrt(2 / max(fans(shape)[0], 1)), shape)


def random_uniform(shape):
    return uniform(0.05, shape)


def random_normal(shape):
    return 0.05 * GENERATOR.standard_normal(shape)


def zeros(shape):
    return np.zeros(shape)


def ones(shape):
    return np.ones(shape)


INITIALIZERS = {
    f.__name__: f
    for f in (glorot_uniform, glorot_normal, he_uniform, he_normal, random_uniform, random_normal, zeros, ones)
} | {"uniform": random_uniform}  # as Keras calls it, too
