"""A formula that remembers how it was computed, and can therefore be differentiated.

Writing `cost = (w * x + b - y) ** 2` with nodes builds a graph. The seven steps of the lesson:
1, 2 values stand in nodes and ops link them (writing the formula does both, and computes at once);
3 `topological_order`, 4 `forward`, 5 `seed`, 6 `backward`, 7 `update`. `cost.backward()` is 3, 5 and 6.
"""

from functools import partial
from numbers import Real
from operator import attrgetter
from reprlib import repr as short

import numpy as np
from numpy import float64

from . import ops

FLOAT64 = np.dtype(float64)
value_of = attrgetter("_value")  # reads a node's value in a third of the time


class Node:
    """A value, its slope beside it, and the op and inputs that made it

    Node(3.0, "w") is a leaf: no op, no inputs. `apply`, and so every operator below, makes the others.
    value: float64, copied if an array is given. A single number is NumPy's float64: it has a shape, and
    computes 8 times faster than an array without axes. nan and inf are let through: a descent that blows up
    must be seen to blow up.
    gradient: ∂(last node) / ∂(this node), in the shape of value; None until a backward pass reaches the node; a
    RowGradient where only rows of a table were used.
    """

    __slots__ = ("_value", "gradient", "op", "inputs", "name")
    __array_ufunc__ = None  # array * node: NumPy leaves the operation to the node

    def __init__(self, value, name="", op=None, inputs=()):
        self._value = as_float64(value)
        if op is None and type(value) is np.ndarray:
            self._value = self._value.copy()
        self.gradient = None
        self.op = op
        self.inputs = inputs
        self.name = name

    value = property(value_of, lambda self, value: setattr(self, "_value", as_float64(value)))
    shape = property(attrgetter("_value.shape"))

    def backward(self):
        """Into every node behind this one: how fast this single number changes with it; no value is changed

        A second call gives the same gradients (PyTorch would add the two up).
        """
        order = topological_order(self)
        seed(self)
        backward(order)

    def __add__(self, other):
        return apply(ADD, self, other)

    def __radd__(self, other):
        return apply(ADD, other, self)

    def __sub__(self, other):
        return apply(SUBTRACT, self, other)

    def __rsub__(self, other):
        return apply(SUBTRACT, other, self)

    def __mul__(self, other):
        return apply(MULTIPLY, self, other)

    def __rmul__(self, other):
        return apply(MULTIPLY, other, self)

    def __truediv__(self, other):
        return apply(DIVIDE, self, other)

    def __rtruediv__(self, other):
        return apply(DIVIDE, other, self)

    def __pow__(self, exponent):
        squared = isinstance(exponent, Real) and exponent == 2
        return apply(SQUARE, self) if squared else apply(POWER, self, exponent)

    def __rpow__(self, base):
        return apply(POWER, base, self)

    def __matmul__(self, other):
        return apply(MATMUL_OF_DATA if type(self) is Data else MATMUL, self, other)

    def __rmatmul__(self, other):
        return apply(MATMUL, other, self)

    def __neg__(self):
        return apply(NEGATE, self)

    def __repr__(self):
        parts = [str(self.value), f"gradient={self.gradient}"]
        parts += [f"name={self.name!r}"] if self.name else []
        parts += [f"op={self.op.name}"] if self.op else []
        return f"Node({', '.join(parts)})"


class Data(Node):
    """A leaf of numbers that stay what they are: not copied, and ops may leave out its gradient"""

    __slots__ = ()

    def __init__(self, value, name=""):
        self.value, self.name = value, name
        self.gradient, self.op, self.inputs = None, None, ()


class Integers(Data):
    """Data that are whole numbers from 0 up, such as labels or rows of a table: they stay integers, without slope"""

    __slots__ = ()
    value = property(value_of, lambda self, value: setattr(self, "_value", as_integers(value)))


NODES = {Node, Integers, Data}
ADD, SUBTRACT, MULTIPLY, DIVIDE = ops.Add(), ops.Subtract(), ops.Multiply(), ops.Divide()
NEGATE, SQUARE, POWER, MATMUL, LOOKUP = ops.Negate(), ops.Square(), ops.Power(), ops.MatMul(), ops.Lookup()
MATMUL_OF_DATA, AFFINE, AFFINE_OF_DATA = ops.MatMul(of_data=True), ops.Affine(), ops.Affine(of_data=True)


