"""The formulas of notebook 05b: neurons as logic, Rosenblatt's rule, and a hidden layer."""

import numpy as np

from ..bend_the_line.numbers import sigmoid

CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])  # all the inputs that a gate can meet
GOALS = {"And": (0, 0, 0, 1), "Or": (0, 1, 1, 1), "Nor": (1, 0, 0, 0), "Xor": (0, 1, 1, 0)}


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
