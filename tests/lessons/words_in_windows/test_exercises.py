"""The exercises of notebook 09 accept every right way to write them, and their references are what they say."""

import itertools

import numpy as np
import pytest

from helpers import checks
from helpers.lessons.words_in_windows.exercises import LANGUAGE, SYSTEM, TABLE, TIPPING

DECKS = np.array([0.2, 0.1, 0.3, 0.5, 0.7, 0.4, 0.2])  # Abby likes to eat apples and bananas


def test_windows_may_be_made_by_pad_by_lists_or_by_sliding():
    half = lambda size: size // 2
    answers = [
        lambda ids, size, padding: np.lib.stride_tricks.sliding_window_view(
            np.pad(ids, half(size), constant_values=padding), size
        ),
        lambda ids, size, padding: (
            [[padding, *ids, padding][i : i + 3] for i in range(len(ids))]
            if size == 3
            else np.stack(
                [np.pad(ids, half(size), constant_values=padding)[i : i + len(ids)] for i in range(size)], axis=1
            )
        ),
    ]
    assert checks.windows.report(answers[0]).mark == "✓"
    assert "np.array" in checks.windows.report(answers[1]).text, "a list of lists is told how to become an array"


def test_a_row_may_be_laid_out_by_concatenate_reshape_or_flatten():
    for answer in (
        lambda table, window: np.concatenate(table[window]),
        lambda table, window: table[window].reshape(-1),
        lambda table, window: np.hstack([table[word] for word in window]),
    ):
        assert checks.window_row.report(answer).mark == "✓"
    assert np.shape(TABLE) == (3, 4)


def test_the_product_is_168_millionths_and_one_repair_alone_gives_the_slides_378():
    assert np.prod(DECKS) == pytest.approx(0.000168)
    repairs = [
        (place, digit / 10)
        for place, digit in itertools.product(range(7), range(11))
        if np.prod(np.where(np.arange(7) == place, digit / 10, DECKS)) == pytest.approx(0.000378)
    ]
    assert repairs == [(5, 0.9)]


@pytest.mark.parametrize("answer", [("and", 0.9), ["And", 0.9], (" and ", np.float64(0.9))])
def test_the_wrong_factor_is_named_with_its_repair(answer):
    assert checks.wrong_factor.report(answer).mark == "✓"


def test_log_probability_and_perplexity_accept_sums_of_logs_however_written():
    assert checks.log_probability.report(lambda p: sum(np.log(x) for x in p)).mark == "✓"
    assert checks.log_probability.report(lambda p: np.log(p).sum()).mark == "✓"
    assert checks.perplexity.report(lambda p: np.exp(-np.log(p).sum() / len(p))).mark == "✓"
    assert checks.perplexity.report(lambda p: np.prod(p ** (-1 / len(p)))).mark == "✓"


def test_perplexity_of_a_fair_choice_is_the_number_of_choices():
    for choices in (2, 10, 1000):
        assert checks.perplexity.reference(np.full(7, 1 / choices)) == pytest.approx(choices)


def test_the_tipping_weight_is_where_both_scores_are_equal_and_the_winner_changes():
    score = (1 - TIPPING) * SYSTEM + TIPPING * LANGUAGE
    assert score[1] == pytest.approx(score[2]) and score[0] < score[1]
    assert checks.best_of.reference(SYSTEM, LANGUAGE, TIPPING - 0.01) == 2
    assert checks.best_of.reference(SYSTEM, LANGUAGE, TIPPING + 0.01) == 1


@pytest.mark.parametrize("answer, mark", [(TIPPING, "✓"), (0.546, "✓"), (0.55, "✓"), (0.6, "✗"), (0.5, "✗")])
def test_a_tipping_weight_read_off_the_figure_counts_to_two_decimals(answer, mark):
    assert checks.tipping_weight.report(answer).mark == mark


def test_best_of_may_return_a_numpy_number():
    assert checks.best_of.report(lambda s, lang, w: np.argmax(s + w * (lang - s))).mark == "✓"
