"""Sentences from the world of Abby, Bert and their fruit: drawn from a small grammar with a seed, and judged by it."""

from functools import cache
from reprlib import repr as short

import numpy as np

from .corpus import UNKNOWN, Corpus

# Words of one class can stand in each other's place. Those of a class have one tag, the same everywhere.
CLASSES = {
    "people": ("PROPN", "Abby Bert Cora Dan Emma Finn John Maria"),
    "animals": ("NOUN", "cat dog hippo kangaroo monkey rabbit"),
    "fruit": ("NOUN", "apples bananas coconuts cherries figs grapes pears plums"),
    "drinks": ("NOUN", "milk tea juice cocoa coffee lemonade"),
    "things": ("NOUN", "hat box basket lamp spoon ball"),
    "places": ("NOUN", "garden market kitchen school forest shop"),
    "numbers": ("NUM", "two three four five six seven eight nine"),
    "adjectives": ("ADJ", "red green yellow ripe sweet fresh small big"),
    "doing": ("VERB", "buys sells finds wants picks brings"),
    "to do": ("VERB", "buy sell find pick bring share"),
    "going": ("VERB", "walks runs hurries drives goes"),
}
# Words seen too seldom to learn anything about them: what an unknown word looks like in real texts.
SELDOM = {
    "people": "Anton Berta Carlos Dora Egon Frida Gustav Hanna Igor Jana Karl Lena Milan Nora Oskar Paula",
    "animals": "badger camel donkey ferret gecko heron iguana jackal",
    "fruit": "apricots dates guavas kiwis lemons mangos papayas quinces",
    "adjectives": "brown crisp dusty huge juicy pale shiny tiny",
}
# CAPITALS stand for one of the rows (| between them) under that name, or a word of that class; other words have their
# tag behind a slash. A number in front of a row: so many times as often as a row without.
GRAMMAR = {
    "SENTENCE": (
        "9 WHO DOING GOODS | 3 WHO eats/VERB FOOD | 3 WHO LIKES GOODS | 6 WHO LIKES to/PART ACT | "
        "9 ANYONE can/AUX ACT | 3 does/AUX WHO ACT | 4 WHO GOING to/ADP the/DET PLACE | "
        "2 WHO GOING to/ADP the/DET PLACE to/PART ACT | WHO GOING from/ADP the/DET PLACE to/ADP the/DET PLACE | "
        "2 WHO drinks/VERB DRINK | 2 WHO DOING MANY drinks/NOUN | 2 WHO saw/VERB WHOM | "
        "2 the/DET TOOL is/AUX ADJECTIVE | WHO has/VERB a/DET TOOL | WHO left/VERB the/DET PLACE | "
        "the/DET left/ADJ THING is/AUX ADJECTIVE | WHO has/VERB NUMBER likes/NOUN | "
        "the/DET THING has/VERB MANY likes/NOUN | WHO counts/VERB the/DET likes/NOUN | "
        "2 the/DET ANIMAL and/CCONJ the/DET ANIMAL are/AUX in/ADP the/DET PLACE | "
        "the/DET FRUIT are/AUX ADJECTIVE | 4 NUMBER FRUIT are/AUX in/ADP the/DET THING | "
        "3 the/DET THING is/AUX in/ADP the/DET PLACE | the/DET DRINK is/AUX ADJECTIVE | "
        "WHO plants/VERB FRUIT in/ADP the/DET PLACE | the/DET plants/NOUN are/AUX ADJECTIVE | "
        "WHO cooks/VERB MANY FRUIT | the/DET cooks/NOUN are/AUX in/ADP the/DET PLACE | the/DET THING FELL | "
        "the/DET EITHER can/AUX FALL | the/DET EITHER_SO can/NOUN FELL | the/DET THING can/AUX FALL | "
        "the/DET orange/NOUN is/AUX ADJECTIVE | WHO DOING an/DET orange/NOUN | "
        "WHO has/VERB an/DET orange/ADJ THING | the/DET light/NOUN is/AUX on/ADP | the/DET light/ADJ THING FELL"
    ),
    "WHO": "6 PERSON | the/DET ANIMAL | the/DET ADJECTIVE ANIMAL",
    "ANYONE": "6 WHO | PERSON and/CCONJ PERSON | the/DET cooks/NOUN",
    "WHOM": "2 PERSON | the/DET ANIMAL | the/DET ADJECTIVE ANIMAL | MANY FRUIT | the/DET ADJECTIVE THING",
    "LIKES": "3 likes/VERB | dislikes/VERB",
    "FOOD": "2 FRUIT | 2 FRUIT and/CCONJ FRUIT | MANY FRUIT | the/DET FRUIT",
    "GOODS": (
        "4 FOOD | 2 DRINK | DRINK and/CCONJ FRUIT | a/DET can/NOUN of/ADP DRINK | 2 a/DET ADJECTIVE THING | "
        "the/DET THING"
    ),
    "MANY": "3 NUMBER | 2 ADJECTIVE | some/DET | NUMBER ADJECTIVE",
    "ACT": (
        "3 eat/VERB FOOD | 6 TO_DO GOODS | 3 drink/VERB DRINK | water/VERB the/DET plants/NOUN | "
        "light/VERB the/DET THING"
    ),
    "TOOL": "2 saw/NOUN | ADJECTIVE saw/NOUN | can/NOUN | ADJECTIVE can/NOUN",
    "EITHER": "orange/NOUN | light/NOUN",
    "EITHER_SO": "orange/ADJ | light/ADJ",
    "FALL": "fall/VERB | roll/VERB | break/VERB",
    "FELL": "fell/VERB | rolled/VERB | broke/VERB",
    "DRINK": "5 DRINKS | water/NOUN",
    "PERSON": "PEOPLE",
    "ANIMAL": "ANIMALS",
    "THING": "THINGS",
    "PLACE": "PLACES",
    "NUMBER": "NUMBERS",
    "ADJECTIVE": "ADJECTIVES",
}
RARELY = 0.02  # how often one of the seldom words takes the place of a word of its class


