"""Slide the kernel: a window over the picture, its nine products and their sum; every number can be changed."""

import numpy as np

from ....live_figure import Button, Handle, LiveFigure, Slider
from ....ops.convolution import convolve
from ....plots import number
from .number_grid import NumberGrid, around, frame


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
        self.places = np.array(self.first[0].shape) - self.first[1].shape + 1
        self.most = np.abs(self.first[0]).max() * np.abs(self.first[1]).max()
        state = self.fresh() | {"row": row, "column": column, "seen": frozenset({(row, column)})}
        super().__init__(**state, weight=self.first[1][0, 0], pixel=self.first[0][row, column])

    def fresh(self):
        picture, kernel = self.first
        return dict(picture=picture, kernel=kernel, row=0, column=0, down=0, across=0, seen=frozenset({(0, 0)}))

    # ---- the state ------------------------------------------------------------------------------------------------

    def apply(self, changes):
        """A changed slider is written into the matrices; a new place or weight is read from them"""
        super().apply(changes)
        state = self.state
        spot = state["down"], state["across"]
        beneath = state["row"] + spot[0], state["column"] + spot[1]
        for matrix, slider, place in (("kernel", "weight", spot), ("picture", "pixel", beneath)):
            if slider in changes:
                state[matrix] = state[matrix].copy()
                state[matrix][place] = state[slider]
            state[slider] = float(state[matrix][place])
        state["seen"] = state["seen"] | {(state["row"], state["column"])}

    def show_all(self, **_):
        return {"seen": frozenset(np.ndindex(*self.places))}

    def start_again(self, **_):
        return self.fresh()

    def _drag_window(self, x, y, /, **_):
        middle = (np.array(self.first[1].shape) - 1) / 2
        row, column = np.clip(np.rint([y, x] - middle), 0, self.places - 1).astype(int)
        return {"row": int(row), "column": int(column)}

    def _drag_cell(self, x, y, /, **_):
        down, across = np.clip(np.rint([y, x]), 0, np.array(self.first[1].shape) - 1).astype(int)
        return {"down": int(down), "across": int(across)}

    # ---- the picture ----------------------------------------------------------------------------------------------

    def start(self, figure):
        picture, kernel = self.first
        widths = picture.shape[1], kernel.shape[1], kernel.shape[1], self.places[1]
        axes = figure.subplots(1, 4, width_ratios=widths)
        shapes = picture.shape, kernel.shape, kernel.shape, tuple(self.places)
        most = picture.max() or 1, np.abs(kernel).max() or 1, self.most, self.most * kernel.size / 3
        self.grids = [
            NumberGrid(ax, shape, top, signed=i > 0, zorder=1 + i)
            for i, (ax, shape, top) in enumerate(zip(axes, shapes, most))
        ]
        for ax, title in zip(axes, ("picture", "kernel", "products", "")):
            ax.set_title(title, fontsize=12)
        self.title = axes[3].set_title(" ", fontsize=12)
        self.window, self.result = frame(axes[0], 6), frame(axes[3], 6)
        self.chosen = [frame(ax, 6.5, dashed=True) for ax in axes[:3]]
        self._start_handles(axes, (np.array(kernel.shape) - 1) / 2)
        return [artist for grid in self.grids for artist in grid.artists] + [
            self.window,
            self.result,
            *self.chosen,
            self.title,
        ]

    def _start_handles(self, axes, middle):
        at_window = lambda row, column, **_: (column + middle[1], row + middle[0])
        at_cell = lambda down, across, **_: (across, down)
        self.handles = [
            Handle("window", axes[0], at_window, self._drag_window, (1, -1), anywhere=True),
            Handle("chosen weight", axes[1], at_cell, self._drag_cell, (1, -1), anywhere=True),
        ]

    def products(self, picture, kernel, row, column, **_):
        rows, columns = kernel.shape
        return picture[row : row + rows, column : column + columns] * kernel

    def draw(self, picture, kernel, row, column, down, across, seen, **_):
        products, results = self.products(picture, kernel, row, column), convolve(picture, kernel)
        visited = np.full(results.shape, np.nan)
        for place in seen:
            visited[place] = results[place]
        for grid, values in zip(self.grids, (picture, kernel, products, visited)):
            grid.show(values)
        around(self.window, row, column, *kernel.shape)
        around(self.result, row, column)
        for mark, place in zip(self.chosen, ((row + down, column + across), (down, across), (down, across))):
            around(mark, *place)
        self.title.set_text(f"results: here {number(products.sum())}")

    def describe(self, picture, kernel, row, column, down, across, seen, **_):
        products = self.products(picture, kernel, row, column)
        told = " + ".join(f"({number(value)})" if value < 0 else number(value) for value in products.ravel())
        return (
            f"Window at row {row}, column {column}: {told} = {number(products.sum())}. The weight at row {down}, column "
            f"{across} is {number(kernel[down, across])}, on a {number(picture[row + down, column + across])}; "
            f"{len(seen)} of {self.places.prod()} results are shown."
        )
