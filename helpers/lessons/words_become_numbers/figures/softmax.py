"""Softmax: three logits become three probabilities; what heat, a constant and the size of a float do to that."""

from functools import partial

import numpy as np

from .... import plots
from ....live_figure import Choice, LiveFigure, Slider
from ....plots import number
from ..numbers import AS_WRITTEN, LARGEST_OFF, powers, shares

FRUIT = ("Apple", "Banana", "Coconut")
REACH, LOWEST, HIGHEST = 5.0, -323.3, 308.25  # of the logits; the powers of ten that a float can hold
TOO_LARGE, TOO_SMALL = 365.0, -375.0  # where exp is drawn if it is inf or 0


def format_power(value):
    """A few digits of a number from 0 to inf"""
    if value == 0 or np.isinf(value) or 0.01 <= value < 100:
        return number(value, 2)
    return number(value, 0) if 100 <= value < 1e5 else f"{value:.0e}".replace("-", plots.MINUS)


def bars(heights):
    """(x, y, width, height) of a bar for each fruit, as `rectangles` wants them"""
    return [(index - 0.3, 0, 0.6, height) for index, height in enumerate(heights)]


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

    def numbers(self, z, temperature, c, way):
        e = powers(z, c, temperature, way)
        p = shares(e)
        with np.errstate(divide="ignore"):
            exponents = np.clip(np.log10(e), TOO_SMALL, TOO_LARGE)
        logits, probabilities = [number(one, 2) for one in z], [number(one, 3) for one in p]
        rows = zip(FRUIT, logits, probabilities, strict=True)
        winner = "no numbers any more" if np.isnan(p).any() else f"{FRUIT[int(p.argmax())]} {number(p.max(), 2)}"
        return dict(zip(FRUIT, z, strict=True)) | dict(
            p=p,
            exponents=exponents,
            powers=[format_power(one) for one in e],
            probabilities=probabilities,
            logit_bars=bars(z),
            share_bars=bars(np.nan_to_num(p)),
            logit_title=f"z: {', '.join(logits)}",
            power_title=f"c = {number(c)}, T = {number(temperature, 1)}",
            winner=winner,
            changes=", ".join(f"{fruit} {logit} becomes {probability}" for fruit, logit, probability in rows),
        )

    # ---- the picture ------------------------------------------------------------------------------------------------

    def start(self, figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1.1, 1))
        for ax in (left, middle, right):
            ax.set(xlim=(-0.6, 2.6), xticks=range(3), xticklabels=FRUIT)
            ax.grid(axis="x", visible=False)
        self._start_logits(left)  # what seldom changes comes first: it is kept with the background
        self._start_shares(right)
        self._start_powers(middle)

    def _start_logits(self, ax):
        self.title(ax, "logit_title")
        ax.set(ylim=(-REACH - 0.5, REACH + 0.5), ylabel="logit z")
        ax.axhline(0, color=plots.QUIET, linewidth=1)
        self.rectangles(ax, "logit_bars", len(FRUIT), facecolor=plots.PREDICTION, alpha=0.35, zorder=3)
        self.line(ax, range(3), "z", style="o", color=plots.PREDICTION, markersize=11, zorder=5)
        for index, fruit in enumerate(FRUIT):
            self.hold(f"logit of {fruit}", ax, index, fruit, (0, 0.1), drag=partial(self._drag, index))

    @staticmethod
    def _drag(index, _, up, /, z, **__):
        logit = round(float(np.clip(up, -REACH, REACH)), 2)
        return {"z": (*z[:index], logit, *z[index + 1 :])}

    def _start_powers(self, ax):
        self.title(ax, "power_title")
        ax.set(ylim=(-430, 430), yticks=[-300, -150, 0, 150, 300], ylabel="exp of it")
        ax.set_yticklabels(["10⁻³⁰⁰", "10⁻¹⁵⁰", "1", "10¹⁵⁰", "10³⁰⁰"])
        for low, high, words, y in ((HIGHEST, 430, "too large: inf", 402), (-430, LOWEST, "too small: 0", -410)):
            ax.axhspan(low, high, color="#fbe3d3", zorder=0, linewidth=0)
            ax.text(1, y, words, ha="center", va="center", fontsize=11, color="#8a3d00")
        self.line(ax, range(3), "exponents", style="o", color=plots.PREDICTION, markersize=9, zorder=4)
        self._label(ax, self._put_power, "powers", "exponents", fontsize=11)

    def _start_shares(self, ax):
        self.title(ax, "winner")
        ax.set(ylim=(0, 1.12), yticks=[0, 0.25, 0.5, 0.75, 1], ylabel="probability p")
        self.rectangles(ax, "share_bars", len(FRUIT), facecolor=plots.PREDICTION, alpha=1.0, zorder=3)
        self._label(ax, self._put_share, "probabilities", "p", fontsize=12)

    def _label(self, ax, put, *names, fontsize):
        """A text for each fruit: put(text, its words, its number)"""
        texts = [ax.text(x, 0, "", ha="center", va="bottom", fontsize=fontsize, zorder=5) for x in range(3)]
        self.mark(lambda words, values: [*map(put, texts, words, values)], *names, artists=texts)

    @staticmethod
    def _put_power(text, words, exponent):
        """Above its dot, or below where it would leave the picture"""
        below = exponent > 150
        text.set(text=words, y=exponent + (-28 if below else 24), va="top" if below else "bottom")

    @staticmethod
    def _put_share(text, words, p):
        text.set(text=words, y=np.nan_to_num(p) + 0.02, color=plots.ERROR if np.isnan(p) else plots.DATA)

    def describe(self, temperature, c, way, changes, **_):
        return f"Temperature {number(temperature, 1)}, constant {number(c)}, computed {way}: {changes}."
