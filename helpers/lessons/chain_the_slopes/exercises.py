"""The exercises of notebook 03, Chain the slopes."""

import math
from functools import partial
from operator import add, mul

import numpy as np

from ...exercise import Exercise
from ...exercise.guard import List

exercise = partial(Exercise, notebook="03")

chain_of_two = exercise(
    "chain_of_two",
    cases=[(2.0,), (1.0,), (-0.5,), (0.0,)],
    reference=lambda x: 3 * (x**2 + 1) ** 2 * 2 * x,
    mistakes=[
        (
            lambda x: 3 * x**2 * 2 * x,
            "You took both derivatives at x: the second function never sees x, so which number goes into it?",
        ),
        (lambda x: 3 * (x**2 + 1) ** 2, "You left out the first function: how far does y move when x does?"),
        (lambda x: 2 * x, "You left out the second function: how far does z move when y does?"),
        (
            lambda x: 3 * (x**2 + 1) ** 2 + 2 * x,
            "You added along the row: each function multiplies the change that reaches it.",
        ),
        (
            lambda x: 3 * (2 * x) ** 2 * 2 * x,
            "You put the derivative 2x into the second function: what goes in is x² + 1.",
        ),
        (
            lambda x: 3 * (x**2 + 1) ** 2 * (2 * x + 1),
            "The + 1 does not move with x: the derivative of x² + 1 has none.",
        ),
        (lambda x: 3 * x**4 * 2 * x, "The + 1 is lost: what goes into the second function is x² + 1."),
        (lambda x: 3 * (2 * x) ** 2, "You put the derivative 2x into the second function: what goes in is y."),
        (lambda x: 6 * x, "This is 3 · 2x: nothing of y is in it. What goes into the cube?"),
        (lambda x: (x**2 + 1) ** 3, "This is z itself: its derivative is wanted."),
        (lambda x: 3 * (x**2 + 1) * 2 * x, "The derivative of y³ has a square in it: measure it with a small change."),
    ],
    praise="Any two functions can now be chained.",
)


# ---- a row, from its end --------------------------------------------------------------------------------------------


def _from_the_end(combine=mul, start=1.0, own=True, reverse=True):
    """A function row_backward: a running product of the local derivatives, each place with or without its own one"""

    def row_backward(local):
        found, slope = [], start
        for derivative in local[::-1] if reverse else local:
            before, slope = slope, combine(slope, derivative)
            found.append(slope if own else before)
        return found[::-1] if reverse else found

    return row_backward


row_backward = exercise(
    "row_backward",
    cases=[(List(row),) for row in ([5.0, 3.0, 8.0], [4.0, -2.0], [2.0, 3.0, 0.0, -0.5, 7.0], [-1.5], [0.0, 6.0, 0.0])],
    reference=_from_the_end(),
    mistakes=[
        (
            _from_the_end(reverse=False),
            "You multiply from the first function on: this is how fast each *output* moves with the first input.",
        ),
        (
            lambda local: _from_the_end()(local)[::-1],
            "The numbers are right and stand in the other order: the first function's comes first.",
        ),
        (
            _from_the_end(own=False),
            "Each one lacks the function's own factor: this is the derivative with respect to what comes out of it.",
        ),
        (_from_the_end(add, 0.0), "You add along the row: each function multiplies what reaches it."),
        (_from_the_end(add), "You add along the row, from 1: each function multiplies what reaches it."),
        (_from_the_end(start=0.0), "Your product begins at 0 and stays there: 0 times anything."),
        (lambda local: list(local), "These are the local derivatives: multiply each by all that come after it."),
        (lambda local: np.prod(local), "This is for the first function's input alone: keep each product on the way."),
        (lambda local: [np.prod(local)] * len(local), "The whole product belongs to the first function's input only."),
        (
            lambda local: np.prod(local) / np.cumprod(np.append(1.0, local[:-1])),
            "You divide the whole product by what comes before: where a factor is 0, nothing is left to divide.",
        ),
        (
            lambda local: [math.prod(local) / math.prod(local[:k]) for k in range(len(local))],
            "You divide a factor away, and one is 0 here. Begin at the end: then nothing need be divided.",
        ),
        (lambda local: [local[-1]], "You return in the loop, after one function: `return` belongs after the loop."),
        (
            lambda local: [*np.zeros(len(local) - 1), local[-1]],
            "Only the last function is done: does `return` stand in the loop?",
        ),
    ],
    praise="Every derivative of the row is there, with a factor 0 in it or not.",
)


# ---- two paths ------------------------------------------------------------------------------------------------------


def _both(slope):
    """A function two_inputs: slope(z1, z2, x, y) for x = x1 and y = x2, and again with the two exchanged"""

    def two_inputs(x1, x2):
        z1, z2 = x1 * x2, x1 + x2
        return slope(z1, z2, x1, x2), slope(z1, z2, x2, x1)

    return two_inputs


