"""Filter a photo: what a kernel makes of a real picture, while you type it."""

import re
from fractions import Fraction

import numpy as np

from ....live_figure import Choice, LiveFigure, Slider, Text, Toggle
from ....ops.convolution import convolve
from ....plots import MINUS, bare, number
from ..numbers import around, centred, corner
from .number_grid import DASHED, number_grid

MOST = 7  # rows and columns of a kernel
LARGEST = MOST, MOST
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


def shades(z, kernel, relu):
    """(the results in shades from 0 to 1, which shade stands for 0)"""
    total, size = kernel.sum(), np.abs(kernel).sum() or 1.0
    z = np.maximum(z, 0) if relu else z
    if total > 1e-9:
        divided = "" if abs(total - 1) < 1e-9 else f"÷ {number(total, 2)}, "
        return np.clip(z / total, 0, 1), f"{divided}black is 0 or less"
    return (np.clip(2 * z / size, 0, 1), "black is 0") if relu else (np.clip(0.5 + z / size, 0, 1), "grey is 0")


class FilterPhoto(LiveFigure):
    """Choose a kernel, type one, or change one of its weights; keep all of the result, or what is positive."""

    size = (9.8, 4.3)
    controls = [
        Choice("preset", "kernel", list(PRESETS)),
        Text("own", "your own, row by row", live=True),
        Slider("weight", "the chosen weight", -9, 9, 0.5),
        Toggle("relu", "keep only what is positive (ReLU)"),
    ]
    alt = (
        "Left a photograph in grey, in the middle a kernel, "
        "on the right the photograph after sliding the kernel over it."
    )

    def __init__(self, photo, preset="top edges", relu=False):
        self.photo = np.asarray(photo, dtype=float)
        if self.photo.ndim != 2 or min(self.photo.shape) < MOST:
            raise ValueError(f"FilterPhoto expects a grey picture (rows, columns), got shape {self.photo.shape}")
        own, kernel = PRESETS[preset], read_kernel(PRESETS[preset])
        state = dict(own=own, kernel=kernel, trouble="", down=0, across=0, weight=kernel[0, 0])
        super().__init__(preset=preset, relu=relu, **state)

    def follow(self, changed, preset, own, weight, kernel, down, across, **_):
        """A preset fills the line of text, and so does a changed weight; a line that is no kernel keeps the last one"""
        if "preset" in changed and "own" not in changed:
            own = PRESETS[preset]
        if "weight" in changed:
            kernel = kernel.copy()
            kernel[down, across] = weight
            own = as_text(kernel)
        try:
            kernel, trouble = read_kernel(own), ""
        except ValueError as error:
            trouble = str(error)
        rows, columns = kernel.shape
        return dict(own=own, kernel=kernel, trouble=trouble, down=min(down, rows - 1), across=min(across, columns - 1))

    def apply(self, changes):
        """The slider stands where the chosen weight is, also between its steps (which `follow` would round)"""
        super().apply(changes)
        self.state["weight"] = float(self.state["kernel"][self.state["down"], self.state["across"]])

    def numbers(self, kernel, relu, trouble, down, across, **_):
        z, (top, left) = convolve(self.photo, kernel), corner(kernel.shape, LARGEST)
        shaded, zero = shades(z, kernel, relu)
        known = dict(result=centred(shaded, self.photo.shape, 1.0), cells=centred(kernel, LARGEST, np.nan))
        known |= dict(most=np.abs(kernel).max() or 1.0, x=left + across, y=top + down)
        return known | dict(
            chosen=around(top + down, left + across),
            score=f"{number(z.min(), 1)} to {number(z.max(), 1)}",
            kernel_title="not yet a kernel" if trouble else f"kernel, sum {number(kernel.sum(), 2)}",
            result_title=trouble or f"result: {zero}",
        )

    def start(self, figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(4, 2.2, 4))
        grey = dict(cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        left.imshow(self.photo, **grey)
        left.set_title("photo", fontsize=12)
        self.image(right, "result", self.photo, zorder=1, **grey)
        bare(left)
        bare(right)
        number_grid(self, middle, "cells", "most", LARGEST, lines=False)
        self.rectangles(middle, "chosen", 1, **DASHED)
        self.title(middle, "kernel_title", fontsize=12)
        self.title(right, "result_title", fontsize=12)
        self.hold("chosen weight", middle, "x", "y", (1, -1), drag=self._drag, anywhere=True)

    @staticmethod
    def _drag(x, y, /, kernel, **_):
        cell = np.rint([y, x]) - corner(kernel.shape, LARGEST)
        down, across = np.clip(cell, 0, np.subtract(kernel.shape, 1)).astype(int)
        return {"down": int(down), "across": int(across)}

    def describe(self, kernel, relu, trouble, down, across, score, **_):
        weights = ", ".join(" ".join(number(weight, 2) for weight in row) for row in kernel)
        positive = " Only positive numbers are kept." if relu else ""
        line = f" The line says: {trouble}." if trouble else ""
        chosen = f" Chosen is the weight at row {down}, column {across}."
        return f"Kernel {weights}: results from {score}.{positive}{chosen}{line}"
