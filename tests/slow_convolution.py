"""Convolution and pooling once more, by others' code: SciPy for the numbers, HIPS autograd for the slopes."""

import autograd.numpy as anp
import numpy as np
import scipy.signal
from autograd.scipy.signal import convolve


def border(n, k, s, padding):
    """(before, after) along n pixels, as TensorFlow's documents give it"""
    if padding == "valid":
        return 0, 0
    total = max(k - s, 0) if n % s == 0 else max(k - n % s, 0)
    return total // 2, total - total // 2


def bordered(x, size, stride, padding, fill=0.0):
    around = [border(n, k, s, padding) for n, k, s in zip(x.shape[1:3], size, stride, strict=True)]
    return anp.pad(x, [(0, 0), *around, (0, 0)], mode="constant", constant_values=fill)


def by_scipy(x, w, b, stride=(1, 1), padding="valid"):
    """Picture by picture, channel by channel"""
    x = bordered(x, w.shape[:2], stride, padding)
    z = [
        [
            sum(scipy.signal.correlate2d(x[n, :, :, i], w[:, :, i, k], mode="valid") for i in range(w.shape[2])) + b[k]
            for k in range(w.shape[3])
        ]
        for n in range(len(x))
    ]
    return np.array(z)[:, :, :: stride[0], :: stride[1]].transpose(0, 2, 3, 1)


def by_autograd(stride=(1, 1), padding="valid"):
    """The same of (x, w, b), which autograd can differentiate; its `convolve` flips the kernel"""

    def convolution(x, w, b):
        x = bordered(x, w.shape[:2], stride, padding)
        z = convolve(x, w[::-1, ::-1], axes=([1, 2], [0, 1]), dot_axes=([3], [2]), mode="valid")
        return anp.transpose(z, (0, 2, 3, 1))[:, :: stride[0], :: stride[1]] + b

    return convolution


def max_by_autograd(size=(2, 2), stride=(2, 2), padding="valid"):
    def pooling(x):
        x = bordered(x, size, stride, padding, -1e9)
        down, across = [(n - k) // s + 1 for n, k, s in zip(x.shape[1:3], size, stride, strict=True)]
        windows = [
            x[:, i : i + down * stride[0] : stride[0], j : j + across * stride[1] : stride[1]]
            for i in range(size[0])
            for j in range(size[1])
        ]
        return anp.max(anp.array([window[:, :down, :across] for window in windows]), axis=0)

    return pooling
