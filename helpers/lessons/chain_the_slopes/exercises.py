"""The exercises of notebook 03, Chain the slopes."""

from functools import partial
from operator import add, mul

import numpy as np

from ...exercise import Exercise
from .numbers import APPLES, BANANAS, COOKIES

exercise = partial(Exercise, notebook="03")

local_slopes = exercise(
    "local_slopes",
    expected=[3, 14],
    mistakes=[
        ([3, 6], "You took the cookies' slope at x: which number goes into that machine?"),
        ([14, 3], "These are the two slopes in the other order: the bananas' comes first."),
        ([9, 14], "The bananas' slope is the same at every x: it is not multiplied by x."),
        ([3, 8], "That was for 2 apples: run forward again, from 3."),
        ([8, 3], "That was for 2 apples, and in the other order: run forward again, from 3."),
        ([42, 42], "That is the product: give its two factors."),
        ([3, 7], "You took y itself for the slope of y²: nudge the square once more and measure."),
        ([7, 49], "These are what the machines give, not how fast it moves."),
        ([7, 14], "The first is what the machine gives: how fast does it move when x does?"),
    ],
    praise="Each slope stands where its own input stands.",
)

chain_of_two = exercise(
    "chain_of_two",
    cases=[(2.0,), (1.0,), (-0.5,), (0.0,)],
    reference=lambda x: 3 * (x**2 + 1) ** 2 * 2 * x,
    mistakes=[
        (
            lambda x: 3 * x**2 * 2 * x,
            "You took both slopes at x: the second machine never sees x, so which number goes into it?",
        ),
        (lambda x: 3 * (x**2 + 1) ** 2, "You left out the first machine: how far does y move when x does?"),
        (lambda x: 2 * x, "You left out the second machine: how far does z move when y does?"),
        (lambda x: 3 * (x**2 + 1) ** 2 + 2 * x, "You added along the row: each machine multiplies the nudge."),
        (lambda x: 3 * (2 * x) ** 2 * 2 * x, "You put the slope 2x into the second machine: what goes in is x² + 1."),
        (lambda x: 3 * (x**2 + 1) ** 2 * (2 * x + 1), "The + 1 does not move with x: the slope of x² + 1 has none."),
        (lambda x: 3 * x**4 * 2 * x, "The + 1 is lost: what goes into the second machine is x² + 1."),
        (lambda x: 3 * (2 * x) ** 2, "You put the slope 2x into the second machine: what goes in is y."),
        (lambda x: (x**2 + 1) ** 3, "This is z itself: its slope is wanted."),
        (lambda x: 3 * (x**2 + 1) * 2 * x, "The slope of y³ has a square in it: measure it by a nudge."),
    ],
    praise="Any two machines can now be chained.",
)

chain_of_three = exercise(
    "chain_of_three",
    expected=660,
    mistakes=[
        (60, "You took the cookies' slope at v: which number goes into that machine?"),
        (240, "You took the cookies' slope at x: one machine stands between x and it."),
        (52, "You added along the row: each machine multiplies the nudge."),
        (132, "This is dz/dx, cookies per apple: one machine is still missing."),
        (484, "This is z itself, what the row gives: its slope is wanted."),
        (330, "You took y itself for the slope of y²."),
        (120, "This is the slope at v = 0.8: go through the row again from v = 2."),
        (210, "This is the slope at v = 1, the end of the slider: go through the row from v = 2."),
        (220, "The bananas' 3 is missing: one factor for each machine."),
        (44, "This is the last machine only: one factor for each machine."),
    ],
    praise="660 cookies per coin, at this point of the row.",
)


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
            "You multiplied across the paths: along a path the slopes are multiplied, "
            "but paths do not feed each other.",
        ),
        (
            _both(lambda z1, z2, x, y: (z2 + y) + (z1 + 1)),
            "You added along each path: there the slopes are multiplied, and only the paths are added.",
        ),
        (
            _both(lambda z1, z2, x, y: z1 * y + z2),
            "The slope of a product with respect to one factor is the other factor: you took the factor itself.",
        ),
        (
            _both(lambda z1, z2, x, y: z2 * x + z1),
            "How far z₁ moves when x₁ does is told by the other one: you exchanged x₁ and x₂.",
        ),
        (
            _both(lambda z1, z2, x, y: y + 1),
            "p's own slopes are missing: how far does p move when z₁ does, and when z₂ does?",
        ),
        (_both(lambda z1, z2, x, y: z1 + z2), "These are p's own slopes: multiply each by how far z₁ or z₂ moves."),
        (
            _both(lambda z1, z2, x, y: y),
            "This is only how far z₁ moves: multiply by what p makes of it, and add the path through z₂.",
        ),
    ],
    praise="Multiply along a path, add over the paths: this is the whole rule.",
)


