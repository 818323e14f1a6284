"""The picture of a graph shows its values and gradients, and its words say the same."""

import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from helpers import graph, ops, plots
from helpers.graph import Node, topological_order
from helpers.graph_layout import layout
from helpers.graph_picture import (
    GraphPicture,
    describe_graph,
    name_nodes,
    show_graph,
    show_value,
    tell_backward,
    tell_forward,
)
from helpers.lessons.graphs_that_differentiate_themselves.figures import one_example
from helpers.lettering import Writing, text_width


@pytest.fixture
def shown(monkeypatch):
    """What show_graph hands to plots.show: [(figure, sentence)]"""
    calls = []
    monkeypatch.setattr(plots, "show", lambda figure, sentence: calls.append((figure, sentence)))
    return calls


@pytest.fixture
def cost():
    c = one_example()
    c.backward()
    return c


def texts(figure):
    typed = [text.get_text() for text in figure.findobj(Text)]
    return [text for text in typed + [line[0] for writing in figure.findobj(Writing) for line in writing.lines] if text]


# ---- words


WRITTEN = [(2.0, "2"), (-104.0, "−104"), (3.04, "3.04"), (0.0, "0"), (-0.0, "0"), (1 / 3, "0.333")]
WRITTEN += [(12345.678, "12345.68"), (1e-5, "1.0e−5"), (-2e7, "−2.0e7"), (np.inf, "∞"), (-np.inf, "−∞")]
WRITTEN += [(np.nan, "nan"), (None, "none"), (np.array([1.0, -5.0]), "[1, −5]"), (np.ones((2, 3)), "2×3")]
WRITTEN += [(np.ones(4), "4")]


@pytest.mark.parametrize("value, text", WRITTEN)
def test_values_are_written_as_people_write_them(value, text):
    assert show_value(value) == text


def test_the_rules_are_spelled_out_with_names_and_numbers(cost):
    order = topological_order(cost)
    names = name_nodes(order)
    told = {node.name: (tell_forward(node, names), tell_backward(node, names)) for node in order if node.op}
    assert told == {
        "o": ("o = w · x = 2 · 1 = 2", ["dw = do · x = 8 · 1 = 8", "dx = do · w = 8 · 2 = 16"]),
        "ŷ": ("ŷ = o + b = 2 + 2 = 4", ["do = dŷ = 8", "db = dŷ = 8"]),
        "e": ("e = ŷ − y = 4 − 0 = 4", ["dŷ = de = 8", "dy = −de = −8"]),
        "c": ("c = e² = 4² = 16", ["de = dc · 2e = 1 · 2 · 4 = 8"]),
    }


def test_negative_numbers_stand_in_parentheses_within_a_formula_and_without_alone():
    x = Node(-3.0, "x")
    z = (x**2 - x) * x
    z.backward()
    names = name_nodes(topological_order(z))
    square, difference = z.inputs[0].inputs[0], z.inputs[0]
    assert tell_forward(square, names) == "z1 = x² = (−3)² = 9"
    assert tell_backward(square, names) == ["dx = dz1 · 2x = (−3) · 2 · (−3) = 18"]
    assert tell_backward(difference, names) == ["dz1 = dz2 = −3", "dx = −dz2 = −(−3) = 3"]


SQUARE, LABELS = [[2.0, 3.0], [5.0, 7.0]], graph.Integers([1, 0], "second")
PHOTO = np.arange(4.0).reshape(1, 2, 2, 1)
INPUTS = {  # of the ops that take no single numbers, or settings
    "Clip": (ops.Clip(0, 4), [2.0]),
    "MatMul": (ops.MatMul(), [SQUARE, SQUARE]),
    "Flatten": (ops.Flatten(), [SQUARE]),
    "Transpose": (ops.Transpose(), [SQUARE]),
    "Reshape": (ops.Reshape((4, 1)), [SQUARE]),
    "Normalize": (ops.Normalize(), [SQUARE]),
    "Affine": (ops.Affine(), [SQUARE, SQUARE, [1.0, 2.0]]),
    "Softmax": (ops.Softmax(), [SQUARE]),
    "LogSoftmax": (ops.LogSoftmax(), [SQUARE]),
    "CrossEntropy": (ops.CrossEntropy(), [SQUARE, LABELS]),
    "Lookup": (ops.Lookup(), [SQUARE, LABELS]),
    "Concatenate": (ops.Concatenate(), [SQUARE, SQUARE]),
    "Convolve": (ops.Convolve(), [PHOTO, np.ones((1, 1, 1, 1)), [1.0]]),
    "MaxPool": (ops.MaxPool(), [PHOTO]),
    "GlobalMax": (ops.GlobalMax(), [PHOTO]),
}


