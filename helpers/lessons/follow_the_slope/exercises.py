"""The exercises of notebook 02, Follow the slope."""

from functools import partial

import numpy as np

from ...datasets import fruit_trades
from ...exercise import Exercise
from ..fit_a_line.numbers import line_cost
from .numbers import largest_stable_rate, line_slopes

X, Y = fruit_trades()
exercise = partial(Exercise, notebook="02")
gradient = partial(line_slopes, X, Y)

# ---- measured slopes ------------------------------------------------------------------------------------------------


def cost_along_w(w):
    return line_cost(X, Y, w, 2.0)


def square(w):
    return w**2


def cube(w):
    return w**3


POINTS = [(cost_along_w, 2.0, 0.1), (square, 3.0, 0.5), (cube, -1.0, 0.01)]

forward_difference = exercise(
    "forward_difference",
    cases=POINTS,
    reference=lambda f, w, h: (f(w + h) - f(w)) / h,
    mistakes=[
        (lambda f, w, h: f(w + h) - f(w), "That is the change itself: you want the change per unit of w."),
        (lambda f, w, h: (f(w) - f(w + h)) / h, "The sign is flipped: new value minus old value."),
        (lambda f, w, h: f(w + h) - f(w) / h, "Only f(w) is divided by h: where do parentheses belong?"),
        (lambda f, w, h: (f(w) - f(w - h)) / h, "You stepped back: one foot stays at w, the other goes forward."),
        (
            lambda f, w, h: (f(w + h) - f(w - h)) / (2 * h),
            "That is the central difference, the next exercise: here one foot stays.",
        ),
        (lambda f, w, h: (f(w + h) + f(w)) / h, "You added the two values: what counts is how far they are apart."),
        (lambda f, w, h: (f(w + h) - f(w)) * h, "You multiplied by h: per unit means divided by h."),
        (lambda f, w, h: (f(h) - f(w)) / h, "You nudged away the place: the new point is h beyond w, not at h."),
    ],
    praise="You can measure the slope of anything that you can compute.",
)

central_difference = exercise(
    "central_difference",
    cases=POINTS,
    reference=lambda f, w, h: (f(w + h) - f(w - h)) / (2 * h),
    mistakes=[
        (lambda f, w, h: (f(w + h) - f(w - h)) / h, "Twice too large: how far are the two feet apart?"),
        (
            lambda f, w, h: (f(w + h) - f(w - h)) / 2 * h,
            "You divided by 2 and then multiplied by h: mind the parentheses.",
        ),
        (
            lambda f, w, h: (f(w - h) - f(w + h)) / (2 * h),
            "The sign is flipped: the foot in front minus the foot behind.",
        ),
        (lambda f, w, h: (f(w + h) - f(w)) / h, "That is the forward difference: put the other foot back by h."),
        (
            lambda f, w, h: (f(w + h) + f(w - h)) / (2 * h),
            "You added the two values: what counts is how far they are apart.",
        ),
        (lambda f, w, h: (f(w + h) - f(w - h)) / 2, "You divided by 2 only: divide by the way between the feet."),
        (lambda f, w, h: f(w + h) - f(w - h), "That is the change itself: you want the change per unit of way."),
    ],
    praise="The bends on both sides cancel: this is how the toolbox checks every formula of the course.",
)

# ---- the formula ----------------------------------------------------------------------------------------------------


def _wrong(pair):
    """Wrong slopes, made of the right ones: pair(slope of w, slope of b)"""
    return lambda w, b: pair(*gradient(w, b))


cost_slopes = exercise(
    "cost_slopes",
    uses=("x", "y", "X", "Y"),
    cases=[(2.0, 2.0), (1.0, 0.0), (3.0, 0.0), (4.0, -3.5)],
    reference=gradient,
    mistakes=[
        (_wrong(lambda p, q: (-p, -q)), "The sign is flipped: the error is prediction minus data here."),
        (_wrong(lambda p, q: (p / 2, q / 2)), "The 2 is missing: where does it come from when you square?"),
        (_wrong(lambda p, q: (p / 2, q)), "The 2 is missing in the first slope: both have it."),
        (_wrong(lambda p, q: (p, q / 2)), "The 2 is missing in the second slope: both have it."),
        (_wrong(lambda p, q: (p / 3, q / 3)), "You took means: this cost is a sum, and so are its slopes."),
        (_wrong(lambda p, q: (q, q)), "You forgot x in the first slope: a change of w is multiplied by x."),
        (_wrong(lambda p, q: (p, p)), "There is an x in the second slope too: a change of b is not multiplied by x."),
        (_wrong(lambda p, q: (q, p)), "The slopes are in the other order: w's comes first."),
        (
            lambda w, b: (2 * (w * X + b - Y) * X, 2 * (w * X + b - Y)),
            "These are the parts, trade by trade: add them up to one number each.",
        ),
        (_wrong(lambda p, q: (q * np.sum(X), q)), "Each error is multiplied by its own x before anything is added up."),
    ],
    praise="Both slopes from one pass over the data, without a single nudge.",
)

# ---- steps ----------------------------------------------------------------------------------------------------------

