"""The exercises of notebook 08b accept every right way to write them, the library's among them."""

from functools import partial

import numpy as np
import pytest

from helpers import checks, graph, language
from helpers.datasets import WordVectors
from helpers.gradcheck import check_gradient


def by_graph(word, context, negatives):
    logits = np.vstack([context, negatives]) @ word
    return float(graph.binary_cross_entropy(logits, np.eye(1, len(logits))[0]).value) * len(logits)


def cost_of_a_pair(others, word):
    return checks.sampling_cost.reference(word, *others)


def by_outer_product(word, context, negatives):
    rows = np.vstack([context, negatives])
    return rows.T @ (1 / (1 + np.exp(-rows @ word)) - np.eye(1, len(rows))[0])


def by_library(table, a, b, c):
    names = [*map(str, range(len(table)))]
    return int(language.analogy(WordVectors(names, table), names[a], names[b], names[c])[0][0])


@pytest.mark.parametrize(
    "name, answer",
    [
        ("nearest_words", lambda table, word, count: language.nearest(table, word, count, range(len(table)))[0]),
        ("sampling_cost", by_graph),
        ("sampling_gradient", by_outer_product),
        ("solve_analogy", by_library),
        ("lean", lambda job, he, she: language.directions(job) @ (language.directions(she) - language.directions(he))),
    ],
)
def test_other_right_answers_are_right(name, answer):
    assert str(getattr(checks, name).report(answer)).startswith("✓")


def test_the_gradient_of_negative_sampling_agrees_with_a_nudge():
    for case in checks.sampling_gradient.cases:
        word, *others = map(np.array, case)
        cost = partial(cost_of_a_pair, others)
        found = check_gradient(cost, checks.sampling_gradient.reference(word, *others), word)
        assert found.ok, str(found)
