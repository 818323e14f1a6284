"""The live figure of notebook 13: Write with me."""

import numpy as np
from matplotlib.collections import LineCollection

from ... import plots
from ...datasets import is_grammatical
from ...graph import Integers
from ...live_figure import Button, Choice, LiveFigure, Play, Slider, Text
from ...ops import softmax
from ...plots import number
from ..words_in_windows.numbers import shown
from .numbers import END, PADDING, drawn

__all__ = ["WriteWithMe"]

BARS, PLACES, KEPT = 8, 14, 5  # likeliest words; words of a sentence on the picture; sentences that stay in the list
NARROW, LONG = 9, 78  # letters of a word, and of a sentence
BEGINNINGS = ("", "the monkey and the cat", "does the small dog", "two", "Abby and Bert", "the orange")
SEEN, NEW, BROKEN = "= in the training set", "✓ new, and right", "✗ broken"


def controls(blocks, heads):
    return [
        Choice("beginning", "begin with", list(BEGINNINGS)),
        Text("sentence", "or your own"),
        Slider("temperature", "temperature", 0, 2, 0.1),
        Choice("block", "block", list(range(1, blocks + 1))),
        Choice("head", "head", list(range(1, heads + 1))),
        Button("one_word", "One word"),
        Play("Write", "Pause"),
        Button("other_draws", "Other draws"),
    ]


