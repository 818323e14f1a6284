"""Every op has a row in one gradient table, held against central differences and against HIPS autograd."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from slow_convolution import by_autograd, max_by_autograd

from helpers import graph, ops
from helpers.gradcheck import check_op

ANY, POSITIVE, AWAY_FROM_ZERO = "any", "positive", "away from zero"

# op, the same in autograd's numpy, where each input may lie
TABLE = [
    (ops.Add(), lambda x, y: x + y, (ANY, ANY)),
    (ops.Subtract(), lambda x, y: x - y, (ANY, ANY)),
    (ops.Multiply(), lambda x, y: x * y, (ANY, ANY)),
    (ops.Divide(), lambda x, y: x / y, (ANY, AWAY_FROM_ZERO)),
    (ops.Power(), lambda x, y: x ** y, (POSITIVE, ANY)),
    (ops.Negate(), lambda x: -x, (ANY,)),
    (ops.Square(), lambda x: x ** 2, (ANY,)),
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
    (ops.L2(0.3), lambda x: 0.3 * anp.sum(x ** 2), (ANY,)),
]


def anp_log_softmax(x):
    return x - anp.log(anp.sum(anp.exp(x), axis=-1, keepdims=True))


def anp_binary_cross_entropy(x, y):
    p = 1 / (1 + anp.exp(-x))
    return -anp.mean(y * anp.log(p) + (1 - y) * anp.log(1 - p))


# op, the same in autograd's numpy, where each input may lie, shapes of the inputs
OF_CERTAIN_SHAPES = [
    (ops.MatMul(), anp.matmul, (ANY, ANY), [
        [(2, 3), (3, 4)], [(1, 3), (3, 1)], [(1, 1), (1, 1)], [(3,), (3,)], [(3,), (3, 2)], [(2, 3), (3,)],
        [(0, 3), (3, 2)], [(2, 0), (0, 3)], [(2, 3), (3, 0)], [(0,), (0,)], [(0,), (0, 2)],
        [(4, 3), (5, 3, 2)], [(5, 4, 3), (3, 2)], [(5, 4, 3), (5, 3, 2)], [(5, 1, 4, 3), (2, 3, 2)],
        [(1, 4, 3), (5, 3, 2)], [(3,), (5, 3, 2)], [(5, 4, 3), (3,)]]),
    (ops.Affine(), lambda x, w, b: anp.matmul(x, w) + b, (ANY, ANY, ANY), [
        [(2, 3), (3, 4), (4,)], [(1, 3), (3, 1), (1,)], [(1, 1), (1, 1), (1,)], [(0, 3), (3, 2), (2,)],
        [(2, 0), (0, 3), (3,)], [(2, 3), (3, 0), (0,)], [(3,), (3, 2), (2,)], [(5, 4, 3), (3, 2), (2,)]]),
    (ops.Flatten(), lambda x: anp.reshape(x, (x.shape[0], -1)), (ANY,), [
        [(2, 3, 4)], [(2, 3)], [(2, 1, 1)], [(1, 2, 3)], [(2, 2, 1, 3)]]),
    (ops.Mean(), anp.mean, (ANY,), [[()], [(1,)], [(3,)], [(2, 3)], [(1, 1)]]),
    (ops.Softmax(), lambda x: anp.exp(anp_log_softmax(x)), (ANY,), [
        [(3,)], [(1,)], [(2, 3)], [(2, 1)], [(0, 3)], [(2, 3, 4)]]),
    (ops.LogSoftmax(), anp_log_softmax, (ANY,), [[(3,)], [(1,)], [(2, 3)], [(2, 1)], [(0, 3)], [(2, 3, 4)]]),
    (ops.Convolve(), by_autograd(), (ANY, ANY, ANY), [
        [(2, 4, 5, 2), (3, 2, 2, 3), (3,)], [(1, 3, 3, 1), (3, 3, 1, 1), (1,)]]),
    (ops.MaxPool(), max_by_autograd(), (ANY,), [[(2, 4, 5, 3)], [(1, 2, 2, 1)]]),
    (ops.GlobalMax(), lambda x: anp.max(x, axis=(1, 2)), (ANY,), [[(2, 3, 4, 3)], [(1, 1, 1, 1)]]),
    (ops.MeanSquaredError(), lambda x, y: anp.mean((x - y) ** 2), (ANY, ANY), "all but empty"),
    (ops.BinaryCrossEntropy(), anp_binary_cross_entropy, (ANY, ANY), "all but empty"),
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
    [(), ()], [(3,), (3,)], [(2, 3), (2, 3)],
    [(), (3,)], [(2, 3), ()], [(2, 3), (3,)], [(3,), (2, 3)], [(2, 1), (2, 3)], [(2, 1), (1, 3)],
    [(2, 1), (3,)],
    [(1,), ()], [(1,), (1, 1)], [(1, 1), (2, 3)], [(2, 1, 3), (4, 1)],
    [(0,), ()], [(0,), (0,)], [(0, 3), (3,)], [(0, 3), (1, 3)], [(2, 0), (2, 1)], [(1,), (0,)],
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
    inputs = [numbers(shape, where, generator) for shape, where in zip(shapes, places)]
    assert check_op(op, *inputs, tolerance=1e-7).ok
    z = graph.apply(op, *[graph.Node(x) for x in inputs])
    np.testing.assert_allclose(z.value, reference(*inputs), rtol=1e-14, atol=1e-14)
    dz = numbers(z.value.shape, ANY, generator)
    graph.seed(z, dz)
    graph.backward(graph.topological_order(z))
    for x, expected in zip(z.inputs, autograd_gradients(reference, inputs, dz)):
        assert x.gradient.shape == x.value.shape and x.gradient.dtype == np.float64
        np.testing.assert_allclose(x.gradient, expected, rtol=1e-10)


OF_DATA = [(ops.MatMul(of_data=True), shapes) for shapes in ([(2, 3), (3, 4)], [(3,), (3, 2)], [(2, 3), (3,)], [(3,), (3,)],
                                                              [(5, 4, 3), (3, 2)])]
OF_DATA += [(ops.Affine(of_data=True), shapes) for shapes in ([(2, 3), (3, 4), (4,)], [(5, 4, 3), (3, 2), (2,)])]


@pytest.mark.parametrize("op, shapes", OF_DATA, ids=lambda value: getattr(value, "name", str(value)))
def test_an_op_of_data_leaves_out_their_gradient_and_gives_the_others_unchanged(op, shapes):
    inputs = [numbers(shape, ANY, np.random.default_rng(1)) for shape in shapes]
    z = op.forward(*inputs)
    dz = numbers(np.shape(z), ANY, np.random.default_rng(2))
    data, *others = op.backward(*inputs, z, dz)
    assert data is None
    for ours, expected in zip(others, type(op)().backward(*inputs, z, dz)[1:]):
        np.testing.assert_array_equal(ours, expected)


# labels are whole numbers: they enter the graph as they are, and have no slope
LABELLED = [((2, 3), [2, 0]), ((1, 3), [1]), ((2, 1), [0, 0]), ((4, 2, 3), [[0, 2], [1, 1], [2, 0], [0, 0]]), ((3,), 2)]


@pytest.mark.parametrize("shape, labels", LABELLED)
def test_cross_entropy_agrees_with_nudges_and_with_autograd_and_gives_labels_no_gradient(shape, labels):
    generator, classes = np.random.default_rng(1), shape[-1]
    x, y = numbers(shape, ANY, generator), np.array(labels)[()]
    onehot = np.eye(classes)[y]
    assert check_op(ops.CrossEntropy(), x, y, tolerance=1e-7).ok
    nodes = graph.Node(x), graph.Integers(labels)
    z = graph.cross_entropy(*nodes)

    def reference(x):
        return -anp.sum(onehot * anp_log_softmax(x)) / y.size

    assert z.value == pytest.approx(reference(x), rel=1e-14)
    z.backward()
    np.testing.assert_allclose(nodes[0].gradient, autograd.grad(reference)(x), rtol=1e-10, atol=1e-15)
    assert nodes[1].gradient is None and nodes[1].value.dtype == np.int64


def all_ops():
    return [row[0] for row in TABLE + OF_CERTAIN_SHAPES] + [ops.CrossEntropy()]


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
            return x ** 3

        def backward(self, x, z, dz):
            return dz * 3 * x ** 2

    assert check_op(Cube(), 2.0).ok
    assert (Cube().name, Cube().symbol, Cube().formula, Cube().rule) == ("Cube", "Cube", "", "")


def test_an_op_without_formulas_says_which_one_is_missing():
    class Half(ops.Op):
        pass

    with pytest.raises(NotImplementedError, match="Half needs a forward"):
        Half().forward(1.0)
    with pytest.raises(NotImplementedError, match="Half needs a backward"):
        Half().backward(1.0, 0.5, 1.0)


def test_unbroadcast_sums_over_every_copy():
    dz = np.arange(6.0).reshape(2, 3)
    assert ops.unbroadcast(dz, (2, 3)) is dz
    np.testing.assert_array_equal(ops.unbroadcast(dz, (3,)), [3, 5, 7])
    np.testing.assert_array_equal(ops.unbroadcast(dz, (2, 1)), [[3], [12]])
    np.testing.assert_array_equal(ops.unbroadcast(dz, (1, 1)), [[15]])
    assert ops.unbroadcast(dz, ()) == 15 and type(ops.unbroadcast(dz, ())) is np.float64
    np.testing.assert_array_equal(ops.unbroadcast(np.ones((0, 3)), (1, 3)), [[0, 0, 0]])  # no copies: nothing


# x, exponent, dz/dx, dz/dexponent
POWERS = [
    (0.0, 0.0, 0.0, 0.0),
    (0.0, 1.0, 1.0, 0.0),
    (0.0, 2.0, 0.0, 0.0),
    (0.0, 3.5, 0.0, 0.0),
    (-2.0, 3.0, 12.0, 0.0),
    (-2.0, 0.0, 0.0, 0.0),
    (-2.0, -1.0, -0.25, 0.0),
    (2.0, -1.0, -0.25, 0.5 * np.log(2)),
    (2.0, 0.0, 0.0, np.log(2)),
]


@pytest.mark.parametrize("x, y, dx, dy", POWERS)
def test_power_has_sensible_slopes_at_zero_and_for_a_negative_base(x, y, dx, dy):
    x, y = np.float64(x), np.float64(y)
    power = ops.Power()
    with np.errstate(all="raise"):  # and no warning from NumPy on the way
        slopes = power.backward(x, y, power.forward(x, y), np.float64(1))
    np.testing.assert_allclose(slopes, (dx, dy), rtol=1e-15)


def test_the_slope_of_a_root_at_zero_is_infinite():
    with np.errstate(divide="ignore"):
        assert ops.Power().backward(np.float64(0), np.float64(0.5), np.float64(0), np.float64(1))[0] == np.inf


# ---- far out, where careless formulas overflow

FAR = np.array([-1e300, -1000.0, -745.2, -37.0, 0.0, 37.0, 710.0, 1000.0, 1e300])


def slope_of(op, *inputs):
    z = op.forward(*inputs)
    slopes = op.backward(*inputs, z, np.ones_like(z)[()])
    return slopes[0] if isinstance(slopes, tuple) else slopes


@pytest.mark.parametrize("op, inputs", [
    (ops.Sigmoid(), (FAR,)), (ops.Softmax(), (FAR,)), (ops.LogSoftmax(), (FAR,)), (ops.ReLU(), (FAR,)),
    (ops.BinaryCrossEntropy(), (FAR / 10, np.zeros(9))), (ops.BinaryCrossEntropy(), (FAR / 10, np.ones(9))),
    (ops.CrossEntropy(), (FAR[:, np.newaxis] * [1.0, 0.5], np.zeros(9, int))),
], ids=lambda value: getattr(value, "name", ""))
def test_numbers_far_out_give_no_warning_and_nothing_but_numbers(op, inputs):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(op.forward(*inputs)).all() and np.isfinite(slope_of(op, *inputs)).all()


def test_sigmoid_is_right_to_the_last_digits_on_both_sides():
    x = np.array([-700.0, -40.0, -1.0, 0.0, 1.0, 40.0, 700.0])
    expected = [np.exp(-700), np.exp(-40) / (1 + np.exp(-40)), 1 / (1 + np.e), 0.5, np.e / (1 + np.e), 1, 1]
    np.testing.assert_allclose(ops.Sigmoid().forward(x), expected, rtol=1e-15)
    assert ops.Sigmoid().forward(np.float64(-1000)) == 0 and ops.Sigmoid().forward(np.float64(1000)) == 1


def test_a_wrong_answer_given_with_all_confidence_costs_its_logit():
    assert ops.BinaryCrossEntropy().forward(np.array([1000.0]), np.array([0.0])) == 1000
    assert ops.CrossEntropy().forward(np.array([[1000.0, 0.0]]), np.array([1])) == 1000


def test_adding_a_constant_to_the_logits_changes_no_probability():
    x = np.array([1.0, 2.0, 4.0])
    np.testing.assert_allclose(ops.softmax(x + 5), ops.softmax(x), rtol=1e-15)


# ---- where a slope jumps

def test_at_the_jump_step_is_1_and_its_slope_0():
    x = np.array([-0.1, 0.0, 0.1])
    assert ops.Step().forward(x).tolist() == [0, 1, 1] and slope_of(ops.Step(), x).tolist() == [0, 0, 0]


def test_at_0_the_slope_of_relu_and_of_l1_is_0():
    x = np.array([-2.0, 0.0, 2.0])
    assert slope_of(ops.ReLU(), x).tolist() == [0, 0, 1]
    assert slope_of(ops.L1(0.5), x).tolist() == [-0.5, 0, 0.5]


def test_a_label_for_every_row_is_asked_for():
    with pytest.raises(ValueError, match=r"CrossEntropy: shapes \(2, 3\) and \(1,\) do not fit: each row"):
        graph.cross_entropy(np.ones((2, 3)), [0])
