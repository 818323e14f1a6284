"""The live figures, one file per notebook; notebooks write `explorers.FitByHand(x, y)`."""

from .fit_a_line import FitByHand, WalkTheBowl
from .chain_the_slopes import Gears, TwoPaths
from .start_here import FirstFigure

__all__ = ["FirstFigure", "FitByHand", "Gears", "TwoPaths", "WalkTheBowl"]
