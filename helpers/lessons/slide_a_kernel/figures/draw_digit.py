"""Draw a digit: ink, what the net sees of it, its feature maps, and what it answers, stroke by stroke."""

import numpy as np

from .... import datasets, plots
from ....graph import Data
from ....live_figure import Button, Choice, LiveFigure
from ..numbers import SIDE, as_seen, blown_up, mosaic, stroke

MARKERS = {"pen": "o", "rubber": "s", "nothing": "+"}
MARKER_SIZES = {"pen": 12, "rubber": 20, "nothing": 14}


class DrawDigit(LiveFigure):
    """Draw by mouse, finger or arrow keys; model: a Sequential of two convolutions first, on sheets (10, 10, 1)."""

    size = (9.8, 4.2)
    controls = [
        Choice("tool", "in your hand", ["pen", "rubber", "nothing"]),
        Button("clear", "Clear"),
        Button("test_digit", "A digit of the test"),
    ]
    alt = "From left to right: the sheet to draw on, what the net sees, its feature maps, and its ten probabilities."

    def __init__(self, model, example=6):
        self.model = model
        pictures, digits = datasets.digits()
        self.test = pictures[1500:], digits[1500:]
        ink = blown_up(self.test[0][example])
        super().__init__(tool="pen", ink=ink, pen=(8.0, 24.0), example=example, untouched=True)

    @staticmethod
    def _drag(x, y, /, tool, ink, pen, **_):
        start, end = np.clip([pen, (x, y)], 0, SIDE - 1).tolist()
        after = stroke(ink, tool, start, end)
        return {"ink": after, "pen": tuple(end)} | ({} if np.array_equal(after, ink) else {"untouched": False})

    def _press(self, x, y, /, tool, ink, **_):
        return self._drag(x, y, tool, ink, (x, y))

    def clear(self, **_):
        return {"ink": np.zeros((SIDE, SIDE)), "tool": "pen", "untouched": False}

    def test_digit(self, example, **_):
        example = (example + 1) % len(self.test[0])
        return {"ink": blown_up(self.test[0][example]), "example": example, "untouched": True}

    def numbers(self, tool, ink, pen, example, untouched):
        blank, small, whose = not ink.any(), as_seen(ink), f"a {self.test[1][example]} of the test"
        first, second, shares = self.answer(small)
        best, next_best = np.argsort(-shares, kind="stable")[:2]
        best, next_best = (f"{digit} with {100 * shares[digit]:.0f} %" for digit in (best, next_best))
        known = dict(small=small, first=mosaic(first, 4), second=mosaic(second, 8), shares=shares)
        known |= dict(blank=blank, best=best, next_best=next_best, whose=whose, x=pen[0], y=pen[1])
        return known | dict(
            heading=whose if untouched else "draw here",
            bars=[[(0, digit), (0 if blank else share, digit)] for digit, share in enumerate(shares)],
            score="a blank sheet" if blank else best,
        )

    def answer(self, small):
        """The maps of both convolutions, and the probabilities, for (8, 8) shares of ink"""
        node, values = Data(np.pad(small, 1)[np.newaxis, :, :, np.newaxis]), []
        for layer in self.model.layers:
            node = layer(node)
            values.append(node.value[0])
        return values[0], values[1], values[-1]

    def start(self, figure):
        grid = figure.add_gridspec(2, 4, width_ratios=(4, 2, 3.4, 2.2))
        known = self.state | self.numbers(**self.state)
        one, two, *_ = self.model.layers
        self._start_image(figure.add_subplot(grid[:, 1]), "small", known, "8 × 8, what it sees")
        self._start_image(figure.add_subplot(grid[0, 2]), "first", known, f"{one.filters} first maps")
        self._start_image(figure.add_subplot(grid[1, 2]), "second", known, f"{two.filters} second maps")
        self._start_bars(figure.add_subplot(grid[:, 3]))
        sheet = figure.add_subplot(grid[:, 0])
        self._start_image(sheet, "ink", known)
        self.title(sheet, "heading", fontsize=12)
        pen = self.line(sheet, "x", "y", style="o", color=plots.ERROR, mfc="none", mew=2, zorder=4)
        self.mark(lambda tool: pen.set(marker=MARKERS[tool], markersize=MARKER_SIZES[tool]), "tool", artists=[pen])
        self.hold("pen", sheet, "x", "y", (1, -1), drag=self._drag, press=self._press, anywhere=True)

    def _start_image(self, ax, name, known, title=""):
        plots.bare(ax)
        ax.set_title(title, fontsize=12)
        self.image(ax, name, known[name], cmap="gray", vmin=0, vmax=1, interpolation="nearest", zorder=1)

    def _start_bars(self, ax):
        ax.set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10), xticks=(0, 0.5, 1), xlabel="probability")
        bars = ax.hlines(range(10), 0, 0, color=plots.PREDICTION, linewidth=9, zorder=3)
        self.mark(bars.set_segments, "bars", artists=[bars])
        self.title(ax, "score", fontsize=12)

    def describe(self, tool, ink, pen, untouched, blank, best, next_best, whose, **_):
        hand = f"The {tool if tool != 'nothing' else 'empty hand'} is at column {pen[0]:.0f}, row {pen[1]:.0f}"
        if blank:
            return f"{hand}; the sheet is blank."
        whose = f", {whose}" if untouched else ""
        return f"{hand}; {int(ink.sum())} pixels of ink{whose}. The net says {best}, then {next_best}."
