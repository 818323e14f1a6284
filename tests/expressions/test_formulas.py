"""A typed formula gives the value and slopes that Python and autograd give; bad input gets a sentence and a place."""

import math
import string

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.expressions import FUNCTIONS, MOST_LETTERS, ExpressionError, names_in, parse, parse_values
from helpers.graph import Node, topological_order

VALUES = {"x": 2.0, "y": 0.5, "w1": 1.0, "b1": -1.0, "w2": 0.3, "b2": 1.5}
fuzz = settings(deadline=None, max_examples=400, derandomize=True, database=None)


# ---- right formulas


@pytest.mark.parametrize(
    "text, value",
    [
        ("w1*x + b1", 1.0),
        ("2 + 3*4", 14),
        ("-3**2", -9),
        ("(-3)**2", 9),
        ("2**3**2", 512),
        ("1/4", 0.25),
        ("x − 2·x", -2),
        ("6 ÷ 3 × 2", 4),
        (" x ", 2),
        ("+x", 2),
        ("--x", 2),
        ("1_000 + .5", 1000.5),
        ("2e-1", 0.2),
        ("square(x)", 4),
        ("sqrt(x*8)", 4),
        ("log(exp(y))", 0.5),
        ("sin(x)**2 + cos(x)**2", 1),
        ("x**-1", 0.5),
        ("tanh(x)", math.tanh(2)),
        ("x**y", 2**0.5),
        ("(\n x\t)", 2),
        ("x**2.0", 4),
        ("ŷ + 1", 4),
    ],
)
def test_a_formula_has_the_value_that_it_has_on_paper(text, value):
    assert parse(text, VALUES | {"ŷ": 3.0}).value == pytest.approx(value, rel=1e-15)


def test_a_name_that_is_used_twice_is_one_node():
    z = parse("x*x + x", {"x": 3.0})
    assert [node.name for node in topological_order(z) if node.name] == ["x"]
    z.backward()
    x = z.inputs[1]
    assert x.gradient == 7


def test_a_node_may_be_given_for_a_name():
    x = Node(3.0, "x")
    parse("x**3", {"x": x}).backward()
    assert x.gradient == pytest.approx(27)


def test_a_square_is_one_op_and_a_negative_number_one_leaf():
    assert [node.op and node.op.name for node in topological_order(parse("x**2", VALUES))] == [None, "Square"]
    assert [node.op for node in topological_order(parse("-3", {}))] == [None]


def test_names_are_found_in_the_order_of_the_formula():
    assert names_in("w1*x + b1 + tanh(w2*x + b2**2)") == ["w1", "x", "b1", "w2", "b2"]
    assert names_in("exp(2)") == [] and names_in("1/(x-1) + q(3)") == ["x"]


FORMULAS = st.recursive(
    st.sampled_from([*VALUES, "2", "0.5", "3"]),
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from("+-*/"), part).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        part.map("(-{})".format),
        part.map("tanh({})".format),
        part.map("sin({})".format),
        part.map("({})**2".format),
    ),
    max_leaves=7,
)


@fuzz
@given(FORMULAS)
def test_value_and_slopes_agree_with_python_and_autograd(text):
    known = {"tanh": anp.tanh, "sin": anp.sin}
    names = names_in(text)

    def compute(*values):
        return eval(text, known, dict(zip(names, values, strict=True))) * 1.0

    try:
        value = compute(*(VALUES[name] for name in names))
    except ZeroDivisionError:
        value = math.inf
    if not math.isfinite(value):
        with pytest.raises(ExpressionError):
            parse(text, VALUES)
        return
    leaves = {name: Node(VALUES[name], name) for name in names}
    try:
        z = parse(text, leaves)
    except ExpressionError as error:
        assert "divides by 0" in str(error) or "too large" in str(error)
        return
    assert z.value == pytest.approx(value, rel=1e-10, abs=1e-12)
    if names:
        z.backward()
        slopes = autograd.grad(compute, tuple(range(len(names))))(*(VALUES[name] for name in names))
        for name, slope in zip(names, slopes, strict=True):
            assert leaves[name].gradient == pytest.approx(float(slope), rel=1e-8, abs=1e-9)


# ---- wrong formulas


