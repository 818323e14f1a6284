"""Every data set of the course, with its source: shipped, or made from a seed."""

from .photos import lecture_picture, own_picture, photo
from .pictures import digits, tiny_pictures
from .trades import fruit_trades, moody_trades, seven_trades

__all__ = ["digits", "fruit_trades", "lecture_picture", "moody_trades", "own_picture", "photo", "seven_trades",
           "tiny_pictures"]
