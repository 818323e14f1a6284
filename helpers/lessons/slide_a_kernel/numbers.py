"""Slide a kernel: where a matrix lies in a larger one, and what a layer with one kernel makes of a picture."""

import numpy as np

from ...ops.convolution import output_size


def corner(inner, outer):
    """(row, column) where a matrix of the shape `inner` begins, in the middle of one of the shape `outer`"""
    return (outer[0] - inner[0]) // 2, (outer[1] - inner[1]) // 2


def centred(matrix, shape, fill):
    """The matrix in the middle of a larger one of this shape, which is `fill` all around"""
    large, (top, left) = np.full(shape, fill), corner(matrix.shape, shape)
    large[top : top + matrix.shape[0], left : left + matrix.shape[1]] = matrix
    return large


def around(row, column, rows=1, columns=1):
    """The bounds of one rectangle, (1, 4), around cells"""
    return [(column - 0.5, row - 0.5, columns, rows)]


def top_edges(k):
    """A kernel of k x k, k at least 2: its first row counts against, its second for, the others not at all"""
    kernel = np.zeros((k, k))
    kernel[:2] = [[-1.0], [1.0]]
    return kernel


KINDS = {  # what each makes of a window, and what fills the border
    "top edges": (lambda window: np.sum(window * top_edges(len(window))), 0.0),
    "max pooling": (np.max, -np.inf),
    "average pooling": (np.nanmean, np.nan),
}


def layer_of(kind, picture, k, stride, padding):
    """(the picture with its border, the results, (top, left): how wide the border is there)"""
    make, fill = KINDS[kind]
    (down, rows), (across, columns) = (output_size(n, k, stride, padding) for n in picture.shape)
    padded = np.pad(picture, (rows, columns), constant_values=fill)
    results = np.zeros((down, across))
    for i, j in np.ndindex(down, across):
        results[i, j] = make(padded[stride * i : stride * i + k, stride * j : stride * j + k])
    return padded, results, (rows[0], columns[0])
