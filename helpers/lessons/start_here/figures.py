"""The live figure of notebook 00: one slider, to see that everything works."""

import numpy as np

from ... import plots
from ...live_figure import Handle, LiveFigure, Slider

__all__ = ["FirstFigure"]


class FirstFigure(LiveFigure):
    """A wave whose height follows the slider, or the dot on its crest."""

    size = (7.0, 2.8)
    controls = [Slider("height", "height", -2, 2, 0.1)]
    alt = "A wave drawn from 0 to 10, with a dot on its first crest."
    crest = np.pi / 2

    def __init__(self, height=1.0):
        super().__init__(height=height)

    def start(self, figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 10), ylim=(-2.2, 2.2), xlabel="x", ylabel="y")
        self.x = np.linspace(0, 10, 200)
        self.wave = ax.plot(self.x, np.sin(self.x), color=plots.PREDICTION)[0]
        self.dot = ax.plot([], [], "o", color=plots.DATA, markersize=10)[0]
        self.title = ax.set_title(" ")
        self.handles = [
            Handle("crest", ax, lambda height, **_: (self.crest, height), lambda x, y, /, **_: {"height": y}, (0, 0.1))
        ]
        return [self.wave, self.dot, self.title]

    def draw(self, height):
        self.wave.set_ydata(height * np.sin(self.x))
        self.dot.set_data([self.crest], [height])
        self.title.set_text(f"height = {plots.number(height)}")

    def describe(self, height):
        return f"The height is {plots.number(height)}."
