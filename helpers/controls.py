"""What a learner can hold in a live figure: sliders, choices, buttons, and handles on the picture itself.

Each control keeps one value of the figure's state, and `clean` brings whatever the browser sends into its range.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Slider:
    """A number from low to high, in steps counted from low."""

    name: str
    label: str
    low: float
    high: float
    step: float
    kind: str = field(default="slider", init=False)

    def clean(self, value):
        most = int((self.high - self.low) / self.step + 1e-6)
        steps = round((min(max(float(value), self.low), self.high) - self.low) / self.step)
        return round(self.low + min(steps, most) * self.step, 10)


@dataclass
class Choice:
    """One of a few values; `options` are shown as text and come back as they are."""

    name: str
    label: str
    options: list
    kind: str = field(default="choice", init=False)

    def clean(self, value):
        if value not in self.options:
            raise ValueError(f"{self.name} is one of {self.options}, not {value!r}")
        return value


@dataclass
class Toggle:
    """Yes or no."""

    name: str
    label: str
    kind: str = field(default="toggle", init=False)

    def clean(self, value):
        return bool(value)


@dataclass
class Text:
    """A line of text; the figure hears of it when Enter is pressed or the field is left, `live`: at every letter."""

    name: str
    label: str
    live: bool = False
    kind: str = field(default="text", init=False)

    def clean(self, value):
        return str(value)


@dataclass
class Button:
    """Calls the method `name` of the figure: it takes the state and returns what changes."""

    name: str
    label: str
    kind: str = field(default="button", init=False)


@dataclass
class Play:
    """Starts and pauses `tick(**state)`, which the browser asks for after each painted frame."""

    label: str
    pause: str = "Pause"
    name: str = field(default="playing", init=False)
    kind: str = field(default="play", init=False)

    def clean(self, value):
        return bool(value)


@dataclass
class Handle:
    """A spot on the picture to hold with mouse, finger or arrow keys.

    at(**known) -> (x, y) in the data coordinates of `axes`; drag(x, y, /, **known) -> what changes (positional, so that
    a state may be called x or y); known: the state and the numbers of the frame. `step` is what one arrow key adds to
    (x, y); 0 where it does not move that way.
    `anywhere`: a press anywhere in the axes takes it. `press`: what a press does, if that is not a drag (to put a pen
    down is not to draw a line to it): then the spot comes to the hand.
    """

    name: str
    axes: Any
    at: Callable
    drag: Callable
    step: tuple = (0.1, 0.1)
    anywhere: bool = False
    press: Callable | None = None

    def pixels(self, known):
        """Where the handle stands now, in pixels from the lower left corner of the figure."""
        return self.axes.transData.transform(self.at(**known))
