"""An answer that is none is told so: not attempted, or of the wrong kind, whatever it is."""

import decimal
import types
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from one_line import EMPTY, FAILS, line, squares

from helpers.exercise import Exercise

# --- not attempted ---


def stub(y_hat, y):
    """the task"""
    ...


def half_a_stub(y_hat, y):
    error = ...
    return np.sum(error**2)


def left_open(y_hat, y):
    _ = ...


def raising(y_hat, y):
    raise NotImplementedError


@pytest.mark.parametrize(
    "answer",
    [
        ...,
        stub,
        half_a_stub,
        left_open,
        raising,
        lambda y_hat, y: ...,
        lambda y_hat, y: (..., 1),
        lambda y_hat, y: None,
        lambda y_hat, y: y_hat - ...,
        lambda y_hat, y: np.sum(...),
    ],
)
def test_a_placeholder_counts_as_not_attempted(cost, answer):
    assert line(cost, answer) == f"○ cost: {EMPTY}"


@pytest.mark.parametrize("answer", [..., (..., 1, 2), [1, None, 3], np.array([1, ..., 3])])
def test_a_value_with_a_placeholder_in_it_counts_as_not_attempted(table, answer):
    assert line(table, answer) == f"○ table: {EMPTY}"


def test_a_check_called_without_an_answer_counts_as_not_attempted(table, capsys):
    table()
    assert capsys.readouterr().out == f"○ table: {EMPTY}\n"


def test_a_forgotten_return_is_told_from_a_stub(cost):
    def forgets(y_hat, y):
        np.sum((y_hat - y) ** 2)

    assert line(cost, forgets) == "✗ cost: your function returns nothing (None). Put return before its result."


def test_print_in_place_of_return_is_named(cost, capsys):
    assert line(cost, lambda p, q: print(squares(p, q))) == (
        "✗ cost: your function prints 318.0 but returns nothing (None). Use return instead."
    )
    assert capsys.readouterr().out == ""


def test_none_in_one_case_only_is_shown_with_that_case(cost):
    assert "[2, 2.5] you returned nothing (None), expected a number." in line(
        cost, lambda p, q: squares(p, q) if len(p) == 3 else None
    )


def test_an_ellipsis_that_indexes_is_no_placeholder(shift):
    assert shift.report(lambda x, b: x[...] + b).mark == "✓"
    assert "IndexError" in line(shift, lambda x, b: x[..., ...])


# --- the wrong kind of answer ---


class Cost:
    pass


@pytest.mark.parametrize(
    "answer, words",
    [
        (318, "you passed the number 318, expected a function: pass its name, without parentheses."),
        ("cost", "you passed the string 'cost', expected a function: pass its name, without parentheses."),
        (Cost, "you passed the class Cost, expected a function: make it a function with def."),
        (np, "you passed the module numpy, expected a function: pass its name, without parentheses."),
        (lambda y_hat: 1, "your function takes 1 input (y_hat), expected 2 inputs (y_hat, y)."),
        (lambda: 1, "your function takes 0 inputs, expected 2 inputs (y_hat, y)."),
        (lambda a, b, c: 1, "your function takes 3 inputs (a, b, c), expected 2 inputs (y_hat, y)."),
    ],
)
def test_something_other_than_the_function_asked_for_is_named(cost, answer, words):
    assert line(cost, answer) == f"✗ cost: {words}"


def test_extra_inputs_with_defaults_are_welcome(cost):
    assert cost.report(lambda y_hat, y, power=2: np.sum((y_hat - y) ** power)).mark == "✓"


@pytest.mark.parametrize(
    "value, words",
    [
        ([318.0], "a list of 1 value, expected a number."),
        ((1, 2), "a tuple of 2 values, expected a number."),
        ({}, "a dict of 0 values, expected a number."),
        ({1}, "a set of 1 value, expected a number."),
        ("318", "the string '318', expected a number."),
        (True, "True (a truth value), expected a number."),
        (np.bool_(True), "True (a truth value), expected a number."),
        (2 + 3j, "the complex number (2+3j), expected a number."),
        (np.array([318.0]), "an array of shape (1,), expected a number."),
        (np.ones((3, 1)), "an array of shape (3, 1), expected a number."),
        (float("nan"), "nan, expected a finite number."),
        (np.float64("-inf"), "-inf, expected a finite number."),
        pytest.param(10**5000, "inf, expected a finite number.", id="huge"),
        (squares, "the function squares, expected a number."),
        (Cost(), "an object of type Cost, expected a number."),
        ((i for i in "a"), "a generator (it computes nothing until it is asked), expected a number."),
    ],
)
def test_a_result_of_the_wrong_kind_is_named_where_a_number_is_meant(cost, value, words):
    assert line(cost, lambda p, q: value) == f"{FAILS}you returned {words}"


