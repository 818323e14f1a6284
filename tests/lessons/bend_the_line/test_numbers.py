"""The sigmoid, the networks that follow the trades, and the gates of notebook 05."""

import numpy as np

from helpers import datasets
from helpers.gradcheck import check_gradient
from helpers.lessons.bend_the_line.numbers import (
    network,
    perceptron_step,
    sigmoid,
    squares,
    three_pieces,
    truth_table,
    two_pieces,
)

X, Y = datasets.seven_trades()


def test_the_sigmoid_never_overflows_and_is_right():
    with np.errstate(over="raise", invalid="raise"):
        assert sigmoid([-1e5, -1000, 0, 1000, 1e5]).tolist() == [0, 0, 0.5, 1, 1]
    z = np.linspace(-30, 30, 61)
    assert np.allclose(sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-12)
    assert check_gradient(lambda v: np.sum(sigmoid(v)), lambda v: sigmoid(v) * (1 - sigmoid(v)), z / 10).ok


def test_two_pieces_fit_the_five_and_three_pieces_the_seven_with_a_threshold_between_the_points():
    assert np.allclose(two_pieces(X[:5], 1000, 6)[-1], Y[:5])
    assert np.allclose(three_pieces(X, 1000, 6, 14)[-1], Y)
    assert [float(value) for value in three_pieces(15, 1000, 6, 15)[1:]] == [0.5, 0.5, 10.5], "the slides' network"
    assert [float(value) for value in three_pieces(6, 1000, 6, 15)] == [0.5, 0.5, 0, 20], "20 s1 + 20 s2"
    assert [float(value) for value in two_pieces(3, 2, 3)] == [0.5, 0.5, 14] and two_pieces(2, 1, 3)[2] > 4
    assert squares(np.array([[1.0, 2], [3, 5]]), 1).tolist() == [1, 20]


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
