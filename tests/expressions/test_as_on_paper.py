"""What learners type as they would write it on paper: it is read, or one sentence says what to type instead."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from helpers.expressions import ADVICE, FUNCTIONS, INSTEAD, ExpressionError, names_in, parse, parse_values
from helpers.graph import Node, topological_order

AT = [(0.7, -1.3, 2.1), (-2.5, 0.4, 0.9), (1.6, 3.0, -0.2)]  # values for up to three names, in their order

KNOWN = [  # typed, its names in their order, the same in autograd's NumPy
    ("sigmoid(x)", "x", lambda x: 1 / (1 + anp.exp(-x))),
    ("sigmoid(w*x + b)", "w x b", lambda w, x, b: 0.5 + 0.5 * anp.tanh((w * x + b) / 2)),
    ("relu(x)", "x", lambda x: anp.maximum(x, 0)),
    ("relu(-x) + relu (x)", "x", lambda x: anp.abs(x)),
    ("step(x)*x", "x", lambda x: anp.where(x > 0, x, 0.0)),
    ("ln(square(x))", "x", lambda x: anp.log(x**2)),
    ("log(exp(x))", "x", lambda x: x),
    ("exp(sin(x)) − cos(x)", "x", lambda x: anp.exp(anp.sin(x)) - anp.cos(x)),
    ("tanh(x)/sqrt(1 + x**2)", "x", lambda x: anp.tanh(x) / anp.sqrt(1 + x**2)),
    ("relu*x", "relu x", lambda relu, x: relu * x),
    ("relu(relu)", "relu", lambda relu: anp.maximum(relu, 0)),
    ("ln + step*sigmoid", "ln step sigmoid", lambda ln, step, sigmoid: ln + step * sigmoid),
    ("abs*max - tan", "abs max tan", lambda a, b, c: a * b - c),
    ("e*pi", "e pi", lambda e, pi: e * pi),
    ("2**e + π", "e π", lambda e, pi: 2**e + pi),
    ("2e3*x", "x", lambda x: 2000 * x),
    ("w₁", "w1", lambda w: w),
    ("w₁·x + b₁", "w1 x b1", lambda w, x, b: w * x + b),
    ("w₁ + w1", "w1", lambda w: 2 * w),
    ("h₁₂*tanh(h₀)", "h12 h0", lambda h, k: h * anp.tanh(k)),
    ("(x₁ − x₂)**2", "x1 x2", lambda x, y: (x - y) ** 2),
    ("x – y", "x y", lambda x, y: x - y),
    ("x−–y", "x y", lambda x, y: x + y),
    ("–x**2", "x", lambda x: -(x**2)),
    ("x × y ÷ 2", "x y", lambda x, y: x * y / 2),
    ("x·y⋅2∗x", "x y", lambda x, y: 2 * x**2 * y),
    ("x\u00a0+ 1", "x", lambda x: x + 1),
]


@pytest.mark.parametrize("text, names, compute", KNOWN, ids=[row[0] for row in KNOWN])
@pytest.mark.parametrize("values", AT, ids=str)
def test_a_formula_as_on_paper_has_the_value_and_the_slopes_of_autograd(text, names, compute, values):
    assert names_in(text) == names.split()
    values = values[: len(names.split())]
    leaves = {name: Node(value, name) for name, value in zip(names.split(), values, strict=True)}
    z = parse(text, leaves)
    assert z.value == pytest.approx(float(compute(*values)), rel=1e-12)
    z.backward()
    slopes = autograd.grad(compute, tuple(range(len(values))))(*values)
    assert [float(leaf.gradient) for leaf in leaves.values()] == pytest.approx(np.array(slopes).tolist(), rel=1e-10)


IN_NUMPY = {"abs": anp.abs, "tan": anp.tan, "sinh": anp.sinh, "cosh": anp.cosh, "log2": anp.log2, "log10": anp.log10}
IN_NUMPY |= {"max": anp.maximum, "min": anp.minimum, "pow": anp.power, "σ": lambda x: 1 / (1 + anp.exp(-x))}


@pytest.mark.parametrize("name", INSTEAD)
def test_what_to_write_instead_of_a_function_has_its_value_and_slopes(name):
    for values in [(0.7, 1.3), (2.5, 0.4)]:
        leaves = {letter: Node(value, letter) for letter, value in zip("xy", values, strict=True)}
        z, used = parse(INSTEAD[name], leaves), sorted(names_in(INSTEAD[name]))
        values = values[: len(used)]
        assert z.value == pytest.approx(float(IN_NUMPY[name](*values)), rel=1e-12)
        z.backward()
        slopes = autograd.grad(IN_NUMPY[name], tuple(range(len(used))))(*values)
        assert [float(leaves[x].gradient) for x in used] == pytest.approx(np.array(slopes).tolist(), rel=1e-10)


@pytest.mark.parametrize(
    "text, position, words",
    [
        ("abs(x)", 0, "there is no abs here: write (x**2)**0.5"),
        ("1 + abs (x)", 4, "there is no abs here"),
        ("np.abs(x)", 3, "there is no abs here"),
        ("2*tan(x)", 2, "there is no tan here: write sin(x)/cos(x)"),
        ("tan x", 0, "there is no tan here"),
        ("max(x, 0)", 0, "there is no max here: write x + relu(y - x)"),
        ("x + log₂(8)", 4, "there is no log2 here: write log(x)/log(2)"),
        ("σ(x)", 0, "write sigmoid(x)"),
        ("x*ReLU(x)", 2, "write relu(x), in small letters"),
        ("Sigmoid(x)", 0, "write sigmoid(x), in small letters"),
        ("torch.relu(x)", 0, "write relu(x), without ‘torch’"),
        ("sigmoid x", 0, "sigmoid needs its input in parentheses: sigmoid(x)"),
        ("1 + ln x", 4, "ln needs its input in parentheses"),
        ("relu + 1", 0, "relu needs its input in parentheses"),
        ("relu(x, 0)", 6, "a function one input"),
        ("arctan(x)", 0, "‘arctan’ is no function I know; I know exp, log"),
        ("f(x)", 0, "‘f’ is no function I know"),
        ("sin(pi*x)", 4, "‘pi’ has no value: it is a name here like any other, so write 3.14159"),
        ("2·π", 2, "‘π’ has no value: it is a name here like any other, so write 3.14159"),
        ("e**x", 0, "‘e’ has no value: it is a name here like any other, so write 2.71828"),
        ("2pi", 0, "to multiply, write *: 2*pi"),
        ("2e**x", 0, "to multiply, write *: 2*e"),
        ("3j", 0, "to multiply, write *: 3*j"),
        ("x + 2.5J", 4, "to multiply, write *: 2.5*J"),
        ("2x₁", 0, "to multiply, write *: 2*x₁"),
        ("y + w₁x", 4, "to multiply, write *: w₁*x"),
        ("3(x+1)", 0, "to multiply, write * between ‘3’ and the ("),
        ("a(x+1)", 0, "to multiply, write * between ‘a’ and the ("),
        ("w₂ (x+1)", 0, "to multiply, write * between ‘w₂’ and the ("),
        ("(x+1)(x-1)", 0, "to multiply, write * between ‘x+1’ and the ("),
        ("(x+1)y", 5, "‘y’ does not fit here: to multiply, write * before it"),
        ("(x+1) 2", 6, "‘2’ does not fit here: to multiply, write * before it"),
        ("sin(x)cos(x)", 6, "‘cos(x)’ does not fit here: to multiply, write * before it"),
        ("2 x", 2, "‘x’ does not fit here: to multiply, write * before it"),
        ("(x y)", 3, "to multiply, write * before it"),
        ("x^2", 1, "a power is written **, as in x**2"),
        ("1 + x²", 5, "write **2"),
        ("x³", 1, "write **3"),
        ("x⁴", 1, "a power is written **"),
        ("x⁻¹", 1, "a power is written **"),
        ("sin²(x)", 3, "write **2"),
        ("2₁", 1, "‘₁’ is an index: it stands right after a letter, as in w₁"),
        ("x + ₁", 4, "‘₁’ is an index"),
        ("(x)₁", 3, "‘₁’ is an index"),
        ("x — 1", 2, "‘—’ does not belong here: a minus is written -"),
        ("|x|", 0, "|x| is written (x**2)**0.5"),
        ("√(x)", 0, "write sqrt(x)"),
        ("x –", 3, "something is missing after ‘x –’"),
        ("w₁ + q₁", 5, "‘q1’ has no value"),
    ],
)
def test_what_cannot_be_read_as_on_paper_gets_advice_at_its_place(text, position, words):
    with pytest.raises(ExpressionError) as caught:
        parse(text, {"x": 0.5, "y": 2.0, "w₁": 1.0})
    assert words in str(caught.value) and caught.value.position == position
    assert len(str(caught.value)) < 130 and "\n" not in str(caught.value)


def test_every_letter_with_advice_gets_it_wherever_it_stands():
    for letter, advice in ADVICE.items():
        for text in (f"x{letter}", f"x + w₁ {letter} 1", f"2{letter}x"):
            with pytest.raises(ExpressionError) as caught:
                names_in(text)
            assert advice in str(caught.value) and caught.value.position == text.index(letter)


def test_the_functions_of_the_engine_are_one_op_each():
    ops = {name: parse(f"{name}(x)", {"x": 0.5}).op.name for name in FUNCTIONS}
    assert ops.pop("sqrt") == "Power" and ops.pop("ln") == ops["log"] == "Log"
    assert {name: op.lower() for name, op in ops.items()} == {name: name for name in ops}


def test_a_name_with_an_index_is_one_node_however_it_is_typed():
    z = parse("w₁*x + w1", {"w₁": 3.0, "x": 2.0})
    assert [node.name for node in topological_order(z) if not node.op] == ["w₁", "x"]
    assert z.value == 9


def test_a_function_stays_one_when_a_value_has_its_name():
    assert parse("relu(x) + exp(x)", {"relu": 5.0, "exp": 7.0, "x": 0.0}).value == 1


@pytest.mark.parametrize(
    "text, values",
    [
        ("w₁=2, b₁₀=–1", {"w1": 2, "b10": -1}),
        ("w₁=1, w1=2", {"w1": 2}),
        ("e=2.71828, pi=3, relu=1", {"e": 2.71828, "pi": 3, "relu": 1}),
        ("x=sigmoid(0), y=ln(1)·2", {"x": 0.5, "y": 0}),
        ("x\u00a0=\u00a02×3", {"x": 6}),
    ],
)
def test_values_are_read_as_on_paper(text, values):
    assert parse_values(text) == pytest.approx(values)


@pytest.mark.parametrize(
    "text, position, words",
    [
        ("x=pi/2", 2, "‘pi’ has no value: it is a name here like any other, so write 3.14159"),
        ("x=1, y=2e", 7, "to multiply, write *: 2*e"),
        ("x²=4", 0, "‘x²=4’ is not of the form name=number"),
        ("x=1, x·y=2", 5, "‘x·y=2’ is not of the form name=number"),
        ("₁=2", 0, "‘₁=2’ is not of the form name=number"),
        ("x=tan(1)", 2, "there is no tan here"),
        ("x=3²", 3, "write **2"),
        ("tanh=2", 0, "not of the form"),
    ],
)
def test_values_that_cannot_be_read_as_on_paper_get_advice_at_their_place(text, position, words):
    with pytest.raises(ExpressionError) as caught:
        parse_values(text)
    assert words in str(caught.value) and caught.value.position == position
