"""The exercises of notebook 02, Follow the slope."""

from functools import partial

import numpy as np

from ...datasets import fruit_trades
from ...exercise import Exercise
from ..fit_a_line.numbers import line_cost
from .numbers import line_slopes

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


POINTS = [(cost_along_w, 2.0, 0.1), (square, 3.0, 0.5), (cube, -1.0, 0.01), (cube, 0.0, 0.5), (cube, 1.5, 2.0)]

central_difference = exercise(
    "central_difference",
    cases=POINTS,
    reference=lambda f, w, h: (f(w + h) - f(w - h)) / (2 * h),
    mistakes=[
        (lambda f, w, h: (f(w + h) - f(w - h)) / h, "Twice too large: how far apart are the two points?"),
        (
            lambda f, w, h: (f(w + h) - f(w - h)) / 2 * h,
            "You divided by 2 and then multiplied by h: mind the parentheses.",
        ),
        (
            lambda f, w, h: f(w + h) - f(w - h) / (2 * h),
            "Only f(w − h) is divided: parentheses belong around the difference, too.",
        ),
        (
            lambda f, w, h: f(w + h) - f(w - h) / 2 * h,
            "No parentheses at all: Python divides and multiplies before it subtracts.",
        ),
        (
            lambda f, w, h: (f(w + h / 2) - f(w - h / 2)) / h,
            "You went half of h to each side: the points are w + h and w − h.",
        ),
        (
            lambda f, w, h: (f(w + h / 2) - f(w - h / 2)) / (2 * h),
            "You went half of h to each side, and then divided by twice h: the points are w + h and w − h.",
        ),
        (
            lambda f, w, h: (f(w - h) - f(w + h)) / (2 * h),
            "The sign is flipped: the value in front minus the value behind.",
        ),
        (lambda f, w, h: (f(w + h) - f(w)) / h, "That is the forward difference: the other point goes back by h."),
        (lambda f, w, h: (f(w) - f(w - h)) / h, "That is the backward difference: the other point goes forward by h."),
        (
            lambda f, w, h: (f(w + h) - f(w)) / (2 * h),
            "The first point is still w: put it back by h, then the way is 2h.",
        ),
        (
            lambda f, w, h: (f(w + h) + f(w - h)) / (2 * h),
            "You added the two values: what counts is how far they are apart.",
        ),
        (lambda f, w, h: (f(w + h) - f(w - h)) / 2, "You divided by 2 only: divide by the way between the points."),
        (lambda f, w, h: f(w + h) - f(w - h), "That is the change itself: you want the change per unit of way."),
        (
            lambda f, w, h: (cost_along_w(w + h) - cost_along_w(w - h)) / (2 * h),
            "Use f, the function you are given, not C.",
        ),
        (
            lambda f, w, h: (cost_along_w(2 + h) - cost_along_w(2 - h)) / (2 * h),
            "That is the slope of C at w = 2, wherever one asks: use f and w.",
        ),
        (lambda f, w, h: abs((f(w + h) - f(w - h)) / (2 * h)), "A slope may be negative: no abs."),
        (lambda f, w, h: abs(f(w + h) - f(w - h)) / (2 * h), "The change may be negative: no abs."),
    ],
    praise="You can measure the slope of anything that you can compute, and check every formula of this course.",
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
        (
            lambda w, b: (2 * np.sum(w * X + b - Y) * X, 2 * np.sum(w * X + b - Y)),
            "Multiply by x before you add up.",
        ),
        (
            lambda w, b: (2 * (w * X + b - Y) ** 2 @ X, 2 * np.sum((w * X + b - Y) ** 2)),
            "The slope of e² is 2e: the square is gone.",
        ),
        (
            lambda w, b: ((w * X + b - Y) ** 2 @ X, np.sum((w * X + b - Y) ** 2)),
            "The slope of e² is 2e: no square is left, and a 2 stands in front.",
        ),
        (lambda w, b: gradient(w, 0.0), "The prediction is w·x + b: your errors leave out b."),
        (lambda w, b: gradient(2.0, 2.0), "That is the gradient at (2, 2), wherever one asks: use w and b."),
        (
            lambda w, b: (2 * np.abs(w * X + b - Y) @ X, 2 * np.abs(w * X + b - Y).sum()),
            "Your errors have lost their signs, and the signs say which way is down.",
        ),
    ],
    praise="Both slopes from one pass over the data, without trying a single step.",
)

