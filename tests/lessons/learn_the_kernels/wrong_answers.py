"""Notebook 10b, Learn the kernels: answers unlike any declared mistake, and words of the reply that each must get."""

import numpy as np


def one_number(maps):
    largest = maps[0, 0, 0]
    for value in maps.ravel():
        largest = max(largest, value)
    return largest


WRONG = {
    "kernel_slopes": [(lambda picture, D: np.sum(picture) * np.ones((3, 3)), "expected")],
    "forget_places": [(one_number, "one number for all maps")],
    "choose_net": [
        (lambda validation, test: (int(np.median(test, axis=1).argmax()), np.median(test, axis=1).max()), "looked at"),
        (lambda validation, test: int(np.median(validation, axis=1).argmax()), "expected"),
    ],
}
