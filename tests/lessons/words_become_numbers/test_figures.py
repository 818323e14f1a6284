"""Softmax and WordMap: what stands on the picture is the truth, and words do not cover each other."""

import itertools

import numpy as np
import pytest
from course_notebooks import code_cells, printed, read
from driving import say
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers import datasets
from helpers.explorers import Softmax, WordMap
from helpers.lessons.words_become_numbers.figures import format_power
from helpers.lessons.words_become_numbers.labels import FALL, RISE, Labels, place_labels
from helpers.lessons.words_become_numbers.numbers import MOST_STEPS, WAYS

CORPUS = datasets.fruit_sentences()
ROW = CORPUS.vocabulary.numbers


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)


# ---- softmax --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def softmax():
    return Softmax()


def known(figure, **changes):
    """The figure's numbers in its state, but for these changes"""
    return figure.numbers(**figure.state | changes)


@pytest.mark.parametrize("c", [710, 1000, -760, -1000])
def test_as_written_a_large_constant_leaves_no_numbers_and_the_largest_off_first_saves_them(softmax, c):
    lost, saved = known(softmax, c=c), known(softmax, c=c, way=WAYS[1])
    assert lost["winner"] == "no numbers any more" and "nan" in lost["changes"]
    assert saved["winner"] == "Coconut 0.46" and saved["p"] == pytest.approx([0.406, 0.136, 0.458], abs=5e-4)


@pytest.mark.parametrize("c", [-700, -10, 0, 10, 700])
def test_as_long_as_nothing_overflows_a_constant_changes_nothing(softmax, c):
    assert [text["text"] for text in known(softmax, c=c)["share_texts"]] == ["0.406", "0.136", "0.458"]


def test_heat_levels_and_cold_lets_the_largest_take_all(softmax):
    assert max(known(softmax, temperature=5)["p"]) < 0.38 and max(known(softmax, temperature=0.1)["p"]) > 0.76


@pytest.mark.parametrize("up, logit", [(2.5, 2.5), (-99.0, -5.0)])
def test_a_dragged_logit_is_the_one_in_the_picture_and_stays_in_range(softmax, up, logit):
    assert softmax.handles[1].drag(7.0, up, **softmax.known) == {"z": (0.72, logit, 0.84)}


@pytest.mark.parametrize(
    "value, text", [(2.054, "2.05"), (0, "0"), (np.inf, "inf"), (4447, "4447"), (1.5e300, "2e+300"), (3e-9, "3e−09")]
)
def test_powers_are_told_in_few_letters(value, text):
    assert format_power(value) == text


def test_softmax_refuses_other_than_three_logits():
    with pytest.raises(ValueError, match="3 logits"):
        Softmax(z=(1, 2))


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


# ---- the page -------------------------------------------------------------------------------------------------------


def output(words):
    cells = code_cells(read("08_words_become_numbers.ipynb"))
    return printed(next(cell for cell in cells if words in cell.source))


def test_on_the_page_the_trained_softmax_is_the_table_of_counts():
    assert output("Z = np.zeros((3, 3))") == output("counts = np.array")


def test_the_page_measures_at_least_90_percent_twice():
    ranked = output("graph.ranking_hinge(scorer(real[:1]")
    assert "trained: at least 90 %" in output("language.neighbourhoods(one")
    assert ranked.startswith("at least 90 % beside their kind: True")
