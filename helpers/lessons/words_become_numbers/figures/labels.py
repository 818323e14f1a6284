"""Many moving words as one artist: outlines of letters, placed beside their dots where there is room."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from .... import plots

GAP, DOT = 8.0, 1.0  # points from the middle of a dot to its word; how near a word may come to another dot
RISE, FALL = 0.76, 0.24  # of the font size, above and below the line on which the letters stand


class Labels:
    """`words` in the axes; move(places, order) writes each beside its place, the first of `order` first

    A word that finds no free spot beside its dot is left out: the dot stays. All in one
    artist, because a text artist costs a millisecond of each frame and this one costs as much for fifty words.
    """

    def __init__(self, ax, words, size=10.5, color=plots.DATA, zorder=6):
        self.ax, self.size = ax, size
        self.paths = [TextPath((0, 0), word, size=size) for word in words]
        self.widths = np.array([path.get_extents().x1 if len(path.vertices) else 0.0 for path in self.paths])
        self.artist = PathCollection([], facecolors=color, linewidths=0, offset_transform=ax.transData, zorder=zorder)
        self.artist.set_transform(Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans)
        ax.add_collection(self.artist, autolim=False)

    def points_per_unit(self):
        """How many points (1/72 inch) one unit of x and of y takes; the same at every resolution"""
        box, (left, right), (low, high) = self.ax.get_position(), self.ax.get_xlim(), self.ax.get_ylim()
        width, height = self.ax.figure.get_size_inches() * 72
        return np.array([width * box.width / (right - left), height * box.height / (high - low)])

    def move(self, places, order):
        """places (V, 2) in data coordinates; order: numbers of the words to write → those that found room"""
        scale = self.points_per_unit()
        shown, corners = place_labels(places * scale, self.widths, self.size, order, self._frame() * scale)
        self.write(shown, (corners + [0, FALL * self.size]) / scale)
        return shown

    def list_up(self, order, ends):
        """Each of `order` as a row of a list: it ends at its place in ends (n, 2), in data coordinates"""
        middle = (FALL - RISE) / 2 * self.size
        self.write(order, ends + np.array([[-self.widths[k], middle] for k in order]) / self.points_per_unit())

    def write(self, shown, starts):
        """Only these words, each beginning at its place in starts (n, 2), in data coordinates"""
        self.artist.set_paths([self.paths[k] for k in shown])
        self.artist.set_offsets(starts)

    def _frame(self):
        """((left, low), (right, high)) of the axes"""
        return np.transpose([self.ax.get_xlim(), self.ax.get_ylim()])


def place_labels(dots, widths, size, order, frame):
    """(the words of `order` that found room, their lower left corners): dots (V, 2), widths (V,), all in points

    Greedy: each takes the first of eight spots that meets no label placed before it, and no dot of those in `order`.
    """
    order = np.asarray(order, dtype=int)
    height = size * (RISE + FALL)
    low = dots[order, None] + spots(widths[order], height)  # (n, 8, 2) corners of every spot of every word
    high = low + np.stack([widths[order], np.full(len(order), height)], axis=-1)[:, None]
    free = ((low >= frame[0]) & (high <= frame[1])).all(axis=-1) & ~covered(low, high, dots[order])
    shown, corners = [], []
    for place, k in enumerate(order):
        if not free[place].any():
            continue
        spot = free[place].argmax()
        shown.append(int(k))
        corners.append(low[place, spot])
        free[place:] &= ((low[place:] >= high[place, spot]) | (high[place:] <= low[place, spot])).any(axis=-1)
    return shown, np.reshape(corners, (-1, 2))


def spots(widths, height):
    """Lower left corners (n, 8, 2) relative to the dot: right, left, above, below, then askew"""
    right, left, middle, zero = 0 * widths + GAP, -GAP - widths, -widths / 2, 0 * widths
    across = [right, left, middle, middle, zero + 1, zero + 1, -1 - widths, -1 - widths]
    up = [-height / 2, -height / 2, GAP, -GAP - height, 2, -2 - height, 2, -2 - height]
    return np.stack([np.stack(across, axis=-1), np.broadcast_to(up, (len(widths), 8))], axis=-1)


def covered(low, high, dots):
    """(n, 8) whether a dot touches the box from low to high, both (n, 8, 2)"""
    return ((dots > low[:, :, None] - DOT) & (dots < high[:, :, None] + DOT)).all(axis=-1).any(axis=-1)
