"""The exercises of notebook 08 accept every right way to write them, and their references are what they say."""

import numpy as np
import pytest

from helpers import checks, ops
from helpers.gradcheck import check_gradient


def reference(name):
    exercise = getattr(checks, name)
    return [(list(map(np.asarray, case)), exercise.reference(*map(np.asarray, case))) for case in exercise.cases]


def test_the_softmax_is_that_of_the_library_and_adds_up_to_1():
    for (z,), p in reference("stable_softmax"):
        assert np.allclose(p, ops.Softmax().forward(z)) and np.allclose(p.sum(axis=-1), 1)


def test_the_cost_of_a_word_is_the_cross_entropy_of_the_library():
    for (z, y), cost in reference("word_cost"):
        assert cost == pytest.approx(ops.CrossEntropy().forward(z[None], np.array([y])))


def test_the_slopes_of_the_logits_agree_with_a_nudge():
    for (z, y), slopes in reference("logit_slope"):
        found = check_gradient(lambda z: checks.word_cost.reference(z, y), slopes, z)
        assert found.ok, str(found)


def test_one_hot_times_table_is_a_lookup():
    for (ids, size), rows in reference("one_hot"):
        table = np.random.default_rng(0).normal(size=(int(size), 3))
        assert np.array_equal(rows @ table, table[ids])


def test_the_gradient_of_the_table_is_one_hot_transposed_times_slopes():
    for (ids, slopes, size), gradient in reference("table_gradient"):
        assert np.allclose(gradient, np.eye(int(size))[ids].T @ slopes)


@pytest.mark.parametrize(
    "name, answer",
    [
        ("one_hot", lambda ids, size: (np.arange(size) == ids[:, None]).astype(int)),
        ("stable_softmax", lambda z: np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))),
        ("word_cost", lambda z, y: np.logaddexp.reduce(z) - z[y]),
        (
            "logit_slope",
            lambda z, y: np.array([np.exp(one - np.logaddexp.reduce(z)) - (k == y) for k, one in enumerate(z)]),
        ),
        ("table_gradient", lambda ids, slopes, size: np.eye(size)[ids].T @ slopes),
        ("ranking_cost", lambda real, fake: 1 - real + fake if real - fake < 1 else 0),
        ("ranking_cost", lambda real, fake: np.maximum(0, 1 - (real - fake))),
    ],
)
def test_other_right_answers_are_right(name, answer):
    assert str(getattr(checks, name).report(answer)).startswith("✓")


def test_neighbours_may_come_as_an_array_and_the_word_may_be_dropped_first():
    def nearest_words(table, word, count):
        directions = table / np.linalg.norm(table, axis=1, keepdims=True)
        order = np.argsort(-directions @ directions[word])
        return order[order != word][:count]

    assert checks.nearest_words.report(nearest_words).mark == "✓"


def test_a_logit_may_carry_rounding():
    assert checks.one_logit.report(1.1 * -0.4 + 0.9 * 1.4 + 1.1 * 0.9 + 0.5 * 0.1).mark == "✓"
