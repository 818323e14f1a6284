"""The exercises of notebook 05b, Stack neurons in layers."""

from functools import partial

import numpy as np

from ...datasets import seven_trades
from ...exercise import Exercise
from ...plots import number
from ..bend_the_line.numbers import sigmoid
from .numbers import CORNERS, perceptron_step

exercise = partial(Exercise, notebook="05b")


def _of_bits(rule):
    """The rule for inputs that are on above 0.5, as a switch of 0 and 1"""
    return lambda s1, s2: float(rule(s1 > 0.5, s2 > 0.5))


xor_gate = exercise(
    "xor_gate",
    vary=(),
    cases=[*map(tuple, CORNERS.tolist()), (0.1, 0.9), (0.9, 0.9), (0.1, 0.1), (0.95, 0.2)],
    reference=_of_bits(lambda s1, s2: s1 != s2),
    tolerance=0.01,
    mistakes=[
        (
            lambda s1, s2: float((s1 and not s2) or (not s1 and s2) or 0.0),
            "Python's and, or, not take 0.1 for True: use And, Or and Not, which have a threshold.",
        ),
        (_of_bits(lambda s1, s2: s1 or s2), "That is Or: it says 1 when both are on, too."),
        (_of_bits(lambda s1, s2: s1 and s2), "That is And: Xor wants exactly one of the two."),
        (_of_bits(lambda s1, s2: s1 == s2), "Turned round: yours says 1 when both are the same."),
        (_of_bits(lambda s1, s2: s1 > s2), "That is one half: it may also be the other one that is on."),
        (_of_bits(lambda s1, s2: s1 < s2), "That is the second half only: s1 may be the one that is on."),
        (
            lambda s1, s2: 0.0,
            "Always 0. If And joins your halves, it can never be 1; if Or does, look at how you wrote 'not'.",
        ),
        (lambda s1, s2: abs(s1 - s2), "Right for 0 and 1 only: your formula has no threshold. Use And, Or and Not."),
        (
            lambda s1, s2: s1 * (1 - s2) + s2 * (1 - s1),
            "The products are right for 0 and 1 only: they have no threshold. Use And, Or and Not.",
        ),
        (_of_bits(lambda s1, s2: not (s1 or s2)), "That is Nor, both off: Xor wants exactly one that is on."),
        (_of_bits(lambda s1, s2: not (s1 and s2)), "Yours says 1 when both are off, too."),
    ],
    praise="Two layers of neurons do what no single one can.",
)


def _learn_with(error):
    """The perceptron's step with error(z, y) in place of its own"""

    def step(w1, w2, b, s1, s2, y):
        moved_by = error(w1 * s1 + w2 * s2 + b, y)
        return w1 - moved_by * s1, w2 - moved_by * s2, b - moved_by

    return step


def _in_turn(w1, w2, b, s1, s2, y):
    """The perceptron's step with the error computed anew for each of the three"""
    w1 = w1 - (float(w1 * s1 + w2 * s2 + b >= 0) - y) * s1
    w2 = w2 - (float(w1 * s1 + w2 * s2 + b >= 0) - y) * s2
    return w1, w2, b - (float(w1 * s1 + w2 * s2 + b >= 0) - y)


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
            "Your b stays where it is. It must move too, as if its input were 1.",
        ),
        (
            lambda w1, w2, b, s1, s2, y: tuple(v - ((w1 * s1 + w2 * s2 + b >= 0) - y) for v in (w1, w2, b)),
            "You move every weight by the same, but an input that was 0 had no part in the mistake.",
        ),
        (_in_turn, "You computed the error again after a weight had moved: compute it once, first."),
        (
            lambda w1, w2, b, s1, s2, y: tuple(
                v - (float(w1 * s1 + w2 * s2 + b >= 0) - y) * k for v, k in ((w1, w1), (w2, w2), (b, 1))
            ),
            "Multiply the error by the input, not by the weight.",
        ),
        (_learn_with(lambda z, y: z - y), "You compared z with y: first the step, which makes 0 or 1 of z."),
        (_learn_with(lambda z, y: sigmoid(z) - y), "You used the sigmoid: Rosenblatt's neuron has the hard step."),
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
        (lambda s: 1 - s, "At s = 0 the sigmoid is flat, too: your formula gives 1 there."),
        (lambda s: s, "At s = 1 the sigmoid is flat: your formula gives 1 there."),
        (
            lambda s: sigmoid(s) * (1 - sigmoid(s)),
            "You put s through the sigmoid a second time: s is what has come out already.",
        ),
        (lambda s: s * 1 - s, "That is s − s, always 0: the 1 − s needs parentheses."),
        (lambda s: s * (s - 1), "The sign is flipped: a sigmoid rises, so it has no negative slope."),
        (lambda s: 2 * s * (1 - s), "Twice too high: at s = 0.5 it must be 1/4. No 2 is needed."),
        (lambda s: 0.25 * s * (1 - s), "Four times too low: s(1 − s) is 1/4 in the middle by itself."),
        (lambda s: s * (1 + s), "One of your signs is wrong: the slope must be 0 where s = 1."),
        (lambda s: 4 * s * (1 - s), "The right shape, but too high: at s = 0.5 the slope is 1/4."),
    ],
    praise="The slope comes from the output alone: a network will use it on every way back.",
)

