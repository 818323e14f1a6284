"""Digits as people draw them with the pen of notebook 00: {name: its strokes}, a stroke being points (x, y)."""

from itertools import pairwise

import numpy as np

from helpers.lessons.start_here.numbers import SIDE, stroke


def arc(x, y, wide, high, start, end):
    """16 points on an ellipse around (x, y), from one angle to another, in degrees and against the clock"""
    angles = np.radians(np.linspace(start, end, 16))
    return list(zip(x + wide * np.cos(angles), y - high * np.sin(angles), strict=True))


DRAWN = {
    "0": [arc(16, 16, 7, 11, 90, 450)],
    "1": [[(16, 4), (16, 28)]],
    "1 with a flag": [[(11, 9), (16, 4), (16, 28)]],
    "2": [[*arc(16, 10, 7, 6, 160, -20), (9, 27), (24, 27)]],
    "3": [arc(15, 10, 6, 6, 150, -90) + arc(15, 21.5, 7, 6, 90, -150)],
    "4": [[(18, 4), (8, 19), (24, 19)], [(19, 11), (19, 28)]],
    "5": [[(23, 5), (11, 5), (10, 14), *arc(15, 20, 8, 7, 120, -140)]],
    "6": [[(19, 4), (11, 14)], arc(15.5, 21, 6, 6, 160, 520)],
    "7": [[(8, 5), (23, 5), (13, 28)]],
    "7 with a bar": [[(8, 5), (23, 5), (13, 28)], [(11, 16), (21, 16)]],
    "8": [arc(16, 10, 5, 5.5, -90, 270), arc(16, 22, 6.5, 6.5, 90, 450)],
    "9": [[*arc(16, 11, 6, 6, 0, 360), (22, 11), (20, 28)]],
}


def sheet_of(name):
    """(32, 32): its ink on a blank sheet"""
    ink = np.zeros((SIDE, SIDE))
    for points in DRAWN[name]:
        for start, end in pairwise(points):
            ink = stroke(ink, "pen", start, end)
    return ink
