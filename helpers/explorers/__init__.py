"""The live figures, one file per notebook; notebooks write `explorers.FitByHand(x, y)`."""

from .differentiating_graphs import BuildYourOwn, StepThroughGraph
from .fit_a_line import FitByHand, WalkTheBowl
from .start_here import FirstFigure

__all__ = ["BuildYourOwn", "StepThroughGraph", "FirstFigure", "FitByHand", "WalkTheBowl"]
