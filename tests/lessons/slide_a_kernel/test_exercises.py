"""The exercises of notebook 10a: what is asked is what the page computes, and any right answer passes."""

import numpy as np
import pytest
import scipy.signal

from helpers import checks
from helpers.graph import Data
from helpers.layers import Conv2D
from helpers.lessons.slide_a_kernel.exercises import BIASES, KERNEL, KERNELS, LAYERED, PICTURE, UNEVEN, convolve, maps

SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def passes(exercise, answer):
    return exercise.report(answer).mark == "✓"


def test_the_numbers_of_the_first_picture():
    once = convolve(PICTURE, KERNEL)
    assert once.tolist() == [[12, 4, -2, -8], [0, 3, 9, 11], [-13, -14, -14, -11], [7, 9, 12, 14]]
    assert passes(checks.one_window, once[1, 2])


@pytest.mark.parametrize("kernel", [[[-1, 1, 0]] * 3, SOBEL, [[0] * 3, [0, -1, 1], [0] * 3], [[0, -3, 3]] * 3])
def test_every_filter_for_left_edges_is_accepted(kernel):
    assert passes(checks.left_edges, np.array(kernel))


def test_scipys_correlation_and_other_ways_to_write_the_same_pass():
    def blocks(picture):
        return picture.reshape(len(picture) // 2, 2, len(picture[0]) // 2, 2).max(axis=(1, 3))

    assert passes(checks.slide, lambda picture, kernel: scipy.signal.correlate2d(picture, kernel, "valid"))
    assert passes(checks.pool, blocks) and blocks(UNEVEN[:, :4]).tolist() == [[4, 5], [7, 8]]


def test_the_formula_with_channels_is_what_the_layer_computes_and_einsum_passes():
    layer = Conv2D(3, (2, 3), input_shape=LAYERED.shape)
    layer(Data(LAYERED[np.newaxis]))
    layer.set_weights([KERNELS, BIASES])
    np.testing.assert_allclose(layer(Data(LAYERED[np.newaxis])).value[0], maps(LAYERED, KERNELS, BIASES))

    def by_einsum(picture, kernels, b):
        windows = np.lib.stride_tricks.sliding_window_view(picture, kernels.shape[:2], axis=(0, 1))
        return np.einsum("ijcrs,rscm->ijm", windows, kernels) + b

    assert passes(checks.slide_channels, by_einsum)