# ---- a row as a list of (function, slope) ---------------------------------------------------------------------------

THREE = [(machine.run, machine.slope) for machine in (APPLES, BANANAS, COOKIES)]
for _name, (_run, _slope) in zip(("apples", "bananas", "cookies"), THREE, strict=True):
    _run.__name__, _slope.__name__ = _name, f"{_name}_slope"  # as the page calls them, and so the replies


def _row(combine=mul, start=1.0, point=lambda x, before, after: before):
    """A function whole_row: from `start`, it combines slope and local slope, which it takes at `point`"""

    def whole_row(machines, x):
        value, slope = x, start
        for machine, local_slope in machines:
            before, value = value, machine(value)
            slope = combine(slope, local_slope(point(x, before, value)))
        return value, slope

    return whole_row


whole_row = exercise(
    "whole_row",
    cases=[(THREE[1:], 2.0), (THREE, 1.0), ([THREE[2], THREE[1], THREE[2]], -1.5), (THREE[:1], 4.0), ([], 5.0)],
    reference=_row(),
    mistakes=[
        (
            _row(point=lambda x, before, after: x),
            "The bug is still in: every slope is taken at x, but only the first machine ever sees x.",
        ),
        (
            _row(point=lambda x, before, after: after),
            "You take each slope at what the machine gives, after its run: it belongs to what goes in.",
        ),
        (_row(start=0.0), "Your slope begins at 0 and stays there: 0 times anything."),
        (_row(add), "You add along the row: each machine multiplies the nudge."),
        (_row(add, start=0.0), "You add up the slopes, from 0: along a row they are multiplied, from 1."),
        (_row(lambda slope, local: local), "You keep only the last machine's slope: multiply it by what came before."),
        (
            lambda machines, x: _row()(machines[:1], x) if machines else None,
            "You return after the first machine: `return` belongs after the loop.",
        ),
        (lambda machines, x: _row()(machines, x)[::-1], "The value comes first, then the slope."),
    ],
    praise="Value and slope of any row, however long, in one walk.",
)


# ---- the harder formula ---------------------------------------------------------------------------------------------


def _squared(x, w2, b2):
    return w2 * x + b2**2


def _not_squared(x, w2, b2):
    return w2 * x + b2


def _four(of_s=lambda u, t: 1 - t**2, into_s=_squared, factors=lambda x, w1, b1, w2, b2: (x, 1.0, x, 2 * b2)):
    """A function harder_slopes: four factors, the last two times the slope of the S, where u goes in and t comes out"""

    def harder_slopes(x, w1, b1, w2, b2):
        u = into_s(x, w2, b2)
        slope = of_s(u, np.tanh(u))
        first, second, third, fourth = factors(x, w1, b1, w2, b2)
        return first, second, third * slope, fourth * slope

    return harder_slopes


