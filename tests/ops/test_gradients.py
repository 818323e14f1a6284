"""Every op has a row in one gradient table, held against central differences and against HIPS autograd."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from slow_convolution import by_autograd, max_by_autograd

from helpers import graph, ops
from helpers.gradcheck import check_op

# ---- the table

ANY, POSITIVE, AWAY_FROM_ZERO = "any", "positive", "away from zero"

# op, the same in autograd's numpy, where each input may lie
TABLE = [
    (ops.Add(), lambda x, y: x + y, (ANY, ANY)),
    (ops.Subtract(), lambda x, y: x - y, (ANY, ANY)),
    (ops.Multiply(), lambda x, y: x * y, (ANY, ANY)),
    (ops.Divide(), lambda x, y: x / y, (ANY, AWAY_FROM_ZERO)),
    (ops.Power(), lambda x, y: x**y, (POSITIVE, ANY)),
    (ops.Negate(), lambda x: -x, (ANY,)),
    (ops.Square(), lambda x: x**2, (ANY,)),
    (ops.Exp(), anp.exp, (ANY,)),
    (ops.Log(), anp.log, (POSITIVE,)),
    (ops.Sin(), anp.sin, (ANY,)),
    (ops.Cos(), anp.cos, (ANY,)),
    (ops.Tanh(), anp.tanh, (ANY,)),
    (ops.Sigmoid(), lambda x: 1 / (1 + anp.exp(-x)), (ANY,)),
    (ops.ReLU(), lambda x: anp.maximum(x, 0), (AWAY_FROM_ZERO,)),
    (ops.Step(), lambda x: anp.where(x >= 0, 1.0, 0.0) + 0 * x, (AWAY_FROM_ZERO,)),
    (ops.Clip(-1.0, 1.5), lambda x: anp.clip(x, -1.0, 1.5), (AWAY_FROM_ZERO,)),
    (ops.Sum(), anp.sum, (ANY,)),
    (ops.L1(0.3), lambda x: 0.3 * anp.sum(anp.abs(x)), (AWAY_FROM_ZERO,)),
    (ops.L2(0.3), lambda x: 0.3 * anp.sum(x**2), (ANY,)),
]


def anp_log_softmax(x):
    return x - anp.log(anp.sum(anp.exp(x), axis=-1, keepdims=True))


def anp_binary_cross_entropy(x, y):
    p = 1 / (1 + anp.exp(-x))
    return -anp.mean(y * anp.log(p) + (1 - y) * anp.log(1 - p))


def by_mean_and_variance(epsilon):
    return lambda x: (x - anp.mean(x, -1, keepdims=True)) / anp.sqrt(anp.var(x, -1, keepdims=True) + epsilon)


def shapes(text):
    """'2,3 3,4 | 3 3,2' → [[(2, 3), (3, 4)], [(3,), (3, 2)]]; '-' is a single number"""
    return [
        [tuple(map(int, filter(None, one.strip("-").split(",")))) for one in row.split()] for row in text.split("|")
    ]


# op, the same in autograd's numpy, where each input may lie, shapes of the inputs
OF_CERTAIN_SHAPES = [
    (
        ops.MatMul(),
        anp.matmul,
        (ANY, ANY),
        shapes(
            "2,3 3,4 | 1,3 3,1 | 1,1 1,1 | 3 3 | 3 3,2 | 2,3 3 | 0,3 3,2 | 2,0 0,3 | 2,3 3,0 | "
            "0 0 | 0 0,2 | 4,3 5,3,2 | 5,4,3 3,2 | 5,4,3 5,3,2 | 5,1,4,3 2,3,2 | 1,4,3 5,3,2 | 3 5,3,2 | 5,4,3 3"
        ),
    ),
    (
        ops.Affine(),
        lambda x, w, b: anp.matmul(x, w) + b,
        (ANY, ANY, ANY),
        shapes("2,3 3,4 4 | 1,3 3,1 1 | 1,1 1,1 1 | 0,3 3,2 2 | 2,0 0,3 3 | 2,3 3,0 0 | 3 3,2 2 | 5,4,3 3,2 2"),
    ),
    (ops.Transpose(), lambda x: anp.swapaxes(x, -1, -2), (ANY,), shapes("2,3 | 1,1 | 0,3 | 2,3,4 | 2,1,3,4")),
    (
        ops.Transpose((0, 2, 1, 3)),
        lambda x: anp.transpose(x, (0, 2, 1, 3)),
        (ANY,),
        shapes("2,3,4,5 | 1,2,1,3 | 2,0,4,5"),
    ),
    (ops.Transpose((1, 2, 0)), lambda x: anp.transpose(x, (1, 2, 0)), (ANY,), shapes("2,3,4 | 1,3,1")),
    (ops.Reshape((2, -1, 3)), lambda x: anp.reshape(x, (2, -1, 3)), (ANY,), shapes("4,6 | 2,3 | 2,1,3 | 24")),
    (ops.Reshape(6), anp.ravel, (ANY,), shapes("2,3 | 6 | 1,2,3")),
    (
        ops.Flatten(),
        lambda x: anp.reshape(x, (x.shape[0], -1)),
        (ANY,),
        shapes("2,3,4 | 2,3 | 2,1,1 | 1,2,3 | 2,2,1,3"),
    ),
    (ops.Mean(), anp.mean, (ANY,), shapes("- | 1 | 3 | 2,3 | 1,1")),
    (ops.Softmax(), lambda x: anp.exp(anp_log_softmax(x)), (ANY,), shapes("3 | 1 | 2,3 | 2,1 | 0,3 | 2,3,4")),
    (ops.LogSoftmax(), anp_log_softmax, (ANY,), shapes("3 | 1 | 2,3 | 2,1 | 0,3 | 2,3,4")),
    (ops.Normalize(), by_mean_and_variance(1e-3), (ANY,), shapes("3 | 1 | 2,3 | 2,1 | 0,3 | 2,3,4")),
    (ops.Normalize(0.5), by_mean_and_variance(0.5), (ANY,), shapes("5 | 2,3,4")),
    (ops.Convolve(), by_autograd(), (ANY, ANY, ANY), shapes("2,4,5,2 3,2,2,3 3 | 1,3,3,1 3,3,1,1 1")),
    (ops.MaxPool(), max_by_autograd(), (ANY,), shapes("2,4,5,3 | 1,2,2,1")),
    (ops.GlobalMax(), lambda x: anp.max(x, axis=(1, 2)), (ANY,), shapes("2,3,4,3 | 1,1,1,1")),
    (ops.MeanSquaredError(), lambda x, y: anp.mean((x - y) ** 2), (ANY, ANY), "all but empty"),
    (ops.BinaryCrossEntropy(), anp_binary_cross_entropy, (ANY, ANY), "all but empty"),
    (ops.RankingHinge(), lambda x, y: anp.mean(anp.maximum(0, 1 - x + y)), (ANY, ANY), "all but empty"),
    (
        ops.Concatenate(),
        lambda x, y: anp.concatenate([x, y], axis=-1),
        (ANY, ANY),
        shapes("3 2 | 2,3 2,1 | 2,3 2,0 | 0,3 0,2 | 2,3,1 2,3,4"),
    ),
]
ALONG_AN_AXIS = [  # op, the same in autograd's numpy, shapes that have this axis
    (ops.Sum(axis=0), lambda x: anp.sum(x, axis=0), [(3,), (2, 3), (1, 3), (0, 3), (3, 0)]),
    (ops.Sum(axis=-1), lambda x: anp.sum(x, axis=-1), [(3,), (2, 3), (2, 1), (2, 0), (2, 3, 4)]),
    (ops.Sum(axis=1), lambda x: anp.sum(x, axis=1), [(2, 3), (2, 1), (2, 3, 4)]),
    (ops.Sum(axis=1, keepdims=True), lambda x: anp.sum(x, axis=1, keepdims=True), [(2, 3), (2, 1), (2, 0)]),
    (ops.Sum(keepdims=True), lambda x: anp.sum(x, keepdims=True), [(), (2, 3), (0,)]),
    (ops.Mean(axis=0), lambda x: anp.mean(x, axis=0), [(3,), (2, 3), (1, 3), (3, 0)]),
    (ops.Mean(axis=-1), lambda x: anp.mean(x, axis=-1), [(3,), (2, 3), (2, 1), (2, 3, 4)]),
]
ONE_INPUT = [[()], [(1,)], [(3,)], [(2, 3)], [(1, 1)], [(0,)], [(2, 0)]]
TWO_INPUTS = [
    [(), ()],
    [(3,), (3,)],
    [(2, 3), (2, 3)],
    [(), (3,)],
    [(2, 3), ()],
    [(2, 3), (3,)],
    [(3,), (2, 3)],
    [(2, 1), (2, 3)],
    [(2, 1), (1, 3)],
    [(2, 1), (3,)],
    [(1,), ()],
    [(1,), (1, 1)],
    [(1, 1), (2, 3)],
    [(2, 1, 3), (4, 1)],
    [(0,), ()],
    [(0,), (0,)],
    [(0, 3), (3,)],
    [(0, 3), (1, 3)],
    [(2, 0), (2, 1)],
    [(1,), (0,)],
]


def numbers(shape, where, generator):
    values = generator.uniform(0.5, 2, shape)
    if where != POSITIVE:
        values = values * generator.choice([-1.0, 1.0], shape)
    return np.asarray(values)[()]


def rows():
    for op, reference, places in TABLE:
        for shapes in ONE_INPUT if len(places) == 1 else TWO_INPUTS:
            yield pytest.param(op, reference, places, shapes, id=f"{op.name} {shapes}")
    for op, reference, shapes in ALONG_AN_AXIS:
        for shape in shapes:
            settings = ", ".join(map(str, vars(op).values()))
            yield pytest.param(op, reference, (ANY,), [shape], id=f"{op.name}({settings}) {shape}")
    for op, reference, places, shapes in OF_CERTAIN_SHAPES:
        for shape in filled(TWO_INPUTS) if shapes == "all but empty" else shapes:
            yield pytest.param(op, reference, places, shape, id=f"{op.name} {shape}")


def filled(rows_of_shapes):
    return [shapes for shapes in rows_of_shapes if all(0 not in shape for shape in shapes)]


def autograd_gradients(reference, inputs, dz):
    """autograd's own: one reverse pass per input"""
    return [autograd.make_vjp(reference, i)(*inputs)[0](dz) for i in range(len(inputs))]


