"""The exercises of notebook 10: what is asked is what the page computes, and any right answer passes."""

import numpy as np
import pytest
import scipy.signal

from helpers import checks
from helpers.gradcheck import check_gradient
from helpers.lessons.slide_a_kernel.exercises import EVEN_SLOPES, KERNEL, PICTURE, UNEVEN, convolve, judge_left_edges


def passes(exercise, answer):
    return exercise.report(answer).mark == "✓"


def test_the_reference_is_scipys_correlation():
    for kernel in (KERNEL, KERNEL[:2], KERNEL[:, 1:]):
        np.testing.assert_allclose(convolve(PICTURE, kernel), scipy.signal.correlate2d(PICTURE, kernel, "valid"))
        np.testing.assert_allclose(
            convolve(PICTURE, np.flip(kernel)), scipy.signal.convolve2d(PICTURE, kernel, "valid")
        )


def test_the_lecture_s_numbers():
    once = convolve(PICTURE, KERNEL)
    assert once.tolist() == [[12, 4, -2, -8], [0, 3, 9, 11], [-13, -14, -14, -11], [7, 9, 12, 14]]
    assert convolve(once, KERNEL).tolist() == [[-2, 29], [-53, -62]]
    assert passes(checks.one_window, once[1, 2])


def test_the_lost_cell_turns_minus_2_into_the_slides_minus_4():
    window, kernel = convolve(PICTURE, KERNEL)[:3, :3], KERNEL.copy()
    without = {
        place: np.sum(
            window * np.where(np.indices((3, 3))[0] * 3 + np.indices((3, 3))[1] == 3 * place[0] + place[1], 0, kernel)
        )
        for place in np.ndindex(3, 3)
    }
    assert [place for place, total in without.items() if total == -4] == [(0, 2)]
    assert passes(checks.lost_cell, [0, 2])


@pytest.mark.parametrize(
    "kernel",
    [
        [[-1, 1, 0], [-1, 1, 0], [-1, 1, 0]],
        [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
        [[0, 0, 0], [0, -1, 1], [0, 0, 0]],
        [[0, -3, 3]] * 3,
    ],
)
def test_every_filter_for_left_edges_is_accepted(kernel):
    assert passes(checks.left_edges, np.array(kernel))


@pytest.mark.parametrize(
    "kernel, said",
    [
        ([[0, 1, -1]] * 3, "negative"),
        ([[-1, 1, 1]] * 3, "add up to"),
        ([[1, 1, 1], [0] * 3, [-1] * 3], "top"),
        (np.zeros((3, 3)), "nothing"),
    ],
)
def test_what_is_no_filter_for_left_edges_is_refused_with_its_reason(kernel, said):
    assert said in judge_left_edges(np.array(kernel, dtype=float))


def test_the_slopes_of_the_kernel_are_those_of_a_nudge():
    slopes = convolve(PICTURE, EVEN_SLOPES)
    assert check_gradient(lambda kernel: np.sum(EVEN_SLOPES * convolve(PICTURE, kernel)), slopes, KERNEL).ok
    assert passes(checks.kernel_slopes, lambda picture, D: scipy.signal.correlate2d(picture, D, "valid"))


def test_other_ways_to_write_the_same_pass():
    assert passes(checks.slide, lambda picture, kernel: scipy.signal.correlate2d(picture, kernel, "valid"))
    blocks = lambda p: p.reshape(len(p) // 2, 2, len(p[0]) // 2, 2).max(axis=(1, 3))
    assert passes(checks.pool, blocks) and blocks(UNEVEN[:, :4]).tolist() == [[4, 5], [7, 8]]
    assert passes(checks.count, [50, 1792, 73856])
