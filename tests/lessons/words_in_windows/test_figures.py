"""TagSentence and Rescore: what stands on the picture is what the taggers and the scores say, whatever is typed."""

from functools import partial

import numpy as np
import pytest
from driving import count_artists, say

from helpers.explorers import Rescore, TagSentence
from helpers.lessons.words_in_windows.figures.letters import MISSING, MOST_WORDS, shown, split
from helpers.lessons.words_in_windows.figures.tag_sentence import ENDS, IN_VIEW, PADDING

TAGS = ["noun", "verb", "mark"]
SYSTEM, LANGUAGE = np.log([0.5, 0.2, 0.3]), np.log([0.00003, 0.000168, 0.00012])
CANDIDATES = list(zip(["John does", "Abby likes", "Abby dislikes"], SYSTEM, LANGUAGE, strict=True))


def tag(width, words):
    """Surer of the verb, the longer the word; surer of everything, the wider the window"""
    assert words and all(isinstance(word, str) and word for word in words)
    p = np.array([[2.0, len(word), 1.0] for word in words]) ** width
    return p / p.sum(axis=1, keepdims=True)


@pytest.fixture(scope="module")
def tagging():
    return TagSentence({width: partial(tag, width) for width in (1, 3, 5)}, TAGS, knows=str.isalpha)


@pytest.fixture(scope="module")
def rescoring():
    return Rescore(CANDIDATES, right=1)


def change(figure, **changes):
    """What the figure knows then, and its caption"""
    caption = say(figure, kind="change", changes=changes, done=True)["caption"]
    return figure.known | {"caption": caption}


def nudge(figure, dx=0, dy=0, handle=0):
    say(figure, kind="nudge", handle=handle, dx=dx, dy=dy)
    return figure.known


def test_a_text_is_split_into_words_and_marks():
    words = "Bert can't , can he ? old-fashioned maçãs 3 € . . .".split()
    assert split("Bert can't, can he? old-fashioned  maçãs 3€...") == words and split("  ") == []


def test_what_the_font_lacks_is_shown_as_a_box_and_what_is_long_is_cut():
    assert shown("a漢b", 9) == f"a{MISSING}b" and shown("maçãs", 9) == "maçãs" and shown("a\n b", 9) == "a b"
    assert shown("abcdefgh", 5) == "abcd…" and shown("abcde", 5) == "abcde"


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


@pytest.mark.parametrize(
    "weight, order", [(0, "ACB"), (0.25, "ACB"), (0.3, "CAB"), (0.5, "CBA"), (0.55, "BCA"), (1, "BCA")]
)
def test_the_list_is_in_the_order_of_the_scores(rescoring, weight, order):
    known = change(rescoring, weight=weight)
    starred = "the starred one" if order[0] == "B" else "not the starred one"
    assert (
        "".join("ABC"[index] for index in known["order"]) == order
        and known["list_title"] == f"on top: {order[0]}, {starred}"
    )


def test_lines_differ_by_as_much_as_the_scores_do_and_the_broad_one_lies_on_top(rescoring):
    known = change(rescoring, weight=0.6)
    assert np.diff(known["heights"]) == pytest.approx(np.diff(0.4 * SYSTEM + 0.6 * LANGUAGE))
    for line in known["ends"].T:
        assert (np.linspace(*line, len(known["highest"])) <= known["highest"] + 1e-12).all()


def test_the_system_can_be_made_surer_of_its_candidate():
    figure = Rescore(CANDIDATES, right=1, weight=1)
    known = nudge(figure, dy=-20, handle=1)
    assert known["system"][1] < SYSTEM[1] and known["best"] == "B", "its score counts for nothing at 1"
    assert change(figure, weight=0.55)["best"] == "C"
    handle = figure.handles[0]
    known = change(figure, **handle.drag(0.0, 99.0, **figure.known))
    assert handle.axes.get_ylim()[1] > handle.at(**known)[1]


def test_too_few_or_too_many_candidates_are_refused():
    for count in (1, 7):
        with pytest.raises(ValueError, match=f"2 to 6 candidates, got {count}"):
            Rescore(CANDIDATES[:1] * count)
