"""Draw a digit: ink, what the net sees of it, and what it answers, stroke by stroke."""

import numpy as np

from .... import datasets, plots
from ....graph import Data
from ....live_figure import Button, Choice, LiveFigure
from ..numbers import SIDE, as_seen, blown_up, digit_reader, stroke

MARKERS = {"pen": "o", "rubber": "s", "nothing": "+"}
MARKER_SIZES = {"pen": 12, "rubber": 20, "nothing": 14}


class FirstDigit(LiveFigure):
    """Draw by mouse, finger or arrow keys; the stored net answers."""

    size = (8.4, 3.0)
    controls = [
        Choice("tool", "in your hand", ["pen", "rubber", "nothing"]),
        Button("clear", "Clear"),
        Button("test_digit", "Somebody's digit"),
    ]
    alt = "From left to right: a sheet to draw on, what the network sees, and its ten probabilities."
    whose, yours = "a {}, by somebody", "your sheet"

    def __init__(self):
        self._open(digit_reader(), np.zeros((SIDE, SIDE)), (16.0, 8.0), example=-1, untouched=False)

    def _open(self, model, ink, pen, **state):
        self.model = model
        pictures, digits = datasets.digits()
        self.test = pictures[1500:], digits[1500:]
        super().__init__(tool="pen", ink=ink, pen=pen, **state)

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
        blank, small, whose = not ink.any(), as_seen(ink), self.whose.format(self.test[1][example])
        outputs = self.answer(small)
        shares = outputs[-1]
        best, next_best = np.argsort(-shares, kind="stable")[:2]
        best, next_best = (f"{digit} with {100 * shares[digit]:.0f} %" for digit in (best, next_best))
        known = dict(small=small, outputs=outputs, shares=shares, x=pen[0], y=pen[1])
        known |= dict(blank=blank, best=best, next_best=next_best, whose=whose)
        return known | dict(
            heading=whose if untouched else self.yours,
            invitation="draw a digit here" if blank else "",
            bars=[[(0, digit), (0 if blank else share, digit)] for digit, share in enumerate(shares)],
            score="a blank sheet" if blank else best,
        )

    def answer(self, small):
        """What each layer makes of (8, 8) shares of ink; the last ones are the probabilities"""
        node, values = Data(np.pad(small, 1)[np.newaxis, :, :, np.newaxis]), []
        for layer in self.model.layers:
            node = layer(node)
            values.append(node.value[0])
        return values

    def start(self, figure):
        sheet, seen, bars = figure.subplots(1, 3, width_ratios=(4, 2.2, 2.6))
        self.start_image(seen, "small", "8 × 8, what it sees")
        self.start_bars(bars)
        self.start_sheet(sheet)
        self.text(sheet, 15.5, 16, "invitation", color="white", fontsize=15, ha="center", va="center", zorder=3)

    def start_image(self, ax, name, title=""):
        plots.bare(ax)
        ax.set_title(title, fontsize=12)
        first = (self.state | self.numbers(**self.state))[name]
        self.image(ax, name, first, cmap="gray", vmin=0, vmax=1, interpolation="nearest", zorder=1)

    def start_bars(self, ax):
        ax.set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10), xticks=(0, 0.5, 1), xlabel="probability")
        bars = ax.hlines(range(10), 0, 0, color=plots.PREDICTION, linewidth=9, zorder=3)
        self.mark(bars.set_segments, "bars", artists=[bars])
        self.title(ax, "score", fontsize=12)

    def start_sheet(self, ax):
        self.start_image(ax, "ink")
        self.title(ax, "heading", fontsize=12)
        pen = self.line(ax, "x", "y", style="o", color=plots.ERROR, mfc="none", mew=2, zorder=4)
        self.mark(lambda tool: pen.set(marker=MARKERS[tool], markersize=MARKER_SIZES[tool]), "tool", artists=[pen])
        self.hold("pen", ax, "x", "y", (1, -1), drag=self._drag, press=self._press, anywhere=True)

    def describe(self, tool, ink, pen, untouched, blank, best, next_best, whose, **_):
        hand = f"The {tool if tool != 'nothing' else 'empty hand'} is at column {pen[0]:.0f}, row {pen[1]:.0f}"
        if blank:
            return f"{hand}; the sheet is blank."
        whose = f", {whose}" if untouched else ""
        return f"{hand}; {int(ink.sum())} pixels of ink{whose}. The net says {best}, then {next_best}."