class WriteWithMe(LiveFigure):
    """Begin a sentence; a model goes on, word by word, and shows what it expects and who looks at whom.

    model: a Sequential whose blocks keep their `shares`, (1, heads, words, words); vocabulary: a Vocabulary; known: the
    sentences it has learned from, lists of words that end with a full stop. Others are judged by the course's grammar.
    longest: the places that the model has; the picture has room for 14.
    """

    size = (9.6, 5.4)
    alt = (
        "Above: the likeliest next words as bars. Middle: the sentence twice, lines lead from each word to those it "
        "looks at, the wider, the larger the share. Below: what was written, marked as known, new or broken."
    )

    def __init__(self, model, vocabulary, known, longest=PLACES, sentence="the monkey and the cat"):
        self.model, self.vocabulary = model, vocabulary
        self.places = min(longest, PLACES)
        self.known_sentences = {tuple(words) for words in known}
        self.predict([PADDING])
        self.blocks = [layer for layer in model.layers if hasattr(layer, "shares")]
        if not self.blocks:
            raise ValueError("WriteWithMe expects a model with blocks that keep their shares, got none")
        self.controls = controls(blocks=len(self.blocks), heads=self.blocks[0].shares.shape[1])
        super().__init__(
            beginning=sentence if sentence in BEGINNINGS else "",
            sentence=sentence,
            temperature=0.8,
            block=len(self.blocks),
            head=1,
            throw=0,
            written=(),
        )

    def follow(self, changed, beginning, **_):
        return {"sentence": beginning} if "beginning" in changed else {}

    def predict(self, past):
        """Logits (vocabulary,) of the word after these numbers"""
        return self.model(Integers([past])).value[0, -1]

    def begun(self, sentence):
        """The words that the next one follows: none behind a full stop, nor where the picture is full"""
        words = sentence.split()
        return [] if words[-1:] == [END] or len(words) >= self.places else words

    def chances(self, words, temperature):
        """The probabilities (vocabulary,) of the next word, at this temperature"""
        logits = self.predict([PADDING, *self.vocabulary.ids(words).tolist()])
        return softmax(logits / max(temperature, 1e-3))

    # ---- what a press does -------------------------------------------------------------------------------------------

    def one_word(self, sentence, temperature, throw, written, **_):
        """Draw a word and put it behind the others; a sentence that is whole goes to the list"""
        words = self.begun(sentence)
        u = np.random.default_rng(throw).random()
        (word,) = drawn(self.chances(words, temperature)[np.newaxis], 1.0, np.array([u]))
        words = [*words, self.vocabulary.words[word]]
        if not self.begun(" ".join(words)):
            written = (*written, (self.verdict(words), " ".join(words)))[-KEPT:]
        return {"sentence": " ".join(words), "throw": throw + 1, "written": written}

    def tick(self, **state):
        changes = self.one_word(**state)
        return changes if self.begun(changes["sentence"]) else changes | {"playing": False}

    def other_draws(self, throw, **_):
        return {"throw": throw + 1000}

    def verdict(self, words):
        if tuple(words) in self.known_sentences:
            return SEEN
        return NEW if words[-1] == END and is_grammatical(words[:-1]) else BROKEN

    # ---- the picture -------------------------------------------------------------------------------------------------

    def numbers(self, sentence, temperature, block, head, written, **_):
        words = self.begun(sentence)
        p = self.chances(words, temperature)
        order = np.argsort(-p, kind="stable")[:BARS]
        shares = self.blocks[block - 1].shares[0, head - 1]
        names = ["start", *words]
        table = np.zeros((PLACES, PLACES))
        table[: len(shares), : len(shares)] = shares
        labels = [shown(name, NARROW) for name in names] + [""] * (PLACES - len(names))
        lines = [f"{mark}:  {shown(text, LONG)}" for mark, text in reversed(written)]
        return dict(
            words=words,
            p=p,
            bars=p[order],
            names=[shown(self.vocabulary.words[word], NARROW) for word in order],
            table=table,
            labels=labels,
            last=len(names) - 1,
            lines=lines + [""] * (KEPT - len(lines)),
            told=f"after: {shown(' '.join(words), LONG) or 'the beginning'}",
            who=f"block {block}, head {head}: from each word (below) to those it looks at (above)",
        )

    def start(self, figure):
        bars, looks, kept = figure.subplots(3, 1, height_ratios=(1.6, 2, 1.2))
        self._start_bars(bars)
        self._start_looks(looks)
        plots.bare(kept)
        kept.set(xlim=(0, 1), ylim=(KEPT - 0.4, -0.6))
        look = dict(va="center", fontsize=10, parse_math=False, zorder=1)
        rows = [kept.text(0, row, "", **look) for row in range(KEPT)]
        self.each(rows, text="lines")

    def _start_bars(self, ax):
        ax.set(ylim=(-0.28, 1.05), xlim=(-0.6, BARS - 0.4), ylabel="probability", xticks=[])
        ax.set_yticks([0, 0.5, 1])
        places, below = range(BARS), dict(ha="center", va="top", fontsize=11, parse_math=False)
        self.each(ax.bar(places, 0, width=0.6, color=plots.PREDICTION), height="bars")
        self.each([ax.text(place, -0.06, "", **below) for place in places], text="names")
        self.title(ax, "told", parse_math=False)

    def _start_looks(self, ax):
        plots.bare(ax)
        ax.set(xlim=(-0.6, PLACES - 0.4), ylim=(-0.35, 1.3))
        style = dict(ha="center", fontsize=10, parse_math=False)
        for height in (1.08, -0.3):  # a new word leaves those before it at rest: what is drawn first stays
            words = [ax.text(place, height, "", zorder=1.1 + place / 100, **style) for place in range(PLACES)]
            self.each(words, text="labels")
        pairs = [(asks, seen) for asks in range(PLACES) for seen in range(asks + 1)]
        lines = LineCollection([[(asks, 0.0), (seen, 1.0)] for asks, seen in pairs], capstyle="round", zorder=4)
        ax.add_collection(lines)
        rows, columns = np.transpose(pairs)

        def look(table, last):
            lines.set_linewidths(7 * table[rows, columns])
            lines.set_colors([plots.PREDICTION if asks == last else plots.QUIET for asks in rows])

        self.mark(look, "table", "last", artists=[lines])
        self.title(ax, "who")

    def describe(self, words, names, bars, table, last, labels, temperature, written, block, head, **_):
        told = ", ".join(f"{name} {number(p, 2)}" for name, p in zip(names[:4], bars[:4], strict=True))
        seen = [(table[last, place], labels[place]) for place in range(last + 1) if table[last, place] >= 0.05]
        looks = ", ".join(f"{label} {number(share, 2)}" for share, label in sorted(seen, reverse=True)[:4])
        whole = f" Written last: {shown(written[-1][1], LONG)} ({written[-1][0]})." if written else ""
        after = shown(" ".join(words), LONG) or "the beginning"
        return (
            f"After “{after}”, at temperature {number(temperature, 1)}: {told}. "
            f"In block {block}, head {head}, {labels[last]} looks at {looks}.{whole}"
        )