def repeated(row):
    """The row's parts, as often as its number says"""
    parts = tuple(row.split())
    return [parts[1:]] * int(parts[0]) if parts[0].isdigit() else [parts]


ROWS = {symbol: [parts for row in rows.split("|") for parts in repeated(row)] for symbol, rows in GRAMMAR.items()}


def word_classes():
    """{class: its words}: those of one class stand in the same places, none of them has a second meaning"""
    return {name: words.split() for name, (_, words) in CLASSES.items()}


def fruit_sentences(count=4000, seed=0, least=10):
    """A Corpus of `count` sentences such as "Abby likes to eat apples and bananas", with tags (Universal POS names)

    The words of `word_classes()` can be told apart by their neighbours; "likes", "can", "orange", "saw" and some others
    need their neighbours to be tagged (see Corpus.ambiguous_words). About 1 word in 200 is one that is hardly ever
    seen: with fewer than `least` it is unknown. Made for this course after the story in Wang Ling, "Deep Neural
    Networks Are Our Friends"; the same seed gives the same sentences.
    """
    if isinstance(count, bool) or not isinstance(count, (int, np.integer)) or count < 1:
        raise ValueError(f"fruit_sentences expects how many sentences to make, from 1 up, got {count!r}")
    draw = np.random.default_rng(seed).random
    pairs = [list(expand("SENTENCE", draw)) for _ in range(count)]
    return Corpus([[word for word, _ in row] for row in pairs], [[tag for _, tag in row] for row in pairs], least=least)


def expand(symbol, draw):
    """(word, tag) after (word, tag) of one expansion of the symbol; draw() gives a number from 0 to below 1"""
    if symbol in ROWS:
        for part in pick(ROWS[symbol], draw):
            yield from expand(part, draw)
    else:
        tag, words, seldom = words_of(symbol)
        words = seldom if seldom and draw() < RARELY else words
        yield words[0] if len(words) == 1 else pick(words, draw), tag  # what is settled is not drawn


@cache
def words_of(symbol):
    """(tag, words, seldom words) of what is no name of rows: a class, or one word with its tag"""
    if not symbol.isupper():
        word, tag = symbol.split("/")
        return tag, [word], []
    name = symbol.lower().replace("_", " ")
    tag, words = CLASSES[name]
    return tag, words.split(), SELDOM.get(name, "").split()


def pick(choices, draw):
    return choices[int(draw() * len(choices))]


def is_grammatical(sentence):
    """Can `fruit_sentences` make this sentence? sentence: a list of words, or one text with spaces between them

    Asked of the same rows that it draws from. <unk> is taken where a seldom word can stand, as a Corpus shows it. The
    grammar closes no sentence with a full stop, so one with a full stop is none of its own.
    """
    words = sentence.split() if isinstance(sentence, str) else list(sentence)
    for word in words:
        if not isinstance(word, str):
            raise TypeError(f"is_grammatical expects words, or one text, got {short(word)} among the words")
    return len(words) in ends("SENTENCE", words, 0)


def ends(symbol, words, start):
    """{where an expansion of the symbol can end that begins in front of words[start]}"""
    if symbol in ROWS:
        return set().union(*(ends_of_row(parts, words, start) for parts in set(ROWS[symbol])))
    _, often, seldom = words_of(symbol)
    word = words[start] if start < len(words) else None
    return {start + 1} if word in often or word in seldom or seldom and word == UNKNOWN else set()


def ends_of_row(parts, words, start):
    places = {start}
    for part in parts:
        places = {end for place in places for end in ends(part, words, place)}
    return places