@pytest.mark.parametrize(
    "text, position, words",
    [
        ("", 0, "nothing here yet"),
        ("   ", 0, "nothing here yet"),
        ("x +", 3, "something is missing after ‘x +’"),
        ("(x", 0, "this ( is never closed"),
        ("exp(x", 3, "this ( is never closed"),
        ("x)", 1, "this ) has no ( before it"),
        ("2x", 0, "to multiply, write *: 2*x"),
        ("x + 3y", 4, "to multiply, write *: 3*y"),
        ("3(x+1)", 0, "to multiply, write * between ‘3’ and the ("),
        ("x(2)", 0, "between ‘x’ and the ("),
        ("x^2", 1, "a power is written **"),
        ("x²", 1, "write **2"),
        ("y = 2*x", 2, "write the right-hand side only"),
        ("1,5", 1, "a decimal number takes a point"),
        ("x # comment", 2, "no room for comments"),
        ("foo(x)", 0, "‘foo’ is no function I know; I know exp, log"),
        ("tanh + 1", 0, "tanh needs its input in parentheses"),
        ("exp()", 0, "exp needs one input"),
        ("q + 1", 0, "‘q’ has no value"),
        ("1 + q", 4, "‘q’ has no value"),
        ("1/0", 0, "‘1/0’ divides by 0"),
        ("1 + x/(x-2)", 4, "‘x/(x-2)’ divides by 0"),
        ("log(0-1)", 0, "needs a number above 0, got -1"),
        ("log(0)", 0, "needs a number above 0"),
        ("np.tanh(x)", 0, "write tanh(x), without ‘np’"),
        ("1 + sin x", 4, "sin needs its input in parentheses"),
        ("9**9**9", 0, "‘9**9**9’ is too large"),
        ("exp(1000)", 0, "is too large"),
        ("1e999", 0, "is too large"),
        ("((-8)**(1/3))", 1, "needs a number above 0, got -8"),
        ("x if y else x", 0, "is not arithmetic"),
        ("x.real", 0, "is not arithmetic"),
        ("x[0]", 0, "is not arithmetic"),
        ("'x'", 0, "is not arithmetic"),
        ("True", 0, "is not arithmetic"),
        ("x % 2", 0, "is not arithmetic"),
        ("x // 2", 0, "is not arithmetic"),
        ("not x", 0, "is not arithmetic"),
        ("x < 2", 0, "is not arithmetic"),
        ("[x]", 0, "is not arithmetic"),
        ("lambda: x", 0, "is not arithmetic"),
        ("exp(*x)", 4, "is not arithmetic"),
        ("f'{x}'", 0, "is not arithmetic"),
        ("__import__('os')", 0, "‘__import__’ is no function I know"),
        ("x.__class__()", 0, "to multiply"),
        ("ŷ + ŷ.a", 4, "‘ŷ.a’ is not arithmetic"),
        ("x y", 2, "‘y’ does not fit here"),
        ("x * / 2", 4, "‘/ 2’ does not fit"),
        ("\ud800", 0, "does not fit here"),
        ("(" * 10_000, MOST_LETTERS, "at most 200 letters, got 10000"),
        ("-" * 90 + "x", 40, "more than 40 operations inside each other"),
        ("x" + "+x" * 60, 0, "more than 40 operations"),
        (None, 0, "a line of text, got NoneType"),
        (3.0, 0, "a line of text, got float"),
        ("((x", 1, "this ( is never closed"),
        ("-" * 40 + "x", 40, "more than 40 operations inside each other"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, position, words):
    with pytest.raises(ExpressionError) as caught:
        parse(text, VALUES | {"ŷ": 3.0})
    assert words in str(caught.value) and caught.value.position == position
    assert len(str(caught.value)) < 130 and "\n" not in str(caught.value)


def test_parentheses_up_to_the_limit_are_no_problem():
    assert parse("(" * 90 + "x" + ")" * 90, VALUES).value == parse("x".center(MOST_LETTERS), VALUES).value == 2
    assert parse("-" * 39 + "x", VALUES).value == -2


def only_the_documented_error(function, text):
    try:
        function(text)
    except ExpressionError as error:
        assert str(error) and 0 <= error.position <= max(len(text), 0)
        str(error).encode()


PIECES = st.sampled_from(
    [
        *FUNCTIONS,
        *VALUES,
        "+",
        "-",
        "*",
        "/",
        "**",
        "(",
        ")",
        " ",
        "2",
        ".5",
        "1e9",
        "9**9",
        "=",
        ",",
        "[",
        "]",
        "{",
        "}",
        ":",
        "lambda",
        "if",
        "else",
        "for x in",
        "await",
        "yield",
        "'",
        '"',
        "\\",
        "\n",
        "#",
        "0x",
        "_",
        ".",
        "@",
        "~",
        "!",
        "≠",
        "²",
        "\0",
        "f'",
        "is",
        "not",
        "0o9",
        "1if",
    ]
)


@fuzz
@given(st.text(max_size=60) | st.lists(PIECES, max_size=25).map("".join) | st.text(string.printable, max_size=40))
@example("(" * 199 + "x")
@example("x" + "[" * 150)
@example("-" * 200)
@example("1" * 200)
@example("not " * 49)
@example("~" * 199 + "1")
@example("{" * 100 + "}" * 100)
@example("'" * 7)
@example("x" * 201)
@example("0" * 199 + "7")
def test_no_text_raises_anything_but_the_documented_error(text):
    for function in (lambda t: parse(t, VALUES), names_in, parse_values):
        only_the_documented_error(function, text)


# ---- values


@pytest.mark.parametrize(
    "text, values",
    [
        ("", {}),
        ("x=2", {"x": 2}),
        ("x=2, w1 = -1/3", {"x": 2, "w1": -1 / 3}),
        ("x=1, x=2", {"x": 2}),
        ("x=2,", {"x": 2}),
        ("x=−2·3", {"x": -6}),
        ("y\u0302=1", {"ŷ": 1}),
    ],
)
def test_values_are_read(text, values):
    assert parse_values(text) == pytest.approx(values)


@pytest.mark.parametrize(
    "text, position, words",
    [
        ("x", 0, "‘x’ is not of the form name=number"),
        ("x=1, 2=3", 5, "‘2=3’ is not of the form"),
        ("exp=2", 0, "not of the form"),
        ("x=1, y=", 7, "a number is missing here"),
        ("x=1, y=x", 7, "‘x’ has no value"),
        ("x=1, y=(2", 7, "never closed"),
        ("x=1 y=2", 5, "separate the values by commas"),
        ("x==2", 2, "one = is enough"),
        ("x=1,5", 4, "takes a point"),
        ("x=1e999", 2, "too large"),
        ("x=" + "1" * 300, 200, "too long"),
    ],
)
def test_values_that_cannot_be_read_are_pointed_at(text, position, words):
    with pytest.raises(ExpressionError) as caught:
        parse_values(text)
    assert words in str(caught.value) and caught.value.position == position


def test_an_array_may_stand_for_a_name():
    assert parse("2*x", {"x": np.array([1.0, 2.0])}).value.tolist() == [2, 4]
