"""Draw a digit, seen from inside: the same sheet with a net of the reader's own, and its feature maps between."""

from .... import datasets
from ....live_figure import Button
from ..numbers import blown_up, mosaic
from .first_digit import FirstDigit


class DrawDigit(FirstDigit):
    """Draw by mouse, finger or arrow keys; model: a Sequential of two convolutions first, on sheets (10, 10, 1)."""

    size = (9.8, 4.2)
    controls = [*FirstDigit.controls[:-1], Button("test_digit", "A digit of the test")]
    alt = "From left to right: the sheet to draw on, what the net sees, its feature maps, and its ten probabilities."
    whose, yours = "a {} of the test", "draw here"

    def __init__(self, model, example=6):
        ink = blown_up(datasets.digits()[0][1500 + example])
        self._open(model, ink, (8.0, 24.0), example=example, untouched=True)

    def numbers(self, **state):
        known = super().numbers(**state)
        first, second, *_ = known["outputs"]
        return known | dict(first=mosaic(first, 4), second=mosaic(second, 8))

    def start(self, figure):
        grid = figure.add_gridspec(2, 4, width_ratios=(4, 2, 3.4, 2.2))
        one, two, *_ = self.model.layers
        self.start_image(figure.add_subplot(grid[:, 1]), "small", "8 × 8, what it sees")
        self.start_image(figure.add_subplot(grid[0, 2]), "first", f"{one.filters} first maps")
        self.start_image(figure.add_subplot(grid[1, 2]), "second", f"{two.filters} second maps")
        self.start_bars(figure.add_subplot(grid[:, 3]))
        self.start_sheet(figure.add_subplot(grid[:, 0]))
