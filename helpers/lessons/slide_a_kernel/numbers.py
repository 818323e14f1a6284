"""Slide a kernel: where a matrix lies in a larger one, and what one number of a map sees."""

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


def map_sizes(pixels, layers, k, stride):
    """Pixels along the picture and along the map of each layer, no more layers than fit: up to layers + 1 numbers"""
    sizes = [pixels]
    while len(sizes) <= layers and sizes[-1] >= k:
        sizes.append(output_size(sizes[-1], k, stride, "valid")[0])
    return sizes


def ways(sizes, k, stride, index):
    """For the picture and each map, along one axis: in how many ways each pixel leads to this one of the last map"""
    found = [np.eye(sizes[-1])[index]]
    for n in sizes[-2::-1]:
        pixels, starts = np.arange(n), stride * np.arange(len(found[0]))[:, np.newaxis]
        found.insert(0, found[0] @ ((starts <= pixels) & (pixels < starts + k)))
    return found


def extent(counts):
    """(the first pixel that leads there, how many do): with strides up to k they lie side by side"""
    return int(np.flatnonzero(counts)[0]), np.count_nonzero(counts)