two_inputs = exercise(
    "two_inputs",
    cases=[(2.0, 3.0), (-1.0, 0.5), (1.0, -2.0)],
    reference=_both(lambda z1, z2, x, y: z2 * y + z1),
    mistakes=[
        (_both(lambda z1, z2, x, y: z2 * y), "Only the path through z₁ is in: there is another."),
        (_both(lambda z1, z2, x, y: z1), "Only the path through z₂ is in: there is another."),
        (
            _both(lambda z1, z2, x, y: z2 * y * z1),
            "You multiplied across the paths: along a path the derivatives are multiplied, "
            "but paths do not feed each other.",
        ),
        (
            _both(lambda z1, z2, x, y: (z2 + y) + (z1 + 1)),
            "You added along each path: there the derivatives are multiplied, and only the paths are added.",
        ),
        (
            _both(lambda z1, z2, x, y: z1 * y + z2),
            "The derivative of a product with respect to one factor is the other factor: you took the factor itself.",
        ),
        (
            _both(lambda z1, z2, x, y: z2 * x + z1),
            "z₁ = x₁ · x₂ moves by x₂ when x₁ moves by 1: you exchanged x₁ and x₂.",
        ),
        (
            _both(lambda z1, z2, x, y: y + 1),
            "p's own derivatives are missing: how far does p move when z₁ does, and when z₂ does?",
        ),
        (
            _both(lambda z1, z2, x, y: z1 + z2),
            "These are p's own derivatives: multiply each by how far z₁ or z₂ moves.",
        ),
        (
            lambda x1, x2: (x1 + x2, x1 * x2),
            "These are p's derivatives by z₁ and z₂: how far do z₁ and z₂ move when x₁ does?",
        ),
        (
            _both(lambda z1, z2, x, y: y),
            "This is only how far z₁ moves: multiply by what p makes of it, and add the path through z₂.",
        ),
    ],
    praise="Multiply along a path, add over the paths: this is the whole rule.",
)


# ---- tanh in a formula ----------------------------------------------------------------------------------------------


def _squared(x, w2, b2):
    return w2 * x + b2**2


def _not_squared(x, w2, b2):
    return w2 * x + b2


def _four(of_tanh=lambda u, t: 1 - t**2, into_tanh=_squared, factors=lambda x, w1, b1, w2, b2: (x, 1.0, x, 2 * b2)):
    """A function four_derivatives: four factors, the last two times the derivative of t = tanh(u)"""

    def four_derivatives(x, w1, b1, w2, b2):
        u = into_tanh(x, w2, b2)
        slope = of_tanh(u, np.tanh(u))
        first, second, third, fourth = factors(x, w1, b1, w2, b2)
        return first, second, third * slope, fourth * slope

    return four_derivatives


four_derivatives = exercise(
    "four_derivatives",
    cases=[(2.0, 3.0, -1.0, 0.5, 0.5), (-1.0, 0.3, 2.0, 0.8, -0.6), (0.5, -2.0, 0.0, 1.5, 0.2)],
    reference=_four(),
    mistakes=[
        (_four(lambda u, t: 1.0), "You went past tanh: its derivative belongs to the row too."),
        (_four(lambda u, t: t), "You multiplied by what tanh gives: its derivative is wanted."),
        (_four(lambda u, t: 1 - t), "One square is missing in the derivative of tanh."),
        (_four(lambda u, t: (1 - t) ** 2), "The square belongs to t alone: 1 − t²."),
        (_four(into_tanh=lambda x, w2, b2: x), "You took the derivative of tanh at x: which number goes into it?"),
        (_four(into_tanh=_not_squared), "What goes into tanh holds the square of b₂."),
        (
            _four(lambda u, t: 1 - abs(t)),
            "The derivative of tanh has a square in place of the size: see the three lines.",
        ),
        (
            _four(lambda u, t: 1 - u**2),
            "You squared what goes into tanh: its derivative is made of what comes out.",
        ),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (x, 1.0, w2, 2 * b2)),
            "The third derivative is not right: w₂x moves by x when w₂ moves by 1.",
        ),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (w1, 1.0, x, 2 * b2)),
            "The first derivative is not right: w₁x moves by x when w₁ moves by 1.",
        ),
        (
            lambda x, w1, b1, w2, b2: (*_four()(x, w1, b1, w2, b2)[:3], 2 * b2),
            "The fourth derivative is not right: b₂ passes tanh too.",
        ),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (x, b1, x, 2 * b2)),
            "The second derivative is not right: b₁ is added, so ŷ moves as far.",
        ),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (x, 0.0, x, 2 * b2)),
            "The second derivative is not 0: b₁ is added, so ŷ moves as far as b₁ does.",
        ),
        (
            lambda x, w1, b1, w2, b2: np.array([x, 1, x, 2 * b2]) * (1 - np.tanh(w2 * x + b2**2) ** 2),
            "w₁ and b₁ stand outside tanh: its derivative is no factor of theirs.",
        ),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (x, 1.0, x, 1.0)),
            "b₂ is squared first: the derivative of that is missing.",
        ),
        (_four(factors=lambda x, w1, b1, w2, b2: (x, 1.0, x, b2)), "You took b₂ itself for the derivative of b₂²."),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (w1, 1.0, w2, 2 * b2)),
            "The derivative of w·x with respect to w is the other factor: you took w itself.",
        ),
    ],
    praise="Four derivatives by hand, as measured.",
)


