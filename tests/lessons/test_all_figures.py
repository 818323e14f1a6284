"""Every live figure of the course, driven over its whole range; one that has no row here fails."""

import functools
import io
import random

import numpy as np
import pytest
from driving import drive_everything, say, something_of_everything
from matplotlib.image import imread

from helpers import datasets, explorers
from helpers.layers import Conv2D, Dense, GlobalMaxPooling2D, set_random_seed
from helpers.lessons.look_beyond.numbers import LONGEST, Everyone
from helpers.lessons.write_a_sentence import numbers as write_a_sentence
from helpers.live_figure import LiveFigure
from helpers.training import Sequential


def untrained_net():
    set_random_seed(1)
    first = Conv2D(8, 3, activation="relu", input_shape=(10, 10, 1))
    return Sequential([first, Conv2D(24, 3, activation="relu"), GlobalMaxPooling2D(), Dense(10, activation="softmax")])


def guess_tags(words):
    """Probabilities (n, 3) of a tagger that looks at the length of a word"""
    p = np.array([[len(word), 4, 12 / len(word)] for word in words])
    return p / p.sum(axis=1, keepdims=True)


def untrained_writer():
    """(model, vocabulary, sentences it could have learned from) for a live figure"""
    corpus = datasets.Corpus([[*words, "."] for words in datasets.fruit_sentences(50, seed=1).sentences])
    return write_a_sentence.transformer(len(corpus.vocabulary), 14, width=8), corpus.vocabulary, corpus.sentences


def guess_word(words):
    """Probabilities (4,) of the next word by how many there are"""
    return np.roll([0.6, 0.25, 0.1, 0.05], len(words))


X, Y = datasets.fruit_trades()
BENT_X, BENT_Y = datasets.seven_trades()
ARGUMENTS = {"FirstDigit": (), "FitByHand": (X, Y), "WalkTheBowl": (X, Y)}
ARGUMENTS |= {"SecantToTangent": (X, Y), "RollDown": (X, Y), "TheRace": (X, np.pi * X - np.e)}
ARGUMENTS |= {"Gears": (), "TwoPaths": ()}
ARGUMENTS |= {"StepThroughGraph": (X, Y), "BuildYourOwn": ()}
ARGUMENTS |= {"SoftSwitch": (BENT_X[:5], BENT_Y[:5]), "SevenPoints": (BENT_X, BENT_Y), "GateBuilder": ()}
ARGUMENTS |= {"BackpropBoard": ()}
ARGUMENTS |= {"Capacity": (), "Effort": (X, Y)}
ARGUMENTS |= {"Tangent": (), "Playground": (), "Depth": ()}
ARGUMENTS |= {"Softmax": (), "WordMap": (datasets.fruit_sentences(),)}
ARGUMENTS |= {
    "TagSentence": ({width: guess_tags for width in (1, 3, 5)}, ["noun", "verb", "mark"]),
    "NextWord": (guess_word, ["the", "cat", "sleeps", "."], "the cat"),
    "Rescore": ([("John does", -0.7, -10.4), ("Abby likes", -1.6, -8.7), ("Abby dislikes", -1.2, -9.0)], 1),
}
ARGUMENTS |= {
    "SlideKernel": datasets.lecture_picture(),
    "FilterPhoto": (datasets.photo(),),
    "TryLayer": (datasets.lecture_picture()[0],),
    "ReceptiveField": (),
    "DrawDigit": (untrained_net(),),
}
ARGUMENTS |= {"SameNumbers": ()}
ARGUMENTS |= {"Unroll": (), "WhoLooksAtWhom": ({"with positions": Everyone(LONGEST, seeds=1)},)}
ARGUMENTS |= {"WriteWithMe": untrained_writer()}
each_explorer = pytest.mark.parametrize("name", explorers.__all__)


def make(name):
    return getattr(explorers, name)(*ARGUMENTS[name])


@functools.cache
def used(name):
    """One figure of each kind for all tests that need no new one"""
    return make(name)


def test_every_live_figure_is_here():
    figures = {n for n, c in vars(explorers).items() if isinstance(c, type) and issubclass(c, LiveFigure)}
    assert figures == set(explorers.__all__) == set(ARGUMENTS) and figures


@each_explorer
def test_it_starts_with_a_sharp_still_of_its_first_state_the_same_every_time(name):
    figure = make(name)
    assert figure.picture == used(name).picture
    assert figure.caption.startswith(figure.alt) and len(figure.caption) > len(figure.alt) + 10
    say(figure, kind="open", dpr=2)
    still = imread(io.BytesIO(figure.picture))[..., :3]
    apart = np.abs(still - figure.paint()[..., :3] / 255).max(axis=2)
    assert (apart > 0.05).mean() < 0.003, "the first live frame looks different from the still picture"


@each_explorer
def test_it_survives_everything_a_learner_can_do(name):
    drive_everything(used(name))


@each_explorer
def test_everything_that_moves_is_painted_anew(name):
    """Whatever the order of the moves, nothing old stays on the picture, as if it were painted from scratch."""
    figure = used(name)
    say(figure, kind="open", dpr=1)
    messages = something_of_everything(figure)
    random.Random(0).shuffle(messages)
    for message in messages[:20]:
        say(figure, **message)
        sent, kept = figure._shown, (figure._background, figure._under, figure._resting)
        figure._background = None
        assert (sent == figure.paint()).all(), message
        figure._background, figure._under, figure._resting = kept
