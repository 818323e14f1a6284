"""Every op has a row in one gradient table, held against central differences and against HIPS autograd."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

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
    (ops.Sum(), anp.sum, (ANY,)),
]
ALONG_AN_AXIS = [  # op, the same in autograd's numpy, shapes that have this axis
    (ops.Sum(axis=0), lambda x: anp.sum(x, axis=0), [(3,), (2, 3), (1, 3), (0, 3), (3, 0)]),
    (ops.Sum(axis=-1), lambda x: anp.sum(x, axis=-1), [(3,), (2, 3), (2, 1), (2, 0), (2, 3, 4)]),
    (ops.Sum(axis=1), lambda x: anp.sum(x, axis=1), [(2, 3), (2, 1), (2, 3, 4)]),
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
            yield pytest.param(op, reference, (ANY,), [shape], id=f"{op.name}({op.axis}) {shape}")


def autograd_gradients(reference, inputs, dz):
    """autograd's own: one reverse pass per input"""
    return [autograd.make_vjp(reference, i)(*inputs)[0](dz) for i in range(len(inputs))]


@pytest.mark.parametrize("op, reference, places, shapes", list(rows()))
def test_gradients_agree_with_nudges_and_with_autograd(op, reference, places, shapes):
    generator = np.random.default_rng(1)
    inputs = [numbers(shape, where, generator) for shape, where in zip(shapes, places)]
    assert check_op(op, *inputs, tolerance=1e-7).ok
    z = graph.apply(op, *[graph.Node(x) for x in inputs])
    np.testing.assert_allclose(z.value, reference(*inputs), rtol=1e-15)
    dz = numbers(z.value.shape, ANY, generator)
    graph.seed(z, dz)
    graph.backward(graph.topological_order(z))
    for x, expected in zip(z.inputs, autograd_gradients(reference, inputs, dz)):
        assert x.gradient.shape == x.value.shape and x.gradient.dtype == np.float64
        np.testing.assert_allclose(x.gradient, expected, rtol=1e-10)


def test_every_op_has_a_row_in_the_table():
    def subclasses(kind):
        return {kind}.union(*map(subclasses, kind.__subclasses__()))

    written = {kind for kind in subclasses(ops.Op) - {ops.Op} if kind.__module__ == ops.__name__}
    assert {kind.__name__ for kind in written} == {type(op).__name__ for op, _, _ in TABLE}


@pytest.mark.parametrize("op", [op for op, _, _ in TABLE], ids=lambda op: op.name)
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
