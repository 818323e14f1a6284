"""A matrix as shaded cells with its numbers in them, all numbers one single artist: drawn in a fraction of the time."""

import functools

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from .... import plots
from ....plots import number

NOTHING = Path(np.zeros((1, 2)), [Path.MOVETO])


@functools.cache
def outline(text):
    """The letters as a path of height about 1 around (0, 0), for an axis that points down"""
    path = TextPath((0, 0), text, size=1.4, prop=FontProperties(family="DejaVu Sans"))
    low, high = path.vertices.min(axis=0), path.vertices.max(axis=0)
    return (path.vertices - [(low[0] + high[0]) / 2, 0.5]) * [1, -1], path.codes


def written(values, size):
    """One path with every number of a matrix in the middle of its cell; nan: no number"""
    vertices, codes = [], []
    for (row, column), value in np.ndenumerate(values):
        if not np.isnan(value):
            letters, kinds = outline(number(value, 2))
            narrow = min(1.0, 0.86 / (size * max(np.ptp(letters[:, 0]), 1e-9)))
            vertices.append(letters * size * narrow + [column, row])
            codes.append(kinds)
    return Path(np.concatenate(vertices), np.concatenate(codes)) if vertices else NOTHING


class NumberGrid:
    """A matrix in `ax`: `show(values)` changes it. signed: blue above 0, red below; else darker the smaller

    `artists` are those that move. most: the size of a number at which the shade is full.
    """

    def __init__(self, ax, shape, most, signed=True, size=0.4, zorder=1):
        self.most, self.signed, self.size, self.values = most, signed, size, None
        look = dict(cmap="RdBu", vmin=-2, vmax=2) if signed else dict(cmap="gray", vmin=-1.2, vmax=1)
        rows, columns = shape
        self.cells = ax.imshow(np.zeros(shape), interpolation="nearest", zorder=zorder, **look)
        self.text = PathPatch(NOTHING, facecolor="black", linewidth=0, zorder=zorder + 0.5)
        ax.add_patch(self.text)
        ax.set(xticks=[], yticks=[], xlim=(-0.6, columns - 0.4), ylim=(rows - 0.4, -0.6))
        ax.spines[:].set_visible(False)
        ax.grid(False)
        down = [[(x - 0.5, -0.5), (x - 0.5, rows - 0.5)] for x in range(columns + 1)]
        across = [[(-0.5, y - 0.5), (columns - 0.5, y - 0.5)] for y in range(rows + 1)]
        self.lines = LineCollection(down + across, colors="#cfcfcf", linewidths=1, zorder=zorder + 0.3)
        ax.add_collection(self.lines)
        self.artists = [self.cells, self.lines, self.text]

    def show(self, values):
        """nan: an empty cell"""
        if self.values is not None and np.array_equal(values, self.values, equal_nan=True):
            return
        self.values = np.array(values)
        self.cells.set_data(np.clip(np.nan_to_num(values) / self.most, -1, 1))
        self.text.set_path(written(values, self.size))


def frame(ax, zorder, dashed=False):
    """A rectangle around cells: `around` moves it"""
    look = (
        dict(edgecolor=plots.DATA, linestyle="--", linewidth=2) if dashed else dict(edgecolor=plots.ERROR, linewidth=3)
    )
    return ax.add_patch(Rectangle((0, 0), 1, 1, facecolor="none", zorder=zorder, **look))


def around(rectangle, row, column, rows=1, columns=1):
    rectangle.set_bounds(column - 0.5, row - 0.5, columns, rows)
