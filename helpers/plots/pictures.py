"""Pictures made of pixels, with or without their numbers."""

import numpy as np
from matplotlib.figure import Figure

from .showing import number, show


def show_scores(pictures, weights, b):
    """Tiny pictures (2, 2) beside the weights that score them; the score stands in each title."""
    figure = Figure(figsize=(2.2 * (len(pictures) + 1), 2.7), layout="constrained")
    axes = figure.subplots(1, len(pictures) + 1)
    _draw_pixels(axes[0], weights, True, 2, 2)
    axes[0].set_title("weights")
    scores = {}
    for ax, (name, picture) in zip(axes[1:], pictures.items(), strict=True):
        scores[name] = float(np.sum(weights * picture) + b)
        _draw_pixels(ax, picture, False, 1, 2)
        ax.set_title(f"{name}: {number(scores[name], 2)}")
    for ax in axes:
        ax.spines[:].set_visible(True)
    told = ", ".join(f"{name} {number(score, 2)}" for name, score in scores.items())
    show(figure, f"Two by two weights and {len(pictures)} pictures of two by two pixels; scores: {told}.")


def show_pictures(pictures, signed=False, digits=None):
    """{title: (rows, columns)} beside each other: shades from 0 black to 1 white, or signed: blue above 0, red below

    digits: write the numbers into the cells, with so many decimals.
    """
    figure = Figure(figsize=(min(10.0, 2.6 + 2.4 * len(pictures)), 2.9), layout="constrained")
    for ax, (title, pixels) in zip(np.ravel(figure.subplots(1, len(pictures))), pictures.items(), strict=True):
        _draw_pixels(ax, pixels, signed, np.abs(pixels).max() or 1, digits)
        ax.set_title(title, fontsize=11)
    told = [
        f"{title}, {len(p)} × {len(p[0])} from {number(p.min(), 1)} to {number(p.max(), 1)}"
        for title, p in pictures.items()
    ]
    show(figure, f"Beside each other: {'; '.join(told)}.")


def _draw_pixels(ax, pixels, signed, most, digits):
    """most: where the colours of signed pixels end; digits None: no numbers"""
    look = dict(cmap="RdBu", vmin=-most, vmax=most) if signed else dict(cmap="gray", vmin=0, vmax=1)
    ax.imshow(pixels, **look)
    ax.set(xticks=[], yticks=[])
    ax.grid(False)
    for (row, column), value in np.ndenumerate(pixels) if digits is not None else ():
        dark = abs(value) > 0.6 * most if signed else value < 0.5
        ax.text(column, row, number(value, digits), ha="center", va="center", color="white" if dark else "black")
