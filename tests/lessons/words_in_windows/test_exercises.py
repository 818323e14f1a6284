"""The exercises of notebook 09 accept every right way to write them, and their references are what they say."""

import numpy as np
import pytest

from helpers import checks
from helpers.lessons.words_in_windows.exercises import LANGUAGE, SYSTEM, TIPPING

RIGHT = [
    ("windows", lambda ids, n, p: np.lib.stride_tricks.sliding_window_view(np.pad(ids, n // 2, constant_values=p), n)),
    ("window_row", lambda table, window: np.concatenate(table[window])),
    ("window_row", lambda table, window: table[window].reshape(-1)),
    ("window_row", lambda table, window: np.hstack([table[word] for word in window])),
    ("wrong_factor", ["And", 0.9]),
    ("wrong_factor", (" and ", np.float64(0.9))),
    ("log_probability", lambda p: sum(np.log(x) for x in p)),
    ("perplexity", lambda p: np.exp(-np.log(p).sum() / len(p))),
    ("perplexity", lambda p: np.prod(p ** (-1 / len(p)))),
    ("best_of", lambda system, language, weight: int(np.argmax(system + weight * (language - system)))),
    ("tipping_weight", 0.546),  # as it can be read off the figure
    ("tipping_weight", 0.55),
]


@pytest.mark.parametrize("name, answer", RIGHT)
def test_other_ways_to_write_an_answer_are_right(name, answer):
    assert getattr(checks, name).report(answer).mark == "✓"


def test_a_list_of_windows_is_told_how_to_become_an_array():
    def windows(ids, size, padding):
        ends = size // 2 * [padding]
        return [[*ends, *ids, *ends][i : i + size] for i in range(len(ids))]

    assert "np.array" in checks.windows.report(windows).text


def test_the_product_is_168_millionths_and_one_repair_alone_gives_the_slides_378():
    factors = np.array([0.2, 0.1, 0.3, 0.5, 0.7, 0.4, 0.2])  # Abby likes to eat apples and bananas
    assert np.prod(factors) == pytest.approx(0.000168)
    tenths = np.linspace(0, 1, 11)
    repaired = np.prod(factors) / factors[:, None] * tenths
    assert [(i, tenths[k]) for i, k in np.argwhere(np.isclose(repaired, 0.000378))] == [(5, 0.9)]


def test_perplexity_of_a_fair_choice_is_the_number_of_choices():
    for choices in (2, 10, 1000):
        assert checks.perplexity.reference(np.full(7, 1 / choices)) == pytest.approx(choices)


def test_the_tipping_weight_is_where_both_scores_are_equal_and_the_winner_changes():
    score = (1 - TIPPING) * SYSTEM + TIPPING * LANGUAGE
    assert score[1] == pytest.approx(score[2]) and score[0] < score[1]
    assert [checks.best_of.reference(SYSTEM, LANGUAGE, TIPPING + d) for d in (-0.01, 0.01)] == [2, 1]
    assert [checks.tipping_weight.report(answer).mark for answer in (0.5, 0.6)] == ["✗", "✗"]
