"""Notebook 00 and 01: wrong answers and words of the hint that each must get."""

import numpy as np

from helpers.lessons.fit_a_line.exercises import X, Y


def C(w, b):
    return float(np.sum((w * X + b - Y) ** 2))


def best_of_four(w, b, step):
    return min([(w, b), (w + step, b), (w - step, b), (w, b + step), (w, b - step)], key=lambda p: C(*p))


def always_by_one(w, b, step):
    for new in [(w + 1, b), (w - 1, b), (w, b + 1), (w, b - 1)]:
        if C(*new) < C(w, b):
            return new
    return w, b


def never_stays(w, b, step):
    return min([(w + step, b), (w - step, b), (w, b + step), (w, b - step)], key=lambda p: C(*p))


def b_before_w(w, b, step):
    for new in [(w, b + step), (w, b - step), (w + step, b), (w - step, b)]:
        if C(*new) < C(w, b):
            return new
    return w, b


def equal_is_better(w, b, step):
    for new in [(w + step, b), (w - step, b), (w, b + step), (w, b - step)]:
        if C(*new) <= C(w, b):
            return new
    return w, b


def only_w_up(w, b, step):
    return (w + step, b) if C(w + step, b) < C(w, b) else (w, b)


def to_the_end(w, b, step):
    while (new := one_step(w, b, step)) != (w, b):
        w, b = new
    return w, b


def one_step(w, b, step):
    for new in [(w + step, b), (w - step, b), (w, b + step), (w, b - step)]:
        if C(*new) < C(w, b):
            return new
    return w, b


WRONG = {
    "warm_up": [(4 + 3, "You added"), (4 - 3, "You subtracted"), (43, "side by side"), (4 / 3, "You divided")],
    "predict": [
        (lambda x, w, b: w * x, "You left out b"),
        (lambda x, w, b: w * (x + b), "only x is multiplied"),
        (lambda x, w, b: b * x + w, "changed places"),
        (lambda x, w, b: w * x - b, "sign of b"),
        (lambda x, w, b: 3 * x + 1, "still fixed"),
    ],
    "cost": [
        (lambda y_hat, y: np.abs(y - y_hat).sum(), "sizes of the errors"),
        (lambda y_hat, y: ((y - y_hat) ** 2).mean(), "You took the mean"),
        (lambda y_hat, y: sum(y_hat - y), "high and low cancel"),
        (lambda y_hat, y: sum(y_hat - y) ** 2, "squared the total"),
        (lambda y_hat, y: (y - y_hat) ** 2, "one by one"),
        (lambda y_hat, y: np.sum(y_hat**2) - np.sum(y**2), "before you subtracted"),
        (lambda y_hat, y: np.linalg.norm(y_hat - y), "No square root"),
        (lambda y_hat, y: np.sum(y_hat - y**2), "Only y is squared"),
        (lambda y_hat, y: np.sum((y_hat - y) * 2), "* 2 doubles"),
    ],
    "two_candidates": [
        ((C(5, -8), C(3, -1)), "other order"),
        ((7, 6), "square each of them first"),
        ((-3, 0), "they cancel"),
        ((C(3, -1) / 3, C(5, -8) / 3), "You took means"),
        ((C(3, 1), C(5, 8)), "left out the minus sign"),
    ],
    "one_step": [
        (best_of_four, "You took the best of the four"),
        (always_by_one, "You always step by 1"),
        (never_stays, "When no neighbour is better, stay"),
        (b_before_w, "b wins over w here"),
        (only_w_up, "the first trial only"),
        (to_the_end, "You walk on"),
        (equal_is_better, "a point of equal cost"),
        (lambda w, b, step: (w + step, b), "You step without asking"),
    ],
    "cost_after": [
        (lambda dw: C(3, dw), "The bug is still in"),
        (lambda dw: C(3 * dw, 0), "not 3 times dw"),
        (lambda dw: C(3 + dw, dw), "twice"),
        (lambda dw: C(3, 0), "no effect"),
        (lambda dw: C(3 - dw, 0), "sign of dw"),
        (lambda dw: np.sum((3 + dw * X - Y) ** 2), "around the new w"),
    ],
    "good_start": [
        ((3, 0), "the very point where"),
        ((2, 2), "you saw where it ends"),
        ((4, -4), "nothing left to do"),
    ],
    "score": [
        (lambda pixels, weights, b: (weights * pixels).sum(), "You left out b"),
        (lambda pixels, weights, b: weights * pixels + b, "products one by one"),
        (lambda pixels, weights, b: (weights * pixels + b).sum(), "once for every pixel"),
        (lambda pixels, weights, b: weights.sum() * pixels.sum() + b, "a weight of its own"),
        (lambda pixels, weights, b: np.mean(weights * pixels) + b, "not averaged"),
        (lambda pixels, weights, b: sum(weights * pixels) + b, "rows only"),
        (lambda pixels, weights, b: weights @ pixels + b, "another product"),
    ],
}
