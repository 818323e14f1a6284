"""The live figure of notebook 08b: WordMap."""

import numpy as np
from matplotlib.collections import LineCollection

from ... import language, plots
from ...datasets import Corpus, WordVectors, word_classes
from ...live_figure import Button, Choice, LiveFigure, Play
from ...marks import separate
from .labels import Labels
from .numbers import MOST_STEPS, STEPS_A_TICK, flat, next_word, training, view
from .real_words import RealWords, real_classes

__all__ = ["WordMap"]

EDGE, KEY = 1.05, 0.01  # of the map; what an arrow key adds
SPREAD = 1.3  # real words, in 50 directions, lie nearer to the middle of a flat map
LISTED, TIED = 8, 4  # neighbours in the list, and tied to the word on the map
OTHER = "all others"
COLORS = ["#b5569a", "#a87400", "#3f8fc4", "#7a5ab5", "#4f7d2f", "#a33a3a"]
LOOKS = [*zip("o^sDPXv<>ph", 2 * COLORS, strict=False)]


class WordMap(LiveFigure):
    """Train, and watch words of a kind gather; or walk among real ones. Click a word, or go there by arrow keys.

    source: a Corpus of words of word_classes(), to train on; or WordVectors, of which 300 words are shown as they are.
    """

    size = (9.8, 5.0)
    alt = "Left: a map of all words, flat, dots of a kind in one shape. Right: the words nearest to the chosen one."

    def __init__(self, source, word=None, seed=1, steps=0):
        if not isinstance(source, (Corpus, WordVectors)):
            raise TypeError(f"WordMap expects a Corpus or WordVectors, got {type(source).__name__}")
        self.frozen = isinstance(source, WordVectors)
        word = word or ("apple" if self.frozen else "apples")
        self.vocabulary = RealWords(source) if self.frozen else source.vocabulary
        self.classes, words = real_classes() if self.frozen else word_classes(), self.vocabulary.words
        self.controls = [Choice("word", "word", sorted(words))]
        if not self.frozen:
            self.controls += [Play("Train"), Button("new_vectors", "New vectors")]
            self.examples = source.contexts(5), source.word_ids, len(words)
        self._find_kinds(words)
        if word not in self.vocabulary.numbers:
            raise ValueError(f"WordMap has no word {word!r} among its {len(words)}")
        state = self.begin(seed)
        for _ in range(steps // STEPS_A_TICK):
            state |= self.tick(**state)
        super().__init__(word=word, **state)

    def _find_kinds(self, words):
        """kinds {kind: rows of its words}, those of no kind last; with_kind: the rows of all others"""
        kind_of = {one: kind for kind, members in self.classes.items() for one in members}
        kinds = np.array([kind_of.get(one, OTHER) for one in words])
        self.kinds = {kind: np.flatnonzero(kinds == kind) for kind in (*self.classes, OTHER) if kind in kinds}
        self.with_kind = np.flatnonzero(kinds != OTHER)
        if not len(self.with_kind):
            raise ValueError(
                "WordMap expects a corpus with words of word_classes(), such as fruit_sentences(); none is known"
            )

    def begin(self, seed):
        """A new network, and its vectors before the first step; or the real ones"""
        if self.frozen:
            vectors = self.vocabulary.vectors
        else:
            self.training = training(*self.examples, seed)
            vectors = next(self.training)
        return {"seed": seed, "vectors": vectors, "axes": view(vectors), "step": 0}

    def tick(self, step, axes, **_):
        if self.frozen or step >= MOST_STEPS:
            return None
        vectors = next(self.training)
        return {"vectors": vectors, "axes": view(vectors, axes), "step": step + STEPS_A_TICK}

    def new_vectors(self, seed, **_):
        return self.begin(seed % 100 + 1) | {"playing": False}

    def follow(self, changed, seed, step, playing=False, **_):
        """Train at the end of a run begins anew"""
        return self.begin(seed) if "playing" in changed and playing and step >= MOST_STEPS else {}

    def numbers(self, word, vectors, axes, step, **_):
        positions = np.clip(flat(vectors, axes) * (SPREAD if self.frozen else 1), -EDGE, EDGE)
        chosen = self.vocabulary.numbers[word]
        x, y = positions[chosen]
        nearest, cosines = language.nearest(vectors, chosen, LISTED, among=range(len(vectors)))
        tied, listed = nearest[:TIED], np.full(positions.shape, np.nan)
        listed[nearest] = [(-0.045, row) for row in range(len(nearest))]
        share = f"{language.neighbourhoods(vectors, self.vocabulary, self.classes).share:.0%}"
        return dict(chosen=chosen, positions=positions, x=x, y=y, nearest=nearest, listed=listed, share=share) | dict(
            ties=[positions[[chosen, row]] for row in tied],
            order=[chosen, *tied, *np.setdiff1d(self.with_kind, [chosen, *tied])],  # in which words find room
            bars=separate(*([(0, row), (max(cosine, 0.0), row)] for row, cosine in enumerate(cosines))),
            score=f"{f'{len(vectors)} real words' if self.frozen else f'step {step}'}: {share} beside their kind",
            heading=f"nearest to {word}",
            neighbours=", ".join(self.vocabulary.words[row] for row in tied),
        )

    def start(self, figure):
        self.map, chart = figure.subplots(1, 2, width_ratios=(1.75, 1))
        self._start_map(self.map)
        self._start_list(chart)
        legend = dict(loc="outside lower left", ncols=6, fontsize=11, handletextpad=0.1, columnspacing=1.2)
        figure.legend(handles=self._dots(self.map, "positions"), **legend)
        self.title(self.map, "score", fontsize=12)
        self.title(chart, "heading", fontsize=12, zorder=-1)  # it seldom changes: it is kept with the background

    def _start_map(self, ax):
        ax.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=[], yticks=[])
        ax.grid(False)
        ties = ax.add_collection(LineCollection([], colors=plots.PREDICTION, linewidths=1, zorder=2), autolim=False)
        self.mark(ties.set_segments, "ties", artists=[ties])
        self.line(ax, "x", "y", style="o", markersize=12, mfc="none", mec=plots.PREDICTION, mew=2, zorder=7)
        self.labels = Labels(ax, self.vocabulary.words)
        self.mark(self.labels.move, "positions", "order", artists=[self.labels.artist])
        self.hold("word", ax, "x", "y", (KEY, KEY), anywhere=True, drag=self._go)

    def _start_list(self, ax):
        ax.set(xlim=(-0.75, 1), ylim=(LISTED - 0.4, -0.6), yticks=[], xticks=[0, 0.5, 1], xlabel="cosine")
        ax.spines["left"].set_visible(False)
        self.line(ax, "bars", color=plots.PREDICTION, linewidth=9, zorder=3, solid_capstyle="butt")
        self._dots(ax, "listed")
        names = Labels(ax, self.vocabulary.words, size=11.5)
        self.mark(names.list_up, "nearest", -0.1, artists=[names.artist])

    def _dots(self, ax, name):
        """Dots at the positions (V, 2) of this name, those of a kind in one shape; nan: no dot"""
        looks = dict(zip(self.classes, LOOKS, strict=True)) | {OTHER: (".", plots.QUIET)}
        looks = {kind: looks[kind] for kind in self.kinds}
        dots = [ax.plot([], [], m, color=c, label=kind, ms=6, ls="", zorder=4)[0] for kind, (m, c) in looks.items()]

        def put(positions):
            for artist, rows in zip(dots, self.kinds.values(), strict=True):
                artist.set_data(*positions[rows].T)
                artist.set_visible(np.isfinite(positions[rows]).any())  # an empty one would be drawn all the same

        self.mark(put, name, artists=dots)
        return dots

    def describe(self, step, share, heading, neighbours, **_):
        beside = f"{share} of {len(self.with_kind)} words have a nearest neighbour of their kind"
        when = "" if self.frozen else f"After {step} steps "
        return f"{when}{beside}; {heading}: {neighbours}."

    def _go(self, x, y, /, positions, chosen, **_):
        """A press takes the nearest word, an arrow key the next one in its direction"""
        way, pixels = np.array([x, y]) - positions[chosen], self.map.bbox.size / (2 * EDGE)
        keys = np.round(way / KEY)
        if np.allclose(way, keys * KEY, atol=1e-9) and np.count_nonzero(keys) == 1:
            row = next_word(positions * pixels, chosen, np.sign(keys))
        else:
            row = np.hypot(*((positions - [x, y]) * pixels).T).argmin()
        return {"word": self.vocabulary.words[row]}
