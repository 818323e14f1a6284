"""Notebook 06b: wrong answers that no declared mistake has in this form, and words of the hint that each must get."""

import numpy as np

WRONG = {
    "gradient_shapes": [
        ([(32, 6), (6, 8), (1, 6), (3, 6), (1, 3), (32, 6)], "inputs in rows, neurons in columns"),
        ([(32, 6), (8, 6), (32, 6), (6, 3), (32, 3), (32, 6)], "The examples are still in it"),
        ([(32, 6), (8, 6), (1, 6), (6, 3), (1, 3), (32, 3)], "goes back through W₂ᵀ"),
        ([(32, 8), (8, 6), (1, 6), (6, 3), (1, 3), (32, 6)], "a column for each …"),
        ([(6, 32), (8, 6), (1, 6), (6, 3), (1, 3), (32, 6)], "examples in rows"),
        ([(32, 6), (8, 6), (1, 8), (6, 3), (1, 6), (32, 6)], "each neuron of its own layer"),
        ([(32, 6), (8, 3), (1, 6), (6, 3), (1, 3), (32, 6)], "how many of each"),
        (np.array([(32, 6), (8, 6), (6, 1), (6, 3), (3, 1), (32, 6)]), "a bias stands as a row"),
        ([[32, 6], [8, 6], [6], [6, 3], [3], [32, 6]], "A bias is one row here"),
    ],
}
