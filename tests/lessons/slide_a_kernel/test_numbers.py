"""The numbers of notebook 10a: what a figure shows of a layer is what the layer makes of the picture."""

import numpy as np
import pytest

from helpers import datasets, ops
from helpers.graph import Data
from helpers.layers import MaxPooling2D
from helpers.lessons.slide_a_kernel.numbers import KINDS, centred, corner, layer_of, top_edges

PICTURE, KERNEL = datasets.lecture_picture()
SETTINGS = [(k, stride, padding) for k in (2, 3, 4) for stride in (1, 2, 3) for padding in ("valid", "same")]


def test_a_matrix_stands_in_the_middle_of_a_larger_one():
    assert corner((2, 3), (5, 8)) == (1, 2)
    assert centred(np.ones((1, 2)), (3, 5), 7.0).tolist() == [[7] * 5, [7, 1, 1, 7, 7], [7] * 5]


def test_the_filter_for_top_edges_of_size_3_is_the_kernel_of_the_page():
    np.testing.assert_array_equal(top_edges(3), KERNEL)
    assert not top_edges(2).sum() and not top_edges(4).sum()


@pytest.mark.parametrize("k, stride, padding", SETTINGS)
def test_the_results_are_those_of_the_layers(k, stride, padding):
    x, weights = PICTURE[np.newaxis, :, :, np.newaxis], top_edges(k)[:, :, np.newaxis, np.newaxis]
    convolved = ops.Convolve((stride, stride), padding).forward(x, weights, np.zeros(1))[0, :, :, 0]
    pooled = MaxPooling2D(k, stride, padding)(Data(x)).value[0, :, :, 0]
    for kind, wanted in (("top edges", convolved), ("max pooling", pooled)):
        padded, results, (top, left) = layer_of(kind, PICTURE, k, stride, padding)
        np.testing.assert_allclose(results, wanted)
        np.testing.assert_array_equal(padded[top : top + 6, left : left + 6], PICTURE)


def test_an_average_over_the_border_counts_the_pixels_of_the_picture_only():
    _, results, _ = layer_of("average pooling", np.full((4, 5), 7.0), 3, 1, "same")
    np.testing.assert_allclose(results, 7.0)
    assert layer_of("average pooling", PICTURE, 2, 2, "valid")[1][0, 0] == np.mean([4, 0, 6, 4]) and len(KINDS) == 3
