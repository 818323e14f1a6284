"""The models of notebook 08a: softmax is the library's, but where it overflows."""

import numpy as np
import pytest

from helpers import ops
from helpers.lessons.words_become_numbers import numbers


@pytest.mark.parametrize("way", numbers.WAYS)
@pytest.mark.parametrize("z", [(0.72, -0.37, 0.84), (5.0, -5.0, 0.0)])
@pytest.mark.parametrize("temperature", [0.1, 1.0, 5.0])
def test_where_nothing_overflows_both_ways_agree_with_the_library(way, z, temperature):
    p = numbers.shares(numbers.powers(z, 3, temperature, way))
    assert p == pytest.approx(ops.Softmax().forward(np.array(z) / temperature))


def test_shares_are_taken_row_by_row_and_the_largest_off_first_saves_what_overflows():
    assert numbers.shares(np.array([[1.0, 3], [2, 2]])).tolist() == [[0.25, 0.75], [0.5, 0.5]]
    assert [numbers.powers([1000.0, 0], 0, 1, way).tolist() for way in numbers.WAYS] == [[np.inf, 1], [1, 0]]
    assert numbers.powers([1.0, 0], 1, 2, numbers.WAYS[0]) == pytest.approx(np.exp([1, 0.5]))
