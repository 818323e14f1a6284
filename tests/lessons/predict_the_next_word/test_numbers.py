"""Where the names of the translations stand, so that each can be read."""

import numpy as np

from helpers.lessons.predict_the_next_word.numbers import mixed, spaced


def test_labels_that_would_overlap_are_moved_apart_and_the_others_stay():
    assert spaced([0.0, 5.0, 10.0], 1).tolist() == [0, 5, 10]
    assert (
        spaced([1.0, 0.5], 1).tolist() == [1.25, 0.25] and np.abs(spaced([0, 0, 0, 5], 1) - [-1, 0, 1, 5]).max() < 1e-9
    )
    close = spaced([2.0, 2.1, 2.05, 9.0], 1)
    assert np.diff(np.sort(close)).min() >= 0.999 and close.argsort().tolist() == [0, 2, 1, 3]


def test_two_judges_are_mixed_by_weight():
    assert mixed([1, 2], [3, 6], np.array([[0.25], [1]])).tolist() == [[1.5, 3], [3, 6]]
