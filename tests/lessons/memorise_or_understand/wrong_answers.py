"""Notebook 07: wrong answers that no declared mistake has in this form, and words of the hint that each must get."""

import numpy as np


def gates(x):
    """The three gates as the notebook makes them: (3, n)"""
    low = np.array([[0.5], [4.5], [5.5]])
    return 0.25 * (1 + np.tanh(500 * (x - low))) * (1 + np.tanh(500 * (low + 1 - x)))


def counting(bad, again, given=lambda best, epoch, ended: best):
    """A loop with a counter: what counts as bad, does the count begin again, and what is given back?"""

    def stop_epoch(costs, patience):
        best = count = 0
        for epoch in range(1, len(costs)):
            count = count + 1 if bad(costs, best, epoch) else count * (not again)
            best = epoch if costs[epoch] < costs[best] else best
            if count == patience:
                return given(best, epoch, True)
        return given(best, epoch, False)

    return stop_epoch


def no_new_best(costs, best, epoch):
    return costs[epoch] >= costs[best]


def by_the_epoch_before(costs, patience, stopped=False):
    """A loop that takes every epoch that beats the one before it for the best"""
    best = count = 0
    for epoch in range(1, len(costs)):
        best, count = (epoch, 0) if costs[epoch] < costs[epoch - 1] else (best, count + 1)
        if count == patience:
            return epoch if stopped else best
    return epoch if stopped else best


def blocks(order, k, i):
    parts = np.array_split(order, k)
    return np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]


WRONG = {
    "memoriser": [
        (lambda x: [1, 5, 6] @ gates(x), "Those heights are the apples"),
        (lambda x: np.where(x == 5, 16, np.where(x == 6, 20, 0)), "open a little around"),
        (lambda x: 16 * ((3 < x) & (x < 5.5)) + 20 * (x > 5.5), "far from them"),
        (lambda x: [0, 16, 4] @ gates(x), "not the rise"),
    ],
    "one_fold": [
        (lambda order, k, i: (np.delete(order, order[i::k]), order[np.arange(i, len(order), k)]), "takes places"),
        (blocks, "You cut k blocks"),
        (lambda order, k, i: (order, order[np.arange(len(order)) % k == i]), "still train"),
        (lambda order, k, i: (order[order % k != i], order[order % k == i]), "*place* in order decides"),
        (lambda order, k, i: (np.delete(order, slice(0, None, k)), order[::k]), "whatever i is"),
    ],
    "penalty_slopes": [
        (lambda w, b, beta: np.array([2 * w * beta, 0]), "the penalty alone"),
        (
            lambda w, b, beta: (124 * w + 24 * b - 400 + 2 * beta * w, 24 * w + 6 * b - 72 + 2 * beta * b),
            "bias is free",
        ),
    ],
    "stop_epoch": [
        (counting(lambda costs, best, epoch: costs[epoch] > costs[epoch - 1], True), "compare with the best so far"),
        (counting(no_new_best, False), "the count begins again"),
        (counting(lambda costs, best, epoch: costs[epoch] > costs[best], True), "Equal is not lower"),
        (counting(no_new_best, True, lambda best, epoch, ended: epoch), "That is where you stopped"),
        (counting(no_new_best, True, lambda best, epoch, ended: epoch if ended else best), "your patience ran out"),
        (by_the_epoch_before, "last epoch that beat the one before it"),
        (
            lambda costs, patience: by_the_epoch_before(costs, patience, stopped=True),
            "gave the epoch where you stopped",
        ),
    ],
}
