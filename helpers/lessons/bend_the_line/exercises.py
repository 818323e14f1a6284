"""The exercises of notebook 05, Bend the line."""

from functools import partial

import numpy as np

from ...datasets import seven_trades
from ...exercise import Exercise
from ...plots import number
from .numbers import CORNERS, perceptron_step, sigmoid, three_pieces

exercise = partial(Exercise, notebook="05")

X, Y = seven_trades()
LARGEST_POWER = 709.78  # e to more than this is no float
MIDDLE = np.array([-3.0, -1.0, 0.0, 0.5, 2.0])
BOTH_ENDS = "exp is asked for e to the 1000 at both ends:"

# ---- switches -------------------------------------------------------------------------------------------------------

gate_pair = exercise(
    "gate_pair",
    expected=[-50.0, 400.0, 50.0, -400.0],
    mistakes=[
        ([50, -400, -50, 400], "The two have changed places: s1 is the one that closes."),
        ([-50, 8, 50, -8], "You used the threshold as b: at x = 8 the whole of wx + b must be 0."),
        ([-50, -8, 50, 8], "You used the threshold as b, and with the wrong sign: at x = 8 wx + b must be 0."),
        ([-50, -400, 50, 400], "The signs of b are flipped: yours change over at x = −8."),
        ([50, -400, 50, -400], "Both open to the right: which sign makes a switch close?"),
        ([-50, 0.16, 50, -0.16], "You divided where you should multiply: put your numbers into wx + b at x = 8."),
        ([-1000, 8000, 1000, -8000], "Right place, but the steepness is 50 here."),
        ([-1, 8, 1, -8], "Right place, but far too soft: the steepness is 50."),
        ([-50, 50, 400, -400], "Right numbers in another order: w1, b1, w2, b2."),
        ([-50, 400, -50, 400], "Both close: which sign makes a switch open?"),
        ([-50, 300, 50, -300], "These change over at 6, as in the story: here it is 8."),
    ],
    praise="Steepness and threshold are two plain numbers, w and b.",
)


def _overflows(answer, z):
    """Whether answer(z) asks for e to more than a float can hold, be it with the warning switched off"""
    asked, exp = [], np.exp

    def listen(power, *more, **settings):
        asked.append(np.max(power, initial=-np.inf))
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
    for z in (MIDDLE, np.array([-1000.0, 1000.0]), np.array([-1000.0, 1.0, 1000.0, -2.0])):
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
        if not abs(value - right) < 1e-6:
            flipped = " It falls where it should rise." if abs(value - (1 - right)) < 1e-6 and at else ""
            return f"for z = {number(at)} you returned {value:.6g}, expected {right:.6g}.{flipped}"
    return None


stable_sigmoid = exercise(
    "stable_sigmoid",
    judge=_judge_sigmoid,
    example=sigmoid,
    praise="No number is too large for your switch, and it warns nobody.",
)


def _judge_middle(answer):
    try:
        w1, w3, b = answer
    except (TypeError, ValueError):
        return "you need three numbers: (w1, w3, b)."
    for s1, s3 in ((0, 0), (1, 0), (0, 1), (1, 1)):
        wanted, output = float(s1 + s3 == 0), float(sigmoid(w1 * s1 + w3 * s3 + b))
        if abs(output - wanted) > 0.01:
            return f"for s1 = {s1} and s3 = {s3} your switch says {number(output, 2)}, and {number(wanted)} is wanted."
    return None


middle_gate = exercise(
    "middle_gate",
    judge=_judge_middle,
    example=(-1000.0, -1000.0, 500.0),
    mistakes=[
        ((1000, 1000, -500), "That is s1 or s3: turn it round."),
        ((-1000, 1000, 500), "One of the two pulls the wrong way: both must be able to close it."),
        ((-1000, -1000, 1500), "It takes both to close yours: one alone must be enough."),
        ((-1000, -1000, 0), "With b = 0 it stays half open when both are closed: what must be left of z then?"),
        ((500, -1000, -1000), "Right numbers in another order: w1, w3, b."),
        ((-500, -500, 500), "One alone only balances b, half open: it must outweigh it."),
        ((0, -1000, 500), "s1 has no say: it must be able to close the switch, too."),
        ((-1, -1, 0.5), "The right way round, but too soft: the same three numbers, only larger."),
        ((-1000, -1000, -500), "Yours is always closed: with both off, only b is left, and it must open the switch."),
    ],
    praise="A switch whose inputs are switches: that is a second layer.",
)


def _judge_threshold(threshold):
    predicted = three_pieces(X, 1000, 6, threshold)[-1]
    for x, y_hat, y in zip(X, predicted, Y, strict=True):
        if abs(y_hat - y) > 0.01:
            prediction = f"predicts {number(y_hat, 2)} for x = {number(x)}"
            return f"with {threshold:g} the network {prediction}, and the data say {number(y)}."
    return None


third_threshold = exercise(
    "third_threshold",
    judge=_judge_threshold,
    example=14.0,
    mistakes=[
        (15.0, "That is the slides' threshold: it stands on a data point."),
        (11.0, "Now it stands on the data point before: go between the two."),
        (14000.0, "You gave 1000 times the threshold: at which x should the switch open?"),
        (-14000.0, "That is b of the switch: the question is at which x it opens."),
        (16.0, "Too late: by x = 15 the switch must be open."),
    ],
    praise="A switch belongs between two data points, not on one.",
)

