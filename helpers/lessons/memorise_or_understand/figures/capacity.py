"""Capacity: the more gates, the lower the training cost; what do trades say that the fit has never seen?"""

import numpy as np
from matplotlib.patches import Rectangle

from .... import plots
from ....datasets import moody_trades
from ....live_figure import Button, LiveFigure, Slider
from ..numbers import FAR, fit_gates, gate_columns, mean_cost

MOST_GATES, TRADES, LATER_TRADES = 20, 12, 60
LOWEST, HIGHEST = 0.01, 5000.0  # costs beyond are drawn at the edge
LATER_SEED = 100  # the later trades of a seed have this seed more


def short(cost):
    """A cost in two or three digits: 878, 44, 8.1, 0.02"""
    return plots.number(cost, 0 if cost >= 20 else 1 if cost >= 0.95 else 2)


def moody_pair(noise, seed):
    """((x, y) to train on, (x, y) of later trades to validate with): as many as the figures of notebook 07 use"""
    return moody_trades(TRADES, noise, seed), moody_trades(LATER_TRADES, noise, seed + LATER_SEED)


def draw_trades(ax):
    """Empty artists for the trades, the later trades and the curve, on axes of fixed limits; the curve ends below the key"""
    ax.set(
        xlabel="x (apples given)", ylabel="y (bananas received)", xticks=range(0, 21, 5), xlim=(0, FAR), ylim=(-15, 47)
    )
    later = ax.plot([], [], "x", color=plots.QUIET, markersize=5, zorder=3, label="later")[0]
    curve = ax.plot([], [], color=plots.PREDICTION, zorder=4, label="the fit")[0]
    data = ax.plot([], [], "o", color=plots.DATA, markersize=8, zorder=5, label="trained on")[0]
    curve.set_clip_path(Rectangle((0, -15), FAR, 55, transform=ax.transData))
    ax.legend(handles=[data, later, curve], loc="upper left", fontsize=10, ncols=3, columnspacing=1, handletextpad=0.3)
    return data, later, curve


class Capacity(LiveFigure):
    """Choose the number of gates: the curve through the trades on the left, both costs for every number on the right."""

    size = (9.6, 4.3)
    controls = [
        Slider("gates", "gates", 0, MOST_GATES, 1),
        Slider("noise", "noise (his moods)", 0, 4, 0.5),
        Button("new_trades", "New trades"),
    ]
    alt = (
        f"Left: {TRADES} trades, later trades, and a sum of gates fitted to the {TRADES}. Right: the mean cost on both, "
        "for every number of gates."
    )

    def __init__(self, gates=2, noise=3.0, seed=4):
        self.x, self._fitted = np.linspace(0, FAR, 401), {}
        self.columns = [gate_columns(self.x, k) for k in range(MOST_GATES + 1)]
        super().__init__(gates=gates, noise=noise, seed=seed)

    def fits(self, noise, seed):
        """(trades, later trades, heights for each number of gates, costs (2, numbers of gates)), for one seed at a time"""
        if (noise, seed) not in self._fitted:
            trades, later = moody_pair(noise, seed)
            heights = [fit_gates(*trades, k) for k in range(MOST_GATES + 1)]
            costs = [[mean_cost(*data, h) for h in heights] for data in (trades, later)]
            self._fitted = {(noise, seed): (trades, later, heights, np.array(costs))}
        return self._fitted[noise, seed]

    def start(self, figure):
        self.left, self.right = figure.subplots(1, 2)
        self.data, self.later, self.curve = draw_trades(self.left)
        self.right.set(xlabel="gates", ylabel="mean cost", yscale="log", xlim=(-0.5, MOST_GATES + 0.5))
        self.right.set(ylim=(LOWEST / 1.6, HIGHEST), xticks=range(0, MOST_GATES + 1, 4))
        self.right.axvline(TRADES - 1, color=plots.QUIET, linewidth=1, linestyle=":")
        self.right.text(
            TRADES - 0.5,
            LOWEST * 1.4,
            "with the constant,\nas many knobs as trades",
            fontsize=10,
            color="#5a5a5a",
            va="bottom",
        )
        self.right.yaxis.set_major_formatter(lambda cost, _: ("≤ " if cost <= LOWEST else "") + plots.number(cost, 2))
        self.here = self.right.axvline(0, color="#dde7f0", linewidth=9, zorder=1)
        self.training = self.right.plot([], [], "o-", color=plots.DATA, markersize=5, label="training")[0]
        self.validation = self.right.plot([], [], "x--", color=plots.ERROR, markersize=7, mew=2, label="validation")[0]
        self.right.legend(loc="upper left", fontsize=11)
        self.left_title, self.right_title = self.left.set_title(" "), self.right.set_title(" ")
        return [
            self.data,
            self.later,
            self.curve,
            self.here,
            self.training,
            self.validation,
            self.left_title,
            self.right_title,
        ]

    def draw(self, gates, noise, seed):
        gates = int(gates)
        trades, later, heights, costs = self.fits(noise, seed)
        self.data.set_data(*trades)
        self.later.set_data(*later)
        self.curve.set_data(self.x, self.columns[gates] @ heights[gates])
        self.here.set_xdata([gates, gates])
        for line, row in zip((self.training, self.validation), np.clip(costs, LOWEST, HIGHEST / 1.3)):
            line.set_data(range(MOST_GATES + 1), row)
        self.left_title.set_text(f"{gates} gate{'s' * (gates != 1)}, noise {plots.number(noise)}")
        self.right_title.set_text(f"training {short(costs[0, gates])}   validation {short(costs[1, gates])}")

    def describe(self, gates, noise, seed):
        gates, costs = int(gates), self.fits(noise, seed)[3]
        return (
            f"With {gates} gates and noise {plots.number(noise)} the mean cost is {short(costs[0, gates])} in training and "
            f"{short(costs[1, gates])} in validation; the lowest in validation, {short(costs[1].min())}, has "
            f"{int(costs[1].argmin())} gates."
        )

    def new_trades(self, seed, **_):
        return {"seed": seed + 1}
