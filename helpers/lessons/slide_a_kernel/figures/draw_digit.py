"""Draw a digit: ink, what the net sees of it, its feature maps, and what it answers, stroke by stroke."""

import numpy as np

from .... import datasets, plots
from ....graph import Data
from ....live_figure import Button, Choice, Handle, LiveFigure

SIDE, BLOCK = 32, 4  # pixels of the sheet, and of the blocks in which the ink is counted
THICKNESS = {"pen": 1.7, "rubber": 3.0}
ACROSS, DOWN = np.meshgrid(np.arange(SIDE), np.arange(SIDE))
GAP = 1  # blank pixels between two maps


def stroke(ink, tool, start, end):
    """The sheet after this tool went from start to end, both (x, y)"""
    if tool not in THICKNESS:
        return ink
    (x, y), way = start, np.subtract(end, start)
    along = np.clip(((ACROSS - x) * way[0] + (DOWN - y) * way[1]) / max(way @ way, 1e-9), 0, 1)
    touched = np.hypot(ACROSS - x - along * way[0], DOWN - y - along * way[1]) <= THICKNESS[tool]
    return np.where(touched, float(tool == "pen"), ink)


def as_seen(ink):
    """(8, 8) shares of ink: the drawing cut out, stretched to full size around its middle, counted in blocks"""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return np.zeros((SIDE // BLOCK, SIDE // BLOCK))
    side = max(np.ptp(rows), np.ptp(columns)) + 1
    middle = (rows[0] + rows[-1]) / 2, (columns[0] + columns[-1]) / 2
    steps = ((np.arange(SIDE) + 0.5) / SIDE - 0.5) * side
    places = [np.rint(at + steps).astype(int) for at in middle]
    large = np.pad(ink, SIDE)[np.ix_(*(place + SIDE for place in places))]
    return large.reshape(SIDE // BLOCK, BLOCK, SIDE // BLOCK, BLOCK).mean(axis=(1, 3))


def blown_up(picture):
    """A sheet with the ink of these 8 x 8 counts, its rims smoothed: the bitmap itself is not in the data"""
    at = np.clip((np.arange(SIDE) + 0.5) / BLOCK - 0.5, 0, SIDE // BLOCK - 1)
    low = np.minimum(at.astype(int), SIDE // BLOCK - 2)
    blend = np.zeros((SIDE, SIDE // BLOCK))
    blend[np.arange(SIDE), low], blend[np.arange(SIDE), low + 1] = 1 - (at - low), at - low
    return (blend @ picture @ blend.T > 0.45).astype(float)


def mosaic(maps, columns):
    """(rows, columns, n) maps beside and below each other, all on one scale, white between them"""
    height, width, n = maps.shape
    rows = -(-n // columns)
    sheet = np.full((rows * (height + GAP) - GAP, columns * (width + GAP) - GAP), 1.0)
    for i in range(n):
        top, left = i // columns * (height + GAP), i % columns * (width + GAP)
        sheet[top : top + height, left : left + width] = 0.9 * maps[:, :, i] / max(np.abs(maps).max(), 1e-9)
    return sheet


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
        super().__init__(
            tool="pen", ink=blown_up(self.test[0][example]), pen=(8.0, 24.0), example=example, untouched=True
        )

    # ---- what the hand does -----------------------------------------------------------------------------------------

    def _press(self, x, y, /, tool, ink, **_):
        return self._moved(ink, tool, (x, y), (x, y))

    def _drag(self, x, y, /, tool, ink, pen, **_):
        return self._moved(ink, tool, pen, (x, y))

    @staticmethod
    def _moved(ink, tool, start, end):
        end = tuple(float(np.clip(value, 0, SIDE - 1)) for value in end)
        start = tuple(float(np.clip(value, 0, SIDE - 1)) for value in start)
        after = stroke(ink, tool, start, end)
        return {"ink": after, "pen": end} | ({} if np.array_equal(after, ink) else {"untouched": False})

    def clear(self, **_):
        return {"ink": np.zeros((SIDE, SIDE)), "tool": "pen", "untouched": False}

    def test_digit(self, example, **_):
        example = (example + 1) % len(self.test[0])
        return {"ink": blown_up(self.test[0][example]), "example": example, "untouched": True}

    # ---- what the net makes of it -----------------------------------------------------------------------------------

    def seen(self, ink):
        """(the 8 x 8, the maps of both convolutions, the probabilities)"""
        small = as_seen(ink)
        node, values = Data(np.pad(small, 1)[np.newaxis, :, :, np.newaxis]), []
        for layer in self.model.layers:
            node = layer(node)
            values.append(node.value[0])
        return small, values[0], values[1], values[-1]

    # ---- the picture ------------------------------------------------------------------------------------------------

    def start(self, figure):
        grid = figure.add_gridspec(2, 4, width_ratios=(4, 2, 3.4, 2.2))
        sheet, small = figure.add_subplot(grid[:, 0]), figure.add_subplot(grid[:, 1])
        maps, bars = [figure.add_subplot(grid[i, 2]) for i in (0, 1)], figure.add_subplot(grid[:, 3])
        _, first, second, _ = self.seen(self.state["ink"])
        shapes = (SIDE, SIDE), (SIDE // BLOCK,) * 2, mosaic(first, 4).shape, mosaic(second, 8).shape
        self.images = [self._image(ax, shape) for ax, shape in zip((sheet, small, *maps), shapes)]
        names = "draw here", "8 × 8, what it sees", f"{first.shape[2]} first maps", f"{second.shape[2]} second maps"
        self.heading, *_ = [ax.set_title(name, fontsize=12) for ax, name in zip((sheet, small, *maps), names)]
        self.pen = sheet.plot([], [], "o", color=plots.ERROR, mfc="none", mew=2, zorder=4)[0]
        self._start_bars(bars)
        at = lambda pen, **_: pen
        self.handles = [Handle("pen", sheet, at, self._drag, (1, -1), anywhere=True, press=self._press)]
        return [*self.images, self.pen, self.bars, self.title, self.heading]

    @staticmethod
    def _image(ax, shape):
        ax.set(xticks=[], yticks=[])
        ax.grid(False)
        ax.spines[:].set_visible(False)
        return ax.imshow(np.zeros(shape), cmap="gray", vmin=0, vmax=1, interpolation="nearest", zorder=1)

    def _start_bars(self, ax):
        ax.set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10), xticks=(0, 0.5, 1), xlabel="probability")
        self.bars = ax.hlines(range(10), 0, 0, color=plots.PREDICTION, linewidth=9, zorder=3)
        self.title = ax.set_title(" ", fontsize=12)

    def draw(self, tool, ink, pen, example, untouched):
        small, first, second, shares = self.seen(ink)
        for image, values in zip(self.images, (ink, small, mosaic(first, 4), mosaic(second, 8))):
            image.set_data(values)
        self.heading.set_text(f"a {self.test[1][example]} of the test" if untouched else "draw here")
        self.pen.set_data([pen[0]], [pen[1]])
        self.pen.set_marker({"pen": "o", "rubber": "s", "nothing": "+"}[tool])
        self.pen.set_markersize({"pen": 12, "rubber": 20, "nothing": 14}[tool])
        self.bars.set_segments([[(0, i), (share if ink.any() else 0, i)] for i, share in enumerate(shares)])
        best = int(np.argmax(shares))
        self.title.set_text(f"{best} with {100 * shares[best]:.0f} %" if ink.any() else "a blank sheet")

    def describe(self, tool, ink, pen, example, untouched):
        place = f"The {tool if tool != 'nothing' else 'empty hand'} is at column {pen[0]:.0f}, row {pen[1]:.0f}"
        if not ink.any():
            return f"{place}; the sheet is blank."
        shares = self.seen(ink)[-1]
        best, next_best = np.argsort(shares)[:-3:-1]
        whose = f", a {self.test[1][example]} of the test" if untouched else ""
        return (
            f"{place}; {int(ink.sum())} pixels of ink{whose}. The net says {best} with {100 * shares[best]:.0f} %, then "
            f"{next_best} with {100 * shares[next_best]:.0f} %."
        )
