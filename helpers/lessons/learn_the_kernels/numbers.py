"""Learn the kernels: what one number of a map sees of the picture."""

import numpy as np

from ...ops.convolution import output_size


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
