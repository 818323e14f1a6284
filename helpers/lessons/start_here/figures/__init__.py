"""The live figures of notebook 00, and what notebook 10b makes of them when its reader knows what a feature map is."""

from .draw_digit import DrawDigit
from .first_digit import FirstDigit

__all__ = ["DrawDigit", "FirstDigit"]
