"""Sentences as a network reads them: a vocabulary that numbers the words, and windows that slide over them."""

from collections import Counter
from reprlib import repr as short
from unicodedata import normalize

import numpy as np

UNKNOWN, PADDING = "<unk>", "<pad>"  # rows 0 and 1 of every vocabulary


class Vocabulary:
    """The words that have a number: 0 is <unk>, every word that has none; 1 is <pad>, the void around a sentence

    Then come the words seen at least `least` times, the most frequent first (equals in alphabetical order).
    word in vocabulary, len(vocabulary), vocabulary.words[3] (a list), vocabulary[word] (its number).
    """

    def __init__(self, sentences, least=1):
        counts = Counter(word for sentence in sentences for word in sentence)
        kept = sorted((word for word in counts if counts[word] >= least), key=lambda word: (-counts[word], word))
        self.words = [UNKNOWN, PADDING, *(word for word in kept if word not in (UNKNOWN, PADDING))]
        self.numbers = {word: number for number, word in enumerate(self.words)}
        self.counts = np.array([counts[word] for word in self.words])  # how often each was seen
        self.counts[0] = counts.total() - self.counts[1:].sum()

    def __len__(self):
        return len(self.words)

    def __contains__(self, word):
        return self[word] != 0

    def __getitem__(self, word):
        """The word's number: as it is written, else in lower case, else with a capital; 0 if all are unknown"""
        if not isinstance(word, str):
            raise TypeError(f"a vocabulary is asked for a word, got {short(word)}; words[number] goes the other way")
        numbers = self.numbers
        spellings = (word, normalize("NFC", word))  # é may be one sign or two
        forms = (form for text in spellings for form in (text, text.lower(), text.capitalize()))
        return next((numbers[form] for form in forms if form in numbers), 0)

    def ids(self, words):
        """(len(words),) whole numbers; words: a list, or one text with spaces between them"""
        words = words.split() if isinstance(words, str) else words
        return np.array([self[word] for word in words], dtype=np.intp)


class Corpus:
    """Sentences (lists of words) and, where there are any, tags (lists in the same shape)

    vocabulary: a Vocabulary of the words seen at least `least` times, unless one is given.
    tag_names: every tag once, in alphabetical order; a tag's number is its place there.
    word_ids, tag_ids: (n,) whole numbers, one of each of the n words, sentence after sentence; lengths: (sentences,).
    """

    def __init__(self, sentences, tags=None, least=1, vocabulary=None, tag_names=None):
        self.sentences = [list(sentence) for sentence in sentences]
        self.tags = None if tags is None else [list(row) for row in tags]
        expect_fit(self.sentences, self.tags)
        self.vocabulary = vocabulary or Vocabulary(self.sentences, least)
        self.tag_names = tuple(tag_names or sorted({tag for row in self.tags or [] for tag in row}))
        self.lengths = np.array([len(sentence) for sentence in self.sentences], dtype=np.intp)
        self.word_ids = self.vocabulary.ids([word for sentence in self.sentences for word in sentence])

    @property
    def tag_ids(self):
        numbers = {tag: number for number, tag in enumerate(self.tag_names)}
        tags = [tag for row in self.expect_tags() for tag in row]
        if unknown := set(tags) - set(numbers):
            raise ValueError(f"the tag {min(unknown)} is not known here: there are {', '.join(self.tag_names)}")
        return np.array([numbers[tag] for tag in tags], dtype=np.intp)

    def windows(self, width):
        """(n, width) whole numbers: every word in the middle of its window, <pad> where the sentence has ended"""
        if isinstance(width, bool) or not isinstance(width, int) or width < 1 or width % 2 == 0:
            raise ValueError(f"a window has a middle: width must be 1, 3, 5 …, got {short(width)}")
        return self.columns(range(-(width // 2), width // 2 + 1))

    def contexts(self, width):
        """(n, width − 1): windows without their middle, which is word_ids"""
        return np.delete(self.windows(width), width // 2, axis=1)

    def histories(self, count):
        """(n, count): the `count` words before every word, <pad> before the first"""
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise ValueError(f"histories expects how many words to look back, 1, 2 …, got {short(count)}")
        return self.columns(range(-count, 0))

    def columns(self, offsets):
        """(n, len(offsets)): the words that stand so many places right of every word"""
        offsets = np.array(offsets)
        ends = np.cumsum(self.lengths)
        first, behind = np.repeat(ends - self.lengths, self.lengths), np.repeat(ends, self.lengths)
        places = np.arange(len(self.word_ids))[:, np.newaxis] + offsets
        inside = (places >= first[:, np.newaxis]) & (places < behind[:, np.newaxis])
        padding = self.vocabulary.numbers[PADDING]
        return np.where(inside, self.word_ids[np.clip(places, 0, max(len(self.word_ids) - 1, 0))], padding)

    def split(self, count, seed=0):
        """(first, second): `count` sentences picked at random, and all others; both keep vocabulary and tag names"""
        if isinstance(count, bool) or not isinstance(count, int) or not 0 < count < len(self):
            raise ValueError(f"split expects a number of sentences from 1 to {len(self) - 1}, got {short(count)}")
        order = np.random.default_rng(seed).permutation(len(self))
        return self.pick(order[:count]), self.pick(order[count:])

    def pick(self, rows):
        """The sentences of these numbers as a corpus of the same vocabulary and tag names"""
        tags = self.tags and [self.tags[row] for row in rows]
        return Corpus([self.sentences[row] for row in rows], tags, vocabulary=self.vocabulary, tag_names=self.tag_names)

    def reading(self, sentences, tags=None):
        """Other sentences (lists of words, or texts) as a corpus of this vocabulary and these tag names"""
        if isinstance(sentences, str):
            raise TypeError(f"reading expects a list of sentences, got one text: write [{short(sentences)}]")
        sentences = [sentence.split() if isinstance(sentence, str) else sentence for sentence in sentences]
        return Corpus(sentences, tags, vocabulary=self.vocabulary, tag_names=self.tag_names)

    def ambiguous_words(self, share=0.1):
        """{word: {tag: how often}}: known words whose second tag makes at least this share of what it is seen as"""
        seen = {}
        for sentence, row in zip(self.sentences, self.expect_tags(), strict=True):
            for word, tag in zip(sentence, row, strict=True):
                seen.setdefault(word, Counter())[tag] += 1
        return {
            word: dict(tags.most_common())
            for word, tags in sorted(seen.items())
            if word in self.vocabulary and len(tags) > 1 and tags.most_common(2)[1][1] >= share * tags.total()
        }

    def expect_tags(self):
        if self.tags is None:
            raise ValueError("this corpus has no tags: it was made of words alone")
        return self.tags

    def __len__(self):
        return len(self.sentences)

    def __repr__(self):
        tags = f", {len(self.tag_names)} tags" if self.tags is not None else ""
        return (
            f"Corpus({len(self):,} sentences, {len(self.word_ids):,} words, "
            f"vocabulary of {len(self.vocabulary):,}{tags})"
        )


def expect_fit(sentences, tags):
    """One tag for every word"""
    if tags is None:
        return
    if len(tags) != len(sentences):
        raise ValueError(f"a corpus of {len(sentences)} sentences needs as many rows of tags, got {len(tags)}")
    for number, (sentence, row) in enumerate(zip(sentences, tags, strict=True)):
        if len(sentence) != len(row):
            raise ValueError(f"sentence {number} has {len(sentence)} words and {len(row)} tags: they must be as many")
