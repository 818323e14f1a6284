"""Receptive field: how much of the picture one number sees, through one layer after another."""

import numpy as np

from ... import plots
from ...live_figure import LiveFigure, Slider
from ..slide_a_kernel.numbers import around, centred
from .numbers import extent, map_sizes, ways

__all__ = ["ReceptiveField"]

PIXELS, MOST_LAYERS = 24, 4
WHITE, NONE, SEEN = np.array([(1.0, 1.0, 1.0), (0.93, 0.93, 0.93), (0.0, 0.31, 0.55)])
FRAME = dict(facecolor="none", edgecolor=plots.ERROR, linewidth=3, zorder=6)
UNUSED = dict(sheet=np.ones((PIXELS, PIXELS, 3)), title="", frame=around(0, 0), used=False)


def shown(layer, down, across):
    """What stands for the picture (layer 0) or for a map: in its middle the pixels, the darker the more ways"""
    (top, height), (left, width) = extent(down), extent(across)
    size, margin = f"{height} × {width}", (PIXELS - len(down)) // 2
    share = np.outer(down, across) ** 0.5
    share = centred(share / share.max(), (PIXELS, PIXELS), np.nan)[..., np.newaxis]
    return dict(
        sheet=np.where(np.isnan(share), WHITE, NONE + (SEEN - NONE) * share),
        size=size,
        title=f"layer {layer}: {size}" if layer else f"picture: {size}",
        frame=around(margin + top, margin + left, height, width),
        used=True,
    )


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

    def numbers(self, layers, k, stride, row, column):
        sizes = map_sizes(PIXELS, int(layers), int(k), int(stride))
        side, margin = sizes[-1], (PIXELS - sizes[-1]) // 2
        row, column = min(row, side - 1), min(column, side - 1)  # of a map that has become smaller: its last pixel
        down, across = (ways(sizes, int(k), int(stride), index) for index in (row, column))
        maps = [shown(layer, *counts) for layer, counts in enumerate(zip(down, across, strict=True))]
        known = dict(row=row, column=column, side=side, margin=margin, x=margin + column, y=margin + row)
        known |= dict(fitting=len(maps) - 1, seen=maps[0]["size"])
        maps = [UNUSED] * (MOST_LAYERS + 1 - len(maps)) + maps
        return known | {f"{name} {i}": value for i, each in enumerate(maps) for name, value in each.items()}

    def start(self, figure):
        axes = figure.subplots(1, MOST_LAYERS + 1)
        for i, ax in enumerate(axes):
            plots.bare(ax)
            self.image(ax, f"sheet {i}", UNUSED["sheet"], interpolation="nearest", zorder=1)
            self.visible(f"used {i}", *self.rectangles(ax, f"frame {i}", 1, **FRAME))
            self.title(ax, f"title {i}", fontsize=12)
        self.hold("pixel", axes[-1], "x", "y", (1, -1), drag=self._drag, anywhere=True)

    @staticmethod
    def _drag(x, y, /, side, margin, **_):
        row, column = np.clip(np.rint([y, x]) - margin, 0, side - 1).astype(int)
        return {"row": int(row), "column": int(column)}

    def describe(self, layers, k, stride, row, column, side, fitting, seen, **_):
        fewer = "" if fitting == layers else f" (no more than {fitting} fit)"
        return (
            f"{fitting} layers{fewer} of {k:g} × {k:g} with stride {stride:g}: in the last map, {side} × {side}, "
            f"the pixel at row {row}, column {column} sees {seen} of the picture's {PIXELS} × {PIXELS}."
        )
