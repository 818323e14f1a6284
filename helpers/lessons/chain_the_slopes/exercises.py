"""The exercises of notebook 03, Chain the slopes."""

import numpy as np

from ...exercise import Exercise, Mistake

local_slopes = Exercise(
    "local_slopes",
    notebook="03",
    expected=[3, 14],
    mistakes=[
        Mistake([3, 6], "You took the cookies' slope at x: which number goes into that machine?"),
        Mistake([14, 3], "These are the two slopes in the other order: the bananas' comes first."),
        Mistake([9, 14], "The bananas' slope is the same at every x: it is not multiplied by x."),
        Mistake([3, 8], "That was for 2 apples: run forward again, from 3."),
        Mistake([8, 3], "That was for 2 apples, and in the other order: run forward again, from 3."),
        Mistake([42, 42], "That is the product: give its two factors."),
        Mistake([3, 7], "You took y itself for the slope of y²: nudge the square once more and measure."),
        Mistake([7, 49], "These are what the machines give, not how fast it moves."),
        Mistake([7, 14], "The first is what the machine gives: how fast does it move when x does?"),
    ],
    praise="Each slope stands where its own input stands.",
)

chain_of_two = Exercise(
    "chain_of_two",
    notebook="03",
    cases=[(2.0,), (1.0,), (-0.5,), (0.0,)],
    reference=lambda x: 3 * (x**2 + 1) ** 2 * 2 * x,
    mistakes=[
        Mistake(
            lambda x: 3 * x**2 * 2 * x,
            "You took both slopes at x: the second machine never sees x, so which number goes into it?",
        ),
        Mistake(lambda x: 3 * (x**2 + 1) ** 2, "You left out the first machine: how far does y move when x does?"),
        Mistake(lambda x: 2 * x, "You left out the second machine: how far does z move when y does?"),
        Mistake(lambda x: 3 * (x**2 + 1) ** 2 + 2 * x, "You added along the row: each machine multiplies the nudge."),
        Mistake(
            lambda x: 3 * (2 * x) ** 2 * 2 * x, "You put the slope 2x into the second machine: what goes in is x² + 1."
        ),
        Mistake(
            lambda x: 3 * (x**2 + 1) ** 2 * (2 * x + 1), "The + 1 does not move with x: the slope of x² + 1 has none."
        ),
        Mistake(lambda x: 3 * x**4 * 2 * x, "The + 1 is lost: what goes into the second machine is x² + 1."),
        Mistake(lambda x: 3 * (2 * x) ** 2, "You put the slope 2x into the second machine: what goes in is y."),
        Mistake(lambda x: (x**2 + 1) ** 3, "This is z itself: its slope is wanted."),
        Mistake(lambda x: 3 * (x**2 + 1) * 2 * x, "The slope of y³ has a square in it: measure it by a nudge."),
    ],
    praise="Any two machines can now be chained.",
)

chain_of_three = Exercise(
    "chain_of_three",
    notebook="03",
    expected=660,
    mistakes=[
        Mistake(60, "You took the cookies' slope at v: which number goes into that machine?"),
        Mistake(240, "You took the cookies' slope at x: one machine stands between x and it."),
        Mistake(52, "You added along the row: each machine multiplies the nudge."),
        Mistake(132, "This is dz/dx, cookies per apple: one machine is still missing."),
        Mistake(484, "This is z itself, what the row gives: its slope is wanted."),
        Mistake(330, "You took y itself for the slope of y²."),
        Mistake(120, "This is the slope at v = 0.8: go through the row again from v = 2."),
        Mistake(210, "This is the slope at v = 1, the end of the slider: go through the row from v = 2."),
        Mistake(220, "The bananas' 3 is missing: one factor for each machine."),
        Mistake(44, "This is the last machine only: one factor for each machine."),
    ],
    praise="660 cookies per coin, at this point of the row.",
)


def _two(x1, x2):
    return x1 * x2, x1 + x2


def _both(first, second):
    """The wrong answer in which path i to x1 and x2 is combined by `first` and `second` of (z1, z2, x1, x2)"""
    return lambda x1, x2: (first(*_two(x1, x2), x1, x2), second(*_two(x1, x2), x1, x2))


