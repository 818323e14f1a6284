"""The live figures, one file per notebook; notebooks write `explorers.FitByHand(x, y)`."""

from .backprop_in_matrices import Playground, Tangent
from .bend_the_line import GateBuilder, SevenPoints, SoftSwitch
from .chain_the_slopes import Gears, TwoPaths
from .decide_then_learn import BackpropBoard
from .differentiating_graphs import BuildYourOwn, StepThroughGraph
from .fit_a_line import FitByHand, WalkTheBowl
from .follow_the_slope import RollDown, SecantToTangent, TheRace
from .memorise_or_understand import Capacity, Effort
from .slide_a_kernel import DrawDigit, FilterPhoto, ReceptiveField, SlideKernel
from .start_here import FirstFigure
from .words_become_numbers import Softmax, WordMap
from .words_in_windows import Rescore, TagSentence

__all__ = ["FirstFigure"]
__all__ += ["FitByHand", "WalkTheBowl"]
__all__ += ["SecantToTangent", "RollDown", "TheRace"]
__all__ += ["Gears", "TwoPaths"]
__all__ += ["StepThroughGraph", "BuildYourOwn"]
__all__ += ["SoftSwitch", "SevenPoints", "GateBuilder"]
__all__ += ["BackpropBoard"]
__all__ += ["Playground", "Tangent"]
__all__ += ["Capacity", "Effort"]
__all__ += ["Softmax", "WordMap"]
__all__ += ["TagSentence", "Rescore"]
__all__ += ["SlideKernel", "FilterPhoto", "ReceptiveField", "DrawDigit"]
