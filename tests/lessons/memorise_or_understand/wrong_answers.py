"""Notebook 07, Memorise or understand: wrong answers and words of the hint that each must get."""

import numpy as np

from helpers.lessons.fit_a_line.exercises import X, Y


def gates(x):
    """The three gates as the notebook makes them"""
    sigmoid = lambda u: 0.5 * (1 + np.tanh(u / 2))
    return np.array([sigmoid(1000 * (x - low)) * sigmoid(1000 * (low + 1 - x)) for low in (0.5, 4.5, 5.5)])


def slopes(w, b):
    errors = w * X + b - Y
    return np.array([2 * np.sum(errors * X), 2 * np.sum(errors)])


def decayed(pull):
    """Both slopes plus what pull(weights, beta) says"""
    return lambda w, b, beta: tuple(slopes(w, b) + pull(np.array([w, b]), beta))


def only_x(x, y, order, count):
    x = x[order]
    return x[count:], y[count:], x[:count], y[:count]


def keeps_all(x, y, order, count):
    x, y = x[order], y[order]
    return x, y, x[:count], y[:count]


def parts(x, y, order, count):
    x, y = x[order], y[order]
    return x[count:], y[count:], x[:count], y[:count]


def stopping(patience_off=0, answer=lambda best, epoch: best):
    """A loop as learners write it, with their own patience and their own answer"""

    def stop_epoch(costs, patience):
        best = 0
        for epoch in range(len(costs)):
            if costs[epoch] < costs[best]:
                best = epoch
            elif epoch - best >= patience + patience_off and epoch > best:
                break
        return answer(best, epoch)

    return stop_epoch


def first_rise(costs, patience):
    epoch = 0
    while epoch + 1 < len(costs) and costs[epoch + 1] <= costs[epoch]:
        epoch += 1
    return epoch


def rises(costs, patience):
    best = bad = 0
    for epoch in range(1, len(costs)):
        bad = bad + 1 if costs[epoch] > costs[epoch - 1] else 0
        best = min(range(epoch + 1), key=costs.__getitem__)
        if bad == patience:
            break
    return best


def never_again(costs, patience):
    best = bad = 0
    for epoch in range(1, len(costs)):
        if costs[epoch] < costs[best]:
            best = epoch
        else:
            bad += 1
        if bad == patience:
            break
    return best


def equals(costs, patience):
    best = 0
    for epoch in range(len(costs)):
        if costs[epoch] <= min(costs[: epoch + 1]):
            best = epoch
        elif epoch - best == patience:
            break
    return best


