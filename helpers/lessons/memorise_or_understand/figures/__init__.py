"""The live figures of notebook 07: Capacity, and Effort."""

from .capacity import Capacity
from .effort import Effort

__all__ = ["Capacity", "Effort"]
