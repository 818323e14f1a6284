"""The live figures of notebook 07: Capacity, and Effort."""

import numpy as np
from matplotlib.patches import Polygon, Rectangle

from ... import plots
from ...live_figure import Button, Choice, LiveFigure, Slider
from ...plots import number
from . import numbers as fitting
from .numbers import FAR, L1, L2, MOST_GATES, PENALTIES, TRADES, best_line, gate_columns, mean_cost, penalty

__all__ = ["Capacity", "Effort"]

FINE = np.linspace(0, FAR, 401)


def short(cost):
    """A cost in two or three digits: 878, 44, 8.1, 0.02"""
    return number(cost, 0 if cost >= 20 else 1 if cost >= 0.95 else 2)


def draw_trades(ax):
    """Empty lines for the trades, the later trades and the curve, on fixed axes; the curve ends below the key"""
    ax.set(xlabel="x (apples given)", xticks=range(0, 21, 5), xlim=(0, FAR))
    ax.set(ylabel="y (bananas received)", ylim=(-15, 47))
    later = ax.plot([], [], "x", color=plots.QUIET, markersize=5, zorder=3, label="later")[0]
    curve = ax.plot([], [], color=plots.PREDICTION, zorder=4, label="the fit")[0]
    data = ax.plot([], [], "o", color=plots.DATA, markersize=8, zorder=5, label="trained on")[0]
    curve.set_clip_path(Rectangle((0, -15), FAR, 55, transform=ax.transData))
    ax.legend(handles=[data, later, curve], loc="upper left", fontsize=10, ncols=3, columnspacing=1, handletextpad=0.3)
    return data, later, curve


# ---- Capacity: the more gates, the lower the training cost; what do trades say that the fit has never seen? ---------

LOWEST_COST, HIGHEST_COST = 0.01, 5000.0  # costs beyond are drawn at the edge


class Capacity(LiveFigure):
    """Choose the number of gates: the curve through the trades on the left, both costs for every number on the
    right.
    """

    size = (9.6, 4.3)
    controls = [
        Slider("gates", "gates", 0, MOST_GATES, 1),
        Slider("noise", "noise (his moods)", 0, 4, 0.5),
        Button("new_trades", "New trades"),
    ]
    alt = (
        f"Left: {TRADES} trades, later trades, and a sum of gates fitted to the {TRADES}. "
        "Right: the mean cost on both, for every number of gates."
    )

    def __init__(self, gates=2, noise=3.0, seed=4):
        super().__init__(gates=gates, noise=noise, seed=seed)

    def new_trades(self, seed, **_):
        return {"seed": seed + 1}

    def numbers(self, gates, noise, seed):
        trades, later, heights, costs = fitting.all_fits(noise, seed)
        training, validation = np.clip(costs, LOWEST_COST, HIGHEST_COST / 1.3)
        here = [short(cost) for cost in costs[:, gates]]
        return dict(trades=trades, later=later, costs=costs, training=training, validation=validation) | dict(
            fit=(FINE, gate_columns(FINE, gates) @ heights[gates]),
            here=here,
            settings=f"{gates} gate{'s' * (gates != 1)}, noise {number(noise)}",
            score="training {}   validation {}".format(*here),
        )

    def start(self, figure):
        left, right = figure.subplots(1, 2)
        for line, name in zip(draw_trades(left), ("trades", "later", "fit"), strict=True):
            self.mark(lambda xy, line=line: line.set_data(*xy), name, artists=[line])
        right.set(xlabel="gates", ylabel="mean cost", yscale="log", xlim=(-0.5, MOST_GATES + 0.5))
        right.set(ylim=(LOWEST_COST / 1.6, HIGHEST_COST), xticks=range(0, MOST_GATES + 1, 4))
        right.axvline(TRADES - 1, color=plots.QUIET, linewidth=1, linestyle=":")
        enough = "with the constant,\nas many parameters\nas trades"
        right.text(TRADES - 0.5, LOWEST_COST * 1.4, enough, fontsize=10, color="#5a5a5a", va="bottom")
        right.yaxis.set_major_formatter(lambda cost, _: ("≤ " if cost <= LOWEST_COST else "") + number(cost, 2))
        bar = right.axvline(0, color="#dde7f0", linewidth=9, zorder=1)
        self.mark(lambda gates: bar.set_xdata([gates, gates]), "gates", artists=[bar])
        every = np.arange(MOST_GATES + 1)
        self.line(right, every, "training", style="o-", color=plots.DATA, markersize=5, label="training")
        self.line(right, every, "validation", style="x--", color=plots.ERROR, markersize=7, mew=2, label="validation")
        right.legend(loc="upper left", fontsize=11)
        self.title(left, "settings")
        self.title(right, "score")

    def describe(self, gates, noise, costs, here, **_):
        return (
            f"With {gates} gates and noise {number(noise)} the mean cost is {here[0]} in training and {here[1]} in "
            f"validation; the lowest in validation, {short(costs[1].min())}, has {int(costs[1].argmin())} gates."
        )


