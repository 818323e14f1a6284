"""The exercises of notebook 07, Memorise or understand."""

from functools import partial
from itertools import pairwise

import numpy as np

from ...datasets import fruit_trades
from ...exercise import Exercise
from ...exercise.guard import List
from ..follow_the_slope.numbers import line_slopes

exercise = partial(Exercise, notebook="07")

X, Y = fruit_trades()


# ---- memorise -------------------------------------------------------------------------------------------------------


def _gate(low, high, x):
    return np.where((low < x) & (x < high), 1.0, 0.0)


def _regions(heights, x):
    """Each height times the gate of its trade, added up"""
    gates = [_gate(0.5, 1.5, x), _gate(4.5, 5.5, x), _gate(5.5, 6.5, x)]
    return sum(height * gate for height, gate in zip(heights, gates, strict=True))


TRADES_AND_BESIDE = [0.2, 0.6, 1.0, 1.4, 2.0, 3.0, 3.5, 4.4, 4.6, 5.0, 5.4, 5.6, 6.0, 6.4, 6.6, 9.0, -3.0]

memoriser = exercise(
    "memoriser",
    cases=[([1.0, 5.0, 6.0],), ([2.0, 5.2],), (TRADES_AND_BESIDE,), (TRADES_AND_BESIDE[4:9],)],
    reference=lambda x: _regions((0.0, 16.0, 20.0), x),
    mistakes=[
        (lambda x: 4 * x - 4, "That is the line: it understands, and here you are asked to memorise."),
        (lambda x: _regions((1.0, 5.0, 6.0), x), "Those heights are the apples: the heights are what comes back."),
        (lambda x: _regions((20.0, 16.0, 0.0), x), "The heights are in the wrong order: the first gate guards x = 1."),
        (lambda x: _regions((0.0, 20.0, 16.0), x), "Two heights have changed places: at x = 5 he gave 16."),
        (
            lambda x: _regions((0.0, 16.0, 4.0), x),
            "Each gate closes again behind its trade, so its height is the whole y, not the rise.",
        ),
        (
            lambda x: 16 * _gate(4.5, 6.5, x) + 20 * _gate(5.5, 6.5, x),
            "Two gates are open at x = 6: each has its own two ends.",
        ),
        (
            lambda x: 16.0 * (x == 5) + 20.0 * (x == 6),
            "Right on the trades. But a gate is open a little around its trade: use gate.",
        ),
        (
            lambda x: 16.0 * (x < 5.5) * (x > 3) + 20.0 * (x > 5.5),
            "Right on the trades. But it also answers far from them, where every gate is closed.",
        ),
        (
            lambda x: np.interp(x, X, Y),
            "You drew lines from trade to trade: between the gates the memoriser knows nothing, and says 0.",
        ),
        (lambda x: 0.0 if x == 1 else 16.0, "x may hold many trades at once: leave the asking to gate."),
        (lambda x: _regions((1.0, 1.0, 1.0), x), "You added the gates alone: each is multiplied by its height."),
        (lambda x: 36.0 + 0 * x, "You added the heights without the gates: all of them are paid, whatever x is."),
        (lambda x: np.array([0.0, 16.0, 20.0]), "That is the list of the trades: it must answer for any x."),
    ],
    praise="Three trades, three drawers: the training cost is 0.",
)

# ---- hold some back -------------------------------------------------------------------------------------------------

TRADES = [list(range(10)), [100.0 + 7 * n for n in range(10)]]
ORDERS = [[3, 8, 0, 5, 9, 1, 7, 2, 6, 4], [9, 0, 8, 1, 7, 2, 6, 3, 5, 4]]


def _cut(x, y, count):
    """(x, y to train on, x, y to validate with): the first `count` trades are held back"""
    return x[count:], y[count:], x[:count], y[:count]


def _split(x, y, order, count):
    return _cut(x[order], y[order], count)


def _arranged(*places):
    """The right four parts, in another order"""
    return lambda x, y, order, count: tuple(_split(x, y, order, count)[k] for k in places)


