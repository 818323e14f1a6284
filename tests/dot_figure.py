"""A dot in the unit square with one of every control, for the tests of LiveFigure; and how to talk to it."""

import numpy as np

from helpers.live_figure import Button, Choice, LiveFigure, Play, Slider, Text, Toggle


class Dot(LiveFigure):
    """A dot in the unit square, with one of every control."""

    size = (3.0, 2.0)
    alt = "A dot."
    controls = [
        Slider("x", "x", 0, 1, 0.25),
        Choice("colour", "colour", ["black", "blue"]),
        Toggle("big", "big"),
        Text("name", "name"),
        Button("home", "home"),
        Play("Run"),
    ]

    def __init__(self, **state):
        super().__init__(**{"x": 0.5, "y": 0.5, "colour": "black", "big": False, "name": "", "tries": 0} | state)

    def start(self, figure):
        ax = figure.subplots()
        ax.set(xlim=(0, 1), ylim=(0, 1))
        self.dot = self.line(ax, "x", "y", style="o")
        self.mark(self.dress, "colour", "big", artists=[self.dot])
        self.stripe = ax.axvspan(0.4, 0.6, zorder=0)
        self.visible("big", self.stripe)
        self.hold("dot", ax, "x", "y", (0.25, 0.1))
        self.hold("anywhere", ax, 0, 0, (0, 0.5), drag=lambda a, b, /, **_: {"y": b}, anywhere=True)

    def dress(self, colour, big):
        self.dot.set(color=colour, markersize=20 if big else 8)

    def numbers(self, name, **_):
        if name == "crash":
            raise ZeroDivisionError("crashed on purpose")
        return {}

    def describe(self, x, y, name, **_):
        if name == "speechless":
            raise KeyError("no words")
        return f"It is at ({x:g}, {y:g})."

    def released(self, tries, **_):
        return {"tries": tries + 1}

    def home(self, **_):
        return {"x": 0, "y": 0}

    def tick(self, x, **_):
        return {"x": x + 0.25} if x < 1 else None


def heard(figure):
    """The figure, with the frames that it sends kept in `.frames`"""
    figure.frames = []
    figure.send = lambda header, buffers=(): figure.frames.append((header, b"".join(buffers)))
    return figure


def say(figure, **message):
    figure.receive({"view": "v", "seq": len(figure.frames), **message})
    return figure.frames[-1][0]


def patched(picture, header, pixels):
    """The browser's picture after this frame."""
    if "size" in header:
        columns, rows = header["size"]
        picture = np.zeros((rows, columns, 4), np.uint8)
    picture, offset = picture.copy(), 0
    for x, y, width, height in header["rects"]:
        size = 4 * width * height
        rectangle = np.frombuffer(pixels[offset : offset + size], np.uint8).reshape(height, width, 4)
        picture[y : y + height, x : x + width] = rectangle
        offset += size
    assert offset == len(pixels), "bytes left over"
    return picture


def spot(figure, x, y):
    """Data coordinates as the browser sends them: fractions of the figure from its lower left corner."""
    across, up = figure.handles[0].axes.transData.transform((x, y)) / figure._figure.bbox.size
    return {"x": across, "y": up}
