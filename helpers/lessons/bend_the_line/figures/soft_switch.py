"""Soft switch: two lines and a gate between them that is a sigmoid; how steep, and where?"""

import numpy as np

from .... import plots
from ....live_figure import LiveFigure, Slider
from ....marks import error_bars
from ....plots import number
from ..numbers import CAP, RISE, squares, two_pieces

ENDS = (0.0, 12.0)
FINE = np.linspace(*ENDS, 361)


def steepness(power):
    """10 to the power, as people write it: 1000, 25, 1.6"""
    return round(10.0**power, 0 if power >= 1 else 1)


class SoftSwitch(LiveFigure):
    """Move the threshold and soften the gate: gates, sum and cost follow; each try leaves a dot on the cost."""

    size = (9.6, 4.6)
    controls = [
        Slider("threshold", "threshold", *ENDS, 0.1),
        Slider("power", "steepness w = 10 to the power", -0.5, 3.0, 0.1),
    ]
    alt = (
        "Left: trades, two lines and the sum that two gates make of them, above the gates. "
        "Right: the cost of every threshold."
    )
    try_of = "threshold", "power"

    def __init__(self, x, y, threshold=9.5, power=0.0):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        super().__init__(threshold=threshold, power=power)

    def cost(self, threshold, power):
        """C of one threshold, or of a column of them"""
        return squares(two_pieces(self.x, steepness(power), threshold)[2], self.y)

    def numbers(self, threshold, power, tries):
        w = steepness(power)
        s1, s2, y_hat = two_pieces(FINE, w, threshold)
        _, at_data, predicted = two_pieces(self.x, w, threshold)
        cost = self.cost(threshold, power)
        return dict(s1=s1, s2=s2, y_hat=y_hat, at_data=at_data, predicted=predicted, cost=cost) | dict(
            predictions=", ".join(f"{number(v, 2)} at {number(x)}" for x, v in zip(self.x, predicted, strict=True)),
            errors=error_bars(self.x, predicted, self.y),
            costs=self.cost(FINE[:, None], power),
            tried=[(t, self.cost(t, p)) for t, p in tries],
            switch=f"s2 = σ({number(w, 1)}x − {number(w * threshold, 2)})",  # the same two numbers as w and b
            score=f"C = {number(cost, 2)}",
        )

    def start(self, figure):
        grid = figure.add_gridspec(2, 2, width_ratios=(1.45, 1), height_ratios=(2.2, 1))
        top, strip = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
        self._start_sum(top)
        self._start_gates(strip)
        self._start_chart(figure.add_subplot(grid[:, 1]))
        self.hold("threshold", strip, "threshold", 0.5, (0.1, 0), anywhere=True)

    def _start_sum(self, ax):
        plots.draw_data(ax, self.x, self.y)
        for line in (RISE[0] * FINE + RISE[1], CAP + 0 * FINE):
            ax.plot(FINE, line, ":", color=plots.QUIET, linewidth=1.5, zorder=2)
        ax.text(8.9, 33, "4x − 4", color="#5a5a5a", ha="right")
        ax.text(0.3, 21.3, "0x + 20", color="#5a5a5a")
        ax.set(xlim=ENDS, ylim=(-5, 40), xlabel="", xticklabels=[], ylabel="y (bananas)")
        self.title(ax, "switch")
        self.line(ax, FINE, "y_hat", color=plots.PREDICTION, zorder=3)
        self.line(ax, "errors", color=plots.ERROR, linewidth=1.8, zorder=4)

    def _start_gates(self, ax):
        ax.set(xlim=ENDS, ylim=(-0.08, 1.08), yticks=[0, 0.5, 1], xlabel="x (apples)", ylabel="gates")
        self.line(ax, FINE, "s1", style="--", color=plots.PREDICTION, label="s1")
        self.line(ax, FINE, "s2", color=plots.PREDICTION, label="s2")
        self.line(ax, self.x, "at_data", style="o", color=plots.DATA, markersize=4.5, zorder=4)
        self.line(ax, "threshold", 0.5, style="s", color=plots.PREDICTION, markersize=10, zorder=5)
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 0.98), ncols=2, borderaxespad=0.1, fontsize=11)

    def _start_chart(self, ax):
        ax.set(xlim=ENDS, ylim=(-20, 600), xlabel="threshold", ylabel="C")
        self.title(ax, "score")
        self.line(ax, FINE, "costs", color=plots.ERROR, linewidth=1.5)
        self.line(ax, "tried", style="o", color=plots.QUIET, markersize=6, mfc="white")
        self.line(ax, "threshold", "cost", style="o", color=plots.ERROR, markersize=10, zorder=4)

    def describe(self, switch, threshold, predictions, score, **_):
        threshold = f"the threshold {number(threshold)}"
        return f"The gate {switch} has {threshold}. It predicts {predictions}. The cost is {score}."
