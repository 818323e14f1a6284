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


def scaled_in_place(local):
    for i in reversed(range(len(local) - 1)):
        local[i] *= local[i + 1]
    return local


def popped(local):
    found, slope = [], 1
    while local:
        slope *= local.pop()
        found.append(slope)
    return found[::-1]


def divided(local):
    slope = 1
    for derivative in local:
        slope *= derivative
    return [slope] + [slope := slope / derivative for derivative in local[:-1]]


def backward_over(layers, share_of_b=lambda du, d: du, out=1):
    """A learner's shared_gradient that counts the layers in another way: layers(w, h) of them, h[k + out] coming out"""

    def shared_gradient(w, h):
        dw = db = 0
        d = 1
        for k in reversed(range(layers(w, h))):
            du = d * (1 - h[k + out] ** 2)
            dw += du * h[k + out - 1]
            db += share_of_b(du, d)
            d = du * w
        return dw, db

    return shared_gradient


def lists_as_before(w, h):
    dw, db, d = [0] * (len(h) - 1), [0] * (len(h) - 1), 1
    for k in reversed(range(len(h) - 1)):
        db[k] = d * (1 - h[k + 1] ** 2)
        dw[k] = db[k] * h[k]
        d = db[k] * w[k]
    return dw, db


def all_through_tanh(x, w1, b1, w2, b2):
    s = 1 - np.tanh(w2 * x + b2**2) ** 2
    return x * s, s, x * s, 2 * b2 * s


def square_outside(x, w1, b1, w2, b2):
    s = (1 - np.tanh(w2 * x + b2**2)) ** 2
    return x, 1, x * s, 2 * b2 * s


def no_slope_of_b1(x, w1, b1, w2, b2):
    s = 1 - np.tanh(w2 * x + b2**2) ** 2
    return x, 0, x * s, 2 * b2 * s


WRONG = {
    "chain_of_two": [
        (lambda x: 6 * x**3, "the second function never sees x"),
        (lambda x: 3 * (2 * x), "nothing of y is in it"),
    ],
    "row_backward": [
        (lambda local: np.cumprod(local), "You multiply from the first function on"),
        (returned_in_the_loop, "does `return` stand in the loop?"),
        (appended_and_never_turned, "stand in the other order"),
        (turned_in_place, "changed"),
        (scaled_in_place, "start with found = [] and append"),
        (popped, "start with found = [] and append"),
        (divided, "You divide a factor away, and one is 0 here"),
    ],
    "two_inputs": [
        (lambda a, b: np.array([a * b * (a + b) * b, a * b * (a + b) * a]), "multiplied across the paths"),
        (lambda a, b: [a + b, a * b], "how far do z₁ and z₂ move when x₁ does?"),
        (lambda a, b: ((a + b) * a + a * b, (a + b) * b + a * b), "moves by x₂ when x₁ moves by 1"),
    ],
    "four_derivatives": [
        (lambda x, w1, b1, w2, b2: [x, 1, x, 2 * b2], "You went past tanh"),
        (all_through_tanh, "stand outside tanh"),
        (square_outside, "belongs to t alone"),
        (no_slope_of_b1, "is not 0: b₁ is added"),
    ],
    "shared_gradient": [
        (assigned_in_place_of_added, "You keep only what the first layer brings"),
        (returned_after_the_last_layer, "does `return` stand in the loop?"),
        (backward_over(lambda w, h: len(w)), "count the layers by h: there are len(h) − 1"),
        (backward_over(lambda w, h: len(h)), "so there are len(h) − 1 layers"),
        (backward_over(lambda w, h: len(h), out=0), "You take one turn too many"),
        (backward_over(lambda w, h: len(h) - 1, share_of_b=lambda du, d: d), "b stands inside tanh"),
        (lists_as_before, "write w, without a place in [ ]"),
    ],
}
