"""WordMap: what stands on the picture is the truth, and words do not cover each other; and so is what is printed."""

import itertools
import re

import numpy as np
import pytest
from course_notebooks import code_cells, printed, read
from driving import drive_everything, say
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers import datasets, language
from helpers.explorers import WordMap
from helpers.lessons.words_find_neighbours.labels import FALL, RISE, Labels, place_labels
from helpers.lessons.words_find_neighbours.numbers import MOST_STEPS
from helpers.lessons.words_find_neighbours.real_words import real_classes

CORPUS = datasets.fruit_sentences()
ROW = CORPUS.vocabulary.numbers
GLOVE = datasets.word_vectors()


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)


# ---- labels ---------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40), st.floats(0.02, 1))
def test_no_two_labels_overlap_whatever_the_dots(seed, count, scale):
    generator = np.random.default_rng(seed)
    dots, widths = generator.normal(size=(count, 2)) * 200 * scale, generator.uniform(5, 80, count)
    shown, low = place_labels(dots, widths, 10.5, range(count), np.array([[-250.0, -200.0], [250.0, 200.0]]))
    high = low + np.column_stack([widths[shown], np.full(len(shown), 10.5 * (RISE + FALL))])
    assert len(set(shown)) == len(shown) == len(low)
    assert (low >= [-250, -200]).all() and (high <= [250, 200]).all()
    assert not ((dots > low[:, None]) & (dots < high[:, None])).all(axis=2).any(), "a dot lies on a word"
    for one, other in itertools.combinations(range(len(shown)), 2):
        assert ((low[one] >= high[other]) | (low[other] >= high[one])).any()


def test_the_first_word_is_written_even_in_a_crowd():
    dots = np.random.default_rng(0).normal(size=(50, 2)) * 15
    shown, _ = place_labels(dots, np.full(50, 30.0), 10.5, [49, *range(49)], np.array([[-300, -300], [300, 300]]))
    assert shown[0] == 49 and 5 < len(shown) < 50


def test_nothing_to_write_is_no_error():
    assert place_labels(np.zeros((1, 2)), np.array([10.0]), 10, [], np.array([[0, 0], [1, 1]]))[0] == []


@pytest.mark.parametrize("dpi", [100, 200])
def test_a_label_stands_beside_its_dot_at_any_resolution(dpi):
    figure = Figure(figsize=(4, 3), dpi=dpi)
    FigureCanvasAgg(figure)
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    assert Labels(ax, ["pear"]).move(np.array([[0.4, 0.5]]), [0]) == [0]
    ax.set_axis_off()
    figure.canvas.draw()
    rows, columns = np.nonzero(np.asarray(figure.canvas.buffer_rgba())[::-1, :, 0] < 128)
    x, y = ax.transData.transform((0.4, 0.5))
    assert 0 < (columns.min() - x) * 72 / dpi < 10 and abs((rows.min() + rows.max()) / 2 - y) * 72 / dpi < 4


# ---- the word map ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def word_map():
    return WordMap(CORPUS, steps=240)


def test_the_list_holds_the_nearest_words_by_cosine(word_map):
    caption = change(word_map, word="grapes")["caption"]
    unit = word_map.state["vectors"] / np.linalg.norm(word_map.state["vectors"], axis=1, keepdims=True)
    cosines = dict(zip(CORPUS.vocabulary.words, unit @ unit[ROW["grapes"]], strict=True))
    best = sorted(set(ROW) - {"grapes"}, key=cosines.get, reverse=True)
    assert f"nearest to grapes: {', '.join(best[:4])}." in caption
    assert word_map.known["bars"][1::3, 0] == pytest.approx([cosines[word] for word in best[:8]])


@pytest.mark.parametrize("word", ["milk", "the", "Abby"])
def test_a_press_takes_the_word_that_is_there(word_map, word):
    change(word_map, word="two")
    x, y = word_map.map.transData.transform(word_map.known["positions"][ROW[word]]) / word_map._figure.bbox.size
    for phase in ("press", "release"):
        say(word_map, kind="pointer", phase=phase, x=x, y=y)
    assert word_map.state["word"] == word


