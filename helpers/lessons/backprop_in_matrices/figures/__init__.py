"""The live figures of notebook 06b: Tangent and Playground."""

from .playground import Playground
from .tangent import Tangent

__all__ = ["Playground", "Tangent"]