@pytest.mark.parametrize("value", [318, 318.0, np.float32(318), np.int64(318), np.array(318.0)])
def test_every_kind_of_real_number_is_a_number(value):
    assert Exercise("score", "01", expected=318).report(value).mark == "✓"


@pytest.mark.parametrize(
    "value, words",
    [
        (
            [3, 7, 8],
            "a list with the right numbers, expected an array of shape (3,): turn it into an array with np.array(...).",
        ),
        (
            (3, 7, 8),
            "a tuple with the right numbers, expected an array of shape (3,): turn it into an array with "
            "np.array(...).",
        ),
        ([3, 7, 9], "a list of 3 values, expected an array of shape (3,): turn it into an array with np.array(...)."),
        ([[3], [7, 8]], "a list of 2 values, expected an array of shape (3,)."),
        (range(3), "an object of type range, expected an array of shape (3,)."),
        (5, "the number 5, expected an array of shape (3,)."),
        ("378", "the string '378', expected an array of shape (3,)."),
        (np.ones((3, 1)), "an array of shape (3, 1), expected an array of shape (3,)."),
        (np.ones(0), "an array of shape (0,), expected an array of shape (3,)."),
        (np.array([3, np.nan, 8]), "nan at entry [1] of your array, expected finite numbers only."),
        (np.array([3, 7, -np.inf]), "-inf at entry [2] of your array, expected finite numbers only."),
        (
            np.array([3, 7, 8j]),
            "an array of complex numbers of shape (3,), expected an array of shape (3,) that holds real numbers.",
        ),
        (
            np.array(["3", "7", "8"]),
            "an array of strings of shape (3,), expected an array of shape (3,) that holds real numbers.",
        ),
        (
            np.array([3, 7, {}]),
            "an array of Python objects of shape (3,), expected an array of shape (3,) that holds real numbers.",
        ),
        (
            np.array([True] * 3),
            "an array of True and False of shape (3,), expected an array of shape (3,) that holds real numbers.",
        ),
    ],
)
def test_a_result_of_the_wrong_kind_is_named_where_an_array_is_meant(shift, value, words):
    assert line(shift, lambda x, b: value) == f"✗ shift: for x = [1, 5, 6], b = 2 you returned {words}"


def test_an_array_of_whole_numbers_is_as_good_as_one_of_floats(shift):
    assert shift.report(lambda x, b: np.array([3, 7, 8])).mark == "✓"


def test_a_generator_function_and_an_async_function_are_named(cost):
    def yields(y_hat, y):
        yield 318

    async def waits(y_hat, y):
        return 318

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        assert "you returned a generator (it computes nothing" in line(cost, yields)
        assert "you returned a coroutine (write def, not async def)" in line(cost, waits)
    assert warned == []  # not even that the coroutine was never awaited


# --- anything ---


class Hostile:
    """Whatever is asked of it, it raises"""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    __eq__ = __repr__ = __len__ = __array__ = __hash__ = __getattribute__


def test_an_answer_that_cannot_be_looked_at_still_gets_a_line(cost, table):
    endless = []
    endless.append(endless)
    assert "Hostile" in line(cost, Hostile()) and "Hostile" in line(table, Hostile())
    assert line(table, endless).startswith("✗ table: ")
    assert line(cost, lambda p, q: endless).startswith("✗ cost: ")
    assert line(cost, lambda p, q: Hostile()).startswith("✗ cost: ")


atoms = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(),
    st.fractions(),
    st.decimals(),
    st.just(...),
    st.just(len),
    st.just(int),
    st.dates(),
    st.builds(np.array, st.lists(st.floats())),
    st.builds(lambda size: np.empty((size, 0, 2)), st.integers(0, 3)),
    st.builds(np.datetime64, st.dates()),
    st.builds(types.SimpleNamespace),
    st.builds(iter, st.just([])),
)
anything = st.recursive(
    atoms, lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner), max_leaves=6
)