# ---- gates ----------------------------------------------------------------------------------------------------------

xor_gate = exercise(
    "xor_gate",
    vary=(),
    cases=list(map(tuple, CORNERS.tolist())),
    reference=lambda s1, s2: float(s1 != s2),
    tolerance=0.01,
    mistakes=[
        (lambda s1, s2: max(s1, s2), "That is Or: it says 1 when both are on, too."),
        (lambda s1, s2: min(s1, s2), "That is And: Xor wants exactly one of the two."),
        (lambda s1, s2: float(s1 == s2), "Turned round: yours says 1 when both are the same."),
        (lambda s1, s2: s1 * (1 - s2), "That is one half: it may also be the other one that is on."),
        (lambda s1, s2: (1 - s1) * s2, "That is the second half only: s1 may be the one that is on."),
        (
            lambda s1, s2: 0.0,
            "Always 0. If And joins your halves, it can never be 1; if Or does, look at how you wrote 'not'.",
        ),
        (lambda s1, s2: 1 - s1 * s2, "Yours says 1 when both are off, too."),
    ],
    praise="Two layers of switches do what no single one can.",
)


def _learn_with(error):
    """The perceptron's step with error(z, y) in place of its own"""

    def step(w1, w2, b, s1, s2, y):
        moved_by = error(w1 * s1 + w2 * s2 + b, y)
        return w1 - moved_by * s1, w2 - moved_by * s2, b - moved_by

    return step


perceptron_update = exercise(
    "perceptron_update",
    vary=(),
    cases=[
        (0.0, 0.0, 0.0, 0.0, 1.0, 0.0),
        (-2.0, 1.0, 0.5, 1.0, 1.0, 1.0),
        (2.0, 1.0, -3.0, 1.0, 1.0, 1.0),
        (1.5, 2.0, -0.5, 1.0, 0.0, 0.0),
        (1.0, 1.0, -1.5, 0.0, 1.0, 0.0),
    ],
    reference=perceptron_step,
    mistakes=[
        (_learn_with(lambda z, y: y - (z >= 0)), "The sign is flipped: a neuron that says 1 too early must come down."),
        (
            lambda *case: (*perceptron_step(*case)[:2], case[2]),
            "b stays where it is: it moves too, as if its input were 1.",
        ),
        (
            lambda w1, w2, b, s1, s2, y: tuple(v - ((w1 * s1 + w2 * s2 + b >= 0) - y) for v in (w1, w2, b)),
            "Every weight moves by the same: an input that was 0 had no part in the mistake.",
        ),
        (_learn_with(lambda z, y: z - y), "You compared z with y: first the step, which makes 0 or 1 of z."),
        (_learn_with(lambda z, y: sigmoid(z) - y), "You used the soft switch: Rosenblatt's neuron has the hard step."),
        (_learn_with(lambda z, y: (z > 0) - y), "Mind z = 0: our step says 1 there."),
        (
            lambda w1, w2, b, *example: tuple(np.add(perceptron_step(w1, w2, 0, *example), (0, 0, b))),
            "z has lost its b.",
        ),
        (_learn_with(lambda z, y: 0.1 * ((z >= 0) - y)), "A tenth of a step: the rule has no rate, or 1."),
        (_learn_with(lambda z, y: 2 * ((z >= 0) - y)), "Twice the step: no square here, so no 2."),
        (_learn_with(lambda z, y: abs((z >= 0) - y)), "The error has lost its sign: a mistake can go both ways."),
        (
            lambda *case: tuple(np.subtract(perceptron_step(*case), case[:3])),
            "These are the changes: add them to what was there.",
        ),
        (lambda *case: case[:3], "Nothing ever moves: a neuron that was wrong must learn from it."),
    ],
    praise="The first learning machine, in two lines.",
)

sigmoid_slope = exercise(
    "sigmoid_slope",
    vary=("fraction", "size"),
    cases=[(np.array([0.5, 0.9, 0.1, 1.0, 0.731]),), (np.array([0.25, 0.0]),)],
    reference=lambda s: s * (1 - s),
    mistakes=[
        (lambda s: 1 - s**2, "That is the slope of tanh: the sigmoid's must be 1/4 in the middle, where s = 0.5."),
        (lambda s: 1 - s, "At s = 0 the switch is flat, too: your formula gives 1 there."),
        (lambda s: s, "At s = 1 the switch is flat: your formula gives 1 there."),
        (
            lambda s: sigmoid(s) * (1 - sigmoid(s)),
            "You put s through the switch a second time: s is what has come out already.",
        ),
        (lambda s: s * (s - 1), "The sign is flipped: a switch that opens has no negative slope."),
        (lambda s: 2 * s * (1 - s), "Twice too high: at s = 0.5 it must be 1/4. No 2 is needed."),
        (lambda s: 0.25 * s * (1 - s), "Four times too low: s(1 − s) is 1/4 in the middle by itself."),
        (lambda s: s * (1 + s), "One of your signs is wrong: the slope must be 0 where s = 1."),
        (lambda s: 4 * s * (1 - s), "The right shape, but too high: at s = 0.5 the slope is 1/4."),
    ],
    praise="The slope comes from the output alone: a network will use it on every way back.",
)