@pytest.mark.parametrize("op, reference, places, shapes", list(rows()))
def test_gradients_agree_with_nudges_and_with_autograd(op, reference, places, shapes):
    generator = np.random.default_rng(1)
    inputs = [numbers(shape, where, generator) for shape, where in zip(shapes, places, strict=True)]
    assert check_op(op, *inputs, tolerance=1e-7).ok
    z = graph.apply(op, *[graph.Node(x) for x in inputs])
    np.testing.assert_allclose(z.value, reference(*inputs), rtol=1e-14, atol=1e-14)
    dz = numbers(z.value.shape, ANY, generator)
    graph.seed(z, dz)
    graph.backward(graph.topological_order(z))
    for x, expected in zip(z.inputs, autograd_gradients(reference, inputs, dz), strict=True):
        assert x.gradient.shape == x.value.shape and x.gradient.dtype == np.float64
        np.testing.assert_allclose(x.gradient, expected, rtol=1e-10)


OF_DATA = [
    (ops.MatMul(of_data=True), shapes)
    for shapes in ([(2, 3), (3, 4)], [(3,), (3, 2)], [(2, 3), (3,)], [(3,), (3,)], [(5, 4, 3), (3, 2)])
]
OF_DATA += [(ops.Affine(of_data=True), shapes) for shapes in ([(2, 3), (3, 4), (4,)], [(5, 4, 3), (3, 2), (2,)])]
OF_DATA += [(ops.Convolve(of_data=True), [(2, 4, 5, 2), (3, 2, 2, 3), (3,)])]


