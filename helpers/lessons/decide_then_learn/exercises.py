"""The exercises of notebook 06a, Decide, then learn."""

import math
from functools import partial

import numpy as np

from ...exercise import Exercise
from ..bend_the_line.numbers import sigmoid

exercise = partial(Exercise, notebook="06a")


def _slope(z):
    """The slope of the sigmoid at z"""
    return sigmoid(z) * (1 - sigmoid(z))


def _with_one(H):
    return np.column_stack([H, np.ones(len(H))])


def step(z):
    return np.where(z >= 0, 1.0, 0.0)


def smooth_step(z):
    return sigmoid(z)


X = [[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]]
XOR = ([[1.0, 1.0], [1.0, 1.0], [-0.5, -1.5]], [[1.0], [-1.0], [-0.5]])
NINE = ([[0.5, -0.3], [0.2, 0.8], [0.1, -0.1]], [[1.0], [-1.0], [0.2]])
WIDE = [
    [0.3, -1.2, 0.8, 1.0],
    [-0.5, 0.4, 2.0, 1.0],
    [1.1, 0.6, -0.7, 1.0],
    [0.2, -0.1, 0.9, 1.0],
    [0.0, 1.5, 0.4, 1.0],
]
TWO_OUTPUTS = (  # three inputs, two hidden neurons, two outputs
    [[0.4, -1.0], [-0.7, 0.3], [0.2, 0.6], [0.1, -0.5]],
    [[1.0, -0.4], [0.5, 0.9], [-0.2, 0.3]],
)
THREE_UNITS = ([[0.4, -1.0, 2.0], [-0.7, 0.3, 0.1], [0.2, 0.0, -0.5]], [[1.0], [0.5], [-2.0], [0.3]])


def _network(hidden=lambda z, activation: _with_one(activation(z)), output=lambda z, activation: activation(z)):
    """decide, with hidden(X W1, activation) for what layer 2 meets, and output(its z, activation) for the answers"""
    return lambda X, W1, W2, activation: output(hidden(X @ W1, activation) @ W2, activation)


decide = exercise(
    "decide",
    vary=("fraction", "negative"),
    cases=[
        (X, *NINE, smooth_step),
        (X, *XOR, step),
        (X[1:3], *THREE_UNITS, smooth_step),
        (WIDE, *TWO_OUTPUTS, smooth_step),
    ],
    reference=_network(),
    mistakes=[
        (_network(output=lambda z, activation: z), "The last activation is missing: these are not decisions yet."),
        (_network(lambda z, activation: _with_one(z)), "The first layer has no activation: H_in goes through one too."),
        (
            _network(lambda z, activation: activation(_with_one(z))),
            "The 1 went through the activation too: put it in afterwards.",
        ),
        (
            lambda X, W1, W2, activation: activation(activation(X @ W1) @ W2[:-1]),
            "The output has lost its bias: the 1 is missing between the layers.",
        ),
        (
            lambda X, W1, W2, activation: activation(X @ W1),
            "That is the hidden layer: the second one is still to come.",
        ),
        (
            _network(lambda z, activation: _with_one(step(z)), lambda z, activation: step(z)),
            "Your answers are 0 or 1, but the given activation may be smooth: use it in both places, and do not round.",
        ),
        (
            _network(output=lambda z, activation: np.round(activation(z))),
            "Your answers are 0 or 1: return what the last activation gives, and do not round.",
        ),
        (
            _network(lambda z, activation: _with_one(step(z))),
            "In the hidden layer you use step: use the given activation there, too.",
        ),
        (
            _network(lambda z, activation: activation(z)),
            "The tables do not fit: W2 has a row more, for the 1 that must be put in again.",
        ),
        (
            lambda X, W1, W2, activation: activation(activation(_with_one(X) @ W1) @ W2),
            "X has its 1 already: it is the hidden layer's answers that need one.",
        ),
    ],
    praise="One function for every network of two layers, whatever its activation.",
)

