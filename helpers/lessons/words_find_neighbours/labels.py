"""Many moving words as one artist: outlines of letters, placed beside their dots where there is room."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from ... import plots

GAP, DOT = 8.0, 1.0  # points from the middle of a dot to its word; how near a word may come to another dot
RISE, FALL = 0.76, 0.24  # of the font size, above and below the line on which the letters stand
# From the dot to the lower left corner of its word: right, left, above, below, then askew; in points, and in its sizes.
POINTS = np.array([(GAP, 0), (-GAP, 0), (0, GAP), (0, -GAP), (1, 2), (1, -2), (-1, 2), (-1, -2)])
SIZES = np.array([(0, -0.5), (-1, -0.5), (-0.5, 0), (-0.5, -1), (0, 0), (0, -1), (-1, 0), (-1, -1)])


class Labels:
    """`words` in the axes; move(positions, order) writes each beside its position, the first of `order` first

    A word that finds no free spot beside its dot is left out: the dot stays. All in one
    artist, because a text artist costs a millisecond of each frame and this one costs as much for fifty words.
    """

    def __init__(self, ax, words, size=10.5, color=plots.DATA, zorder=6):
        self.ax, self.size = ax, size
        self.paths = [TextPath((0, 0), word, size=size) for word in words]
        self.widths = np.array([path.vertices[:, 0].max(initial=0) for path in self.paths])
        self.artist = PathCollection([], facecolors=color, linewidths=0, offset_transform=ax.transData, zorder=zorder)
        self.artist.set_transform(Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans)
        ax.add_collection(self.artist, autolim=False)

    def move(self, positions, order):
        """positions (V, 2) in data coordinates; order: numbers of the words to write → those that found room"""
        scale, frame = self.points_per_unit(), np.transpose([self.ax.get_xlim(), self.ax.get_ylim()])
        shown, corners = place_labels(positions * scale, self.widths, self.size, order, frame * scale)
        return self.write(shown, (corners + [0, FALL * self.size]) / scale)

    def list_up(self, order, end):
        """The words of `order` as a list: row i ends at (end, i), in data coordinates"""
        offsets = [(-self.widths[k], (FALL - RISE) / 2 * self.size) for k in order]
        return self.write(order, [(end, row) for row in range(len(order))] + offsets / self.points_per_unit())

    def write(self, shown, starts):
        """Only these words, each beginning at its position in starts (n, 2), in data coordinates → shown"""
        self.artist.set_paths([self.paths[k] for k in shown])
        self.artist.set_offsets(starts)
        return shown

    def points_per_unit(self):
        """How many points (1/72 inch) one unit of x and of y takes; the same at every resolution"""
        box, (left, right), (low, high) = self.ax.get_position(), self.ax.get_xlim(), self.ax.get_ylim()
        width, height = self.ax.figure.get_size_inches() * 72
        return np.array([width * box.width / (right - left), height * box.height / (high - low)])


def place_labels(dots, widths, size, order, frame):
    """(the words of `order` that found room, their lower left corners): dots (V, 2), widths (V,), all in points

    Greedy: each takes the first of eight spots that meets no label placed before it, and no dot of those in `order`.
    """
    order = np.asarray(order, dtype=int)
    boxes = np.column_stack([widths[order], np.full(len(order), size * (RISE + FALL))])[:, None]
    low = dots[order, None] + (POINTS + SIZES * boxes)  # (n, 8, 2) corners of every spot of every word
    high = low + boxes
    on_dot = (dots[order] > low[:, :, None] - DOT) & (dots[order] < high[:, :, None] + DOT)  # (n, 8, n, 2)
    free = ((low >= frame[0]) & (high <= frame[1])).all(axis=-1) & ~on_dot.all(axis=-1).any(axis=-1)
    shown, corners = [], []
    for row, k in enumerate(order):
        if free[row].any():
            spot = free[row].argmax()
            shown.append(int(k))
            corners.append(low[row, spot])
            free[row:] &= ((low[row:] >= high[row, spot]) | (high[row:] <= low[row, spot])).any(axis=-1)
    return shown, np.reshape(corners, (-1, 2))
