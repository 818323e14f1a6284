"""Tag a sentence: a network slides along it and sees a few words at a time; what does it make of each?"""

import re
from dataclasses import replace

import numpy as np
from matplotlib.patches import Rectangle

from .... import plots
from ....live_figure import Button, Choice, Handle, LiveFigure, Text
from .letters import shown

COLUMNS, ENDS = 12, 2  # places on the picture; those kept for padding at either end of the sentence
IN_VIEW = COLUMNS - 2 * ENDS
MOST_WORDS, LONGEST = 60, 10
PADDING = "–"
WORD, TAG = 1.42, -0.22  # heights of the two rows of text; the bars stand from 0 to 1


def split(text):
    """The words and the marks of a text, in their order"""
    return re.findall(r"\w+(?:['’\-]\w+)*|[^\w\s]", str(text))


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
        "Above: a sentence, a frame around the words that the network sees, and for each word its likeliest tag on a bar "
        "as high as its probability. Below: the probabilities of all tags for the word in the middle."
    )

    def __init__(self, taggers, tags, knows=lambda word: True, sentence="the orange can fell", window=None, place=1):
        self.taggers, self.tags, self.knows, self._known = dict(taggers), list(tags), knows, {}
        widths = sorted(self.taggers)
        self.controls = [replace(c, options=widths) if c.kind == "choice" else c for c in type(self).controls]
        super().__init__(sentence=sentence, window=window or widths[0], place=place)

    # ---- what is known of a sentence --------------------------------------------------------------------------------

    def read(self, sentence, window):
        """(words, probabilities (n, tags)), for one sentence and window at a time"""
        if (sentence, window) not in self._known:
            words = split(sentence)[:MOST_WORDS]
            p = np.asarray(self.taggers[window](words)) if words else np.zeros((0, len(self.tags)))
            self._known = {(sentence, window): (words, p)}
        return self._known[sentence, window]

    @staticmethod
    def view(count, place):
        """(the word in the middle of the window, the first word on the picture)"""
        place = int(np.clip(place, 0, max(count - 1, 0)))
        return place, int(np.clip(place - IN_VIEW // 2, 0, max(count - IN_VIEW, 0)))

    # ---- the picture ------------------------------------------------------------------------------------------------

    def start(self, figure):
        self.strip, self.chart = figure.subplots(2, 1, height_ratios=(1.5, 1))
        self._start_strip(self.strip)
        self.chart.set(
            ylim=(0, 1.05), xlim=(-0.6, len(self.tags) - 0.4), xticks=range(len(self.tags)), ylabel="probability"
        )
        self.chart.set_xticklabels([shown(tag, 12) for tag in self.tags], rotation=35 if len(self.tags) > 12 else 0)
        self.chart.grid(False, axis="x")
        self.chances = self.chart.bar(range(len(self.tags)), [0] * len(self.tags), color=plots.PREDICTION, width=0.6)
        self.titles = [self.strip.set_title(" "), self.chart.set_title(" ")]
        self.handles = [Handle("window", self.strip, self._window_at, self._slide, (1, 0), True)]
        return [*self.words, *self.names, *self.bars, self.frame, self.middle, *self.chances, *self.titles]

    def _start_strip(self, ax):
        ax.set(xlim=(-0.5, COLUMNS - 0.5), ylim=(-0.45, 1.7))
        ax.axis("off")
        ax.hlines([0, 1], -0.4, COLUMNS - 0.6, color="#dddddd", linewidth=0.8, zorder=0)
        plain = dict(ha="center", va="center", zorder=1, parse_math=False)
        self.words = [ax.text(x, WORD, "", fontsize=11, **plain) for x in range(COLUMNS)]
        self.names = [ax.text(x, TAG, "", fontsize=10, **plain) for x in range(COLUMNS)]
        self.bars = ax.bar(range(COLUMNS), [0] * COLUMNS, color=plots.PREDICTION, width=0.5, zorder=2)
        look = dict(facecolor="none", linewidth=2, zorder=3)
        self.frame = ax.add_patch(Rectangle((0, 1.2), 1, 0.44, edgecolor=plots.DATA, linestyle="--", **look))
        self.middle = ax.add_patch(Rectangle((0, 1.2), 1, 0.44, edgecolor=plots.PREDICTION, **look))

    def _window_at(self, sentence, window, place):
        place, first = self.view(len(self.read(sentence, window)[0]), place)
        return place - first + ENDS, WORD

    def _slide(self, x, y, /, sentence, window, place):
        count = len(self.read(sentence, window)[0])
        return {"place": self.view(count, round(x) - ENDS + self.view(count, place)[1])[0]}

    def next_word(self, sentence, window, place):
        """The window moves on by one word, from the last one back to the first"""
        count = len(self.read(sentence, window)[0])
        return {"place": (self.view(count, place)[0] + 1) % max(count, 1)}

    def draw(self, sentence, window, place):
        words, p = self.read(sentence, window)
        place, first = self.view(len(words), place)
        for column in range(COLUMNS):
            self._fill(column, first + column - ENDS, words, p)
        self._frame(place - first + ENDS, window if words else 0)
        for bar, height in zip(self.chances, p[place] if words else np.zeros(len(self.tags))):
            bar.set_height(height)
        rest = f", the first {MOST_WORDS} are read" if len(words) == MOST_WORDS else ""
        self.titles[0].set_text(f"{len(words)} words{rest}, window of {window}" if words else "type a sentence")
        self.titles[1].set_text(f"“{shown(words[place], 24)}”: {self.best(p[place])}" if words else " ")
        self.titles[1].set_parse_math(False)

    def _fill(self, column, at, words, p):
        """One column: a word with its likeliest tag, padding, or nothing; texts are touched only where they change"""
        inside = 0 <= at < len(words)
        edge = words and -ENDS <= at < len(words) + ENDS
        self._write(
            self.words[column],
            shown(words[at], LONGEST) if inside else PADDING if edge else "",
            "normal" if not inside or self.knows(words[at]) else "italic",
        )
        self._write(self.names[column], shown(self.tags[p[at].argmax()], LONGEST) if inside else "", "normal")
        self.bars[column].set_height(p[at].max() if inside else 0)

    @staticmethod
    def _write(text, words, style):
        if text.get_text() != words or text.get_style() != style:
            text.set(text=words, style=style)

    def _frame(self, column, window):
        left, right = max(column - window / 2, -0.5), min(column + window / 2, COLUMNS - 0.5)
        self.frame.set(x=left, width=right - left, visible=window > 0)
        self.middle.set(x=column - 0.45, width=0.9, visible=window > 0)

    def best(self, p):
        """The likeliest tag and its probability, in words"""
        return f"{self.tags[p.argmax()]} {p.max():.2f}"

    def describe(self, sentence, window, place):
        words, p = self.read(sentence, window)
        if not words:
            return "There is no word yet: type a sentence."
        place, _ = self.view(len(words), place)
        told = ", ".join(f"{shown(word, 24)} {self.best(row)}" for word, row in zip(words, p))
        unknown = ", ".join(dict.fromkeys(shown(word, 24) for word in words if not self.knows(word)))
        return (
            f"The window shows {window} word{'s' * (window != 1)}, {shown(words[place], 24)} in the middle. {told}. "
            f"Unknown words: {unknown or 'none'}."
        )
