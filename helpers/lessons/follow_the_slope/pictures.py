"""The still pictures that only notebook 02 needs: the noise of mini-batches, and descents into two valleys."""

import numpy as np
from matplotlib.figure import Figure

from ... import plots
from ...plots import number


def show_descents(f, slope, starts, rate=0.02, steps=100, ends=(-2.7, 2.7)):
    """From each start, `steps` steps w ← w − rate · slope(w) on the curve of the cost f; ends: of the axis."""
    figure = Figure(figsize=(6.6, 3.6), layout="constrained")
    ax, told = figure.subplots(), []
    fine = np.linspace(*ends, 301)
    ax.plot(fine, f(fine), color=plots.DATA, linewidth=1.6)
    for start, style, fill in zip(starts, ("o-", "s--"), (plots.PREDICTION, "white"), strict=True):
        path = [start]
        for _ in range(steps):
            path.append(path[-1] - rate * slope(path[-1]))
        path = np.array(path)
        ax.plot(path, f(path), style, color=plots.PREDICTION, mfc=fill, markersize=6, label=f"from w = {number(start)}")
        told.append(f"from {number(start)} it ends at w = {number(path[-1], 2)} with cost {number(f(path[-1]), 2)}")
    ax.set(xlabel="w", ylabel="cost C(w)", xlim=ends, title=f"{steps} steps, learning rate {number(rate)}")
    ax.legend(loc="lower center")
    plots.show(figure, f"A curve with two valleys and {len(starts)} descents: {'; '.join(told)}.")


def show_slopes(slopes, true):
    """{m: the slopes that mini-batches of m measure}, as dots; dashed: `true` ± the spread of a single one / √m."""
    figure = Figure(figsize=(7, 3.8), layout="constrained")
    ax, sizes = figure.subplots(), np.array(list(slopes))
    for m, each in slopes.items():
        across = m * 2.0 ** np.linspace(-0.5, 0.5, len(each))
        ax.plot(across, each, "o", color=plots.GRADIENT, markersize=3, alpha=0.5)
    fine = np.geomspace(sizes[0] / 1.5, sizes[-1] * 1.5, 101)
    for sign in (-1, 1):
        edge = true + sign * np.std(slopes[1]) / np.sqrt(fine)
        ax.plot(fine, edge, "--", color=plots.DATA, linewidth=1.6, label="spread of one / √m" if sign > 0 else None)
    ax.axhline(true, color=plots.DATA, linewidth=1, label="by all")
    ax.set(xlabel="m, the size of the mini-batch", ylabel="∂C/∂w", xscale="log", xticks=sizes, xticklabels=sizes)
    ax.minorticks_off()
    ax.legend(loc="lower right", fontsize=11)
    told = ", ".join(f"{number(np.std(each), 2)} for m = {m}" for m, each in slopes.items())
    plots.show(figure, f"Slopes measured by mini-batches of m, a funnel around {number(true, 2)}; spread {told}.")
