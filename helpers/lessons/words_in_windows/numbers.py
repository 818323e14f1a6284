"""What a learner may type, and how it is written on a picture: shortened, without letters that the font lacks."""

import functools
import re

from matplotlib.font_manager import FontProperties, findfont, get_font

MISSING = "\u25a1"  # □
MOST_WORDS = 60


def split(text):
    """The words and the marks of a text, in their order: the first MOST_WORDS"""
    return re.findall(r"\w+(?:['’\-]\w+)*|[^\w\s]", str(text))[:MOST_WORDS]


@functools.cache
def drawable():
    """The code points that the course's font can draw"""
    return frozenset(get_font(findfont(FontProperties())).get_charmap())


def shown(text, longest):
    """`text` on one line, at most `longest` characters, each of which the font has"""
    text = "".join(letter if ord(letter) in drawable() else MISSING for letter in " ".join(str(text).split()))
    return text if len(text) <= longest else text[: longest - 1] + "…"
