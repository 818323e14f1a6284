"""The live figures of notebook 05a: Soft switch and Seven points."""

from .seven_points import SevenPoints
from .soft_switch import SoftSwitch

__all__ = ["SevenPoints", "SoftSwitch"]
