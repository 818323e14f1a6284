"""Notebook 03, Chain the slopes: mistakes in another form than they are declared in, and words of their hints."""

import numpy as np


def returned_in_the_loop(local):
    found, slope = [0.0] * len(local), 1.0
    for k in reversed(range(len(local))):
        slope *= local[k]
        found[k] = slope
        return found


def appended_and_never_turned(local):
    found, slope = [], 1
    for derivative in reversed(local):
        slope *= derivative
        found.append(slope)
    return found


def turned_in_place(local):
    local[:] = local[::-1]
    return list(np.cumprod(local)[::-1])


def assigned_in_place_of_added(w, h):
    d = 1
    for k in reversed(range(len(h) - 1)):
        du = d * (1 - h[k + 1] ** 2)
        dw, db = du * h[k], du
        d = du * w
    return dw, db


def returned_after_the_last_layer(w, h):
    dw = db = 0
    d = 1
    for k in reversed(range(len(h) - 1)):
        du = d * (1 - h[k + 1] ** 2)
        dw, db, d = dw + du * h[k], db + du, du * w
        return dw, db


WRONG = {
    "chain_of_two": [(lambda x: 6 * x**3, "the second function never sees x")],
    "row_backward": [
        (lambda local: np.cumprod(local), "You multiply from the first function on"),
        (returned_in_the_loop, "does `return` stand in the loop?"),
        (appended_and_never_turned, "stand in the other order"),
        (turned_in_place, "changed"),
    ],
    "two_inputs": [(lambda a, b: np.array([a * b * (a + b) * b, a * b * (a + b) * a]), "multiplied across the paths")],
    "four_derivatives": [(lambda x, w1, b1, w2, b2: [x, 1, x, 2 * b2], "You went past tanh")],
    "shared_gradient": [
        (assigned_in_place_of_added, "You keep only what the first layer brings"),
        (returned_after_the_last_layer, "does `return` stand in the loop?"),
    ],
}
