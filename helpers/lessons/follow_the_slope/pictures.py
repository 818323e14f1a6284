"""The still picture that only notebook 02 needs: a cost with several valleys, and where descents on it end."""

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
    ax.legend(loc="upper center")
    plots.show(figure, f"A curve with two valleys and {len(starts)} descents: {'; '.join(told)}.")
