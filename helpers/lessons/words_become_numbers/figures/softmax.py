"""Softmax: three logits become three probabilities; what heat, a constant and the size of a float do to that."""

import numpy as np
from matplotlib.patches import Rectangle

from .... import plots
from ....live_figure import Choice, Handle, LiveFigure, Slider
from ....plots import number

FRUIT = ("Apple", "Banana", "Coconut")
AS_WRITTEN, LARGEST_OFF = "as written", "largest off first"
REACH, LOWEST, HIGHEST = 5.0, -323.3, 308.25  # of the logits; the powers of ten that a float can hold
TOO_LARGE, TOO_SMALL = 365.0, -375.0  # where exp is drawn if it is inf or 0


def powers(z, c, temperature, way):
    """exp((z + c) / T), or exp of that with the largest taken off first: inf if too large, 0 if too small"""
    exponents = (np.asarray(z, dtype=float) + c) / temperature
    if way == LARGEST_OFF:
        exponents = exponents - exponents.max()
    with np.errstate(over="ignore"):
        return np.exp(exponents)


def shares(e):
    """e / Σ e, nan where that is inf / inf or 0 / 0"""
    with np.errstate(invalid="ignore", divide="ignore"):
        return e / e.sum()


def short(value):
    """A few digits of a number from 0 to inf"""
    if value == 0 or np.isinf(value) or 0.01 <= value < 100:
        return number(value, 2)
    return number(value, 0) if 100 <= value < 1e5 else f"{value:.0e}".replace("-", plots.MINUS)


class Softmax(LiveFigure):
    """Drag the logits, heat them, add a constant to all, until exp overflows; then take the largest off first."""

    size = (9.8, 4.3)
    controls = [
        Slider("temperature", "temperature T", 0.1, 5.0, 0.1),
        Slider("c", "add to all: c", -1000, 1000, 10),
        Choice("way", "computed", [AS_WRITTEN, LARGEST_OFF]),
    ]
    alt = "Left: a logit for each of three fruits. Middle: its exp, by power of ten. Right: its probability."

    def __init__(self, z=(0.72, -0.37, 0.84), temperature=1.0, c=0.0, way=AS_WRITTEN):
        z = tuple(float(one) for one in z)
        if len(z) != len(FRUIT) or not all(abs(one) <= REACH for one in z):
            raise ValueError(f"Softmax expects {len(FRUIT)} logits from {number(-REACH)} to {number(REACH)}, got {z}")
        super().__init__(z=z, temperature=temperature, c=c, way=way)

    # ---- the picture ------------------------------------------------------------------------------------------------

    def start(self, figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1.1, 1))
        for ax in (left, middle, right):
            ax.set(xlim=(-0.6, 2.6), xticks=range(3), xticklabels=FRUIT)
            ax.grid(axis="x", visible=False)
        self.titles = [ax.set_title(" ") for ax in (left, middle, right)]
        self._start_logits(left)
        self._start_powers(middle)
        self._start_shares(right)
        return [*self.logits, *self.tops, self.dots, *self.powers, *self.bars, *self.told, *self.titles]

    def _start_logits(self, ax):
        ax.set(ylim=(-REACH - 0.5, REACH + 0.5), ylabel="logit z")
        ax.axhline(0, color=plots.QUIET, linewidth=1)
        self.logits = self._rectangles(ax, alpha=0.35)
        self.tops = [ax.plot([], [], "o", color=plots.PREDICTION, markersize=11, zorder=5)[0] for _ in FRUIT]
        self.handles = [self._handle(ax, place) for place in range(len(FRUIT))]

    def _start_powers(self, ax):
        ax.set(ylim=(-430, 430), yticks=[-300, -150, 0, 150, 300], ylabel="exp of it")
        ax.set_yticklabels(["10⁻³⁰⁰", "10⁻¹⁵⁰", "1", "10¹⁵⁰", "10³⁰⁰"])
        for low, high, words, at in ((HIGHEST, 430, "too large: inf", 402), (-430, LOWEST, "too small: 0", -410)):
            ax.axhspan(low, high, color="#fbe3d3", zorder=0, linewidth=0)
            ax.text(1, at, words, ha="center", va="center", fontsize=11, color="#8a3d00")
        self.dots = ax.plot([], [], "o", color=plots.PREDICTION, markersize=9, zorder=4, linestyle="")[0]
        self.powers = [ax.text(place, 0, "", ha="center", va="bottom", fontsize=11, zorder=5) for place in range(3)]

    def _start_shares(self, ax):
        ax.set(ylim=(0, 1.12), yticks=[0, 0.25, 0.5, 0.75, 1], ylabel="probability p")
        self.bars = self._rectangles(ax, alpha=1.0)
        self.told = [ax.text(place, 0, "", ha="center", va="bottom", fontsize=12, zorder=5) for place in range(3)]

    @staticmethod
    def _rectangles(ax, alpha):
        look = dict(facecolor=plots.PREDICTION, alpha=alpha, zorder=3)
        return [ax.add_patch(Rectangle((place - 0.3, 0), 0.6, 0, **look)) for place in range(len(FRUIT))]

    @staticmethod
    def _handle(ax, place):
        def drag(_, up, /, z, **__):
            up = round(float(np.clip(up, -REACH, REACH)), 2)
            return {"z": (*z[:place], up, *z[place + 1 :])}

        return Handle(f"logit of {FRUIT[place]}", ax, lambda z, **_: (place, z[place]), drag, step=(0, 0.1))

    # ---- what moves -------------------------------------------------------------------------------------------------

    def draw(self, z, temperature, c, way):
        e = powers(z, c, temperature, way)
        p = shares(e)
        with np.errstate(divide="ignore"):
            heights = np.clip(np.log10(e), TOO_SMALL, TOO_LARGE)
        heights[e == 0], heights[np.isinf(e)] = TOO_SMALL, TOO_LARGE
        self.dots.set_data(range(len(z)), heights)
        for place in range(len(z)):
            self.logits[place].set_height(z[place])
            self.tops[place].set_data([place], [z[place]])
            below = heights[place] > 150
            self.powers[place].set(
                text=short(e[place]), y=heights[place] + (-28 if below else 24), va="top" if below else "bottom"
            )
            self.bars[place].set_height(np.nan_to_num(p[place]))
            self.told[place].set(text=number(p[place], 3), y=np.nan_to_num(p[place]) + 0.02)
            self.told[place].set_color(plots.ERROR if np.isnan(p[place]) else plots.DATA)
        self.titles[0].set_text(f"z: {', '.join(number(one, 2) for one in z)}")
        self.titles[1].set_text(f"c = {number(c)}, T = {number(temperature, 1)}")
        self.titles[2].set_text(
            "no numbers any more" if np.isnan(p).any() else f"{FRUIT[int(p.argmax())]} {number(p.max(), 2)}"
        )

    def describe(self, z, temperature, c, way):
        p = shares(powers(z, c, temperature, way))
        told = ", ".join(
            f"{fruit} {number(one, 2)} becomes {number(share, 3)}" for fruit, one, share in zip(FRUIT, z, p)
        )
        return f"Temperature {number(temperature, 1)}, constant {number(c)}, computed {way}: {told}."
