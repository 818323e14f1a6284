"""Three live figures driven as a hand drives them, message by message, without a browser.

A scene is a generator of frames: the figure is in a new state, the pointer (fractions of the figure from its lower left
corner, or None) stands somewhere, and the frame is to be looked at for so many milliseconds.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.text import Text

from helpers import datasets, explorers
from helpers.layers import Conv2D, Dense, GlobalMaxPooling2D
from helpers.training import Adam, Sequential, set_random_seed

FRAME, PAUSE = 100, 1500  # milliseconds
TICKS = [1] * 25 + [3] * 16  # of the training of words, from frame to frame: most happens at the beginning


class Frame(NamedTuple):
    """What to paint, and for how long; caption: the sentence that the figure says of its state"""

    figure: object
    pointer: tuple | None
    pressed: bool
    duration: int
    caption: str


class Hand:
    """Sends a figure the messages that the browser would send"""

    def __init__(self, figure):
        self.figure, self.pointer, self.pressed = figure, None, False
        figure.send = self._answered
        self.say(kind="open", dpr=1)

    def _answered(self, header, buffers=()):
        self.header = header

    def say(self, **message):
        self.figure.receive({"view": "readme", "seq": 1, **message})
        if "error" in self.header:
            raise RuntimeError(f"{type(self.figure).__name__}: {self.header['error']}")

    def frame(self, duration=FRAME):
        return Frame(self.figure, self.pointer, self.pressed, duration, self.header["caption"])

    def spot(self, handle, x, y):
        """A place in the axes of a handle, in fractions of the figure"""
        return tuple(handle.axes.transData.transform((x, y)) / handle.axes.figure.bbox.size)

    def drag(self, name, places):
        """Takes a handle where the first place is and pulls it along; a frame a place"""
        handle = next(handle for handle in self.figure.handles if handle.name == name)
        for phase, place in zip(["press", *["drag"] * (len(places) - 1)], places, strict=True):
            self.pointer, self.pressed = self.spot(handle, *place), True
            self.say(kind="pointer", phase=phase, x=self.pointer[0], y=self.pointer[1])
            yield self.frame()
        self.say(kind="pointer", phase="release", x=self.pointer[0], y=self.pointer[1])
        self.pressed = False
        yield self.frame()


def way(start, end, steps):
    """From start to end in so many steps, slow at both ends"""
    share = (1 - np.cos(np.linspace(0, np.pi, steps)))[:, np.newaxis] / 2
    return ((1 - share) * start + share * end).tolist()


def line_and_bowl():
    """Notebook 01: the right end of the line is pulled up, then the dot rolls into the bowl"""
    hand = Hand(explorers.FitByHand(*datasets.fruit_trades()))
    yield hand.frame(PAUSE // 2)
    yield from hand.drag("line, right end", way((7, 16), (7, 26), 14))
    yield from hand.drag("line, left end", way((0, 2), (0, -7), 14))
    w, b = hand.figure.state["w"], hand.figure.state["b"]
    yield from hand.drag("dot on the bowl", way((w, b), (4, -4), 14))
    yield hand.frame(PAUSE)


THREE = [(9, 8), (12, 5), (17, 4), (21, 7), (21, 11), (18, 14), (14, 15), (19, 16), (22, 20), (21, 25), (16, 27)]
THREE += [(9, 25)]  # columns and rows of the sheet


def digit():
    """Notebook 10b: a sheet, a 3 drawn on it, and what the network answers stroke by stroke"""
    hand = Hand(explorers.DrawDigit(reader()))
    hand.say(kind="button", name="clear")
    yield hand.frame(PAUSE // 2)
    corners = np.array(THREE, dtype=float)
    at = np.linspace(0, len(corners) - 1, 26)
    places = np.column_stack([np.interp(at, range(len(corners)), one) for one in corners.T])
    yield from hand.drag("pen", places.tolist())
    yield hand.frame(PAUSE)


def reader(seed=4, epochs=20):
    """A network as notebook 10b trains it for DrawDigit, from another seed"""
    pictures, digits = datasets.digits()
    sheets = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))[..., np.newaxis]
    set_random_seed(seed)
    first = Conv2D(8, 3, activation="relu", input_shape=(10, 10, 1))
    second = Conv2D(24, 3, activation="relu")
    model = Sequential([first, second, GlobalMaxPooling2D(), Dense(10, activation="softmax")])
    model.compile(optimizer=Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(sheets[:1500], digits[:1500], epochs=epochs, verbose=0)
    return model


def words():
    """Notebook 08b: word vectors learn, and words of a kind gather"""
    hand = Hand(explorers.WordMap(datasets.fruit_sentences()))
    yield hand.frame(PAUSE // 2)
    hand.say(kind="change", changes={"playing": True}, done=True)
    for ticks in TICKS:
        for _ in range(ticks):
            hand.say(kind="tick")
        yield hand.frame()
    hand.say(kind="change", changes={"playing": False}, done=True)
    yield hand.frame(PAUSE)
    for word in ("three", "monkey"):
        hand.say(kind="change", changes={"word": word}, done=True)
        yield hand.frame(PAUSE)


SCENES = {
    "Drag a line, and see what every line costs": line_and_bowl,
    "Draw a digit, and see what a network reads": digit,
    "Let word vectors learn, and see words of a kind gather": words,
}


def written(figure):
    """Every text that stands in the picture, axis labels and titles included, in alphabetical order"""
    texts = figure.handles[0].axes.figure.findobj(Text)
    return sorted({text.get_text() for text in texts if text.get_visible() and text.get_text().strip()})
