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


def _cost(line):
    return line_cost(X, Y, *line)


def _one_step(w, b, step, order=(0, 1, 2, 3), lower=lt):
    """The first lower one of the neighbours, tried in this order; else (w, b)"""
    around, here = neighbours(w, b, step), _cost((w, b))
    return next((around[i] for i in order if lower(_cost(around[i]), here)), (w, b))


def _going_on(w, b, step):
    """Every trial that is lower is taken, and the next one begins there"""
    for i, j in neighbours(0, 0, step):
        if _cost((w + i, b + j)) < _cost((w, b)):
            w, b = w + i, b + j
    return w, b


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
        (_going_on, "You went on after the first success: return at once."),
        (lambda w, b, step: (w + step, b), "You step without asking: compare the costs first."),
    ],
    praise="That is a whole optimizer: repeat it until it stays.",
)

cost_after = exercise(
    "cost_after",
    uses=("x", "y", "X", "Y"),
    cases=[(3.0, 0.01), (3.0, 0.5), (2.0, -1.0), (4.0, 0.25)],
    reference=lambda w, dw: _cost((w + dw, 0)),
    mistakes=[
        (
            lambda w, dw: _cost((w, dw)),
            "The bug is still in: dw is added to every prediction alike, which is what a change of b does.",
        ),
        (lambda w, dw: _cost((w * dw, 0)), "w becomes w + dw, not w times dw."),
        (lambda w, dw: _cost((w + dw, dw)), "Now dw is in twice: b stays 0."),
        (lambda w, dw: _cost((dw, w)), "Only dw is multiplied by x: mind the parentheses around the new w."),
        (lambda w, dw: _cost((dw, 0)), "w itself is gone: the new weight is w + dw."),
        (lambda w, dw: _cost((w, 0)), "dw has no effect any more: where does w stand in the formula?"),
        (lambda w, dw: _cost((w - dw, 0)), "The sign of dw is flipped."),
        (lambda w, dw: _cost((3 + dw, 0)), "3 is fixed: use the w that is given."),
        (
            lambda w, dw: _cost((w + dw, 0)) - _cost((w, 0)),
            "That is how much the cost changes: the cost itself is asked.",
        ),
    ],
    praise="With w = 3 and dw = 0.01 it gives 13.7262: the small step does help.",
)

standardise = exercise(
    "standardise",
    cases=[([190.0, 200.0, 220.0],), ([3.0, -1.0, 0.0, 2.5],), ([1.0, 2.0],)],
    reference=lambda values: (values - values.mean()) / values.std(),
    mistakes=[
        (lambda values: values - values.mean(), "The mean is 0 now, the spread is not 1 yet: divide, too."),
        (lambda values: values / values.std(), "The spread is 1 now, the mean is not 0 yet: subtract it first."),
        (
            lambda values: values - values.mean() / values.std(),
            "Only the mean is divided: mind the parentheses around the difference.",
        ),
        (
            lambda values: (values - values.mean()) / values.var(),
            "You divide by the variance: the standard deviation is its root.",
        ),
        (
            lambda values: (values - values.min()) / (values.max() - values.min()),
            "That brings the values between 0 and 1, another scaling: here the mean becomes 0 and the spread 1.",
        ),
        (
            lambda values: (values - values.mean()) / values.std(ddof=1),
            "You divide by the standard deviation for samples (n − 1 in place of n): use values.std() as it is.",
        ),
        (lambda values: (values - values.mean()) * values.std(), "You multiply: a large spread must become smaller."),
        (
            lambda values: (values - np.median(values)) / values.std(),
            "You subtract the median: the mean must become 0.",
        ),
        (lambda values: values / np.abs(values).max(), "That brings the largest to 1: mean 0 and spread 1 are wanted."),
        (lambda values: (values.mean() - values) / values.std(), "The sign is flipped: large values must stay large."),
    ],
    praise="In these units, every valley of a line is round.",
)
