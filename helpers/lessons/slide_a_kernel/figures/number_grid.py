"""A matrix as shaded cells with its numbers in them, all numbers one single artist: drawn in a fraction of the time."""

import functools

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from .... import plots

NOTHING, HEIGHT = Path(np.zeros((1, 2)), [Path.MOVETO]), 0.4  # of the numbers, in cells
FRAME = dict(facecolor="none", edgecolor=plots.ERROR, linewidth=3, zorder=6)
DASHED = dict(facecolor="none", edgecolor=plots.DATA, linewidth=2, linestyle="--", zorder=6.5)


@functools.cache
def outline(text):
    """The letters as a path of height about 1 around (0, 0), for an axis that points down"""
    path = TextPath((0, 0), text, size=1.4, prop=FontProperties(family="DejaVu Sans"))
    low, high = path.vertices.min(axis=0), path.vertices.max(axis=0)
    return (path.vertices - [(low[0] + high[0]) / 2, 0.5]) * [1, -1], path.codes


def written(values):
    """One path with every number of a matrix in the middle of its cell; nan: no number"""
    vertices, codes = [], []
    for (row, column), value in np.ndenumerate(values):
        if not np.isnan(value):
            letters, kinds = outline(plots.number(value, 2))
            narrow = min(1.0, 0.86 / (HEIGHT * max(np.ptp(letters[:, 0]), 1e-9)))
            vertices.append(letters * HEIGHT * narrow + [column, row])
            codes.append(kinds)
    return Path(np.concatenate(vertices), np.concatenate(codes)) if vertices else NOTHING


def number_grid(figure, ax, name, most, shape, signed=True, lines=True, zorder=1):
    """A mark of this live figure: a matrix of numbers in shaded cells; a cell with nan is empty

    name: of the matrix; most: the size, or its name, at which the shade is full; shape: (rows, columns).
    signed: blue above 0, red below; else darker the smaller.
    """
    rows, columns = shape
    shades = dict(cmap="RdBu", vmin=-2, vmax=2) if signed else dict(cmap="gray", vmin=-1.2, vmax=1)
    cells = ax.imshow(np.zeros(shape), interpolation="nearest", zorder=zorder, **shades)
    text = ax.add_patch(PathPatch(NOTHING, facecolor="black", linewidth=0, zorder=zorder + 0.5))
    plots.bare(ax)
    ax.set(xlim=(-0.6, columns - 0.4), ylim=(rows - 0.4, -0.6))
    down = [[(x - 0.5, -0.5), (x - 0.5, rows - 0.5)] for x in range(columns + 1)]
    across = [[(-0.5, y - 0.5), (columns - 0.5, y - 0.5)] for y in range(rows + 1)]
    edges = LineCollection(down + across, colors="#cfcfcf", linewidths=1, zorder=zorder + 0.3, visible=lines)
    ax.add_collection(edges)

    def move(values, most):
        cells.set_data(np.clip(values / most, -1, 1))  # where nan, nothing is painted
        text.set_path(written(values))

    figure.mark(move, name, most, artists=[cells, edges, text])
