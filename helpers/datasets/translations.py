"""A pretend translation system: lists of candidates for sentences whose right words are known, with noisy scores."""

from typing import NamedTuple

import numpy as np

TRIES = 10  # for each candidate
CHANGED, NOISE = 1.5, 1.5  # what a wrong word costs in the system's eyes, and how far its scores are off


class Candidates(NamedTuple):
    """What the system offers for one sentence: lists of words, log-probabilities (n,), the number of the right one"""

    sentences: list
    system: np.ndarray
    right: int


def pretend_translations(corpus, count=5, seed=0):
    """[Candidates], one a sentence of a corpus: its words, and `count` − 1 times the same with a word or two replaced

    Half of the replacements wear the tag of the word that they replace (fluent, but wrong), the others are any word; so
    are all of them if there are no tags. The system takes `CHANGED` off for each wrong word, but its scores are noisy.
    """
    random = np.random.default_rng(seed)
    tags = corpus.tags or [[None] * len(words) for words in corpus.sentences]
    pairs = [list(zip(*rows, strict=True)) for rows in zip(corpus.sentences, tags, strict=True)]
    every = [pair for sentence in pairs for pair in sentence]
    pools = {tag: [word for word, other in every if other == tag] for tag in dict.fromkeys(tag for _, tag in every)}
    pools[None] = [word for word, _ in every]
    return [candidates_for(sentence, pools, count, random) for sentence in pairs]


def candidates_for(pairs, pools, count, random):
    """The Candidates for one sentence of (word, tag); pools: the words of each tag, and under None all words"""
    true = [word for word, _ in pairs]
    others = []
    for _ in range(TRIES * count):
        other = replaced(pairs, pools, random)
        if len(others) < count - 1 and other != true and other not in others:
            others.append(other)
    if len(others) < count - 1:
        raise ValueError(f"the corpus holds too few different words to make {count} candidates of {' '.join(true)!r}")
    right = int(random.integers(count))
    sentences = [*others[:right], true, *others[right:]]
    wrong = [sum(a != b for a, b in zip(sentence, true, strict=True)) for sentence in sentences]
    scores = -CHANGED * np.array(wrong) + random.gumbel(scale=NOISE, size=count)
    return Candidates(sentences, scores - np.log(np.sum(np.exp(scores))), right)


def replaced(pairs, pools, random):
    """The words of the sentence, one or two of them exchanged"""
    words = [word for word, _ in pairs]
    for place in random.permutation(len(words))[: random.integers(1, 3)]:
        pool = pools[pairs[place][1] if random.random() < 0.5 else None]
        words[place] = pool[random.integers(len(pool))]
    return words
