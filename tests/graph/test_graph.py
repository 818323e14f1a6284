"""Graphs give the deck's numbers, the slopes that HIPS autograd gives, and clear errors."""

import gc
import tracemalloc

import numpy as np
import pytest

from helpers import graph, ops
from helpers.graph import Node, apply, backward, forward, seed, topological_order, update

APPLES = [(1, 0), (5, 16), (6, 20)]


def apple_cost(w, b, subtract=lambda x, y: x - y):
    return sum(subtract(w * x + b, y) ** 2 for x, y in APPLES)


def chain(length):
    x = Node(1.0)
    z = x
    for _ in range(length):
        z = -z
    return x, z


# ---- the lesson's numbers


def test_the_apple_cost_has_the_slopes_of_the_deck_at_2_2():
    w, b = Node(2, "w"), Node(2, "b")
    cost = apple_cost(w, b)
    cost.backward()
    assert (cost.value, w.gradient, b.gradient) == (68, -104, -12)
    assert (w.value, b.value) == (2, 2)  # backward never updates
    update([w, b], 0.01)
    assert (w.value, b.value) == pytest.approx((3.04, 2.12), rel=1e-15)


def test_the_seven_steps_one_by_one_lower_the_cost():
    w, b = Node(2), Node(2)
    cost = apple_cost(w, b)
    order = topological_order(cost)
    for _ in range(2000):
        forward(order)
        seed(cost)
        backward(order)
        update([w, b], 0.01)
    assert (w.value, b.value) == pytest.approx((4, -4), abs=1e-6)
    assert cost.value < 1e-9


def test_the_slides_subtraction_gives_12_and_3():
    class FaultySubtract(ops.Subtract):
        def backward(self, x, y, z, dz):
            return 1, -1

    w, b = Node(2), Node(2)
    apple_cost(w, b, lambda x, y: apply(FaultySubtract(), x, y)).backward()
    assert (w.gradient, b.gradient) == (12, 3)


# ---- values


@pytest.mark.parametrize(
    "value, shape",
    [
        (3, ()),
        (3.5, ()),
        (True, ()),
        (np.float32(2), ()),
        (np.array(2), ()),
        (np.array(2.5), ()),
        ([1, 2], (2,)),
        (((1, 2), (3, 4)), (2, 2)),
        (np.arange(3), (3,)),
        (np.ones((2, 0)), (2, 0)),
        (np.ones(2, ">f8"), (2,)),
    ],
)
def test_every_value_becomes_float64(value, shape):
    x = Node(value)
    assert x.value.dtype == np.float64 and x.value.dtype.isnative
    assert x.value.shape == shape
    np.testing.assert_array_equal(x.value, value)
    x.value = value
    assert x.value.dtype == np.float64 and x.value.shape == shape
    assert type(x.value) is (np.ndarray if shape else np.float64)


@pytest.mark.parametrize(
    "value, error, words",
    [
        ("3", TypeError, "a node holds real numbers, got str '3'"),
        (None, TypeError, "a node holds real numbers, got NoneType None"),
        (2j, TypeError, "a node holds real numbers, got complex 2j"),
        (np.ones(2, complex), TypeError, "a node holds real numbers, got ndarray"),
        ([1, None], TypeError, "a node holds real numbers, got list"),
        ([[1, 2], [3]], ValueError, "got rows of unequal length"),
        (10**400, TypeError, "a node holds real numbers, got int 1000"),
        (Node(1), TypeError, "a node holds real numbers, got Node"),
    ],
)
def test_what_is_no_number_is_refused_at_once(value, error, words):
    with pytest.raises(error, match=words):
        Node(value)
    x = Node(1.0)
    with pytest.raises(error, match=words):
        x.value = value
    if not isinstance(value, Node):
        with pytest.raises(error, match=words):
            x * value


def test_nan_and_inf_pass_so_that_a_diverging_descent_can_be_seen():
    x = Node([np.nan, np.inf])
    graph.sum(x * 2).backward()
    np.testing.assert_array_equal(x.gradient, [2, 2])


def test_a_node_does_not_share_memory_with_the_array_it_was_made_of():
    data = np.ones(3)
    x = Node(data)
    data[0] = 99
    assert x.value[0] == 1
    graph.sum(x).backward()
    update([x], 0.5)
    assert data[1] == 1


