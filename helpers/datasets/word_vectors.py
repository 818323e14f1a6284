"""Word vectors learned from six billion words, to look things up in: no toy."""

from difflib import get_close_matches
from reprlib import repr as short

import numpy as np

from .pictures import DATA


class WordVectors:
    """Words (a list) and their vectors, (words, size) float64, in the same order

    word in vectors, len(vectors), vectors["banana"] (its vector (size,)), vectors.row("banana") (its row).
    What is done with them, nearest_words and analogy, stands in helpers.language.
    """

    def __init__(self, words, vectors):
        self.words, self.vectors = list(words), np.asarray(vectors, dtype=float)
        if self.vectors.ndim != 2 or len(self.vectors) != len(self.words):
            raise ValueError(f"{len(self.words)} words need as many rows, got vectors {self.vectors.shape}")
        self.rows = {word: row for row, word in enumerate(self.words)}

    def __len__(self):
        return len(self.words)

    def __contains__(self, word):
        return word in self.rows or isinstance(word, str) and word.lower() in self.rows

    def __getitem__(self, word):
        return self.vectors[self.row(word)]

    def row(self, word):
        """The word's row: as it is written, else in lower case; an unknown word is answered with near spellings"""
        if not isinstance(word, str):
            raise TypeError(f"word vectors are asked for a word, got {short(word)}; words[row] goes the other way")
        for spelling in (word, word.lower()):
            if spelling in self.rows:
                return self.rows[spelling]
        near = get_close_matches(word.lower(), self.words, n=3, cutoff=0.75)
        meant = f"; near in spelling: {', '.join(near)}" if near else ""
        raise ValueError(f"{word!r} is not among the {len(self):,} words{meant}")

    def __repr__(self):
        return f"WordVectors({len(self):,} words, {self.vectors.shape[1]} numbers each)"


def word_vectors():
    """The 25,000 most frequent words of GloVe 6B, 50 numbers each → WordVectors, the most frequent first

    Learned from Wikipedia (2014) and Gigaword 5; all in lower case, signs and numbers are words, too. Rounded to 255
    steps a word, so no number is wrong by more than 0.4 % of its word's largest.
    Source: J. Pennington, R. Socher, C. D. Manning (2014), GloVe: Global Vectors for Word Representation,
    nlp.stanford.edu/projects/glove, public domain by PDDL 1.0; cut by tools/cut_data.py.
    """
    with np.load(DATA / "word_vectors.npz", allow_pickle=False) as file:
        words = file["text"].tobytes().decode("utf-8").split("\n")
        return WordVectors(words, file["steps"] * file["scales"][:, np.newaxis].astype(float))
