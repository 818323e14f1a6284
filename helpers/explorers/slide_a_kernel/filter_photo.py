"""Filter a photo: what a kernel makes of a real picture, while you type it."""

from fractions import Fraction

import numpy as np

from ...live_figure import Choice, LiveFigure, Text, Toggle
from ...plots import MINUS, number
from .number_grid import NumberGrid
from .slide import convolve

MOST = 7  # rows and columns of a kernel
PRESETS = {
    "top edges": "-1 -1 -1, 1 1 1, 0 0 0",
    "bottom edges": "0 0 0, 1 1 1, -1 -1 -1",
    "outline": "-1 -1 -1, -1 8 -1, -1 -1 -1",
    "sharpen": "0 -1 0, -1 5 -1, 0 -1 0",
    "relief": "-2 -1 0, -1 1 1, 0 1 2",
}


def read_kernel(text):
    """Rows parted by commas, numbers by spaces; a sentence as ValueError if that is no kernel"""
    rows = [row.split() for row in text.replace(MINUS, "-").replace(";", ",").strip(" ,").split(",")]
    try:
        numbers = [[float(Fraction(word)) for word in row] for row in rows]
    except (ValueError, ZeroDivisionError, OverflowError):
        raise ValueError("numbers, please, such as 1 0 −1, 2 0 −2") from None
    if not all(rows) or len(set(map(len, rows))) > 1:
        raise ValueError("rows of equal length, parted by commas")
    if max(len(rows), len(rows[0])) > MOST or np.abs(numbers).max() > 999:
        raise ValueError(f"at most {MOST} × {MOST} weights, none beyond 999")
    return np.array(numbers)


class FilterPhoto(LiveFigure):
    """Choose a kernel or type one: the photo, the kernel, and the result; keep all of it, or what is positive."""

    size = (9.8, 4.3)
    controls = [
        Choice("preset", "kernel", list(PRESETS)),
        Text("own", "your own, row by row", live=True),
        Toggle("relu", "keep only what is positive (ReLU)"),
    ]
    alt = "Left a photograph in grey, in the middle a kernel, on the right the photograph after sliding the kernel over it."

    def __init__(self, photo, preset="top edges", relu=False):
        self.photo = np.asarray(photo, dtype=float)
        if self.photo.ndim != 2 or min(self.photo.shape) < MOST:
            raise ValueError(f"FilterPhoto expects a grey picture (rows, columns), got shape {self.photo.shape}")
        text = PRESETS[preset]
        super().__init__(preset=preset, own=text, relu=relu, kernel=read_kernel(text), trouble="")

    def apply(self, changes):
        """A preset fills the line of text; a line that is no kernel keeps the last one"""
        if "preset" in changes and "own" not in changes:
            changes = changes | {"own": PRESETS[changes["preset"]]}
        super().apply(changes)
        try:
            self.state.update(kernel=read_kernel(self.state["own"]), trouble="")
        except ValueError as error:
            self.state["trouble"] = str(error)

    def start(self, figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(4, 2.2, 4))
        look = dict(cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        left.imshow(self.photo, **look)
        self.result = right.imshow(self.photo, zorder=1, **look)
        for ax in (left, right):
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
            ax.grid(False)
        left.set_title("photo", fontsize=12)
        self.grid = NumberGrid(middle, (MOST, MOST), 1, size=0.4, zorder=2)
        self.grid.lines.set_visible(False)
        self.titles = [ax.set_title(" ", fontsize=12) for ax in (middle, right)]
        return [self.result, *self.grid.artists, *self.titles]

    def filtered(self, kernel, relu, **_):
        """(the result in shades from 0 to 1, which shade stands for 0)"""
        z, total, size = convolve(self.photo, kernel), kernel.sum(), np.abs(kernel).sum() or 1.0
        z = np.maximum(z, 0) if relu else z
        if total > 1e-9:
            return np.clip(z / total, 0, 1), "black is 0"
        return (np.clip(2 * z / size, 0, 1), "black is 0") if relu else (np.clip(0.5 + z / size, 0, 1), "grey is 0")

    def draw(self, kernel, relu, trouble, **_):
        shades, zero = self.filtered(kernel, relu)
        self.result.set_data(self.framed(shades))
        spread = np.full((MOST, MOST), np.nan)
        top, side = (MOST - np.array(kernel.shape)) // 2
        spread[top : top + len(kernel), side : side + len(kernel[0])] = kernel
        self.grid.most = np.abs(kernel).max() or 1.0
        self.grid.show(spread)
        self.titles[0].set_text("not yet a kernel" if trouble else f"kernel, sum {number(kernel.sum(), 2)}")
        self.titles[1].set_text(trouble or f"result: {zero}")

    def framed(self, shades):
        """As large as the photo again, with white where the window finds no place"""
        rows, columns = np.array(self.photo.shape) - shades.shape
        return np.pad(shades, ((rows // 2, rows - rows // 2), (columns // 2, columns - columns // 2)), constant_values=1.0)

    def describe(self, own, kernel, relu, trouble, **_):
        z = convolve(self.photo, kernel)
        kept = " Only positive numbers are kept." if relu else ""
        told = f"Kernel {', '.join(' '.join(number(v, 2) for v in row) for row in kernel)}: results from "
        return f"{told}{number(z.min(), 1)} to {number(z.max(), 1)}.{kept}" + (f" The line says: {trouble}." if trouble else "")
