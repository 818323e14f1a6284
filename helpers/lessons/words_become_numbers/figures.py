"""The live figures of notebook 08: Softmax and WordMap."""

from functools import partial

import numpy as np
from matplotlib.collections import LineCollection

from ... import language, plots
from ...datasets import word_classes
from ...live_figure import Button, Choice, LiveFigure, Play, Slider
from ...marks import separate
from ...plots import number
from .labels import Labels
from .numbers import MOST_STEPS, STEPS_A_TICK, WAYS, flat, next_word, powers, shares, training, view

__all__ = ["Softmax", "WordMap"]

FRUIT = ("Apple", "Banana", "Coconut")
REACH, LOWEST, HIGHEST = 5.0, -323.3, 308.25  # of the logits; the powers of ten that a float can hold
TOO_LARGE, TOO_SMALL = 365.0, -375.0  # where exp is drawn if it is inf or 0

EDGE, KEY = 1.05, 0.01  # of the map; what an arrow key adds
LISTED, TIED = 8, 4  # neighbours in the list, and tied to the word on the map
OTHER = "all others"
COLORS = ["#b5569a", "#a87400", "#3f8fc4", "#7a5ab5", "#4f7d2f", "#a33a3a"]
LOOKS = [*zip("o^sDPXv<>ph", 2 * COLORS, strict=False)]


def format_power(value):
    """A few digits of a number from 0 to inf"""
    if value == 0 or np.isinf(value) or 0.01 <= value < 100:
        return number(value, 2)
    return number(value, 0) if 100 <= value < 1e5 else f"{value:.0e}".replace("-", plots.MINUS)


def power_text(value, exponent):
    """What a power says above its dot, or below where it would leave the picture"""
    y, va = (exponent - 28, "top") if exponent > 150 else (exponent + 24, "bottom")
    return dict(text=format_power(value), y=y, va=va)


def share_text(p, words):
    return dict(text=words, y=np.nan_to_num(p) + 0.02, color=plots.ERROR if np.isnan(p) else plots.DATA)


class Softmax(LiveFigure):
    """Drag the logits, heat them, add a constant to all, until exp overflows; then take the largest off first."""

    size = (9.8, 4.3)
    controls = [
        Slider("temperature", "temperature T", 0.1, 5.0, 0.1),
        Slider("c", "add to all: c", -1000, 1000, 10),
        Choice("way", "computed", WAYS),
    ]
    alt = "Left: a logit for each of three fruits. Middle: its exp, by power of ten. Right: its probability."

    def __init__(self, z=(0.72, -0.37, 0.84), temperature=1.0, c=0.0, way=WAYS[0]):
        z = tuple(float(one) for one in z)
        if len(z) != len(FRUIT) or not all(abs(one) <= REACH for one in z):
            raise ValueError(f"Softmax expects {len(FRUIT)} logits from {number(-REACH)} to {number(REACH)}, got {z}")
        super().__init__(z=z, temperature=temperature, c=c, way=way)

    def numbers(self, z, temperature, c, way):
        e = powers(z, c, temperature, way)
        p = shares(e)
        with np.errstate(divide="ignore"):
            exponents = np.clip(np.log10(e), TOO_SMALL, TOO_LARGE)
        logits, probabilities = [number(one, 2) for one in z], [number(one, 3) for one in p]
        rows = zip(FRUIT, logits, probabilities, strict=True)
        return dict(zip(FRUIT, z, strict=True), exponents=exponents, p=np.nan_to_num(p)) | dict(
            power_texts=[*map(power_text, e, exponents)],
            share_texts=[*map(share_text, p, probabilities)],
            logit_title=f"z: {', '.join(logits)}",
            power_title=f"c = {number(c)}, T = {number(temperature, 1)}",
            winner="no numbers any more" if np.isnan(p).any() else f"{FRUIT[p.argmax()]} {number(p.max(), 2)}",
            changes=", ".join(f"{fruit} {logit} becomes {probability}" for fruit, logit, probability in rows),
        )

    def start(self, figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1.1, 1))
        for ax in (left, middle, right):
            ax.set(xlim=(-0.6, 2.6), xticks=range(3), xticklabels=FRUIT)
            ax.grid(axis="x", visible=False)
        self._start_logits(left)  # what seldom changes comes first: it is kept with the background
        self._start_shares(right)
        self._start_powers(middle)

    def _start_logits(self, ax):
        ax.set(ylim=(-REACH - 0.5, REACH + 0.5), ylabel="logit z")
        ax.axhline(0, color=plots.QUIET, linewidth=1)
        self.title(ax, "logit_title")
        self._bars(ax, "z", alpha=0.35)
        self.line(ax, range(3), "z", style="o", color=plots.PREDICTION, markersize=11, zorder=5)
        for index, fruit in enumerate(FRUIT):
            self.hold(f"logit of {fruit}", ax, index, fruit, (0, 0.1), drag=partial(self._drag, index))

    @staticmethod
    def _drag(index, _, up, /, z, **__):
        return {"z": (*z[:index], round(float(np.clip(up, -REACH, REACH)), 2), *z[index + 1 :])}

    def _start_powers(self, ax):
        ax.set(ylim=(-430, 430), yticks=[-300, -150, 0, 150, 300], ylabel="exp of it")
        ax.set_yticklabels(["10⁻³⁰⁰", "10⁻¹⁵⁰", "1", "10¹⁵⁰", "10³⁰⁰"])
        for low, high, words, y in ((HIGHEST, 430, "too large: inf", 402), (-430, LOWEST, "too small: 0", -410)):
            ax.axhspan(low, high, color="#fbe3d3", zorder=0, linewidth=0)
            ax.text(1, y, words, ha="center", va="center", fontsize=11, color="#8a3d00")
        self.title(ax, "power_title")
        self.line(ax, range(3), "exponents", style="o", color=plots.PREDICTION, markersize=9, zorder=4)
        self._texts(ax, "power_texts", fontsize=11)

    def _start_shares(self, ax):
        ax.set(ylim=(0, 1.12), yticks=[0, 0.25, 0.5, 0.75, 1], ylabel="probability p")
        self.title(ax, "winner")
        self._bars(ax, "p", alpha=1.0)
        self._texts(ax, "share_texts", fontsize=12)

    def _bars(self, ax, name, **look):
        bars = ax.bar(range(3), [0, 0, 0], 0.6, color=plots.PREDICTION, linewidth=0, zorder=3, **look)
        self.each(bars, height=name)

    def _texts(self, ax, name, fontsize):
        """A text for each fruit; the name's numbers are what changes of each: {property: value}"""
        texts = [ax.text(x, 0, "", ha="center", va="bottom", fontsize=fontsize, zorder=5) for x in range(3)]
        self.mark(lambda looks: [t.set(**look) for t, look in zip(texts, looks, strict=True)], name, artists=texts)

    def describe(self, temperature, c, way, changes, **_):
        return f"Temperature {number(temperature, 1)}, constant {number(c)}, computed {way}: {changes}."


