"""The graphs of notebook 04: one squared error, computed move by move, and whatever formula is typed."""

import numpy as np

from ...expressions import ExpressionError, names_in, parse_values
from ...graph import Node, backward, forward, seed


def one_example(w=2.0, b=2.0, x=1.0, y=0.0):
    """The squared error of one example, split into steps: o = w · x, ŷ = o + b, e = ŷ − y, c = e²; returns c."""
    product = Node(w, "w") * Node(x, "x")
    y_hat = product + Node(b, "b")
    error = y_hat - Node(y, "y")
    cost = error**2
    for node, name in ((product, "o"), (y_hat, "ŷ"), (error, "e"), (cost, "c")):
        node.name = name
    return cost


def moves(order):
    """[(number of the step 3..7, index of a node in the order), …]: what one press of Step does, from first to last"""
    everyone = range(len(order))
    made = [i for i in everyone if order[i].op]
    backwards = [(6, i) for i in reversed(made)]
    return [*((3, i) for i in everyone), *((4, i) for i in made), (5, made[-1]), *backwards, (7, made[-1])]


def compute(order, values):
    """Every value and gradient of the graph, from the values of its leaves by name"""
    for node in order:
        if not node.op and node.name:
            node.value = values[node.name]
    with np.errstate(all="ignore"):
        forward(order)
        seed(order[-1])
        backward(order)


def along(path, part):
    """The point on a broken line (points, 2) after this part (0..1) of its way across."""
    x = path[0, 0] + part * (path[-1, 0] - path[0, 0])
    return x, float(np.interp(x, path[:, 0], path[:, 1]))


def first_used(formula, values):
    """[the first of these names that the formula uses], [] if it uses none"""
    used = names_in(formula)
    return [name for name in values if name in used][:1]


def as_text(values):
    """'x=2, w1=0.5', which parse_values reads back."""
    return ", ".join(f"{name}={value:.10g}" for name, value in values.items())


def turned(text, turn, formula):
    """The text of values with the first number that the formula uses replaced, if it can be read."""
    try:
        values = parse_values(text)
    except ExpressionError:
        return text
    return as_text(values | dict.fromkeys(first_used(formula, values), turn))