harder_slopes = exercise(
    "harder_slopes",
    cases=[(2.0, 3.0, -1.0, 0.5, 0.5), (-1.0, 0.3, 2.0, 0.8, -0.6), (0.5, -2.0, 0.0, 1.5, 0.2)],
    reference=_four(),
    mistakes=[
        (_four(lambda u, t: 1.0), "You went past the S-shaped machine: its slope belongs to the row too."),
        (_four(lambda u, t: t), "You multiplied by what the S-shaped machine gives: its slope is wanted."),
        (
            _four(lambda u, t: 1 - t),
            "One square is missing in the slope of the S-shaped machine: compare with the table of nudges.",
        ),
        (
            _four(into_s=lambda x, w2, b2: x),
            "You took the slope of the S-shaped machine at x: which number goes into it?",
        ),
        (_four(into_s=_not_squared), "What goes into the S-shaped machine holds the square of b₂."),
        (_four(lambda u, t: 1 - abs(t)), "That was the other column of the table: the slope is 1 − t²."),
        (
            _four(lambda u, t: 1 - u**2),
            "You squared what goes into the S-shaped machine: its slope is made of what comes out.",
        ),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (x, 1.0, w2, 2 * b2)),
            "The third slope is not right: w₂x moves by x when w₂ moves by 1.",
        ),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (w1, 1.0, x, 2 * b2)),
            "The first slope is not right: w₁x moves by x when w₁ moves by 1.",
        ),
        (
            lambda x, w1, b1, w2, b2: (*_four()(x, w1, b1, w2, b2)[:3], 2 * b2),
            "The fourth slope is not right: b₂ passes the S-shaped machine too.",
        ),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (x, b1, x, 2 * b2)),
            "The second slope is not right: b₁ is added, so ŷ moves as far.",
        ),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (x, 1.0, x, 1.0)),
            "b₂ passes a squaring machine first: its slope is missing.",
        ),
        (_four(factors=lambda x, w1, b1, w2, b2: (x, 1.0, x, b2)), "You took b₂ itself for the slope of b₂²."),
        (
            _four(factors=lambda x, w1, b1, w2, b2: (w1, 1.0, w2, 2 * b2)),
            "The slope of w·x with respect to w is the other factor: you took w itself.",
        ),
    ],
    praise="Four slopes by hand, and the nudge agrees.",
)


def _outside(slope, into_s=_not_squared):
    """A function square_outside: slope(u, t, b2), where u goes into the S and t comes out"""
    return lambda x, w2, b2: slope(into_s(x, w2, b2), np.tanh(into_s(x, w2, b2)), b2)


square_outside = exercise(
    "square_outside",
    cases=[(2.0, 0.5, 0.5), (-1.0, 0.8, -0.6), (0.5, 1.5, 0.2)],
    reference=_outside(lambda u, t, b2: 2 * t * (1 - t**2)),
    mistakes=[
        (_outside(lambda u, t, b2: 2 * t), "You stopped after the squaring machine: walk on back to b₂."),
        (_outside(lambda u, t, b2: 1 - t**2), "You left out the squaring machine, the last one of the row."),
        (
            _outside(lambda u, t, b2: 2 * b2 * (1 - t**2)),
            "You took the square's slope at b₂: which number is squared in this version?",
        ),
        (
            _outside(lambda u, t, b2: 2 * t * (1 - t**2), into_s=_squared),
            "In this version b₂ is not squared before it goes into the S-shaped machine.",
        ),
        (_outside(lambda u, t, b2: t * (1 - t**2)), "The slope of t² is 2t: the 2 is missing."),
        (_outside(lambda u, t, b2: t**2), "This is q itself: its slope is wanted."),
        (
            _outside(lambda u, t, b2: 2 * b2 * (1 - t**2), into_s=_squared),
            "This is the other version, with the square inside.",
        ),
        (
            _outside(lambda u, t, b2: 2 * u * (1 - t**2)),
            "You took the square's slope at what goes into the S-shaped machine: what comes out of it is squared.",
        ),
        (
            lambda x, w2, b2: x * _outside(lambda u, t, b2: 2 * t * (1 - t**2))(x, w2, b2),
            "This is the slope with respect to w₂: b₂ is added, not multiplied by x.",
        ),
        (_outside(lambda u, t, b2: 2 * t + 1 - t**2), "You added along the row."),
    ],
    praise="The two versions are two different functions, with different slopes.",
)