@pytest.mark.parametrize(
    "op", [op for op in vars(ops).values() if isinstance(op, type) and op is not ops.Op and issubclass(op, ops.Op)]
)
def test_every_op_can_be_told_with_all_its_letters_replaced(op):
    count = op.forward.__code__.co_argcount - 1
    op, values = INPUTS.get(op.__name__) or (op(), [2.0, 3.0][:count])
    inputs = [
        x if isinstance(x, Node) else Node(x, name)
        for x, name in zip(values, ("first", "second", "third"), strict=False)
    ]
    node = graph.apply(op, *inputs)
    node.name = "result"
    graph.seed(node, np.ones_like(node.value))
    graph.backward(topological_order(node))
    names = name_nodes(topological_order(node))
    told = [tell_forward(node, names), *tell_backward(node, names)]
    assert len(told) == 1 + count
    for sentence in told:
        assert not re.search(r"(?<![A-Za-z])d?[xyzwb](?![A-Za-z])", sentence), sentence
        assert sentence.startswith(("result = ", "dfirst = ", "dsecond = ", "dthird = "))


def test_nameless_results_are_numbered_around_the_names_that_are_taken():
    z1, x = Node(1.0, "z1"), Node(2.0, "z")
    order = topological_order((z1 + x) * 3.0)
    assert list(name_nodes(order).values()) == ["z1", "z", "z2", "3", "z3"]
    assert list(name_nodes(topological_order(-Node(1.0, "x").__neg__())).values()) == ["x", "z1", "z"]


# ---- picture


def test_the_still_picture_says_and_shows_values_and_gradients(shown, cost):
    show_graph(cost, title="one example", data=[node for node in topological_order(cost) if node.name in ("x", "y")])
    figure, sentence = shown[0]
    assert figure.get_size_inches() == pytest.approx((6.48, 3.59))
    assert sentence == (
        "A computation graph, read from left to right: w = 2 (∂ 8); x = 1 (∂ 16); o = w · x = 2 (∂ 8); b = 2 (∂ 8); "
        "ŷ = o + b = 4 (∂ 8); y = 0 (∂ −8); e = ŷ − y = 4 (∂ 8); c = e² = 16 (∂ 1)."
    )
    there = texts(figure)
    assert there.count("∂ 8") == 5 and {"(∂ 16)", "(∂ −8)", "∂ 1", "×", "+", "−", "x²", "one example"} <= set(there)


def test_before_backward_there_is_no_gradient_in_picture_or_sentence(shown):
    show_graph(one_example())
    figure, sentence = shown[0]
    assert "∂" not in sentence + "".join(texts(figure)) and "o = w · x = 2" in sentence


def test_a_constant_shows_its_value_only(shown):
    z = Node(2.0, "x") * 3.0
    z.backward()
    show_graph(z)
    figure, sentence = shown[0]
    assert sorted(texts(figure)) == sorted(["x", "2", "∂ 3", "3", "z", "×", "6", "∂ 1"])
    assert sentence.endswith(": x = 2 (∂ 3); z = x · 3 = 6 (∂ 1).")


@pytest.fixture
def batch():
    x, y = Node([1.0, 5.0, 6.0], "x"), Node([0.0, 16.0, 20.0], "y")
    total = graph.sum((Node(2.0, "w") * x + Node(2.0, "b") - y) ** 2)
    total.backward()
    return total


def test_the_fonts_can_be_read_from_the_back_row(shown, cost, batch):
    for node, size in ((cost, (6.48, 3.24)), (batch, (9.52764, 3.24))):
        show_graph(node)
        figure, _ = shown.pop()
        assert figure.get_size_inches() == pytest.approx(size)
        sizes = [text.get_fontsize() for text in figure.findobj(Text) if text.get_text()]
        sizes += [writing.size for writing in figure.findobj(Writing)]
        assert figure.get_figwidth() <= 9.6 and min(sizes) >= 12


def test_arrays_that_would_make_it_too_wide_are_shown_by_shape_and_told_in_full(shown, batch):
    show_graph(batch)
    figure, sentence = shown[0]
    assert texts(figure).count("∂ (3,)") == 6 and {"∂ −104", "∂ −12", "68"} <= set(texts(figure))
    assert "z3 = z2 − y = [4, −4, −6] (∂ [8, −8, −12])" in sentence
    show_graph(Node([1.0, 2.0], "x") * 2.0)
    assert "[1, 2]" in texts(shown[1][0])