# ---- steps ----------------------------------------------------------------------------------------------------------


def _update(w, b, rate):
    slope_w, slope_b = gradient(w, b)
    return w - rate * slope_w, b - rate * slope_b


def _uphill(w, b, rate):
    return _update(w, b, -rate)


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
        (_uphill, "You add where you should subtract: this goes uphill."),
        (
            lambda w, b, rate: (w - rate * gradient(2.0, 2.0)[0], b - rate * gradient(2.0, 2.0)[1]),
            "Use the gradient at (w, b), not at (2, 2).",
        ),
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
            "b moves by w's slope: each parameter uses its own.",
        ),
        (
            lambda w, b, rate: (w - rate * gradient(w, b)[1], b - rate * gradient(w, b)[0]),
            "The two slopes have changed places: w uses the first, b the second.",
        ),
    ],
    praise="Both parameters move at once, by slopes from the same place.",
)


def _larger(p, q):
    return max(abs(p), abs(q))


def _descends(steepness=_larger, counted_from=0, update=_update, strict=False, most=3000):
    """A descent that goes on while the slopes p, q are that steep; one without end is cut"""

    def roll_down(w, b, rate, small):
        steps = counted_from
        while steps < most:
            steep = steepness(*gradient(w, b))
            if not (steep > small if strict else steep >= small):
                break
            (w, b), steps = update(w, b, rate), steps + 1
        return w, b, steps

    return roll_down


def _steps_first(w, b, rate, small):
    return _descends(counted_from=1)(*_update(w, b, rate), rate, small)


def _looks_back(w, b, rate, small):
    w, b, steps = _descends()(w, b, rate, small)
    return *_update(w, b, rate), steps + 1


def _always(steps, told=None):
    whatever = _descends(lambda p, q: np.inf, most=steps)
    return lambda w, b, rate, small: (*whatever(w, b, rate, small)[:2], told or steps)


STARTS = [(2.0, 2.0, 0.01, 0.1), (4.0, -4.0, 0.01, 0.5), (3.0, 0.0, 0.012, 0.1), (5.0, -3.0, 0.005, 1.0)]
STARTS += [(3.0, 0.0, 0.01, 28.0), (0.0, 0.0, 0.01, 0.25), (-1.5, -2.25, 0.008, 0.3), (4.5, -6.0, 0.011, 0.2)]

roll_down = exercise(
    "roll_down",
    uses=("x", "y", "X", "Y"),
    vary=(),  # another rate may diverge: STARTS hold zeros, negatives, fractions, the bottom, a slope equal to `small`
    cases=STARTS,
    reference=_descends(),
    endless="The slopes must shrink. Uphill they grow: which sign has the step? And ask for them anew after each step.",
    mistakes=[
        (_descends(max), "−104 counts as small for you: it is the size that must be small, without the sign."),
        (_descends(lambda p, q: abs(p)), "You look at w's slope only: at the bottom both are small."),
        (_descends(lambda p, q: abs(q)), "You look at b's slope only: at the bottom both are small."),
        (
            _descends(lambda p, q: min(abs(p), abs(q))),
            "You stop as soon as one slope is small: go on until both are.",
        ),
        (_descends(lambda p, q: abs(p) + abs(q)), "You add the two sizes: each must be small, not their sum."),
        (_descends(lambda p, q: abs(p + q)), "You add the slopes first: one below 0 hides one above."),
        (_descends(np.hypot), "That is the gradient's length: here each slope must be small by itself."),
        (_descends(strict=True), "You stop when a slope is exactly `small`: it must be smaller."),
        (_descends(update=_w_first), "The bug of the last exercise is back: w has moved when b's slope is computed."),
        (_descends(update=_b_first), "The bug of the last exercise is back: b has moved when w's slope is computed."),
        (_descends(counted_from=1), "One step too many in the count: how many have been taken before the first?"),
        (_steps_first, "You step first and look afterwards: a start at the bottom needs no step."),
        (_looks_back, "You test the slopes of the place you have just left: look first, then step."),
        (_always(300), "Always 300 steps: stop when both slopes are small."),
        (_always(301), "Always 301 steps: stop when both slopes are small."),
        (_always(300, told=299), "Always 300 steps, told as 299: stop when both slopes are small."),
        (_always(301, told=300), "Always 301 steps, told as 300: stop when both slopes are small."),
        (_descends(most=300), "You give up after 300 steps: go on until both slopes are small, with `while`."),
        (lambda w, b, rate, small: _descends()(w, b, 0.01, small), "You always use 0.01: use rate."),
        (lambda w, b, rate, small: _descends()(2.0, 2.0, rate, small), "You always start at (2, 2): use w and b."),
        (lambda w, b, rate, small: (w, b, 0), "No step is taken: go on as long as a slope is large."),
    ],
    praise="That is a whole optimizer, and it knows when it is done.",
)


