"""The live figures of notebook 05: Soft switch, Seven points, and Gate builder."""

from .gate_builder import GateBuilder
from .seven_points import SevenPoints
from .soft_switch import SoftSwitch

__all__ = ["GateBuilder", "SevenPoints", "SoftSwitch"]
