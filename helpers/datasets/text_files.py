"""Your own text as a corpus: any UTF-8 text file, or a treebank in CoNLL-U with its tags."""

import os
import re
import sys
from functools import cache
from pathlib import Path
from reprlib import repr as short
from unicodedata import category, normalize

from .corpus import Corpus

NUMBER = "<number>"
ENDS = ".!?…।॥؟۔։።፧།။។៕。｡．！？"
JOINERS = "\u200c\u200d"  # invisible, inside words of Persian, Hindi, Sinhala …
INNER = "'‘’·՛՜՞\u05f3\u05f4‐‑-"  # between two letters, part of the word
HAN, KANA = r"\u3400-\u9fff\ua000-\ua48f\uf900-\ufaff\U00020000-\U0003ffff", r"\u3040-\u30ff"  # Han and Yi
THAI = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1a20-\u1aaf\ua980-\ua9df"  # and the scripts of its neighbours
UNBROKEN = re.compile(f"[{HAN}]{{5}}|[{HAN}{KANA}]{{8}}|[{THAI}]{{12}}")  # hardly ever in one word
EMPTY = ("", "_")
NO_TEXT = {  # how files begin that are often taken for text
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK\x03\x04": "a zip archive, as .docx, .odt and .epub are, not plain text",
    b"%PDF": "PDF, not plain text",
    b"{\\rtf": "RTF, not plain text",
}


def read_text(path, least=2):
    """A Corpus, without tags, of the words in a UTF-8 text file, in lower case

    A sentence ends at . ! ? … (and their like in other scripts) or at an empty line; other punctuation is left out,
    numbers become <number>. Words seen fewer than `least` times are unknown. Words need spaces between them: a text
    in Chinese, Japanese, Thai … raises a ValueError until a word segmenter has put them there.
    """
    with open_text(path) as file:
        sentences = list(sentences_in(decoded(file, path)))
    if not sentences:
        raise ValueError(f"{path} holds no words")
    expect_spaces(sentences, path)
    return Corpus(sentences, least=least)


def expect_spaces(sentences, path):
    """At most half of the letters stand in what must be several words

    In the Universal Declaration of Human Rights in 500 languages it is more than 3 in 5 where words are not separated,
    elsewhere none; and fewer than 1 in 5 once a segmenter has been there.
    """
    words = [word for sentence in sentences for word in sentence if word != NUMBER]
    unbroken = [word for word in words if UNBROKEN.search(word)]
    if 2 * sum(map(len, unbroken)) > sum(map(len, words)):
        raise ValueError(
            f"{path} has no spaces between its words, so that whole clauses count as words: {short(unbroken[0])}. "
            "Separate the words with spaces first, by a word segmenter for the language "
            "(jieba for Chinese, Janome for Japanese, PyThaiNLP for Thai …)"
        )


@cache
def token_pattern():
    """A number, a word, or the end of a sentence; combining marks belong to their letter"""
    marks = "".join(sign for sign in map(chr, range(sys.maxunicode + 1)) if category(sign).startswith("M"))
    inner = rf'[{JOINERS}{INNER}]|"(?=[\u05d0-\u05ea])'  # Hebrew abbreviates with quotation marks
    more = rf"(?!\s)(?:[{JOINERS}]*[{marks}]+L*|(?:{inner})L+)"  # (?!\s) is for speed
    word = f"L+(?:{more})*".replace("L", r"[^\W\d_]")
    return re.compile(rf"\d+(?:[.,:٫٬]\d+)*|{word}|[{ENDS}]")


def sentences_in(lines):
    """Lists of words, one after the other, from lines of text"""
    words = []
    for line in lines:
        visible = line.replace("\u00ad", "")  # the soft hyphen
        for token in token_pattern().findall(visible.lower()) or "." * (not line.strip()):
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
    counts as its parts. A word without a tag among words with one gets X, "other"; if none has one, it is a ValueError.
    """
    import conllu  # only where a treebank is read

    sentences, tags = [], []
    with open_text(path) as file:
        try:
            for tokens in conllu.parse_incr(Lines(decoded(file, path)), fields=conllu.parser.DEFAULT_FIELDS[:4]):
                words = [token for token in tokens if isinstance(token["id"], int)]
                if words:  # more than comments
                    sentences.append([sys.intern(token["form"]) for token in words])
                    tags.append([sys.intern(dict(token)["upos"]) for token in words])
        except (conllu.exceptions.ParseException, KeyError, TypeError) as error:
            raise ValueError(
                f"{path} is not in CoNLL-U: sentence {len(tags) + 1} cannot be read "
                f"({str(error).strip() or type(error).__name__})"
            ) from None
    if not sentences:
        raise ValueError(f"{path} holds no sentences in CoNLL-U")
    for rows, missing in ((sentences, "words: its second column, FORM,"), (tags, "tags: its fourth column, UPOS,")):
        if all(cell in EMPTY for row in rows for cell in row):
            raise ValueError(f"{path} has no {missing} holds nothing but _. Take a treebank with it, or use read_text")
    return Corpus(sentences, [["X" if tag in EMPTY else tag for tag in row] for row in tags], least=least)


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
    path = Path(os.path.expanduser(path))
    if os.path.isdir(path):
        raise IsADirectoryError(f"{path} is a folder: give the name of a text file in it")
    if not os.path.exists(path):
        raise FileNotFoundError(f"There is no file {path} (looked for in {Path.cwd()})")
    return open(path, encoding="utf-8-sig")


def decoded(file, path):
    """Its lines in normal form C, in which é is one sign however it was written, as long as they are UTF-8 text"""
    for beginning, kind in NO_TEXT.items():
        if file.buffer.peek(8).startswith(beginning):
            raise no_text(path, kind)
    try:
        for line in file:
            if "\0" in line:
                raise no_text(path, "it holds zero bytes, as UTF-16 and files of programs do")
            yield normalize("NFC", line)
    except UnicodeDecodeError as error:
        raise no_text(path, error.reason) from None


def no_text(path, reason):
    return ValueError(f"{path} is not UTF-8 text ({reason}): save it again with the encoding UTF-8")
