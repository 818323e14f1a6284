"""The exercises of notebook 05a, Bend the line."""

from functools import partial

import numpy as np

from ...datasets import seven_trades
from ...exercise import Exercise
from ...plots import number
from .numbers import sigmoid, three_pieces

exercise = partial(Exercise, notebook="05a")

X, Y = seven_trades()
LARGEST_POWER = 709.78  # e to more than this is no float
MIDDLE = np.array([-3.0, -1.0, 0.0, 0.5, 2.0])
BOTH_ENDS = "exp is asked for e to the 1000 at both ends:"

# ---- gates ----------------------------------------------------------------------------------------------------------

gated_sum = exercise(
    "gated_sum",
    cases=[
        ([1.0, 5.0, 6.0, 9.0], [1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0]),
        ([2.0, 3.0, 7.0], [0.5, 0.9, 0.2], [0.5, 0.1, 0.7]),
    ],
    reference=lambda x, s1, s2: (4 * x - 4) * s1 + 20 * s2,
    mistakes=[
        (lambda x, s1, s2: 4 * x - 4 + 20, "The gates are not in it: each line is multiplied by its own."),
        (lambda x, s1, s2: 4 * x - 4 * s1 + 20 * s2, "s1 multiplies the 4 only: mind the parentheses."),
        (lambda x, s1, s2: (4 * x - 4) * s2 + 20 * s1, "The gates have changed places: s1 belongs to 4x − 4."),
        (lambda x, s1, s2: (4 * x - 4) * s1 + 20, "The 20 is let through always: its gate is missing."),
        (lambda x, s1, s2: 4 * x - 4 + 20 * s2, "The line 4x − 4 is let through always: its gate is missing."),
        (
            lambda x, s1, s2: np.where(s1 >= 0.5, 4 * x - 4, 20.0),
            "You choose one line or the other: a gate may be half open, so multiply.",
        ),
        (
            lambda x, s1, s2: (4 * x - 4) * s1 + 20 * (1 - s1),
            "s2 is not used: it has a say of its own, also where it is not 1 − s1.",
        ),
        (
            lambda x, s1, s2: np.where(s1, 4 * x - 4, 20.0),
            "You choose one line wherever s1 is not 0: a gate may be half open, so multiply.",
        ),
        (
            lambda x, s1, s2: (4 * x - 4) * (x < 6) + 20 * (x >= 6),
            "You ask x again: use s1 and s2 as they come in.",
        ),
        (lambda x, s1, s2: (4 * x - 4) * s1 + 20 * x * s2, "The second line is 20 whatever x is."),
        (lambda x, s1, s2: (4 * x - 4) * s1 * 20 * s2, "You multiplied the two parts: they are added."),
        (
            lambda x, s1, s2: np.sum((4 * x - 4) * s1 + 20 * s2),
            "You added the predictions up: one is wanted for each x.",
        ),
    ],
    praise="Two lines, and each speaks only where its gate is open.",
)

gate_pair = exercise(
    "gate_pair",
    expected=[-50.0, 400.0, 50.0, -400.0],
    mistakes=[
        ([50, -400, -50, 400], "The two have changed places: s1 is the one that closes."),
        ([-50, 8, 50, -8], "You used the threshold as b: at x = 8 the whole of wx + b must be 0."),
        ([-50, -8, 50, 8], "You used the threshold as b, and with the wrong sign: at x = 8 wx + b must be 0."),
        ([-50, -400, 50, 400], "The signs of b are flipped: yours change over at x = −8."),
        ([50, -400, 50, -400], "Both open to the right: which sign makes a gate close?"),
        ([-50, 0.16, 50, -0.16], "You divided where you should multiply: put your numbers into wx + b at x = 8."),
        ([-1000, 8000, 1000, -8000], "Right place, but the steepness is 50 here."),
        ([-1, 8, 1, -8], "Right place, but far too soft: the steepness is 50."),
        ([50, 400, -50, -400], "Both signs of w are turned: s1 must close, so which sign has w1?"),
        ([50, 400, -50, 400], "s1 must close and s2 must open: which signs have w1 and w2?"),
        ([-8, 400, 8, -400], "Steepness 50 is the weight: then put x = 8 into wx + b, it must give 0."),
        ([-50, 50, 400, -400], "Right numbers in another order: w1, b1, w2, b2."),
        ([-50, 400, -50, 400], "Both close: which sign makes a gate open?"),
        ([-50, 300, 50, -300], "These change over at 6, as in the story: here it is 8."),
    ],
    praise="Steepness and threshold are two plain numbers, w and b.",
)


def _overflows(answer, z):
    """Whether answer(z) asks for e to more than a float can hold, be it with the warning switched off"""
    asked, exp = [], np.exp

    def listen(power, *more, **settings):
        asked.append(np.max(np.asarray(power, dtype=float), initial=-np.inf))
        return exp(power, *more, **settings)

    np.exp = listen
    try:
        with np.errstate(over="raise", invalid="ignore"):
            answer(np.array([z]))
    except (FloatingPointError, OverflowError):
        return True
    finally:
        np.exp = exp
    return any(power > LARGEST_POWER for power in asked)


