"""Notebook 01: wrong answers in another form than the declared ones, and words of the hint that each must get."""

from functools import partial

import numpy as np

from helpers.lessons.fit_a_line.exercises import X, Y, one_step
from helpers.lessons.fit_a_line.numbers import line_cost

C = partial(line_cost, X, Y)


def last_lower_one(w, b, step):
    best = w, b
    for new in [(w + step, b), (w - step, b), (w, b + step), (w, b - step)]:
        if C(*new) < C(w, b):
            best = new
    return best


def to_the_end(w, b, step):
    while (new := one_step.reference(w, b, step)) != (w, b):
        w, b = new
    return w, b


WRONG = {
    "cost": [
        (lambda y_hat, y: sum(y_hat - y), "high and low cancel"),
        (lambda y_hat, y: np.sum(y_hat**2) - np.sum(y**2), "before you subtracted"),
        (lambda y_hat, y: np.linalg.norm(y_hat - y), "No square root"),
    ],
    "one_step": [(last_lower_one, "b wins over w here"), (to_the_end, "You walk on")],
    "cost_after": [(lambda w, dw: np.sum((w + dw * X - Y) ** 2), "around the new w")],
    "standardise": [(lambda values: (values - sum(values) / len(values)) / np.var(values), "the variance")],
}
