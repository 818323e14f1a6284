"""Checks x and y once, before training, so that no step has to."""

from reprlib import repr as short

import numpy as np

from ..graph import as_integers
from ..layers.layer import whole_number


def as_data(name, values):
    """The values as a float64 array with an axis of examples; nan, inf and what is no number are refused"""
    if values is None:
        raise ValueError(f"{name} is missing")
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} has rows of unequal length: {short(values)}") from None
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name} must be an array of numbers, got {type(values).__name__} {short(values)}")
    if array.ndim == 0 or len(array) == 0:
        raise ValueError(f"{name} must hold at least one example, got shape {array.shape}")
    array = array.astype(np.float64)
    expect_finite(name, array)
    return array


def to_categorical(x, num_classes=None):
    """One-hot rows: 2 of 4 classes becomes 0 0 1 0; x whole numbers (n,) or (n, 1) → (n, num_classes)"""
    x = as_integers(x)
    x = x[..., 0] if x.ndim > 1 and x.shape[-1] == 1 else x
    count = int(np.max(x, initial=-1)) + 1
    return np.eye(count if num_classes is None else whole_number("num_classes", num_classes, count))[x]


def expect_finite(name, array):
    broken = ~np.isfinite(array)
    if broken.any():
        where = tuple(int(i) for i in np.argwhere(broken)[0])
        raise ValueError(
            f"{name} holds {array[where]} at {list(where)} ({broken.sum()} such numbers): "
            "take these examples out, or put numbers in their place"
        )


def with_features(x, expected):
    """(n,) becomes (n, 1) for a model of one feature, as in Keras"""
    return x[:, np.newaxis] if x.ndim == 1 and expected in (None, (1,)) else x


def expect_equal_lengths(x, y):
    if len(x) != len(y):
        raise ValueError(f"x holds {len(x)} examples and y {len(y)}: they must be as many")


def slices(count, size):
    """slice after slice of `size`, the last one with what is left"""
    return (slice(start, min(start + size, count)) for start in range(0, count, size))