two_inputs = Exercise(
    "two_inputs",
    notebook="03",
    cases=[(2.0, 3.0), (-1.0, 0.5), (1.0, -2.0)],
    reference=lambda x1, x2: ((x1 + x2) * x2 + x1 * x2, (x1 + x2) * x1 + x1 * x2),
    mistakes=[
        Mistake(
            _both(lambda p, q, a, b: q * b, lambda p, q, a, b: q * a),
            "Only the path through z₁ is in: there is another.",
        ),
        Mistake(_both(lambda p, q, a, b: p, lambda p, q, a, b: p), "Only the path through z₂ is in: there is another."),
        Mistake(
            _both(lambda p, q, a, b: q * b * p, lambda p, q, a, b: q * a * p),
            "You multiplied across the paths: along a path the slopes are multiplied, but paths do not feed each other.",
        ),
        Mistake(
            _both(lambda p, q, a, b: (q + b) + (p + 1), lambda p, q, a, b: (q + a) + (p + 1)),
            "You added along each path: there the slopes are multiplied, and only the paths are added.",
        ),
        Mistake(
            _both(lambda p, q, a, b: p * b + q, lambda p, q, a, b: p * a + q),
            "The slope of a product with respect to one factor is the other factor: you took the factor itself.",
        ),
        Mistake(
            _both(lambda p, q, a, b: q * a + p, lambda p, q, a, b: q * b + p),
            "How far z₁ moves when x₁ does is told by the other one: you exchanged x₁ and x₂.",
        ),
        Mistake(
            _both(lambda p, q, a, b: b + 1, lambda p, q, a, b: a + 1),
            "p's own slopes are missing: how far does p move when z₁ does, and when z₂ does?",
        ),
        Mistake(
            _both(lambda p, q, a, b: p + q, lambda p, q, a, b: p + q),
            "These are p's own slopes: multiply each by how far z₁ or z₂ moves.",
        ),
        Mistake(
            _both(lambda p, q, a, b: b, lambda p, q, a, b: a),
            "This is only how far z₁ moves: multiply by what p makes of it, and add the path through z₂.",
        ),
    ],
    praise="Multiply along a path, add over the paths: this is the whole rule.",
)


# ---- a row as a list of (function, slope) ---------------------------------------------------------------------------


def apples(v):
    return 5 * v - 2


def bananas(x):
    return 3 * x - 2


def cookies(y):
    return y**2


def apples_slope(v):
    return 5.0


def bananas_slope(x):
    return 3.0


def cookies_slope(y):
    return 2 * y


THREE = ((apples, apples_slope), (bananas, bananas_slope), (cookies, cookies_slope))


def _run(machines, x, start=1.0, point=lambda x, before, after: before, combine=lambda slope, local: slope * local):
    value, slope = x, start
    for machine, local_slope in machines:
        before, value = value, machine(value)
        slope = combine(slope, local_slope(point(x, before, value)))
    return value, slope


whole_row = Exercise(
    "whole_row",
    notebook="03",
    cases=[(THREE[1:], 2.0), (THREE, 1.0), ((THREE[2], THREE[1], THREE[2]), -1.5), (THREE[:1], 4.0), ((), 5.0)],
    reference=lambda machines, x: _run(machines, x),
    mistakes=[
        Mistake(
            lambda machines, x: _run(machines, x, point=lambda x, before, after: x),
            "The bug is still in: every slope is taken at x, but only the first machine ever sees x.",
        ),
        Mistake(
            lambda machines, x: _run(machines, x, point=lambda x, before, after: after),
            "You take each slope at what the machine gives, after its run: it belongs to what goes in.",
        ),
        Mistake(
            lambda machines, x: _run(machines, x, start=0.0),
            "Your slope begins at 0 and stays there: 0 times anything.",
        ),
        Mistake(
            lambda machines, x: _run(machines, x, combine=lambda slope, local: slope + local),
            "You add along the row: each machine multiplies the nudge.",
        ),
        Mistake(
            lambda machines, x: _run(machines, x, start=0.0, combine=lambda slope, local: slope + local),
            "You add up the slopes, from 0: along a row they are multiplied, from 1.",
        ),
        Mistake(
            lambda machines, x: _run(machines, x, combine=lambda slope, local: local),
            "You keep only the last machine's slope: multiply it by what came before.",
        ),
        Mistake(
            lambda machines, x: _run(machines[:1], x),
            "You return after the first machine: `return` belongs after the loop.",
        ),
        Mistake(lambda machines, x: _run(machines, x)[::-1], "The value comes first, then the slope."),
    ],
    praise="Value and slope of any row, however long, in one walk.",
)


# ---- the harder formula ---------------------------------------------------------------------------------------------


def _harder(x, w1, b1, w2, b2):
    t = np.tanh(w2 * x + b2**2)
    return x, 1.0, x * (1 - t**2), 2 * b2 * (1 - t**2)


def _harder_with(bend, last=lambda b2: 2 * b2):
    """The four slopes with another slope of tanh, bend(x, w2, b2), or another slope of b2²"""
    return lambda x, w1, b1, w2, b2: (x, 1.0, x * bend(x, w2, b2), last(b2) * bend(x, w2, b2))


def _true_bend(x, w2, b2):
    return 1 - np.tanh(w2 * x + b2**2) ** 2


def _harder_but(place, slope):
    """The four right slopes but for one"""
    return lambda *at: tuple(slope(*at) if i == place else right for i, right in enumerate(_harder(*at)))


