"""The exercises of notebook 01, Fit a line."""

from functools import partial
from operator import le, lt

import numpy as np

from ...datasets import fruit_trades
from ...exercise import Exercise
from .numbers import line_cost, neighbours, walk

X, Y = fruit_trades()
exercise = partial(Exercise, notebook="01")

predict = exercise(
    "predict",
    cases=[([1.0, 5.0, 6.0], 3.0, 1.0), ([1.0, 5.0, 6.0], 2.0, 2.0), ([0.0, 2.0, 3.0], -1.5, 4.0)],
    reference=lambda x, w, b: w * x + b,
    mistakes=[
        (lambda x, w, b: w * x, "You left out b: what should the rule say at x = 0?"),
        (lambda x, w, b: w * (x + b), "You multiplied b by w too: only x is multiplied."),
        (lambda x, w, b: b * x + w, "w and b have changed places: which of them is multiplied by x?"),
        (lambda x, w, b: w * x - b, "The sign of b is flipped."),
        (lambda x, w, b: 3 * x + 1, "3 and 1 are still fixed: use w and b."),
    ],
    praise="You can now turn any w and b into predictions.",
)

cost = exercise(
    "cost",
    cases=[([1.0, 5.0, 6.0], [0.0, 16.0, 20.0]), ([4.0, 12.0, 14.0], [0.0, 16.0, 20.0]), ([2.0, 2.0], [2.0, 2.5])],
    reference=lambda y_hat, y: np.sum((y_hat - y) ** 2),
    mistakes=[
        (
            lambda y_hat, y: np.sum(np.abs(y_hat - y)),
            "You added the sizes of the errors: square each error instead of dropping its sign.",
        ),
        (
            lambda y_hat, y: np.mean((y_hat - y) ** 2),
            "You took the mean: this cost is the sum, it is not divided by the number of points.",
        ),
        (
            lambda y_hat, y: np.sum(y_hat - y),
            "You added the errors with their signs, so that high and low cancel: what gets rid of a sign?",
        ),
        (
            lambda y_hat, y: np.sum(y_hat - y) ** 2,
            "You added first and squared the total: square each error, then add.",
        ),
        (lambda y_hat, y: (y_hat - y) ** 2, "These are the squares one by one: add them up to one number."),
        (lambda y_hat, y: np.sum(y_hat**2 - y**2), "You squared before you subtracted: the error comes first."),
        (lambda y_hat, y: np.sum(y_hat - y**2), "Only y is squared: mind the parentheses."),
        (lambda y_hat, y: np.sum((y_hat - y) * 2), "* 2 doubles an error, ** 2 squares it."),
        (lambda y_hat, y: np.sqrt(np.sum((y_hat - y) ** 2)), "No square root here: the cost is the plain sum."),
    ],
    praise="Any line can now be scored with one number.",
)

two_candidates = exercise(
    "two_candidates",
    expected=[17, 14],
    mistakes=[
        ([14, 17], "These are the two costs in the other order: the first belongs to ŷ = 3x − 1."),
        ([7, 6], "You added the sizes of the errors: square each of them first."),
        ([-3, 0], "You added the errors with their signs: they cancel. Square each of them first."),
        ([17 / 3, 14 / 3], "You took means: this cost is a sum."),
        ([17, 782], "You left out the minus sign of b in the second line: ŷ = 5x − 8."),
    ],
    praise="The second line wins by 3, although it misses the first point by more.",
)


def _cost(line):
    return line_cost(X, Y, *line)


def _one_step(w, b, step, order=(0, 1, 2, 3), lower=lt):
    """The first lower one of the neighbours, tried in this order; else (w, b)"""
    around, here = neighbours(w, b, step), _cost((w, b))
    return next((around[i] for i in order if lower(_cost(around[i]), here)), (w, b))


