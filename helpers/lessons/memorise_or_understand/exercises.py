"""The exercises of notebook 07, Memorise or understand."""

import numpy as np

from ...datasets import fruit_trades
from ...exercise import Exercise, Mistake
from ...exercise.guard import List

X, Y = fruit_trades()


# ---- memorise -------------------------------------------------------------------------------------------------------


def _gate(low, high, x):
    return np.where((low < x) & (x < high), 1.0, 0.0)


def _regions(heights, x):
    """Each height times the gate of its trade, added up"""
    gates = [_gate(0.5, 1.5, x), _gate(4.5, 5.5, x), _gate(5.5, 6.5, x)]
    return sum(height * gate for height, gate in zip(heights, gates))


memoriser = Exercise(
    "memoriser",
    notebook="07",
    cases=[([1.0, 5.0, 6.0],), ([2.0, 5.2],)],
    reference=lambda x: _regions((0.0, 16.0, 20.0), x),
    mistakes=[
        Mistake(lambda x: 4 * x - 4, "That is the line: it understands, and here you are asked to memorise."),
        Mistake(
            lambda x: _regions((1.0, 5.0, 6.0), x), "Those heights are the apples: the heights are what comes back."
        ),
        Mistake(
            lambda x: _regions((20.0, 16.0, 0.0), x), "The heights are in the wrong order: s5 guards the first trade."
        ),
        Mistake(lambda x: _regions((0.0, 20.0, 16.0), x), "Two heights have changed places: at x = 5 he gave 16."),
        Mistake(
            lambda x: 16.0 * (x == 5) + 20.0 * (x == 6),
            "Right on the trades. But a gate is open a little around its trade: use gate.",
        ),
        Mistake(lambda x: 0.0 if x == 1 else 16.0, "x may hold many trades at once: leave the asking to gate."),
        Mistake(lambda x: _regions((1.0, 1.0, 1.0), x), "You added the gates alone: each is multiplied by its height."),
        Mistake(
            lambda x: 36.0 + 0 * x, "You added the heights without the gates: all of them are paid, whatever x is."
        ),
    ],
    praise="Three trades, three drawers: the training cost is 0.",
)

surprise = Exercise(
    "surprise",
    notebook="07",
    expected=[0.0, 16.0],
    mistakes=[
        Mistake([16.0, 0.0], "They have changed places: the line comes first."),
        Mistake([4.0, 16.0], "The line's prediction is 4, and so is y: what is left of the error?"),
        Mistake([0.0, 4.0], "4 is the memoriser's error: the cost is its square."),
        Mistake([0.0, 0.0], "The memoriser knows nothing of x = 2: which of its gates is open there?"),
        Mistake([4.0, 0.0], "These are the two predictions: how far are they from y = 4, and squared?"),
        Mistake([0.0, -4.0], "That is the error with its sign: a cost is a square."),
    ],
    praise="The same cost on three trades, 16 apart on the fourth.",
)

# ---- hold some back -------------------------------------------------------------------------------------------------

TRADES = [list(range(10)), [100.0 + 7 * n for n in range(10)]]
ORDERS = [[3, 8, 0, 5, 9, 1, 7, 2, 6, 4], [9, 0, 8, 1, 7, 2, 6, 3, 5, 4]]


def _split(x, y, order, count):
    train, validation = order[count:].astype(int), order[:count].astype(int)
    return x[train], y[train], x[validation], y[validation]


def _unpaired(x, y, order, count):
    train, _, validation, _ = _split(x, y, order, count)
    return train, y[count:], validation, y[:count]


def _in_order(x, y, order, count):
    return x[count:], y[count:], x[:count], y[:count]


def _overlapping(x, y, order, count):
    return x[order.astype(int)], y[order.astype(int)], *_split(x, y, order, count)[2:]


def _swapped(x, y, order, count):
    a, b, c, d = _split(x, y, order, count)
    return c, d, a, b


def _wrong_size(x, y, order, count):
    return _swapped(x, y, order, len(x) - count)


def _by_kind(x, y, order, count):
    a, b, c, d = _split(x, y, order, count)
    return a, c, b, d


def _x_twice(x, y, order, count):
    (a, _, c, _), (_, b, _, d) = _split(x[order], x, order, count), _split(x, y, order, count)
    return a, b, c, d


def _only_y(x, y, order, count):
    return x[count:], y[order][count:], x[:count], y[order][:count]


def _sorted(x, y, order, count):
    validation = np.isin(np.arange(len(x)), order[:count])
    return x[~validation], y[~validation], x[validation], y[validation]


def _y_first(x, y, order, count):
    a, b, c, d = _split(x, y, order, count)
    return b, a, d, c


