"""Two paths: x reaches p through u and through v, and the two contributions add up to the slope."""

import numpy as np
from matplotlib.patches import FancyBboxPatch, Polygon

from .... import plots
from ....live_figure import Choice, Handle, LiveFigure, Slider, Toggle
from ....plots import number
from .words import GREEN_TEXT, bracketed

JOINTS = {
    "u · v": (lambda u, v: u * v, lambda u, v: (v, u), ("v = ", "u = ")),
    "u + v": (lambda u, v: u + v, lambda u, v: (1.0, 1.0), ("", "")),
    "u − v": (lambda u, v: u - v, lambda u, v: (1.0, -1.0), ("", "")),
}


def two_paths(x, joint, through_u=True, through_v=True, h=1e-4):
    """p = joint(u, v), u = x², v = 3x, where a closed path holds its u or v still.

    (u, v, p, ∂p/∂u, ∂p/∂v, what each open path contributes to dp/dx, the slope that a nudge ±h measures)
    """
    join, slopes, _ = JOINTS[joint]
    u, v = x * x, 3 * x
    by_u, by_v = slopes(u, v)
    at = lambda t: join(t * t if through_u else u, 3 * t if through_v else v)
    measured = (at(x + h) - at(x - h)) / (2 * h)
    return u, v, join(u, v), by_u, by_v, (by_u * 2 * x * through_u, by_v * 3.0 * through_v), measured