after_one_step = exercise(
    "after_one_step",
    expected=[3.28, 0.0],
    mistakes=[
        ([2.72, 0], "You went uphill: minus the rate times the slope, and this slope is negative."),
        ([31, 0], "That is a step without the learning rate: multiply the slope by 0.01 first."),
        ([0, 3.28], "w comes first: this pair is in the other order."),
        ([-0.28, 0], "That is the rate times the slope: where do you land?"),
        ([0.28, 0], "That is how far you go: where do you land?"),
        ([3.28, 0.28], "b moved by w's slope: each knob uses its own."),
        ([3, 0.28], "w and b have changed places: the first slope is w's."),
        ([-28, 0], "That is the gradient itself: multiply it by the rate and subtract it from where you stand."),
    ],
    praise="C = 11.02 there, lower than 14: the gradient found the way out.",
)


def _update(w, b, rate):
    slope_w, slope_b = gradient(w, b)
    return w - rate * slope_w, b - rate * slope_b


def _w_first(w, b, rate):
    w = w - rate * gradient(w, b)[0]
    return w, b - rate * gradient(w, b)[1]


def _b_first(w, b, rate):
    b = b - rate * gradient(w, b)[1]
    return w - rate * gradient(w, b)[0], b


update = exercise(
    "update",
    cases=[(2.0, 2.0, 0.01), (2.0, 2.0, 0.02), (0.0, 1.0, 0.005)],
    reference=_update,
    mistakes=[
        (_w_first, "The bug is still in: w has already moved when b's slope is computed."),
        (_b_first, "Now b moves first, and w gets its slope from the new place: the same bug from the other side."),
        (lambda w, b, rate: _update(w, b, -rate), "You add where you should subtract: this goes uphill."),
        (lambda w, b, rate: _update(w, b, 1.0), "The learning rate is gone."),
        (lambda w, b, rate: _update(w, b, 0.01), "You always use 0.01: use rate."),
        (
            lambda w, b, rate: tuple(-rate * slope for slope in gradient(w, b)),
            "That is how far they go: add it to where you stood.",
        ),
        (lambda w, b, rate: _update(w, b, rate)[::-1], "The new pair is in the other order: w comes first."),
        (lambda w, b, rate: (_update(w, b, rate)[0], b), "Only w moves: b has a slope too."),
        (
            lambda w, b, rate: (w - rate * gradient(w, b)[0], b - rate * gradient(w, b)[0]),
            "b moves by w's slope: each knob uses its own.",
        ),
    ],
    praise="Both knobs move at once, by slopes from the same place.",
)


def _rolls(steepness=lambda p, q: max(abs(p), abs(q)), counted_from=0, most=3000):
    """A descent that goes on while the slopes p, q are that steep; one without end is cut"""

    def roll_down(w, b, rate, small):
        steps = counted_from
        while steepness(*gradient(w, b)) >= small and steps < most:
            (w, b), steps = _update(w, b, rate), steps + 1
        return w, b, steps

    return roll_down


roll_down = exercise(
    "roll_down",
    uses=("x", "y", "X", "Y"),
    vary=(),
    cases=[(2.0, 2.0, 0.01, 0.1), (4.0, -4.0, 0.01, 0.5), (3.0, 0.0, 0.012, 0.1), (5.0, -3.0, 0.005, 1.0)],
    reference=_rolls(),
    mistakes=[
        (_rolls(max), "−104 counts as small for you: it is the size that must be small, without the sign."),
        (_rolls(lambda p, q: abs(p)), "You look at w's slope only: at the bottom both are small."),
        (_rolls(lambda p, q: abs(q)), "You look at b's slope only: at the bottom both are small."),
        (_rolls(lambda p, q: min(abs(p), abs(q))), "You stop as soon as one slope is small: go on until both are."),
        (_rolls(counted_from=1), "One step too many in the count: how many have been taken before the first?"),
        (
            lambda w, b, rate, small: _rolls(counted_from=1)(*_update(w, b, rate), rate, small),
            "You step first and look afterwards: a start at the bottom needs no step.",
        ),
        (lambda w, b, rate, small: _rolls()(w, b, 0.01, small), "You always use 0.01: use rate."),
    ],
    praise="That is a whole optimizer, and it knows when it is done.",
)


def _judge_rate(rate):
    edge, edge_of_sum = largest_stable_rate(X, share=1 / len(X)), largest_stable_rate(X)
    if edge <= rate < edge + 0.0001:
        return f"{rate:g} is the edge itself, or beyond it: at the edge, only rounding down to four decimals is safe."
    if abs(rate - edge_of_sum) < 0.0002:
        return f"{rate:g} is the edge for the sum: what happens to the slopes if you divide the cost by three?"
    if abs(rate - edge_of_sum / 3) < 0.0002:
        return f"{rate:g} is the sum's edge divided by three: flatter slopes allow longer steps."
    if rate >= edge:
        return f"with {rate:g} the descent blows up: each swing across the valley is longer than the one before."
    if rate <= 0:
        return f"{rate:g} does not go downhill at all: a learning rate is above 0."
    if rate + 0.0001 < edge:
        return f"{rate:g} does not blow up, but {rate + 0.0001:.4f} does not either: there is a larger one."
    return None


largest_rate = exercise(
    "largest_rate",
    judge=_judge_rate,
    example=0.0466,
    mistakes=[(0.0465, "Tripling a rounded number triples its rounding: triple first, round at the end.")],
    praise='Three times the sum\'s edge: a rate means nothing without "sum" or "mean".',
)
