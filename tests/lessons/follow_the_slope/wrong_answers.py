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


WRONG = {
    "after_one_step": [(np.array([0.28, 0]), "how far you go"), ((2.72, 0), "You went uphill")],
    "update": [
        (w_first, "The bug is still in"),
        (lambda w, b, rate: -rate * np.array(gradient(w, b)), "how far they go"),
    ],
    "roll_down": [(step_then_look, "look afterwards")],
}