# ---- backward through any depth -------------------------------------------------------------------------------------


def _forward(w, b, x, depth):
    """The case (w, h) for shared_gradient: h[0] = x, h[k + 1] = tanh(w h[k] + b)"""
    h = [x]
    for _ in range(depth):
        h.append(float(np.tanh(w * h[-1] + b)))
    return w, List(h)


def _shared(
    collect=add,
    start=0.0,
    first=1.0,
    tanh_at=1,
    tanh_slope=lambda h: 1 - h**2,
    input_at=0,
    pass_on=lambda du, d, w: du * w,
    share_of_b=lambda du, d: du,
    more_turns=0,
    only=slice(None),
):
    """A function shared_gradient: a backward pass that collects dw and db of the layers `only`, from `start`"""

    def shared_gradient(w, h):
        d, parts = first, []
        for k in reversed(range(len(h) - 1 + more_turns)):
            du = d * tanh_slope(h[k + tanh_at])
            parts.append((du * h[k + input_at], share_of_b(du, d)))
            d = pass_on(du, d, w)
        dw = db = start
        for by_w, by_b in parts[only]:
            dw, db = collect(dw, by_w), collect(db, by_b)
        return dw, db

    return shared_gradient


def _in_the_order_of_forward(w, h):
    dw = db = 0.0
    d = 1.0
    for k in range(len(h) - 1):
        du = d * (1 - h[k + 1] ** 2)
        dw, db, d = dw + du * h[k], db + du, du * w
    return dw, db


def _without_tanh(w, h):
    powers = w ** np.arange(len(h) - 2, -1.0, -1.0)
    return np.sum(powers * h[:-1]), np.sum(powers)


def _by_layer(w, h):
    parts = [_shared(only=slice(i, i + 1))(w, h) for i in reversed(range(len(h) - 1))]
    return [dw for dw, _ in parts], [db for _, db in parts]


shared_gradient = exercise(
    "shared_gradient",
    cases=[
        _forward(0.8, -0.3, 2.0, 3),
        _forward(-1.2, 0.4, 0.5, 2),
        _forward(1.5, 0.1, -0.7, 5),
        _forward(0.6, 0, 1, 1),
    ],
    reference=_shared(),
    mistakes=[
        (
            _shared(only=slice(-1, None)),
            "You keep only what the first layer brings: each layer uses w, and paths are added.",
        ),
        (_shared(only=slice(1)), "You keep only what the last layer brings: does `return` stand in the loop?"),
        (_shared(mul, 1.0), "You multiply over the layers: along a path yes, but paths are added."),
        (_by_layer, "These are the layers one by one: it is the same w in each, so what becomes of its paths?"),
        (lambda w, h: _shared()(w, h)[::-1], "The two are exchanged: w's comes first."),
        (_shared(tanh_at=0), "You took the derivative of tanh at the layer's input: it is made of what came out."),
        (_shared(input_at=1), "w is multiplied by what goes into the layer: you took what came out."),
        (_shared(pass_on=lambda du, d, w: du), "On the way to the layer before, the factor w is missing."),
        (_shared(pass_on=lambda du, d, w: d * w), "On the way to the layer before, the factor of tanh is missing."),
        (_shared(pass_on=lambda du, d, w: d), "Nothing is passed on: the layers after this one are factors, too."),
        (_shared(first=0.0), "Your d begins at 0, and 0 times anything stays 0."),
        (_shared(start=1.0), "You begin to add at 1: before the first path there is nothing, 0."),
        (
            _shared(tanh_slope=lambda h: 1 - np.tanh(h) ** 2),
            "You take tanh of a value that has passed tanh already: h holds what came *out*.",
        ),
        (_in_the_order_of_forward, "You walk from the first layer on: the factors come from the other end."),
        (
            _shared(share_of_b=lambda du, d: d),
            "b stands inside tanh: its share is what reaches u, after the factor 1 − h².",
        ),
        (
            _shared(tanh_at=0, input_at=-1, more_turns=1),
            "You take one turn too many: at k = 0, h[k − 1] is h[−1], the last one. There are len(h) − 1 layers.",
        ),
        (lambda w, h: len(w), "w is one number now, so count the layers by h: there are len(h) − 1."),
        (lambda w, h: w[-1], "w is one number now, the same in each layer: write w, without a place in [ ]."),
        (
            lambda w, h: h[len(h)],
            "h holds one number more than there are layers, x in front: so there are len(h) − 1 layers.",
        ),
        (_without_tanh, "You went past tanh: in each layer its derivative is a factor."),
    ],
    praise="A backward pass of any depth, with paths that meet in one parameter.",
)
