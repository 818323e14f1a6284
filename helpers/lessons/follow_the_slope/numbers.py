"""Gradient descent on the cost of a line, and the contestants of The race: the formulas of notebook 02.

Each contestant spends evaluations of the cost and keeps the best point it has seen. Everybody may spend BUDGET of them
at most, the starting point included: one cost is one, a numerical gradient 3, an analytic one ANALYTIC_PRICE.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..fit_a_line.numbers import line_cost, walk

FAR_AWAY = 1e6  # a cost above this has blown up: there is nothing more to see
BUDGET, GOAL = 100_000, 0.01
START, RATE, H = (2.0, 2.0), 0.01, 1e-6
BOX = (-1.0, 7.0), (-10.0, 6.0)  # where grid and random look: w from -1 to 7, b from -10 to 6
ANALYTIC_PRICE = 2
STEP_SIZES = [1, 0.1, 0.01, 0.001]
SEEDS = 100
CHECKPOINTS = np.unique(np.round(10 ** np.linspace(0, 5, 101)).astype(int))  # where the curves are drawn


def line_slopes(x, y, w, b):
    """(∂C/∂w, ∂C/∂b) = (Σ 2 (w x + b − y) x, Σ 2 (w x + b − y)): x, y (n,) -> two numbers"""
    errors = w * x + b - y
    return float(2 * (errors @ x)), float(2 * errors.sum())


def curvatures(x):
    """How much the slope changes per unit, along the valley and across it: eigenvalues of [[2Σx², 2Σx], [2Σx, 2n]]"""
    return np.linalg.eigvalsh(2 * np.array([[x @ x, x.sum()], [x.sum(), len(x)]]))


def largest_stable_rate(x, share=1.0):
    """Below 2 / (the largest curvature) every step shrinks the way to the bottom; share = 1/n if C is a mean."""
    return 2 / (share * curvatures(x)[-1])


def left_by_a_step(x, pace, momentum=0.0):
    """The factors z by which the way to the bottom shrinks, along the valley and across it: (4,), complex if it swings

    Along each eigenvector, of curvature k, z² − (1 + momentum − pace · k) z + momentum = 0; without momentum that is
    1 − pace · k and 0. pace: the learning rate, times 1/n if C is a mean. Source: Polyak 1964, the heavy ball.
    """
    return np.concatenate([np.roots([1, pace * k - 1 - momentum, momentum]) for k in curvatures(x)])


def roll(x, y, w, b, rate, steps, share=1.0, momentum=0.0):
    """v ← momentum · v − rate · share · slopes, (w, b) ← (w, b) + v, `steps` times: (steps + 1, 3) of w, b, C

    The start is the first row, and there v is 0. share: 1 for the slopes of the sum, 1/n for those of the mean. Ends
    early, once C is above FAR_AWAY.
    """
    xx, x_sum, n, xy, y_sum = map(float, (x @ x, x.sum(), len(x), x @ y, y.sum()))
    path, pace, v_w, v_b = [(w, b)], 2 * rate * share, 0.0, 0.0
    for _ in range(steps):
        v_w = momentum * v_w - pace * (xx * w + x_sum * b - xy)
        v_b = momentum * v_b - pace * (x_sum * w + n * b - y_sum)
        w, b = w + v_w, b + v_b
        path.append((w, b))
        if abs(w) + abs(b) > FAR_AWAY:
            break
    path = np.array(path)
    costs = np.sum((path[:, :1] * x + path[:, 1:] - y) ** 2, axis=1)
    end = np.argmax(costs > FAR_AWAY) + 1 if costs.max() > FAR_AWAY else len(costs)
    return np.column_stack([path, costs])[:end]


def sgd(x, y, w, b, rate, size, epochs, seed):
    """(w, b) after stochastic gradient descent on the mean of the squares; size must divide the number of examples

    In each epoch the examples are shuffled and cut into mini-batches of `size`; each brings one step.
    """
    if len(x) % size:
        raise ValueError(f"size must divide the number of examples, {len(x)}, got {size}")
    generator = np.random.default_rng(seed)
    for _ in range(epochs):
        dealt = generator.permutation(len(x)).reshape(-1, size)
        for batch_x, batch_y in zip(x[dealt], y[dealt], strict=True):
            slope_w, slope_b = line_slopes(batch_x, batch_y, w, b)
            w, b = w - rate * slope_w / size, b - rate * slope_b / size
    return w, b


def steps_until(costs, goal):
    """The number of the first step after which the cost is below `goal`; None if there is none"""
    below = np.flatnonzero(np.asarray(costs) < goal)
    return int(below[0]) if len(below) else None


class Track(NamedTuple):
    """What one contestant had at best: after spent[i] evaluations the cost cost[i], at (w[i], b[i]); all arrays (n,)"""

    spent: np.ndarray
    cost: np.ndarray
    w: np.ndarray
    b: np.ndarray

    def at(self, evaluations):
        """Cost, w and b of the best point after so many evaluations (m,): (3, m); infinity and nan before the first"""
        index = np.searchsorted(self.spent, evaluations, side="right") - 1
        return np.where(index >= 0, [values[index] for values in self[1:]], [[np.inf], [np.nan], [np.nan]])

    def arrives(self, goal=GOAL):
        """The evaluations spent when the cost is first below goal; infinity: never"""
        first = steps_until(self.cost, goal)
        return np.inf if first is None else int(self.spent[first])


def best_so_far(spent, cost, w, b):
    """A Track of only those points that are lower than all before"""
    spent, cost, w, b = map(np.asarray, (spent, cost, w, b))
    lowest = np.minimum.accumulate(cost)
    better = np.concatenate([[True], lowest[1:] < lowest[:-1]])
    return Track(spent[better], cost[better], w[better], b[better])


def one_by_one(x, y, w, b):
    """The Track of points w, b (m,), each for one evaluation; C from the five sums in which the data enter"""
    cost = w * (w * (x @ x) + 2 * b * x.sum() - 2 * (x @ y)) + b * (b * len(x) - 2 * y.sum()) + y @ y
    return best_so_far(np.arange(1, len(w) + 1), cost, w, b)


def grid(x, y):
    """Grids of 2 by 2, 4 by 4, 8 by 8 … points over the box, row by row, until the budget is spent"""
    points, side = np.empty((2, 0)), 2
    while points.shape[1] < BUDGET:
        rows = np.meshgrid(*(np.linspace(*ends, side) for ends in BOX), indexing="ij")
        points, side = np.hstack([points, np.reshape(rows, (2, -1))]), 2 * side
    return one_by_one(x, y, *points[:, :BUDGET])


def random_points(x, y, seed):
    """Points thrown evenly over the box"""
    generator = np.random.default_rng(seed)
    return one_by_one(x, y, *(generator.uniform(*side, BUDGET) for side in BOX))


def unit_steps(x, y, step):
    """The search of notebook 01, with this step size"""
    w, b, cost, spent = np.transpose(walk(x, y, *START, step, most=BUDGET))
    return best_so_far(spent.astype(int), cost, w, b)


def analytic(x, y, steps=5000):
    """Gradient descent, the gradient from the formula"""
    w, b, cost = roll(x, y, *START, RATE, steps).T
    return best_so_far(1 + ANALYTIC_PRICE * np.arange(len(w)), cost, w, b)


def numerical(x, y, steps=2000):
    """Gradient descent, each slope a forward difference: C here, C at w + H, C at b + H"""
    (w, b), points = START, []
    for step in range(steps):
        here = line_cost(x, y, w, b)
        points.append((1 + 3 * step, here, w, b))
        slope_w = (line_cost(x, y, w + H, b) - here) / H
        slope_b = (line_cost(x, y, w, b + H) - here) / H
        w, b = w - RATE * slope_w, b - RATE * slope_b
    return best_so_far(*np.transpose(points))


@lru_cache(maxsize=2)
def run(x, y):
    """Name -> Track, but a Track per seed for "random", and size -> Track for "fixed steps"; x and y: tuples (n,)"""
    x, y = np.array(x), np.array(y)
    return {
        "grid": grid(x, y),
        "random": [random_points(x, y, seed) for seed in range(SEEDS)],
        "fixed steps": {size: unit_steps(x, y, size) for size in STEP_SIZES},
        "numerical gradient": numerical(x, y),
        "analytic gradient": analytic(x, y),
    }


def median_and_tenths(counts):
    """The median of the counts, and what the luckiest tenth and the luckiest nine tenths need; infinity: never"""
    ordered = sorted(counts)
    return [np.median(ordered), *(ordered[round(share * len(ordered)) - 1] for share in (0.1, 0.9))]
