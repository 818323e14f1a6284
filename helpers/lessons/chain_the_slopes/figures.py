"""The live figures of notebook 03: Gears (two functions in a row), and Two paths."""

import numpy as np
from matplotlib.patches import FancyBboxPatch, Polygon

from ... import plots
from ...live_figure import Choice, LiveFigure, Slider, Toggle
from ...marks import separate
from ...plots import number
from .numbers import BANANAS, COOKIES, JOINTS, run_row, two_paths

__all__ = ["Gears", "TwoPaths"]

GREEN_TEXT = "#00795a"  # the gradient's green, dark enough to be read on white
SPOTS = {"x": (0.0, 0.0), "u": (2.4, 1.0), "v": (2.4, -1.0), "p": (4.8, 0.0)}  # of the boxes of TwoPaths


def bracketed(value):
    """A factor or summand as people write it: '8', '(−7)'."""
    return number(value, 2) if value >= 0 else f"({number(value, 2)})"


class Scale:
    """A number line with ticks and their numbers, at this height and within this window of the axes."""

    def __init__(self, ax, height, window, ticks, label_every=4):
        self.height, self.window, self.ticks, self.label_every = height, window, ticks, label_every
        self.line = ax.plot([], [], color="#888888", linewidth=1.2, zorder=2)[0]
        self.dashes = ax.plot([], [], "|", color="#888888", markersize=9, markeredgewidth=1, zorder=2)[0]
        self.labels = [ax.text(0, 0, "", fontsize=10, color="#555555", ha="center", va="top") for _ in range(5)]
        self.artists = [self.line, self.dashes, *self.labels]

    def slide(self, shift):
        """Put number n at n + shift."""
        at = self.ticks + shift
        self.line.set_data(np.clip(at[[0, -1]], *self.window), [self.height] * 2)
        seen = (at > self.window[0] - 1e-6) & (at < self.window[1] + 1e-6)
        self.dashes.set_data(at[seen], np.full(seen.sum(), self.height))
        labelled = np.flatnonzero(seen[:: self.label_every]) * self.label_every
        for label in self.labels:
            label.set_text("")
        for label, i in zip(self.labels, labelled, strict=False):  # five at most
            label.set(text=number(self.ticks[i], 1), position=(at[i], self.height - 0.12))


