"""Your own text as a corpus: any UTF-8 text file, or a treebank in CoNLL-U with its tags."""

import re
import sys
from pathlib import Path

from .corpus import Corpus

NUMBER = "<number>"
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[.!?…]")  # number, word, end of a sentence
ENDS = set(".!?…")


def read_text(path, least=2):
    """A Corpus, without tags, of the words in a UTF-8 text file, in lower case

    A sentence ends at . ! ? … or at an empty line; other punctuation is left out, numbers become <number>. Words seen
    fewer than `least` times are unknown.
    """
    with open_text(path) as file:
        sentences = list(sentences_in(decoded(file, path)))
    if not sentences:
        raise ValueError(f"{path} holds no words")
    return Corpus(sentences, least=least)


def sentences_in(lines):
    """Lists of words, one after the other, from lines of text"""
    words = []
    for line in lines:
        for token in TOKEN.findall(line.lower()) or "." * (not line.strip()):
            if token not in ENDS:
                words.append(NUMBER if token[0].isdigit() else sys.intern(token))
            elif words:
                yield words
                words = []
    if words:
        yield words


def read_conllu(path, least=2):
    """A Corpus of a treebank in CoNLL-U: words as they are written, tags from its column UPOS

    Universal Dependencies has treebanks of more than 100 languages in this format. A contraction that stands in parts
    counts as its parts.
    """
    import conllu  # only where a treebank is read

    sentences, tags = [], []
    with open_text(path) as file:
        try:
            for tokens in conllu.parse_incr(Lines(decoded(file, path)), fields=conllu.parser.DEFAULT_FIELDS[:4]):
                words = [token for token in tokens if isinstance(token["id"], int)]
                sentences.append([sys.intern(token["form"]) for token in words])
                tags.append([sys.intern(dict(token)["upos"] or "X") for token in words])
        except (conllu.exceptions.ParseException, KeyError, TypeError) as error:
            raise ValueError(
                f"{path} is not in CoNLL-U: sentence {len(sentences) + 1} cannot be read "
                f"({str(error).strip() or type(error).__name__})"
            ) from None
    if not any(sentences):
        raise ValueError(f"{path} holds no sentences in CoNLL-U")
    return Corpus(sentences, tags, least=least)


class Lines:
    """What the parser takes for an open file"""

    def __init__(self, lines):
        self.lines = lines

    def __iter__(self):
        return self.lines

    def read(self):
        return "".join(self.lines)


def open_text(path):
    """The file, opened as UTF-8, or one sentence that says what is wrong"""
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder: give the name of a text file in it")
    if not path.exists():
        raise FileNotFoundError(f"There is no file {path} (looked for in {Path.cwd()})")
    return open(path, encoding="utf-8-sig")


def decoded(file, path):
    """Its lines, as long as they are UTF-8"""
    try:
        yield from file
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8 text ({error.reason}): save it again with the encoding UTF-8") from None
