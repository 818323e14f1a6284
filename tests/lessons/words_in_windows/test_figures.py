"""TagSentence: what stands on the picture is what the taggers say, whatever is typed."""

from functools import partial

import numpy as np
import pytest
from driving import count_artists, say

from helpers.explorers import TagSentence
from helpers.lessons.words_in_windows.figures import ENDS, IN_VIEW, PADDING
from helpers.lessons.words_in_windows.numbers import MOST_WORDS

TAGS = ["noun", "verb", "mark"]


def tag(width, words):
    """Surer of the verb, the longer the word; surer of everything, the wider the window"""
    assert words and all(isinstance(word, str) and word for word in words)
    p = np.array([[2.0, len(word), 1.0] for word in words]) ** width
    return p / p.sum(axis=1, keepdims=True)


@pytest.fixture(scope="module")
def tagging():
    return TagSentence({width: partial(tag, width) for width in (1, 3, 5)}, TAGS, knows=str.isalpha)


def change(figure, **changes):
    """What the figure knows then, and its caption"""
    caption = say(figure, kind="change", changes=changes, done=True)["caption"]
    return figure.known | {"caption": caption}


def nudge(figure, dx=0, dy=0, handle=0):
    say(figure, kind="nudge", handle=handle, dx=dx, dy=dy)
    return figure.known


TYPED = ["", "   ", "can", "$x^2$ \\frac{", "漢字 😀 \u202eabc \x00 \x07", "a " * 500, "w" * 5000]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("sentence", [*TYPED, "<b>&amp;</b>", "'", "…"])
def test_whatever_is_typed_is_tagged_without_a_complaint(tagging, sentence):
    artists = count_artists(tagging)
    for window in (1, 3, 5):
        assert len(change(tagging, sentence=sentence, window=window)["caption"]) < 20_000
        for dx in (1, 1, -1):
            nudge(tagging, dx)
    assert count_artists(tagging) == artists


def test_without_a_word_the_picture_asks_for_one(tagging):
    known = change(tagging, sentence=" ")
    assert known["caption"].endswith("There is no word yet: type a sentence.") and known["title"] == "type a sentence"
    assert not any([*known["words"], *known["likeliest"], *known["highest"], *known["chances"], known["count"]])


@pytest.mark.parametrize("window, best", [(1, "verb 0.57"), (3, "verb 0.88"), (5, "verb 0.97")])
def test_each_word_has_its_likeliest_tag_by_the_tagger_on_a_bar_as_high_as_its_probability(tagging, window, best):
    known = change(tagging, sentence="I open the can", window=window, place=1)
    p, columns = tag(window, ["I", "open", "the", "can"]), slice(ENDS, ENDS + 4)
    assert known["words"][columns] == ["I", "open", "the", "can"] and known["word_title"] == f"“open”: {best}"
    assert known["likeliest"][columns] == ["noun", "verb", "verb", "verb"]
    assert known["highest"][columns] == pytest.approx(p.max(axis=1)) and known["chances"] == pytest.approx(p[1])


def test_the_windows_to_choose_from_are_those_that_have_a_tagger():
    figure = TagSentence({width: partial(tag, width) for width in (7, 3)}, TAGS, place=0)
    assert figure.state["window"] == 3 and [c.options for c in figure.controls if c.kind == "choice"] == [[3, 7]]
    assert [c.options for c in TagSentence.controls if c.kind == "choice"] == [[1, 3, 5]]
    ((left, _, width, _),) = change(figure, window=7)["frame"]
    assert (left, width) == (-0.5, 6), "a frame that leaves the picture is cut at its edge"


@pytest.mark.parametrize(
    "window, place, seen", [(3, 2, ["two", "three", "four"]), (5, 0, [PADDING, PADDING, "one", "two", "three"])]
)
def test_the_frame_stands_around_the_words_that_the_network_sees(tagging, window, place, seen):
    known = change(tagging, sentence="one two three four five", window=window, place=place)
    ((left, _, width, _),) = known["frame"]
    assert [word for x, word in enumerate(known["words"]) if left < x < left + width] == seen


def test_the_window_slides_by_key_mouse_and_button_and_stays_on_the_sentence(tagging):
    change(tagging, sentence="one two three", place=0)
    assert [nudge(tagging, 1)["place"] for _ in range(3)] == [1, 2, 2]
    drag = tagging.handles[0].drag
    assert [drag(x, 0.0, **tagging.known)["place"] for x in (-5.0, 30.0, 3.2)] == [0, 2, 1]
    places = [say(tagging, kind="button", name="next_word") and tagging.state["place"] for _ in range(4)]
    assert places == [0, 1, 2, 0]
    change(tagging, sentence="")
    say(tagging, kind="button", name="next_word")


def test_a_long_sentence_slides_through_the_picture_and_every_word_can_be_reached(tagging):
    words, seen = [f"w{index}" for index in range(IN_VIEW + 9)], []
    known = change(tagging, sentence=" ".join(words), place=0)
    for _ in words:
        seen.append(known["words"][known["column"]])
        known = nudge(tagging, 1)
    assert seen == words
    title = change(tagging, sentence="can " * 200)["title"]
    assert title.startswith(f"{MOST_WORDS} words, the first {MOST_WORDS} are read")


def test_unknown_words_slant_and_are_named(tagging):
    known = change(tagging, sentence="Bert 2day")
    assert known["styles"][ENDS : ENDS + 2] == ["normal", "italic"]
    assert known["caption"].endswith("Unknown words: 2day.")