WRONG = {
    "memoriser": [
        (lambda x: 4 * x - 4, "asked to memorise"),
        (lambda x: [1, 5, 6] @ gates(x), "Those heights are the apples"),
        (lambda x: [20, 16, 0] @ gates(x), "in the wrong order"),
        (lambda x: [0, 20, 16] @ gates(x), "at x = 5 he gave 16"),
        (lambda x: gates(x).sum(axis=0), "the gates alone"),
        (lambda x: np.full(len(x), 0 + 16 + 20), "without the gates"),
        (lambda x: np.where(x == 5, 16, np.where(x == 6, 20, 0)), "open a little around"),
        (lambda x: {1: 0, 5: 16, 6: 20}[int(x) if x == 1 else 5], "leave the asking to gate"),
    ],
    "surprise": [
        ((16, 0), "changed places"),
        ((0, 4), "the memoriser's error"),
        (np.array([0, 0]), "knows nothing of x = 2"),
        ((4, 0), "the two predictions"),
        ((4, 16), "what is left of the error"),
        ([0, -4], "with its sign"),
    ],
    "split_trades": [
        (only_x, "pairs are torn apart"),
        (lambda x, y, order, count: (x[count:], y[count:], x[:count], y[:count]), "Nothing is shuffled"),
        (keeps_all, "learns it by heart"),
        (
            lambda x, y, order, count: (
                parts(x[order], y, order, count)[:1]
                + parts(x, y, order, count)[1:2]
                + parts(x[order], y, order, count)[2:3]
                + parts(x, y, order, count)[3:]
            ),
            "x is shuffled twice",
        ),
        (
            lambda x, y, order, count: (x[count:], y[order][count:], x[:count], y[order][:count]),
            "y is shuffled and x is not",
        ),
        (
            lambda x, y, order, count: tuple(
                part[np.sort(rows)] for rows in (order[count:], order[:count]) for part in (x, y)
            ),
            "but sorted",
        ),
        (lambda x, y, order, count: tuple(parts(x, y, order, count)[i] for i in (1, 0, 3, 2)), "x comes before y"),
        (
            lambda x, y, order, count: (*parts(x, y, order, count)[2:], *parts(x, y, order, count)[:2]),
            "x and y to train on come first",
        ),
        (
            lambda x, y, order, count: (x[order[:-count]], y[order[:-count]], x[order[-count:]], y[order[-count:]]),
            "the last ones of the order",
        ),
        (lambda x, y, order, count: tuple(parts(x, y, order, count)[i] for i in (0, 2, 1, 3)), "The order of the four"),
    ],
    "which_way": [
        ("both down", "trades pull too"),
        ("Both to 0", "no reason to stop"),
        (" w down, b up", "larger sum"),
        ("both up", "both parts of the total"),
    ],
    "penalty_slopes": [
        (decayed(lambda v, beta: beta * v), "The 2 is missing"),
        (decayed(lambda v, beta: -beta * 2 * v), "sign is flipped"),
        (decayed(lambda v, beta: beta * v * v), "the penalty itself"),
        (decayed(lambda v, beta: v + v), "β is missing"),
        (decayed(lambda v, beta: beta), "slope of the slide's"),
        (decayed(lambda v, beta: beta * v / np.abs(v)), "slope of |w| + |b|"),
        (decayed(lambda v, beta: 0 * v), "the slopes of notebook 02"),
        (decayed(lambda v, beta: np.array([2 * beta * v[0], 0])), "Only w pays"),
        (lambda w, b, beta: [2 * w * beta, 2 * b * beta], "the penalty alone"),
        (lambda w, b, beta: tuple((slopes(w, b) + 2 * beta * np.array([w, b]))[::-1]), "w comes first"),
        (lambda w, b, beta: slopes(w, b) / 2 + 2 * beta * np.array([w, b]), "The 2 of the squared errors"),
        (decayed(lambda v, beta: 3 * 2 * beta * v), "once for each trade"),
        (lambda w, b, beta: slopes(w, b) / 3 + 2 * beta * np.array([w, b]), "You took the mean"),
        (lambda w, b, beta: 2 * beta * np.array([w, b]) - slopes(w, b), "a minus of its own"),
    ],
    "choose_beta": [
        (lambda betas, training, validation: betas[list(training).index(min(training))], "asked the training cost"),
        (lambda betas, training, validation: list(validation).index(min(validation)), "the place in the list"),
        (lambda betas, training, validation: max(betas), "the least effort"),
        (lambda betas, training, validation: min(validation), "which β has it"),
        (lambda betas, training, validation: betas[np.argmax(validation)], "the worst one"),
        (
            lambda betas, training, validation: betas[int(np.argmin([a + b for a, b in zip(training, validation)]))],
            "You added the two costs",
        ),
        (
            lambda betas, training, validation: betas[
                int(np.argmin([abs(a - b) for a, b in zip(training, validation)]))
            ],
            "A small gap",
        ),
        (lambda betas, training, validation: min(betas), "no penalty at all"),
        (lambda betas, training, validation: betas[first_rise(validation, 0)], "the first valley"),
    ],
    "stop_epoch": [
        (stopping(answer=lambda best, epoch: epoch), "where you stopped"),
        (lambda costs, patience: len(costs) - 1, "the last epoch"),
        (lambda costs, patience: list(costs).index(min(costs)), "You looked ahead"),
        (first_rise, "have patience"),
        (stopping(1), "too patient"),
        (rises, "compare with the best so far"),
        (never_again, "the count begins again"),
        (equals, "Equal is not lower"),
        (stopping(-1), "too impatient"),
        (lambda costs, patience: min(costs), "in which epoch"),
        (stopping(answer=lambda best, epoch: best + 1), "Off by one"),
    ],
}