@pytest.mark.parametrize(
    "expression, expected",
    [
        (lambda x: x + 1, 3),
        (lambda x: 1 + x, 3),
        (lambda x: x - 5, -3),
        (lambda x: 5 - x, 3),
        (lambda x: x * 4, 8),
        (lambda x: 4 * x, 8),
        (lambda x: x / 4, 0.5),
        (lambda x: 4 / x, 2),
        (lambda x: -x, -2),
        (lambda x: x**2, 4),
        (lambda x: x**3, 8),
        (lambda x: 3**x, 9),
        (lambda x: x**-1, 0.5),
        (lambda x: np.float64(4) * x, 8),
        (lambda x: x**x, 4),
        (lambda x: graph.exp(x), np.exp(2)),
        (lambda x: graph.tanh(0) + x, 2),
        (lambda x: [1, 2] * x, [2, 4]),
        (lambda x: np.array([1, 2]) - x, [-1, 0]),
        (lambda x: [1, 2] + x, [3, 4]),
        (lambda x: [[1, 2]] @ (x * np.ones(2)), [6]),
        (lambda x: (x * np.ones((1, 2))) @ [1, 2], [6]),
        (lambda x: graph.sigmoid(x - 2), 0.5),
        (lambda x: graph.relu(-x), 0),
        (lambda x: graph.step(x), 1),
        (lambda x: graph.mean(x * np.array([1, 3])), 4),
        (lambda x: graph.mean(x * np.ones((2, 3)), axis=0), [2, 2, 2]),
        (lambda x: graph.softmax(x * np.ones(4)), np.full(4, 0.25)),
        (lambda x: graph.clip(x, 0, 1), 1),
        (lambda x: graph.log_softmax(x * np.ones(4)), np.full(4, -np.log(4))),
        (lambda x: graph.mean_squared_error(x, [1, 5]), 5),
        (lambda x: graph.binary_cross_entropy(x - 2, 1), np.log(2)),
        (lambda x: graph.cross_entropy(x * np.ones((3, 4)), [0, 1, 3]), np.log(4)),
        (lambda x: graph.affine([[1, 2]], x * np.ones((2, 1)), [3]), [[9]]),
        (lambda x: graph.flatten(x * np.ones((1, 2, 2))), [[2, 2, 2, 2]]),
        (lambda x: graph.transpose(x * np.ones((3, 1))), [[2, 2, 2]]),
        (lambda x: graph.sum(x * np.ones((2, 3)), axis=1, keepdims=True), [[6], [6]]),
        (lambda x: np.array([[1], [2]]) ** x, [[1], [4]]),
        (lambda x: np.array([2, 4]) / x, [1, 2]),
    ],
)
def test_plain_numbers_and_arrays_may_stand_on_either_side(expression, expected):
    z = expression(Node(2))
    assert isinstance(z, Node)
    np.testing.assert_allclose(z.value, expected, rtol=1e-15)


def test_a_square_is_one_node_with_one_input():
    x = Node(3)
    assert (x**2).op.name == (x**2.0).op.name == "Square" and (x**2).inputs == (x,)
    assert (x ** Node(2)).op.name == (x**3).op.name == "Power"


def test_a_node_says_what_it_is():
    w = Node(2, "w")
    assert repr(w) == "Node(2.0, gradient=None, name='w')"
    assert repr(-w) == "Node(-2.0, gradient=None, op=Negate)"
    assert repr(Node(2)) == "Node(2.0, gradient=None)"


# ---- the order


def test_every_node_comes_after_its_inputs_in_the_order_they_were_written():
    w, b = Node(2, "w"), Node(2, "b")
    product = w * b
    total = product + w
    assert topological_order(total) == [w, b, product, total]
    assert topological_order(b * w)[:2] == [b, w]
    assert topological_order(w) == [w]


def test_a_node_with_2_to_the_60_paths_is_visited_once():
    x = Node(1.0)
    z = x
    for _ in range(60):
        z = z + z
    assert len(topological_order(z)) == 61
    z.backward()
    assert x.gradient == 2.0**60


def test_a_chain_of_100_000_nodes_computes_differentiates_and_disappears():
    x, z = chain(100_000)
    order = topological_order(z)
    assert len(order) == 100_001
    forward(order)
    z.backward()
    assert (z.value, x.gradient) == (1, 1)
    del order, z  # must not recurse either: it would end the interpreter
    gc.collect()
    assert x.gradient == 1


def test_a_node_of_a_chain_costs_less_than_500_bytes_however_long_the_chain():
    def peak(length):
        tracemalloc.start()
        x, z = chain(length)
        z.backward()
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    for length in (2_000, 20_000, 60_000):
        assert peak(length) < 500 * length