split_trades = Exercise(
    "split_trades",
    notebook="07",
    cases=[(*TRADES, np.array(ORDERS[0]), 3), (*TRADES, np.array(ORDERS[1]), 4)],
    reference=lambda x, y, order, count: _split(x, y, order, count),
    mistakes=[
        Mistake(
            _unpaired, "The bug is still in: x is in the new order and y in the old one, so the pairs are torn apart."
        ),
        Mistake(_in_order, "Nothing is shuffled: the trades come sorted by x, so validation sees only small x."),
        Mistake(_overlapping, "You still train on the held-back trades: whoever has seen the exam learns it by heart."),
        Mistake(_swapped, "The two parts have changed places: x and y to train on come first."),
        Mistake(
            _wrong_size, "You held the last ones of the order back: it is the first `count` that are for validation."
        ),
        Mistake(_x_twice, "x is shuffled twice, y once: one order for both."),
        Mistake(_only_y, "Now y is shuffled and x is not: one order for both."),
        Mistake(_sorted, "The right trades on each side, but sorted: the task asks for them as they come in `order`."),
        Mistake(_y_first, "x comes before y, twice."),
        Mistake(_by_kind, "The order of the four is x, y to train on, then x, y to validate with."),
    ],
    praise="Every trade on one side only, with its own y.",
)

# ---- less effort ----------------------------------------------------------------------------------------------------

which_way = Exercise(
    "which_way",
    notebook="07",
    expected="w up, b down",
    mistakes=[
        Mistake(
            "both down",
            "Close to what the penalty wants, but trades pull too: if b falls, w must make up for it at x = 5 and 6.",
        ),
        Mistake("both to 0", "That would be a penalty on size: this one has no reason to stop at 0."),
        Mistake(
            "w down, b up", "That line has a larger sum w + b: count how much b must rise to make up for a smaller w."
        ),
        Mistake("both up", "Then w + b grows and the line lies above all trades: both parts of the total cost rise."),
    ],
    praise="Lowering b by 5 costs w only about 1, so w + b falls, while both grow in size.",
)


def _slopes(w, b):
    errors = w * X + b - Y
    return 2 * np.sum(errors * X), 2 * np.sum(errors)


def _with(add_w, add_b=None):
    """Both slopes, with what a learner adds for the penalty"""
    add_b = add_b or add_w
    return lambda w, b, beta: (_slopes(w, b)[0] + add_w(w, beta), _slopes(w, b)[1] + add_b(b, beta))


penalty_slopes = Exercise(
    "penalty_slopes",
    notebook="07",
    cases=[(4.0, -4.0, 1.0), (2.0, 3.0, 0.5), (-1.0, 2.0, 3.0), (92 / 27, -11 / 9, 1.0)],
    reference=_with(lambda v, beta: 2 * beta * v),
    mistakes=[
        Mistake(_with(lambda v, beta: beta * v), "The 2 is missing: what is the slope of a square?"),
        Mistake(_with(lambda v, beta: -2 * beta * v), "The sign is flipped: downhill would lead away from 0."),
        Mistake(_with(lambda v, beta: beta * v**2), "You added the penalty itself: what is added is its slope."),
        Mistake(_with(lambda v, beta: 2 * v), "β is missing: it says how much the size counts."),
        Mistake(
            _with(lambda v, beta: beta), "That is the slope of the slide's w + b: a constant pull, whatever the sign."
        ),
        Mistake(
            _with(lambda v, beta: beta * np.sign(v)),
            "That is the slope of |w| + |b|: a square pulls harder on larger weights.",
        ),
        Mistake(_with(lambda v, beta: 0.0), "The penalty is missing: these are the slopes of notebook 02."),
        Mistake(
            _with(lambda v, beta: 2 * beta * v, lambda v, beta: 0.0), "Only w pays: b has a part in the penalty too."
        ),
        Mistake(
            lambda w, b, beta: (_slopes(w, b)[1] + 2 * beta * b, _slopes(w, b)[0] + 2 * beta * w),
            "They have changed places: w comes first.",
        ),
        Mistake(
            lambda w, b, beta: (_slopes(w, b)[0] / 2 + 2 * beta * w, _slopes(w, b)[1] / 2 + 2 * beta * b),
            "The 2 of the squared errors is missing.",
        ),
        Mistake(
            lambda w, b, beta: (_slopes(w, b)[0] + 6 * beta * w, _slopes(w, b)[1] + 6 * beta * b),
            "The penalty stands once, not once for each trade.",
        ),
        Mistake(
            lambda w, b, beta: (_slopes(w, b)[0] / 3 + 2 * beta * w, _slopes(w, b)[1] / 3 + 2 * beta * b),
            "You took the mean: the cost on this page is a sum.",
        ),
        Mistake(
            lambda w, b, beta: (2 * beta * w - _slopes(w, b)[0], 2 * beta * b - _slopes(w, b)[1]),
            "Data minus prediction needs a minus of its own: the trades push the wrong way.",
        ),
        Mistake(lambda w, b, beta: (2 * beta * w, 2 * beta * b), "That is the penalty alone: the trades pull too."),
    ],
    praise="Each step now also shrinks both weights a little: weight decay.",
)

# ---- choose, and stop -----------------------------------------------------------------------------------------------

BETAS = [0.01, 0.1, 1.0, 10.0]


def _first_rise(costs):
    """The epoch before the first one that costs more"""
    for place, (cost, after) in enumerate(zip(costs, costs[1:])):
        if after > cost:
            return place
    return len(costs) - 1


