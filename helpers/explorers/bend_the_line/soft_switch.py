"""Soft switch: two lines and a switch between them that is a sigmoid; how steep, and where?"""

import numpy as np

from ... import plots
from ...live_figure import Handle, LiveFigure, Slider
from ...plots import number
from .gates import CAP, RISE, squares, two_pieces

ENDS = (0.0, 12.0)
MOST_TRIES = 60


def steepness(power):
    """10 to the power, as people write it: 1000, 25, 1.6"""
    return round(10.0**power, 0 if power >= 1 else 1)


class SoftSwitch(LiveFigure):
    """Move the threshold and soften the switch: gates, sum and cost follow; each try leaves a dot on the cost."""

    size = (9.6, 4.6)
    controls = [
        Slider("threshold", "threshold", *ENDS, 0.1),
        Slider("power", "steepness w = 10 to the power", -0.5, 3.0, 0.1),
    ]
    alt = "Left: trades, two lines and the sum that a switch makes of them, above its two gates. Right: the cost of every threshold."

    def __init__(self, x, y, threshold=9.5, power=0.0):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        super().__init__(threshold=threshold, power=power, tries=())

    def cost(self, threshold, power):
        """C of one threshold, or of a column of them"""
        return squares(two_pieces(self.x, steepness(power), threshold)[2], self.y)

    def start(self, figure):
        places = figure.add_gridspec(2, 2, width_ratios=(1.45, 1), height_ratios=(2.2, 1))
        self.top, self.strip = figure.add_subplot(places[0, 0]), figure.add_subplot(places[1, 0])
        self.chart = figure.add_subplot(places[:, 1])
        moving = self._start_sum(self.top) + self._start_gates(self.strip) + self._start_chart(self.chart)
        self.handles = [
            Handle(
                "threshold",
                self.strip,
                lambda threshold, **_: (threshold, 0.5),
                lambda across, up, /, **_: {"threshold": across},
                (0.1, 0),
                anywhere=True,
            )
        ]
        return moving

    def _start_sum(self, ax):
        self.fine = np.linspace(*ENDS, 361)
        plots.draw_data(ax, self.x, self.y)
        for line in (RISE[0] * self.fine + RISE[1], CAP + 0 * self.fine):
            ax.plot(self.fine, line, ":", color=plots.QUIET, linewidth=1.5, zorder=2)
        ax.text(8.9, 33, "4x − 4", color="#5a5a5a", ha="right")
        ax.text(0.3, 21.3, "0x + 20", color="#5a5a5a")
        ax.set(xlim=ENDS, ylim=(-5, 40), xlabel="", xticklabels=[], ylabel="y (bananas)")
        self.title = ax.set_title(" ")
        self.sum = ax.plot([], [], color=plots.PREDICTION, zorder=3)[0]
        self.bars = [ax.plot([], [], color=plots.ERROR, linewidth=1.8, zorder=4)[0] for _ in self.x]
        return [self.sum, *self.bars, self.title]

    def _start_gates(self, ax):
        ax.set(xlim=ENDS, ylim=(-0.08, 1.08), yticks=[0, 0.5, 1], xlabel="x (apples)", ylabel="gates")
        self.falling = ax.plot([], [], "--", color=plots.PREDICTION, label="s1")[0]
        self.rising = ax.plot([], [], color=plots.PREDICTION, label="s2")[0]
        self.at_data = ax.plot([], [], "o", color=plots.DATA, markersize=4.5, zorder=4)[0]
        self.spot = ax.plot([], [], "s", color=plots.PREDICTION, markersize=10, zorder=5)[0]
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 0.98), ncols=2, borderaxespad=0.1, fontsize=11)
        return [self.falling, self.rising, self.at_data, self.spot]

    def _start_chart(self, ax):
        ax.set(xlim=ENDS, ylim=(-20, 600), xlabel="threshold", ylabel="C")
        self.chart_title = ax.set_title(" ")
        self.thresholds = np.linspace(*ENDS, 361)[:, None]
        self.costs = ax.plot([], [], color=plots.ERROR, linewidth=1.5)[0]
        self.trace = ax.plot([], [], "o", color=plots.QUIET, markersize=6, mfc="white")[0]
        self.here = ax.plot([], [], "o", color=plots.ERROR, markersize=10, zorder=4)[0]
        return [self.costs, self.trace, self.here, self.chart_title]

    def draw(self, threshold, power, tries):
        s1, s2, y_hat = two_pieces(self.fine, steepness(power), threshold)
        self.sum.set_data(self.fine, y_hat)
        self.falling.set_data(self.fine, s1)
        self.rising.set_data(self.fine, s2)
        _, gates, predicted = two_pieces(self.x, steepness(power), threshold)
        self.at_data.set_data(self.x, gates)
        for bar, x, a, b in zip(self.bars, self.x, predicted, self.y):
            bar.set_data([x, x], [a, b])
        self.spot.set_data([threshold], [0.5])
        self.costs.set_data(self.thresholds[:, 0], self.cost(self.thresholds, power))
        self.trace.set_data([t for t, _ in tries], [self.cost(t, p) for t, p in tries])
        self.here.set_data([threshold], [self.cost(threshold, power)])
        self.title.set_text(self.switch(threshold, power))
        self.chart_title.set_text(f"C = {number(self.cost(threshold, power), 2)}")

    @staticmethod
    def switch(threshold, power):
        """'s2 = σ(1000x − 6000)': the same two numbers as w and b"""
        b = number(steepness(power) * threshold, 2)
        return f"s2 = σ({number(steepness(power), 1)}x − {b})"

    def describe(self, threshold, power, **_):
        s1, s2, y_hat = two_pieces(self.x, steepness(power), threshold)
        told = ", ".join(f"{number(v, 2)} at {number(x)}" for x, v in zip(self.x, y_hat))
        cost = number(self.cost(threshold, power), 2)
        return f"The switch {self.switch(threshold, power)} has the threshold {number(threshold)}. It predicts {told}. The cost is C = {cost}."

    def settled(self, threshold, power, tries):
        now = (threshold, power)
        return {} if tries and tries[-1] == now else {"tries": (*tries, now)[-MOST_TRIES:]}