class Gears(LiveFigure):
    """Two functions in a row as number lines, all to one scale: turn x, and watch how far y and z move.

    The last two lines slide under a pointer that stays; the belt between two lines widens by the local derivative.
    Every try leaves a dot on the right: dz/dx there.
    """

    size = (9.6, 4.6)
    alt = "Three number lines, to one scale, joined by green belts that widen by each function's derivative."
    functions = [BANANAS, COOKIES]
    window, heights = (-1.6, 7.4), np.array([2.0, 1.0, 0.0])  # across and up: where the lines are drawn
    middle = 2.0  # where the pointers of y and z stand
    controls = [Slider("x", "x", -1.0, 3.0, 0.05), Choice("change", "Δx", [0.1, 0.05, 0.01])]
    try_of = ("x",)

    def __init__(self, x=2.0):
        super().__init__(x=x, change=0.1, tries=(x,))

    def slope_at(self, x):
        """dz/dx"""
        return float(np.prod(run_row(self.functions, x)[1]))

    def numbers(self, x, change, tries):
        (values, slopes), (moved, _) = run_row(self.functions, x), run_row(self.functions, x + change)
        slope, tried = self.slope_at(x), [(at, self.slope_at(at)) for at in tries]
        product = f"{' · '.join(map(bracketed, reversed(slopes)))} = {number(slope)}"
        measured = number((moved[-1] - values[-1]) / change, 3)
        fields = [*map(number, values + slopes), product, measured]
        known = dict(values=values, moved=moved, product=product, measured=measured, fields=fields)
        return known | dict(slope=slope, tried=tried) | self._arrows(np.array(values), np.array(moved))

    def _arrows(self, values, moved):
        """Where the pointers stand, where the change takes them, and what joins them"""
        at = np.array([values[0], self.middle, self.middle])
        end = np.clip(moved + at - values, *self.window)
        tails, tips = (np.column_stack([across, self.heights]) for across in (at, end))
        arrows, belts = np.stack([tails, tips], axis=1), np.stack([tails[:-1], tips[:-1], tips[1:], tails[1:]], axis=1)
        known = dict(pointers=at[1:], arrows=separate(*arrows), belts=belts)
        known |= dict(shift_y=self.middle - values[1], shift_z=self.middle - values[2])
        length = abs(end - at) * self.ax.bbox.width / np.ptp(self.ax.get_xlim())
        styles = [">" if right else "<" for right in end >= at]
        return known | dict(heads=tips[..., None], head_styles=styles, head_sizes=np.minimum(11.0, 3.0 + length / 4))

    def start(self, figure):
        self.ax, chart = figure.subplots(1, 2, width_ratios=(4, 1))
        self.ax.set(xlim=(self.middle - 7.1, self.middle + 5.5), ylim=(-0.35, 2.9))
        self.ax.set_axis_off()
        self._start_scales()
        self._start_arrows(self.heights[0] + 0.11)
        self._start_words(self.middle - 4.9, self.heights[0])
        chart.set(xlim=(-1.3, 3.3), ylim=(-36, 48), xlabel="x", ylabel="dz/dx", title="your tries")
        chart.axhline(0, color="#888888", linewidth=0.8)
        self.line(chart, "tried", style="o", color=plots.GRADIENT, markersize=5, mfc="white")
        self.line(chart, "x", "slope", style="o", color=plots.GRADIENT, markersize=9)

    def _start_scales(self):
        Scale(self.ax, self.heights[0], self.window, np.arange(-1.0, 4.0), 1).slide(0.0)
        for height, shift, low in ((1, "shift_y", -1e3), (0, "shift_z", 0.0)):
            scale = Scale(self.ax, height, self.window, np.arange(low, 1001.0))
            self.mark(scale.slide, shift, artists=scale.artists)

    def _start_arrows(self, top):
        self.line(self.ax, "arrows", color=plots.GRADIENT, linewidth=5, solid_capstyle="butt", zorder=4)
        heads = [self.ax.plot([], [], color=plots.GRADIENT, linestyle="", zorder=4)[0] for _ in self.heights]
        self.each(heads, data="heads", marker="head_styles", markersize="head_sizes")
        look = dict(color=plots.PREDICTION, markersize=10, zorder=5)
        self.line(self.ax, "x", top, style="o", **look)
        self.line(self.ax, "pointers", self.heights[1:] + 0.11, style="v", **look)
        self.hold("x", self.ax, "x", top, (self.controls[0].step, 0))
        look = dict(facecolor=plots.GRADIENT, edgecolor=plots.GRADIENT, alpha=0.22, closed=True, zorder=1)
        belts = [self.ax.add_patch(Polygon(np.zeros((4, 2)), **look)) for _ in self.functions]
        self.each(belts, xy="belts")

    def _start_words(self, across, top):
        """Formulas that stay, right-aligned at their equal signs; the numbers behind them move."""

        def field(height, formula, color, right=0.0):
            self.ax.text(across + right, height, formula, color=color, ha="right", va="center")
            return self.ax.text(across + right + 0.12, height, "", color=color, va="center")

        formulas = ["x"] + [function.formula for function in self.functions]
        fields = [field(top - i, f"{formula} =", plots.PREDICTION) for i, formula in enumerate(formulas)]
        fields += [field(top - i - 0.5, f"{f.slope_name} =", GREEN_TEXT) for i, f in enumerate(self.functions)]
        fields.append(field(top + 0.7, "dz/dx =", GREEN_TEXT))
        fields.append(field(top + 0.7, "measured Δz/Δx =", plots.DATA, 7.7))
        self.each(fields, text="fields")

    def describe(self, values, moved, product, measured, **_):
        row = ", ".join(f"{name} = {number(value)}" for name, value in zip("xyz", values, strict=True))
        moves = ", ".join(number(b - a) for a, b in zip(values, moved, strict=True))
        return f"{row}. dz/dx = {product}. A small change moves them by {moves}: measured Δz/Δx = {measured}."