TWO_INPUTS, THREE_NEURONS = [[0.5, -1.0], [2.0, 0.25]], [[1.0, -2.0, 0.5], [0.0, 1.5, -1.0]]
hidden_layer = exercise(
    "hidden_layer",
    cases=[
        (TWO_INPUTS, THREE_NEURONS, np.array([0.1, -0.2, 0.3])),
        ([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]], [[1.0, 0.0], [-0.5, 2.0]], np.array([4.0, -3.0])),
    ],
    vary=("fraction", "negative", "zero"),
    reference=lambda X, W1, b1: sigmoid(X @ W1 + b1),
    mistakes=[
        (lambda X, W1, b1: sigmoid(X @ W1), "The biases are missing: each neuron has one."),
        (lambda X, W1, b1: X @ W1 + b1, "That is z: the activation function is missing."),
        (lambda X, W1, b1: sigmoid(X @ W1) + b1, "The biases are added after the sigmoid: they belong inside."),
        (lambda X, W1, b1: np.tanh(X @ W1 + b1), "That is tanh: the sigmoid is asked."),
        (lambda X, W1, b1: (X @ W1 + b1 >= 0) * 1.0, "That is the step: the sigmoid is asked."),
        (lambda X, W1, b1: np.maximum(X @ W1 + b1, 0), "That is ReLU: the sigmoid is asked."),
        (lambda X, W1, b1: sigmoid(X @ W1 - b1), "The biases have the wrong sign: they are added."),
        (lambda X, W1, b1: sigmoid(X @ W1 + b1).T, "Turned over: one row for each example, one column a neuron."),
    ],
    praise="A whole layer, for a whole set of examples, in one line.",
)

HINGES = np.array([0.0, 6.0, 11.0, 15.0])
TRADES = seven_trades()


def _judge_relu(answer):
    *weights, bias = answer
    x, y = TRADES
    for at, says, data in zip(x, np.maximum(x[:, None] - HINGES, 0) @ weights + bias, y, strict=True):
        if abs(says - data) > 0.01:
            return f"at x = {number(at)} your network says {number(says, 2)}, and the data say {number(data)}."
    return None


relu_output = exercise(
    "relu_output",
    judge=_judge_relu,
    example=(4.0, -4.0, -4.75, 4.75, -4.0),
    mistakes=[
        ((4.0, -4.0, -4.75, 4.75, 0.0), "The bias is missing: at x = 0 the first line says −4."),
        (
            (4.0, 0.0, -4.75, 0.0, -4.0),
            "These are the slopes themselves: each weight is the change of slope at its hinge.",
        ),
        ((4.0, -4.0, -19.0, 19.0, -4.0), "19 bananas fewer, but on a stretch of 4 apples: slope is rise over run."),
        ((4.0, 4.0, 4.75, -4.75, -4.0), "Turned over: at 6 the slope falls from 4 to 0, so the weight is negative."),
        ((4.0, -4.0, -4.75, 0.0, -4.0), "From 15 on the slope is 0 again: the last hinge must take the fall back."),
        ((4.0, -4.0, -4.75, 4.75, 4.0), "The sign of the bias: at x = 1, 4 · 1 + b must be 0."),
        ((4.0, -4.0, 4.75, -4.75, -4.0), "Which way does the line go from 11 to 15?"),
        ((-4.0, 4.0, -4.0, -4.75, 4.75), "Right numbers in another order: the bias comes last."),
    ],
    praise="Every curve of straight pieces is such a sum of hinges.",
)

collapse = exercise(
    "collapse",
    cases=[
        (TWO_INPUTS, [0.5, -1.0], [[1.0, 2.0, 0.0], [-1.0, 0.5, 3.0]], [0.25, 0.0, -2.0]),
        ([[2.0, -1.0]], [1.0, 3.0], [[0.5], [4.0]], [-1.0]),
    ],
    vary=("fraction", "negative", "zero"),
    reference=lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2 + b2),
    mistakes=[
        (lambda W1, b1, W2, b2: (W1 @ W2, b2), "b1 is lost: it goes through the second layer, too."),
        (lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2), "b2 is lost: it is added at the end."),
        (lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2 - b2), "b2 has the wrong sign: it is added."),
        (lambda W1, b1, W2, b2: (b1 @ W2 + b2, W1 @ W2), "Right, but in the other order: first W, then b."),
        (lambda W1, b1, W2, b2: (W1 @ W2, (b1 + 1) @ W2 + b2), "Something is added to b1: multiply it out again."),
    ],
    praise="Without an activation function, depth buys nothing.",
)
