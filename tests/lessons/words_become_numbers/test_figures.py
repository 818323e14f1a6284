"""Softmax and WordMap: what stands on the picture is the truth, words do not cover each other, the map does not spin."""

import itertools
import re

import numpy as np
import pytest
from course_notebooks import code_cells, printed, read
from driving import run_to_the_end, say
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers import datasets, language, ops
from helpers.explorers import Softmax, WordMap
from helpers.language import directions
from helpers.lessons.words_become_numbers.figures.labels import FALL, RISE, Labels, place_labels
from helpers.lessons.words_become_numbers.figures.projection import flat, follow, view
from helpers.lessons.words_become_numbers.figures.softmax import AS_WRITTEN, LARGEST_OFF, powers, shares, short
from helpers.lessons.words_become_numbers.figures.word_map import MOST_STEPS, STEPS_A_TICK, next_word


def made(figure):
    say(figure, kind="open", dpr=1)
    return figure


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)


# ---- softmax --------------------------------------------------------------------------------------------------------


@pytest.fixture
def softmax():
    return made(Softmax())


@pytest.mark.parametrize("way", [AS_WRITTEN, LARGEST_OFF])
@pytest.mark.parametrize("z", [(0.72, -0.37, 0.84), (5.0, -5.0, 0.0)])
@pytest.mark.parametrize("temperature", [0.1, 1.0, 5.0])
def test_where_nothing_overflows_both_ways_agree_with_the_library(way, z, temperature):
    assert shares(powers(z, 3, temperature, way)) == pytest.approx(ops.Softmax().forward(np.array(z) / temperature))


@pytest.mark.parametrize("c", [710, 1000, -760, -1000])
def test_as_written_a_large_constant_leaves_no_numbers_and_the_largest_off_first_saves_them(softmax, c):
    change(softmax, c=c)
    assert softmax.titles[2].get_text() == "no numbers any more" and "nan" in softmax.describe(**softmax.state)
    change(softmax, way=LARGEST_OFF)
    assert softmax.titles[2].get_text() == "Coconut 0.46"
    assert [bar.get_height() for bar in softmax.bars] == pytest.approx([0.406, 0.136, 0.458], abs=5e-4)


@pytest.mark.parametrize("c", [-700, -10, 0, 10, 700])
def test_as_long_as_nothing_overflows_a_constant_changes_nothing(softmax, c):
    change(softmax, c=c)
    assert [text.get_text() for text in softmax.told] == ["0.406", "0.136", "0.458"]


def test_a_dragged_logit_is_the_one_in_the_picture_and_stays_in_range(softmax):
    softmax.apply(softmax.handles[1].drag(7.0, 2.5, **softmax.state))
    assert softmax.state["z"] == (0.72, 2.5, 0.84)
    softmax.apply(softmax.handles[1].drag(7.0, 99.0, **softmax.state))
    assert softmax.state["z"] == (0.72, 5.0, 0.84)


def test_heat_levels_and_cold_lets_the_largest_take_all(softmax):
    change(softmax, temperature=5)
    hot = [bar.get_height() for bar in softmax.bars]
    change(softmax, temperature=0.1)
    cold = [bar.get_height() for bar in softmax.bars]
    assert max(hot) < 0.38 and max(cold) > 0.76


@pytest.mark.parametrize(
    "value, told", [(2.054, "2.05"), (0, "0"), (np.inf, "inf"), (4447, "4447"), (1.5e300, "2e+300"), (3e-9, "3e−09")]
)
def test_powers_are_told_in_few_letters(value, told):
    assert short(value) == told


def test_softmax_refuses_other_than_three_logits():
    with pytest.raises(ValueError, match="3 logits"):
        Softmax(z=(1, 2))


# ---- labels ---------------------------------------------------------------------------------------------------------


def boxes(shown, corners, widths, size):
    return [(x, y, x + widths[k], y + size * (RISE + FALL)) for k, (x, y) in zip(shown, corners)]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40), st.floats(0.02, 1))
