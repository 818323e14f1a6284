"""Notebook 02: wrong answers in another form than the declared ones, and words of the hint that each must get."""

import numpy as np

from helpers.lessons.follow_the_slope.exercises import X, Y, cost_along_w, gradient


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


def step_by_old_slopes(w, b, rate, small):
    slope_w, slope_b, steps = np.inf, np.inf, 0
    while abs(slope_w) >= small or abs(slope_b) >= small:
        slope_w, slope_b = gradient(w, b)
        w, b, steps = w - rate * slope_w, b - rate * slope_b, steps + 1
    return w, b, steps


def the_loop_of_the_page(w, b, rate, small):
    for _ in range(301):
        slope_w, slope_b = gradient(w, b)
        w, b = w - rate * slope_w, b - rate * slope_b
    return w, b, 300


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
        (lambda f, w, h: (cost_along_w(w + h) - cost_along_w(w - h)) / 2 / h, "Use f, the function"),
        (lambda f, w, h: np.abs(f(w + h) - f(w - h)) / (2 * h), "no abs"),
    ],
    "cost_slopes": [
        (lambda w, b: (gradient(w, 0)[0], gradient(w, 0)[1]), "leave out b"),
        (lambda w, b: (np.sum(2 * (w * X + b - Y)) * X, np.sum(2 * (w * X + b - Y))), "Multiply by x before"),
        (lambda w, b: [np.sum(2 * (w * X + b - Y) ** 2 * each) for each in (X, 1)], "the square is gone"),
    ],
    "update": [
        (w_first, "The bug is still in"),
        (lambda w, b, rate: -rate * np.array(gradient(w, b)), "how far they go"),
        (lambda w, b, rate: np.array((w, b)) - rate * np.array(gradient(2, 2)), "not at (2, 2)"),
    ],
    "roll_down": [
        (step_then_look, "look afterwards"),
        (with_the_last_bug, "The bug of the last exercise is back: w has moved"),
        (climbs, "Uphill they grow"),
        (step_by_old_slopes, "the place you have just left"),
        (the_loop_of_the_page, "Always 301 steps, told as 300"),
    ],
    "batch_step": [(sums, "take the mean"), (moves_w_first, "w has already moved")],
}
