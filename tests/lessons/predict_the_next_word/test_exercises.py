"""The exercises of notebook 09b accept every right way to write them, and their references are what they say."""

from itertools import accumulate

import numpy as np
import pytest

from helpers import checks

RIGHT = [
    ("log_probability", lambda p: sum(np.log(x) for x in p)),
    ("perplexity", lambda p: np.exp(-np.log(p).sum() / len(p))),
    ("perplexity", lambda p: np.prod(p ** (-1 / len(p)))),
    ("perplexity", lambda p: 2 ** -np.mean(np.log2(p))),
    ("smoothed", lambda count, total, shorter, k: count / (total + k) + shorter * k / (total + k)),
    ("draw", lambda p, u: np.searchsorted(np.cumsum(p), u, side="right")),
    ("draw", lambda p, u: int(np.sum(np.cumsum(p) <= u))),
    ("draw", lambda p, u: next(word for word, end in enumerate(accumulate(p)) if end > u)),
    ("best_of", lambda system, language, weight: int(np.argmax(system + weight * (language - system)))),
]


@pytest.mark.parametrize("name, answer", RIGHT)
def test_other_ways_to_write_an_answer_are_right(name, answer):
    assert getattr(checks, name).report(answer).mark == "✓"


def test_the_product_is_168_millionths_and_one_repair_alone_gives_the_slides_378():
    factors = np.array([0.2, 0.1, 0.3, 0.5, 0.7, 0.4, 0.2])  # Abby likes to eat apples and bananas
    assert np.prod(factors) == pytest.approx(0.000168)
    tenths = np.linspace(0, 1, 11)
    repaired = np.prod(factors) / factors[:, None] * tenths
    assert [(i, tenths[k]) for i, k in np.argwhere(np.isclose(repaired, 0.000378))] == [(5, 0.9)]


def test_perplexity_of_a_fair_choice_is_the_number_of_choices():
    for choices in (2, 10, 1000):
        assert checks.perplexity.reference(np.full(7, 1 / choices)) == pytest.approx(choices)


def test_smoothed_chances_of_all_words_are_1_together():
    counts, shorter = np.array([3.0, 0.0, 5.0, 0.0]), np.array([0.1, 0.2, 0.3, 0.4])
    for k in (0.5, 1.0, 10.0):
        p = [checks.smoothed.reference(count, counts.sum(), q, k) for count, q in zip(counts, shorter, strict=True)]
        assert sum(p) == pytest.approx(1) and min(p) > 0


def test_words_are_drawn_as_often_as_their_probability_says():
    p = np.array([0.2, 0.5, 0.0, 0.3])
    drawn = [checks.draw.reference(p, u) for u in (np.arange(1000) + 0.5) / 1000]
    assert np.bincount(drawn, minlength=4).tolist() == [200, 500, 0, 300]
