"""The networks of notebook 06b: their gradients are true, on the page and in its fold."""

import re

import numpy as np
import pytest
from course_notebooks import code_cells, read

from helpers.gradcheck import check_gradient, numeric_gradient
from helpers.lessons.backprop_in_matrices import numbers as network
from helpers.lessons.backprop_in_matrices.numbers import XOR


@pytest.mark.parametrize("sizes", [(1, 3, 1), (2, 4, 1), (3, 2, 5)])
def test_every_gradient_is_what_a_nudge_measures(sizes):
    inputs, units, outputs = sizes
    loss, gradients, generator = network.loss, network.gradients, np.random.default_rng(4)
    x, y = generator.normal(size=(6, inputs)), generator.integers(2, size=(6, outputs))
    weights = network.start(generator, inputs, units, outputs)
    for k, gradient in enumerate(gradients(x, y, weights)):

        def loss_along(value, k=k):
            return loss(x, y, [*weights[:k], value, *weights[k + 1 :]])

        found = check_gradient(loss_along, gradient, weights[k])
        assert found.ok, str(found)


def test_activations_and_losses_have_the_field_s_values():
    values = {"tanh": np.tanh([-1, 0, 2]), "sigmoid": [0.268941, 0.5, 0.880797], "relu": [0, 0, 2]}
    for activation, h in (values | {"linear": [-1, 0, 2], "step": [0, 0, 1]}).items():
        assert network.ACTIVATIONS[activation][0](np.array([-1.0, 0, 2])) == pytest.approx(h, abs=1e-6)
    nothing = [np.zeros((2, 1)), 0.0, np.zeros((1, 1)), 0.0]
    assert (XOR[1] == (XOR[0][:, :1] != XOR[0][:, 1:])).all() and XOR[0].tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert network.loss(*XOR, nothing) == 0.5


def test_a_stack_trains_each_network_as_if_it_were_alone():
    stack = network.start(np.random.default_rng(1), 2, 3, networks=(5,))
    together = network.train(*XOR, stack, 0.1, 20)
    for k in range(5):
        alone = network.train(*XOR, [w[k] for w in stack], 0.1, 20)
        assert all(np.allclose(a, b[k], rtol=1e-10) for a, b in zip(alone, together, strict=True))
    assert network.loss(*XOR, together).shape == (5,)


def test_the_page_s_gradients_are_those_of_the_figure():
    page = {"np": np}
    for cell in code_cells(read("06b_backprop_in_matrices.ipynb")):
        if cell.source.startswith(("def forward(", "def gradients(")):
            exec(cell.source.split("\n\n\nweights")[0], page)
    weights = network.start(np.random.default_rng(4), 2, 3, networks=(7,))
    found, ours = page["gradients"](*XOR, weights), network.gradients(*XOR, weights)
    assert all(np.allclose(a, b) for a, b in zip(found, ours, strict=True))


def test_the_folded_tensor_and_jacobians_print_what_the_fold_says(capsys):
    (fold,) = [
        cell.source for cell in read("06b_backprop_in_matrices.ipynb").cells if "Jacobians</summary>" in cell.source
    ]
    code, said = re.findall(r"```(?:python|text)\n(.*?)```", fold, re.S)
    W1, b1 = np.array([[1.0, -0.5, 0.8], [0.6, 0.9, -1.2]]), np.array([[0.1, -0.3, 0.2]])
    W2, weights = np.array([[0.7], [-1.1], [0.4]]), [W1, b1, np.array([[0.7], [-1.1], [0.4]]), 0.2]
    h, y_hat = network.forward(XOR[0], weights)
    D_Z = (y_hat - XOR[1]) / 2 @ W2.T * (1 - h**2)
    names = {"np": np, "forward": network.forward, "numeric_gradient": numeric_gradient, "X": XOR[0]}
    exec(code, names | {"weights": weights, "W1": W1, "b1": b1, "W2": W2, "D_Z": D_Z})
    assert capsys.readouterr().out == said


def test_the_hardly_trained_network_and_its_nudges_are_those_of_the_stored_picture():
    flat = np.concatenate([np.ravel(value) for value in network.HARDLY_TRAINED])
    assert flat.tolist() == [-0.199, -1.525, 0.492, -1.507, -1.61, 0.848, 1.726, -0.736, -0.86, 1.654]
    assert np.array_equal(network.EXPONENTS, np.linspace(-12, 0, 25))
    assert network.nudged_slopes("W1[0, 1]", 0.5)[[12, 24]] == pytest.approx([-0.2092022, -0.0842345], abs=1e-7)


@pytest.mark.parametrize("name", network.WEIGHTS)
def test_along_a_weight_stands_the_network_s_loss_and_some_have_two_valleys(name):
    values = np.linspace(-5, 5, 201)
    losses = network.loss_along(name, values)
    assert losses == pytest.approx(network.loss(*network.SEVEN, network.with_weight(name, values)), rel=1e-12)
    valleys = np.sum((losses[1:-1] < losses[:-2]) & (losses[1:-1] < losses[2:]))
    assert valleys == {"W1[0, 1]": 2, "W2[1, 0]": 1}.get(name, valleys)