class TwoPaths(LiveFigure):
    """x reaches p through u and through v: open and close the paths, and see their contributions add up."""

    size = (9.6, 4.4)
    controls = [
        Slider("x", "x", -2, 2, 0.1),
        Choice("joint", "p =", list(JOINTS)),
        Toggle("through_u", "path through u open"),
        Toggle("through_v", "path through v open"),
    ]
    alt = "Left: x reaches p on two paths, through u and through v. Right: what each path adds to dp/dx."

    def __init__(self, x=2.0, joint="u · v"):
        super().__init__(x=x, joint=joint, through_u=True, through_v=True)

    def numbers(self, x, joint, through_u, through_v):
        found = two_paths(x, joint, through_u, through_v)
        (by_u, by_v), (before_u, before_v), parts = found["slopes"], JOINTS[joint][2], found["parts"]
        factors = [(by_u, 2 * x)] * through_u + [(by_v, 3.0)] * through_v
        products = " + ".join(f"{bracketed(a)} · {bracketed(b)}" for a, b in factors)
        added = f"{products} = {number(sum(parts), 2)}" if products else "0, both paths are closed"
        slope_texts = [number(2 * x), before_u + number(by_u, 2), before_v + number(by_v, 2)]
        inside = [number(value, 3) for value in (x, found["u"], found["v"], found["p"])]
        known = found | dict(added=added, slope_texts=slope_texts, inside=inside)
        return known | self._columns(parts, found["measured"])

    def _columns(self, parts, measured):
        """An arrow per path, the second from where the first one ends; beside them what is measured"""
        ends = [0.0, parts[0], sum(parts)]
        tops = [(i, max(ends[min(i, 1) : i + 2]) + 1.6) for i in range(3)]
        signs = ["+" if part >= 0 else "" for part in parts] + [""]
        amounts = [sign + number(value, 2) for sign, value in zip(signs, (*parts, measured), strict=True)]
        return dict(amounts=amounts, amount_spots=tops) | dict(
            stems=separate(*[[(i, ends[i]), (i, ends[i + 1])] for i in range(2)]),
            levels=separate(*[[(i, ends[i + 1]), (i + 1, ends[i + 1])] for i in range(2)]),
            rises=[(i, ends[i + 1]) for i in range(2) if parts[i] > 1e-9],
            falls=[(i, ends[i + 1]) for i in range(2) if parts[i] < -1e-9],
        )

    def start(self, figure):
        self.ax, chart = figure.subplots(1, 2, width_ratios=(2.5, 1))
        self.ax.set(xlim=(-0.7, 5.6), ylim=(-2.45, 2.1))
        self.ax.set_axis_off()
        self._start_path("u", 0.4)
        self._start_path("v", -0.4)
        self._start_boxes()
        self._start_slopes()
        self._start_line()
        self._start_chart(chart)

    def _start_path(self, name, height):
        arrows = [self._arrow(*SPOTS["x"], *SPOTS[name]), self._arrow(*SPOTS[name], *SPOTS["p"])]
        closed = self.ax.text(2.4, height, "closed: held still", ha="center", va="center", color="#5a5a5a")

        def paint(is_open):
            face, edge, line = (plots.GRADIENT, plots.GRADIENT, "-") if is_open else ("white", "#5a5a5a", ":")
            for arrow in arrows:
                arrow.set(facecolor=face, edgecolor=edge, linestyle=line)
            closed.set_visible(not is_open)

        self.mark(paint, f"through_{name}", artists=[*arrows, closed])

    def _arrow(self, x, y, to_x, to_y):
        """A thick arrow between two boxes; a polygon, because it is redrawn for every frame."""
        length = np.hypot(to_x - x, to_y - y)
        along = np.array([to_x - x, to_y - y]) / length
        side = [(0.75, 0.03), (length - 0.99, 0.03), (length - 0.99, 0.11), (length - 0.77, 0.0)]
        outline = np.array(side + [(forward, -across) for forward, across in side[-2::-1]])
        shape = (x, y) + outline @ [along, (-along[1], along[0])]
        return self.ax.add_patch(Polygon(shape, closed=True, linewidth=1.2, zorder=3))

    def _start_boxes(self):
        box = dict(boxstyle="round,pad=0.1", mutation_scale=1, edgecolor=plots.PREDICTION, facecolor="white", zorder=4)
        look = dict(ha="center", va="center", color=plots.PREDICTION, zorder=5)
        for (x, y), formula in zip(SPOTS.values(), ("x", "u = x²", "v = 3x", ""), strict=True):
            self.ax.add_patch(FancyBboxPatch((x - 0.48, y - 0.26), 0.96, 0.52, **box))
            self.ax.text(x, y + 0.18, formula, **look)
        self.ax.text(4.71, 0.18, "p =", **look | dict(ha="right"))
        self.text(self.ax, 4.78, 0.18, "joint", **look | dict(ha="left"))
        inside = [self.ax.text(x, y - 0.16, "", fontweight="bold", **look) for x, y in SPOTS.values()]
        self.each(inside, text="inside")

    def _start_slopes(self):
        """The local derivative of each arrow beside it, and all of them put together at the top."""
        look = dict(color=GREEN_TEXT, va="center")
        self.ax.text(0.95, -0.95, "dv/dx = 3", ha="right", **look)
        self.ax.text(-0.6, 1.85, "dp/dx =", **look)
        self.text(self.ax, 0.3, 1.85, "added", **look)
        spots = ((0.95, 0.95), (4.37, 0.95), (4.37, -0.95))
        for (x, y), formula in zip(spots, ("du/dx = 2x =", "∂p/∂u =", "∂p/∂v ="), strict=True):
            self.ax.text(x, y, formula, ha="right", **look)
        slopes = [self.ax.text(x + 0.08, y, "", **look) for x, y in spots]
        self.each(slopes, text="slope_texts")

    def _start_line(self):
        """The number line below, on which x can be dragged."""
        line = self.ax.inset_axes([0.0, 0.11, 0.5, 0.05])
        line.set(xlim=(-2.2, 2.2), ylim=(0, 1), yticks=[], xticks=[-2, -1, 0, 1, 2], xlabel="x")
        line.spines["left"].set_visible(False)
        line.grid(False)
        self.line(line, "x", 0.0, style="o", color=plots.PREDICTION, markersize=12, clip_on=False)
        self.hold("x", line, "x", 0.0, (0.1, 0))

    def _start_chart(self, ax):
        ax.set(xlim=(-0.6, 2.6), ylim=(-16, 42), title="added up")
        ax.set_xticks([0, 1, 2], ["via u", "via v", "measured"])
        ax.axhline(0, color="#888888", linewidth=0.8)
        self.line(ax, "stems", color=plots.GRADIENT, linewidth=7, solid_capstyle="butt", zorder=3)
        self.line(ax, "rises", style="^", color=plots.GRADIENT, markersize=11, zorder=4)
        self.line(ax, "falls", style="v", color=plots.GRADIENT, markersize=11, zorder=4)
        self.line(ax, 2, "measured", style="D", color=plots.DATA, markersize=9, zorder=4)
        self.line(ax, "levels", style="--", color=plots.DATA, linewidth=1.2, zorder=2)
        amounts = [ax.text(0, 0, "", ha="center", va="bottom", fontsize=11) for _ in range(3)]
        self.each(amounts, text="amounts", position="amount_spots")

    def describe(self, x, joint, through_u, through_v, u, v, p, parts, measured, added, **_):
        closed = "The path through u is closed. " * (not through_u) + "The path through v is closed. " * (not through_v)
        return (
            f"x = {number(x)}, u = {number(u, 2)}, v = {number(v, 2)}, p = {joint} = {number(p, 3)}. {closed}"
            f"Through u come {number(parts[0], 2)}, through v {number(parts[1], 2)}. "
            f"dp/dx = {added}. Measured: {number(measured, 2)}."
        )
