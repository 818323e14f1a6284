"""Seven points: move two thresholds until three pieces fit seven trades, and watch the numbers that do it."""

import functools

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from .... import plots
from ....live_figure import Choice, LiveFigure, Slider
from ....marks import error_bars
from ....plots import number
from ..numbers import RISE, squares, three_pieces

ENDS = (0.0, 20.0)
FINE = np.linspace(*ENDS, 601)
FITS = 0.01  # below this cost every trade is met
FOOT = -4.5  # where the probe stands
NODES = {"x": (0.3, 0.0), "s1": (1.9, 1.1), "s2": (3.1, 0.0), "s3": (1.9, -1.1), "ŷ": (4.6, 0.0)}
ARROWS = {("x", "s1"): 0, ("x", "s3"): 0, ("s1", "s2"): 0, ("s3", "s2"): 0}  # and how much they curve
ARROWS |= {("s1", "ŷ"): -0.25, ("s2", "ŷ"): 0, ("s3", "ŷ"): 0.25}


class SevenPoints(LiveFigure):
    """Drag the thresholds, and a probe x: curve, gates and every number of the rule follow."""

    size = (9.8, 4.8)
    controls = [
        Slider("first", "threshold of s1", *ENDS, 0.1),
        Slider("last", "threshold of s3", *ENDS, 0.1),
        Slider("probe", "look at x", *ENDS, 0.5),
        Choice("steepness", "steepness", [1000, 10, 2, 1]),
    ]
    alt = (
        "Left: seven trades, the curve of the rule and its three gates. "
        "Right: how it computes, with the numbers for one x."
    )
    try_of = "first", "last", "steepness"

    def __init__(self, x, y, first=6.0, last=15.0, probe=11.0, steepness=1000):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        super().__init__(first=first, last=last, probe=probe, steepness=steepness)

    def numbers(self, first, last, probe, steepness, tries):
        network = functools.partial(three_pieces, steepness=steepness, first=first, last=last)
        known = dict(zip(("s1", "s2", "s3", "y_hat"), network(FINE), strict=True))
        predicted, at_probe = network(self.x)[-1], [number(value, 2) for value in (probe, *network(probe))]
        known |= {f"{node} inside": value for node, value in zip(NODES, at_probe, strict=True)}
        line = number(RISE[0] * probe + RISE[1], 2)
        return known | dict(
            errors=error_bars(self.x, predicted, self.y),
            predictions=", ".join(f"{number(v, 2)} at {number(x)}" for x, v in zip(self.x, predicted, strict=True)),
            thresholds=[(first, 0.5), (last, 0.5)],
            tried=[(threshold, -0.04) for *both, _ in tries for threshold in both],
            guide=[(probe, FOOT), (probe, network(probe)[-1])],
            total="({}) {} + (20) {} + (1) {} = {}".format(line, *at_probe[1:]),  # each height times its gate
            score=self.score([*tries, (first, last, steepness)]),
        )

    def score(self, tries):
        """What the newest of the tries (first, last, steepness) costs, and the best of them"""
        first, last, steepness = np.transpose(tries)[..., None]
        costs = squares(three_pieces(self.x, steepness, first, last)[-1], self.y)
        score = f"C = {number(costs[-1], 2)}"
        if costs[-1] < FITS:
            return f"{score}, all seven fit"
        return f"{score}, best so far {number(costs.min(), 2)}" if len(tries) > 1 else score

    def start(self, figure):
        grid = figure.add_gridspec(2, 2, width_ratios=(1.25, 1), height_ratios=(2.1, 1))
        top, strip = figure.add_subplot(grid[0, 0]), figure.add_subplot(grid[1, 0])
        self._start_gates(strip)
        self._start_curve(top)
        self._start_network(figure.add_subplot(grid[:, 1]))
        self.hold("threshold of s1", strip, "first", 0.5, (0.1, 0))
        self.hold("threshold of s3", strip, "last", 0.5, (0.1, 0))
        self.hold("probe", top, "probe", FOOT, (0.5, 0))

    def _start_gates(self, ax):
        ax.set(xlim=ENDS, xticks=range(0, 21, 5), xlabel="x (apples)")
        ax.set(ylim=(-0.12, 1.25), yticks=[0, 0.5, 1], ylabel="gates")
        for name, style in (("s1", "--"), ("s2", "-"), ("s3", ":")):
            self.line(ax, FINE, name, style=style, color=plots.PREDICTION, linewidth=1.8, label=name)
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 0.98), ncols=3, borderaxespad=0.1, fontsize=11)
        self.line(ax, "tried", style="|", color=plots.QUIET, markersize=7)
        self.line(ax, "thresholds", style="s", color=plots.PREDICTION, markersize=10, zorder=5)

    def _start_curve(self, ax):
        plots.draw_data(ax, self.x, self.y)
        ax.set(xlim=ENDS, ylim=(-7, 45), xlabel="", xticks=range(0, 21, 5), xticklabels=[], ylabel="y (bananas)")
        self.title(ax, "score", zorder=-1)  # it rests while the probe moves
        self.line(ax, "guide", style=":", color=plots.QUIET, linewidth=1.5, zorder=2)
        self.line(ax, FINE, "y_hat", color=plots.PREDICTION, zorder=3)
        self.line(ax, "errors", color=plots.ERROR, linewidth=2.2, zorder=4)
        probe = dict(color=plots.PREDICTION, markersize=11, zorder=5, clip_on=False, in_layout=False)
        self.line(ax, "probe", FOOT, style="^", **probe)

    def _start_network(self, ax):
        ax.set(xlim=(-0.3, 5.3), ylim=(-2.45, 2.2))
        ax.set_axis_off()
        arrow = dict(arrowstyle="-|>", mutation_scale=13, shrinkA=24, shrinkB=26, color="#888888")
        for (source, target), curve in ARROWS.items():
            way = NODES[source], NODES[target]
            ax.add_patch(FancyArrowPatch(*way, connectionstyle=f"arc3,rad={curve}", **arrow))
        box = dict(boxstyle="round,pad=0.06", edgecolor=plots.PREDICTION, facecolor="white", zorder=4)
        look = dict(ha="center", va="center", color=plots.PREDICTION, zorder=5)
        for name, (x, y) in NODES.items():
            ax.add_patch(FancyBboxPatch((x - 0.42, y - 0.3), 0.84, 0.6, **box))
            ax.text(x, y + 0.19, name, fontsize=11, **look)
            self.text(ax, x, y - 0.13, f"{name} inside", fontweight="bold", fontsize=12, in_layout=False, **look)
        for x, words in ((1.9, "gates of x"), (3.2, "of gates"), (4.6, "sum")):
            ax.text(x, 1.95, words, ha="center", color="#5a5a5a", fontsize=11)
        self.text(ax, 2.5, -2.3, "total", ha="center", color=plots.PREDICTION, fontsize=12, in_layout=False)

    def describe(self, first, last, probe, steepness, score, predictions, total, **_):
        return (
            f"The thresholds are {number(first)} and {number(last)}, the steepness is {steepness}. {score}. "
            f"It predicts {predictions}. For x = {number(probe)}: {total}."
        )
