"""Slide a kernel: what one number of a map sees, and what a net for digits is shown of a drawing."""

import numpy as np

from ...ops.convolution import output_size

SIDE, BLOCK = 32, 4  # pixels along the sheet of a drawing, and along the blocks in which its ink is counted
ACROSS, DOWN = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
THICKNESS = {"pen": 1.7, "rubber": 3.0}
GAP = 1  # blank pixels between two maps


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


def stroke(ink, tool, start, end):
    """The sheet (32, 32) after this tool went from start to end, both (x, y)"""
    if tool not in THICKNESS:
        return ink
    (x, y), way = start, np.subtract(end, start)
    along = np.clip(((ACROSS - x) * way[0] + (DOWN - y) * way[1]) / max(way @ way, 1e-9), 0, 1)
    touched = np.hypot(ACROSS - x - along * way[0], DOWN - y - along * way[1]) <= THICKNESS[tool]
    return np.where(touched, float(tool == "pen"), ink)


def as_seen(ink):
    """(8, 8) shares of ink: the drawing cut out, stretched to full size around its middle, counted in blocks"""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return np.zeros((SIDE // BLOCK, SIDE // BLOCK))
    side = max(np.ptp(rows), np.ptp(columns)) + 1
    middle = (rows[0] + rows[-1]) / 2, (columns[0] + columns[-1]) / 2
    steps = ((np.arange(SIDE) + 0.5) / SIDE - 0.5) * side
    pixels = [SIDE + np.rint(at + steps).astype(int) for at in middle]
    large = np.pad(ink, SIDE)[np.ix_(*pixels)]
    return large.reshape(SIDE // BLOCK, BLOCK, SIDE // BLOCK, BLOCK).mean(axis=(1, 3))


def blown_up(picture):
    """A sheet with the ink of these (8, 8) shares, its rims smoothed: the bitmap itself is not in the data"""
    blocks, at = np.arange(SIDE // BLOCK), (np.arange(SIDE) + 0.5) / BLOCK - 0.5
    blend = np.column_stack([np.interp(at, blocks, blocks == block) for block in blocks])
    return (blend @ picture @ blend.T > 0.45).astype(float)


def mosaic(maps, columns):
    """(rows, columns, n) maps beside and below each other, all on one scale, white between them"""
    height, width, n = maps.shape
    rows = -(-n // columns)
    tiles = np.ones((rows * columns, height + GAP, width + GAP))
    tiles[:n, :height, :width] = 0.9 * np.moveaxis(maps, 2, 0) / max(np.abs(maps).max(), 1e-9)
    tiles = tiles.reshape(rows, columns, height + GAP, width + GAP).swapaxes(1, 2)
    return tiles.reshape(rows * (height + GAP), columns * (width + GAP))[:-GAP, :-GAP]
