"""The live figures, one file per notebook; notebooks write `explorers.FitByHand(x, y)`."""

from .chain_the_slopes import Gears, TwoPaths
from .fit_a_line import FitByHand, WalkTheBowl
from .follow_the_slope import RollDown, SecantToTangent, TheRace
from .start_here import FirstFigure

__all__ = ["FirstFigure", "FitByHand", "Gears", "RollDown", "SecantToTangent", "TheRace", "TwoPaths"]
__all__ += ["WalkTheBowl"]
