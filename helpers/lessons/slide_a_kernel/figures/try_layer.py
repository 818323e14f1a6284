"""Try a layer: what window, stride and padding do to a small picture, and what pooling keeps of it."""

import numpy as np

from ....live_figure import Choice, LiveFigure, Slider
from ....plots import number
from ..numbers import KINDS, around, centred, corner, layer_of
from .number_grid import DASHED, FRAME, number_grid

LARGEST_WINDOW = 4


class TryLayer(LiveFigure):
    """Choose the kind of layer, its window, stride and padding; drag a result to see what it is made of."""

    size = (9.0, 4.4)
    controls = [
        Choice("kind", "layer", list(KINDS)),
        Slider("k", "window, k × k", 2, LARGEST_WINDOW, 1),
        Slider("stride", "stride", 1, 3, 1),
        Choice("padding", "padding", ["valid", "same"]),
    ]
    alt = "Left a picture of numbers with its border and a window, on the right the results."

    def __init__(self, picture, kind="top edges", k=3, stride=1, padding="valid"):
        self.pixels = np.array(picture, dtype=float)
        if self.pixels.ndim != 2 or min(self.pixels.shape) < LARGEST_WINDOW:
            raise ValueError(
                f"TryLayer expects a picture (rows, columns) of {LARGEST_WINDOW} × {LARGEST_WINDOW} at least, "
                f"got shape {self.pixels.shape}"
            )
        self.sheet = tuple(np.add(self.pixels.shape, LARGEST_WINDOW - 1))  # with the widest border
        super().__init__(kind=kind, k=k, stride=stride, padding=padding, row=0, column=0)

    def numbers(self, kind, k, stride, padding, row, column):
        k, stride = int(k), int(stride)
        padded, results, (top, left) = layer_of(kind, self.pixels, k, stride, padding)
        places = results.shape
        row, column = min(row, places[0] - 1), min(column, places[1] - 1)  # of results that have become fewer
        down, across = corner(padded.shape, self.sheet)
        result_down, result_across = corner(places, self.pixels.shape)
        n, border = self.pixels.shape[0], padded.shape[0] - self.pixels.shape[0]
        shown = np.where(np.isfinite(padded), padded, np.nan)
        return dict(
            row=row,
            column=column,
            places=places,
            cells=centred(shown, self.sheet, np.nan),
            results=centred(results, self.pixels.shape, np.nan),
            window=around(down + stride * row, across + stride * column, k, k),
            whole=around(down + top, across + left, *self.pixels.shape),
            here=around(result_down + row, result_across + column),
            x=result_across + column,
            y=result_down + row,
            corner=(result_down, result_across),
            total=number(results[row, column], 2),
            sides=f"border {border} in all" if border else "no border",
            places_title=f"⌊({n} + {border} − {k})/{stride}⌋ + 1 = {places[0]}",
        )

    def start(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=(self.sheet[1], self.pixels.shape[1]))
        largest = np.abs(self.pixels).max() or 1.0
        number_grid(self, left, "cells", largest, self.sheet, signed=False, lines=False)
        number_grid(self, right, "results", 2 * largest, self.pixels.shape, lines=False)
        self.rectangles(left, "whole", 1, **DASHED)
        self.rectangles(left, "window", 1, **FRAME)
        self.rectangles(right, "here", 1, **FRAME)
        self.title(left, "sides", fontsize=12)
        self.title(right, "places_title", fontsize=12)
        self.hold("result", right, "x", "y", (1, -1), drag=self._drag, anywhere=True)

    @staticmethod
    def _drag(x, y, /, corner, places, **_):
        row, column = np.clip(np.rint([y, x]) - corner, 0, np.subtract(places, 1)).astype(int)
        return {"row": int(row), "column": int(column)}

    def describe(self, kind, k, stride, padding, row, column, places, total, **_):
        before, after = (" × ".join(map(str, shape)) for shape in (self.pixels.shape, places))
        return (
            f"{kind.capitalize()}, window {k:g} × {k:g}, stride {stride:g}, padding {padding}: {before} becomes "
            f"{after}. The result at row {row}, column {column} is {total}."
        )
