"""Small pictures: made ones, and handwritten digits."""

from pathlib import Path

import numpy as np

DATA = Path(__file__).parent.parent / "data"


def tiny_pictures():
    """Three 2x2 pictures, brightness 0 (dark) to 1 (bright): {name: (2, 2) array}. Made for this course.

    Only the first has the two bright ears on top of a dark face that make it a cat.
    """
    return {
        "cat": np.array([[0.9, 0.8], [0.1, 0.2]]),
        "wall": np.array([[0.6, 0.6], [0.6, 0.6]]),
        "puddle": np.array([[0.2, 0.1], [0.8, 0.9]]),
    }


def digits():
    """1,797 handwritten digits: pictures (1797, 8, 8), brightness 0 to 1 in steps of 1/16, and digits (1797,) 0 to 9

    Each number counts the ink in a 4x4 block of a 32x32 bitmap. The pictures of 13 writers; the first 1,500 serve to
    train, the last 297 to test. Source: E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits
    (its test set, in the order in which scikit-learn ships it), UCI Machine Learning Repository,
    doi.org/10.24432/C50P49, licensed under CC BY 4.0; unchanged but for the division by 16.
    """
    with np.load(DATA / "digits.npz", allow_pickle=False) as file:
        return file["pictures"] / 16.0, file["digits"].astype(np.intp)
