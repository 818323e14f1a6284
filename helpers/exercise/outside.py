"""Numbers of the notebook that an answer uses in place of its inputs: seen in its code, shown by changing them."""

import contextlib
import dis
import types

import numpy as np

from . import values


def numbers_used(function):
    """The names of the notebook's numbers and arrays that the code of a function reads, in order"""
    code, known = getattr(function, "__code__", None), getattr(function, "__globals__", {})
    ours = str(known.get("__name__")).startswith("helpers.")
    names = dict.fromkeys(_names_read(code)) if isinstance(code, types.CodeType) and not ours else {}
    return [name for name in names if _is_number_or_array(known.get(name))]


def _names_read(code):
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield instruction.argval
    for constant in code.co_consts:  # functions within the function
        if isinstance(constant, types.CodeType):
            yield from _names_read(constant)


def _is_number_or_array(value):
    return values.is_number(value) or (isinstance(value, np.ndarray) and value.dtype.kind in "iuf")


@contextlib.contextmanager
def another(function, name):
    """While it lasts, the notebook's number of this name is another one"""
    known = function.__globals__
    before = known[name]
    known[name] = np.asarray(before) * 1.25 + 1 if np.ndim(before) else before * 2 + 1
    try:
        yield
    finally:
        known[name] = before
