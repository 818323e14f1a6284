"""The numbers of notebook 10: ways through layers are those of a slope; a drawing is seen whole."""

import numpy as np
import pytest

from helpers import datasets, graph
from helpers.layers import Conv2D
from helpers.lessons.slide_a_kernel import numbers
from helpers.lessons.slide_a_kernel.numbers import SIDE, as_seen, blown_up, extent, map_sizes, mosaic, stroke, ways
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


def test_no_more_layers_than_fit_and_a_matrix_stands_in_the_middle_of_a_larger_one():
    assert map_sizes(8, 3, 3, 2) == [8, 3, 1] and map_sizes(9, 2, 3, 1) == [9, 7, 5] and map_sizes(2, 3, 3, 1) == [2]
    assert numbers.corner((2, 3), (5, 8)) == (1, 2)
    assert numbers.centred(np.ones((1, 2)), (3, 5), 7.0).tolist() == [[7] * 5, [7, 1, 1, 7, 7], [7] * 5]


def test_what_the_net_sees_counts_the_ink_of_a_whole_sheet_and_forgives_place_and_size():
    ink, small = np.zeros((2, SIDE, SIDE))
    ink[:, 12:20] = 1
    np.testing.assert_array_equal(as_seen(ink), np.tile([0, 0, 0, 1, 1, 0, 0, 0], (8, 1)))
    small[3:19, 20:24] = 1
    np.testing.assert_allclose(as_seen(small), as_seen(ink), atol=0.3)
    assert not as_seen(np.zeros((SIDE, SIDE))).any()


def test_a_tool_touches_what_is_within_its_thickness_of_its_way_and_never_the_sheet_it_was_given():
    ink = np.zeros((SIDE, SIDE))
    assert stroke(ink, "pen", (3, 3), (9, 9)).sum() > 10 and not ink.any()
    assert stroke(ink, "nothing", (3, 3), (9, 9)) is ink
    line = stroke(np.zeros((SIDE, SIDE)), "pen", (3, 5), (11, 20))
    away = [min(np.hypot(x - 3 - 8 * t, y - 5 - 15 * t) for t in np.linspace(0, 1, 300)) for y, x in np.ndindex(32, 32)]
    assert np.array_equal(line.ravel(), np.array(away) <= 1.7)
    gone = stroke(np.ones((SIDE, SIDE)), "rubber", (9, 9), (9, 9)) == 0
    assert gone.sum() == 29 and gone[9, 6], "within 3 pixels, those included"


def test_test_digits_come_back_from_the_sheet_nearly_as_they_were():
    pictures, _ = datasets.digits()
    apart = [np.abs(as_seen(blown_up(picture)) - picture).mean() for picture in pictures[1500:1600]]
    assert np.median(apart) < 0.1
    sheet = blown_up(pictures[0])
    assert (sheet.sum(), (np.arange(SIDE) @ sheet).sum(), as_seen(sheet).sum()) == (326, 4872, 20.375)


def test_maps_stand_beside_and_below_each_other():
    sheet = mosaic(np.arange(12.0).reshape(2, 2, 3), 2)
    assert sheet.shape == (5, 5) and (sheet[2] == 1).all() and (sheet[3:, 3:] == 1).all()
    np.testing.assert_allclose(sheet[:2, :2], 0.9 * np.array([[0, 3], [6, 9]]) / 11)
    assert not mosaic(np.zeros((1, 1, 1)), 1).any() and mosaic(np.ones((1, 1, 2)), 2).tolist() == [[0.9, 1, 0.9]]
