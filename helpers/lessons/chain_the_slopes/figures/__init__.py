"""The live figures of notebook 03: Gears (machines in a row), and Two paths."""

from .gears import Gears
from .two_paths import TwoPaths

__all__ = ["Gears", "TwoPaths"]