@pytest.mark.parametrize("dx, dy", [(1, 0), (0, 1), (-10, 0), (0, -1)])
def test_arrow_keys_walk_from_word_to_word_and_stop_at_the_edge(word_map, dx, dy):
    change(word_map, word="apples")
    seen = []
    while word_map.state["word"] not in seen:
        seen.append(word_map.state["word"])
        say(word_map, kind="nudge", handle=0, dx=dx, dy=dy)
    assert len(seen) > 1 and word_map.state["word"] == seen[-1]


@pytest.mark.parametrize("word", ["apples", "the", "hippo", "<pad>", "orange"])
def test_the_chosen_word_is_always_written(word_map, word):
    change(word_map, word=word)
    assert any(path is word_map.labels.paths[ROW[word]] for path in word_map.labels.artist.get_paths())


def test_a_run_ends_and_train_begins_anew_with_the_same_vectors(word_map):
    word_map.apply({"step": MOST_STEPS})
    assert word_map.tick(**word_map.state) is None
    change(word_map, playing=True)
    assert word_map.state["step"] == 0
    assert np.array_equal(word_map.state["vectors"], word_map.begin(word_map.state["seed"])["vectors"])


def test_new_vectors_are_others_and_untrained(word_map):
    before = word_map.state["vectors"]
    say(word_map, kind="button", name="new_vectors")
    assert word_map.state["step"] == 0 and not np.allclose(word_map.state["vectors"], before)


def test_a_corpus_of_other_words_is_refused():
    with pytest.raises(ValueError, match="word_classes"):
        WordMap(datasets.Corpus([["abc", "def"]]), word="abc")


# ---- real words -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real_map():
    return WordMap(GLOVE)


def test_three_hundred_real_words_stand_still_and_can_be_walked(real_map):
    assert len(real_map.vocabulary) == len({*real_map.vocabulary.words}) == 300
    assert [control.name for control in real_map.controls] == ["word"] and "playing" not in real_map.state
    before = real_map.state["vectors"].copy()
    drive_everything(real_map)
    assert real_map.tick(**real_map.state) is None and np.array_equal(real_map.state["vectors"], before)
    assert np.array_equal(before, [GLOVE[word] for word in real_map.vocabulary.words])


def test_an_apple_is_a_firm_a_banana_is_a_fruit_and_most_words_stand_beside_their_kind(real_map):
    assert "85% of 300 words have" in change(real_map, word="apple")["caption"]
    assert "nearest to apple: iphone, ipad, microsoft, pc." in change(real_map, word="apple")["caption"]
    assert "nearest to banana: bananas, coconut, pineapple, mango." in change(real_map, word="banana")["caption"]
    assert len(real_classes()) == 11, "as many kinds as there are shapes"
    found = language.neighbourhoods(real_map.state["vectors"], real_map.vocabulary, real_classes())
    assert found.chance == pytest.approx(0.093, abs=5e-4), "the page's 9 %"


def test_what_is_neither_text_nor_vectors_and_an_unknown_word_are_refused():
    with pytest.raises(TypeError, match="expects a Corpus or WordVectors, got str"):
        WordMap("apples")
    with pytest.raises(ValueError, match="has no word 'melon' among its 300"):
        WordMap(GLOVE, word="melon")


def test_vectors_of_other_words_are_refused():
    with pytest.raises(ValueError, match="needs 300 words, such as those of word_vectors"):
        WordMap(datasets.WordVectors(["apple", "pear"], [[1, 0], [0, 1]]))


# ---- the page -------------------------------------------------------------------------------------------------------


def output(words):
    cells = code_cells(read("08b_words_find_neighbours.ipynb"))
    return printed(next(cell for cell in cells if words in cell.source))


def test_on_the_page_five_of_five_trainings_bring_nine_of_ten_words_beside_their_kind():
    printed = output("language.neighbourhoods(table")
    assert "trained: at least 90 % beside their kind in 5 of 5" in printed and "in 0 of 5" in printed


def test_on_the_page_some_analogies_fail_and_more_would_if_the_given_words_counted():
    rows = [re.match(r".* = (\w+) \((\w+)\)", line).groups() for line in output('"bird fly fish"').splitlines()]
    wanted = "queen bananas talked worse rome swim tallest italy".split()
    assert [best for best, _ in rows] == [*wanted[:5], "salmon", "stands", "palace"]
    assert sum(nearest == word for (_, nearest), word in zip(rows, wanted, strict=True)) == 3, "as the page says"
