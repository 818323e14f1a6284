"""Rows of a table, looked up by whole numbers, and the gradient that knows which rows were used."""

import autograd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import graph, ops
from helpers.gradcheck import check_op

LOOKED_UP = [
    ((5, 3), [4, 0, 4, 4]),
    ((5, 3), [[1, 2], [2, 2]]),
    ((5, 3), 2),
    ((5, 3), []),
    ((1, 1), [0, 0]),
    ((4,), [3, 1, 3]),
]


@pytest.mark.parametrize("shape, rows", LOOKED_UP)
def test_lookup_agrees_with_nudges_and_with_autograd_and_adds_up_rows_used_twice(shape, rows):
    generator = np.random.default_rng(1)
    x, y = generator.normal(size=shape), np.array(rows, dtype=np.int64)[()]
    assert check_op(ops.Lookup(), x, y, tolerance=1e-7).ok
    nodes = graph.Node(x), graph.Integers(y)
    z = graph.lookup(*nodes)
    dz = generator.normal(size=z.shape)
    graph.seed(z, dz)
    graph.backward(graph.topological_order(z))
    assert isinstance(nodes[0].gradient, ops.RowGradient) == (x.ndim > 1) and nodes[1].gradient is None
    np.testing.assert_array_equal(z.value, x[y])
    np.testing.assert_allclose(np.asarray(nodes[0].gradient), autograd.make_vjp(lambda x: x[y])(x)[0](dz), rtol=1e-10)


def test_lookup_is_the_product_of_a_one_hot_row_with_the_table():
    table, rows = np.random.default_rng(1).normal(size=(5, 3)), np.array([4, 0, 4])
    products = graph.Node(np.eye(5)[rows]), graph.Node(table)
    by_product, by_lookup = products[0] @ products[1], graph.lookup(graph.Node(table), rows)
    np.testing.assert_array_equal(by_product.value, by_lookup.value)
    for z in (by_product, by_lookup):
        graph.sum(z * z).backward()
    np.testing.assert_allclose(np.asarray(by_lookup.inputs[0].gradient), products[1].gradient, rtol=1e-14)


def test_a_row_that_the_table_lacks_is_named():
    with pytest.raises(ValueError, match=r"Lookup: shapes \(5, 2\) and \(2,\) do not fit: row 7 .* ends with row 4"):
        graph.lookup(np.ones((5, 2)), [7, 1])


def test_a_gradient_of_rows_costs_what_was_used_and_not_what_there_is():
    table = graph.Node(np.zeros((50_000, 20)))
    graph.sum(graph.lookup(table, [3, 3, 9])).backward()
    rows, values = table.gradient.added_up()
    assert rows.tolist() == [3, 9] and values.tolist() == [[2.0] * 20, [1.0] * 20]
    assert table.gradient.values.shape == (3, 20) and repr(table.gradient) == "RowGradient(2 of 50000 rows)"


@given(st.lists(st.integers(0, 6), max_size=12), st.lists(st.integers(0, 6), max_size=12))
def test_gradients_of_rows_add_up_as_whole_tables_do(some, others):
    generator = np.random.default_rng(len(some))
    one, other = (
        ops.RowGradient(np.array(rows, dtype=np.int64), generator.normal(size=(len(rows), 2)), (7, 2))
        for rows in (some, others)
    )
    expected = np.zeros((7, 2))
    for gradient in (one, other):
        np.add.at(expected, gradient.rows, gradient.values)
    for total in (one + other, one + other.dense(), one.dense() + other):
        np.testing.assert_allclose(np.asarray(total), expected, rtol=1e-12, atol=1e-12)
    assert isinstance(one + other, ops.RowGradient)
