"""The live figure of notebook 00: one slider, to see that everything works."""

import numpy as np

from ... import plots
from ...live_figure import LiveFigure, Slider

__all__ = ["FirstFigure"]

X, CREST = np.linspace(0, 10, 200), np.pi / 2


class FirstFigure(LiveFigure):
    """A wave whose height follows the slider, or the dot on its crest."""

    size = (7.0, 2.8)
    controls = [Slider("height", "height", -2, 2, 0.1)]
    alt = "A wave drawn from 0 to 10, with a dot on its first crest."

    def __init__(self, height=1.0):
        super().__init__(height=height)

    def numbers(self, height):
        return dict(wave=height * np.sin(X), title=f"height = {plots.number(height)}")

    def start(self, figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 10), ylim=(-2.2, 2.2), xlabel="x", ylabel="y")
        self.line(ax, X, "wave", color=plots.PREDICTION)
        self.line(ax, CREST, "height", style="o", color=plots.DATA, markersize=10)
        self.title(ax, "title")
        self.hold("crest", ax, CREST, "height", (0, 0.1))

    def describe(self, height, **_):
        return f"The height is {plots.number(height)}."
