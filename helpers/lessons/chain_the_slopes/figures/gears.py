"""Gears: machines in a row, and how a nudge grows from one to the next."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from matplotlib.patches import Polygon

from .... import plots
from ....live_figure import Choice, Handle, LiveFigure, Slider
from ....plots import number
from .words import GREEN_TEXT, bracketed

MOST_TRIES = 60


class Machine(NamedTuple):
    """A number goes in, a number comes out: what is written on it, what it does, and its slope at its own input."""

    formula: str
    slope_name: str
    run: Callable
    slope: Callable


APPLES = Machine("x = 5v − 2", "dx/dv", lambda v: 5 * v - 2, lambda v: 5.0)
BANANAS = Machine("y = 3x − 2", "dy/dx", lambda x: 3 * x - 2, lambda x: 3.0)
COOKIES = Machine("z = y²", "dz/dy = 2y", lambda y: y * y, lambda y: 2 * y)


def run_row(machines, start):
    """([start, what each machine gives in turn], [each machine's slope where its own input stands])."""
    values, slopes = [start], []
    for machine in machines:
        slopes.append(machine.slope(values[-1]))
        values.append(machine.run(values[-1]))
    return values, slopes


class NumberLine:
    """A number line with a blue pointer on the value and a green arrow from there for the nudge.

    With `still`, number n stands at n + still for ever; without, the line slides, so that the pointer need not move.
    """

    def __init__(self, ax, height, window, low=-1e3, high=1e3, every=1.0, label_every=4, still=None, marker="v"):
        self.height, self.window, self.low, self.high = height, window, low, high
        self.every, self.label_every, self.still = every, label_every, still
        self.line = ax.plot([], [], color="#888888", linewidth=1.2, zorder=2)[0]
        self.ticks = ax.plot([], [], "|", color="#888888", markersize=9, markeredgewidth=1, zorder=2)[0]
        self.labels = [ax.text(0, 0, "", fontsize=10, color="#555555", ha="center", va="top") for _ in range(5)]
        self.arrow = ax.plot([], [], color=plots.GRADIENT, linewidth=5, solid_capstyle="butt", zorder=4)[0]
        self.head = ax.plot([], [], color=plots.GRADIENT, linestyle="", zorder=4)[0]
        self.pointer = ax.plot([], [], marker, color=plots.PREDICTION, markersize=10, zorder=5)[0]
        self.artists = [self.arrow, self.head, self.pointer]
        if still is None:
            self.artists += [self.line, self.ticks, *self.labels]
        else:
            self._lay(still)

    def move(self, at, value, nudged):
        """Bring `value` under the pointer at `at`; (from, to) of the arrow, which ends where `nudged` stands."""
        if self.still is None:
            self._lay(at - value)
        end = min(max(nudged + at - value, self.window[0]), self.window[1])
        self.pointer.set_data([at], [self.height + 0.11])
        length = abs(end - at) * self.arrow.axes.bbox.width / np.ptp(self.arrow.axes.get_xlim())
        self.arrow.set_data([at, end], [self.height] * 2)
        self.head.set_data([end], [self.height])
        self.head.set(marker=">" if end >= at else "<", markersize=min(11.0, 3.0 + length / 4))
        return at, end

    def _lay(self, shift):
        ends = [max(self.low + shift, self.window[0]), min(self.high + shift, self.window[1])]
        self.line.set_data(ends, [self.height] * 2)
        first, last = (np.round((end - shift - self.low) / self.every, 6) for end in ends)
        steps = np.arange(np.ceil(first), np.floor(last) + 1)
        ticks = self.low + steps * self.every
        self.ticks.set_data(ticks + shift, np.full(len(ticks), self.height))
        shown = [tick for step, tick in zip(steps, ticks) if step % self.label_every == 0]
        for i, label in enumerate(self.labels):
            label.set_visible(i < len(shown))
            if i < len(shown):
                label.set(text=number(shown[i], 1), position=(shown[i] + shift, self.height - 0.12))


class Gears(LiveFigure):
    """Machines in a row as number lines, all to one scale: turn the first, and watch how far the others move.

    The last two lines slide under a pointer that stays; the belt between two lines widens by the slope of the machine.
    `first` is "x" for two machines, or "v" for three. Every try leaves a dot on the right: the slope of the row there.
    """

    size = (9.6, 4.6)
    alt = "Number lines one above the other, to one scale, joined by green belts that widen by each machine's slope."

    def __init__(self, first="x"):
        if first not in ("x", "v"):
            raise ValueError(f'Gears begins with "x" (two machines) or "v" (three), got {first!r}')
        self.first = first
        if first == "x":
            self.machines, self.middle, self.step = [BANANAS, COOKIES], 2.0, 0.05
            ends, nudges = (-1.0, 3.0), [0.1, 0.05, 0.01]
        else:
            self.machines, self.middle, self.step = [APPLES, BANANAS, COOKIES], 0.8, 0.01
            ends, nudges = (0.2, 1.0), [0.02, 0.01, 0.002]
        self.controls = [Slider(first, first, *ends, self.step), Choice("nudge", f"nudge d{first}", nudges)]
        super().__init__(**{first: self.middle, "nudge": nudges[0], "tries": (self.middle,)})

    def start(self, figure):
        self.ax, self.chart = figure.subplots(1, 2, width_ratios=(4, 1))
        c, rows = self.middle, len(self.machines) + 1
        self.ax.set(xlim=(c - 7.1, c + 5.5), ylim=(-0.35, rows - 0.1))
        self.ax.set_axis_off()
        ranges = [dict(low=0.2, high=1.0, every=0.2, still=0.0)] if self.first == "v" else []
        ranges += [dict(low=-1.0, high=3.0, label_every=1, still=c - 2), dict(), dict(low=0.0)]
        ranges[0]["marker"] = "o"  # this one can be held
        self.lines = [NumberLine(self.ax, rows - 1 - i, (c - 3.6, c + 5.4), **r) for i, r in enumerate(ranges)]
        look = dict(facecolor=plots.GRADIENT, edgecolor=plots.GRADIENT, alpha=0.22, closed=True, zorder=1)
        self.belts = [self.ax.add_patch(Polygon(np.zeros((4, 2)), **look)) for _ in self.machines]
        top = rows - 1
        self.handles = [
            Handle(
                self.first,
                self.ax,
                lambda **state: (state[self.first], top + 0.11),
                lambda across, up, /, **_: {self.first: across},
                (self.step, 0),
            )
        ]
        artists = [artist for line in self.lines for artist in line.artists]
        return artists + self.belts + self._start_words(c - 4.9, top) + self._start_chart()

    def _start_words(self, across, top):
        """Formulas that stay, right-aligned at their equal signs; the numbers behind them move."""

        def field(height, formula, color, right=0.0):
            self.ax.text(across + right, height, formula, color=color, ha="right", va="center")
            return self.ax.text(across + right + 0.12, height, "", color=color, va="center")

        formulas = [self.first] + [machine.formula for machine in self.machines]
        self.names = [field(top - i, f"{formula} =", plots.PREDICTION) for i, formula in enumerate(formulas)]
        self.rates = [field(top - i - 0.5, f"{m.slope_name} =", GREEN_TEXT) for i, m in enumerate(self.machines)]
        self.product = field(top + 0.7, f"dz/d{self.first} =", GREEN_TEXT)
        self.measured = field(top + 0.7, "a nudge measures", plots.DATA, 7.7)
        return self.names + self.rates + [self.product, self.measured]

    def _start_chart(self):
        ends, slopes = ((-1.3, 3.3), (-36, 48)) if self.first == "x" else ((0.1, 1.1), (-180, 240))
        self.chart.set(xlim=ends, ylim=slopes, xlabel=self.first, ylabel=f"dz/d{self.first}", title="your tries")
        self.chart.axhline(0, color="#888888", linewidth=0.8)
        self.dots = self.chart.plot([], [], "o", color=plots.GRADIENT, markersize=5, mfc="white")[0]
        self.now = self.chart.plot([], [], "o", color=plots.GRADIENT, markersize=9)[0]
        return [self.dots, self.now]

    def numbers(self, nudge, tries=(), **first):
        """(values along the row, slopes, values after the nudge)"""
        start = first[self.first]
        return *run_row(self.machines, start), run_row(self.machines, start + nudge)[0]

    def draw(self, tries, **state):
        values, slopes, nudged = self.numbers(**state)
        places = [values[0], self.middle - 2 + values[-3]][: len(values) - 2] + [self.middle] * 2
        ends = [line.move(*numbers) for line, *numbers in zip(self.lines, places, values, nudged)]
        for belt, lower, (a, b), (c, d) in zip(self.belts, self.lines[1:], ends, ends[1:]):
            belt.set_xy([(a, lower.height + 1), (b, lower.height + 1), (d, lower.height), (c, lower.height)])
        for text, value in zip(self.names + self.rates, values + slopes):
            text.set_text(number(value))
        self.product.set_text(self.multiplied(slopes))
        self.measured.set_text(number((nudged[-1] - values[-1]) / state["nudge"], 3))
        self.dots.set_data(tries, [self.slope_at(start) for start in tries])
        self.now.set_data(values[:1], [self.slope_at(values[0])])

    def slope_at(self, start):
        """The slope of the whole row"""
        return float(np.prod(run_row(self.machines, start)[1]))

    @staticmethod
    def multiplied(slopes):
        """'8 · 3 = 24', the last machine's slope first"""
        return f"{' · '.join(bracketed(s) for s in reversed(slopes))} = {number(np.prod(slopes))}"

    def describe(self, tries, **state):
        values, slopes, nudged = self.numbers(**state)
        told = ", ".join(f"{name} = {number(value)}" for name, value in zip("vxyz"[-len(values) :], values))
        moves = ", ".join(number(b - a) for a, b in zip(values, nudged))
        measured = number((nudged[-1] - values[-1]) / state["nudge"], 3)
        return (
            f"{told}. dz/d{self.first} = {self.multiplied(slopes)}. A nudge moves them by {moves}: {measured} per unit."
        )

    def released(self, tries, **state):
        start = state[self.first]
        return {} if tries[-1] == start else {"tries": (*tries, start)[-MOST_TRIES:]}