@settings(max_examples=200, deadline=None, database=None)
@given(answer=anything)
def test_nothing_makes_a_check_raise_or_print_a_second_line(answer):
    forms = [
        dict(expected=3.5),
        dict(expected=np.array([1.0, 2])),
        dict(expected=(1, np.ones(2))),
        dict(expected="B"),
        dict(expected=True),
        dict(cases=[(1,)], reference=lambda x: x),
        dict(judge=lambda pair: None if pair[0] else "No.", example=(4, 5)),
    ]
    for form in forms:
        check = Exercise("any", "01", **form)
        for given_answer in (answer, lambda x: answer):
            text = line(check, given_answer)
            assert text[0] in "○✓✗" and len(text.splitlines()) == 1 and len(text) < 700


# --- what happened, in plain words ---


def test_nothing_as_an_answer_is_told_what_print_does(cost, table):
    for check in (cost, table):
        assert line(check, None).startswith(f"✗ {check.name}: your answer is nothing (None): print(…) shows a value")


def changes_in_place(y_hat, y):
    return np.add.at(y_hat, [0], 1)


def only_by_name(y_hat, *, y):
    return np.sum((y_hat - y) ** 2)


@pytest.mark.parametrize(
    "answer, words",
    [
        (changes_in_place, "changed its input y_hat in place"),
        (lambda y_hat, y: [].append(y), "returns nothing (None): what stands after return gives nothing back"),
        (only_by_name, "takes y by name only (behind the *): expected 2 inputs (y_hat, y), in this order."),
        (lambda y_hat, y: np.ones((2, 3)) @ y, "expected a number"),
        (
            lambda y_hat, y: np.ones((3, 2)) @ y,
            "as many columns on its left (here 2) as rows on its right (here 3)",
        ),
        (lambda y_hat, y: y_hat + y[:2], "the shapes (3,) and (2,) do not fit together, entry by entry"),
        (lambda y_hat, y: y.reshape(2, 2), "3 numbers do not fill the shape (2,2)"),
        (lambda y_hat, y: np.dot(np.ones((2, 2)), y), "the shapes (2,2) and (3,) do not fit for a product of matrices"),
        (
            lambda y_hat, y: np.concatenate([np.ones((2, 3)), np.ones((2, 2))]),
            "arrays that are joined must be equally long along axis 1, but number 0 has 3 and number 1 has 2",
        ),
        (
            lambda y_hat, y: np.concatenate([y, np.ones((2, 2))]),
            "arrays that are joined must have as many axes, but number 0 has 1 and number 1 has 2",
        ),
    ],
)
def test_what_went_wrong_is_said_in_plain_words(cost, answer, words):
    assert words in line(cost, answer)


def test_decimals_are_numbers():
    assert Exercise("dozen", "01", expected=12).report(decimal.Decimal(12)).mark == "✓"
    assert "a finite number" in line(Exercise("dozen", "01", expected=12), decimal.Decimal("sNaN"))


def test_a_hint_stands_first_where_the_line_would_be_long():
    wide = [float(i) + 0.123456789 for i in range(12)]
    mistakes = [(lambda a, b: a - b, "Add them.")]
    check = Exercise("add", "01", cases=[(wide, wide[::-1])], reference=lambda a, b: a + b, mistakes=mistakes)
    told = line(check, lambda a, b: a - b)
    assert told.startswith("✗ add: Hint: Add them. (for a = [0.123456789") and len(told) < 330


def test_a_long_line_shortens_the_case_and_keeps_what_was_returned_and_expected_whole():
    wide = [float(i) + 0.123456789 for i in range(12)]
    known = [(lambda a, b, c: b, "Both, please. " * 12)]
    check = Exercise("add", "01", cases=[(wide, 3.5, wide)], reference=lambda a, b, c: b + 1, mistakes=known)
    told = line(check, lambda a, b, c: b)
    assert told.endswith(" you returned 3.5, expected 4.5.)") and " … " in told and len(told) < 330
    both = Exercise("add", "01", expected=(1, "x" * 60), mistakes=[((2, "y" * 60), "Count again. " * 20)])
    assert f"you answered (2, '{'y' * 60}'); place [0] is not right.)" in line(both, (2, "y" * 60))