one_step = exercise(
    "one_step",
    cases=[
        *[(2.0, 2.0, 1.0), (3.0, 2.0, 1.0), (3.0, 0.0, 1.0), (3.0, 4.0, 1.0), (4.0, -5.5, 0.5), (3.0, 0.0, 0.01)],
        (3.0, -1.0, 2.0),  # (3, 1) costs the same
        (-4.0, 4.0, 1.0),  # (4, −4), the other way round, is the goal
    ],
    reference=lambda w, b, step: _one_step(w, b, step),
    mistakes=[
        (lambda w, b, step: _one_step(w, b, 1.0), "You always step by 1: use step."),
        (
            lambda w, b, step: min([(w, b), *neighbours(w, b, step)], key=_cost),
            "You took the best of the four: the rule takes the first that is better, and stops looking.",
        ),
        (
            lambda w, b, step: min(neighbours(w, b, step), key=_cost),
            "When no neighbour is better, stay: return (w, b) itself.",
        ),
        (
            lambda w, b, step: _one_step(w, b, step, order=(2, 3, 0, 1)),
            "b wins over w here: either you try it first, or a later trial replaces an earlier one. "
            "Return the first at once.",
        ),
        (
            lambda w, b, step: _one_step(w, b, step, lower=le),
            "You step to a point of equal cost too: then the search can walk to and fro for ever. Better means less.",
        ),
        (
            lambda w, b, step: _one_step(w, b, step, order=(0,)),
            "You look at the first trial only: `return w, b` belongs after all four.",
        ),
        (
            lambda w, b, step: walk(X, Y, w, b, step, most=3000)[-1][:2],
            "You walk on until it is stuck: one step only, return at the first lower point.",
        ),
        (lambda w, b, step: (w + step, b), "You step without asking: compare the costs first."),
    ],
    praise="That is a whole optimizer: repeat it until it stays.",
)

cost_after = exercise(
    "cost_after",
    uses=("x", "y", "X", "Y"),
    cases=[(0.01,), (0.5,), (-1.0,)],
    reference=lambda dw: _cost((3 + dw, 0)),
    mistakes=[
        (
            lambda dw: _cost((3, dw)),
            "The bug is still in: dw is added to every prediction alike, which is what a change of b does.",
        ),
        (lambda dw: _cost((3 * dw, 0)), "w becomes 3 + dw, not 3 times dw."),
        (lambda dw: _cost((3 + dw, dw)), "Now dw is in twice: b stays 0."),
        (lambda dw: _cost((dw, 3)), "Only dw is multiplied by x: mind the parentheses around the new w."),
        (lambda dw: _cost((3, 0)), "dw has no effect any more: where does w stand in the formula?"),
        (lambda dw: _cost((3 - dw, 0)), "The sign of dw is flipped."),
    ],
    praise="With dw = 0.01 it gives 13.7262: the small step does help.",
)


def _judge_start(start):
    w, b = start
    if (w, b) == (4.0, -4.0):
        return "That is the goal itself: start somewhere else and let the search walk there."
    end_w, end_b, end_cost, spent = walk(X, Y, w, b, 1)[-1]
    if spent >= 20_000:
        return f"from ({w:g}, {b:g}) the search is still on its way after 20,000 evaluations: start nearer to the goal."
    if end_cost > 1e-9:
        where = f"at ({end_w:g}, {end_b:g}) with C = {end_cost:g} after {spent} evaluations"
        return f"from ({w:g}, {b:g}) the search stops {where}: try a start further down the same valley."
    return None


good_start = exercise(
    "good_start",
    judge=_judge_start,
    example=(4, -2),
    mistakes=[
        ((3, 0), "That is the very point where the search above is stuck."),
        ((2, 2), "That is the start of the search above, and you saw where it ends."),
        ((4, -4), "The search has nothing left to do there."),
    ],
    praise="The start decides where a search with coarse steps ends.",
)

CAT = [[0.9, 0.8], [0.1, 0.2]]
score = exercise(
    "score",
    cases=[
        (CAT, [[1.0, 1.0], [-1.0, -1.0]], 0.0),
        (CAT, [[2.0, 0.0], [0.5, -1.0]], 0.5),
        ([[1.0, 2.0]], [[3.0, 4.0]], -1.0),
    ],
    reference=lambda pixels, weights, b: np.sum(weights * pixels) + b,
    mistakes=[
        (lambda x, w, b: np.sum(w * x), "You left out b."),
        (lambda x, w, b: w * x + b, "These are the products one by one: add them up, then add b."),
        (lambda x, w, b: np.sum(w * x + b), "b is added once for every pixel: add it once, at the end."),
        (lambda x, w, b: np.sum(w) * np.sum(x) + b, "Each pixel has a weight of its own: multiply, then add up."),
        (lambda x, w, b: sum(w * x) + b, "Python's sum adds up rows only: use np.sum."),
        (lambda x, w, b: w @ x + b, "@ is another product: use *, entry by entry, then add up."),
        (lambda x, w, b: np.mean(w * x) + b, "The products are added, not averaged."),
    ],
    praise="The same formula as for apples, with more inputs.",
)
