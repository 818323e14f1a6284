"""Word map: the vectors of all words move while a network learns to predict words from their neighbours."""

import numpy as np
from matplotlib.collections import LineCollection

from .... import language, plots
from ....datasets import word_classes
from ....live_figure import Button, Choice, LiveFigure, Play
from ..numbers import MOST_STEPS, STEPS_A_TICK, flat, next_view, next_word, training, view
from .labels import Labels

LISTED, TIED = 8, 4  # neighbours in the list, and tied to the word on the map
REACH, KEY = 1.05, 0.01  # of the map; what an arrow key adds
RESTING = -1  # the zorder of what seldom changes: it is kept with the background
OTHER = "all others"
COLORS = ["#b5569a", "#a87400", "#3f8fc4", "#7a5ab5", "#4f7d2f", "#a33a3a"]
LOOKS = [*zip("o^sDPXv<>ph", (2 * COLORS)[:11], strict=True), (".", plots.QUIET)]


class WordMap(LiveFigure):
    """Train, and watch words of a kind gather; click a word, or go there with the arrow keys, for its neighbours."""

    size = (9.8, 5.0)
    alt = "Left: a map of all words, flat, dots of a kind in one shape. Right: the words nearest to the chosen one."

    def __init__(self, corpus, word="apples", seed=1, steps=0):
        self.corpus, self.vocabulary = corpus, corpus.vocabulary
        kind_of = {one: kind for kind, members in word_classes().items() for one in members}
        kinds = np.array([kind_of.get(one, OTHER) for one in self.vocabulary.words])
        self.rows = {kind: np.flatnonzero(kinds == kind) for kind in (*word_classes(), OTHER) if kind in kinds}
        self.with_kind = np.flatnonzero(kinds != OTHER)
        if not len(self.with_kind):
            raise ValueError(
                "WordMap expects a corpus with words of word_classes(), such as fruit_sentences(); none is known"
            )
        words = Choice("word", "word", sorted(self.vocabulary.words))
        self.controls = [words, Play("Train"), Button("new_vectors", "New vectors")]
        state = self.begin(seed)
        for _ in range(steps // STEPS_A_TICK):
            state |= self.tick(**state)
        super().__init__(word=word, seed=seed, **state)

    # ---- training ---------------------------------------------------------------------------------------------------

    def begin(self, seed):
        """A new network, and its vectors before the first step"""
        self.training = training(self.corpus, seed)
        vectors = next(self.training)
        return {"vectors": vectors, "axes": view(vectors), "step": 0}

    def tick(self, step, axes, **_):
        if step >= MOST_STEPS:
            return None
        vectors = next(self.training)
        return {"vectors": vectors, "axes": next_view(vectors, axes), "step": step + STEPS_A_TICK}

    def new_vectors(self, seed, **_):
        return {"seed": seed % 100 + 1, "playing": False}

    def follow(self, changed, seed, playing, step, **_):
        """Another start number: begin anew; so does Train at the end"""
        ended = "playing" in changed and playing and step >= MOST_STEPS
        return self.begin(seed) if ended or changed.get("seed", seed) != seed else {}

    def numbers(self, word, vectors, axes, step, **_):
        positions = np.clip(flat(vectors, axes), -REACH, REACH)
        chosen, every = self.vocabulary.numbers[word], np.arange(len(vectors))
        nearest, cosines = language.nearest(vectors, chosen, LISTED, every)
        rows, tied = np.arange(len(nearest)), nearest[:TIED]
        listed = np.full(positions.shape, np.nan)
        listed[nearest] = np.column_stack([0 * rows - 0.045, rows])
        share = f"{language.neighbourhoods(vectors, self.vocabulary, word_classes()).share:.0%}"
        return dict(
            chosen=chosen, positions=positions, x=positions[chosen, 0], y=positions[chosen, 1], share=share
        ) | dict(
            ties=[positions[[chosen, row]] for row in tied],
            order=[chosen, *tied, *np.setdiff1d(self.with_kind, [chosen, *tied])],  # in which words find room
            nearest=nearest,
            listed=listed,
            ends=np.column_stack([0 * rows - 0.1, rows]),  # of the words in the list
            bars=[[(0, row), (max(cosine, 0.0), row)] for row, cosine in enumerate(cosines)],
            score=f"step {step}: {share} beside their kind",
            heading=f"nearest to {word}",
            neighbours=", ".join(self.vocabulary.words[row] for row in tied),
        )

    # ---- the picture ------------------------------------------------------------------------------------------------

    def start(self, figure):
        self.map, ax = figure.subplots(1, 2, width_ratios=(1.75, 1))
        self._start_map(self.map)
        self._start_list(ax)
        legend = dict(loc="outside lower left", ncols=6, fontsize=11, handletextpad=0.1, columnspacing=1.2)
        figure.legend(handles=self._dots(self.map, "positions"), **legend)
        self.title(self.map, "score", fontsize=12)
        self.title(ax, "heading", fontsize=12, zorder=RESTING)

    def _start_map(self, ax):
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[], yticks=[])
        ax.grid(False)
        self._segments(ax, "ties", linewidths=1, zorder=2)
        self.line(ax, "x", "y", style="o", markersize=12, mfc="none", mec=plots.PREDICTION, mew=2, zorder=7)
        labels = Labels(ax, self.vocabulary.words)
        self.mark(labels.move, "positions", "order", artists=[labels.artist])
        self.hold("word", ax, "x", "y", (KEY, KEY), anywhere=True, drag=self._go)

    def _start_list(self, ax):
        ax.set(xlim=(-0.75, 1), ylim=(LISTED - 0.4, -0.6), yticks=[], xticks=[0, 0.5, 1], xlabel="cosine")
        ax.spines["left"].set_visible(False)
        self._segments(ax, "bars", linewidths=9, zorder=3, capstyle="butt")
        self._dots(ax, "listed")
        names = Labels(ax, self.vocabulary.words, size=11.5)
        self.mark(names.list_up, "nearest", "ends", artists=[names.artist])

    def _segments(self, ax, name, **look):
        lines = ax.add_collection(LineCollection([], colors=plots.PREDICTION, **look), autolim=False)
        self.mark(lines.set_segments, name, artists=[lines])

    def _dots(self, ax, name):
        """The dots of each kind in one shape, at the positions (V, 2) of this name; nan: no dot"""
        looks = [*LOOKS[: len(self.rows) - 1], LOOKS[-1]]
        look = dict(markersize=6, linestyle="", zorder=4)
        dots = [
            ax.plot([], [], shape, color=color, label=kind, **look)[0]
            for (shape, color), kind in zip(looks, self.rows, strict=True)
        ]

        def put(positions):
            for artist, rows in zip(dots, self.rows.values(), strict=True):
                artist.set_data(*positions[rows].T)
                artist.set_visible(np.isfinite(positions[rows]).any())  # an empty one would be drawn all the same

        self.mark(put, name, artists=dots)
        return dots

    def describe(self, step, share, heading, neighbours, **_):
        kinds = f"{share} of {len(self.with_kind)} words have a nearest neighbour of their kind"
        return f"After {step} steps {kinds}; {heading}: {neighbours}."

    def _go(self, x, y, /, positions, chosen, **_):
        """A press takes the nearest word, an arrow key the next one in its direction"""
        way, pixels = np.array([x, y]) - positions[chosen], self.map.bbox.size / (2 * REACH)
        keys = np.round(way / KEY)
        if np.allclose(way, keys * KEY, atol=1e-9) and np.count_nonzero(keys) == 1:
            row = next_word(positions * pixels, chosen, np.sign(keys))
        else:
            row = np.hypot(*((positions - [x, y]) * pixels).T).argmin()
        return {"word": self.vocabulary.words[row]}