class WordMap(LiveFigure):
    """Train, and watch words of a kind gather; click a word, or go there with the arrow keys, for its neighbours."""

    size = (9.8, 5.0)
    alt = "Left: a map of all words, flat, dots of a kind in one shape. Right: the words nearest to the chosen one."

    def __init__(self, corpus, word="apples", seed=1, steps=0):
        self.vocabulary, words = corpus.vocabulary, corpus.vocabulary.words
        self.examples = corpus.contexts(5), corpus.word_ids, len(words)
        self.controls = [Choice("word", "word", sorted(words)), Play("Train"), Button("new_vectors", "New vectors")]
        kind_of = {one: kind for kind, members in word_classes().items() for one in members}
        kinds = np.array([kind_of.get(one, OTHER) for one in words])
        self.kinds = {kind: np.flatnonzero(kinds == kind) for kind in (*word_classes(), OTHER) if kind in kinds}
        self.with_kind = np.flatnonzero(kinds != OTHER)
        if not len(self.with_kind):
            raise ValueError(
                "WordMap expects a corpus with words of word_classes(), such as fruit_sentences(); none is known"
            )
        state = self.begin(seed)
        for _ in range(steps // STEPS_A_TICK):
            state |= self.tick(**state)
        super().__init__(word=word, **state)

    def begin(self, seed):
        """A new network, and its vectors before the first step"""
        self.training = training(*self.examples, seed)
        vectors = next(self.training)
        return {"seed": seed, "vectors": vectors, "axes": view(vectors), "step": 0}

    def tick(self, step, axes, **_):
        if step >= MOST_STEPS:
            return None
        vectors = next(self.training)
        return {"vectors": vectors, "axes": view(vectors, axes), "step": step + STEPS_A_TICK}

    def new_vectors(self, seed, **_):
        return self.begin(seed % 100 + 1) | {"playing": False}

    def follow(self, changed, seed, playing, step, **_):
        """Train at the end of a run begins anew"""
        return self.begin(seed) if "playing" in changed and playing and step >= MOST_STEPS else {}

    def numbers(self, word, vectors, axes, step, **_):
        positions = np.clip(flat(vectors, axes), -EDGE, EDGE)
        chosen = self.vocabulary.numbers[word]
        x, y = positions[chosen]
        nearest, cosines = language.nearest(vectors, chosen, LISTED, among=range(len(vectors)))
        tied, listed = nearest[:TIED], np.full(positions.shape, np.nan)
        listed[nearest] = [(-0.045, row) for row in range(len(nearest))]
        share = f"{language.neighbourhoods(vectors, self.vocabulary, word_classes()).share:.0%}"
        return dict(chosen=chosen, positions=positions, x=x, y=y, nearest=nearest, listed=listed, share=share) | dict(
            ties=[positions[[chosen, row]] for row in tied],
            order=[chosen, *tied, *np.setdiff1d(self.with_kind, [chosen, *tied])],  # in which words find room
            bars=separate(*([(0, row), (max(cosine, 0.0), row)] for row, cosine in enumerate(cosines))),
            score=f"step {step}: {share} beside their kind",
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
        looks = dict(zip(self.kinds, LOOKS, strict=False)) | {OTHER: (".", plots.QUIET)}
        dots = [ax.plot([], [], m, color=c, label=kind, ms=6, ls="", zorder=4)[0] for kind, (m, c) in looks.items()]

        def put(positions):
            for artist, rows in zip(dots, self.kinds.values(), strict=True):
                artist.set_data(*positions[rows].T)
                artist.set_visible(np.isfinite(positions[rows]).any())  # an empty one would be drawn all the same

        self.mark(put, name, artists=dots)
        return dots

    def describe(self, step, share, heading, neighbours, **_):
        beside = f"{share} of {len(self.with_kind)} words have a nearest neighbour of their kind"
        return f"After {step} steps {beside}; {heading}: {neighbours}."

    def _go(self, x, y, /, positions, chosen, **_):
        """A press takes the nearest word, an arrow key the next one in its direction"""
        way, pixels = np.array([x, y]) - positions[chosen], self.map.bbox.size / (2 * EDGE)
        keys = np.round(way / KEY)
        if np.allclose(way, keys * KEY, atol=1e-9) and np.count_nonzero(keys) == 1:
            row = next_word(positions * pixels, chosen, np.sign(keys))
        else:
            row = np.hypot(*((positions - [x, y]) * pixels).T).argmin()
        return {"word": self.vocabulary.words[row]}
