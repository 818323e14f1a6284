"""Leaves of whole numbers and of data stay what they are."""

import numpy as np
import pytest

from helpers import graph
from helpers.graph import Node

# ---- whole numbers


@pytest.mark.parametrize("value", [2, [0, 1], [[0], [5]], np.array([1.0, 2.0]), np.arange(3, dtype=np.uint8), [], True])
def test_integers_stay_integers_in_the_graph(value):
    labels = graph.Integers(value, "y")
    assert labels.value.dtype == np.int64 and labels.name == "y" and labels.value.shape == np.shape(value)
    assert graph.Integers(value).name == graph.Data(1.0).name == ""
    labels.value = 7
    assert labels.value == 7 and labels.value.dtype == np.int64


@pytest.mark.parametrize(
    "value, error, words",
    [
        ([0.5], TypeError, "expected whole numbers, got"),
        ("cat", TypeError, "expected whole numbers, got 'cat'"),
        ([np.nan], TypeError, "expected whole numbers"),
        ([3, -1], ValueError, "expected whole numbers from 0 up, got -1"),
    ],
)
def test_what_is_no_whole_number_from_0_up_is_refused(value, error, words):
    with pytest.raises(error, match=words):
        graph.Integers(value)


def test_integers_do_not_share_memory_with_the_array_they_were_made_of():
    data = np.array([1, 2])
    labels = graph.Integers(data)
    data[0] = 9
    assert labels.value.tolist() == [1, 2]


# ---- data


def test_data_are_not_copied_and_get_no_gradient_where_an_op_can_leave_it_out():
    numbers = np.ones((2, 3))
    x, w, b = graph.Data(numbers, "x"), Node(np.ones((3, 1)), "w"), Node([1.0], "b")
    assert x.value is numbers and x.name == "x"
    graph.sum(graph.affine(x, w, b) + x @ w).backward()
    assert x.gradient is None and w.gradient.tolist() == [[4], [4], [4]] and b.gradient.tolist() == [2]
    graph.sum(x * 3).backward()
    assert (x.gradient == 3).all()