# ---- Effort: a penalty on the weights moves the lowest point of the cost; which way, and what of the curve? ---------

LOWEST, HIGHEST, STEP = -3.0, 2.0, 0.05  # β = 10 to this power
EXPONENTS = np.linspace(LOWEST, HIGHEST, round((HIGHEST - LOWEST) / STEP) + 1)
GATES = 12
COLUMNS = gate_columns(FINE, GATES)
LEVELS = plots.COST_LEVELS[::-1]  # above the lowest total cost, one ring each
NO_FLOOR = "no lowest point: the heights run away"


class Effort(LiveFigure):
    """Choose a penalty and β: the lowest total cost of a line moves on the left, the 12-gate curve relaxes on the
    right.
    """

    size = (9.6, 4.3)
    controls = [Choice("kind", "penalty", PENALTIES), Slider("exponent", "β = 10 to the power", LOWEST, HIGHEST, STEP)]
    alt = (
        "Left: cost plus β times penalty of a line through three trades, its lowest point and the way there from "
        f"(4, −4). Right: {GATES} gates fitted to {TRADES} trades with the same penalty."
    )

    def __init__(self, x, y, kind=L2, exponent=-0.5, seed=4):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self.trades, self.later = fitting.moody_pair(3.0, seed)
        columns, betas = gate_columns(self.trades[0], GATES), 10.0**EXPONENTS
        self.ways = {name: np.array([best_line(self.x, self.y, b, name) for b in (0, *betas)]) for name in PENALTIES}
        self.heights = {name: best(columns, self.trades[1], betas) for name, best in fitting.BEST_HEIGHTS.items()}
        super().__init__(kind=kind, exponent=exponent)

    def numbers(self, kind, exponent):
        index, beta = int(np.abs(EXPONENTS - exponent).argmin()), 10.0**exponent
        way = self.ways[kind][: index + 2]
        w, b = way[-1]
        rings = fitting.rings(self.x, self.y, w, b, beta, kind, LEVELS)
        strength, line = f"β = {number(beta, 3 if beta < 1 else 2)}", f"w = {number(w, 2)}, b = {number(b, 2)}"
        known = dict(way=way, w=w, b=b, rings=rings, strength=strength, line=line, best=f"{strength}: {line}")
        return known | self._relaxed(self.heights[kind][index] if kind in self.heights else None)

    def _relaxed(self, heights):
        """The gates' curve, and its size and costs in words; None: there is no curve"""
        if heights is None:
            summary = f"With {GATES} gates this penalty has {NO_FLOOR}."
            return dict(fit=np.full_like(FINE, np.nan), no_floor=NO_FLOOR, score="no curve to draw", summary=summary)
        training, validation = (short(mean_cost(*data, heights)) for data in (self.trades, self.later))
        size = short(penalty(L1, heights))
        score = f"size {size}   training {training}   validation {validation}"
        costs = f"mean cost {training} in training, {validation} in validation"
        summary = f"The {GATES} gates have heights that add up to {size} in size, {costs}."
        return dict(fit=COLUMNS @ heights, no_floor="", score=score, summary=summary)

    def start(self, figure):
        left, right = figure.subplots(1, 2)
        edge = dict(edgecolor="#6f93b5", linewidth=0.8, zorder=1)
        rings = [left.add_patch(Polygon(np.zeros((1, 2)), facecolor=color, **edge)) for color in plots.BOWL]
        self.each(rings, xy="rings")
        zeros = [line(0, color="#9aa7b3", linewidth=0.8, zorder=2) for line in (left.axhline, left.axvline)]
        self.visible(True, *zeros)  # still, but above the rings that move
        left.grid(False)
        left.set(xlabel="w (slope)     ★ no penalty   blue: with penalty", xlim=(-0.5, 7.5))
        left.set(ylabel="b (start)", ylim=(-12, 4))
        self.line(left, 4, -4, style="*", color=plots.DATA, markersize=14, zorder=4)
        self.line(left, "way", color=plots.PREDICTION, zorder=5)
        self.line(left, "w", "b", style="o", color=plots.PREDICTION, markersize=10, zorder=6)
        self.title(left, "best")
        trades, later, curve = draw_trades(right)
        trades.set_data(*self.trades)
        later.set_data(*self.later)
        self.mark(curve.set_data, FINE, "fit", artists=[curve])
        self.text(right, FAR / 2, -11, "no_floor", color=plots.ERROR, fontsize=12, ha="center")
        self.title(right, "score")

    def describe(self, kind, strength, line, summary, **_):
        return f"With {strength} and the penalty {kind} the best line has {line}. {summary}"
