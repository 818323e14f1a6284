"""Convolution and pooling: what is computed for each place of a window on a picture.

Pictures are (batch, rows, columns, channels). padding "valid": the window stays on the picture. "same": a border of
zeros is laid around it (of −∞ for a maximum), so that with stride 1 the result has the size of the picture.
In memory a picture's channels lie apart, so that windows are gathered in long runs; a small matrix product per picture
does the rest (small: a large one is spread over the cores, and waits whenever another program holds one of them).
"""

from math import ceil

import numpy as np

from .op import Op


def convolve(picture, kernel):
    """One picture (rows, columns) and one kernel, weight by weight: what notebook 10a writes and its figures show"""
    rows, columns = kernel.shape
    down, across = picture.shape[0] - rows + 1, picture.shape[1] - columns + 1
    result = np.zeros((down, across))
    for (i, j), weight in np.ndenumerate(kernel):
        result += weight * picture[i : i + down, j : j + across]
    return result


class Convolve(Op):
    """z = Σ window · w + b, at every place of the window

    x (batch, rows, columns, in), w (rows, columns, in, out), b (out,) → z (batch, places down, places across, out).
    Nothing is flipped: strictly, this is a cross-correlation. of_data: x is given once and for all, so its gradient
    is left out.
    """

    symbol, rule = "conv", "dx = dz · w on each window, added up, dw = Σ window · dz, db = Σ dz"

    def __init__(self, stride=(1, 1), padding="valid", of_data=False):
        self.stride, self.padding, self.of_data = stride, padding, of_data

    def forward(self, x, w, b):
        windows = Windows(x, w.shape, self.stride, self.padding)
        z = w.reshape(-1, w.shape[3]).T @ windows.columns(x)
        z += b[:, np.newaxis]
        return channels_last(z.reshape(len(x), -1, *windows.places))

    def backward(self, x, w, b, z, dz):
        windows = Windows(x, w.shape, self.stride, self.padding)
        dz = channels_first(dz).reshape(len(x), len(b), -1)
        dw = np.add.reduce(windows.columns(x) @ dz.mT).reshape(w.shape)
        dx = None if self.of_data else windows.from_columns(w.reshape(-1, len(b)) @ dz)
        return dx, dw, np.add.reduce(dz, axis=(0, 2))


class MaxPool(Op):
    """z = the largest number in each window, channel by channel; its slope goes to the first of the largest"""

    symbol, rule = "max", "dx = dz where x is the largest of its window, else 0"

    def __init__(self, size=(2, 2), stride=(2, 2), padding="valid"):
        self.size, self.stride, self.padding = size, stride, padding

    def forward(self, x):
        windows = Windows(x, self.size, self.stride, self.padding)
        padded, z = windows.padded(x, -np.inf), None
        for under in windows.slices():
            z = np.array(padded[under]) if z is None else np.maximum(z, padded[under], out=z)
        return channels_last(z)

    def backward(self, x, z, dz):
        windows = Windows(x, self.size, self.stride, self.padding)
        padded, z, dz = windows.padded(x, -np.inf), channels_first(z), channels_first(dz)
        dx, waiting = np.zeros(padded.shape), np.ones(z.shape, dtype=bool)
        for under in windows.slices():
            found = waiting & (padded[under] == z)
            dx[under] += found * dz
            waiting &= ~found
        return windows.without_border(dx)


class GlobalMax(Op):
    """z = the largest number of each channel, wherever it stands; its slope goes to the first of the largest"""

    symbol, rule = "max", "dx = dz where x is the largest of its channel, else 0"

    def forward(self, x):
        expect_pictures(x.shape)
        return np.max(x, axis=(1, 2))

    def backward(self, x, z, dz):
        pixels = x.reshape(len(x), -1, x.shape[3])
        dx = np.zeros(pixels.shape)
        np.put_along_axis(dx, pixels.argmax(axis=1)[:, np.newaxis], dz[:, np.newaxis], axis=1)
        return dx.reshape(x.shape)


class Windows:
    """All positions of a window on pictures of this shape; kernel: (rows, columns) of it, then (in, out) or nothing"""

    def __init__(self, x, kernel, stride, padding):
        expect_pictures(x.shape)
        if len(kernel) == 4 and kernel[2] != x.shape[3]:
            raise ValueError(f"the kernels expect {kernel[2]} channels, the pictures have {x.shape[3]}")
        self.shape, self.size, self.stride = x.shape, kernel[:2], stride
        fitted = [output_size(n, k, s, padding) for n, k, s in zip(x.shape[1:3], self.size, stride, strict=True)]
        self.places, self.border = [places for places, _ in fitted], [border for _, border in fitted]

    def padded(self, x, fill=0.0):
        """Channels first, and the border around"""
        x = channels_first(x)
        if not any(map(any, self.border)):
            return x
        (top, bottom), (left, right) = self.border
        rows, columns = x.shape[2:]
        around = np.full((*x.shape[:2], top + rows + bottom, left + columns + right), fill)
        around[:, :, top : top + rows, left : left + columns] = x
        return around

    def without_border(self, x):
        """Channels last again, cut to the picture"""
        (top, _), (left, _), (_, rows, columns, _) = *self.border, self.shape
        return channels_last(x[:, :, top : top + rows, left : left + columns])

    def slices(self):
        """For each cell of the window, row by row: the pixels that come to lie under it"""
        (down, across), (step_down, step_across) = self.places, self.stride
        for i in range(self.size[0]):
            for j in range(self.size[1]):
                yield np.s_[:, :, i : i + step_down * down : step_down, j : j + step_across * across : step_across]

    def columns(self, x):
        """A column for each place: (batch, numbers in a window, places)"""
        batch, _, _, channels = self.shape
        x = np.ascontiguousarray(self.padded(x))
        gathered = np.empty((batch, self.size[0] * self.size[1], channels, *self.places))
        for cell, under in enumerate(self.slices()):
            gathered[:, cell] = x[under]
        return gathered.reshape(batch, gathered.shape[1] * channels, -1)

    def from_columns(self, columns):
        """The way back of `columns`: each number is added to the pixel that it came from"""
        batch, rows, across, channels = self.shape
        (top, bottom), (left, right) = self.border
        x = np.zeros((batch, channels, top + rows + bottom, left + across + right))
        columns = columns.reshape(batch, -1, channels, *self.places)
        for cell, under in enumerate(self.slices()):
            x[under] += columns[:, cell]
        return self.without_border(x)


def output_size(n, k, s, padding):
    """Along n pixels: (places of a window of k that moves on by s, (border before, border after))"""
    if padding == "same":
        places = ceil(n / s)
        border = max((places - 1) * s + k - n, 0)
        return places, (border // 2, border - border // 2)
    places = (n - k) // s + 1
    if places < 1:
        raise ValueError(f"a window of {k} does not fit on {n} pixels: ({n} − {k}) // {s} + 1 = {places} places")
    return places, (0, 0)


def channels_first(x):
    """(batch, rows, columns, channels) as (batch, channels, rows, columns)"""
    return x.transpose(0, 3, 1, 2)


def channels_last(x):
    return x.transpose(0, 2, 3, 1)


def expect_pictures(shape):
    if len(shape) != 4:
        raise ValueError(f"pictures have the shape (batch, rows, columns, channels), got {tuple(shape)}")
