"""How the checks read and word an answer: what kind of thing it is, and how it differs from the right one."""

import decimal
import inspect
import math
import numbers
import types
from typing import NamedTuple

import numpy as np

MOST_ENTRIES = 12  # an array or list with more is summarised
LONGEST_TEXT = 72


class Problem(NamedTuple):
    """What came, what was wanted, which entry is wrong, and whether `wanted` gives the answer away"""

    got: str
    wanted: str
    place: str = "that"
    reveals: bool = False


# --- showing ---


def shorten(text, longest=LONGEST_TEXT):
    """`text` on one line, cut in the middle if it is longer than `longest` characters"""
    text = " ".join(str(text).split())
    half = (longest - 3) // 2
    return text if len(text) <= longest else f"{text[:half]} … {text[-half:]}"


def show_number(number, digits=12):
    """318.0 → 318, 0.1 + 0.2 → 0.3: whole numbers whole, others to `digits` significant digits"""
    value = to_float(number)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.{digits}g}"


def show(value, digits=12):
    """`value` as a person would write it down, on one short line"""
    if isinstance(value, (bool, np.bool_, types.NoneType)):
        return str(value)
    if is_number(value):
        return show_number(value, digits)
    if isinstance(value, str):
        return shorten(repr(value[: 2 * LONGEST_TEXT]))
    if isinstance(value, np.ndarray):
        return _show_array(value, digits)
    if isinstance(value, (list, tuple)):
        return _show_sequence(value, digits)
    return describe(value)


def _show_array(array, digits):
    if array.size == 0 or array.size > MOST_ENTRIES:
        start = ", ".join(show(entry, digits) for entry in array.flat[:3])
        return f"an array of shape {array.shape}" + (f" that starts {start}" if start else "")
    return _show_sequence(array.tolist(), digits) if array.ndim else show(array.item(), digits)


def _show_sequence(values, digits):
    entries = [show(value, digits) for value in values[:MOST_ENTRIES]]
    if len(values) > MOST_ENTRIES:
        entries[3:] = [f"… ({len(values)} values)"]
    if isinstance(values, tuple):
        return shorten("(" + ", ".join(entries) + (",)" if len(values) == 1 else ")"), 2 * LONGEST_TEXT)
    return shorten("[" + ", ".join(entries) + "]", 2 * LONGEST_TEXT)


def show_apart(one, other):
    """Both as text, with as many digits as it takes to see them differ"""
    for digits in (6, 9, 12, 17):
        texts = show(one, digits), show(other, digits)
        if texts[0] != texts[1]:
            break
    return texts


def describe(value):
    """What a person would call `value`: 'the number 28', 'a list of 3 values', 'the function cost'"""
    for belongs, words in _WORDS:
        if belongs(value):
            return words(value)
    return f"an object of type {type(value).__name__}"


def _describe_array(array):
    entries = {"c": "complex numbers", "b": "True and False", "O": "Python objects", "U": "strings", "S": "strings"}
    kind = array.dtype.kind
    of = "" if kind in "iuf" else " of " + entries.get(kind, f"dtype {array.dtype}")
    return f"an array{of} of shape {array.shape}"


def _describe_function(function):
    name = getattr(function, "__name__", "<lambda>")
    return "a function" if name == "<lambda>" else f"the function {shorten(name)}"


_WORDS = [
    (lambda value: value is None, lambda value: "nothing (None)"),
    (lambda value: value is ..., lambda value: "the placeholder ..."),
    (lambda value: isinstance(value, (bool, np.bool_)), lambda value: f"{value} (a truth value)"),
    (lambda value: is_number(value), lambda value: f"the number {show_number(value)}"),
    (lambda value: isinstance(value, (complex, np.complexfloating)), lambda value: f"the complex number {value}"),
    (lambda value: isinstance(value, str), lambda value: f"the string {show(value)}"),
    (lambda value: isinstance(value, np.ndarray), _describe_array),
    (
        lambda value: isinstance(value, (list, tuple, dict, set, frozenset)),
        lambda value: f"a {type(value).__name__} of {len(value)} value{'s' * (len(value) != 1)}",
    ),
    (inspect.isgenerator, lambda value: "a generator (it computes nothing until it is asked)"),
    (inspect.iscoroutine, lambda value: "a coroutine (write def, not async def)"),
    (inspect.isclass, lambda value: f"the class {shorten(value.__name__)}"),
    (inspect.ismodule, lambda value: f"the module {shorten(value.__name__)}"),
    (callable, _describe_function),
]


