"""The neurons of notebook 05b as logic, and Rosenblatt's rule."""

import numpy as np

from helpers.lessons.bend_the_line.numbers import sigmoid
from helpers.lessons.neurons_in_layers.numbers import network, perceptron_step, truth_table


def test_a_gate_is_right_in_every_corner_and_half_open_counts_as_1():
    for goal, neuron in (("And", (2, 2, -3)), ("Or", (2, 2, -1)), ("Or", (1, 1, -1)), ("Nor", (-2, -2, 1))):
        found = truth_table(goal, [neuron])
        assert found["right"].all() and found["seen"].tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_no_setting_of_one_neuron_is_xor():
    settings = np.random.default_rng(0).integers(-30, 31, (2000, 3)) / 2
    assert max(truth_table("Xor", [neuron])["right"].sum() for neuron in settings) == 3


def test_the_last_neuron_sees_the_outputs_of_the_hidden_ones_or_the_inputs():
    inputs, neurons = np.array([[0.2, 0.9], [1.5, -0.3]]), [(3.0, -2.0, 1.0), (0.5, 4.0, -1.0), (2.0, 2.0, -3.0)]
    seen = np.stack([sigmoid(inputs @ neuron[:2] + neuron[2]) for neuron in neurons[:2]], axis=-1)
    output, hidden = network(neurons, inputs)
    assert np.allclose(hidden, seen) and np.allclose(output, network(neurons[2:], seen)[0])
    assert network(neurons[:1], inputs)[1] is inputs


def test_the_learning_step_moves_only_a_neuron_that_is_wrong():
    assert perceptron_step(1.0, 1.0, -1.5, 0.5, 0.5, 0) == (1.0, 1.0, -1.5)
    assert perceptron_step(1.0, 1.0, -0.75, 0.5, 0.5, 0) == (0.5, 0.5, -1.75)
    assert perceptron_step(0.0, 0.0, 0.0, 1.0, 0.0, 0) == (-1.0, 0.0, -1.0)
    assert perceptron_step(-1.0, 0.0, -1.0, 1.0, 0.0, 1) == (0.0, 0.0, 0.0)
    assert perceptron_step(0.0, 0.0, 0.0, 1.0, 0.0, 1) == (0.0, 0.0, 0.0)
