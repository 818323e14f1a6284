"""The exercises of notebook 04, Build graphs that differentiate themselves.

z is made of the other inputs, so no case can be varied number by number: the declared cases themselves hold zeros,
negative numbers and fractions.
"""

from functools import partial
from operator import sub

import numpy as np

from ... import ops
from ...exercise import Exercise
from ...graph import Node, apply, topological_order

exercise = partial(Exercise, notebook="04", vary=())

NO_TUPLE = "The gradient is right. Hand it back as an op does, one for each input: a tuple of one, `(du,)`."
DROPPED = "You dropped dz: this is the local slope only."
PAIRS = ((2.0, 5.0, -8.0), (-1.5, 4.0, 0.5), (0.0, 3.0, 2.0), (-2.0, 0.0, 1.0), (0.0, 0.0, 3.0), (0.3, -0.7, -1.25))

multiply_backward = exercise(
    "multiply_backward",
    cases=[(u, v, u * v, dz) for u, v, dz in PAIRS],
    reference=lambda u, v, z, dz: (dz * v, dz * u),
    mistakes=[
        (
            lambda u, v, z, dz: (dz * u, dz * v),
            "u and v have changed places: if u moves by 1, by how much does u · v move?",
        ),
        (lambda u, v, z, dz: (v, u), "You dropped dz: these are the local slopes only."),
        (lambda u, v, z, dz: (dz, dz), "That is the rule of Add: here the slope depends on the other input."),
        (lambda u, v, z, dz: (dz * z, dz * z), "z holds both factors: the slope for u is the other factor alone."),
        (
            lambda u, v, z, dz: (dz * z / u, dz * z / v),
            "z / u is v only where u is not 0. You need not work v out: it is one of the inputs.",
        ),
        (
            lambda u, v, z, dz: dz * v + dz * u,
            "Do not add the two: each input gets its own gradient. Return both, du first.",
        ),
        (lambda u, v, z, dz: (dz + v, dz + u), "Slopes along a path are multiplied, not added."),
    ],
    praise="One line, and it serves every product in every network.",
)

subtract_backward = exercise(
    "subtract_backward",
    cases=[(u, v, u - v, dz) for u, v, dz in ((4.0, 0.0, 8.0), (2.0, 5.0, -0.5), (-1.5, 2.0, 3.0), (0.0, 0.3, 0.0))],
    reference=lambda u, v, z, dz: (dz, -dz),
    mistakes=[
        (lambda u, v, z, dz: (1.0, -1.0), "This is Bert's answer: it drops dz, and the chain breaks here."),
        (lambda u, v, z, dz: (dz, dz), "More v makes z smaller: what does that do to the sign of dv?"),
        (lambda u, v, z, dz: (-dz, dz), "u and v have changed places: which of the two is subtracted?"),
        (lambda u, v, z, dz: (dz, -1.0), "dv needs dz as well."),
        (lambda u, v, z, dz: (z, -z), "It is the gradient dz that is handed on, not the value z."),
        (lambda u, v, z, dz: (dz * u, -dz * v), "u and v themselves do not matter: z moves as far as u moves."),
    ],
    praise="With this factor back in place the graph will find (−104, −12).",
)


class _Square(ops.Square):
    """As in the notebook: one gradient comes as a tuple, too"""

    def backward(self, u, z, dz):
        return (super().backward(u, z, dz),)


class _Add(ops.Add):
    """As in the notebook: any dz is handed on, also the plain 1.0 that a learner may set"""

    def backward(self, u, v, z, dz):
        return dz, dz


def _add(u, v):
    return apply(_Add(), u, v)


GRAPHS = [  # formula, z made of u, u, the slope there
    ("z = u² at u = 2", lambda u: apply(_Square(), u), 2.0, 4.0),
    ("z = (u · u + u)² at u = 3", lambda u: apply(_Square(), _add(u * u, u)), 3.0, 168.0),
    ("z = s · s + s, where s = u · u, at u = −1.5", lambda u: _add((s := u * u) * s, s), -1.5, -16.5),
]


def _collecting(collect, pair=zip):
    """A backward that makes collect(u, du) the gradient of u"""

    def backward(order):
        for node in reversed(order):
            if node.op:
                values = [u.value for u in node.inputs]
                for u, du in pair(node.inputs, node.op.backward(*values, node.value, node.gradient)):
                    u.gradient = collect(u, du)

    return backward


def _added(u, du):
    return u.gradient + du


def _reset_before_each_use(order):
    for node in reversed(order):
        if node.op:
            gradients = node.op.backward(*[u.value for u in node.inputs], node.value, node.gradient)
            for u in node.inputs:
                u.gradient = 0.0
            for u, du in zip(node.inputs, gradients, strict=True):
                u.gradient += du


NOTHING_ARRIVED = (
    "Hint: nothing has arrived at u. Does the last line add to u.gradient (0 times anything stays 0)? "
    "Does the loop start at the end of the order, where the 1 is?"
)
WRONG_WAYS = [  # a backward, and the hint for whoever finds the same
    (
        _collecting(lambda u, du: du),
        "the bug is still in: what u has received from one use is overwritten by the next.",
    ),
    (
        _collecting(lambda u, du: du if u.op else u.gradient + du),
        "the leaves add up, but a node in the middle may be used twice as well: s is.",
    ),
    (
        _collecting(lambda u, du: u.gradient + du if u.op else du),
        "the nodes in the middle add up, but the leaf u is used twice as well.",
    ),
    (
        _collecting(lambda u, du: u.gradient or du),
        "what u has received from its first use is kept, and the rest is thrown away.",
    ),
    (
        _collecting(_added, pair=lambda nodes, slopes: dict(zip(nodes, slopes, strict=True)).items()),
        "u · u hands back two gradients, and you kept only one of them.",
    ),
    (_reset_before_each_use, "you set u.gradient to 0 again before each use: that loses what came before."),
    (_collecting(lambda u, du: sub(u.gradient, du)), "gradients are added, not subtracted."),
]


