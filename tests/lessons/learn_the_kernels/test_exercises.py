"""The exercises of notebook 10b: what is asked is what the page computes, and any right answer passes."""

import numpy as np
import scipy.signal

from helpers import checks
from helpers.gradcheck import check_gradient
from helpers.layers import Conv2D, Flatten, MaxPooling2D
from helpers.lessons.learn_the_kernels.exercises import EVEN_SLOPES, PICTURE, convolve
from helpers.lessons.slide_a_kernel.exercises import KERNEL
from helpers.training import Sequential


def passes(exercise, answer):
    return exercise.report(answer).mark == "✓"


def test_the_slopes_of_the_kernel_are_those_of_a_nudge():
    slopes = convolve(PICTURE, EVEN_SLOPES)
    assert check_gradient(lambda kernel: np.sum(EVEN_SLOPES * convolve(PICTURE, kernel)), slopes, KERNEL).ok
    assert passes(checks.kernel_slopes, lambda picture, D: scipy.signal.correlate2d(picture, D, "valid"))


def test_the_sizes_of_lenet_are_those_of_its_layers():
    layers = Conv2D(6, 5, input_shape=(32, 32, 1)), MaxPooling2D(2), Conv2D(16, 5), MaxPooling2D(2)
    model, sizes = Sequential(layers), []
    for depth in range(1, 5):
        sizes.append(Sequential(layers[:depth]).predict(np.zeros((1, 32, 32, 1))).shape[1])
    flat = Sequential([*layers, Flatten()]).predict(np.zeros((1, 32, 32, 1))).shape[1]
    assert model.count_params() == 156 + 2416 and passes(checks.lenet_sizes, [*sizes, flat])


def test_other_ways_to_write_the_same_pass():
    assert passes(checks.count, [50, 1792, 73856])
    assert passes(checks.forget_places, lambda maps: np.array([maps[:, :, m].max() for m in range(maps.shape[2])]))
    assert passes(checks.forget_places, lambda maps: maps.reshape(-1, maps.shape[-1]).max(axis=0))

    def in_steps(validation, test):
        best = max(range(len(validation)), key=lambda net: np.median(validation[net]))
        return best, np.median(test[best])

    assert passes(checks.choose_net, in_steps)
