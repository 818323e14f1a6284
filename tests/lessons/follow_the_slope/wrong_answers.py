"""Notebook 02, Follow the slope: wrong answers and words of the hint that each must get."""

import numpy as np

from helpers.lessons.fit_a_line.exercises import X, Y


def slopes(w, b, times=2.0):
    errors = w * X + b - Y
    return times * np.sum(errors * X), times * np.sum(errors)


def step(w, b, rate):
    slope_w, slope_b = slopes(w, b)
    return w - rate * slope_w, b - rate * slope_b


def w_first(w, b, rate):
    w -= rate * slopes(w, b)[0]
    b -= rate * slopes(w, b)[1]
    return w, b


def b_first(w, b, rate):
    b -= rate * slopes(w, b)[1]
    w -= rate * slopes(w, b)[0]
    return w, b


def rolling(too_steep, count=0):
    """A descent as learners write it, with their own rule for going on; a loop without end is cut"""

    def answer(w, b, rate, small):
        steps = count
        while too_steep(*slopes(w, b), small) and steps < 2999:
            w, b = step(w, b, rate)
            steps += 1
        return w, b, steps

    return answer


def either_steep(slope_w, slope_b, small):
    return abs(slope_w) >= small or abs(slope_b) >= small


def step_then_look(w, b, rate, small):
    steps = 0
    while True:
        w, b = step(w, b, rate)
        steps += 1
        if max(map(abs, slopes(w, b))) < small:
            return w, b, steps


WRONG = {
    "forward_difference": [
        (lambda f, w, h: f(w + h) - f(w), "the change itself"),
        (lambda f, w, h: (f(w) - f(w + h)) / h, "sign is flipped"),
        (lambda f, w, h: f(w + h) - f(w) / h, "Only f(w) is divided"),
        (lambda f, w, h: (f(w - h) - f(w)) / -h, "You stepped back"),
        (lambda f, w, h: (f(w + h) - f(w - h)) / 2 / h, "the next exercise"),
        (lambda f, w, h: (f(w + h) + f(w)) / h, "You added the two"),
        (lambda f, w, h: (f(h) - f(w)) / h, "nudged away the place"),
        (lambda f, w, h: (f(w + h) - f(w)) * h, "You multiplied by h"),
    ],
    "central_difference": [
        (lambda f, w, h: (f(w + h) - f(w - h)) / h, "Twice too large"),
        (lambda f, w, h: (f(w + h) - f(w - h)) / 2 * h, "multiplied by h"),
        (lambda f, w, h: (f(w - h) - f(w + h)) / (2 * h), "sign is flipped"),
        (lambda f, w, h: (f(w + h) - f(w)) / h, "the forward difference"),
        (lambda f, w, h: (f(w + h) + f(w - h)) / (2 * h), "You added the two"),
        (lambda f, w, h: f(w + h) - f(w - h), "the change itself"),
        (lambda f, w, h: (f(w + h) - f(w - h)) / 2, "divided by 2 only"),
    ],
    "cost_slopes": [
        (lambda w, b: slopes(w, b, -2), "sign is flipped"),
        (lambda w, b: slopes(w, b, 1), "The 2 is missing:"),
        (lambda w, b: (slopes(w, b)[0] / 2, slopes(w, b)[1]), "missing in the first slope"),
        (lambda w, b: (slopes(w, b)[0], slopes(w, b)[1] / 2), "missing in the second slope"),
        (lambda w, b: slopes(w, b, 2 / 3), "You took means"),
        (lambda w, b: (slopes(w, b)[1], slopes(w, b)[1]), "You forgot x"),
        (lambda w, b: (slopes(w, b)[0], slopes(w, b)[0]), "an x in the second slope too"),
        (lambda w, b: slopes(w, b)[::-1], "other order"),
        (lambda w, b: (2 * (w * X + b - Y) * X, 2 * (w * X + b - Y)), "trade by trade"),
        (lambda w, b: (slopes(w, b)[1] * X.sum(), slopes(w, b)[1]), "by its own x"),
    ],
    "after_one_step": [
        ((2.72, 0), "You went uphill"),
        ((31, 0), "without the learning rate"),
        (np.array([0.28, 0]), "how far you go"),
        ((3.28, 0.28), "each knob uses its own"),
        ([3, 0.28], "changed places"),
        ((-28, 0), "the gradient itself"),
        ((0, 3.28), "in the other order"),
        ((-0.28, 0), "That is the rate times"),
    ],
    "update": [
        (w_first, "The bug is still in"),
        (b_first, "from the other side"),
        (lambda w, b, rate: step(w, b, -rate), "goes uphill"),
        (lambda w, b, rate: step(w, b, 1), "The learning rate is gone"),
        (lambda w, b, rate: step(w, b, 0.01), "You always use 0.01"),
        (lambda w, b, rate: (step(w, b, rate)[0], b), "Only w moves"),
        (lambda w, b, rate: np.subtract(step(w, b, rate), (w, b)), "how far they go"),
        (lambda w, b, rate: step(w, b, rate)[::-1], "in the other order"),
        (lambda w, b, rate: (w - rate * slopes(w, b)[0], b - rate * slopes(w, b)[0]), "b moves by w's slope"),
    ],
    "roll_down": [
        (rolling(lambda p, q, small: p >= small or q >= small), "without the sign"),
        (rolling(lambda p, q, small: abs(p) >= small), "w's slope only"),
        (rolling(lambda p, q, small: abs(q) >= small), "b's slope only"),
        (rolling(lambda p, q, small: abs(p) >= small and abs(q) >= small), "as soon as one"),
        (rolling(either_steep, count=1), "too many in the count"),
        (step_then_look, "look afterwards"),
        (lambda w, b, rate, small: rolling(either_steep)(w, b, 0.01, small), "You always use 0.01"),
    ],
    "largest_rate": [
        (0.0155, "the edge for the sum"),
        (0.0465, "triples its rounding"),
        (0.0052, "divided by three"),
        (2 / (128.69 / 3), "only rounding down"),
        (0.06, "blows up"),
    ],
}