def test_no_two_labels_overlap_whatever_the_dots(seed, count, spread):
    generator = np.random.default_rng(seed)
    dots, widths = generator.normal(size=(count, 2)) * 200 * spread, generator.uniform(5, 80, count)
    frame = np.array([[-250.0, -200.0], [250.0, 200.0]])
    shown, corners = place_labels(dots, widths, 10.5, range(count), frame)
    assert len(set(shown)) == len(shown) == len(corners)
    for (a, b, c, d), (e, f, g, h) in itertools.combinations(boxes(shown, corners, widths, 10.5), 2):
        assert a >= g or e >= c or b >= h or f >= d
    for left, low, right, high in boxes(shown, corners, widths, 10.5):
        assert left >= -250 and low >= -200 and right <= 250 and high <= 200
        assert not ((dots > [left, low]) & (dots < [right, high])).all(axis=1).any(), "a dot lies on a word"


def test_the_first_word_is_written_even_in_a_crowd():
    dots = np.random.default_rng(0).normal(size=(50, 2)) * 15
    shown, _ = place_labels(dots, np.full(50, 30.0), 10.5, [49, *range(49)], np.array([[-300, -300], [300, 300]]))
    assert 5 < len(shown) < 50


def test_nothing_to_write_is_no_error():
    assert place_labels(np.zeros((1, 2)), np.array([10.0]), 10, [], np.array([[0, 0], [1, 1]]))[0] == []


@pytest.mark.parametrize("dpi", [100, 200])
def test_a_label_stands_beside_its_dot_at_any_resolution(dpi):
    figure = Figure(figsize=(4, 3), dpi=dpi)
    FigureCanvasAgg(figure)
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    labels = Labels(ax, ["pear"])
    assert labels.move(np.array([[0.4, 0.5]]), [0]) == [0]
    ax.set_axis_off()
    figure.canvas.draw()
    rows, columns = np.nonzero(np.asarray(figure.canvas.buffer_rgba())[::-1, :, 0] < 128)
    x, y = ax.transData.transform((0.4, 0.5))
    assert 0 < (columns.min() - x) * 72 / dpi < 10 and abs((rows.min() + rows.max()) / 2 - y) * 72 / dpi < 4


# ---- the flat map ---------------------------------------------------------------------------------------------------


def test_the_view_keeps_more_of_the_spread_than_any_other_two_directions():
    points = np.random.default_rng(1).normal(size=(40, 6)) * [5, 1, 4, 1, 1, 1]
    axes = view(points)
    assert axes.T @ axes == pytest.approx(np.eye(2), abs=1e-12)
    kept = np.sum(flat(points, axes) ** 2)
    for seed in range(50):
        others = np.linalg.qr(np.random.default_rng(seed).normal(size=(6, 2)))[0]
        assert np.sum(flat(points, others) ** 2) < kept


def test_the_map_does_not_spin_while_nothing_moves():
    points = directions(np.random.default_rng(2).normal(size=(40, 6)) * [5, 1, 4, 1, 1, 1])
    turned = view(points) @ [[0, -1], [1, 0]]
    assert view(points, turned) == pytest.approx(turned)
    assert follow(points, turned) == pytest.approx(turned)


def test_following_comes_to_the_best_view_in_the_end():
    points = np.random.default_rng(3).normal(size=(40, 6)) * [5, 1, 4, 1, 1, 1]
    axes = np.eye(6)[:, [1, 4]]
    for _ in range(60):
        axes = follow(points, axes)
        assert axes.T @ axes == pytest.approx(np.eye(2), abs=1e-9)
    assert np.sum(flat(points, axes) ** 2) == pytest.approx(np.sum(flat(points, view(points)) ** 2), rel=1e-3)


def test_a_word_without_any_length_has_no_direction_and_breaks_nothing():
    assert np.isfinite(directions(np.zeros((2, 3)))).all()


# ---- the word map ---------------------------------------------------------------------------------------------------

CORPUS = datasets.fruit_sentences()


@pytest.fixture(scope="module")
def word_map():
    return made(WordMap(CORPUS, steps=240))


