"""The graphs of notebook 04: the seven steps on one example, and texts that become values."""

import numpy as np
import pytest

from helpers.expressions import parse_values
from helpers.graph import Node, topological_order
from helpers.lessons.graphs_that_differentiate_themselves import numbers


def test_one_example_has_the_numbers_of_the_deck():
    order = topological_order(numbers.one_example())
    for x, y, dw, db in ((1, 0, 8, 8), (5, 16, -40, -8), (6, 20, -72, -12)):
        numbers.compute(order, dict(w=2, b=2, x=x, y=y))
        gradients = {node.name: node.gradient for node in order}
        assert (gradients["w"], gradients["b"], order[-1].value) == (dw, db, (2 * x + 2 - y) ** 2)


def test_the_moves_sort_all_nodes_compute_four_ops_and_walk_back_over_them():
    order = topological_order(numbers.one_example())
    made = [i for i, node in enumerate(order) if node.op]
    steps, nodes = zip(*numbers.moves(order), strict=True)
    assert steps == (*8 * [3], *4 * [4], 5, *4 * [6], 7)
    assert nodes == (*range(8), *made, 7, *made[::-1], 7) and order[7].name == "c" and order[7].value == 16
    numbers.compute(order := topological_order(Node(3.0, "x") * 2.0), {"x": 5.0})
    assert order[-1].value == 10, "a leaf without a name keeps its value"


def test_a_dot_stays_on_its_line():
    path = np.array([(0, 0), (1, 2), (3, 2)])
    assert (
        numbers.along(path, 0) == (0, 0) and numbers.along(path, 1) == (3, 2) and numbers.along(path, 0.5) == (1.5, 2)
    )
    assert numbers.along(path + (2, 1), 0.25) == (2.75, 2.5)


def test_values_survive_being_written_and_read_again():
    values = {"x": -0.1, "w1": 1e-7, "long_name": 123456.789}
    assert parse_values(numbers.as_text(values)) == pytest.approx(values)
    assert numbers.as_text({"x": 1 / 3, "y": 2.0}) == "x=0.3333333333, y=2"


def test_the_first_name_that_the_formula_uses_is_turned_if_the_values_can_be_read():
    assert numbers.first_used("b*a", {"c": 1, "a": 2, "b": 3}) == ["a"] and numbers.first_used("2", {"a": 1}) == []
    assert numbers.turned("c=1, a=2", 0.5, "b*a") == "c=1, a=0.5" and numbers.turned("c=1", 0.5, "2") == "c=1"
    assert numbers.turned("c=", 0.5, "c") == "c="