output_slope = exercise(
    "output_slope",
    cases=[(0.6, 1.0), (0.9, 0.0), (0.25, 1.0)],
    reference=lambda y_hat, y: 2 * (y_hat - y) * y_hat * (1 - y_hat),
    mistakes=[
        (lambda y_hat, y: 2 * (y_hat - y), "You forgot the sigmoid: its slope is a factor too."),
        (lambda y_hat, y: y_hat * (1 - y_hat), "That is the sigmoid alone: how does E change with ŷ?"),
        (
            lambda y_hat, y: 2 * (y_hat - y) * _slope(y_hat),
            "The slope of the sigmoid is taken at the wrong value: ŷ is its output already.",
        ),
        (lambda y_hat, y: (y_hat - y) * y_hat * (1 - y_hat), "The 2 of the square is missing."),
        (
            lambda y_hat, y: 2 * (y - y_hat) * y_hat * (1 - y_hat),
            "The sign is flipped: the error is ŷ − y, the slope of the sigmoid ŷ(1 − ŷ).",
        ),
        (lambda y_hat, y: 2 * (y_hat - y) * (1 - y_hat**2), "That is the slope of tanh: here it is the sigmoid."),
        (
            lambda y_hat, y: (y_hat - y) ** 2 * y_hat * (1 - y_hat),
            "That is E itself times a slope: take the slope of the square, too.",
        ),
        (
            lambda y_hat, y: 2 * (y_hat - y) * y_hat,
            "The sigmoid's slope has two factors: its output, and what is missing to 1.",
        ),
        (
            lambda y_hat, y: 2 * (y_hat - y) * y * (1 - y),
            "The sigmoid's slope is made of its own output, not of the target.",
        ),
        (
            lambda y_hat, y: 2 * (0.6093 - 1) * 0.6093 * (1 - 0.6093) + 0 * y_hat,
            "That is the number of one example: use y_hat and y.",
        ),
        (lambda y_hat, y: 2 * (y_hat - y) + y_hat * (1 - y_hat), "Slopes along a path are multiplied, not added."),
    ],
    praise="Everything behind the output uses this number again.",
)


def _first_slope(sigmoid_slope=_slope, gone=""):
    """The slope of a first weight, with the sigmoid's slope as sigmoid_slope(h_in) has it, and one factor gone"""

    def slope(x_i, h_in, w, d_o_in):
        factors = {"d_o_in": d_o_in, "w": w, "h_in": sigmoid_slope(h_in), "x_i": x_i}
        return math.prod(factor for name, factor in factors.items() if name != gone)

    return slope


first_weight_slope = exercise(
    "first_weight_slope",
    cases=[(1.0, 0.6, 1.0, -0.186), (2.0, -0.4, -1.5, 0.3), (-1.0, 2.0, 0.5, 0.8)],
    reference=_first_slope(),
    mistakes=[
        (
            _first_slope(lambda z: z * (1 - z)),
            "The bug is still in: here s(1 − s) is made of h_in, which goes into the sigmoid. It wants what comes out.",
        ),
        (_first_slope(gone="h_in"), "The hidden sigmoid is gone: its slope is a factor."),
        (_first_slope(gone="x_i"), "The input is gone: a weight's slope is multiplied by what the weight meets."),
        (_first_slope(gone="w"), "The weight between the neuron and the output is gone."),
        (_first_slope(gone="d_o_in"), "What arrives from the output is gone: the chain breaks."),
        (_first_slope(sigmoid), "That is the output of the sigmoid, not its slope."),
        (
            _first_slope(lambda z: sigmoid(z) * (1 - z)),
            "Half repaired: the second half of s(1 − s) still has what goes in.",
        ),
        (
            _first_slope(lambda z: z * (1 - sigmoid(z))),
            "Half repaired: the first half of s(1 − s) still has what goes in.",
        ),
        (_first_slope(lambda z: -_slope(z)), "The sign is flipped: nothing here needs a minus."),
        (_first_slope(lambda z: 2 * _slope(z)), "The 2 of the square is in d_o_in already."),
        (_first_slope(lambda z: 1 - np.tanh(z) ** 2), "That is the slope of tanh: the hidden neuron has a sigmoid."),
    ],
    praise="Five factors from the error to the first weight, each at its own place.",
)

