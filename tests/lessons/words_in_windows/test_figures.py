"""TagSentence and Rescore: what stands on the picture is what the taggers and the scores say, whatever is typed."""

import numpy as np
import pytest
from driving import count_artists, say

from helpers.explorers import Rescore, TagSentence
from helpers.lessons.words_in_windows.figures.letters import MISSING, shown
from helpers.lessons.words_in_windows.figures.rescore import mixed, spread
from helpers.lessons.words_in_windows.figures.tag_sentence import ENDS, IN_VIEW, MOST_WORDS, PADDING, split

TAGS = ["noun", "verb", "mark"]
CANDIDATES = [
    ("John does", np.log(0.5), np.log(0.00003)),
    ("Abby likes", np.log(0.2), np.log(0.000168)),
    ("Abby dislikes", np.log(0.3), np.log(0.00012)),
]


def tagger(width):
    """Surer of the verb, the longer the word; surer of everything, the wider the window"""

    def tag(words):
        assert words and all(isinstance(word, str) and word for word in words)
        p = np.array([[2.0, len(word), 1.0] for word in words]) ** width
        return p / p.sum(axis=1, keepdims=True)

    return tag


def made(figure):
    say(figure, kind="open", dpr=1)
    return figure


@pytest.fixture
def tagging():
    return made(TagSentence({width: tagger(width) for width in (1, 3, 5)}, TAGS, knows=str.isalpha))


@pytest.fixture
def rescoring():
    return made(Rescore(CANDIDATES, right=1))


def change(figure, **changes):
    return say(figure, kind="change", changes=changes, done=True)


# ---- letters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, words",
    [
        ("Bert can't, can he?", ["Bert", "can't", ",", "can", "he", "?"]),
        ("old-fashioned maçãs", ["old-fashioned", "maçãs"]),
        ("  ", []),
        ("...", [".", ".", "."]),
        ("3 €", ["3", "€"]),
    ],
)
def test_a_text_is_split_into_words_and_marks(text, words):
    assert split(text) == words


def test_what_the_font_lacks_is_shown_as_a_box_and_what_is_long_is_cut():
    assert shown("a漢b", 9) == f"a{MISSING}b" and shown("maçãs", 9) == "maçãs" and shown("a\n b", 9) == "a b"
    assert shown("abcdefgh", 5) == "abcd…" and shown("abcde", 5) == "abcde"


# ---- tag a sentence -------------------------------------------------------------------------------------------------

TYPED = [
    "",
    "   ",
    "can",
    "$x^2$ \\frac{",
    "漢字 😀 \u202eabc \x00 \x07",
    "a " * 500,
    "w" * 5000,
    "<b>&amp;</b>",
    "'",
    "…",
]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("sentence", TYPED)
def test_whatever_is_typed_is_tagged_without_a_complaint(tagging, sentence):
    artists = count_artists(tagging)
    for window in (1, 3, 5):
        header = change(tagging, sentence=sentence, window=window)
        for dx in (1, 1, -1):
            say(tagging, kind="nudge", handle=0, dx=dx, dy=0)
        assert len(header["caption"]) < 20_000 and tagging.picture
    assert count_artists(tagging) == artists


def test_without_a_word_the_picture_asks_for_one(tagging):
    assert change(tagging, sentence=" ")["caption"].endswith("There is no word yet: type a sentence.")
    assert all(text.get_text() in ("", PADDING) for text in tagging.words) and not tagging.frame.get_visible()
    assert all(bar.get_height() == 0 for bar in [*tagging.bars, *tagging.chances])


def test_each_word_has_its_likeliest_tag_on_a_bar_as_high_as_its_probability(tagging):
    change(tagging, sentence="I open the can", window=1, place=1)
    p = tagger(1)(["I", "open", "the", "can"])
    columns = slice(ENDS, ENDS + 4)
    assert [text.get_text() for text in tagging.words[columns]] == ["I", "open", "the", "can"]
    assert [text.get_text() for text in tagging.names[columns]] == ["noun", "verb", "verb", "verb"]
    assert [bar.get_height() for bar in tagging.bars[columns]] == pytest.approx(p.max(axis=1))
    assert [bar.get_height() for bar in tagging.chances] == pytest.approx(p[1])
    assert "“open”: verb 0.57" == tagging.titles[1].get_text()


def test_another_window_asks_another_tagger(tagging):
    change(tagging, sentence="I open", place=1, window=1)
    narrow = tagging.chances[1].get_height()
    change(tagging, window=5)
    assert tagging.chances[1].get_height() > narrow and tagging.frame.get_width() > 1


def test_the_windows_to_choose_from_are_those_that_have_a_tagger():
    figure = made(TagSentence({width: tagger(width) for width in (7, 3)}, TAGS))
    assert figure.state["window"] == 3 and [c.options for c in figure.controls if c.kind == "choice"] == [[3, 7]]
    assert [c.options for c in TagSentence.controls if c.kind == "choice"] == [[1, 3, 5]]
    change(figure, window=7, place=0)
    assert figure.frame.get_x() == -0.5, "a frame that leaves the picture is cut at its edge"


