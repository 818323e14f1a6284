"""One-hot rows are made of whole numbers, and of nothing else."""

import numpy as np
import pytest

from helpers.training.data import to_categorical


def test_a_class_becomes_a_row_with_a_1_at_its_place():
    assert to_categorical([0, 2, 1]).tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]
    assert to_categorical([[2], [0]], num_classes=4).tolist() == [[0, 0, 1, 0], [1, 0, 0, 0]]
    assert to_categorical(np.array([1.0, 0.0])).dtype == np.float64
    assert to_categorical(np.zeros((5, 3), int), 2).shape == (5, 3, 2) and to_categorical([], 3).shape == (0, 3)


@pytest.mark.parametrize(
    "given, error, words",
    [
        (([0.5],), TypeError, "expected whole numbers, got"),
        (([-1],), ValueError, "expected whole numbers from 0 up, got -1"),
        (([0, 3], 3), ValueError, "num_classes must be a whole number from 4 up, got 3"),
        (([0], 2.5), ValueError, "num_classes must be a whole number from 1 up, got 2.5"),
    ],
)
def test_what_is_no_class_is_refused(given, error, words):
    with pytest.raises(error, match=words):
        to_categorical(*given)
