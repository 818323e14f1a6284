"""The live figure of notebook 05b: Gate builder."""

from .gate_builder import GateBuilder

__all__ = ["GateBuilder"]
