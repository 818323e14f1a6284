"""Notebook 02: wrong answers in another form than the declared ones, and words of the hint that each must get."""

import numpy as np

from helpers.lessons.follow_the_slope.exercises import gradient


def w_first(w, b, rate):
    w -= rate * gradient(w, b)[0]
    b -= rate * gradient(w, b)[1]
    return w, b


def step_then_look(w, b, rate, small):
    steps, slopes = 0, gradient(w, b)
    while steps == 0 or max(map(abs, slopes)) >= small:
        w, b = np.subtract((w, b), rate * np.array(slopes))
        steps, slopes = steps + 1, gradient(w, b)
    return w, b, steps


def with_the_last_bug(w, b, rate, small):
    steps = 0
    while max(np.abs(gradient(w, b))) >= small:
        w -= rate * gradient(w, b)[0]
        b -= rate * gradient(w, b)[1]
        steps += 1
    return w, b, steps


def climbs(w, b, rate, small):
    steps = 0
    while max(np.abs(gradient(w, b))) >= small:
        slope_w, slope_b = gradient(w, b)
        w, b, steps = w + rate * slope_w, b + rate * slope_b, steps + 1
    return w, b, steps


def sums(w, b, x, y, rate):
    errors = w * x + b - y
    return w - rate * np.sum(2 * errors * x), b - rate * np.sum(2 * errors)


def moves_w_first(w, b, x, y, rate):
    w = w - rate * np.mean(2 * (w * x + b - y) * x)
    b = b - rate * np.mean(2 * (w * x + b - y))
    return w, b


WRONG = {
    "central_difference": [
        (lambda f, w, h: f(w + h) - f(w - h) / (2 * h), "Only f(w − h) is divided"),
        (lambda f, w, h: f(w + h) - f(w - h) / 2 * h, "No parentheses at all"),
        (lambda f, w, h: (f(w + 0.5 * h) - f(w - 0.5 * h)) / h, "half of h to each side"),
    ],
    "cost_slopes": [(lambda w, b: (gradient(w, 0)[0], gradient(w, 0)[1]), "leave out b")],
    "update": [
        (w_first, "The bug is still in"),
        (lambda w, b, rate: -rate * np.array(gradient(w, b)), "how far they go"),
    ],
    "roll_down": [
        (step_then_look, "look afterwards"),
        (with_the_last_bug, "The bug of the last exercise is back: w has moved"),
        (climbs, "Uphill they grow"),
    ],
    "batch_step": [(sums, "take the mean"), (moves_w_first, "w has already moved")],
}