class TwoPaths(LiveFigure):
    """x reaches p through u and through v: open and close the paths, and see their contributions add up."""

    size = (9.6, 4.4)
    controls = [
        Slider("x", "x", -2, 2, 0.1),
        Choice("joint", "p =", list(JOINTS)),
        Toggle("through_u", "path through u open"),
        Toggle("through_v", "path through v open"),
    ]
    alt = "Left: x reaches p on two paths, through u and through v. Right: what each path adds to the slope of p."
    places = {"x": (0.0, 0.0), "u": (2.4, 1.0), "v": (2.4, -1.0), "p": (4.8, 0.0)}

    def __init__(self, x=2.0, joint="u · v"):
        super().__init__(x=x, joint=joint, through_u=True, through_v=True)

    def start(self, figure):
        self.ax, self.chart = figure.subplots(1, 2, width_ratios=(2.5, 1))
        self.ax.set(xlim=(-0.7, 5.6), ylim=(-2.45, 2.1))
        self.ax.set_axis_off()
        self.arrows = [self._arrow(*ends) for ends in (("x", "u"), ("u", "p"), ("x", "v"), ("v", "p"))]
        moving = self._start_boxes() + self._start_labels() + self._start_line() + self._start_chart()
        return self.arrows + moving

    def _arrow(self, start, end):
        """A thick arrow between two boxes; a polygon, because it is redrawn for every frame."""
        a, b = np.array(self.places[start]), np.array(self.places[end])
        along = (b - a) / np.hypot(*(b - a))
        across = np.array([-along[1], along[0]])
        a, b = a + 0.75 * along, b - 0.77 * along
        neck = b - 0.22 * along
        shape = [a + 0.03 * across, neck + 0.03 * across, neck + 0.11 * across, b]
        shape += [neck - 0.11 * across, neck - 0.03 * across, a - 0.03 * across]
        return self.ax.add_patch(Polygon(shape, closed=True, linewidth=1.2, zorder=3))

    def _start_boxes(self):
        box = dict(boxstyle="round,pad=0.1", mutation_scale=1, edgecolor=plots.PREDICTION, facecolor="white", zorder=4)
        look = dict(ha="center", va="center", color=plots.PREDICTION, zorder=5)
        for name, (x, y) in self.places.items():
            self.ax.add_patch(FancyBboxPatch((x - 0.48, y - 0.26), 0.96, 0.52, **box))
        for name, formula in {"x": "x", "u": "u = x²", "v": "v = 3x"}.items():
            self.ax.text(self.places[name][0], self.places[name][1] + 0.18, formula, **look)
        self.ax.text(4.71, 0.18, "p =", **look | dict(ha="right"))
        self.formula = self.ax.text(4.78, 0.18, "", **look | dict(ha="left"))
        self.inside = [self.ax.text(x, y - 0.16, "", fontweight="bold", **look) for x, y in self.places.values()]
        return [self.formula, *self.inside]

    def _start_labels(self):
        """The slope of each arrow beside it, and all of them put together at the top."""
        look = dict(color=GREEN_TEXT, va="center")
        self.ax.text(0.95, 0.95, "du/dx = 2x =", ha="right", **look)
        self.ax.text(0.95, -0.95, "dv/dx = 3", ha="right", **look)
        self.du = self.ax.text(1.03, 0.95, "", **look)
        for name, y in (("u", 0.95), ("v", -0.95)):
            self.ax.text(4.37, y, f"∂p/∂{name} =", ha="right", **look)
        self.by_u, self.by_v = (self.ax.text(4.45, y, "", **look) for y in (0.95, -0.95))
        self.ax.text(-0.6, 1.85, "slope of p =", **look)
        self.sum = self.ax.text(0.75, 1.85, "", **look)
        look = dict(ha="center", va="center", color="#5a5a5a")
        self.still = [self.ax.text(2.4, y, "closed: held still", **look) for y in (0.4, -0.4)]
        return [self.du, self.by_u, self.by_v, self.sum, *self.still]

    def _start_line(self):
        """The number line below, on which x can be dragged."""
        self.line = self.ax.inset_axes([0.0, 0.11, 0.5, 0.05])
        self.line.set(xlim=(-2.2, 2.2), ylim=(0, 1), yticks=[], xticks=[-2, -1, 0, 1, 2], xlabel="x")
        self.line.spines["left"].set_visible(False)
        self.line.grid(False)
        self.dot = self.line.plot([], [], "o", color=plots.PREDICTION, markersize=12, clip_on=False)[0]
        self.handles = [Handle("x", self.line, lambda x, **_: (x, 0.0), lambda x, up, /, **_: {"x": x}, (0.1, 0))]
        return [self.dot]

    def _start_chart(self):
        self.chart.set(xlim=(-0.6, 2.6), ylim=(-16, 42), title="added up")
        self.chart.set_xticks([0, 1, 2], ["via u", "via v", "nudge"])
        self.chart.axhline(0, color="#888888", linewidth=0.8)
        look = dict(color=plots.GRADIENT, linewidth=7, solid_capstyle="butt", zorder=3)
        self.stems = [self.chart.plot([], [], **look)[0] for _ in "uv"]
        self.heads = [self.chart.plot([], [], color=plots.GRADIENT, linestyle="", zorder=4)[0] for _ in "uv"]
        self.measured = self.chart.plot([], [], "D", color=plots.DATA, markersize=9, zorder=4)[0]
        self.levels = self.chart.plot([], [], "--", color=plots.DATA, linewidth=1.2, zorder=2)[0]
        self.amounts = [self.chart.text(0, 0, "", ha="center", va="bottom", fontsize=11) for _ in range(3)]
        return [*self.stems, *self.heads, self.measured, self.levels, *self.amounts]

    def draw(self, x, joint, through_u, through_v):
        u, v, p, by_u, by_v, parts, measured = two_paths(x, joint, through_u, through_v)
        for text, value in zip(self.inside, (x, u, v, p)):
            text.set_text(number(value, 3))
        self.formula.set_text(joint)
        self.du.set_text(number(2 * x))
        for text, name, slope in zip((self.by_u, self.by_v), JOINTS[joint][2], (by_u, by_v)):
            text.set_text(f"{name}{number(slope, 2)}")
        for arrow, is_open in zip(self.arrows, (through_u, through_u, through_v, through_v)):
            arrow.set(facecolor=plots.GRADIENT if is_open else "white", linestyle="-" if is_open else ":")
            arrow.set_edgecolor(plots.GRADIENT if is_open else "#5a5a5a")
        for text, is_open in zip(self.still, (through_u, through_v)):
            text.set_visible(not is_open)
        self.dot.set_data([x], [0])
        self.sum.set_text(self.added(x, joint, through_u, through_v))
        self._stack(parts, measured)

    def _stack(self, parts, measured):
        """An arrow per path, the second from where the first one ends; beside them what the nudge measures."""
        ends = [0.0, parts[0], sum(parts)]
        for i, (stem, head) in enumerate(zip(self.stems, self.heads)):
            stem.set_data([i, i], ends[i : i + 2])
            head.set_data([i], [ends[i + 1]])
            head.set(marker="^" if parts[i] >= 0 else "v", markersize=11 if abs(parts[i]) > 1e-9 else 0)
        self.levels.set_data([0, 1, np.nan, 1, 2], [ends[1], ends[1], np.nan, ends[2], ends[2]])
        self.measured.set_data([2], [measured])
        for i, (text, value) in enumerate(zip(self.amounts, (*parts, measured))):
            sign = "+" if i < 2 and value >= 0 else ""
            text.set(position=(i, max(ends[min(i, 1) : i + 2]) + 1.6), text=sign + number(value, 2))

    @staticmethod
    def added(x, joint, through_u, through_v):
        """'6 · 4 + 4 · 3 = 36', the open paths one after the other"""
        _, _, _, by_u, by_v, parts, _ = two_paths(x, joint, through_u, through_v)
        ways = [(by_u, 2 * x)] * through_u + [(by_v, 3.0)] * through_v
        products = " + ".join(f"{bracketed(a)} · {bracketed(b)}" for a, b in ways)
        return f"{products} = {number(sum(parts), 2)}" if ways else "0, both paths are closed"

    def describe(self, x, joint, through_u, through_v):
        u, v, p, _, _, parts, measured = two_paths(x, joint, through_u, through_v)
        closed = "" if through_u else "The path through u is closed. "
        closed += "" if through_v else "The path through v is closed. "
        told = f"x = {number(x)}, u = {number(u, 2)}, v = {number(v, 2)}, p = {joint} = {number(p, 3)}. {closed}"
        told += f"Through u come {number(parts[0], 2)}, through v {number(parts[1], 2)}. "
        return (
            f"{told}Slope of p: {self.added(x, joint, through_u, through_v)}. A nudge measures {number(measured, 2)}."
        )
