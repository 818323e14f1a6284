"""Text that changes with every frame, drawn fast: all its letters are one collection of shapes.

A text artist lays out and rasterises its letters anew whenever it is drawn, about 1 ms each; forty of them are too
slow to follow a hand. Here each letter is made once, as a shape, and a frame only says which letter goes where.
"""

import functools

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D

HALF_HEIGHT = 0.365  # of a digit, in parts of the letters' size
POINTS = 72  # an inch


@functools.cache
def letter(character, size):
    """(shape, width), both in points: the shape with its foot on 0, the width from this letter to the next"""
    shape = Path([(0, 0)]) if character == " " else TextPath((0, 0), character, size=size)
    font = get_font(findfont(FontProperties()))
    font.set_size(size, POINTS)  # after TextPath, which leaves a size of its own behind
    return shape, font.load_char(ord(character)).linearHoriAdvance / 65536


def width(text, size):
    """How wide the text is, in inches"""
    return sum(letter(character, size)[1] for character in text) / POINTS


class Lettering:
    """Lines of text on axes whose unit is an inch: make it once, then write(lines)."""

    def __init__(self, ax):
        inches = ax.figure.dpi_scale_trans
        self.artist = PathCollection([], None, offsets=[], offset_transform=inches, linewidths=0, snap=False, zorder=4)
        self.artist.set_transform(Affine2D().scale(1 / POINTS) + inches)
        ax.add_collection(self.artist, autolim=False)

    def write(self, lines):
        """lines: (x, y, text, colour, size, share) each; share of the text left of x: 0 begins there, 1 ends there"""
        shapes, places, colours = [], [], []
        for x, y, text, colour, size, share in lines:
            x, y = x - share * width(text, size), y - HALF_HEIGHT * size / POINTS
            for character in text:
                shape, advance = letter(character, size)
                shapes.append(shape)
                places.append((x, y))
                colours.append(colour)
                x += advance / POINTS
        self.artist.set_paths(shapes)
        self.artist.set_offsets(np.reshape(places, (-1, 2)))
        self.artist.set_facecolor(colours)


class Writing(PathPatch):
    """Many short texts of one colour as one path of letters: painted ten times as fast as so many Text artists."""

    def __init__(self, color):
        super().__init__(Path(np.zeros((0, 2))), facecolor=color, linewidth=0, zorder=5)
        self.lines = []

    def write(self, lines, size):
        """lines: [(text, right end, middle), …] in inches; size: in points. What is written already is left alone."""
        if (lines, size) == (self.lines, getattr(self, "size", None)):
            return
        self.lines, self.size = lines, size
        vertices, codes = [np.zeros((0, 2))], [np.zeros(0, Path.code_type)]
        for text, right, middle in lines:
            left = right - text_width(text, size)
            for letter in text:
                outline, kinds, width = letter_shape(letter)
                vertices.append(outline * size / 72 + (left, middle - 0.36 * size / 72))
                codes.append(kinds)
                left += width * size / 72
        self.set_path(Path(np.concatenate(vertices), np.concatenate(codes)))
        self.stale = True  # to be painted again: set_path does not say so


@functools.cache
def letter_shape(letter):
    """(vertices, codes, width) of a letter of size 1."""
    font = FontProperties(family="DejaVu Sans", size=1)
    vertices, codes = text_to_path.get_text_path(font, letter)
    width = text_to_path.get_text_width_height_descent(letter, font, False)[0]
    outline = np.reshape(vertices, (-1, 2)) / text_to_path.FONT_SCALE
    return outline, np.array(codes, dtype=Path.code_type).reshape(-1), width


def text_width(text, size):
    """Inches that the text takes at this size in points."""
    return sum(letter_shape(letter)[2] for letter in text) * size / 72