def _sorted(x, y, order, count):
    validation = np.isin(np.arange(len(x)), order[:count])
    return x[~validation], y[~validation], x[validation], y[validation]


split_trades = exercise(
    "split_trades",
    cases=[(*TRADES, np.array(ORDERS[0]), 3), (*TRADES, np.array(ORDERS[1]), 4)],
    reference=_split,
    mistakes=[
        (
            lambda x, y, order, count: _cut(x[order], y, count),
            "The bug is still in: x is in the new order and y in the old one, so the pairs are torn apart.",
        ),
        (
            lambda x, y, order, count: _cut(x, y, count),
            "Nothing is shuffled: the trades come sorted by x, so validation sees only small x.",
        ),
        (
            lambda x, y, order, count: (x[order], y[order], *_split(x, y, order, count)[2:]),
            "You still train on the held-back trades: whoever has seen the exam learns it by heart.",
        ),
        (_arranged(2, 3, 0, 1), "The two parts have changed places: x and y to train on come first."),
        (
            lambda x, y, order, count: (x[order[:-count]], y[order[:-count]], x[order[-count:]], y[order[-count:]]),
            "You held the last ones of the order back: it is the first `count` that are for validation.",
        ),
        (
            lambda x, y, order, count: _cut(x[order][order], y[order], count),
            "x is shuffled twice, y once: one order for both.",
        ),
        (lambda x, y, order, count: _cut(x, y[order], count), "Now y is shuffled and x is not: one order for both."),
        (_sorted, "The right trades on each side, but sorted: the task asks for them as they come in `order`."),
        (_arranged(1, 0, 3, 2), "x comes before y, twice."),
        (_arranged(0, 2, 1, 3), "The order of the four is x, y to train on, then x, y to validate with."),
    ],
    praise="Every trade on one side only, with its own y.",
)

# ---- k folds --------------------------------------------------------------------------------------------------------


def _holding(choose):
    """Another fold: choose(places, k, i) are held back"""
    return lambda order, k, i: _parts(order, choose(np.arange(len(order)), k, i))


def _parts(order, held):
    return np.delete(order, held), order[held]


_fold = _holding(lambda places, k, i: places % k == i)