def apply(op, *inputs):
    """Steps 1 and 2: the op's value, computed at once, in a node that remembers op and inputs

    Inputs that are plain numbers or arrays become leaves.
    """
    if not isinstance(op, ops.Op):
        raise TypeError(f"apply expects an op first, such as ops.Add(), got {short(op)}")
    for x in inputs:
        if not isinstance(x, Node):
            inputs = tuple([x if isinstance(x, Node) else Node(x) for x in inputs])
            break
    return Node(compute(op, inputs), "", op, inputs)


def compute(op, inputs):
    """What the op makes of its inputs' present values"""
    try:
        return op.forward(*map(value_of, inputs))
    except (ValueError, IndexError) as error:
        shapes = " and ".join(str(x.value.shape) for x in inputs)
        reasons = [words for sign, words in REASONS.items() if sign in str(error)] + [f"do not fit: {error}"]
        raise ValueError(f"{op.name}: shapes {shapes} {reasons[0]}") from None


REASONS = {  # what NumPy says, and what we say
    "mismatch in its core dimension": "do not multiply: the first has other columns than the second has rows",
    "broadcast": "do not broadcast together",
}


# ---- one function for each op: a node from nodes, numbers or arrays

square, exp, log, softmax = (partial(apply, op) for op in (SQUARE, ops.Exp(), ops.Log(), ops.Softmax()))
sin, cos, tanh, log_softmax = (partial(apply, op) for op in (ops.Sin(), ops.Cos(), ops.Tanh(), ops.LogSoftmax()))
sigmoid, relu, step, flatten = (partial(apply, op) for op in (ops.Sigmoid(), ops.ReLU(), ops.Step(), ops.Flatten()))
concatenate = partial(apply, ops.Concatenate())  # both side by side, along the last axis
ranking_hinge = partial(apply, ops.RankingHinge())  # mean of max(0, 1 − x + y): x shall stand at least 1 above y
mean_squared_error = partial(apply, ops.MeanSquaredError())
binary_cross_entropy = partial(apply, ops.BinaryCrossEntropy())  # of logits, and y from 0 (no) to 1 (yes)


def affine(x, w, b):
    """x @ w + b as one node"""
    return apply(AFFINE_OF_DATA if type(x) is Data else AFFINE, x, w, b)


def clip(x, low, high):
    return apply(ops.Clip(low, high), x)


def sum(x, axis=None, keepdims=False):
    return apply(ops.Sum(axis, keepdims), x)


def mean(x, axis=None):
    return apply(ops.Mean(axis), x)


def transpose(x, axes=None):
    """The last two axes change places, or all come in this order"""
    return apply(ops.Transpose(axes), x)


def reshape(x, shape):
    return apply(ops.Reshape(shape), x)


def cross_entropy(x, y, ignored=None):
    """x: logits (…, classes), y: whole numbers (…), the right classes; rows with the class `ignored` do not count"""
    return apply(ops.CrossEntropy(ignored), x, y if isinstance(y, Integers) else Integers(y))


def lookup(table, rows):
    """table[rows]: table (vocabulary, width), rows whole numbers of any shape → (*rows.shape, width)"""
    return apply(LOOKUP, table, rows if type(rows) is Integers else Integers(getattr(rows, "value", rows)))


def topological_order(node):
    """Step 3: every node behind this one and itself, in one row: each comes after its own inputs

    Always the same row, in linear time (an op has few inputs), and without recursion, which Python stops at a
    depth of 1000.
    """
    expect_nodes("topological_order", [node])
    order, placed, path = [], set(), [node]
    while path:
        for x in path[-1].inputs:
            if x not in placed:
                if x.inputs:
                    path.append(x)  # it must come first
                    break
                placed.add(x)  # a leaf waits for nobody
                order.append(x)
        else:  # every input has its place, so this node gets the next one
            node = path.pop()
            placed.add(node)
            order.append(node)
    return order


def forward(order):
    """Step 4: compute every value again from those of the leaves"""
    for node in expect_nodes("forward", order):
        if node.op:
            node.value = compute(node.op, node.inputs)


def seed(node, dz=None):
    """Step 5: the slope to start from: a number changes with itself at the rate 1

    An array has no one slope: give dz, in the shape of the node, to follow Σ dz · node instead.
    """
    expect_nodes("seed", [node])
    shape = node.value.shape
    if dz is None and node.value.size != 1:
        raise ValueError(f"seed: only a single number has a slope, this node has shape {shape}: sum it first")
    dz = (np.ones(shape) if shape else float64(1)) if dz is None else Node(dz).value
    if dz.shape != shape:
        raise ValueError(f"seed: dz has shape {dz.shape}, the node {shape}: they must agree")
    node.gradient = dz


