"""Notebook 07: wrong answers that no declared mistake has in this form, and words of the hint that each must get."""

import numpy as np


def gates(x):
    """The three gates as the notebook makes them: (3, n)"""
    low = np.array([[0.5], [4.5], [5.5]])
    return 0.25 * (1 + np.tanh(500 * (x - low))) * (1 + np.tanh(500 * (low + 1 - x)))


def counting(bad, again):
    """A loop with a counter: what counts as bad, and does the count begin again?"""

    def stop_epoch(costs, patience):
        best = count = 0
        for epoch in range(1, len(costs)):
            count = count + 1 if bad(costs, best, epoch) else count * (not again)
            best = epoch if costs[epoch] < costs[best] else best
            if count == patience:
                break
        return best

    return stop_epoch


WRONG = {
    "memoriser": [
        (lambda x: [1, 5, 6] @ gates(x), "Those heights are the apples"),
        (lambda x: np.where(x == 5, 16, np.where(x == 6, 20, 0)), "open a little around"),
    ],
    "surprise": [(np.array([0, 0]), "knows nothing of x = 2")],
    "which_way": [("Both to 0", "no reason to stop"), (" w down, b up", "larger sum")],
    "penalty_slopes": [(lambda w, b, beta: np.array([2 * w * beta, 2 * b * beta]), "the penalty alone")],
    "choose_beta": [(lambda betas, training, validation: validation.index(min(validation)), "the place in the list")],
    "stop_epoch": [
        (counting(lambda costs, best, epoch: costs[epoch] > costs[epoch - 1], True), "compare with the best so far"),
        (counting(lambda costs, best, epoch: costs[epoch] >= costs[best], False), "the count begins again"),
        (counting(lambda costs, best, epoch: costs[epoch] > costs[best], True), "Equal is not lower"),
    ],
}
