"""Filter a photo: what a kernel makes of a real picture, while you type it."""

import re
from fractions import Fraction

import numpy as np

from ....live_figure import Choice, Handle, LiveFigure, Slider, Text, Toggle
from ....ops.convolution import convolve
from ....plots import MINUS, number
from .number_grid import NumberGrid, around, frame

MOST = 7  # rows and columns of a kernel
PRESETS = {
    "top edges": "-1 -1 -1, 1 1 1, 0 0 0",
    "bottom edges": "0 0 0, 1 1 1, -1 -1 -1",
    "outline": "-1 -1 -1, -1 8 -1, -1 -1 -1",
    "sharpen": "0 -1 0, -1 5 -1, 0 -1 0",
    "relief": "-2 -1 0, -1 1 1, 0 1 2",
}


def read_kernel(text):
    """Rows parted by commas, numbers by spaces, or as NumPy has them; a sentence as ValueError if that is no kernel"""
    text = text.replace(MINUS, "-").replace(";", ",")
    if "[" in text:
        text = ",".join(row.replace(",", " ") for row in re.findall(r"\[([^][]+)\]", text))
    rows = [row.split() for row in text.strip(" ,").split(",")]
    try:
        numbers = [[float(Fraction(word)) for word in row] for row in rows]
    except (ValueError, ZeroDivisionError, OverflowError):
        raise ValueError("numbers, such as −1 1 0, −1 1 0") from None
    if not all(rows) or len(set(map(len, rows))) > 1:
        raise ValueError("rows of equal length, parted by commas")
    if max(len(rows), len(rows[0])) > MOST or np.abs(numbers).max() > 999:
        raise ValueError(f"≤ {MOST} × {MOST} weights ≤ 999, commas after rows")
    return np.array(numbers)


def as_text(kernel):
    """A kernel as `read_kernel` reads it: 1/9, not 0.111"""
    return ", ".join(" ".join(str(Fraction(weight).limit_denominator(99)) for weight in row) for row in kernel)


def corner(kernel):
    """Where the kernel begins if it lies in the middle of the largest"""
    return (MOST - np.array(kernel.shape)) // 2


class FilterPhoto(LiveFigure):
    """Choose a kernel, type one, or change one of its weights; keep all of the result, or what is positive."""

    size = (9.8, 4.3)
    controls = [
        Choice("preset", "kernel", list(PRESETS)),
        Text("own", "your own, row by row", live=True),
        Slider("weight", "the chosen weight", -9, 9, 0.5),
        Toggle("relu", "keep only what is positive (ReLU)"),
    ]
    alt = "Left a photograph in grey, in the middle a kernel, on the right the photograph after sliding the kernel over it."

    def __init__(self, photo, preset="top edges", relu=False):
        self.photo = np.asarray(photo, dtype=float)
        if self.photo.ndim != 2 or min(self.photo.shape) < MOST:
            raise ValueError(f"FilterPhoto expects a grey picture (rows, columns), got shape {self.photo.shape}")
        text, kernel = PRESETS[preset], read_kernel(PRESETS[preset])
        super().__init__(
            preset=preset, own=text, relu=relu, kernel=kernel, trouble="", down=0, across=0, weight=kernel[0, 0]
        )

    def apply(self, changes):
        """A preset fills the line of text, and so does a changed weight; a line that is no kernel keeps the last one"""
        if "preset" in changes and "own" not in changes:
            changes = changes | {"own": PRESETS[changes["preset"]]}
        super().apply(changes)
        state = self.state
        if "weight" in changes:
            kernel = state["kernel"].copy()
            kernel[state["down"], state["across"]] = state["weight"]
            state["own"] = as_text(kernel)
        try:
            state.update(kernel=read_kernel(state["own"]), trouble="")
        except ValueError as error:
            state["trouble"] = str(error)
        rows, columns = state["kernel"].shape
        state.update(down=min(state["down"], rows - 1), across=min(state["across"], columns - 1))
        state["weight"] = float(state["kernel"][state["down"], state["across"]])

    def _drag_cell(self, x, y, /, kernel, **_):
        down, across = np.clip(np.rint([y, x]) - corner(kernel), 0, np.array(kernel.shape) - 1).astype(int)
        return {"down": int(down), "across": int(across)}

    @staticmethod
    def _cell(kernel, down, across, **_):
        top, left = corner(kernel)
        return left + across, top + down

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
        self.chosen = frame(middle, 4, dashed=True)
        self.handles = [Handle("chosen weight", middle, self._cell, self._drag_cell, (1, -1), anywhere=True)]
        self.titles = [ax.set_title(" ", fontsize=12) for ax in (middle, right)]
        return [self.result, *self.grid.artists, self.chosen, *self.titles]

    def filtered(self, kernel, relu, **_):
        """(the result in shades from 0 to 1, which shade stands for 0)"""
        z, total, size = convolve(self.photo, kernel), kernel.sum(), np.abs(kernel).sum() or 1.0
        z = np.maximum(z, 0) if relu else z
        if total > 1e-9:
            divided = "" if abs(total - 1) < 1e-9 else f"÷ {number(total, 2)}, "
            return np.clip(z / total, 0, 1), f"{divided}black is 0 or less"
        return (np.clip(2 * z / size, 0, 1), "black is 0") if relu else (np.clip(0.5 + z / size, 0, 1), "grey is 0")

    def draw(self, kernel, relu, trouble, **state):
        shades, zero = self.filtered(kernel, relu)
        self.result.set_data(self.framed(shades))
        spread = np.full((MOST, MOST), np.nan)
        top, left = corner(kernel)
        spread[top : top + len(kernel), left : left + len(kernel[0])] = kernel
        self.grid.most = np.abs(kernel).max() or 1.0
        self.grid.show(spread)
        across, down = self._cell(kernel, **state)
        around(self.chosen, down, across)
        self.titles[0].set_text("not yet a kernel" if trouble else f"kernel, sum {number(kernel.sum(), 2)}")
        self.titles[1].set_text(trouble or f"result: {zero}")

    def framed(self, shades):
        """As large as the photo again, with white where the window finds no place"""
        rows, columns = np.array(self.photo.shape) - shades.shape
        return np.pad(
            shades, ((rows // 2, rows - rows // 2), (columns // 2, columns - columns // 2)), constant_values=1.0
        )

    def describe(self, kernel, relu, trouble, down, across, **_):
        z = convolve(self.photo, kernel)
        kept = " Only positive numbers are kept." if relu else ""
        kept += f" Chosen is the weight at row {down}, column {across}."
        told = f"Kernel {', '.join(' '.join(number(v, 2) for v in row) for row in kernel)}: results from "
        return f"{told}{number(z.min(), 1)} to {number(z.max(), 1)}.{kept}" + (
            f" The line says: {trouble}." if trouble else ""
        )
