"""The formulas of notebook 05: a sigmoid that never overflows, two networks that follow the trades, and gates."""

import numpy as np

RISE, CAP, LITTLE = (4.0, -4.0), 20.0, 1.0  # 4x - 4, then 20, then 1 bananas
CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])  # all the inputs that a gate can meet
GOALS = {"And": (0, 0, 0, 1), "Or": (0, 1, 1, 1), "Nor": (1, 0, 0, 0), "Xor": (0, 1, 1, 0)}


def sigmoid(z):
    """1 / (1 + e^-z) for any z, without overflow: e is asked for numbers below 0 only"""
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def two_pieces(x, steepness, threshold):
    """(s1, s2, y_hat) of y_hat = (4x - 4) s1 + 20 s2, where s1 closes and s2 opens at the threshold"""
    z = steepness * (np.asarray(x, dtype=float) - threshold)
    s1, s2 = sigmoid(-z), sigmoid(z)
    return s1, s2, (RISE[0] * x + RISE[1]) * s1 + CAP * s2


def three_pieces(x, steepness, first, last):
    """(s1, s2, s3, y_hat) of y_hat = (4x - 4) s1 + 20 s2 + 1 s3, where s2 is open if neither s1 nor s3 is"""
    x = np.asarray(x, dtype=float)
    s1, s3 = sigmoid(-steepness * (x - first)), sigmoid(steepness * (x - last))
    s2 = sigmoid(-1000 * s1 - 1000 * s3 + 500)
    return s1, s2, s3, (RISE[0] * x + RISE[1]) * s1 + CAP * s2 + LITTLE * s3


def squares(y_hat, y):
    """The cost: errors squared and added up, over the last axis"""
    return np.sum((y_hat - y) ** 2, axis=-1)


def output(neuron, inputs):
    """σ(w1 s1 + w2 s2 + b): neuron (w1, w2, b), inputs (..., 2) -> (...)"""
    return sigmoid(inputs @ np.array(neuron[:2]) + neuron[2])


def network(neurons, inputs):
    """(the output of the last neuron, what it sees): the outputs of the others or, if it is alone, the inputs"""
    seen = np.stack([output(neuron, inputs) for neuron in neurons[:-1]], axis=-1) if neurons[1:] else inputs
    return output(neurons[-1], seen), seen


def truth_table(goal, neurons):
    """{outputs, what the last neuron has `seen`, wanted, right}: an entry for each corner; 0.5 counts as 1"""
    outputs, seen = network(neurons, CORNERS)
    wanted = np.array(GOALS[goal], dtype=bool)
    return dict(outputs=outputs, seen=seen, wanted=wanted, right=(outputs >= 0.5) == wanted)


def perceptron_step(w1, w2, b, s1, s2, y):
    """Rosenblatt's rule at rate 1, new (w1, w2, b): a neuron that is right stays, another moves by the input"""
    error = float(w1 * s1 + w2 * s2 + b >= 0) - y
    return w1 - error * s1, w2 - error * s2, b - error
