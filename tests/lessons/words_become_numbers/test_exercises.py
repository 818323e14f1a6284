"""The exercises of notebook 08a accept every right way to write them, the library's among them."""

import numpy as np
import pytest

from helpers import checks, ops
from helpers.gradcheck import check_gradient


@pytest.mark.parametrize(
    "name, answer",
    [
        ("one_hot", lambda ids, size: (np.arange(size) == ids[:, None]).astype(int)),
        ("one_logit", 1.1 * -0.4 + 0.9 * 1.4 + 1.1 * 0.9 + 0.5 * 0.1),  # carries rounding
        ("stable_softmax", lambda z: np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))),
        ("stable_softmax", lambda z: ops.Softmax().forward(z)),
        ("word_cost", lambda z, y: np.logaddexp.reduce(z) - z[y]),
        ("word_cost", lambda z, y: ops.CrossEntropy().forward(z[None], np.array([y]))),
        ("logit_slope", lambda z, y: np.exp(z - np.logaddexp.reduce(z)) - (np.arange(len(z)) == y)),
        ("table_gradient", lambda ids, slopes, size: np.eye(size)[ids].T @ slopes),
    ],
)
def test_other_right_answers_are_right(name, answer):
    assert str(getattr(checks, name).report(answer)).startswith("✓")


def test_the_slopes_of_the_logits_agree_with_a_nudge():
    for z, y in checks.logit_slope.cases:
        found = check_gradient(lambda z, y=y: checks.word_cost.reference(z, y), checks.logit_slope.reference(z, y), z)
        assert found.ok, str(found)