@pytest.mark.parametrize("op, shapes", OF_DATA, ids=lambda value: getattr(value, "name", str(value)))
def test_an_op_of_data_leaves_out_their_gradient_and_gives_the_others_unchanged(op, shapes):
    inputs = [numbers(shape, ANY, np.random.default_rng(1)) for shape in shapes]
    z = op.forward(*inputs)
    dz = numbers(np.shape(z), ANY, np.random.default_rng(2))
    data, *others = op.backward(*inputs, z, dz)
    assert data is None
    for ours, expected in zip(others, type(op)().backward(*inputs, z, dz)[1:], strict=True):
        np.testing.assert_array_equal(ours, expected)


# labels are whole numbers: they enter the graph as they are, and have no slope; rows of an ignored class do not count
LABELLED = [((2, 3), [2, 0]), ((1, 3), [1]), ((2, 1), [0, 0]), ((4, 2, 3), [[0, 2], [1, 1], [2, 0], [0, 0]]), ((3,), 2)]
LABELLED = [(*row, None) for row in LABELLED] + [
    ((4, 2, 3), [[0, 2], [1, 1], [2, 0], [0, 0]], 0),
    ((2, 3), [2, 1], 0),
    ((3, 3), [2, 7, 1], 7),
    ((2, 3), [1, 1], 1),
]


