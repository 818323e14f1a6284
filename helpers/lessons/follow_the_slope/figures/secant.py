"""Secant to tangent: a nudge measures a slope; how far off is it, and why is the smallest nudge not the best?"""

import numpy as np

from .... import plots
from ....gradcheck import error_by_h, numeric_gradient
from ....live_figure import Choice, Handle, LiveFigure, Slider
from ....plots import number, short
from ...fit_a_line.figures import line_cost
from ..numbers import line_slopes

SMALLEST, LARGEST = -16.0, 0.0  # h = 10 to this power
BY_HAND = -2.0  # a hand cannot hold the second point nearer than h = 0.01
LOWEST_ERROR = 1e-13  # errors below are drawn here: a logarithmic axis has no 0
MOST_TRIES = 40


class SecantToTangent(LiveFigure):
    """Drag the second point or move the slider: the secant turns into the tangent, and the error falls, to a floor."""

    size = (9.6, 4.3)
    controls = [
        Slider("exponent", "h = 10 to the power", SMALLEST, LARGEST, 0.05),
        Choice("method", "nudge", ["forward", "central"]),
    ]
    alt = (
        "Left: the cost along w, with the line through two of its points. Right: how far its slope is off, for every h."
    )

    def __init__(self, x, y, w=2.0, b=2.0, exponent=0.0, method="forward"):
        self.x, self.y, self.w, self.b = np.asarray(x, dtype=float), np.asarray(y, dtype=float), float(w), float(b)
        self.true = line_slopes(self.x, self.y, w, b)[0]
        super().__init__(exponent=exponent, method=method, tries=())

    def cost(self, w):
        return line_cost(self.x, self.y, w, self.b)

    def measured(self, exponent, method):
        """The slope that this nudge measures, and how far it is off"""
        slope = float(numeric_gradient(self.cost, self.w, 10.0**exponent, method))
        return slope, abs(slope - self.true)

    def start(self, figure):
        self.curve_axes, self.error_axes = figure.subplots(1, 2)
        self._start_curve(self.curve_axes)
        self._start_errors(self.error_axes)
        self.left_title, self.right_title = self.curve_axes.set_title(" "), self.error_axes.set_title(" ")
        self.handles = [Handle("second point", self.curve_axes, self._second_point, self._drag_second, (0.12, 0))]
        return [
            self.secant,
            self.first,
            self.second,
            self.all_errors,
            self.trace,
            self.here,
            self.left_title,
            self.right_title,
        ]

    def _start_curve(self, ax):
        near = np.linspace(self.w - 1.25, self.w + 1.75, 161)
        ax.plot(near, [self.cost(w) for w in near], color=plots.DATA, linewidth=1.6)
        ends = np.array([self.w - 1.2, self.w + 1.2])
        ax.plot(ends, self.cost(self.w) + self.true * (ends - self.w), "--", color=plots.GRADIENT, label="tangent")
        ax.set(xlabel="w (slope of the line)", ylabel=f"C(w, {number(self.b)})", xlim=near[[0, -1]], ylim=(-60, 260))
        self.secant = ax.plot([], [], color=plots.PREDICTION, zorder=3, label="secant")[0]
        ax.legend(loc="upper right")
        self.first = ax.plot([], [], "o", color=plots.PREDICTION, markersize=8, zorder=4)[0]
        self.second = ax.plot([], [], "s", color=plots.PREDICTION, markersize=10, zorder=4)[0]

    def _start_errors(self, ax):
        self.exponents = np.linspace(SMALLEST, LARGEST, 321)
        self.errors = {
            m: error_by_h(self.cost, self.true, self.w, 10.0**self.exponents, m) for m in ("forward", "central")
        }
        ax.set(xscale="log", yscale="log", xlabel="h", ylabel="error of the slope", ylim=(LOWEST_ERROR / 2, 1e3))
        ax.set(xlim=(10.0 ** (SMALLEST - 0.3), 10.0 ** (LARGEST + 0.3)))
        self.all_errors = ax.plot([], [], ".", color=plots.QUIET, markersize=4)[0]
        self.trace = ax.plot([], [], "o", color=plots.ERROR, markersize=7, mfc="white")[0]
        self.here = ax.plot([], [], "o", color=plots.ERROR, markersize=10, zorder=4)[0]

    def draw(self, exponent, method, tries):
        h = 10.0**exponent
        slope, error = self.measured(exponent, method)
        back = h if method == "central" else 0.0
        points, reach = np.array([self.w - back, self.w + h]), np.array([-3.0, 3.0])
        self.secant.set_data(self.w + reach, self.cost(self.w - back) + slope * (reach + back))
        self.first.set_data(points[:1], [self.cost(points[0])])
        self.second.set_data(points[1:], [self.cost(points[1])])
        self.all_errors.set_data(10.0**self.exponents, np.maximum(self.errors[method], LOWEST_ERROR))
        self.trace.set_data([10.0**k for k, _ in tries], [max(self.measured(k, m)[1], LOWEST_ERROR) for k, m in tries])
        self.here.set_data([h], [max(error, LOWEST_ERROR)])
        self.left_title.set_text(f"h = {short(h)}     r = {number(slope, 4)}")
        self.right_title.set_text(f"off by {short(error)}")

    def describe(self, exponent, method, **_):
        slope, error = self.measured(exponent, method)
        return (
            f"With a {method} nudge of h = {short(10.0**exponent)} the slope at w = {number(self.w)} comes out as "
            f"{number(slope, 4)}, off by {short(error)} from {number(self.true)}."
        )

    def released(self, exponent, method, tries):
        return {"tries": (*(t for t in tries if t != (exponent, method)), (exponent, method))[-MOST_TRIES:]}

    def _second_point(self, exponent, **_):
        return self.w + 10.0**exponent, self.cost(self.w + 10.0**exponent)

    def _drag_second(self, across, up, /, exponent, **_):
        """h follows the hand down to 0.01; nearer, the two points are one on the screen: the slider goes on."""
        if across - self.w < 10.0**BY_HAND:
            return {"exponent": min(exponent, BY_HAND)}
        return {"exponent": float(np.log10(across - self.w))}
