"""The backward pass: by hand, and against HIPS autograd on random graphs."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpers import graph, ops
from helpers.graph import Node, apply, backward, forward, seed, topological_order

RANDOM = settings(deadline=None, derandomize=True, max_examples=150, database=None)


# ---- the backward pass


def test_a_node_used_twice_collects_both_gradients():
    x = Node(3)
    z = x * x + x
    z.backward()
    assert x.gradient == 7


def test_a_second_backward_gives_the_same_gradients():
    x = Node([1.0, 2.0])
    z = graph.sum(x * x * x)
    z.backward()
    first = x.gradient.copy()
    z.backward()
    np.testing.assert_array_equal(x.gradient, first)


def test_a_gradient_left_by_another_graph_is_forgotten():
    x = Node(3)
    (x * 5).backward()
    (x * 2).backward()
    assert x.gradient == 2


def test_forward_follows_the_leaves():
    x, y = Node(3), Node([1.0, 2.0])
    z = graph.sum(x * y)
    order = topological_order(z)
    x.value, y.value = 10, [1, 2, 3]  # whole numbers and a new length
    forward(order)
    assert z.value == 60
    z.backward()
    assert x.gradient == 6 and y.gradient.tolist() == [10, 10, 10]


def test_a_value_may_be_set_by_hand_between_two_formulas():
    w = Node(2)
    w.value = 3
    (w * 5).backward()
    assert w.gradient == 5


def test_an_array_needs_its_dz_and_follows_it():
    x = Node([1.0, 2.0, 3.0])
    z = x * x
    with pytest.raises(ValueError, match=r"only a single number has a slope, this node has shape \(3,\)"):
        z.backward()
    with pytest.raises(ValueError, match=r"dz has shape \(2,\), the node \(3,\)"):
        seed(z, [1, 2])
    seed(z, [1, 0, -1])
    backward(topological_order(z))
    assert x.gradient.tolist() == [2, 0, -6]


def test_an_array_of_one_number_is_a_single_number():
    x = Node([[3.0]])
    (x * x).backward()
    assert x.gradient.tolist() == [[6]]


def test_gradients_share_memory_with_nothing():
    x, y, left, right = (Node(np.ones((2, columns))) for columns in (3, 3, 1, 2))
    dz = np.ones((2, 3))
    z = x + (y - x) + graph.sum(x, axis=0) + graph.concatenate(left, right)
    seed(z, dz)
    order = topological_order(z)
    backward(order)
    arrays = [dz] + [node.gradient for node in order] + [node.value for node in order]
    for i, array in enumerate(arrays):
        assert array.flags.writeable
        assert not any(np.shares_memory(array, other) for other in arrays[:i])


def test_a_table_gets_the_gradient_of_its_rows_as_rows():
    table = Node(np.ones((5, 2)))
    graph.sum(graph.lookup(table, [3, 3])).backward()
    assert type(table.gradient) is ops.RowGradient and table.gradient.rows.tolist() == [3, 3]


def test_none_from_an_op_means_no_gradient():
    class Pick(ops.Op):
        """z = x[y]"""

        def forward(self, x, y):
            return x[int(y)]

        def backward(self, x, y, z, dz):
            dx = np.zeros(x.shape)
            dx[int(y)] = dz
            return dx, None

    x, y = Node([1.0, 2.0, 3.0]), Node(1)
    (apply(Pick(), x, y.__neg__().__neg__()) * 5).backward()
    assert x.gradient.tolist() == [0, 5, 0] and y.gradient is None


# ---- against autograd, on random graphs

NUMBER = st.floats(-2, 2, allow_subnormal=False).map(lambda value: round(value, 3))
SHAPES = st.sampled_from([(), (1,), (3,), (2, 1), (2, 3), (1, 1, 3)])
BINARY = {
    "add": (lambda np_, x, y: x + y),
    "subtract": (lambda np_, x, y: x - y),
    "multiply": (lambda np_, x, y: x * y),
    "divide": (lambda np_, x, y: x / (3 + np_.cos(y))),
    "power": (lambda np_, x, y: (3 + np_.sin(x)) ** y),
}
UNARY = {
    "negate": (lambda np_, x: -x),
    "square": (lambda np_, x: x**2),
    "cube": (lambda np_, x: x**3),
    "exp": (lambda np_, x: np_.exp(np_.tanh(x))),
    "log": (lambda np_, x: np_.log(5 + x * x)),
    "sin": (lambda np_, x: np_.sin(x)),
    "cos": (lambda np_, x: np_.cos(x)),
    "tanh": (lambda np_, x: np_.tanh(x)),
    "sum": (lambda np_, x: np_.sum(x)),
    "mean": (lambda np_, x: np_.mean(x)),
    "reverse": (lambda np_, x: 2 / (x * x + 1)),
}


@st.composite
def leaves(draw, at_least):
    shapes = draw(st.lists(SHAPES, min_size=at_least, max_size=4))
    return [
        np.reshape(draw(st.lists(NUMBER, min_size=n, max_size=n)), shape)[()]
        for shape, n in ((shape, int(np.prod(shape))) for shape in shapes)
    ]


@st.composite
def tangled_formulas(draw):
    """A list of steps, each with any earlier results as inputs (often the same one twice)"""
    index = st.integers(0, 10**6)
    step = st.tuples(st.sampled_from([*BINARY, *UNARY]), index, index)
    steps = draw(st.lists(step, min_size=1, max_size=12))

    def formula(np_, *inputs):
        results = list(inputs)
        for name, i, j in steps:
            x, y = results[i % len(results)], results[j % len(results)]
            results.append(BINARY[name](np_, x, y) if name in BINARY else UNARY[name](np_, x))
        return np_.sum(results[-1]) + np_.sum(results[len(results) // 2])

    return formula


TREES = st.recursive(
    st.integers(0, 3),
    lambda branch: st.one_of(
        st.tuples(st.sampled_from([*UNARY]), branch), st.tuples(st.sampled_from([*BINARY]), branch, branch)
    ),
    max_leaves=8,
)


def grown(tree):
    """The formula that a tree of (name, branch, …) with input numbers as leaves stands for"""

    def value(np_, part, inputs):
        if isinstance(part, int):
            return inputs[part % len(inputs)]
        name, *branches = part
        return (BINARY | UNARY)[name](np_, *(value(np_, branch, inputs) for branch in branches))

    return lambda np_, *inputs: np_.sum(value(np_, tree, inputs))


def assert_same_slopes(formula, inputs):
    nodes = [Node(x) for x in inputs]
    with np.errstate(all="ignore"):
        cost = formula(graph, *nodes)
        order = topological_order(cost)
        cost.backward()
        sizes = [
            np.max(np.abs(array), initial=1)
            for node in order
            if node.gradient is not None
            for array in (node.value, node.gradient)
        ]
        assume(np.isfinite(sizes).all() and max(sizes) < 1e8)
        everything = tuple(range(len(inputs)))
        slopes = autograd.grad(lambda *x: formula(anp, *x), everything)(*inputs)
    assert cost.value == pytest.approx(formula(anp, *inputs), rel=1e-12)
    for x, slope in zip(nodes, slopes, strict=True):
        gradient = np.zeros(x.value.shape) if x.gradient is None or x not in order else x.gradient
        np.testing.assert_allclose(gradient, slope, rtol=1e-10, atol=1e-13 * max(sizes))


@RANDOM
@given(tangled_formulas(), leaves(1))
@pytest.mark.filterwarnings("ignore:Output seems independent")
def test_random_graphs_with_reuse_have_the_slopes_of_autograd(formula, inputs):
    assert_same_slopes(formula, inputs)


@RANDOM
@given(TREES.map(grown), leaves(1))
@pytest.mark.filterwarnings("ignore:Output seems independent")
def test_random_formulas_have_the_slopes_of_autograd(formula, inputs):
    assert_same_slopes(formula, inputs)


@RANDOM
@given(tangled_formulas(), leaves(1), leaves(1))
def test_forward_gives_what_writing_the_formula_again_gives(formula, inputs, others):
    assume(len(inputs) <= len(others))
    nodes = [Node(x) for x in inputs]
    with np.errstate(all="ignore"):
        cost = formula(graph, *nodes)
        for node, value in zip(nodes, others, strict=False):
            node.value = value
        forward(topological_order(cost))
        np.testing.assert_array_equal(cost.value, formula(graph, *map(Node, others[: len(inputs)])).value)
