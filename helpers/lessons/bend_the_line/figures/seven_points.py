"""Seven points: move two thresholds until three pieces fit seven trades, and watch the network that does it."""

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from .... import plots
from ....live_figure import Choice, Handle, LiveFigure, Slider
from ....plots import number
from ..numbers import RISE, squares, three_pieces

ENDS = (0.0, 20.0)
MOST_TRIES = 60
FITS = 0.01  # below this cost every trade is met
PLACES = {"x": (0.3, 0.0), "s1": (1.9, 1.1), "s3": (1.9, -1.1), "s2": (3.1, 0.0), "y": (4.6, 0.0)}
ARROWS = [("x", "s1"), ("x", "s3"), ("s1", "s2"), ("s3", "s2"), ("s1", "y"), ("s2", "y"), ("s3", "y")]


class SevenPoints(LiveFigure):
    """Drag the thresholds, and a probe x: curve, gates and every number in the network follow."""

    size = (9.8, 4.8)
    controls = [
        Slider("first", "threshold of s1", *ENDS, 0.1),
        Slider("last", "threshold of s3", *ENDS, 0.1),
        Slider("probe", "look at x", *ENDS, 0.5),
        Choice("steepness", "steepness", [1000, 10, 2, 1]),
    ]
    alt = "Left: seven trades, the curve of the network and its three gates. Right: the network, with the numbers for one x."

    def __init__(self, x, y, first=6.0, last=15.0, probe=11.0, steepness=1000):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        super().__init__(first=first, last=last, probe=probe, steepness=steepness, tries=())

    def cost(self, first, last, steepness):
        return float(squares(three_pieces(self.x, steepness, first, last)[-1], self.y))

    # ---- what is drawn ----------------------------------------------------------------------------------------------

    def start(self, figure):
        places = figure.add_gridspec(2, 2, width_ratios=(1.25, 1), height_ratios=(2.1, 1))
        self.top, self.strip = figure.add_subplot(places[0, 0]), figure.add_subplot(places[1, 0])
        self.net = figure.add_subplot(places[:, 1])
        moving = self._start_curve(self.top) + self._start_gates(self.strip) + self._start_network(self.net)
        self.handles = [
            Handle(
                "threshold of s1",
                self.strip,
                lambda first, **_: (first, 0.5),
                lambda across, up, /, **_: {"first": across},
                (0.1, 0),
            ),
            Handle(
                "threshold of s3",
                self.strip,
                lambda last, **_: (last, 0.5),
                lambda across, up, /, **_: {"last": across},
                (0.1, 0),
            ),
            Handle(
                "probe",
                self.top,
                lambda probe, **_: (probe, -4.5),
                lambda across, up, /, **_: {"probe": across},
                (0.5, 0),
            ),
        ]
        return moving

    def _start_curve(self, ax):
        self.fine = np.linspace(*ENDS, 601)
        plots.draw_data(ax, self.x, self.y)
        ticks = np.arange(ENDS[0], ENDS[1] + 1, 5)
        ax.set(xlim=ENDS, ylim=(-7, 45), xlabel="", xticks=ticks, xticklabels=[], ylabel="y (bananas)")
        self.title = ax.set_title(" ", zorder=-1)  # it rests while the probe moves
        self.curve = ax.plot([], [], color=plots.PREDICTION, zorder=3)[0]
        self.bars = [ax.plot([], [], color=plots.ERROR, linewidth=2.2, zorder=4)[0] for _ in self.x]
        self.guide = ax.plot([], [], ":", color=plots.QUIET, linewidth=1.5, zorder=2)[0]
        self.probe = ax.plot(
            [], [], "^", color=plots.PREDICTION, markersize=11, zorder=5, clip_on=False, in_layout=False
        )[0]
        return [self.guide, self.curve, *self.bars, self.probe, self.title]

    def _start_gates(self, ax):
        ax.set(
            xlim=ENDS,
            ylim=(-0.12, 1.25),
            xticks=np.arange(0, 21, 5),
            yticks=[0, 0.5, 1],
            xlabel="x (apples)",
            ylabel="gates",
        )
        self.gates = [
            ax.plot([], [], style, color=plots.PREDICTION, linewidth=1.8, label=name)[0]
            for name, style in (("s1", "--"), ("s2", "-"), ("s3", ":"))
        ]
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 0.98), ncols=3, borderaxespad=0.1, fontsize=11)
        self.tried = ax.plot([], [], "|", color=plots.QUIET, markersize=7)[0]
        self.spots = ax.plot([], [], "s", color=plots.PREDICTION, markersize=10, linestyle="", zorder=5)[0]
        return [*self.gates, self.tried, self.spots]

    def _start_network(self, ax):
        ax.set(xlim=(-0.3, 5.3), ylim=(-2.45, 2.2))
        ax.set_axis_off()
        for start, end in ARROWS:
            bend = {("s1", "y"): -0.25, ("s3", "y"): 0.25}.get((start, end), 0.0)
            ax.add_patch(
                FancyArrowPatch(
                    PLACES[start],
                    PLACES[end],
                    arrowstyle="-|>",
                    mutation_scale=13,
                    shrinkA=24,
                    shrinkB=26,
                    color="#888888",
                    connectionstyle=f"arc3,rad={bend}",
                )
            )
        for x, y in PLACES.values():
            ax.add_patch(
                FancyBboxPatch(
                    (x - 0.42, y - 0.3),
                    0.84,
                    0.6,
                    boxstyle="round,pad=0.06",
                    zorder=4,
                    edgecolor=plots.PREDICTION,
                    facecolor="white",
                )
            )
        look = dict(ha="center", va="center", color=plots.PREDICTION, zorder=5)
        for name, (x, y) in PLACES.items():
            ax.text(x, y + 0.19, "ŷ" if name == "y" else name, fontsize=11, **look)
        for x, words in ((1.9, "layer 1"), (3.1, "layer 2"), (4.6, "output")):
            ax.text(x, 1.95, words, ha="center", color="#5a5a5a", fontsize=11)
        look["in_layout"] = False
        self.inside = [ax.text(x, y - 0.13, "", fontweight="bold", fontsize=12, **look) for x, y in PLACES.values()]
        self.sum = ax.text(2.5, -2.3, "", ha="center", color=plots.PREDICTION, fontsize=12, in_layout=False)
        return [*self.inside, self.sum]

    # ---- what moves -------------------------------------------------------------------------------------------------

    def draw(self, first, last, probe, steepness, tries):
        *gates, y_hat = three_pieces(self.fine, steepness, first, last)
        self.curve.set_data(self.fine, y_hat)
        for line, gate in zip(self.gates, gates):
            line.set_data(self.fine, gate)
        for bar, x, a, b in zip(self.bars, self.x, three_pieces(self.x, steepness, first, last)[-1], self.y):
            bar.set_data([x, x], [a, b])
        self.spots.set_data([first, last], [0.5, 0.5])
        self.tried.set_data([t for pair in tries for t in pair[:2]], np.full(2 * len(tries), -0.04))
        s1, s2, s3, y = (float(v) for v in three_pieces(probe, steepness, first, last))
        self.probe.set_data([probe], [-4.5])
        self.guide.set_data([probe, probe], [-4.5, y])
        for text, value in zip(self.inside, (probe, s1, s3, s2, y)):
            text.set_text(number(value, 2))
        self.sum.set_text(self.added(probe, s1, s2, s3, y))
        self.title.set_text(self.score(first, last, steepness, tries))

    @staticmethod
    def added(x, s1, s2, s3, y):
        """'(40) 0 + (20) 1 + (1) 0 = 20', each line's height times its gate"""
        line = number(RISE[0] * x + RISE[1], 2)
        return f"({line}) {number(s1, 2)} + (20) {number(s2, 2)} + (1) {number(s3, 2)} = {number(y, 2)}"

    def score(self, first, last, steepness, tries):
        cost = self.cost(first, last, steepness)
        words = f"C = {number(cost, 2)}"
        if cost < FITS:
            return f"{words}, all seven fit"
        best = min((self.cost(*three) for three in tries), default=cost)
        return f"{words}, best so far {number(min(best, cost), 2)}" if tries else words

    def describe(self, first, last, probe, steepness, tries):
        told = three_pieces(self.x, steepness, first, last)[-1]
        points = ", ".join(f"{number(v, 2)} at {number(x)}" for x, v in zip(self.x, told))
        s1, s2, s3, y = (float(v) for v in three_pieces(probe, steepness, first, last))
        return (
            f"The thresholds are {number(first)} and {number(last)}, the steepness is {steepness}. "
            f"{self.score(first, last, steepness, tries)}. The network predicts {points}. "
            f"For x = {number(probe)}: {self.added(probe, s1, s2, s3, y)}."
        )

    def released(self, first, last, steepness, tries, **_):
        now = (first, last, steepness)
        return {} if tries and tries[-1] == now else {"tries": (*tries, now)[-MOST_TRIES:]}
