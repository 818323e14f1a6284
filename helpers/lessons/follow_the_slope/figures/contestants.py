"""The contestants of The race: each spends evaluations of the cost and keeps the best point it has seen.

The rules: everybody may spend BUDGET evaluations at most, the starting point included. One cost is one evaluation, a
nudged gradient n + 1 = 3, a gradient by the formula FORMULA_PRICE (a test measures that it is no more).
"""

import functools
from typing import NamedTuple

import numpy as np

from ...fit_a_line.figures import line_cost, walk
from ..numbers import roll

BUDGET, GOAL = 100_000, 0.01
START, RATE, NUDGE = (2.0, 2.0), 0.01, 1e-6
BOX = (-1.0, 7.0), (-10.0, 6.0)  # where grid and random look: w from -1 to 7, b from -10 to 6
FORMULA_PRICE = 2
STEP_SIZES = [1, 0.1, 0.01, 0.001]
SEEDS = 100
CHECKPOINTS = np.unique(np.round(10 ** np.linspace(0, 5, 101)).astype(int))  # where the curves are drawn


class Track(NamedTuple):
    """What one contestant had at best: after spent[i] evaluations the cost cost[i], at (w[i], b[i]); all arrays (n,)"""

    spent: np.ndarray
    cost: np.ndarray
    w: np.ndarray
    b: np.ndarray

    def at(self, evaluations):
        """(cost, w, b) of the best point after so many evaluations; infinity and nan before the first"""
        place = np.searchsorted(self.spent, evaluations, side="right") - 1
        known = place >= 0
        return tuple(
            np.where(known, values[place], empty)
            for values, empty in ((self.cost, np.inf), (self.w, np.nan), (self.b, np.nan))
        )

    def arrives(self, goal=GOAL):
        """The evaluations spent when the cost is first below goal; None: never"""
        below = np.flatnonzero(self.cost < goal)
        return int(self.spent[below[0]]) if len(below) else None


def best_so_far(spent, cost, w, b):
    """A Track of only those points that are lower than all before"""
    spent, cost, w, b = map(np.asarray, (spent, cost, w, b))
    lowest = np.minimum.accumulate(cost)
    better = np.concatenate([[True], lowest[1:] < lowest[:-1]])
    return Track(spent[better], cost[better], w[better], b[better])


def costs_of(x, y, w, b):
    """C at many points at once: w, b (m,) -> (m,), from the five sums in which the data enter"""
    return w * (w * (x @ x) + 2 * b * x.sum() - 2 * (x @ y)) + b * (b * len(x) - 2 * y.sum()) + y @ y


def grid(x, y):
    """Grids of 2 by 2, 4 by 4, 8 by 8 … points over the box, row by row, until the budget is spent"""
    ws, bs, side = [], [], 2
    while sum(map(len, ws)) < BUDGET:
        rows, columns = np.meshgrid(np.linspace(*BOX[0], side), np.linspace(*BOX[1], side), indexing="ij")
        ws.append(rows.ravel())
        bs.append(columns.ravel())
        side *= 2
    w, b = np.concatenate(ws)[:BUDGET], np.concatenate(bs)[:BUDGET]
    return best_so_far(np.arange(1, BUDGET + 1), costs_of(x, y, w, b), w, b)


def random_points(x, y, seed):
    """Points thrown evenly over the box"""
    generator = np.random.default_rng(seed)
    w, b = generator.uniform(*BOX[0], BUDGET), generator.uniform(*BOX[1], BUDGET)
    return best_so_far(np.arange(1, BUDGET + 1), costs_of(x, y, w, b), w, b)


def unit_steps(x, y, step):
    """The search of notebook 01, with this step size"""
    points = np.array(walk(x, y, *START, step, most=BUDGET))
    return best_so_far(points[:, 3].astype(int), points[:, 2], points[:, 0], points[:, 1])


def formula(x, y, steps=5000):
    """Gradient descent, the slopes from the formula"""
    w, b, cost = roll(x, y, *START, RATE, steps).T
    return best_so_far(1 + FORMULA_PRICE * np.arange(len(w)), cost, w, b)


def nudged(x, y, steps=2000):
    """Gradient descent, each slope measured by a forward nudge: C here, C at w + h, C at b + h"""
    (w, b), points = START, []
    for step in range(steps):
        here = line_cost(x, y, w, b)
        points.append((1 + 3 * step, here, w, b))
        slope_w = (line_cost(x, y, w + NUDGE, b) - here) / NUDGE
        slope_b = (line_cost(x, y, w, b + NUDGE) - here) / NUDGE
        w, b = w - RATE * slope_w, b - RATE * slope_b
    return best_so_far(*np.array(points).T)


@functools.lru_cache(maxsize=2)
def _run(x, y):
    x, y = np.array(x), np.array(y)
    steps = {size: unit_steps(x, y, size) for size in STEP_SIZES}
    seeds = [random_points(x, y, seed) for seed in range(SEEDS)]
    return {"grid": grid(x, y), "random": seeds, "steps": steps, "nudged": nudged(x, y), "formula": formula(x, y)}


def run(x, y):
    """{"grid": Track, "random": [a Track per seed], "steps": {size: Track}, "nudged": Track, "formula": Track}"""
    return _run(tuple(map(float, x)), tuple(map(float, y)))


def median_and_spread(counts):
    """The median of the counts, and what the luckiest tenth and the luckiest nine tenths need; None is never"""
    ordered = sorted(np.inf if count is None else count for count in counts)
    tenths = [ordered[round(share * len(ordered)) - 1] for share in (0.1, 0.9)]
    return [None if count == np.inf else round(count) for count in (np.median(ordered), *tenths)]
