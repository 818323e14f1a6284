"""NextWord: a language model goes on where you stop; point at its stick of probabilities, and it says that word."""

import numpy as np

from .... import plots
from ....live_figure import Button, LiveFigure, Text
from ....plots import number
from ...words_in_windows.numbers import shown

MOST_PIECES, MOST_WORDS = 8, 30  # likeliest words with a piece of their own; words of a sentence
LONGEST, LONGER = 11, 60
LEAST = 0.055  # a piece that can hold its word


class NextWord(LiveFigure):
    """Begin a sentence, and let a language model say what comes next.

    next_word: function of a list of words that gives the probabilities (n,) of the next one; words: the n words;
    end: the one that ends a sentence. After it, or after 30 words, the next sentence begins.
    """

    size = (9.2, 4.2)
    controls = [
        Text("sentence", "sentence"),
        Button("draw_u", "Draw u"),
        Button("say_it", "Say the word at u"),
        Button("go_on", "Go on to the end"),
    ]
    alt = (
        "Above: the likeliest next words as bars as high as their probabilities. Below: the same laid end to end on a "
        "stick from 0 to 1, and a place u on it, whose word is the coloured one."
    )

    def __init__(self, next_word, words, sentence="", end=".", u=0.5):
        self.next_word, self.vocabulary, self.end = next_word, list(words), end
        self.pieces = min(MOST_PIECES, len(self.vocabulary))
        super().__init__(sentence=sentence, u=u, throw=0)

    def begun(self, sentence):
        """The words that the next one follows"""
        words = sentence.split()
        return [] if words[-1:] == [self.end] or len(words) >= MOST_WORDS else words

    def numbers(self, sentence, u, **_):
        words = self.begun(sentence)
        p = np.asarray(self.next_word(words), dtype=float)
        order = np.argsort(-p, kind="stable")
        ends = np.cumsum(p[order])
        place = min(int(np.sum(ends <= u)), len(p) - 1)
        lengths = np.append(p[order[: self.pieces]], max(0.0, 1 - ends[self.pieces - 1]))
        starts = np.append(0.0, np.cumsum(lengths)[:-1])
        names = [shown(self.vocabulary[k], LONGEST) for k in order[: self.pieces]] + ["all others"]
        colors = [plots.PREDICTION if k == min(place, self.pieces) else plots.QUIET for k in range(self.pieces + 1)]
        word, after = self.vocabulary[order[place]], " ".join(words[-8:]) or "the beginning"
        return dict(words=words, names=names, lengths=lengths, colors=colors, word=word, after=after) | dict(
            inside=[name if length > LEAST else "" for name, length in zip(names, lengths, strict=True)],
            middles=starts + lengths / 2,
            stick=np.column_stack([starts, 0 * starts, lengths, 0 * starts + 1]),
            title=f"after: {shown(after, LONGER)}",
            told=f"u = {number(u, 2)}: {shown(word, LONGEST)}, probability {number(p[order[place]], 2)}",
        )

    def start(self, figure):
        chart, stick = figure.subplots(2, 1, height_ratios=(2.4, 1))
        places, middle = range(self.pieces + 1), dict(ha="center", va="center", parse_math=False)
        chart.set(ylim=(-0.16, 1.05), xlim=(-0.6, self.pieces + 0.6), xticks=[], ylabel="probability")
        chart.set_yticks([0, 0.5, 1])
        self.each(chart.bar(places, 0, width=0.6), height="lengths", facecolor="colors")
        self.each([chart.text(x, -0.09, "", fontsize=11, **middle) for x in places], text="names")
        self.title(chart, "title", parse_math=False)
        stick.set(xlim=(-0.01, 1.01), ylim=(-0.25, 1.25), yticks=[], xlabel="u")
        stick.grid(False)
        bars = self.rectangles(stick, "stick", self.pieces + 1, edgecolor="white", linewidth=1.5)
        self.each(bars, facecolor="colors")
        inside = [stick.text(0, 0.5, "", fontsize=10, color="white", zorder=3, **middle) for _ in places]
        self.each(inside, text="inside", x="middles")
        here = stick.axvline(0, color=plots.DATA, linewidth=3, zorder=4)
        self.mark(lambda u: here.set_xdata([u, u]), "u", artists=[here])
        self.title(stick, "told", parse_math=False)
        self.hold("u", stick, "u", 0.5, (0.02, 0), ((0, 0.999), (0.5, 0.5)), anywhere=True, drag=self._point)

    def _point(self, x, y, /, **_):
        return {"u": float(np.clip(x, 0, 0.999))}

    def draw_u(self, throw, **_):
        """The same throws in every run, one after the other"""
        return {"u": float(np.random.default_rng(throw).random()), "throw": throw + 1}

    def say_it(self, sentence, u, **_):
        known = self.numbers(sentence, u)
        return {"sentence": " ".join([*known["words"], known["word"]])}

    def go_on(self, sentence, u, throw):
        """Draw and say until the sentence ends"""
        state = dict(sentence=" ".join(self.begun(sentence)), u=u, throw=throw)
        while not state["sentence"] or self.begun(state["sentence"]):
            state |= self.draw_u(**state)
            state |= self.say_it(**state)
        return state

    def describe(self, sentence, names, lengths, u, word, after, **_):
        told = ", ".join(f"{name} {number(length, 2)}" for name, length in zip(names, lengths, strict=True))
        whole = f" The sentence so far: {shown(sentence, 300)}" if sentence.strip() else ""
        return f"After “{shown(after, LONGER)}”: {told}. At u = {number(u, 2)} stands {shown(word, LONGER)}.{whole}"
