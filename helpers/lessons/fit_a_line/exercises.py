"""The exercises of notebook 01, Fit a line."""

import numpy as np

from ...datasets import fruit_trades
from ...exercise import Exercise, Mistake
from ..fit_a_line.figures import line_cost, walk

X, Y = fruit_trades()
OTHER_X = [0.0, 2.0, 3.0]


def _cost(w, b):
    return line_cost(X, Y, w, b)


predict = Exercise(
    "predict",
    notebook="01",
    cases=[([1.0, 5.0, 6.0], 3.0, 1.0), ([1.0, 5.0, 6.0], 2.0, 2.0), (OTHER_X, -1.5, 4.0)],
    reference=lambda x, w, b: w * x + b,
    mistakes=[
        Mistake(lambda x, w, b: w * x, "You left out b: what should the rule say at x = 0?"),
        Mistake(lambda x, w, b: w * (x + b), "You multiplied b by w too: only x is multiplied."),
        Mistake(lambda x, w, b: b * x + w, "w and b have changed places: which of them is multiplied by x?"),
        Mistake(lambda x, w, b: w * x - b, "The sign of b is flipped."),
        Mistake(lambda x, w, b: 3 * x + 1, "3 and 1 are still fixed: use w and b."),
    ],
    praise="You can now turn any w and b into predictions.",
)

cost = Exercise(
    "cost",
    notebook="01",
    cases=[([1.0, 5.0, 6.0], [0.0, 16.0, 20.0]), ([4.0, 12.0, 14.0], [0.0, 16.0, 20.0]), ([2.0, 2.0], [2.0, 2.5])],
    reference=lambda y_hat, y: np.sum((y_hat - y) ** 2),
    mistakes=[
        Mistake(
            lambda y_hat, y: np.sum(np.abs(y_hat - y)),
            "You added the sizes of the errors: square each error instead of dropping its sign.",
        ),
        Mistake(
            lambda y_hat, y: np.mean((y_hat - y) ** 2),
            "You took the mean: this cost is the sum, it is not divided by the number of points.",
        ),
        Mistake(
            lambda y_hat, y: np.sum(y_hat - y),
            "You added the errors with their signs, so that high and low cancel: what gets rid of a sign?",
        ),
        Mistake(
            lambda y_hat, y: np.sum(y_hat - y) ** 2,
            "You added first and squared the total: square each error, then add.",
        ),
        Mistake(lambda y_hat, y: (y_hat - y) ** 2, "These are the squares one by one: add them up to one number."),
        Mistake(lambda y_hat, y: np.sum(y_hat**2 - y**2), "You squared before you subtracted: the error comes first."),
        Mistake(lambda y_hat, y: np.sum(y_hat - y**2), "Only y is squared: mind the parentheses."),
        Mistake(lambda y_hat, y: np.sum((y_hat - y) * 2), "* 2 doubles an error, ** 2 squares it."),
        Mistake(lambda y_hat, y: np.sqrt(np.sum((y_hat - y) ** 2)), "No square root here: the cost is the plain sum."),
    ],
    praise="Any line can now be scored with one number.",
)

two_candidates = Exercise(
    "two_candidates",
    notebook="01",
    expected=[17, 14],
    mistakes=[
        Mistake([14, 17], "These are the two costs in the other order: the first belongs to ŷ = 3x − 1."),
        Mistake([7, 6], "You added the sizes of the errors: square each of them first."),
        Mistake([-3, 0], "You added the errors with their signs: they cancel. Square each of them first."),
        Mistake([17 / 3, 14 / 3], "You took means: this cost is a sum."),
        Mistake([17, 782], "You left out the minus sign of b in the second line: ŷ = 5x − 8."),
    ],
    praise="The second line wins by 3, although it misses the first point by more.",
)


def _first_better(w, b, moves, at_least=False):
    here = _cost(w, b)
    for dw, db in moves:
        new = _cost(w + dw, b + db)
        if new < here or (at_least and new == here):
            return w + dw, b + db
    return w, b


def _moves(step):
    return [(step, 0), (-step, 0), (0, step), (0, -step)]


def _best_of_four(w, b, step):
    candidates = [(w, b)] + [(w + dw, b + db) for dw, db in _moves(step)]
    return min(candidates, key=lambda c: _cost(*c))


def _never_stops(w, b, step):
    return min([(w + dw, b + db) for dw, db in _moves(step)], key=lambda c: _cost(*c))


