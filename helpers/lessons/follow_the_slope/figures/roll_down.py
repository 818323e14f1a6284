"""Roll down: the learning rate decides whether gradient descent crawls, zigzags or blows up."""

import numpy as np

from .... import plots
from ....live_figure import Button, Choice, Handle, LiveFigure, Slider
from ....plots import number
from ...fit_a_line.figures import line_cost
from ..numbers import FAR_AWAY, curvatures, roll, steps_until

STEPS, GOAL = 400, 0.01
MOST_TRIES = 6


class RollDown(LiveFigure):
    """Choose the learning rate and the start: the path on the bowl, the cost per step, and what happens, in words."""

    size = (9.6, 4.3)
    controls = [
        Slider("rate", "learning rate", 0.0001, 0.05, 0.0001),
        Choice("slopes_of", "slopes of the", ["sum", "mean"]),
        Button("forget", "Wipe the old tries"),
    ]
    alt = (
        f"Left: up to {STEPS} steps of gradient descent over the rings of equal cost. Right: the cost after each step."
    )
    limits = (0.0, 7.0), (-7.0, 5.0)

    def __init__(self, x, y, w=2.0, b=2.0, rate=0.002, slopes_of="sum"):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self._rolled = {}
        super().__init__(rate=rate, slopes_of=slopes_of, w=w, b=b, tries=())

    def path(self, w, b, rate, slopes_of):
        """The whole path (steps + 1, 3) of w, b, C; rolled once, then remembered"""
        key = (w, b, rate, slopes_of)
        if key not in self._rolled:
            self._rolled = dict(list(self._rolled.items())[-MOST_TRIES - 1 :])
            self._rolled[key] = roll(self.x, self.y, w, b, rate, STEPS, self.share(slopes_of))
        return self._rolled[key]

    def share(self, slopes_of):
        return 1 / len(self.x) if slopes_of == "mean" else 1.0

    def start(self, figure):
        self.map, self.chart = figure.subplots(1, 2)
        bowl = plots.Bowl(self.map, self.x, self.y)
        self.map.set(xlim=self.limits[0], ylim=self.limits[1])
        plots.label_rings(self.map, bowl, self.y)
        self._start_chart(self.chart)
        old = dict(color=plots.QUIET, linewidth=1.0, linestyle="--", zorder=3)
        self.old_paths, self.old_curves = self.map.plot([], [], **old)[0], self.chart.plot([], [], **old)[0]
        self.trail = self.map.plot([], [], ".-", color=plots.PREDICTION, markersize=5, linewidth=1.2, zorder=4)[0]
        self.first_step = self.map.plot([], [], color=plots.GRADIENT, linewidth=3.5, zorder=5)[0]
        self.spot = self.map.plot([], [], "o", color=plots.PREDICTION, markersize=11, zorder=6)[0]
        self.curve = self.chart.plot([], [], color=plots.PREDICTION, zorder=4)[0]
        self.map_title, self.chart_title = self.map.set_title(" "), self.chart.set_title(" ")
        at = lambda w, b, **_: (w, b)
        self.handles = [Handle("start of the descent", self.map, at, self._drag_start, (0.5, 0.5), anywhere=True)]
        return [
            self.old_paths,
            self.old_curves,
            self.trail,
            self.first_step,
            self.spot,
            self.curve,
            self.map_title,
            self.chart_title,
        ]

    def _start_chart(self, ax):
        ax.set(xlabel="steps", ylabel="C", yscale="log", xlim=(0, STEPS), ylim=(1e-4, 1e5))
        ax.axhline(GOAL, color=plots.QUIET, linewidth=1, linestyle=":")
        ax.text(STEPS, GOAL * 1.25, f"C = {GOAL:g}", color="#5a5a5a", fontsize=10, ha="right", va="bottom")

    def draw(self, rate, slopes_of, w, b, tries):
        path = self.path(w, b, rate, slopes_of)
        others = [self.path(*t) for t in tries if t != (w, b, rate, slopes_of)]
        gap = [(np.nan, np.nan, np.nan)]
        joined = np.concatenate([rows for other in others for rows in (other, gap)] or [gap])
        counted = np.concatenate([[*range(len(other)), np.nan] for other in others] or [[np.nan]])
        self.old_paths.set_data(joined[:, 0], joined[:, 1])
        self.old_curves.set_data(counted, joined[:, 2])
        self.trail.set_data(path[:, 0], path[:, 1])
        self.first_step.set_data(path[:2, 0], path[:2, 1])
        self.spot.set_data([w], [b])
        self.curve.set_data(np.arange(len(path)), path[:, 2])
        self.map_title.set_text(f"from ({number(w)}, {number(b)}), rate {number(rate)}, {slopes_of}")
        self.chart_title.set_text(f"{self.verdict(rate, slopes_of, w, b)}; {self.arrival(rate, slopes_of, w, b)}")

    def verdict(self, rate, slopes_of, w, b):
        """What the steps do, told by what each of them leaves of the way across the valley: 1 − rate · curvature"""
        if line_cost(self.x, self.y, w, b) < GOAL:
            return "starts at the bottom"
        left = 1 - rate * self.share(slopes_of) * curvatures(self.x)[-1]
        if left < -1:
            return "blows up"
        return "zigzags" if left < 0 else "slides down"

    def arrival(self, rate, slopes_of, w, b):
        """'C < 0.01 after 299 steps', or how far it came"""
        costs = self.path(w, b, rate, slopes_of)[:, 2]
        arrived = steps_until(costs, GOAL)
        if arrived is not None:
            return f"C < {GOAL:g} after {arrived} step{'s' * (arrived != 1)}"
        cost = "is above a million" if costs[-1] > FAR_AWAY else f"= {number(costs[-1], 2)}"
        return f"C {cost} after {len(costs) - 1} steps"

    def describe(self, rate, slopes_of, w, b, tries):
        return (
            f"Starting at ({number(w)}, {number(b)}) with learning rate {number(rate)} and the slopes of the {slopes_of}, "
            f"it {self.verdict(rate, slopes_of, w, b)}: {self.arrival(rate, slopes_of, w, b)}. "
            f"Tries left as traces: {len(tries)}."
        )

    def released(self, rate, slopes_of, w, b, tries):
        """The newest tries stay as traces"""
        this = (w, b, rate, slopes_of)
        return {"tries": (*(t for t in tries if t != this), this)[-MOST_TRIES:]}

    def forget(self, **_):
        return {"tries": ()}

    def _drag_start(self, across, up, /, **_):
        (left, right), (low, high) = self.limits
        near = lambda value, least, most: round(min(max(value, least), most) * 4) / 4
        return {"w": near(across, left, right), "b": near(up, low, high)}
