"""Graphs are laid out left to right without overlaps, and the course's own graphs without a crossing."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from helpers import graph
from helpers.expressions import names_in, parse
from helpers.graph import Node
from helpers.graph_layout import ROOM, layout, spread
from helpers.graph_picture import GraphPicture, name_nodes
from helpers.lessons.graphs_that_differentiate_themselves.figures import BuildYourOwn, one_example


def formula(text):
    return parse(text, dict.fromkeys(names_in(text), 0.5))


def batch_cost():
    x, y = Node([1.0, 5.0, 6.0], "x"), Node([0.0, 16.0, 20.0], "y")
    return graph.sum((Node(2.0, "w") * x + Node(2.0, "b") - y) ** 2)


def total_cost(examples):
    w, b = Node(2.0, "w"), Node(2.0, "b")
    return sum((w * x + b - y) ** 2 for x, y in [(1, 0), (5, 16), (6, 20)][:examples])


COURSE_GRAPHS = {"one example": one_example, "batch": batch_cost, "two examples": lambda: total_cost(2)}
COURSE_GRAPHS |= {
    text: lambda text=text: formula(text) for text in [*BuildYourOwn.presets, "x + x + x", "a*b + a", "(a - c)*a"]
}
each_course_graph = pytest.mark.parametrize("build", COURSE_GRAPHS.values(), ids=COURSE_GRAPHS)


def drawn(node):
    """(layout, the lines as they are drawn, the boxes as (left, low, right, top)) in inches"""
    plan = layout(node)
    figure = Figure(figsize=(60, 60))
    picture = GraphPicture(figure.add_axes((0, 0, 1, 1)), (60, 60), len(plan.nodes))
    picture.place(plan, name_nodes(plan.nodes), 1.2)
    boxes = [(x, y, x + picture.box[0], y + picture.box[1]) for x, y in picture.corners]
    return plan, picture.paths, boxes


# ---- random graphs: each node takes any two earlier ones


@st.composite
def tangles(draw):
    nodes = [Node(1.0, name) for name in "abc"[: draw(st.integers(1, 3))]]
    index = st.integers(0, 10**6)
    for kind, i, j in draw(st.lists(st.tuples(st.integers(0, 3), index, index), min_size=1, max_size=12)):
        x, y = nodes[i % len(nodes)], nodes[j % len(nodes)]
        nodes.append([x + y, x - y, x * y, -x][kind])
    return nodes[-1]


few = settings(deadline=None, derandomize=True, max_examples=60, database=None)


@few
@given(tangles())
def test_every_node_stands_right_of_its_inputs_and_boxes_leave_room(node):
    plan = layout(node)
    column = dict(zip(plan.nodes, plan.spots[:, 0], strict=True))
    assert all(column[x] < column[z] for z in plan.nodes for x in z.inputs)
    assert min(column.values()) == 0 and set(column.values()) == set(range(plan.size[0]))
    for i, (a, p) in enumerate(plan.spots):
        for b, q in plan.spots[:i]:
            assert a != b or abs(p - q) >= ROOM[True, True] - 0.002


@few
@given(tangles())
def test_no_line_runs_through_a_box_and_every_input_has_its_line(node):
    plan, paths, boxes = drawn(node)
    assert len(paths) == sum(len(z.inputs) for z in plan.nodes)
    for link, path in zip(plan.links, paths, strict=True):
        assert plan.nodes[link.source] is plan.nodes[link.target].inputs[link.port]
        for left, low, right, top in boxes:
            fine = np.concatenate([np.linspace(a, b, 9) for a, b in pairwise(path)])
            inside = (fine > (left + 1e-6, low + 1e-6)) & (fine < (right - 1e-6, top - 1e-6))
            assert not inside.all(axis=1).any()


@few
@given(tangles())
def test_a_layout_is_the_same_every_time(node):
    one, two = layout(node), layout(node)
    assert one.links == two.links and np.array_equal(one.spots, two.spots)


# ---- crossings


def crossing_pairs(lines):
    """Pairs of lines ((points, 2) each) that cross, apart from points that they share at an end."""
    return [
        (i, j) for (i, one), (j, two) in combinations(enumerate(lines), 2) if cross(np.asarray(one), np.asarray(two))
    ]


def cross(one, two):
    """Does one broken line pass from one side of the other to its other side?"""
    a, b, c, d = one[:-1, None], one[1:, None], two[None, :-1], two[None, 1:]

    def side(p, q, r):
        along, away = q - p, r - p
        return np.sign(np.round(along[..., 0] * away[..., 1] - along[..., 1] * away[..., 0], 9))

    return bool(np.any((side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)))


@each_course_graph
def test_the_graphs_of_the_course_have_no_crossing(build):
    _, paths, _ = drawn(build())
    assert crossing_pairs(paths) == []


@given(st.recursive(st.just(None), lambda branch: st.tuples(branch, branch) | st.tuples(branch), max_leaves=9))
@few
def test_no_tree_has_a_crossing(tree):
    def grow(part):
        if part is None:
            return Node(1.0)
        inputs = [grow(branch) for branch in part]
        return inputs[0] - inputs[1] if len(inputs) == 2 else -inputs[0]

    _, paths, _ = drawn(grow(tree))
    assert crossing_pairs(paths) == []


def test_three_houses_and_three_wells_cannot_be_drawn_without_a_crossing():
    _, paths, _ = drawn(total_cost(3))
    assert 1 <= len(crossing_pairs(paths)) <= 2


def test_crossings_are_seen_and_touching_ends_are_not():
    up, down = [(0, 0), (1, 1), (2, 1)], [(0, 1), (2, 0)]
    assert crossing_pairs([up, down]) == [(0, 1)]
    assert crossing_pairs([up, [(0, 0), (2, -1)], [(0, 2), (2, 1)]]) == []


# ---- order of the inputs


@pytest.mark.parametrize("text, upper", [("x - y", "x"), ("y/x", "y"), ("x**y", "x"), ("(y - x*y)/(x*y - x)", None)])
def test_the_first_input_of_an_op_that_minds_enters_on_top(text, upper):
    plan = layout(formula(text))
    for link in plan.links:
        if plan.nodes[link.target].op.name in ("Subtract", "Divide", "Power"):
            assert link.enter[0] == link.port
    last = [link for link in plan.links if link.target == len(plan.nodes) - 1]
    names = {link.port: plan.nodes[link.source].name for link in last}
    assert upper is None or names[0] == upper


def test_a_leaf_stands_directly_left_of_its_first_use():
    plan = layout(formula("w1*x + b1 + tanh(w2*x + b2**2)"))
    column = {node.name: column for node, (column, _) in zip(plan.nodes, plan.spots, strict=True)}
    assert (column["w1"], column["b1"], column["b2"]) == (0, 1, 0)


def test_heights_come_as_near_as_the_room_allows():
    assert spread([0, 0], [1, 1], [1]) == [0.5, -0.5]
    assert spread([5, 0], [1, 1], [1]) == [5, 0]
    assert spread([0, 0], [3, 1], [1]) == [0.25, -0.75]  # the stronger pull gives way less
    assert spread([1.0], [1], []) == [1.0]


# formula, (column, row) of every node in topological order, those that its lines pass, (columns, rows)
PLACES = [
    ("x - y", [(0, 1), (0, 0), (1, 0.5)], [], (2, 2)),
    ("a*b + a", [(0, 0.133), (0, 1.133), (1, 0.7), (2, 0.35)], [(1, 0)], (3, 2.133)),
    ("(a - c)*a", [(0, 1), (0, 0), (1, 0.433), (2, 0.783)], [(1, 1.133)], (3, 2.133)),
    (
        "a - tanh(b - a)",
        [(0, 1), (0, 0), (1, 0.433), (2, 0.433), (3, 0.783)],
        [(1, 1.133), (2, 1.133)],
        (4, 2.133),
    ),
    (  # two lines pass side by side
        "a - (b - tanh(a*b))",
        [(0, 1), (0, 0), (1, 0.0625), (2, 0.0625), (3, 0.4125), (4, 0.7625)],
        [(1, 0.7625), (2, 0.7625), (1, 1.1125), (2, 1.1125), (3, 1.1125)],
        (5, 2.1125),
    ),
    (
        "(y - x*y)/(x*y - x)",
        [(0, 1.7), (0, 0.7), (1, 1.7), (2, 1.767), (1, 0.7), (2, 0.633), (3, 1.2)],
        [(1, 2.4), (1, 0)],
        (4, 3.4),
    ),
]


@pytest.mark.parametrize("text, spots, passed, size", PLACES)
def test_nodes_and_passing_lines_stand_where_the_squares_of_all_rises_are_least(text, spots, passed, size):
    plan = layout(formula(text))
    np.testing.assert_allclose(plan.spots, spots, atol=0.0011)
    assert [stop[0] for link in plan.links for stop in link.via] == [column for column, _ in passed]
    rows = [row for link in plan.links for _, row in link.via]
    np.testing.assert_allclose(rows, [row for _, row in passed], atol=0.0011)
    assert plan.size == pytest.approx(size, abs=0.0011)
    assert all(0 <= place < lines for _, _, _, _, (place, lines) in plan.links)


def test_a_single_leaf_and_a_long_chain_have_a_layout():
    assert layout(Node(1.0)).size == (1, 1)
    z = Node(1.0)
    for _ in range(3000):
        z = -z
    assert layout(z).size == (3001, 1)
