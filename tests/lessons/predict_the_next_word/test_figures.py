"""NextWord and Rescore: what stands on the picture is what the model and the scores say."""

import numpy as np
import pytest
from driving import say

from helpers.explorers import NextWord, Rescore

SYSTEM, LANGUAGE = np.log([0.5, 0.2, 0.3]), np.log([0.00003, 0.000168, 0.00012])
CANDIDATES = list(zip(["John does", "Abby likes", "Abby dislikes"], SYSTEM, LANGUAGE, strict=True))


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


# ---- NextWord --------------------------------------------------------------------------------------------------------

WORDS = ["the", "cat", "sleeps", "."]
FOLLOWS = np.array([[0, 0.7, 0.3, 0], [0.0, 0.1, 0.8, 0.1], [0.25, 0, 0, 0.75], [1, 0, 0, 0]])


def next_word(words):
    """The probabilities after the last word; at the beginning those after a full stop"""
    return FOLLOWS[WORDS.index(words[-1]) if words and words[-1] in WORDS else 3]


@pytest.fixture
def talking():
    return NextWord(next_word, WORDS, "the")


@pytest.mark.parametrize("u, word", [(0.0, "cat"), (0.69, "cat"), (0.71, "sleeps"), (0.999, "sleeps")])
def test_the_word_at_u_is_the_one_whose_piece_of_the_stick_lies_there(talking, u, word):
    known = nudge(talking) | change(talking, u=u)
    assert known["word"] == word and known["lengths"].tolist() == pytest.approx([0.7, 0.3, 0, 0, 0])
    assert change(talking, u=u)["caption"].count(f"stands {word}.")
    assert say(talking, kind="button", name="say_it")["values"]["sentence"] == f"the {word}"


def test_u_falls_as_often_on_a_word_as_its_probability_says(talking):
    hits = [say(talking, kind="button", name="draw_u") and talking.known["word"] for _ in range(300)]
    assert abs(hits.count("cat") / 300 - 0.7) < 0.08 and set(hits) == {"cat", "sleeps"}


def test_it_goes_on_until_the_sentence_ends_and_then_begins_another(talking):
    first = say(talking, kind="button", name="go_on")["values"]["sentence"].split()
    assert first[0] == "the" and first[-1] == "." and "." not in first[:-1]
    assert talking.known["words"] == [] and talking.known["after"] == "the beginning"
    second = say(talking, kind="button", name="go_on")["values"]["sentence"].split()
    assert second[0] == "the" and all(
        next_word(second[:place])[WORDS.index(second[place])] > 0 for place in range(1, 3)
    )


def test_a_model_without_an_end_is_stopped_and_many_words_share_the_last_piece():
    words = [f"w{index}" for index in range(40)]
    figure = NextWord(lambda _: np.full(40, 1 / 40), words)
    assert len(say(figure, kind="button", name="go_on")["values"]["sentence"].split()) == 30
    known = change(figure, u=0.51)
    assert known["word"] == "w20" and known["names"][-1] == "all others" and known["lengths"][-1] == pytest.approx(0.8)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("sentence", ["", "  ", "$x^2$ \\frac{", "漢字 😀 \x00", "a " * 500, "w" * 5000, "<unk> the"])
def test_whatever_is_typed_is_gone_on_with(talking, sentence):
    assert len(change(talking, sentence=sentence)["caption"]) < 2000
