"""Every data set of the course, with its source: shipped, or made from a seed."""

from .pictures import digits, tiny_pictures
from .trades import fruit_trades, moody_trades, seven_trades

__all__ = ["digits", "fruit_trades", "moody_trades", "seven_trades", "tiny_pictures"]