# ---- mini-batches ---------------------------------------------------------------------------------------------------


def _batch_update(share=lambda n: 1 / n, first=lambda errors, x: errors @ x):
    """One step with the slopes of the mini-batch x, y, added up and multiplied by share(how many it has)"""

    def batch_step(w, b, x, y, rate):
        errors, pace = w * x + b - y, 2 * rate * share(len(x))
        return w - pace * first(errors, x), b - pace * np.sum(errors)

    return batch_step


_mean_step = _batch_update()


def _batch_slopes(pair):
    """A wrong step, made of the right mean slopes p of w and q of b"""

    def batch_step(w, b, x, y, rate):
        errors = w * x + b - y
        return pair(w, b, 2 * np.mean(errors * x), 2 * np.mean(errors), rate)

    return batch_step


def _mean_w_first(w, b, x, y, rate):
    w = _mean_step(w, b, x, y, rate)[0]
    return w, _mean_step(w, b, x, y, rate)[1]


BATCHES = [
    (2.0, 2.0, [1.0, 5.0, 6.0], [0.0, 16.0, 20.0], 0.01),
    (2.0, 2.0, [5.0], [16.0], 0.01),
    (0.0, -1.0, [2.0, 0.0, 4.0, 3.0], [3.0, -4.5, 13.0, 7.5], 0.02),
]

batch_step = exercise(
    "batch_step",
    cases=BATCHES,
    reference=_mean_step,
    mistakes=[
        (_batch_update(lambda n: 1), "You added up: take the mean, or the step grows with the size of the batch."),
        (_batch_update(lambda n: -1 / n), "You add where you should subtract: this goes uphill."),
        (_batch_update(lambda n: 1 / (2 * n)), "The 2 is missing: the slope of e² is 2e."),
        (_batch_update(lambda n: 1 / 3), "You divide by 3: a mini-batch may have another size."),
        (_batch_update(lambda n: 1 / 10), "You divide by 10: a mini-batch may have another size."),
        (_batch_update(lambda n: 1 / n**2), "You divide by the size twice: `np.mean` does it already."),
        (_batch_update(first=lambda errors, x: errors.sum()), "You forgot x in w's slope."),
        (
            _batch_update(first=lambda errors, x: errors.sum() * x.mean()),
            "Each error is multiplied by its own x before you take the mean.",
        ),
        (_mean_w_first, "w has already moved when b's slope is computed: both slopes belong to the old place."),
        (lambda w, b, x, y, rate: _update(w, b, rate / 3), "You look at the three fruit trades: use x and y."),
        (lambda w, b, x, y, rate: _mean_step(w, b, x, y, 0.01), "You always use 0.01: use rate."),
        (
            lambda w, b, x, y, rate: _mean_step(w, b, x, y, rate)[::-1],
            "w comes first: this pair is in the other order.",
        ),
        (lambda w, b, x, y, rate: (_mean_step(w, b, x, y, rate)[0], b), "Only w moves: b has a slope too."),
        (
            _batch_slopes(lambda w, b, p, q, rate: (w - rate * q, b - rate * p)),
            "The two slopes have changed places: w uses the first, b the second.",
        ),
        (_batch_slopes(lambda w, b, p, q, rate: (p, q)), "These are the slopes: return the new (w, b)."),
        (
            _batch_slopes(lambda w, b, p, q, rate: (-rate * p, -rate * q)),
            "That is how far they go: add it to where you stood.",
        ),
        (
            lambda w, b, x, y, rate: (w - 2 * rate * (w * x + b - y) * x, b - 2 * rate * (w * x + b - y)),
            "That is one step for each example: take the mean of the slopes first.",
        ),
    ],
    praise="One example or a thousand: the step does not grow with the batch.",
)
