"""Receptive field: how much of the picture one number sees, through one layer after another."""

import numpy as np

from ....live_figure import Handle, LiveFigure, Slider
from ....ops.convolution import fit
from .number_grid import around, frame

PIXELS, MOST_LAYERS = 24, 4
EMPTY, NONE, SEEN = (1.0, 1.0, 1.0), np.array([0.93, 0.93, 0.93]), np.array([0.0, 0.31, 0.55])


def sizes(layers, k, stride):
    """Pixels along the picture and along each map, as many as fit"""
    found = [PIXELS]
    while len(found) <= layers and found[-1] >= k:
        found.append(fit(found[-1], k, stride, "valid")[0])
    return found


def ways(sizes_, k, stride, place):
    """For the picture and each map, along one axis: in how many ways each pixel leads to this one of the last map"""
    found = [np.eye(sizes_[-1])[place]]
    for n in sizes_[-2::-1]:
        below = np.zeros(n)
        for j, count in enumerate(found[0]):
            below[stride * j : stride * j + k] += count
        found.insert(0, below)
    return found


class ReceptiveField(LiveFigure):
    """Drag the pixel of the last map; choose how many layers lie beneath it, their kernel and stride."""

    size = (9.8, 3.2)
    controls = [
        Slider("layers", "layers", 1, MOST_LAYERS, 1),
        Slider("k", "kernel, k × k", 2, 5, 1),
        Slider("stride", "stride", 1, 2, 1),
    ]
    alt = "From left to right: the picture, then the map of each layer; marked is what one pixel of the last map sees."

    def __init__(self, layers=2, k=3, stride=1, row=4, column=6):
        super().__init__(layers=layers, k=k, stride=stride, row=row, column=column)

    def maps(self, layers, k, stride, row, column, **_):
        """Per map from the picture up: (ways along the rows, ways along the columns)"""
        n = sizes(int(layers), int(k), int(stride))
        row, column = min(row, n[-1] - 1), min(column, n[-1] - 1)
        return list(zip(ways(n, int(k), int(stride), row), ways(n, int(k), int(stride), column)))

    def start(self, figure):
        axes = figure.subplots(1, MOST_LAYERS + 1)
        self.images, self.frames, self.titles = [], [], []
        for ax in axes:
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
            ax.grid(False)
            self.images.append(ax.imshow(np.ones((PIXELS, PIXELS, 3)), interpolation="nearest", zorder=1))
            self.frames.append(frame(ax, 3))
            self.titles.append(ax.set_title(" ", fontsize=12))
        self.handles = [Handle("pixel", axes[-1], self._at, self._drag, (1, -1), anywhere=True)]
        return [*self.images, *self.frames, *self.titles]

    def _at(self, layers, k, stride, row, column):
        n = sizes(int(layers), int(k), int(stride))[-1]
        corner = (PIXELS - n) // 2
        return corner + min(column, n - 1), corner + min(row, n - 1)

    def _drag(self, x, y, /, layers, k, stride, **_):
        n = sizes(int(layers), int(k), int(stride))[-1]
        row, column = np.clip(np.rint([y, x]) - (PIXELS - n) // 2, 0, n - 1).astype(int)
        return {"row": int(row), "column": int(column)}

    def draw(self, **state):
        maps = self.maps(**state)
        spare = MOST_LAYERS + 1 - len(maps)
        for i, (image, mark, title) in enumerate(zip(self.images, self.frames, self.titles)):
            used = i >= spare
            mark.set_visible(used)
            title.set_text(self.title(i - spare, maps) if used else "")
            image.set_data(self.painted(mark, *maps[i - spare]) if used else np.ones((PIXELS, PIXELS, 3)))

    @staticmethod
    def title(layer, maps):
        name = f"layer {layer}" if layer else "picture"
        return f"{name}: {np.count_nonzero(maps[layer][0])} × {np.count_nonzero(maps[layer][1])}"

    @staticmethod
    def painted(mark, down, across):
        """The map in the middle of its sheet, the darker the more ways; the frame is laid around what is seen"""
        share = np.outer(down, across) ** 0.5
        sheet = np.ones((PIXELS, PIXELS, 3))
        corner = (PIXELS - len(down)) // 2
        inside = slice(corner, corner + len(down))
        sheet[inside, inside] = NONE + (SEEN - NONE) * (share / share.max())[..., np.newaxis]
        rows, columns = np.flatnonzero(down), np.flatnonzero(across)
        around(mark, corner + rows[0], corner + columns[0], np.ptp(rows) + 1, np.ptp(columns) + 1)
        return sheet

    def describe(self, layers, k, stride, **state):
        maps = self.maps(layers, k, stride, **state)
        (down, across), fit = maps[0], len(maps) - 1
        row, column = (np.flatnonzero(way)[0] for way in maps[-1])
        told = "" if fit == layers else f" (no more than {fit} fit)"
        seen = f"{np.ptp(np.flatnonzero(down)) + 1} × {np.ptp(np.flatnonzero(across)) + 1}"
        return (
            f"{fit} layers{told} of {k:g} × {k:g} with stride {stride:g}: in the last map, {len(maps[-1][0])} × "
            f"{len(maps[-1][0])}, the pixel at row {row}, column {column} sees {seen} of the picture's {PIXELS} × {PIXELS}."
        )
