"""The exercises of notebook 10: what is asked is what the page computes, and any right answer passes."""

import numpy as np
import pytest
import scipy.signal

from helpers import checks
from helpers.gradcheck import check_gradient
from helpers.lessons.slide_a_kernel.exercises import EVEN_SLOPES, KERNEL, PICTURE, UNEVEN, convolve

SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def passes(exercise, answer):
    return exercise.report(answer).mark == "✓"


def test_the_lecture_s_numbers():
    once = convolve(PICTURE, KERNEL)
    assert once.tolist() == [[12, 4, -2, -8], [0, 3, 9, 11], [-13, -14, -14, -11], [7, 9, 12, 14]]
    assert convolve(once, KERNEL).tolist() == [[-2, 29], [-53, -62]]
    assert passes(checks.one_window, once[1, 2])
    products = once[:3, :3] * KERNEL  # which of them is lost where the slides have −4?
    assert np.argwhere(products.sum() - products == -4).tolist() == [[0, 2]] and passes(checks.lost_cell, [0, 2])


@pytest.mark.parametrize("kernel", [[[-1, 1, 0]] * 3, SOBEL, [[0] * 3, [0, -1, 1], [0] * 3], [[0, -3, 3]] * 3])
def test_every_filter_for_left_edges_is_accepted(kernel):
    assert passes(checks.left_edges, np.array(kernel))


def test_the_slopes_of_the_kernel_are_those_of_a_nudge():
    slopes = convolve(PICTURE, EVEN_SLOPES)
    assert check_gradient(lambda kernel: np.sum(EVEN_SLOPES * convolve(PICTURE, kernel)), slopes, KERNEL).ok


def test_scipys_correlation_and_other_ways_to_write_the_same_pass():
    def blocks(picture):
        return picture.reshape(len(picture) // 2, 2, len(picture[0]) // 2, 2).max(axis=(1, 3))

    assert passes(checks.slide, lambda picture, kernel: scipy.signal.correlate2d(picture, kernel, "valid"))
    assert passes(checks.kernel_slopes, lambda picture, D: scipy.signal.correlate2d(picture, D, "valid"))
    assert passes(checks.pool, blocks) and blocks(UNEVEN[:, :4]).tolist() == [[4, 5], [7, 8]]
    assert passes(checks.count, [50, 1792, 73856])
