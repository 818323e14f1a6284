"""Notebook 11: You have built it all by hand; what do the tools that everybody uses add?"""

from .frameworks import needs

__all__ = ["needs"]
