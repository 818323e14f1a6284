"""The exercises of notebook 06b accept every right answer, in whatever form a learner gives it."""

import numpy as np
import pytest

from helpers import checks
from helpers.lessons.backprop_in_matrices import numbers as network


def test_the_reference_gradients_are_those_of_the_network():
    x, y = network.XOR
    weights = network.start(np.random.default_rng(0), 2, 3)
    h, y_hat = network.forward(x, weights)
    D, found = 2 * (y_hat - y) / len(y), network.gradients(x, y, weights)
    assert checks.hidden_gradient.reference(x, h, D, weights[2]) == pytest.approx(found[0])
    assert checks.weight_gradient.reference(h, D) == pytest.approx(found[2])
    assert checks.bias_gradient.reference(D) == pytest.approx(found[3])


@pytest.mark.parametrize(
    "name, answer",
    [
        ("weight_gradient", lambda H, D: np.einsum("ni,nj->ij", H, D)),
        ("hidden_gradient", lambda X, H, D, W2: ((D * W2.T * (1 - H * H)).T @ X).T),
        ("bias_gradient", lambda D_Z: np.ones((1, len(D_Z))) @ D_Z),
        ("layer_forward", lambda x, W, b: np.tanh((W.T @ x.T).T + b)),
        ("gradient_shapes", np.array([(32, 6), (8, 6), (1, 6), (6, 3), (1, 3), (32, 6)])),
    ],
)
def test_other_ways_to_write_the_same_are_right(name, answer):
    report = getattr(checks, name).report(answer)
    assert report.mark == "✓", str(report)