def _gradient_by(backward, build, value):
    """(what the leaf has received, whether the list is still as it was)"""
    leaf = Node(value, "u")
    order = topological_order(build(leaf))
    for node in order:
        node.gradient = np.float64(node is order[-1])
    given = list(order)
    backward(given)
    return leaf.gradient, given == order


def _judge_backward(answer):
    for formula, build, value, slope in GRAPHS:
        gradient, unchanged = _gradient_by(answer, build, value)
        if not unchanged:
            return "it changes the list that it is given: walk it from the end, but leave it as it is."
        if not isinstance(gradient, (int, float)):
            return f"for {formula} the gradient of u came out as {gradient}, expected {slope:g}."
        if not np.isclose(gradient, slope):
            hint = _hint_for(answer) if gradient else NOTHING_ARRIVED
            return f"for {formula} the gradient of u came out as {gradient:g}, expected {slope:g}. {hint}"


def _hint_for(answer):
    """The hint of the wrong way that finds the same gradients"""
    for wrong, hint in WRONG_WAYS:
        if all(_gradient_by(answer, *graph[1:3]) == _gradient_by(wrong, *graph[1:3]) for graph in GRAPHS):
            return f"Hint: {hint}"
    return ""


repaired_backward = exercise(
    "repaired_backward",
    judge=_judge_backward,
    example=_collecting(_added),
    praise="Nodes that are used twice collect from all their uses.",
)

POWERS = ((2.0, 3.0, 1.0), (-1.5, 4.0, -2.0), (3.0, -1.0, 5.0), (-2.0, 3.0, 0.5), (4.0, 0.5, 8.0), (-0.4, -2.0, -1.0))
POWERS += ((0.0, 2.0, 3.0), (0.0, 1.0, -4.0), (1.7, 0.0, 2.0))  # where u, or the slope, is 0

power_backward = exercise(
    "power_backward",
    cases=[(u, n, u**n, dz) for u, n, dz in POWERS],
    reference=lambda u, n, z, dz: (dz * n * u ** (n - 1),),
    mistakes=[
        (lambda u, n, z, dz: dz * n * u ** (n - 1), NO_TUPLE),
        (lambda u, n, z, dz: (n * u ** (n - 1),), DROPPED),
        (
            lambda u, n, z, dz: (dz * n * u**n,),
            "The exponent goes down by one: check with z = u², where the slope is 2u.",
        ),
        (
            lambda u, n, z, dz: (dz * u ** (n - 1),),
            "The old exponent comes down as a factor: check with z = u², where the slope is 2u.",
        ),
        (lambda u, n, z, dz: (dz * (n - 1) * u ** (n - 1),), "The factor is the old exponent, before it goes down."),
        (lambda u, n, z, dz: (dz * n * z ** (n - 1),), "The slope is taken where the input stands: at u, not at z."),
        (lambda u, n, z, dz: (n * dz ** (n - 1),), "You raised dz: it is u that is raised, and dz is a factor."),
        (lambda u, n, z, dz: (dz * n * u**n - 1,), "Parentheses: u ** (n − 1)."),
        (lambda u, n, z, dz: (dz * 2 * u,), "That is the rule of Square: here the exponent is n."),
        (
            lambda u, n, z, dz: (dz * n * abs(u) ** (n - 1),),
            "u may be negative, and u⁴ falls there: keep its sign.",
        ),
        (
            lambda u, n, z, dz: (dz * n * z / u,),
            "z / u is u to the power n − 1 only where u is not 0. Write the power itself.",
        ),
    ],
    praise="Square was the case n = 2.",
)

STRETCHES = ((0.0, 3.0), (0.5, 1.0), (-1.2, -2.0), (3.0, 4.0), (-0.3, 0.25), (20.0, 7.0), (0.9, 0.0))

tanh_backward = exercise(
    "tanh_backward",
    cases=[(u, float(np.tanh(u)), dz) for u, dz in STRETCHES],
    reference=lambda u, z, dz: (dz * (1 - z**2),),
    mistakes=[
        (lambda u, z, dz: dz * (1 - z**2), NO_TUPLE),
        (lambda u, z, dz: (1 - z**2,), DROPPED),
        (lambda u, z, dz: (dz * (1 - u**2),), "The slope is taken at the wrong value: it is z that is squared, not u."),
        (lambda u, z, dz: (dz * (1 - np.tanh(z) ** 2),), "z is tanh u already: you took tanh twice."),
        (lambda u, z, dz: (dz * (1 - z),), "The square is missing."),
        (lambda u, z, dz: (dz * (1 - z) ** 2,), "The square belongs to z alone: 1 − z², not (1 − z)²."),
        (lambda u, z, dz: (dz * z,), "That is tanh itself: its slope is wanted."),
        (lambda u, z, dz: (dz * (1 - abs(z)),), "Near 0, |z| is much larger than z²: it is the square that counts."),
        (lambda u, z, dz: (dz * (1 + z**2),), "The sign is flipped: far out tanh is flat, so the slope must go to 0."),
        (lambda u, z, dz: (dz - z**2,), "dz multiplies the whole bracket, the 1 as well."),
    ],
    praise="No second tanh is needed: the forward pass has left z in the node.",
)