def test_the_frame_stands_around_the_words_that_the_network_sees(tagging):
    change(tagging, sentence="one two three four five", window=3, place=2)
    box = tagging.frame
    inside = [
        text.get_text() for x, text in enumerate(tagging.words) if box.get_x() < x < box.get_x() + box.get_width()
    ]
    assert inside == ["two", "three", "four"]
    change(tagging, window=5, place=0)
    inside = [
        text.get_text() for x, text in enumerate(tagging.words) if box.get_x() < x < box.get_x() + box.get_width()
    ]
    assert inside == [PADDING, PADDING, "one", "two", "three"]


def test_the_window_slides_by_key_and_by_mouse_and_stops_at_the_ends(tagging):
    change(tagging, sentence="one two three", place=0)
    for expected in (1, 2, 2):
        say(tagging, kind="nudge", handle=0, dx=1, dy=0)
        assert tagging.state["place"] == expected
    for x in (-5.0, 30.0, 3.2):
        tagging.apply(tagging.handles[0].drag(x, 0.0, **tagging.state))
    assert tagging.state["place"] == 1


def test_the_button_goes_from_word_to_word_and_round(tagging):
    change(tagging, sentence="one two three", place=0)
    places = [say(tagging, kind="button", name="next_word") and tagging.state["place"] for _ in range(4)]
    assert places == [1, 2, 0, 1]
    change(tagging, sentence="")
    say(tagging, kind="button", name="next_word")


def test_a_long_sentence_slides_through_the_picture_and_every_word_can_be_reached(tagging):
    words = [f"w{place}" for place in range(IN_VIEW + 9)]
    change(tagging, sentence=" ".join(words), place=0)
    seen = []
    for _ in words:
        column = round(tagging.handles[0].at(**tagging.state)[0])
        seen.append(tagging.words[column].get_text())
        say(tagging, kind="nudge", handle=0, dx=1, dy=0)
    assert seen == words


def test_of_a_very_long_text_the_first_words_are_read_and_the_title_says_so(tagging):
    change(tagging, sentence="can " * 200)
    assert tagging.titles[0].get_text().startswith(f"{MOST_WORDS} words, the first {MOST_WORDS} are read")


def test_unknown_words_slant_and_are_named(tagging):
    header = change(tagging, sentence="Bert 2day")
    assert [text.get_style() for text in tagging.words[ENDS : ENDS + 2]] == ["normal", "italic"]
    assert header["caption"].endswith("Unknown words: 2day.")


# ---- rescore --------------------------------------------------------------------------------------------------------


def rows(figure):
    """The names of the candidates, from the top of the list"""
    return "".join(row.get_text()[0] for row in sorted(figure.rows, key=lambda row: row.get_position()[1]))


@pytest.mark.parametrize(
    "weight, order", [(0, "ACB"), (0.25, "ACB"), (0.3, "CAB"), (0.5, "CBA"), (0.55, "BCA"), (1, "BCA")]
)
def test_the_list_is_in_the_order_of_the_scores(rescoring, weight, order):
    change(rescoring, weight=weight)
    assert rows(rescoring) == order
    assert ("not the" in rescoring.list_title.get_text()) == (order[0] != "B")


def test_lines_differ_by_as_much_as_the_scores_do_and_the_broad_one_lies_on_top(rescoring):
    change(rescoring, weight=0.6)
    heights = [dot.get_ydata()[0] for dot in rescoring.dots]
    scores = mixed(*np.array([c[1:] for c in CANDIDATES]).T, 0.6)
    assert np.diff(heights) == pytest.approx(np.diff(scores))
    across, up = rescoring.envelope.get_data()
    for line in rescoring.lines:
        assert (np.interp(across, [0, 1], line.get_ydata()) <= up + 1e-12).all()


def test_the_system_can_be_made_surer_of_its_candidate(rescoring):
    change(rescoring, weight=1)
    for _ in range(20):
        say(rescoring, kind="nudge", handle=1, dx=0, dy=-1)
    assert rescoring.state["system"][1] < CANDIDATES[1][1] and rows(rescoring)[0] == "B", (
        "its score counts for nothing at 1"
    )
    change(rescoring, weight=0.55)
    assert rows(rescoring)[0] == "C"
    rescoring.apply(rescoring.handles[0].drag(0.0, 99.0, **rescoring.state))
    assert rescoring.plot.get_ylim()[1] > rescoring.handles[0].at(**rescoring.state)[1]


def test_rows_that_stay_are_not_painted_again(rescoring):
    change(rescoring, weight=0.6)
    rescoring.draw(**(rescoring.state | {"weight": 0.65}))
    assert not any(row.stale for row in rescoring.rows) and rescoring.dots[0].stale


def test_labels_that_would_overlap_are_spread_and_the_others_stay():
    assert spread([0.0, 5.0, 10.0], 1).tolist() == [0, 5, 10]
    close = spread([2.0, 2.1, 2.05, 9.0], 1)
    assert np.diff(np.sort(close)).min() >= 0.999 and close.argsort().tolist() == [0, 2, 1, 3]


@pytest.mark.parametrize("count", [1, 7])
def test_too_few_or_too_many_candidates_are_refused(count):
    with pytest.raises(ValueError, match=f"2 to 6 candidates, got {count}"):
        Rescore(CANDIDATES[:1] * count)