def test_a_graph_leaves_with_its_last_node_and_without_the_garbage_collector():
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        x, z = chain(1000)
        z.backward()
        del x, z
        assert len(gc.get_objects()) < before + 100
    finally:
        gc.enable()


# ---- clear errors


@pytest.mark.parametrize(
    "expression, words",
    [
        (lambda x: x + np.ones(4), r"^Add: shapes \(3,\) and \(4,\) do not broadcast together$"),
        (lambda x: np.ones((2, 2)) * x, r"^Multiply: shapes \(2, 2\) and \(3,\) do not broadcast together$"),
        (lambda x: graph.sum(x, axis=2), r"^Sum: shapes \(3,\) do not fit: axis 2 is out of bounds"),
        (
            lambda x: x @ np.ones((4, 2)),
            r"^MatMul: shapes \(3,\) and \(4, 2\) do not multiply: the first has other columns",
        ),
        (
            lambda x: graph.cross_entropy(x, 3),
            r"^CrossEntropy: shapes \(3,\) and \(\) do not fit: index 3 is out of bounds",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_named_with_the_op(expression, words):
    with pytest.raises(ValueError, match=words):
        expression(Node(np.ones(3)))


def test_forward_names_shapes_that_no_longer_fit():
    x = Node(np.ones(3))
    z = x + np.ones(3)
    x.value = np.ones(4)
    with pytest.raises(ValueError, match=r"Add: shapes \(4,\) and \(3,\) do not broadcast"):
        forward(topological_order(z))


@pytest.mark.parametrize(
    "step, error, words",
    [
        (lambda: topological_order(3.0), TypeError, "topological_order expects a node, got float 3.0"),
        (lambda: seed(None), TypeError, "seed expects a node, got NoneType None"),
        (lambda: forward([Node(1), "w"]), TypeError, "forward expects a node, got str 'w'"),
        (lambda: backward([Node(1), 2]), TypeError, "backward expects a node, got int 2"),
        (lambda: backward(Node(1)), TypeError, "backward expects a list of nodes, got one node"),
        (lambda: backward([]), ValueError, "backward expects at least one node"),
        (lambda: backward([Node(1)]), ValueError, r"no gradient to start from: call seed\(node\) first"),
        (lambda: update(Node(1), 0.1), TypeError, "update expects a list of nodes, got one node"),
        (lambda: update([Node(1, "w")], 0.1), ValueError, r"call backward first; .* no gradient: Node\(1.0"),
        (lambda: update([-Node(1)], 0.1), ValueError, r"update expects leaves; .* again: Node\(-1.0"),
        (lambda: update([Node(1)], "0.1"), TypeError, "update expects a number as learning_rate, got '0.1'"),
        (lambda: apply(ops.Add, 1, 2), TypeError, "apply expects an op first, such as ops.Add()"),
    ],
)
def test_a_step_refuses_what_it_cannot_work_on(step, error, words):
    with pytest.raises(error, match=words):
        step()


def test_update_changes_all_or_nothing():
    w, b = Node(1.0), Node(1.0)
    (w * 3).backward()
    with pytest.raises(ValueError, match="no gradient"):
        update([w, b], 0.1)
    assert w.value == 1


@pytest.mark.parametrize(
    "answer, words",
    [
        ((1.0,), "Faulty.backward must give one gradient per input, a tuple of 2, got 1"),
        (1.0, "Faulty.backward must give one gradient per input, a tuple of 2, got 1"),
        ((1.0, 2.0, 3.0), "a tuple of 2, got 3"),
        ((np.ones(2), np.ones(3)), r"Faulty.backward: a gradient of shape \(2,\) for an input of shape \(3,\)"),
        ((np.ones(3), np.float64(1)), r"Faulty.backward: a gradient of shape \(\) for an input of shape \(3,\)"),
        (
            (ops.RowGradient(np.array([0]), np.ones((1, 3)), (2, 3)), np.ones(3)),
            r"a gradient of shape \(2, 3\) for an input of shape \(3,\)",
        ),
        ((np.ones((1, 3)), np.ones(3)), r"a gradient of shape \(1, 3\) for an input of shape \(3,\)"),
    ],
)
def test_an_op_that_hands_back_the_wrong_gradients_is_named(answer, words):
    class Faulty(ops.Add):
        def backward(self, x, y, z, dz):
            return answer

    with pytest.raises(ValueError, match=words):
        graph.sum(apply(Faulty(), np.ones(3), np.ones(3))).backward()
