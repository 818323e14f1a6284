"""Word map: the vectors of all words move while a network learns to predict words from their neighbours."""

import numpy as np
from matplotlib.collections import LineCollection

from .... import plots
from ....datasets import word_classes
from ....language import directions
from ....layers import Dense, Embedding, Flatten
from ....live_figure import Button, Choice, Handle, LiveFigure, Play
from ....training import Adam, Sequential, set_random_seed
from .labels import Labels
from .projection import flat, follow, view

WIDTH, BATCH, MOST_STEPS, STEPS_A_TICK = 12, 64, 600, 4
LISTED, TIED = 8, 4  # neighbours in the list, and tied to the word on the map
REACH = 1.05
RESTING = -1  # the zorder of what seldom changes: it is kept with the background
OTHER = "all others"
COLORS = ["#b5569a", "#a87400", "#3f8fc4", "#7a5ab5", "#4f7d2f", "#a33a3a"]
LOOKS = [*zip("o^sDPXv<>ph", 2 * COLORS), (".", plots.QUIET)]


class WordMap(LiveFigure):
    """Train, and watch words of a kind gather; click a word, or go there with the arrow keys, for its neighbours."""

    size = (9.8, 5.0)
    alt = "Left: a map of all words, flat, dots of a kind in one shape. Right: the words nearest to the chosen one."

    def __init__(self, corpus, word="apples", seed=1, steps=0):
        self.words, (self.x, self.y) = corpus.vocabulary.words, (corpus.contexts(5), corpus.word_ids)
        kind_of = {one: kind for kind, members in word_classes().items() for one in members}
        self.kinds = np.array([kind_of.get(one, OTHER) for one in self.words])
        self.with_kind = np.flatnonzero(self.kinds != OTHER)
        if not len(self.with_kind):
            raise ValueError(
                "WordMap expects a corpus with words of word_classes(), such as fruit_sentences(); none is known"
            )
        self.controls = [
            Choice("word", "word", sorted(self.words)),
            Play("Train"),
            Button("new_vectors", "New vectors"),
        ]
        state = self.begin(seed)
        for _ in range(steps // STEPS_A_TICK):
            state |= self.tick(**state)
        super().__init__(word=word, seed=seed, **state)

    # ---- training ---------------------------------------------------------------------------------------------------

    def begin(self, seed):
        """A new network, and its vectors before the first step"""
        set_random_seed(seed)
        size = len(self.words)
        self.model = Sequential([Embedding(size, WIDTH), Flatten(), Dense(size, activation="softmax")])
        self.model.compile(optimizer=Adam(0.01), loss="sparse_categorical_crossentropy")
        self.model.predict(self.x[:1])  # makes the weights
        self.generator = np.random.default_rng(seed)
        return {"vectors": self.vectors(), "axes": view(directions(self.vectors())), "step": 0}

    def vectors(self):
        return self.model.get_weights()[0]

    def tick(self, step, axes, **_):
        if step >= MOST_STEPS:
            return None
        for _ in range(STEPS_A_TICK):
            rows = self.generator.integers(len(self.y), size=BATCH)
            self.model.train_on_batch(self.x[rows], self.y[rows])
        vectors = self.vectors()
        return {"vectors": vectors, "axes": follow(directions(vectors), axes), "step": step + STEPS_A_TICK}

    def new_vectors(self, seed, **_):
        return {"seed": seed % 100 + 1, "playing": False}

    def apply(self, changes):
        """Another start number: begin anew; so does Train at the end"""
        before = self.state["seed"]
        ended = changes.get("playing") and self.state["step"] >= MOST_STEPS
        super().apply(changes)
        if before != self.state["seed"] or ended:
            self.state.update(self.begin(self.state["seed"]))

    # ---- numbers ----------------------------------------------------------------------------------------------------

    def cosines(self, vectors):
        """(V, V) of every word with every other; with itself −2, so that it is nobody's neighbour"""
        unit = directions(vectors)
        table = unit @ unit.T
        np.fill_diagonal(table, -2)
        return table

    def with_their_kind(self, cosines):
        """The share of words with a kind whose nearest neighbour among such words is of their kind"""
        nearest = cosines[np.ix_(self.with_kind, self.with_kind)].argmax(axis=1)
        kinds = self.kinds[self.with_kind]
        return float(np.mean(kinds[nearest] == kinds))

    # ---- the picture ------------------------------------------------------------------------------------------------

    def start(self, figure):
        self.map, self.list = figure.subplots(1, 2, width_ratios=(1.75, 1))
        self.map.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[], yticks=[])
        self.map.grid(False)
        named = [kind for kind in word_classes() if kind in self.kinds] + [OTHER]
        self.rows = [np.flatnonzero(self.kinds == kind) for kind in named]
        self.looks = [*LOOKS[: len(named) - 1], LOOKS[-1]]
        self.dots = [self._dots(self.map, look, name) for look, name in zip(self.looks, named)]
        figure.legend(
            handles=self.dots, loc="outside lower left", ncols=6, fontsize=11, handletextpad=0.1, columnspacing=1.2
        )
        self.ring = self.map.plot([], [], "o", markersize=12, mfc="none", mec=plots.PREDICTION, mew=2, zorder=7)[0]
        self.ties = self.map.add_collection(
            LineCollection([], colors=plots.PREDICTION, linewidths=1, zorder=2), autolim=False
        )
        self.labels = Labels(self.map, self.words)
        self.handles = [Handle("word", self.map, self._at, self._go, step=(0.01, 0.01), anywhere=True)]
        self._start_list()
        self.titles = [ax.set_title(" ", fontsize=12) for ax in (self.map, self.list)]
        self.titles[1].set_zorder(RESTING)
        return [
            self.ties,
            *self.dots,
            self.ring,
            self.labels.artist,
            self.bars,
            *self.marks,
            self.names.artist,
            *self.titles,
        ]

    @staticmethod
    def _dots(ax, look, name):
        return ax.plot([], [], look[0], color=look[1], markersize=6, linestyle="", zorder=4, label=name)[0]

    def _start_list(self):
        self.list.set(xlim=(-0.75, 1), ylim=(LISTED - 0.4, -0.6), yticks=[], xticks=[0, 0.5, 1], xlabel="cosine")
        self.list.spines["left"].set_visible(False)
        self.bars = self.list.add_collection(
            LineCollection([], colors=plots.PREDICTION, linewidths=9, zorder=3), autolim=False
        )
        self.bars.set_capstyle("butt")
        self.marks = [self._dots(self.list, look, None) for look in self.looks]
        self.names = Labels(self.list, self.words, size=11.5)

    # ---- what moves -------------------------------------------------------------------------------------------------

    def places(self, vectors, axes):
        return np.clip(flat(directions(vectors), axes), -REACH, REACH)

    def draw(self, word, vectors, axes, step, **_):
        chosen, cosines, places = self.words.index(word), self.cosines(vectors), self.places(vectors, axes)
        nearest = np.argsort(-cosines[chosen], kind="stable")[:LISTED]
        for dots, rows in zip(self.dots, self.rows):
            dots.set_data(*places[rows].T)
        self.ring.set_data(*places[[chosen]].T)
        self.ties.set_segments([places[[chosen, k]] for k in nearest[:TIED]])
        first = [chosen, *nearest[:TIED]]
        self.labels.move(places, [*first, *np.setdiff1d(self.with_kind, first)])
        self._draw_list(nearest, cosines[chosen, nearest])
        self.titles[0].set_text(f"step {step}: {self.with_their_kind(cosines):.0%} beside their kind")
        self.titles[1].set_text(f"nearest to {word}")

    def _draw_list(self, nearest, cosines):
        rows = np.arange(LISTED)
        self.bars.set_segments([[(0, row), (max(cosine, 0.0), row)] for row, cosine in zip(rows, cosines)])
        self.names.list_up(nearest, np.column_stack([np.full(LISTED, -0.1), rows]))
        for mark, members in zip(self.marks, self.rows):
            mine = rows[np.isin(nearest, members)]
            mark.set_data(np.full(len(mine), -0.045), mine)
            mark.set_visible(len(mine) > 0)  # an empty one would be drawn all the same

    def describe(self, word, vectors, step, **_):
        cosines = self.cosines(vectors)
        chosen = self.words.index(word)
        nearest = ", ".join(self.words[k] for k in np.argsort(-cosines[chosen], kind="stable")[:TIED])
        return (
            f"After {step} steps {self.with_their_kind(cosines):.0%} of {len(self.with_kind)} words have a nearest neighbour of their kind; "
            f"nearest to {word}: {nearest}."
        )

    # ---- from word to word ------------------------------------------------------------------------------------------

    def _at(self, word, vectors, axes, **_):
        return tuple(self.places(vectors, axes)[self.words.index(word)])

    def _go(self, x, y, /, word, vectors, axes, **_):
        """A press takes the nearest word, an arrow key the next one in its direction"""
        places, here = self.places(vectors, axes), np.array(self._at(word, vectors, axes))
        pixels = places * self.map.bbox.size / (2 * REACH)
        way = np.array([x, y]) - here
        keys = np.round(way / 0.01)
        if np.allclose(way, keys * 0.01, atol=1e-9) and np.count_nonzero(keys) == 1:
            return {"word": self.words[next_word(pixels, self.words.index(word), np.sign(keys))]}
        apart = np.hypot(*((places - [x, y]) * self.map.bbox.size).T)
        return {"word": self.words[int(apart.argmin())]}


def next_word(places, here, way):
    """The nearest word in the quarter that `way` points to: ahead at least as far as aside; none there: stay"""
    apart = places - places[here]
    ahead, aside = apart @ way, np.abs(apart @ way[::-1])
    near = np.where((ahead > 0) & (ahead >= aside), ahead + aside, np.inf)
    return int(near.argmin()) if np.isfinite(near).any() else here
