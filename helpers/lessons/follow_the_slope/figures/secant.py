"""Secant to tangent: a finite difference measures a slope; how far off is it, and why is the smallest h no good?"""

import numpy as np

from .... import plots
from ....gradcheck import error_by_h, numeric_gradient
from ....live_figure import Choice, LiveFigure, Slider
from ....plots import number, short
from ...fit_a_line.numbers import line_cost
from ..numbers import line_slopes

SMALLEST, LARGEST = -16.0, 0.0  # h = 10 to this power
BY_HAND = -2.0  # a hand cannot hold the second point nearer than h = 0.01
LOWEST_ERROR = 1e-13  # errors below are drawn here: a logarithmic axis has no 0
STEPS = 10.0 ** np.linspace(SMALLEST, LARGEST, 321)
REACH = np.array([-3.0, 3.0])  # of the secant, to both sides


class SecantToTangent(LiveFigure):
    """Drag the second point or move the slider: the secant turns into the tangent, and the error falls, to a floor."""

    size = (9.6, 4.3)
    controls = [
        Slider("exponent", "h = 10 to the power", SMALLEST, LARGEST, 0.05),
        Choice("method", "difference", ["forward", "central"]),
    ]
    alt = (
        "Left: the cost along w, with the line through two of its points. Right: how far its slope is off, for every h."
    )
    try_of, most_tries = ("exponent", "method"), 40

    def __init__(self, x, y, w=2.0, b=2.0, exponent=0.0, method="forward"):
        self.x, self.y, self.w, self.b = np.asarray(x, dtype=float), np.asarray(y, dtype=float), float(w), float(b)
        self.true = line_slopes(self.x, self.y, w, b)[0]
        self.errors = {m: error_by_h(self.cost, self.true, self.w, STEPS, m) for m in ("forward", "central")}
        super().__init__(exponent=exponent, method=method)

    def cost(self, w):
        return line_cost(self.x, self.y, w, self.b)

    def measured(self, exponent, method):
        """The slope that this finite difference measures, and how far it is off"""
        slope = float(numeric_gradient(self.cost, self.w, 10.0**exponent, method))
        return slope, abs(slope - self.true)

    def numbers(self, exponent, method, tries):
        h, (slope, error) = 10.0**exponent, self.measured(exponent, method)
        back = h if method == "central" else 0.0
        first, second = self.w - back, self.w + h
        *tried, now = [(10.0**k, max(self.measured(k, m)[1], LOWEST_ERROR)) for k, m in (*tries, (exponent, method))]
        width, measured = short(h), number(slope, 4)
        return dict(second=second, second_cost=self.cost(second), tried=tried, now=now, width=width) | dict(
            first=(first, self.cost(first)),
            secant=self.cost(first) + slope * (REACH + back),
            errors=np.maximum(self.errors[method], LOWEST_ERROR),
            measured=measured,
            title=f"h = {width}     r = {measured}",
            off=f"off by {short(error)}",
        )

    def start(self, figure):
        left, right = figure.subplots(1, 2)
        self._start_curve(left)
        self._start_errors(right)
        self.hold("second point", left, "second", "second_cost", (0.12, 0), drag=self._drag_second)

    def _start_curve(self, ax):
        near = np.linspace(self.w - 1.25, self.w + 1.75, 161)
        ax.plot(near, [self.cost(w) for w in near], color=plots.DATA, linewidth=1.6)
        ends = np.array([self.w - 1.2, self.w + 1.2])
        ax.plot(ends, self.cost(self.w) + self.true * (ends - self.w), "--", color=plots.GRADIENT, label="tangent")
        ax.set(xlabel="w (slope of the line)", ylabel=f"C(w, {number(self.b)})", xlim=near[[0, -1]], ylim=(-60, 260))
        self.line(ax, self.w + REACH, "secant", color=plots.PREDICTION, zorder=3, label="secant")
        ax.legend(loc="upper right")
        self.line(ax, "first", style="o", color=plots.PREDICTION, markersize=8, zorder=4)
        self.line(ax, "second", "second_cost", style="s", color=plots.PREDICTION, markersize=10, zorder=4)
        self.title(ax, "title")

    def _start_errors(self, ax):
        ax.set(xscale="log", yscale="log", xlabel="h", ylabel="error of the slope", ylim=(LOWEST_ERROR / 2, 1e3))
        ax.set(xlim=(10.0 ** (SMALLEST - 0.3), 10.0 ** (LARGEST + 0.3)))
        self.line(ax, STEPS, "errors", style=".", color=plots.QUIET, markersize=4)
        self.line(ax, "tried", style="o", color=plots.ERROR, markersize=7, mfc="white")
        self.line(ax, "now", style="o", color=plots.ERROR, markersize=10, zorder=4)
        self.title(ax, "off")

    def describe(self, method, width, measured, off, **_):
        told = f"The {method} difference with h = {width} says that the slope at w = {number(self.w)} is {measured}"
        return f"{told}, {off} from {number(self.true)}."

    def released(self, exponent, method, tries):
        now = exponent, method
        return {"tries": (*(each for each in tries if each != now), now)[-self.most_tries :]}

    def _drag_second(self, across, up, /, exponent, **_):
        """h follows the hand down to 0.01; nearer, the two points are one on the screen: the slider goes on."""
        if across - self.w < 10.0**BY_HAND:
            return {"exponent": min(exponent, BY_HAND)}
        return {"exponent": float(np.log10(across - self.w))}
