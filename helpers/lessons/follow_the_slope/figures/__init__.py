"""The live figures of notebook 02: Secant to tangent, Roll down, and The race."""

from .race import TheRace
from .roll_down import RollDown
from .secant import SecantToTangent

__all__ = ["RollDown", "SecantToTangent", "TheRace"]