one_step = Exercise(
    "one_step",
    notebook="01",
    cases=[
        *[(2.0, 2.0, 1.0), (3.0, 2.0, 1.0), (3.0, 0.0, 1.0), (3.0, 4.0, 1.0), (4.0, -5.5, 0.5), (3.0, 0.0, 0.01)],
        (3.0, -1.0, 2.0),  # (3, 1) costs the same
    ],
    reference=lambda w, b, step: _first_better(w, b, _moves(step)),
    mistakes=[
        Mistake(lambda w, b, step: _first_better(w, b, _moves(1.0)), "You always step by 1: use step."),
        Mistake(
            _best_of_four, "You took the best of the four: the rule takes the first that is better, and stops looking."
        ),
        Mistake(_never_stops, "When no neighbour is better, stay: return (w, b) itself."),
        Mistake(
            lambda w, b, step: _first_better(w, b, [(0, step), (0, -step), (step, 0), (-step, 0)]),
            "b wins over w here: either you try it first, or a later trial replaces an earlier one. Return the first at once.",
        ),
        Mistake(
            lambda w, b, step: _first_better(w, b, _moves(step), at_least=True),
            "You step to a point of equal cost too: then the search can walk to and fro for ever. Better means less.",
        ),
        Mistake(
            lambda w, b, step: _first_better(w, b, _moves(step)[:1]),
            "You look at the first trial only: `return w, b` belongs after all four.",
        ),
        Mistake(
            lambda w, b, step: walk(X, Y, w, b, step, most=3000)[-1][:2],
            "You walk on until it is stuck: one step only, return at the first lower point.",
        ),
        Mistake(lambda w, b, step: (w + step, b), "You step without asking: compare the costs first."),
    ],
    praise="That is a whole optimizer: repeat it until it stays.",
)

cost_after = Exercise(
    "cost_after",
    notebook="01",
    cases=[(0.01,), (0.5,), (-1.0,)],
    reference=lambda dw: np.sum(((3 + dw) * X - Y) ** 2),
    mistakes=[
        Mistake(
            lambda dw: np.sum((3 * X + dw - Y) ** 2),
            "The bug is still in: dw is added to every prediction alike, which is what a change of b does.",
        ),
        Mistake(lambda dw: np.sum(((3 * dw) * X - Y) ** 2), "w becomes 3 + dw, not 3 times dw."),
        Mistake(lambda dw: np.sum(((3 + dw) * X + dw - Y) ** 2), "Now dw is in twice: b stays 0."),
        Mistake(
            lambda dw: np.sum((3 + dw * X - Y) ** 2),
            "Only dw is multiplied by x: mind the parentheses around the new w.",
        ),
        Mistake(lambda dw: np.sum((3 * X - Y) ** 2), "dw has no effect any more: where does w stand in the formula?"),
        Mistake(lambda dw: np.sum(((3 - dw) * X - Y) ** 2), "The sign of dw is flipped."),
    ],
    praise="With dw = 0.01 it gives 13.7262: the small step does help.",
)


def _judge_start(start):
    w, b = start
    if (w, b) == (4.0, -4.0):
        return "That is the goal itself: start somewhere else and let the search walk there."
    end_w, end_b, end_cost, spent = walk(X, Y, w, b, 1)[-1]
    if end_cost > 1e-9:
        return (
            f"from ({w:g}, {b:g}) the search stops at ({end_w:g}, {end_b:g}) with C = {end_cost:g} after {spent} evaluations: "
            "try a start further down the same valley."
        )
    return None


good_start = Exercise(
    "good_start",
    notebook="01",
    judge=_judge_start,
    example=(4, -2),
    mistakes=[
        Mistake((3, 0), "That is the very point where the search above is stuck."),
        Mistake((2, 2), "That is the start of the search above, and you saw where it ends."),
        Mistake((4, -4), "The search has nothing left to do there."),
    ],
    praise="The start decides where a search with coarse steps ends.",
)

CAT = [[0.9, 0.8], [0.1, 0.2]]
score = Exercise(
    "score",
    notebook="01",
    cases=[
        (CAT, [[1.0, 1.0], [-1.0, -1.0]], 0.0),
        (CAT, [[2.0, 0.0], [0.5, -1.0]], 0.5),
        ([[1.0, 2.0]], [[3.0, 4.0]], -1.0),
    ],
    reference=lambda pixels, weights, b: np.sum(weights * pixels) + b,
    mistakes=[
        Mistake(lambda pixels, weights, b: np.sum(weights * pixels), "You left out b."),
        Mistake(
            lambda pixels, weights, b: weights * pixels + b,
            "These are the products one by one: add them up, then add b.",
        ),
        Mistake(
            lambda pixels, weights, b: np.sum(weights * pixels + b),
            "b is added once for every pixel: add it once, at the end.",
        ),
        Mistake(
            lambda pixels, weights, b: np.sum(weights) * np.sum(pixels) + b,
            "Each pixel has a weight of its own: multiply, then add up.",
        ),
        Mistake(lambda pixels, weights, b: sum(weights * pixels) + b, "Python's sum adds up rows only: use np.sum."),
        Mistake(
            lambda pixels, weights, b: weights @ pixels + b, "@ is another product: use *, entry by entry, then add up."
        ),
        Mistake(lambda pixels, weights, b: np.mean(weights * pixels) + b, "The products are added, not averaged."),
    ],
    praise="The same formula as for apples, with more inputs.",
)
