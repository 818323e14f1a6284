"""The numbers of notebook 10b: ways through layers are those of a slope."""

import numpy as np
import pytest

from helpers import graph
from helpers.layers import Conv2D
from helpers.lessons.learn_the_kernels.numbers import extent, map_sizes, ways
from helpers.training import Sequential


@pytest.mark.parametrize(
    "layers, k, stride", [(1, 3, 1), (2, 3, 1), (4, 3, 1), (3, 5, 1), (3, 3, 2), (2, 2, 2), (4, 2, 1)]
)
def test_the_ways_are_those_that_a_slope_takes(layers, k, stride):
    sizes = map_sizes(24, layers, k, stride)
    model = Sequential([Conv2D(1, k, strides=stride, kernel_initializer="ones") for _ in range(layers)])
    x = graph.Node(np.zeros((1, 24, 24, 1)))
    z = model(x)
    dz = np.zeros(z.value.shape)
    dz[0, 1, 0, 0] = 1
    graph.sum(z * dz).backward()
    (rows, *more), columns = ways(sizes, k, stride, 1), ways(sizes, k, stride, 0)[0]
    assert [len(counts) for counts in (rows, *more)] == sizes
    np.testing.assert_array_equal(np.outer(rows, columns), x.gradient[0, :, :, 0])
    first, length = extent(rows)
    assert rows[first : first + length].all()
    if stride == 1:
        assert (first, length) == (1, 1 + layers * (k - 1))


def test_no_more_layers_than_fit():
    assert map_sizes(8, 3, 3, 2) == [8, 3, 1] and map_sizes(9, 2, 3, 1) == [9, 7, 5] and map_sizes(2, 3, 3, 1) == [2]
