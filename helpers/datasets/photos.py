"""Pictures to slide kernels over: the lecture's six by six numbers, a photograph, and the learner's own file."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

PHOTO = "grace_hopper.jpg"


def lecture_picture():
    """The lecture's picture (6, 6) and its kernel (3, 3), whole numbers as float64

    Source: the slides on convolution of the fourth lecture; the second row of the kernel counts for, the first against.
    """
    picture = [
        [4, 0, 1, 8, 3, 1],
        [6, 4, 7, 2, 1, 1],
        [3, 5, 9, 2, 8, 5],
        [2, 1, 1, 0, 4, 0],
        [3, 1, 7, 3, 7, 8],
        [6, 7, 5, 3, 0, 9],
    ]
    return np.array(picture, dtype=float), np.array([[-1.0, -1, -1], [1, 1, 1], [0, 0, 0]])


def photo(longest=160):
    """A photograph in shades of grey: (rows, columns), 0 black to 1 white, the longer side `longest` pixels

    Rear Admiral Grace Hopper, 1984, by James S. Davis, US Navy: public domain. It comes with matplotlib.
    """
    path = Path(find_spec("matplotlib").origin).parent / "mpl-data" / "sample_data" / PHOTO
    if not path.exists():
        raise FileNotFoundError(
            f"this installation of matplotlib has no {PHOTO}: take a picture of your own, "
            'datasets.own_picture("me.jpg")'
        )
    return own_picture(path, longest)


def own_picture(path, longest=160):
    """A picture file in shades of grey: (rows, columns), 0 black to 1 white, shrunk to at most `longest` pixels

    PNG, JPEG, WebP or GIF; of moving pictures, the first. Colours are weighed as the eye does, what is transparent
    becomes white, and a phone's "turn me" is obeyed.
    """
    path = Path(os.path.expanduser(path))
    if os.path.isdir(path):
        raise IsADirectoryError(f"{path} is a folder: give the name of a picture in it")
    if not os.path.isfile(path):
        raise FileNotFoundError(
            f"There is no file {path}. Put the picture beside this notebook, or give its whole path."
        )
    try:
        with Image.open(path, formats=["PNG", "JPEG", "WEBP", "GIF"]) as file:
            grey = on_white(ImageOps.exif_transpose(file))
    except PermissionError:
        raise
    except Exception:  # at damage, Pillow raises nearly any: SyntaxError, TypeError, struct.error …
        raise ValueError(
            f"{path.name} cannot be read as a PNG, JPEG, WebP or GIF picture: it is damaged, too large, or "
            "something else under this name. Open it in a picture program and save it again as PNG."
        ) from None
    grey.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return np.clip(np.asarray(grey, dtype=float) / 255, 0, 1)


def on_white(picture):
    """In shades of grey from 0 to 255, in fractions; also from 16 bits, a palette or with transparent parts"""
    if picture.mode.startswith("I"):
        return Image.fromarray(np.asarray(picture, dtype=np.float32) * np.float32(255 / 65535))
    coloured = picture.convert("RGBA")
    white = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(white, coloured).convert("L").convert("F")