choose_beta = Exercise(
    "choose_beta",
    notebook="07",
    cases=[
        (List(BETAS), List([6.2, 8.4, 15.5, 51.0]), List([15.4, 9.3, 12.0, 45.7])),
        (List([10.0, 3.0, 0.3]), List([51.0, 26.0, 10.4]), List([45.7, 22.0, 8.9])),
        (List([0.0, 0.5, 2.0, 8.0]), List([0.5, 0.4, 4.0, 11.9]), List([90.0, 9.0, 7.0, 6.0])),
        (List([0.1, 1.0, 5.0]), List([2.0, 6.0, 7.0]), List([9.0, 12.0, 7.5])),
        (List([0.1, 1.0, 5.0]), List([2.0, 6.0, 7.0]), List([9.0, 5.0, 7.5])),
    ],
    reference=lambda betas, training, validation: betas[np.argmin(validation)],
    mistakes=[
        Mistake(
            lambda betas, training, validation: betas[np.argmin(training)],
            "You asked the training cost: it likes the least penalty best, always.",
        ),
        Mistake(
            lambda betas, training, validation: int(np.argmin(validation)),
            "That is the place in the list: give the β that stands there.",
        ),
        Mistake(
            lambda betas, training, validation: min(betas),
            "You took the smallest β: that is to have no penalty at all.",
        ),
        Mistake(
            lambda betas, training, validation: betas[_first_rise(validation)],
            "You stopped at the first valley: a deeper one may follow.",
        ),
        Mistake(
            lambda betas, training, validation: np.max(betas),
            "The largest β is the least effort, and it fits nothing: look at what it costs.",
        ),
        Mistake(lambda betas, training, validation: np.min(validation), "That is the cost: which β has it?"),
        Mistake(
            lambda betas, training, validation: betas[np.argmax(validation)], "That is the worst one: low cost is good."
        ),
        Mistake(
            lambda betas, training, validation: betas[np.argmin(np.add(training, validation))],
            "You added the two costs: the training part favours memorisers.",
        ),
        Mistake(
            lambda betas, training, validation: betas[np.argmin(np.abs(np.subtract(validation, training)))],
            "A small gap is no virtue: a line that fits nothing has one too.",
        ),
    ],
    praise="The trades that were held back choose, since they have nothing to remember.",
)


def _stop(costs, patience):
    """(the best epoch, the one after which it ends): after `patience` epochs in a row without a new best"""
    best = 0
    for epoch, cost in enumerate(costs):
        best = epoch if cost < costs[best] else best
        if epoch - best >= max(patience, 1):
            return best, epoch
    return best, len(costs) - 1


def _stop_counting(costs, patience, bad=lambda cost, costs, best, epoch: cost >= costs[best], again=True):
    """The best epoch, for a learner's counter of bad epochs: what counts as bad, and does it begin again?"""
    best, count = 0, 0
    for epoch, cost in enumerate(costs):
        if epoch and bad(cost, costs, best, epoch):
            count += 1
        elif again:
            count = 0
        best = epoch if cost < costs[best] else best
        if count >= patience:
            break
    return best


def _equal_is_better(costs, patience):
    best = 0
    for epoch, cost in enumerate(costs):
        best = epoch if cost <= costs[best] else best
        if epoch - best >= patience:
            break
    return best


stop_epoch = Exercise(
    "stop_epoch",
    notebook="07",
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
        Mistake(
            lambda costs, patience: _stop(costs, patience)[1],
            "That is where you stopped: the best epoch lies before it.",
        ),
        Mistake(
            lambda costs, patience: len(costs) - 1, "That is the last epoch: it has had the most time to memorise."
        ),
        Mistake(
            lambda costs, patience: int(np.argmin(costs)),
            "You looked ahead: once patience has run out, the rest never happens.",
        ),
        Mistake(lambda costs, patience: _first_rise(costs), "You gave up at the first rise: have patience."),
        Mistake(
            lambda costs, patience: _stop(costs, patience + 1)[0],
            "One epoch too patient: stop after `patience` of them.",
        ),
        Mistake(
            lambda costs, patience: _stop(costs, patience - 1)[0],
            "One epoch too impatient: count only epochs after the best one.",
        ),
        Mistake(
            lambda costs, patience: _stop_counting(
                costs, patience, lambda cost, costs, best, epoch: cost > costs[epoch - 1]
            ),
            "You compared with the epoch before: compare with the best so far.",
        ),
        Mistake(
            lambda costs, patience: _stop_counting(costs, patience, again=False),
            "After each new best, the count begins again.",
        ),
        Mistake(_equal_is_better, "Equal is not lower: no new best then."),
        Mistake(lambda costs, patience: np.min(costs), "That is the cost: in which epoch was it reached?"),
        Mistake(lambda costs, patience: _stop(costs, patience)[0] + 1, "Off by one: the first epoch has the number 0."),
    ],
    praise="That is what EarlyStopping does with restore_best_weights=True.",
)