def backward(order):
    """Step 6: from the last node, which `seed` has prepared, to the first: each hands its slope to its inputs

    All other gradients are forgotten first. A node that is used twice adds up what comes from both sides.
    """
    order = expect_nodes("backward", order)
    if order[-1].gradient is None:
        raise ValueError("backward: the last node has no gradient to start from: call seed(node) first")
    for node in order[:-1]:
        node.gradient = None
    for node in reversed(order):
        if node.op is None or node.gradient is None:
            continue
        for x, gradient in zip(node.inputs, gradients_of(node), strict=True):
            if gradient is None:
                continue
            if type(gradient) is not float64 or type(x._value) is not float64:  # two numbers need no check
                gradient = own_gradient(gradient, x, node)
            x.gradient = gradient if x.gradient is None else x.gradient + gradient


def gradients_of(node):
    """What the node's op hands back: a tuple, one gradient per input"""
    inputs = node.inputs
    if type(node.gradient) is ops.RowGradient:
        node.gradient = node.gradient.dense()  # a table that was itself computed
    gradients = node.op.backward(*map(value_of, inputs), node._value, node.gradient)
    if type(gradients) is not tuple:
        gradients = (gradients,)
    if len(gradients) != len(inputs):
        raise ValueError(
            f"{node.op.name}.backward must give one gradient per input, a tuple of "
            f"{len(node.inputs)}, got {len(gradients)}"
        )
    return gradients


def own_gradient(gradient, x, node):
    """The gradient for x from the node made of it: in float64, in the shape of x, and in its own memory"""
    if type(gradient) is ops.RowGradient and gradient.shape == x._value.shape:
        return gradient
    if type(gradient) is not np.ndarray or gradient.dtype is not FLOAT64 or not gradient.ndim:
        gradient = as_float64(gradient)
    if gradient.shape != x._value.shape:
        raise ValueError(
            f"{node.op.name}.backward: a gradient of shape {gradient.shape} for an input of shape {x.value.shape}"
        )
    shared = gradient is node.gradient or gradient.base is not None  # Add hands on dz itself
    return gradient.copy("K") if shared else gradient


def update(parameters, learning_rate):
    """Step 7: one step downhill: value − learning_rate · gradient, for every leaf in the list"""
    if not isinstance(learning_rate, Real):
        raise TypeError(f"update expects a number as learning_rate, got {short(learning_rate)}")
    parameters = expect_nodes("update", parameters)
    for node in parameters:
        if node.op is not None:
            raise ValueError(f"update expects leaves; forward would compute this one again: {node}")
        if node.gradient is None:
            raise ValueError(f"update: call backward first; this node has no gradient: {node}")
    for node in parameters:
        node._value = as_float64(node._value - learning_rate * np.asarray(node.gradient))


def as_float64(value):
    """The value in float64: an array as an array (itself, if it is one already), a number as a number"""
    kind = type(value)
    if kind is float64 or kind is np.ndarray and value.dtype is FLOAT64 and value.ndim:
        return value
    if kind is float or kind is int and abs(value) < 1e300:
        return float64(value)
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"a node holds numbers, got rows of unequal length: {short(value)}") from None
    if array.dtype.kind not in "fiub":
        raise TypeError(f"a node holds real numbers, got {type(value).__name__} {short(value)}")
    return array.astype(float64)[()]


def as_integers(value):
    """The value as integers from 0 up; floats that are whole numbers will do"""
    array = np.asarray(value)
    if array.dtype.kind not in "iub" and (array.dtype.kind != "f" or not np.array_equal(array, np.rint(array))):
        raise TypeError(f"expected whole numbers, got {short(value)}")
    if array.size and np.minimum.reduce(array, axis=None) < 0:
        raise ValueError(f"expected whole numbers from 0 up, got {array.min()}")
    return array.astype(np.int64)[()]


def expect_nodes(function, nodes):
    """The nodes as a list"""
    if isinstance(nodes, Node):
        raise TypeError(f"{function} expects a list of nodes, got one node: {nodes}")
    if not (nodes := list(nodes)):
        raise ValueError(f"{function} expects at least one node, got an empty list")
    if not NODES.issuperset(map(type, nodes)):
        for node in nodes:
            if not isinstance(node, Node):
                raise TypeError(f"{function} expects a node, got {type(node).__name__} {short(node)}")
    return nodes
