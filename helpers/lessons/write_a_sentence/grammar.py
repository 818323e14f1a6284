"""How probable the grammar of the course's world finds a sentence: no model can foretell it better than its source."""

import numpy as np

from ...datasets import UNKNOWN
from ...datasets.sentences import RARELY, ROWS, words_of


def perplexity(corpus):
    """What the grammar itself would have on this text, <unk> standing for all words without a number; inf: impossible

    The full stop behind each sentence counts as a word, and is no surprise.
    """
    known = corpus.vocabulary
    p = [probability([word if word in known else UNKNOWN for word in words[:-1]], known) for words in corpus.sentences]
    with np.errstate(divide="ignore"):
        return float(np.exp(-np.sum(np.log(p)) / len(corpus.word_ids)))


def probability(words, known):
    """That the grammar makes these words, in all ways together"""
    return ends("SENTENCE", tuple(words), 0, known, {}).get(len(words), 0.0)


def ends(symbol, words, start, known, seen):
    """{end: probability}: the ways in which the symbol makes words[start:end]; seen: those found already"""
    if (symbol, start) not in seen:
        if symbol in ROWS:
            found = of_rows(ROWS[symbol], words, start, known, seen)
        else:
            share = chance_of(symbol, words[start], known) if start < len(words) else 0.0
            found = {start + 1: share} if share else {}
        seen[symbol, start] = found
    return seen[symbol, start]


def of_rows(rows, words, start, known, seen):
    """The same for one of these rows, each as likely as any"""
    total = {}
    for parts in rows:
        reached = {start: 1 / len(rows)}
        for part in parts:
            further = {}
            for place, p in reached.items():
                for end, share in ends(part, words, place, known, seen).items():
                    further[end] = further.get(end, 0.0) + p * share
            reached = further
        for end, p in reached.items():
            total[end] = total.get(end, 0.0) + p
    return total


def chance_of(symbol, word, known):
    """How often a word with its tag, such as likes/VERB, or a class, such as PEOPLE, is this word"""
    _, often, seldom = words_of(symbol)
    groups = [(often, 1 - RARELY), (seldom, RARELY)] if seldom else [(often, 1.0)]
    return sum(
        share / len(group)
        for group, share in groups
        for member in group
        if (member if member in known else UNKNOWN) == word
    )