# --- reading ---


def is_number(value):
    """A real Python or NumPy scalar, or an array of shape (); True and False are no numbers"""
    if isinstance(value, np.ndarray):
        return value.shape == () and value.dtype.kind in "iuf"
    return isinstance(value, (numbers.Real, decimal.Decimal)) and not isinstance(value, (bool, np.bool_))


def to_float(number):
    """The number as a float; a whole number too large for one becomes infinite"""
    try:
        return float(number)
    except ValueError:  # Decimal("sNaN")
        return math.nan
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def to_array(value):
    """Numbers in any container as a float array; None if they are not all real numbers or rows are unequal"""
    if is_number(value):
        return np.array(to_float(value))
    if not isinstance(value, (np.ndarray, list, tuple)):
        return None
    try:
        array = np.array(value)
    except (ValueError, TypeError):
        return None
    return array.astype(float) if array.dtype.kind in "iuf" else None


def plain(value):
    """The answer as a judge receives it: floats, float arrays, tuples of them, stripped text"""
    if isinstance(value, (list, tuple)):
        return tuple(map(plain, value))
    if isinstance(value, str):
        return value.strip()
    if is_number(value):
        return to_float(value)
    return value.astype(float) if isinstance(value, np.ndarray) and value.dtype.kind in "iuf" else value


def same_text(one, other):
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()  # spaces do not count


def is_close(one, other, tolerance):
    """True where |one - other| ≤ tolerance · |other| + tolerance / 1000: relative, with a floor near zero"""
    with np.errstate(all="ignore"):
        return np.isclose(one, other, rtol=tolerance, atol=tolerance / 1000, equal_nan=True)


def agrees(answer, other, tolerance):
    """True if both hold the same numbers or text, whatever they are kept in: so a mistake is recognised"""
    if isinstance(other, (bool, np.bool_)):
        return isinstance(answer, (bool, np.bool_)) and bool(answer) == bool(other)
    if isinstance(other, str):
        return isinstance(answer, str) and same_text(answer, other)
    one, two = to_array(answer), to_array(other)
    if one is not None and two is not None:
        return one.shape == two.shape and bool(np.all(is_close(one, two, tolerance)))
    if isinstance(other, (list, tuple)) and isinstance(answer, (list, tuple)) and len(answer) == len(other):
        return all(agrees(*pair, tolerance) for pair in zip(answer, other, strict=True))
    return False


# --- comparing ---


def find_problem(answer, expected, tolerance):
    """None if `answer` is right; else the Problem: first its kind, length, shape and nan, then its values"""
    return find_form_problem(answer, expected, tolerance) or _find_value_problem(answer, expected, tolerance)


def wanted_form(expected):
    """In words, what an answer like `expected` is: 'a number', 'an array of shape (3,)', '2 values'"""
    for kind, words in (((bool, np.bool_), "True or False"), (str, "a string"), (type, "a class")):
        if isinstance(expected, kind):
            return words
    if isinstance(expected, (list, tuple)):
        return f"{len(expected)} value{'s' * (len(expected) != 1)}"
    if is_number(expected):
        return "a number"
    return describe(expected) if isinstance(expected, np.ndarray) else "a function"


def find_form_problem(answer, expected, tolerance):
    """None if `answer` is of the kind, length and shape of `expected` and finite; else the Problem"""
    wanted = wanted_form(expected)
    if isinstance(expected, (bool, np.bool_)):
        return None if isinstance(answer, (bool, np.bool_)) else Problem(describe(answer), wanted)
    if isinstance(expected, (str, type)):
        return None if isinstance(answer, type(expected)) else Problem(describe(answer), wanted)
    if isinstance(expected, (list, tuple)):
        return _find_sequence_problem(answer, expected, tolerance)
    if is_number(expected):
        if not is_number(answer):
            return Problem(describe(answer), wanted)
        value = to_float(answer)
        return None if math.isfinite(value) else Problem(str(value), "a finite number")
    if isinstance(expected, np.ndarray):
        return _find_array_problem(answer, expected, tolerance)
    return None if callable(answer) and not inspect.isclass(answer) else Problem(describe(answer), wanted)


