"""Slide the kernel: a window over the picture, its nine products and their sum; every number can be changed."""

import numpy as np

from ....live_figure import Button, LiveFigure, Slider
from ....ops.convolution import convolve
from ....plots import number
from ..numbers import around
from .number_grid import DASHED, FRAME, number_grid


class SlideKernel(LiveFigure):
    """Move the window, choose a weight, change it or the pixel beneath; results appear where the window has been."""

    size = (9.8, 3.6)
    controls = [
        Slider("weight", "the chosen weight", -5, 5, 1),
        Slider("pixel", "the pixel beneath it", 0, 9, 1),
        Button("start_again", "Start again"),
        Button("show_all", "Show all results"),
    ]
    alt = "From left to right: a picture of numbers with a window, the kernel, the products in the window, the results."

    def __init__(self, picture, kernel, row=0, column=0):
        self.first = np.array(picture, dtype=float), np.array(kernel, dtype=float)
        self.results_shape = tuple(np.subtract(self.first[0].shape, self.first[1].shape) + 1)
        state = self.start_again() | {"row": row, "column": column, "seen": frozenset({(row, column)})}
        super().__init__(**state, weight=self.first[1][0, 0], pixel=self.first[0][row, column])

    def follow(self, changed, picture, kernel, row, column, down, across, weight, pixel, seen):
        """A changed slider is written into its matrix"""
        if "weight" in changed:
            kernel = kernel.copy()
            kernel[down, across] = weight
        if "pixel" in changed:
            picture = picture.copy()
            picture[row + down, column + across] = pixel
        return {"picture": picture, "kernel": kernel, "seen": seen | {(row, column)}}

    def apply(self, changes):
        """The sliders stand where the numbers are, also between their steps (which `follow` would round)"""
        super().apply(changes)
        row, column, down, across = (self.state[name] for name in ("row", "column", "down", "across"))
        self.state["weight"] = float(self.state["kernel"][down, across])
        self.state["pixel"] = float(self.state["picture"][row + down, column + across])

    def show_all(self, **_):
        return {"seen": frozenset(np.ndindex(self.results_shape))}

    def start_again(self, **_):
        picture, kernel = self.first
        return dict(picture=picture, kernel=kernel, row=0, column=0, down=0, across=0, seen=frozenset({(0, 0)}))

    def _drag(self, x, y, /, **_):
        middle = np.subtract(self.first[1].shape, 1) / 2
        row, column = np.clip(np.rint([y, x] - middle), 0, np.subtract(self.results_shape, 1)).astype(int)
        return {"row": int(row), "column": int(column)}

    def numbers(self, picture, kernel, row, column, down, across, seen, **_):
        rows, columns = kernel.shape
        products, results = picture[row : row + rows, column : column + columns] * kernel, convolve(picture, kernel)
        shown, total = np.full(results.shape, np.nan), number(products.sum())
        for position in seen:
            shown[position] = results[position]
        known = dict(products=products, results=shown, total=total, here=f"results: here {total}")
        known |= dict(x=column + (columns - 1) / 2, y=row + (rows - 1) / 2, window=around(row, column, rows, columns))
        known |= dict(chosen=around(down, across), beneath=around(row + down, column + across))
        return known | dict(result=around(row, column))

    def start(self, figure):
        picture, kernel = self.first
        rows, columns = kernel.shape
        shapes = picture.shape, kernel.shape, kernel.shape, self.results_shape
        axes = figure.subplots(1, 4, width_ratios=[shape[1] for shape in shapes])
        largest = np.abs(picture).max() * np.abs(kernel).max()
        most = picture.max() or 1, np.abs(kernel).max() or 1, largest, largest * kernel.size / 3
        names = "picture", "kernel", "products", "results"
        for i, (ax, name, full, shape) in enumerate(zip(axes, names, most, shapes, strict=True)):
            number_grid(self, ax, name, full, shape, signed=i > 0)
            ax.set_title(name, fontsize=12)
        self.title(axes[3], "here", fontsize=12)
        for i, name in ((0, "window"), (3, "result")):
            self.rectangles(axes[i], name, 1, **FRAME)
        for i, name in ((0, "beneath"), (1, "chosen"), (2, "chosen")):
            self.rectangles(axes[i], name, 1, **DASHED)
        self.hold("window", axes[0], "x", "y", (1, -1), drag=self._drag, anywhere=True)
        within = (0, columns - 1), (0, rows - 1)
        self.hold("chosen weight", axes[1], "across", "down", (1, -1), within, grid=1, anywhere=True)

    def describe(self, row, column, down, across, weight, pixel, seen, products, results, total, **_):
        terms = " + ".join(f"({number(value)})" if value < 0 else number(value) for value in products.ravel())
        return (
            f"Window at row {row}, column {column}: {terms} = {total}. The weight at row {down}, column {across} is "
            f"{number(weight)}, on a {number(pixel)}; {len(seen)} of {results.size} results are shown."
        )
