"""The models of notebook 08a: a softmax that can overflow, and shares."""

import numpy as np

WAYS = ["as written", "largest off first"]  # to compute a softmax


def powers(z, c, temperature, way):
    """exp((z + c) / T), or exp of that with the largest taken off first: inf if too large, 0 if too small"""
    exponents = (np.asarray(z, dtype=float) + c) / temperature
    if way == WAYS[1]:
        exponents = exponents - exponents.max()
    with np.errstate(over="ignore"):
        return np.exp(exponents)


def shares(e):
    """e / Σ e, each row of e (…, n) by its own sum; nan where that is inf / inf or 0 / 0"""
    with np.errstate(invalid="ignore", divide="ignore"):
        return e / e.sum(axis=-1, keepdims=True)