one_fold = exercise(
    "one_fold",
    cases=[
        (np.array(ORDERS[0]), 3, 1),
        (np.array(ORDERS[1]), 5, 4),
        (np.array([4, 2, 7, 0, 5, 1, 6, 3]), 4, 0),
        (np.array([5, 0, 3, 1, 4, 2]), 6, 3),
        (np.array([5, 0, 3, 1, 4, 2, 8, 6, 7]), 2, 1),
    ],
    reference=_fold,
    mistakes=[
        (lambda order, k, i: _fold(order, k, i)[::-1], "They have changed places: those that train come first."),
        (
            lambda order, k, i: (order, order[i::k]),
            "The held-back ones still train: whoever has seen the exam learns it by heart.",
        ),
        (
            _holding(lambda places, k, i: np.array_split(places, k)[i]),
            "You cut k blocks. Here a fold takes every k-th place: i, i + k, i + 2k …",
        ),
        (_holding(lambda n, k, i: n // (len(n) // k) == i), "That is a block of neighbours: take every k-th place."),
        (_holding(lambda n, k, i: n // k == i), "You took k neighbours. Here the places i, i + k, i + 2k … validate."),
        (
            lambda order, k, i: (np.delete(order, order[i::k]), order[i::k]),
            "np.delete takes places, and you gave it the trades that stand there.",
        ),
        (
            lambda order, k, i: (order[order % k != i], order[order % k == i]),
            "You asked which trade stands there: its *place* in order decides.",
        ),
        (lambda order, k, i: (order[(i + 1) % k :: k], order[i::k]), "You train on one other fold: all others train."),
        (
            lambda order, k, i: tuple(np.arange(len(order))[np.isin(order, part)] for part in _fold(order, k, i)),
            "Those are places: give the entries of order that stand there.",
        ),
        (
            lambda order, k, i: (np.setdiff1d(order, order[i::k]), order[i::k]),
            "The right ones, but those that train are sorted: the task asks for them as they come in order.",
        ),
        (
            lambda order, k, i: tuple(np.sort(part) for part in _fold(order, k, i)),
            "The right ones on each side, but sorted: the task asks for them as they come in order.",
        ),
        (lambda order, k, i: _fold(order, k, 0), "That is the first fold, whatever i is."),
        (lambda order, k, i: _fold(order, k, i - 1), "Off by one: the folds are counted from 0."),
        (lambda order, k, i: order[i::k], "Those validate. Who trains?"),
    ],
    praise="k folds: each trade validates once, and trains k − 1 times.",
)

# ---- less effort ----------------------------------------------------------------------------------------------------


def _with(pull_w, pull_b=lambda b, beta: 0.0, data=1.0):
    """Both slopes: those of the data times a number, and what a learner adds for the penalty"""

    def penalty_slopes(w, b, beta):
        slope_w, slope_b = line_slopes(X, Y, w, b)
        return data * slope_w + pull_w(w, beta), data * slope_b + pull_b(b, beta)

    return penalty_slopes


def _l2(weight, beta):
    return 2 * beta * weight


penalty_slopes = exercise(
    "penalty_slopes",
    uses=("x", "y", "X", "Y"),
    cases=[(4.0, -4.0, 1.0), (2.0, 3.0, 0.5), (-1.0, 2.0, 3.0), (92 / 27, -11 / 9, 1.0)],
    reference=_with(_l2),
    mistakes=[
        (_with(lambda v, beta: beta * v), "The 2 is missing: what is the slope of a square?"),
        (_with(lambda v, beta: -2 * beta * v), "The sign is flipped: downhill would lead away from 0."),
        (_with(lambda v, beta: beta * v**2), "You added the penalty itself: what is added is its slope."),
        (_with(lambda v, beta: 2 * v), "β is missing: it says how much the size counts."),
        (_with(lambda v, beta: beta), "That is the slope of βw: a constant pull, whatever the sign."),
        (
            _with(lambda v, beta: beta * np.sign(v)),
            "That is the slope of β|w|: a square pulls harder on larger weights.",
        ),
        (_with(lambda v, beta: 0.0), "The penalty is missing: these are the slopes of notebook 02."),
        (_with(_l2, _l2), "Here the bias is free: only w pays."),
        (_with(lambda v, beta: 0.0, _l2), "The wrong one pays: the penalty is on w."),
        (lambda w, b, beta: _with(_l2)(w, b, beta)[::-1], "They have changed places: w comes first."),
        (_with(_l2, data=1 / 2), "The 2 of the squared errors is missing."),
        (_with(lambda v, beta: 6 * beta * v), "The penalty stands once, not once for each trade."),
        (_with(_l2, data=1 / 3), "You took the mean: the cost of this task is a sum."),
        (_with(_l2, data=-1), "Data minus prediction needs a minus of its own: the trades push the wrong way."),
        (_with(_l2, data=0), "That is the penalty alone: the trades pull too."),
    ],
    praise="Each step now also shrinks the weight a little, and leaves the bias to the trades.",
)

# ---- stop in time ---------------------------------------------------------------------------------------------------


def _first_rise(costs):
    """The epoch before the first one that costs more"""
    return next((epoch for epoch, (cost, after) in enumerate(pairwise(costs)) if after > cost), len(costs) - 1)


def _until(costs, ended):
    """(the best epoch, the last one): training ends after the first epoch of which ended(epoch) is true"""
    last = next(filter(ended, range(len(costs))), len(costs) - 1)
    return int(np.argmin(costs[: last + 1])), last


def _stop(costs, patience):
    """Right: it ends after `patience` epochs in a row without a new best"""
    return _until(costs, lambda epoch: epoch - np.argmin(costs[: epoch + 1]) >= max(patience, 1))


def _stop_by_rises(costs, patience):
    """It ends after `patience` epochs in a row that cost more than the one before"""
    rises = np.diff(costs, prepend=np.inf) > 0
    return _until(costs, lambda epoch: epoch >= patience and rises[epoch + 1 - patience : epoch + 1].all())[0]


def _stop_without_forgiving(costs, patience):
    """It ends after `patience` epochs without a new best, in a row or not"""
    bad = np.append(False, costs[1:] >= np.minimum.accumulate(costs)[:-1])
    return _until(costs, lambda epoch: bad[: epoch + 1].sum() >= patience)[0]


def _last_fall(costs, patience):
    """As by rises, and it goes back to the last epoch that cost less than the one before"""
    falls = np.append(True, np.diff(costs) < 0)
    last = _until(costs, lambda epoch: epoch >= patience and not falls[epoch + 1 - patience : epoch + 1].any())[1]
    return int(np.flatnonzero(falls[: last + 1])[-1])


def _stopped_by_last_fall(costs, patience):
    falls = np.append(True, np.diff(costs) < 0)
    return _until(costs, lambda epoch: epoch >= patience and not falls[epoch + 1 - patience : epoch + 1].any())[1]


def _where_it_stopped(costs, patience):
    """The last epoch if patience ran out, otherwise the best one"""
    best, last = _stop(costs, patience)
    return last if last - best >= patience else best


def _equal_is_better(costs, patience):
    best = 0
    for epoch, cost in enumerate(costs):
        best = epoch if cost <= costs[best] else best
        if epoch - best >= patience:
            break
    return best


stop_epoch = exercise(
    "stop_epoch",
    cases=[
        (List([9.0, 7.0, 8.0, 6.0, 6.5, 7.0, 7.5, 3.0]), 3),
        (List([5.0, 4.0, 4.5, 3.0, 3.5, 3.6, 2.0, 2.5, 2.6, 2.7]), 3),
        (List([9.0, 7.0, 8.0, 6.0, 6.5, 7.0, 7.5, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 1.0]), 3),
        (List([5.0, 6.0, 7.0, 1.0]), 2),
        (List([4.0, 3.0, 2.0, 1.0]), 2),
        (List([5.0, 6.0, 5.5, 5.6, 5.4, 5.5, 3.0]), 3),
        (List([5.0, 4.0, 4.0, 4.0, 4.0, 4.0, 3.0]), 3),
        (List([9.0, 8.0, 8.5, 7.0, 7.5, 6.0, 6.5, 5.0, 5.5]), 3),
    ],
    reference=lambda costs, patience: _stop(costs, patience)[0],
    mistakes=[
        (
            lambda costs, patience: _stop(costs, patience)[1],
            "That is where you stopped: the best epoch lies before it.",
        ),
        (lambda costs, patience: len(costs) - 1, "That is the last epoch: it has had the most time to memorise."),
        (
            lambda costs, patience: int(np.argmin(costs)),
            "You looked ahead: once patience has run out, the rest never happens.",
        ),
        (lambda costs, patience: _first_rise(costs), "You gave up at the first rise: have patience."),
        (
            lambda costs, patience: _stop(costs, patience + 1)[0],
            "One epoch too patient: stop after `patience` of them.",
        ),
        (
            lambda costs, patience: _stop(costs, patience - 1)[0],
            "One epoch too impatient: count only epochs after the best one.",
        ),
        (_where_it_stopped, "There your patience ran out: give the epoch that you go back to."),
        (
            lambda costs, patience: _stop(costs, patience)[1] - patience,
            "True only where patience runs out: it may not, and then the best of all counts.",
        ),
        (
            _last_fall,
            "You went back to the last epoch that beat the one before it: the best is the lowest of all so far.",
        ),
        (
            _stopped_by_last_fall,
            "You compared with the epoch before, and gave the epoch where you stopped: the best so far counts, twice.",
        ),
        (_stop_by_rises, "You compared with the epoch before: compare with the best so far."),
        (_stop_without_forgiving, "After each new best, the count begins again."),
        (_equal_is_better, "Equal is not lower: no new best then."),
        (lambda costs, patience: np.min(costs), "That is the cost: in which epoch was it reached?"),
        (lambda costs, patience: _stop(costs, patience)[0] + 1, "Off by one: the first epoch has the number 0."),
    ],
    praise="That is what EarlyStopping does with restore_best_weights=True.",
)