def test_no_text_leaves_its_box(shown, cost):
    x = Node([1.25, -5.125, 6.0], "x")
    batch = graph.sum((Node(-2.345, "w") * x - 0.001) ** 2)
    batch.backward()
    for node in (cost, batch):
        show_graph(node)
        figure, _ = shown.pop()
        renderer, inch = FigureCanvasAgg(figure).get_renderer(), figure.dpi
        boxes = [
            patch.get_window_extent(renderer).extents / inch
            for patch in figure.axes[0].patches
            if isinstance(patch, FancyBboxPatch) and patch.get_facecolor()[3]
        ]
        extents = [
            text.get_window_extent(renderer).extents / inch
            for text in figure.axes[0].texts
            if text.get_text() and text.get_bbox_patch() is None
        ]
        extents += [
            (right - text_width(text, writing.size), middle - 0.09, right, middle + 0.09)
            for writing in figure.findobj(Writing)
            for text, right, middle in writing.lines
            if text
        ]
        for left, low, right, top in extents:
            assert any(a <= left and b <= low and right <= c and top <= d for a, b, c, d in boxes)
        for i, (left, low, right, top) in enumerate(extents):
            assert not any(left < c and a < right and low < d and b < top for a, b, c, d in extents[:i])


def test_the_picture_is_the_same_every_time(shown, cost):
    show_graph(cost), show_graph(cost)
    one, two = (plots.png_bytes(figure) for figure, _ in shown)
    assert one == two


def test_a_graph_that_nobody_could_read_is_refused():
    z = Node(1.0)
    for _ in range(60):
        z = -z
    with pytest.raises(ValueError, match="at most 60 nodes, this graph has 61"):
        show_graph(z)
    plan = layout(z)
    picture = GraphPicture(Figure(figsize=(9.6, 4)).add_axes((0, 0, 1, 1)), (9.2, 3), 30)
    assert picture.scale_for(plan, 1.2) == 0


def test_marked_lines_point_forward_or_backward(cost):
    plan = layout(cost)
    picture = GraphPicture(Figure(figsize=(9.6, 4)).add_axes((0, 0, 1, 1)), (9.2, 2), 8)
    picture.place(plan, name_nodes(plan.nodes), 1.2)
    blank = [""] * 8
    tips = {}
    for way in ("forward", "backward"):
        picture.write(blank, blank, {0: way}, here=2)
        tips[way] = picture.marked_lines.heads.get_paths()[0].vertices[:3]
    wings = 2 / 2.94 * np.array([(0, 0), (-0.13, 0.055), (-0.13, -0.055)])  # 2.94 inches are shown on 2
    assert np.allclose(tips["forward"], picture.paths[0][-1] + wings)
    assert np.allclose(tips["backward"], picture.paths[0][0] + wings * (-1, 1))


def test_the_node_at_work_has_an_outline_and_every_number_its_place(cost):
    plan = layout(cost)
    picture = GraphPicture(Figure(figsize=(9.6, 4)).add_axes((0, 0, 1, 1)), (9.2, 2), 8)
    picture.place(plan, name_nodes(plan.nodes), 1.2)
    picture.write(["1"] * 8, ["2"] * 8, here=2, dropped=plan.nodes[:1])
    assert picture.outline.get_visible()
    assert picture.outline.get_bbox().bounds == pytest.approx((*picture.corners[2], *picture.box))
    for writing, height in ((picture.values, 0.66), (picture.gradients, 0.25), (picture.unused, 0.25)):
        nodes = {picture.values: slice(8), picture.gradients: slice(1, 8), picture.unused: slice(1)}[writing]
        inside = picture.box * np.array([1, height]) - (0.08 * picture.scale, 0)
        assert np.allclose([line[1:] for line in writing.lines], picture.corners[nodes] + inside)
    picture.write(["1"] * 8, ["2"] * 8)
    assert not picture.outline.get_visible()


def test_lines_run_between_the_edges_of_boxes_level_past_those_in_between():
    x = Node(1.0, "x")
    plan = layout(((x**2) ** 2) ** 2 + x)
    picture = GraphPicture(Figure(figsize=(9.6, 4)).add_axes((0, 0, 1, 1)), (9.2, 3), 8)
    picture.place(plan, name_nodes(plan.nodes), 1.2)
    assert [len(link.via) for link in plan.links] == [0, 0, 0, 0, 3]
    for link, path in zip(plan.links, picture.paths, strict=True):
        assert np.allclose(path[0], picture.corners[link.source] + picture.box * np.array([1, 0.5]))
        place, many = link.enter
        assert np.allclose(path[-1], picture.corners[link.target] + (0, picture.box[1] * (many - place) / (many + 1)))
        assert (np.diff(path[:, 0]) > 0).all() and len(path) == 13 + 13 * len(link.via)
        rises = np.abs(np.diff(path[:13, 1]))  # level at both ends
        assert np.allclose(rises, rises[::-1]) and rises[0] <= rises[6] / 4
        beyond = [(path <= corner + 1e-9) | (path >= corner + picture.box - 1e-9) for corner in picture.corners]
        assert np.any(beyond, axis=2).all()


def test_the_description_has_every_named_node_and_every_op(cost):
    order = topological_order(cost)
    told = describe_graph(order, name_nodes(order)).split("; ")
    assert len(told) == len(order) and told[0] == "w = 2 (∂ 8)"
