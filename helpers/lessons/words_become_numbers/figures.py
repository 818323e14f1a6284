"""The live figure of notebook 08a: Softmax."""

from functools import partial

import numpy as np

from ... import plots
from ...live_figure import Choice, LiveFigure, Slider
from ...plots import number
from .numbers import WAYS, powers, shares

__all__ = ["Softmax"]

FRUIT = ("Apple", "Banana", "Coconut")
REACH, LOWEST, HIGHEST = 5.0, -323.3, 308.25  # of the logits; the powers of ten that a float can hold
TOO_LARGE, TOO_SMALL = 365.0, -375.0  # where exp is drawn if it is inf or 0


def format_power(value):
    """A few digits of a number from 0 to inf"""
    if value == 0 or np.isinf(value) or 0.01 <= value < 100:
        return number(value, 2)
    return number(value, 0) if 100 <= value < 1e5 else f"{value:.0e}".replace("-", plots.MINUS)


def power_text(value, exponent):
    """What a power says above its dot, or below where it would leave the picture"""
    y, va = (exponent - 28, "top") if exponent > 150 else (exponent + 24, "bottom")
    return dict(text=format_power(value), y=y, va=va)


def share_text(p, words):
    return dict(text=words, y=np.nan_to_num(p) + 0.02, color=plots.ERROR if np.isnan(p) else plots.DATA)


class Softmax(LiveFigure):
    """Drag the logits, heat them, add a constant to all, until exp overflows; then take the largest off first."""

    size = (9.8, 4.3)
    controls = [
        Slider("temperature", "temperature T", 0.1, 5.0, 0.1),
        Slider("c", "add to all: c", -1000, 1000, 10),
        Choice("way", "computed", WAYS),
    ]
    alt = "Left: a logit for each of three fruits. Middle: its exp, by power of ten. Right: its probability."

    def __init__(self, z=(0.72, -0.37, 0.84), temperature=1.0, c=0.0, way=WAYS[0]):
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
        return dict(zip(FRUIT, z, strict=True), exponents=exponents, p=np.nan_to_num(p)) | dict(
            power_texts=[*map(power_text, e, exponents)],
            share_texts=[*map(share_text, p, probabilities)],
            logit_title=f"z: {', '.join(logits)}",
            power_title=f"c = {number(c)}, T = {number(temperature, 1)}",
            winner="no numbers any more" if np.isnan(p).any() else f"{FRUIT[p.argmax()]} {number(p.max(), 2)}",
            changes=", ".join(f"{fruit} {logit} becomes {probability}" for fruit, logit, probability in rows),
        )

    def start(self, figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1.1, 1))
        for ax in (left, middle, right):
            ax.set(xlim=(-0.6, 2.6), xticks=range(3), xticklabels=FRUIT)
            ax.grid(axis="x", visible=False)
        self._start_logits(left)  # what seldom changes comes first: it is kept with the background
        self._start_shares(right)
        self._start_powers(middle)

    def _start_logits(self, ax):
        ax.set(ylim=(-REACH - 0.5, REACH + 0.5), ylabel="logit z")
        ax.axhline(0, color=plots.QUIET, linewidth=1)
        self.title(ax, "logit_title")
        self._bars(ax, "z", alpha=0.35)
        self.line(ax, range(3), "z", style="o", color=plots.PREDICTION, markersize=11, zorder=5)
        for index, fruit in enumerate(FRUIT):
            self.hold(f"logit of {fruit}", ax, index, fruit, (0, 0.1), drag=partial(self._drag, index))

    @staticmethod
    def _drag(index, _, up, /, z, **__):
        return {"z": (*z[:index], round(float(np.clip(up, -REACH, REACH)), 2), *z[index + 1 :])}

    def _start_powers(self, ax):
        ax.set(ylim=(-430, 430), yticks=[-300, -150, 0, 150, 300], ylabel="exp of it")
        ax.set_yticklabels(["10⁻³⁰⁰", "10⁻¹⁵⁰", "1", "10¹⁵⁰", "10³⁰⁰"])
        for low, high, words, y in ((HIGHEST, 430, "too large: inf", 402), (-430, LOWEST, "too small: 0", -410)):
            ax.axhspan(low, high, color="#fbe3d3", zorder=0, linewidth=0)
            ax.text(1, y, words, ha="center", va="center", fontsize=11, color="#8a3d00")
        self.title(ax, "power_title")
        self.line(ax, range(3), "exponents", style="o", color=plots.PREDICTION, markersize=9, zorder=4)
        self._texts(ax, "power_texts", fontsize=11)

    def _start_shares(self, ax):
        ax.set(ylim=(0, 1.12), yticks=[0, 0.25, 0.5, 0.75, 1], ylabel="probability p")
        self.title(ax, "winner")
        self._bars(ax, "p", alpha=1.0)
        self._texts(ax, "share_texts", fontsize=12)

    def _bars(self, ax, name, **look):
        bars = ax.bar(range(3), [0, 0, 0], 0.6, color=plots.PREDICTION, linewidth=0, zorder=3, **look)
        self.each(bars, height=name)

    def _texts(self, ax, name, fontsize):
        """A text for each fruit; the name's numbers are what changes of each: {property: value}"""
        texts = [ax.text(x, 0, "", ha="center", va="bottom", fontsize=fontsize, zorder=5) for x in range(3)]
        self.mark(lambda looks: [t.set(**look) for t, look in zip(texts, looks, strict=True)], name, artists=texts)

    def describe(self, temperature, c, way, changes, **_):
        return f"Temperature {number(temperature, 1)}, constant {number(c)}, computed {way}: {changes}."
