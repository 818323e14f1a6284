"""More inputs made of a declared case: whoever is right by luck, or for whole numbers only, is found out by them."""

import numpy as np

from . import guard

KINDS = ("fraction", "negative", "zero", "size")


def variations(case, kinds):
    """[arguments]: the case with other numbers, as the declaration would write them; none if nothing can vary

    fraction: each number three quarters of it and a bit; negative: the other sign; zero: each single number and
    the first entry of each array is 0; size: one row more in every array, all of which are equally long. Only what
    reaches the learner as float varies: single floats, and lists or arrays of numbers.
    """
    makers = {
        "fraction": lambda value: 0.75 * value + 0.11,
        "negative": lambda value: -value,
        "zero": _first_zero,
        "size": _longer,
    }
    arrays = [value for value in map(_varying, case) if value is not None and value.ndim]
    sizes = {len(value) for value in arrays}
    possible = [kind for kind in kinds if kind != "size" or (len(sizes) == 1 and min(sizes) > 0)]
    return [tuple(_varied(value, makers[kind]) for value in case) for kind in possible if _can_vary(case)]


def _can_vary(case):
    return any(_varying(value) is not None for value in case)


def _varying(value):
    """The value as a float array if it may vary, else None; whole numbers (int) and guard.List are meant as they are"""
    if isinstance(value, guard.List) or not isinstance(value, (float, list, np.ndarray)):
        return None
    fresh = guard.fresh(value)
    fits = isinstance(fresh, float) or (isinstance(fresh, np.ndarray) and fresh.dtype.kind == "f" and fresh.size)
    return np.array(fresh, dtype=float) if fits else None


def _varied(value, make):
    numbers = _varying(value)
    if numbers is None:
        return value
    made = make(numbers)
    return float(made) if isinstance(value, float) else made


def _first_zero(value):
    value = value.copy()
    value[(0,) * value.ndim] = 0.0
    return value


def _longer(value):
    return np.concatenate([value, 0.5 * value[-1:] + 1]) if value.ndim else value