def _judge_sigmoid(answer):
    try:
        middle = answer(MIDDLE.copy())
    except ValueError as error:
        if "truth value" not in str(error):
            raise
        return "z is a whole array, and `if` wants one yes or no: choose entry by entry, or find one formula for all."
    low, high = _overflows(answer, -1000.0), _overflows(answer, 1000.0)
    if low and high:
        if _first_difference(MIDDLE, middle):
            return f"{BOTH_ENDS} a minus is missing, or the two formulas have changed places."
        return f"{BOTH_ENDS} np.where computes both of its branches everywhere and then picks."
    if low or high:
        end = number(1000 if high else -1000)
        return f"for z = {end} exp is still asked for e to the 1000: keep its input at 0 or below."
    for z in (MIDDLE, np.array([-30.0]), np.array([-1000.0, 1000.0]), np.array([-1000.0, 1.0, 1000.0, -2.0])):
        given = z.copy()
        output = answer(given)
        if output is None:
            return "your function returns nothing (None): end it with return."
        problem = _first_difference(z, output)
        if problem or not np.array_equal(given, z):
            return problem or "your function changed z in place: whoever called it has lost the old numbers."
    return None


def _first_difference(z, output):
    output = np.asarray(output, dtype=float)
    if output.shape != z.shape:
        return f"for {len(z)} numbers you returned an array of shape {output.shape}, expected {z.shape}."
    for at, value, right in zip(z, output, sigmoid(z), strict=True):
        off = abs(value - right)
        if not (off < 1e-6 and (off <= 0.01 * right or right == 0)):
            flipped = " It falls where it should rise." if abs(value - (1 - right)) < 1e-6 and at else ""
            return f"for z = {number(at)} you returned {value:.6g}, expected {right:.6g}.{flipped}"
    return None


stable_sigmoid = exercise(
    "stable_sigmoid",
    judge=_judge_sigmoid,
    example=sigmoid,
    praise="No number is too large for your sigmoid, and it warns nobody.",
)


def _judge_middle(answer):
    try:
        w1, w3, b = answer
    except (TypeError, ValueError):
        return "you need three numbers: (w1, w3, b)."
    for s1, s3 in ((0, 0), (1, 0), (0, 1), (1, 1)):
        wanted, output = float(s1 + s3 == 0), float(sigmoid(w1 * s1 + w3 * s3 + b))
        if abs(output - wanted) > 0.01:
            limit = "at least 0.99" if wanted else "at most 0.01"
            return f"for s1 = {s1} and s3 = {s3} your gate says {number(output, 2)}, and {limit} is wanted."
    return None


middle_gate = exercise(
    "middle_gate",
    judge=_judge_middle,
    example=(-1000.0, -1000.0, 500.0),
    mistakes=[
        ((1000, 1000, -500), "That is s1 or s3: turn it round."),
        ((-1000, 1000, 500), "One of the two pulls the wrong way: both must be able to close it."),
        ((-1000, -1000, 1500), "It takes both to close yours: one alone must be enough."),
        ((-1000, -1000, 1000), "One weight alone must outweigh b, not only equal it."),
        ((-1000, -1000, 0), "With b = 0 it stays half open when both are closed: what must be left of z then?"),
        ((500, -1000, -1000), "Right numbers in another order: w1, w3, b."),
        ((-500, -500, 500), "One alone only balances b, half open: it must outweigh it."),
        ((0, -1000, 500), "s1 has no say: it must be able to close the gate, too."),
        ((-1, -1, 0.5), "The right way round, but too soft: the same three numbers, only larger."),
        ((-1000, -1000, -500), "Yours is always closed: with both off, only b is left, and it must open the gate."),
    ],
    praise="A gate whose inputs are gates: that is a second layer.",
)


def _judge_threshold(threshold):
    predicted = three_pieces(X, 1000, 6, threshold)[-1]
    for x, y_hat, y in zip(X, predicted, Y, strict=True):
        if abs(y_hat - y) > 0.01:
            prediction = f"predicts {number(y_hat, 2)} for x = {number(x)}"
            return f"with {threshold:g} the rule {prediction}, and the data say {number(y)}."
    return None


third_threshold = exercise(
    "third_threshold",
    judge=_judge_threshold,
    example=14.0,
    mistakes=[
        (15.0, "That is Bert's threshold: it stands on a data point."),
        (11.0, "Now it stands on the data point before: go between the two."),
        (14000.0, "You gave 1000 times the threshold: at which x should the gate open?"),
        (-14000.0, "That is b of the gate: the question is at which x it opens."),
        (16.0, "Too late: by x = 15 the gate must be open."),
    ],
    praise="A threshold belongs between two data points, not on one.",
)
