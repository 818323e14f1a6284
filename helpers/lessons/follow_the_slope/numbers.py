"""Gradient descent on the cost of a line, in plain numbers: what the figures and checks of notebook 02 stand on."""

import numpy as np

FAR_AWAY = 1e6  # a cost above this has blown up: there is nothing more to see


def line_slopes(x, y, w, b):
    """(∂C/∂w, ∂C/∂b) = (Σ 2 (w x + b − y) x, Σ 2 (w x + b − y)): x, y (n,) -> two numbers"""
    errors = w * x + b - y
    return float(2 * (errors @ x)), float(2 * errors.sum())


def curvatures(x):
    """How much the slope changes per unit, along the valley and across it: the eigenvalues of [[2Σx², 2Σx], [2Σx, 2n]]"""
    return np.linalg.eigvalsh(2 * np.array([[x @ x, x.sum()], [x.sum(), len(x)]]))


def largest_stable_rate(x, share=1.0):
    """Below 2 / (the largest curvature) every step shrinks the way to the bottom; share = 1/n if C is a mean."""
    return 2 / (share * curvatures(x)[-1])


def roll(x, y, w, b, rate, steps, share=1.0):
    """(w, b) ← (w, b) − rate · share · slopes, `steps` times: an array (steps + 1, 3) of w, b, C, the start first

    share: 1 for the slopes of the sum, 1/n for those of the mean. Ends early, once C is above FAR_AWAY.
    """
    xx, x_sum, n, xy, y_sum = map(float, (x @ x, x.sum(), len(x), x @ y, y.sum()))
    path, pace = [(w, b)], 2 * rate * share
    for _ in range(steps):
        w, b = w - pace * (xx * w + x_sum * b - xy), b - pace * (x_sum * w + n * b - y_sum)
        path.append((w, b))
        if abs(w) + abs(b) > FAR_AWAY:
            break
    path = np.array(path)
    errors = path[:, :1] * x + path[:, 1:] - y
    costs = np.sum(errors**2, axis=1)
    end = np.argmax(costs > FAR_AWAY) + 1 if costs.max() > FAR_AWAY else len(costs)
    return np.column_stack([path, costs])[:end]


def steps_until(costs, goal):
    """The number of the first step after which the cost is below `goal`; None if there is none"""
    below = np.flatnonzero(np.asarray(costs) < goal)
    return int(below[0]) if len(below) else None
