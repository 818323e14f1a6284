"""Fits in plain numbers, with and without a penalty: what the figures and checks of notebook 07 stand on."""

import functools
import itertools

import numpy as np

from ...datasets import moody_trades

FAR = 20.0  # the moody trades give 0 to 20 apples
STEEPNESS = 4.0  # of a gate, times gates per FAR: neighbours overlap a little, however many there are
PENALTIES = SIGNED, L1, L2 = ["w + b", "|w| + |b|", "w² + b²"]
OF_ONE = {SIGNED: lambda w: w, L1: np.abs, L2: np.square}  # what each asks for one weight
TRADES, LATER_TRADES, MOST_GATES = 12, 60, 20


def penalty(name, weights):
    """Σ w, Σ |w| or Σ w², along the last axis: weights (…, n) -> (…)"""
    return np.sum(OF_ONE[name](weights), axis=-1)


def total_cost(x, y, w, b, beta, name):
    """C(w, b) + β · penalty; w and b numbers or arrays of one shape"""
    quadratic = (x @ x) * w**2 + 2 * x.sum() * w * b + len(x) * b**2 - 2 * (x @ y) * w - 2 * y.sum() * b + y @ y
    return quadratic + beta * (OF_ONE[name](w) + OF_ONE[name](b))


def best_line(x, y, beta, name):
    """(w, b) with the lowest total cost: where its slopes are 0; for |w| + |b| the best of every choice of signs"""
    half_curvature, pull = np.array([[x @ x, x.sum()], [x.sum(), len(x)]]), np.array([x @ y, y.sum()])
    if name == L2:
        return np.linalg.solve(half_curvature + beta * np.eye(2), pull)
    if name == SIGNED:
        return np.linalg.solve(half_curvature, pull - beta / 2)
    lines = []
    for signs in itertools.product((-1, 0, 1), repeat=2):
        used, line = np.flatnonzero(signs), np.zeros(2)
        line[used] = np.linalg.solve(half_curvature[np.ix_(used, used)], pull[used] - beta / 2 * np.array(signs)[used])
        lines += [line] if (line * signs >= 0).all() else []
    return min(lines, key=lambda line: total_cost(x, y, *line, beta, name))


def rings(x, y, w, b, beta, name, levels, reach=128.0):
    """Rings (levels, 91, 2) of equal total cost, so much above that of the lowest point (w, b), w first

    By halving the way along each direction: the total cost is convex, so from its lowest point it only rises.
    """
    angles = np.linspace(0, 2 * np.pi, 91)
    across, up = np.cos(angles), 4 * np.sin(angles)
    goals = total_cost(x, y, w, b, beta, name) + np.array(levels, dtype=float)[:, np.newaxis]
    near, far = np.zeros((len(levels), 91)), np.full((len(levels), 91), reach)
    for _ in range(20):
        middle = (near + far) / 2
        inside = total_cost(x, y, w + middle * across, b + middle * up, beta, name) < goals
        near, far = np.where(inside, middle, near), np.where(inside, far, middle)
    return np.stack([w + far * across, b + far * up], axis=-1)


def gate_columns(x, gates):
    """A column of ones, then a sigmoid for each threshold (i + ½) · 20 / gates: x (n,) -> (n, 1 + gates)"""
    x = np.asarray(x, dtype=float)
    thresholds = (np.arange(gates) + 0.5) * FAR / max(gates, 1)
    switched = 0.5 * (1 + np.tanh(STEEPNESS * gates / FAR * (x[:, None] - thresholds) / 2))
    return np.column_stack([np.ones(len(x)), switched])


def fit_gates(x, y, gates):
    """The heights (1 + gates,) with the least squared error; of many such the smallest ones"""
    return np.linalg.lstsq(gate_columns(x, gates), y)[0]


def mean_cost(x, y, heights):
    """The mean of the squared errors: the fair way to compare few trades with many"""
    return float(np.mean((gate_columns(x, len(heights) - 1) @ heights - y) ** 2))


def moody_pair(noise, seed):
    """((x, y) to train on, (x, y) of later trades to validate with)"""
    return moody_trades(TRADES, noise, seed), moody_trades(LATER_TRADES, noise, seed + 100)


@functools.lru_cache
def all_fits(noise, seed):
    """(trades, later trades, heights for 0 to MOST_GATES gates, their mean costs (2, 1 + MOST_GATES) on both)"""
    trades, later = moody_pair(noise, seed)
    heights = [fit_gates(*trades, gates) for gates in range(MOST_GATES + 1)]
    return trades, later, heights, np.array([[mean_cost(*data, each) for each in heights] for data in (trades, later)])


def l2_heights(columns, y, betas):
    """Heights (len(betas), n) with the least Σ errors² + β Σ heights²: (AᵀA + β) heights = Aᵀy, A the columns (m, n)"""
    u, s, v = np.linalg.svd(columns, full_matrices=False)
    return (s / (s**2 + np.asarray(betas, dtype=float)[:, None]) * (u.T @ y)) @ v


def l1_heights(columns, y, betas):
    """Heights (len(betas), n) with the least Σ errors² + β Σ |heights|: exact, between the corners of the path"""
    corners, heights = l1_path(columns, y, min(betas))
    return np.stack([np.interp(betas, corners[::-1], row[::-1]) for row in heights.T], axis=-1)


def l1_path(columns, y, least):
    """Corners of a path of straight lines: (β (k,) from the largest that matters to `least` or less, heights (k, n))

    At the best heights the errors pull with ±β at every height in use and with less at all others; a corner is where a
    height comes into use or falls back to 0. Source: B. Efron et al. (2004), Least angle regression.
    """
    heights, pull = np.zeros(columns.shape[1]), 2 * columns.T @ y
    beta, square = np.abs(pull).max(), 2 * columns.T @ columns
    used = np.abs(pull) == beta
    path = [(beta, heights)]
    while beta > least:
        way = np.zeros(len(heights))
        way[used] = np.linalg.solve(square[np.ix_(used, used)], np.sign(pull[used]))
        change = square @ way
        with np.errstate(divide="ignore", invalid="ignore"):
            joins = np.stack([(beta - pull) / (1 - change), (beta + pull) / (1 + change)])
            leaves = np.where(used, -heights / way, np.inf)
        events = np.where(used, leaves, np.min(np.where(joins > 1e-9 * beta, joins, np.inf), axis=0))
        events = np.where(events > 1e-9 * beta, events, np.inf)
        step = min(events.min(), beta)
        used = used ^ (events == step)
        beta, heights, pull = beta - step, np.where(used, heights + step * way, 0.0), pull - step * change
        path.append((beta, heights))
    betas, corners = zip(*path, strict=True)
    return np.array(betas), np.array(corners)


BEST_HEIGHTS = {L1: l1_heights, L2: l2_heights}