harder_slopes = Exercise(
    "harder_slopes",
    notebook="03",
    cases=[(2.0, 3.0, -1.0, 0.5, 0.5), (-1.0, 0.3, 2.0, 0.8, -0.6), (0.5, -2.0, 0.0, 1.5, 0.2)],
    reference=_harder,
    mistakes=[
        Mistake(
            _harder_with(lambda x, w2, b2: 1.0), "You went past the S-shaped machine: its slope belongs to the row too."
        ),
        Mistake(
            _harder_with(lambda x, w2, b2: np.tanh(w2 * x + b2**2)),
            "You multiplied by what the S-shaped machine gives: its slope is wanted.",
        ),
        Mistake(
            _harder_with(lambda x, w2, b2: 1 - np.tanh(w2 * x + b2**2)),
            "One square is missing in the slope of the S-shaped machine: compare with the table of nudges.",
        ),
        Mistake(
            _harder_with(lambda x, w2, b2: 1 - np.tanh(x) ** 2),
            "You took the slope of the S-shaped machine at x: which number goes into it?",
        ),
        Mistake(
            _harder_with(lambda x, w2, b2: 1 - np.tanh(w2 * x + b2) ** 2),
            "What goes into the S-shaped machine holds the square of b₂.",
        ),
        Mistake(
            _harder_with(lambda x, w2, b2: 1 - abs(np.tanh(w2 * x + b2**2))),
            "That was the other column of the table: the slope is 1 − t².",
        ),
        Mistake(
            _harder_with(lambda x, w2, b2: 1 - (w2 * x + b2**2) ** 2),
            "You squared what goes into the S-shaped machine: its slope is made of what comes out.",
        ),
        Mistake(
            _harder_but(2, lambda x, w1, b1, w2, b2: w2 * _true_bend(x, w2, b2)),
            "The third slope is not right: w₂x moves by x when w₂ moves by 1.",
        ),
        Mistake(
            _harder_but(0, lambda x, w1, b1, w2, b2: w1),
            "The first slope is not right: w₁x moves by x when w₁ moves by 1.",
        ),
        Mistake(
            _harder_but(3, lambda x, w1, b1, w2, b2: 2 * b2),
            "The fourth slope is not right: b₂ passes the S-shaped machine too.",
        ),
        Mistake(
            _harder_but(1, lambda x, w1, b1, w2, b2: b1),
            "The second slope is not right: b₁ is added, so ŷ moves as far.",
        ),
        Mistake(
            _harder_with(_true_bend, last=lambda b2: 1.0), "b₂ passes a squaring machine first: its slope is missing."
        ),
        Mistake(_harder_with(_true_bend, last=lambda b2: b2), "You took b₂ itself for the slope of b₂²."),
        Mistake(
            lambda x, w1, b1, w2, b2: (w1, 1.0, w2 * _true_bend(x, w2, b2), 2 * b2 * _true_bend(x, w2, b2)),
            "The slope of w·x with respect to w is the other factor: you took w itself.",
        ),
    ],
    praise="Four slopes by hand, and the nudge agrees.",
)

square_outside = Exercise(
    "square_outside",
    notebook="03",
    cases=[(2.0, 0.5, 0.5), (-1.0, 0.8, -0.6), (0.5, 1.5, 0.2)],
    reference=lambda x, w2, b2: 2 * np.tanh(w2 * x + b2) * (1 - np.tanh(w2 * x + b2) ** 2),
    mistakes=[
        Mistake(
            lambda x, w2, b2: 2 * np.tanh(w2 * x + b2), "You stopped after the squaring machine: walk on back to b₂."
        ),
        Mistake(
            lambda x, w2, b2: 1 - np.tanh(w2 * x + b2) ** 2,
            "You left out the squaring machine, the last one of the row.",
        ),
        Mistake(
            lambda x, w2, b2: 2 * b2 * (1 - np.tanh(w2 * x + b2) ** 2),
            "You took the square's slope at b₂: which number is squared in this version?",
        ),
        Mistake(
            lambda x, w2, b2: 2 * np.tanh(w2 * x + b2**2) * (1 - np.tanh(w2 * x + b2**2) ** 2),
            "In this version b₂ is not squared before it goes into the S-shaped machine.",
        ),
        Mistake(
            lambda x, w2, b2: np.tanh(w2 * x + b2) * (1 - np.tanh(w2 * x + b2) ** 2),
            "The slope of t² is 2t: the 2 is missing.",
        ),
        Mistake(lambda x, w2, b2: np.tanh(w2 * x + b2) ** 2, "This is q itself: its slope is wanted."),
        Mistake(
            lambda x, w2, b2: 2 * b2 * (1 - np.tanh(w2 * x + b2**2) ** 2),
            "This is the other version, with the square inside.",
        ),
        Mistake(
            lambda x, w2, b2: 2 * (w2 * x + b2) * (1 - np.tanh(w2 * x + b2) ** 2),
            "You took the square's slope at what goes into the S-shaped machine: what comes out of it is squared.",
        ),
        Mistake(
            lambda x, w2, b2: 2 * np.tanh(w2 * x + b2) * (1 - np.tanh(w2 * x + b2) ** 2) * x,
            "This is the slope with respect to w₂: b₂ is added, not multiplied by x.",
        ),
        Mistake(lambda x, w2, b2: 2 * np.tanh(w2 * x + b2) + 1 - np.tanh(w2 * x + b2) ** 2, "You added along the row."),
    ],
    praise="The two versions are two different functions, with different slopes.",
)
