"""Roll down: learning rate and momentum decide whether gradient descent crawls, zigzags, swings or diverges."""

from functools import lru_cache, partial

import numpy as np

from .... import plots
from ....live_figure import Button, Choice, LiveFigure, Slider
from ....marks import separate
from ....plots import number
from ..numbers import FAR_AWAY, left_by_a_step, roll, steps_until

STEPS, GOAL = 400, 0.01


def by_step(path):
    """The points (step, C) of a path (steps + 1, 3) of w, b, C"""
    return np.column_stack([np.arange(len(path)), path[:, 2]])


class RollDown(LiveFigure):
    """Choose learning rate, momentum and start: the path on the bowl, the cost per step, and what happens, in words."""

    size = (9.6, 4.3)
    controls = [
        Slider("rate", "learning rate", 0.0001, 0.05, 0.0001),
        Slider("momentum", "momentum", 0.0, 0.95, 0.05),
        Choice("slopes_of", "slopes of the", ["sum", "mean"]),
        Button("forget", "Wipe the old tries"),
    ]
    alt = (
        f"Left: up to {STEPS} steps of gradient descent over the rings of equal cost. Right: the cost after each step."
    )
    limits = (0.0, 7.0), (-7.0, 5.0)
    try_of, most_tries = ("w", "b", "rate", "momentum", "slopes_of"), 6

    def __init__(self, x, y, w=2.0, b=2.0, rate=0.002, momentum=0.0, slopes_of="sum"):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        self.roll = lru_cache(self.most_tries + 1)(partial(roll, self.x, self.y, steps=STEPS))
        super().__init__(rate=rate, momentum=momentum, slopes_of=slopes_of, w=w, b=b)

    def path(self, w, b, rate, momentum, slopes_of):
        return self.roll(w, b, rate, share=self.share(slopes_of), momentum=momentum)

    def share(self, slopes_of):
        return 1 / len(self.x) if slopes_of == "mean" else 1.0

    def numbers(self, rate, momentum, slopes_of, w, b, tries):
        now = w, b, rate, momentum, slopes_of
        *others, path = [self.path(*each) for each in (*(t for t in tries if t != now), now)]
        verdict = self.verdict(path[0, 2], rate * self.share(slopes_of), momentum)
        arrival = self.arrival(path[:, 2])
        return dict(verdict=verdict, arrival=arrival, result=f"{verdict}; {arrival}") | dict(
            path=path[:, :2],
            first_step=path[:2, :2],
            costs=by_step(path),
            old_paths=separate(*(other[:, :2] for other in others)),
            old_costs=separate(*map(by_step, others)),
            begun=f"learning rate {number(rate)} ({slopes_of}), momentum {number(momentum)}",
        )

    def start(self, figure):
        left, right = figure.subplots(1, 2)
        plots.label_rings(left, plots.Bowl(left, self.x, self.y), self.y)
        left.set(xlim=self.limits[0], ylim=self.limits[1])
        right.set(xlabel="steps", ylabel="cost C", yscale="log", xlim=(0, STEPS), ylim=(1e-4, 1e5))
        right.axhline(GOAL, color=plots.QUIET, linewidth=1, linestyle=":")
        right.text(STEPS, GOAL * 1.25, f"C = {GOAL:g}", color="#5a5a5a", fontsize=10, ha="right", va="bottom")
        self.line(left, "old_paths", style="--", color=plots.QUIET, linewidth=1.0, zorder=3)
        self.line(right, "old_costs", style="--", color=plots.QUIET, linewidth=1.0, zorder=3)
        self.line(left, "path", style=".-", color=plots.PREDICTION, markersize=5, linewidth=1.2, zorder=4)
        self.line(left, "first_step", color=plots.GRADIENT, linewidth=3.5, zorder=5)
        self.line(left, "w", "b", style="o", color=plots.PREDICTION, markersize=11, zorder=6)
        self.line(right, "costs", color=plots.PREDICTION, zorder=4)
        self.title(left, "begun")
        self.title(right, "result")
        self.hold("start of the descent", left, "w", "b", (0.5, 0.5), self.limits, grid=0.25, anywhere=True)

    def verdict(self, cost, pace, momentum):
        """What the steps do, told by what each of them leaves of the way to the bottom"""
        if cost < GOAL:
            return "starts at the bottom"
        left = left_by_a_step(self.x, pace, momentum)
        if np.abs(left).max() > 1:
            return "diverges"
        if np.abs(left.imag).max() > 0:
            return "swings"
        return "zigzags" if left.real.min() < 0 else "slides down"

    @staticmethod
    def arrival(costs):
        """'C < 0.01 after 299 steps', or how far it came"""
        arrived = steps_until(costs, GOAL)
        if arrived is not None:
            return f"C < {GOAL:g} after {arrived} step{'s' * (arrived != 1)}"
        cost = "is above a million" if costs[-1] > FAR_AWAY else f"= {number(costs[-1], 2)}"
        return f"C {cost} after {len(costs) - 1} steps"

    def describe(self, rate, momentum, slopes_of, w, b, tries, verdict, arrival, **_):
        return (
            f"Starting at ({number(w)}, {number(b)}) with learning rate {number(rate)}, momentum {number(momentum)} "
            f"and the slopes of the {slopes_of}, it {verdict}: {arrival}. Tries left as traces: {len(tries)}."
        )

    def released(self, rate, momentum, slopes_of, w, b, tries):
        """The newest tries stay as traces"""
        now = w, b, rate, momentum, slopes_of
        return {"tries": (*(each for each in tries if each != now), now)[-self.most_tries :]}
