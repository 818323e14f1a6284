"""The exercises of notebook 09a accept every right way to write them."""

import numpy as np
import pytest

from helpers import checks

RIGHT = [
    ("most_frequent_tag", lambda counts, ids: counts[ids].argmax(axis=1)),
    ("most_frequent_tag", lambda counts, ids: np.array([np.argmax(counts[word]) for word in ids])),
    ("windows", lambda ids, n, p: np.lib.stride_tricks.sliding_window_view(np.pad(ids, n // 2, constant_values=p), n)),
    ("window_row", lambda table, window: np.concatenate(table[window])),
    ("window_row", lambda table, window: table[window].reshape(-1)),
    ("window_row", lambda table, window: np.hstack([table[word] for word in window])),
    ("f1_score", lambda right, marked, there: right / ((marked + there) / 2)),
    ("f1_score", lambda right, marked, there: 2 / (marked / right + there / right) if right else 0),
    ("random_like", lambda table, rng: table.mean() + table.std() * rng.standard_normal(table.shape)),
    ("random_like", lambda table, rng: rng.permutation(table)),
    ("random_like", lambda table, rng: rng.uniform(-1, 1, table.shape) * 3**0.5 * table.std() + table.mean()),
]


@pytest.mark.parametrize("name, answer", RIGHT)
def test_other_ways_to_write_an_answer_are_right(name, answer):
    assert getattr(checks, name).report(answer).mark == "✓"


def test_a_list_of_windows_is_told_how_to_become_an_array():
    def windows(ids, size, padding):
        ends = size // 2 * [padding]
        return [[*ends, *ids, *ends][i : i + size] for i in range(len(ids))]

    assert "np.array" in checks.windows.report(windows).text
