"""TagSentence, notebook 09a: a network slides along a sentence and sees a few words at a time."""

from dataclasses import replace

import numpy as np

from ... import plots
from ...live_figure import Button, Choice, LiveFigure, Text
from .numbers import MOST_WORDS, shown, split

__all__ = ["TagSentence"]

COLUMNS, ENDS = 12, 2  # of the picture; those kept for padding at either end of the sentence
IN_VIEW = COLUMNS - 2 * ENDS
LONGEST, LONGER = 10, 24
PADDING = "–"
WORD, TAG = 1.42, -0.22  # heights of the two rows of text; the bars stand from 0 to 1


def view(count, place):
    """(the index of the word in the middle of the window, of the first one on the picture), of `count` words"""
    middle = int(np.clip(place, 0, max(count - 1, 0)))
    return middle, int(np.clip(middle - IN_VIEW // 2, 0, max(count - IN_VIEW, 0)))


def in_view(values, first, empty, padding):
    """What the columns show, (COLUMNS,): the values from `first` on, between padding, and then nothing"""
    ends = ENDS * [padding if len(values) else empty]
    return [*ends, *values, *ends, *COLUMNS * [empty]][first : first + COLUMNS]


class TagSentence(LiveFigure):
    """Type a sentence, slide the window along it, and choose how many words the window shows.

    taggers: {words in the window: function of a list of n words that gives probabilities (n, tags)}; tags: their names;
    knows: tells of a word whether it was in the training text (unknown words are drawn slanting).
    """

    size = (9.6, 4.4)
    controls = [
        Text("sentence", "sentence"),
        Choice("window", "words in the window", [1, 3, 5]),
        Button("next_word", "Next word"),
    ]
    alt = (
        "Above: a sentence, a frame around the words that the network sees, and for each word its likeliest tag on a "
        "bar as high as its probability. Below: the probabilities of all tags for the word in the middle."
    )

    def __init__(self, taggers, tags, knows=lambda word: True, sentence="the orange can fell", window=None, place=1):
        self.taggers, self.tags, self.knows = dict(taggers), list(tags), knows
        widths = sorted(self.taggers)
        self.controls = [replace(c, options=widths) if c.kind == "choice" else c for c in type(self).controls]
        super().__init__(sentence=sentence, window=window or widths[0], place=place)

    def numbers(self, sentence, window, place):
        words = split(sentence)
        p = np.asarray(self.taggers[window](words)) if words else np.zeros((0, len(self.tags)))
        middle, first = view(len(words), place)
        column = middle - first + ENDS
        left, right = max(column - window / 2, -0.5), min(column + window / 2, COLUMNS - 0.5)
        names, unknown = [shown(word, LONGER) for word in words], [word for word in words if not self.knows(word)]
        tags, highest = [self.tags[k] for k in p.argmax(axis=1)], p.max(axis=1)
        best = [f"{tag} {height:.2f}" for tag, height in zip(tags, highest, strict=True)]
        rest = f", the first {MOST_WORDS} are read" if len(words) == MOST_WORDS else ""
        return dict(count=len(words), first=first, middle=middle, names=names, best=best, unknown=unknown) | dict(
            words=in_view([shown(word, LONGEST) for word in words], first, "", PADDING),
            styles=in_view(["italic" if word in unknown else "normal" for word in words], first, "normal", "normal"),
            likeliest=in_view([shown(tag, LONGEST) for tag in tags], first, "", ""),
            highest=in_view(highest, first, 0, 0),
            chances=p[middle] if words else np.zeros(len(self.tags)),
            column=column,
            frame=[(left, 1.2, right - left, 0.44)],
            inner=[(column - 0.45, 1.2, 0.9, 0.44)],
            title=f"{len(words)} words{rest}, window of {window}" if words else "type a sentence",
            word_title=f"“{names[middle]}”: {best[middle]}" if words else " ",
        )

    def start(self, figure):
        strip, chart = figure.subplots(2, 1, height_ratios=(1.5, 1))
        self._start_strip(strip)
        tags = range(len(self.tags))
        chart.set(ylim=(0, 1.05), xlim=(-0.6, len(tags) - 0.4), xticks=tags, ylabel="probability")
        chart.set_xticklabels([shown(tag, 12) for tag in self.tags], rotation=35 if len(tags) > 12 else 0)
        chart.grid(False, axis="x")
        self.each(chart.bar(tags, 0, color=plots.PREDICTION, width=0.6), height="chances")
        self.title(chart, "word_title", parse_math=False)
        self.hold("window", strip, "column", WORD, (1, 0), drag=self._slide, anywhere=True)

    def _start_strip(self, ax):
        ax.set(xlim=(-0.5, COLUMNS - 0.5), ylim=(-0.45, 1.7))
        ax.axis("off")
        ax.hlines([0, 1], -0.4, COLUMNS - 0.6, color="#dddddd", linewidth=0.8, zorder=0)
        columns, plain = range(COLUMNS), dict(ha="center", va="center", zorder=1, parse_math=False)
        words = [ax.text(x, WORD, "", fontsize=11, **plain) for x in columns]
        self.each(words, text="words", style="styles")
        self.each([ax.text(x, TAG, "", fontsize=10, **plain) for x in columns], text="likeliest")
        self.each(ax.bar(columns, 0, color=plots.PREDICTION, width=0.5, zorder=2), height="highest")
        look = dict(facecolor="none", linewidth=2, zorder=3)
        frame = self.rectangles(ax, "frame", 1, edgecolor=plots.DATA, linestyle="--", **look)
        inner = self.rectangles(ax, "inner", 1, edgecolor=plots.PREDICTION, **look)
        self.visible("count", *frame, *inner)
        self.title(ax, "title")

    def _slide(self, x, y, /, count, first, **_):
        return {"place": view(count, round(x) - ENDS + first)[0]}

    def next_word(self, sentence, place, **_):
        """The window moves on by one word, from the last one back to the first"""
        count = len(split(sentence))
        return {"place": (view(count, place)[0] + 1) % max(count, 1)}

    def describe(self, window, names, middle, best, unknown, **_):
        if not names:
            return "There is no word yet: type a sentence."
        told = ", ".join(f"{name} {tag}" for name, tag in zip(names, best, strict=True))
        unknown = ", ".join(dict.fromkeys(shown(word, LONGER) for word in unknown))
        return (
            f"The window shows {window} word{'s' * (window != 1)}, {names[middle]} in the middle. {told}. "
            f"Unknown words: {unknown or 'none'}."
        )