def is_like(value, form):
    """True if `value` is of the kind of `form` and finite; arrays may have another size"""
    if isinstance(form, (list, tuple)):
        return isinstance(value, (list, tuple)) and len(value) == len(form) and all(map(is_like, value, form))
    if isinstance(form, np.ndarray) and isinstance(value, np.ndarray):
        return value.ndim == form.ndim and (value.dtype.kind != "f" or bool(np.isfinite(value).all()))
    return find_form_problem(value, form, 0) is None


def _find_sequence_problem(answer, expected, tolerance):
    """Two values may stand in a list, a tuple or an array: what counts is that there are two"""
    if not isinstance(answer, (list, tuple)) and not (isinstance(answer, np.ndarray) and answer.ndim):
        return Problem(describe(answer), wanted_form(expected))
    if len(answer) != len(expected):
        count = f"{len(answer)} value{'s' * (len(answer) != 1)}"
        return Problem(
            describe(answer) if isinstance(answer, np.ndarray) and answer.ndim > 1 else count, wanted_form(expected)
        )
    for index, (entry, right) in enumerate(zip(answer, expected, strict=True)):
        problem = find_form_problem(entry, right, tolerance)
        if problem:
            return problem._replace(got=f"{problem.got} at place [{index}]")
    return None


def _find_array_problem(answer, expected, tolerance):
    wanted = wanted_form(expected)
    if isinstance(answer, (list, tuple)):
        return _find_list_problem(answer, expected, tolerance)
    kinds = "b" if expected.dtype.kind == "b" else "iuf"
    if not isinstance(answer, np.ndarray):
        return Problem(describe(answer), wanted)
    if answer.dtype.kind not in kinds:
        return Problem(describe(answer), f"{wanted} that holds {'True and False' if kinds == 'b' else 'real numbers'}")
    if answer.shape != expected.shape:
        return Problem(describe(answer), wanted)
    strange = np.argwhere(~np.isfinite(answer))
    if len(strange):
        place = strange[0].tolist()
        return Problem(f"{answer[tuple(place)]} at entry {place} of your array", "finite numbers only")
    return None


def _find_list_problem(answer, expected, tolerance):
    numbers_in_it = to_array(answer)
    right = numbers_in_it is not None and find_problem(numbers_in_it, expected, tolerance) is None
    got = f"a {type(answer).__name__}" + (" with the right numbers" if right else f" of {len(answer)} values")
    fits = numbers_in_it is not None and numbers_in_it.ndim == expected.ndim
    return Problem(got, wanted_form(expected) + ": turn it into an array with np.array(...)" * fits)


def _find_value_problem(answer, expected, tolerance):
    """Compares two values of the same form"""
    if isinstance(expected, (str, bool, np.bool_)):
        same = same_text(answer, expected) if isinstance(expected, str) else bool(answer) == bool(expected)
        return None if same else Problem(show(answer), show(expected), reveals=True)
    if isinstance(expected, (list, tuple)):
        return _find_entry_problem(answer, expected, tolerance)
    if is_number(expected):
        close = is_close(to_float(answer), to_float(expected), tolerance)
        return None if close else Problem(*show_apart(answer, expected), reveals=True)
    wrong = np.argwhere(~is_close(answer, expected, tolerance))
    return _word_wrong_entries(answer, expected, wrong) if len(wrong) else None


def _find_entry_problem(answer, expected, tolerance):
    for index, (entry, right) in enumerate(zip(answer, expected, strict=True)):
        problem = _find_value_problem(entry, right, tolerance)
        if problem and any(isinstance(part, np.ndarray) for part in expected):
            return problem._replace(got=f"{problem.got} at place [{index}]")
        if problem:
            same_kind = answer if isinstance(answer, (list, tuple)) else answer.tolist()
            return Problem(*show_apart(tuple(same_kind), tuple(expected)), f"place [{index}]", reveals=True)
    return None


def _word_wrong_entries(answer, expected, wrong):
    """Small arrays are shown whole; of large ones the first wrong entry"""
    place = wrong[0].tolist()
    if answer.size <= MOST_ENTRIES:
        return Problem(*show_apart(answer, expected), f"entry {place}", reveals=True)
    got, right = show_apart(answer[tuple(place)], expected[tuple(place)])
    count = f"{len(wrong)} of {answer.size} entries differ"
    return Problem(f"{got} at entry {place} ({count})", right, "that", reveals=True)
