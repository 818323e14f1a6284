"""A verb that agrees with the first word of its sentence, however far back that stands: the far-clue task."""

import numpy as np

ONE, MANY = "dog cat hippo monkey".split(), "dogs cats hippos monkeys".split()
FAR_CLUE_WORDS = (*ONE, *MANY, *"near behind under with".split())  # a word's number is its place


def far_clue(count, length, seed=0):
    """words (count, length), whole numbers that stand for FAR_CLUE_WORDS, and y (count,): 1 for "are", 0 for "is"

    "dogs near cat behind hippo …": nouns of both kinds, with little words between them; what follows is "are" if the
    first noun means several, whatever stands in between. All nouns are drawn alike. Made for this course; the task is
    that of Linzen, Dupoux and Goldberg (2016), doi.org/10.1162/tacl_a_00115. The same seed gives the same sentences.
    """
    for name, value in (("count", count), ("length", length)):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
            raise ValueError(f"far_clue expects a whole number from 1 up as {name}, got {value!r}")
    nouns = len(ONE) + len(MANY)
    generator = np.random.default_rng(seed)
    words = generator.integers(nouns, size=(count, length))
    words[:, 1::2] = generator.integers(nouns, len(FAR_CLUE_WORDS), size=words[:, 1::2].shape)
    return words, (words[:, 0] >= len(ONE)).astype(np.intp)
