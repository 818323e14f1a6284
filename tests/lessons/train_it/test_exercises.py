"""The exercises of notebook 06c accept every right answer, and their references do what Keras's rules say."""

import numpy as np
import pytest

from helpers import checks
from helpers.graph import Node
from helpers.layers.initializers import fans
from helpers.training import Adam


def in_a_list(X, Y, weights, rows, rate, slopes):
    return [w - rate * s for w, s in zip(weights, slopes(X[rows], Y[rows], weights), strict=True)]


def test_the_reference_of_adam_walks_as_the_optimizer_does():
    weight, optimizer, generator = Node(np.array([1.0, -2.0]), "w"), Adam(0.1), np.random.default_rng(0)
    w, m, v = np.array([1.0, -2.0]), np.zeros(2), np.zeros(2)
    for t in range(1, 30):
        weight.gradient = generator.normal(size=2)
        optimizer.step([weight])
        step, m, v = checks.adam_step.reference(weight.gradient, m, v, t)
        w = w + 0.1 * step
        assert weight.value == pytest.approx(w, rel=1e-5)


def test_the_scales_are_the_standard_deviations_of_glorot_and_he():
    fan_in, fan_out = fans((784, 100))
    assert checks.initial_scale.reference(784, 100, "tanh") == pytest.approx(np.sqrt(2 / (fan_in + fan_out)))
    assert checks.initial_scale.reference(784, 100, "relu") == pytest.approx(np.sqrt(2 / fan_in))


@pytest.mark.parametrize(
    "name, answer",
    [
        ("mini_batch_step", in_a_list),
        ("break_symmetry", np.array([[1, -1], [-1, 1]])),
        ("break_symmetry", np.array([[0.5, -0.5], [0.5, -0.5]])),
        ("break_symmetry", np.array([[1, 2], [3, 4]])),
        ("initial_scale", lambda i, o, a: {"relu": 2 / i, "tanh": 1 / np.mean([i, o])}[a] ** 0.5),
        ("numbers_held", lambda w, n: [4 * sum(a * b + b for a, b in zip(w, w[1:], strict=False)), n * sum(w)]),
    ],
)
def test_other_ways_to_write_the_same_are_right(name, answer):
    report = getattr(checks, name).report(answer)
    assert report.mark == "✓", str(report)