TABLES = ([[0.5, -0.3], [0.2, 0.8], [0.1, -0.1]], [1.0, -1.0, 0.2])
SLOPES = ([[-0.04, 0.05], [0.0, 0.0], [-0.04, 0.05]], [-0.12, -0.07, -0.19])
learn_once = exercise(
    "learn_once",
    cases=[(*TABLES, *SLOPES), ([[1.0]], [2.0], [[0.5]], [-1.0])],
    reference=lambda W1, W2, d_W1, d_W2: (W1 - d_W1, W2 - d_W2),
    mistakes=[
        (lambda W1, W2, d_W1, d_W2: (W1 + d_W1, W2 + d_W2), "That goes uphill: against the slope."),
        (lambda W1, W2, d_W1, d_W2: (d_W1, d_W2), "These are the slopes: subtract them from the weights."),
        (lambda W1, W2, d_W1, d_W2: (-d_W1, -d_W2), "That is how far they go: from where?"),
        (lambda W1, W2, d_W1, d_W2: (W1, W2 - d_W2), "Only the last layer learns: W1 has slopes too."),
        (lambda W1, W2, d_W1, d_W2: (W1 - d_W1, W2), "Only the first layer learns: W2 has slopes too."),
        (lambda W1, W2, d_W1, d_W2: (W2 - d_W2, W1 - d_W1), "W1 comes first."),
        (lambda W1, W2, d_W1, d_W2: (W1 - d_W1, W2 + d_W2), "W2 goes uphill."),
        (lambda W1, W2, d_W1, d_W2: (W1 + d_W1, W2 - d_W2), "W1 goes uphill."),
        (lambda W1, W2, d_W1, d_W2: (W1 - 0.5 * d_W1, W2 - 0.5 * d_W2), "You went half a step: here the rate is 1."),
        (lambda W1, W2, d_W1, d_W2: (W1 - 0.01 * d_W1, W2 - 0.01 * d_W2), "The learning rate is 1 here."),
    ],
    praise="All nine move at once, by slopes from the same place.",
)

lost_bracket = exercise(
    "lost_bracket",
    expected=[-2.3, 2.3],
    tolerance=0.005,
    mistakes=[
        ([2.3, -2.3], "In the other order: in Bert's notes the minus belongs to the first term only."),
        ([2.3, 2.3], "In Bert's notes no minus reaches the second term."),
        ([-2.3, -2.3], "With the bracket, the minus reaches both terms."),
        ([0.11, 2.3], "y = 0: the first term is gone, and ln(1 − ŷ) = ln 0.1 is left in both."),
        ([-0.11, 0.11], "That is ln 0.9: the answer is no, so it is the probability of no that counts."),
        ([-1, 1], "That is log₁₀: ln is the natural logarithm, np.log."),
    ],
    praise="In Bert's notes the worst answer costs the least.",
)

yes_no_slope = exercise(
    "yes_no_slope",
    vary=(),
    cases=[(0.5, 1.0), (-3.0, 1.0), (2.0, 0.0)],
    reference=lambda z, y: sigmoid(z) - y,
    mistakes=[
        (lambda z, y: z - y, "z is no probability yet: it has to go through the sigmoid."),
        (lambda z, y: y - sigmoid(z), "The sign is flipped: prediction minus data."),
        (
            lambda z, y: (sigmoid(z) - y) * _slope(z),
            "The sigmoid has cancelled already: you multiplied by its slope once more.",
        ),
        (
            lambda z, y: 2 * (sigmoid(z) - y) * _slope(z),
            "That is the squared error's slope: it is nearly 0 where it should not be.",
        ),
        (lambda z, y: sigmoid(z), "That is the probability: how far is it from y?"),
        (lambda z, y: step(z) - y, "The step decides too early: make a probability, with the sigmoid."),
        (
            lambda z, y: -(y * np.log(sigmoid(z)) + (1 - y) * np.log(1 - sigmoid(z))),
            "That is the cost: the task asks for its slope.",
        ),
        (lambda z, y: 2 * (sigmoid(z) - y), "There is no square here, so there is no 2."),
        (
            lambda z, y: -y / sigmoid(z) + (1 - y) / (1 - sigmoid(z)),
            "That is the slope at ŷ: go on through the sigmoid, to z.",
        ),
    ],
    praise="The simplest slope of all, and never flat where the answer is wrong.",
)