def shown_share(figure):
    return int(re.search(r": (\d+)% beside", figure.titles[0].get_text())[1])


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_from_every_start_kinds_that_were_scattered_gather(seed):
    figure = made(WordMap(CORPUS, seed=seed))
    assert shown_share(figure) <= 25
    figure.apply({"playing": True})
    for _ in range(300 // STEPS_A_TICK):
        figure.apply(figure.tick(**figure.state))
    figure.paint()
    assert shown_share(figure) >= 90


def test_the_share_is_that_of_the_library(word_map):
    share = language.neighbourhoods(word_map.state["vectors"], CORPUS.vocabulary, datasets.word_classes())[0]
    assert share == pytest.approx(word_map.with_their_kind(word_map.cosines(word_map.state["vectors"])))


def test_the_list_holds_the_nearest_words_by_cosine(word_map):
    header = change(word_map, word="grapes")
    vectors = word_map.state["vectors"]
    cosines = {
        word: np.dot(v, vectors[CORPUS.vocabulary["grapes"]]) / np.linalg.norm(v)
        for word, v in zip(CORPUS.vocabulary.words, vectors)
    }
    best = sorted(set(cosines) - {"grapes"}, key=cosines.get, reverse=True)
    assert f"nearest to grapes: {', '.join(best[:4])}." in header["caption"]
    ends = [segment[1, 0] for segment in word_map.bars.get_segments()]
    assert ends == pytest.approx(
        [cosines[word] / np.linalg.norm(vectors[CORPUS.vocabulary["grapes"]]) for word in best[:8]]
    )


def test_a_press_takes_the_word_that_is_there(word_map):
    places = word_map.places(word_map.state["vectors"], word_map.state["axes"])
    for word in ("milk", "the", "Abby"):
        x, y = word_map.map.transData.transform(places[CORPUS.vocabulary[word]]) / word_map._figure.bbox.size
        change(word_map, word="two")
        for phase in ("press", "release"):
            say(word_map, kind="pointer", phase=phase, x=x, y=y)
        assert word_map.state["word"] == word


def test_arrow_keys_walk_from_word_to_word_and_stop_at_the_edge(word_map):
    for dx, dy in ((1, 0), (0, 1), (-10, 0), (0, -1)):
        seen, now = [], "apples"
        while now not in seen:
            seen.append(now)
            word_map.apply({"word": now})
            now = word_map.handles[0].drag(
                *np.add(word_map._at(**word_map.state), np.multiply((dx, dy), 0.01)), **word_map.state
            )["word"]
        assert len(seen) > 1 and now == seen[-1]


def test_the_next_word_is_ahead_and_never_behind():
    places = np.array([[0, 0], [5, 1], [-1, 0], [0, 2], [2, 3.0]])
    assert [next_word(places, 0, np.array(way)) for way in ((1, 0), (-1, 0), (0, 1), (0, -1))] == [1, 2, 3, 0]


def test_the_chosen_word_is_always_written(word_map):
    for word in ("apples", "the", "hippo", "<pad>", "orange"):
        change(word_map, word=word)
        assert any(
            path is word_map.labels.paths[CORPUS.vocabulary[word]] for path in word_map.labels.artist.get_paths()
        )


def test_a_run_ends_and_train_begins_anew_with_the_same_vectors():
    figure = made(WordMap(CORPUS))
    first = figure.state["vectors"]
    assert run_to_the_end(figure) == MOST_STEPS // STEPS_A_TICK + 1
    change(figure, playing=True)
    assert figure.state["step"] == 0 and np.array_equal(figure.state["vectors"], first)


def test_new_vectors_are_others_and_untrained(word_map):
    before = word_map.state["vectors"]
    say(word_map, kind="button", name="new_vectors")
    assert word_map.state["step"] == 0 and not np.allclose(word_map.state["vectors"], before)


def test_a_corpus_of_other_words_is_refused():
    with pytest.raises(ValueError, match="word_classes"):
        WordMap(datasets.Corpus([["abc", "def"]]), word="abc")


# ---- the page -------------------------------------------------------------------------------------------------------

PAGE = "08_words_become_numbers.ipynb"


def output(words):
    return printed(next(cell for cell in code_cells(read(PAGE)) if words in cell.source))


def test_on_the_page_the_trained_softmax_is_the_table_of_counts():
    assert output("Z = np.zeros((3, 3))") == output("counts = np.array")


def test_the_page_measures_at_least_90_percent_twice():
    assert "trained: at least 90 %" in output("language.neighbourhoods(one") and output(
        "graph.ranking_hinge(scorer(real[:1]"
    ).startswith("at least 90 % beside their kind: True")