@pytest.mark.parametrize("shape, labels, ignored", LABELLED)
def test_cross_entropy_agrees_with_nudges_and_with_autograd_and_gives_labels_no_gradient(shape, labels, ignored):
    generator, classes = np.random.default_rng(1), shape[-1]
    x, y = numbers(shape, ANY, generator), np.array(labels)[()]
    counts = np.array(y != ignored) if ignored is not None else np.ones(y.shape, dtype=bool)
    onehot = np.eye(classes)[np.where(counts, y, 0)] * counts[..., np.newaxis]
    assert check_op(ops.CrossEntropy(ignored), x, y, tolerance=1e-7).ok
    nodes = graph.Node(x), graph.Integers(labels)
    z = graph.cross_entropy(*nodes, ignored)

    def reference(x):
        return -anp.sum(onehot * anp_log_softmax(x)) / max(counts.sum(), 1)

    assert z.value == pytest.approx(reference(x), rel=1e-14)
    z.backward()
    np.testing.assert_allclose(nodes[0].gradient, autograd.grad(reference)(x), rtol=1e-10, atol=1e-15)
    assert not nodes[0].gradient[~counts].any()
    assert nodes[1].gradient is None and nodes[1].value.dtype == np.int64


# rows of a table are whole numbers, too
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
    x, y = numbers(shape, ANY, generator), np.array(rows, dtype=np.int64)[()]
    assert check_op(ops.Lookup(), x, y, tolerance=1e-7).ok
    nodes = graph.Node(x), graph.Integers(y)
    z = graph.lookup(*nodes)
    dz = numbers(z.value.shape, ANY, generator)
    graph.seed(z, dz)
    graph.backward(graph.topological_order(z))
    assert isinstance(nodes[0].gradient, ops.RowGradient) == (x.ndim > 1) and nodes[1].gradient is None
    np.testing.assert_array_equal(z.value, x[y])
    np.testing.assert_allclose(np.asarray(nodes[0].gradient), autograd.make_vjp(lambda x: x[y])(x)[0](dz), rtol=1e-10)


def test_lookup_is_the_product_of_a_one_hot_row_with_the_table():
    table, rows = numbers((5, 3), ANY, np.random.default_rng(1)), np.array([4, 0, 4])
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


def test_a_true_window_one_above_its_rival_costs_nothing_and_moves_nothing():
    x, y = graph.Node([3.0, 1.0, 0.5]), graph.Node([1.0, 0.0, 0.0])
    loss = graph.ranking_hinge(x, y)
    loss.backward()
    assert loss.value == pytest.approx(0.5 / 3)
    np.testing.assert_allclose(x.gradient, [0, 0, -1 / 3])
    np.testing.assert_allclose(y.gradient, [0, 0, 1 / 3])


def all_ops():
    return [row[0] for row in TABLE + OF_CERTAIN_SHAPES] + [ops.CrossEntropy(), ops.Lookup()]


def test_every_op_has_a_row_in_the_table():
    def subclasses(kind):
        return {kind}.union(*map(subclasses, kind.__subclasses__()))

    written = {kind for kind in subclasses(ops.Op) - {ops.Op} if kind.__module__.startswith(ops.__name__ + ".")}
    assert {kind.__name__ for kind in written} == {type(op).__name__ for op in all_ops()}


@pytest.mark.parametrize("op", all_ops(), ids=lambda op: op.name)
def test_every_op_can_be_drawn_symbol_formula_and_rule(op):
    assert 0 < len(op.symbol) <= 4
    assert op.formula.startswith("z = ")
    assert op.rule.startswith("dx = ")
    assert ("dy = " in op.rule) == (" y" in op.formula)


def test_an_op_of_your_own_needs_only_its_two_formulas():
    class Cube(ops.Op):
        def forward(self, x):
            return x**3

        def backward(self, x, z, dz):
            return dz * 3 * x**2

    assert check_op(Cube(), 2.0).ok
    assert (Cube().name, Cube().symbol, Cube().formula, Cube().rule) == ("Cube", "Cube", "", "")


def test_an_op_without_formulas_says_which_one_is_missing():
    class Half(ops.Op):
        pass

    with pytest.raises(NotImplementedError, match="Half needs a forward"):
        Half().forward(1.0)
    with pytest.raises(NotImplementedError, match="Half needs a backward"):
        Half().backward(1.0, 0.5, 1.0)
