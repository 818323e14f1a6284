"""Write with me: what stands on the picture is what the model says, and every sentence gets its mark."""

import numpy as np
import pytest
from driving import run_to_the_end, say

from helpers import datasets
from helpers.explorers import WriteWithMe
from helpers.lessons.write_a_sentence import figures, numbers
from helpers.ops import softmax
from helpers.training import Sequential

WORLD = datasets.fruit_sentences(300, seed=1)
CORPUS = datasets.Corpus([[*words, "."] for words in WORLD.sentences], least=3)
VOCABULARY = CORPUS.vocabulary


@pytest.fixture(scope="module")
def model():
    return numbers.train(
        numbers.transformer(len(VOCABULARY), 14, width=8), *numbers.padded(CORPUS, 14), steps=60, rate=0.03
    )


@pytest.fixture
def figure(model):
    return WriteWithMe(model, VOCABULARY, CORPUS.sentences)


def change(figure, **changes):
    """What the figure knows then, and its caption"""
    caption = say(figure, kind="change", changes=changes, done=True)["caption"]
    return figure.known | {"caption": caption}


def press(figure, name):
    say(figure, kind="button", name=name)
    return figure.state


def likely(model, words, temperature):
    """(p of the eight likeliest words, those words)"""
    logits = model(np.array([[1, *VOCABULARY.ids(words)]])).value[0, -1] / temperature
    order = np.argsort(-logits, kind="stable")[:8]
    return softmax(logits)[order], [VOCABULARY.words[word] for word in order]


@pytest.mark.parametrize("sentence, temperature", [("the monkey", 0.8), ("", 1.0), ("does Abby", 2.0)])
def test_the_bars_are_the_likeliest_words_at_this_temperature(figure, model, sentence, temperature):
    known = change(figure, sentence=sentence, temperature=temperature)
    p, words = likely(model, sentence, temperature)
    assert known["bars"] == pytest.approx(p) and known["names"] == [figures.shown(word, 9) for word in words]
    assert known["told"] == f"after: {sentence or 'the beginning'}"


def test_what_another_cell_asks_the_model_meanwhile_does_not_reach_the_picture(figure, model):
    before = change(figure, sentence="the monkey and the cat")
    numbers.perplexity(model, *numbers.padded(CORPUS, 14))  # whose blocks look at other sentences now
    after = change(figure, temperature=0.9)
    np.testing.assert_array_equal(after["table"], before["table"])
    assert after["table"][5, :6].sum() == pytest.approx(1)


def test_at_temperature_0_the_likeliest_word_has_it_all(figure):
    assert change(figure, temperature=0)["bars"][:2] == pytest.approx([1, 0], abs=1e-6)


@pytest.mark.parametrize("block", [1, 2])
@pytest.mark.parametrize("head", [1, 2])
def test_the_lines_are_the_shares_of_the_chosen_block_and_head(figure, model, block, head):
    known = change(figure, sentence="the monkey walks", block=block, head=head)
    model(np.array([[1, *VOCABULARY.ids("the monkey walks")]]))
    assert np.array_equal(known["table"][:4, :4], model.layers[block].shares[0, head - 1])
    assert not known["table"][4:].any() and not known["table"][:, 4:].any()
    assert known["labels"][:5] == ["start", "the", "monkey", "walks", ""] and known["last"] == 3
    assert known["who"].startswith(f"block {block}, head {head}:")
    strongest = known["labels"][int(np.argmax(known["table"][3]))]
    assert f"In block {block}, head {head}, walks looks at {strongest} " in known["caption"]


def test_a_word_is_drawn_as_its_probability_says_the_same_throws_every_time(figure, model):
    change(figure, sentence="the monkey", temperature=1)
    state = press(figure, "one_word")
    p = numbers.writer(model)(np.array([[1, *VOCABULARY.ids("the monkey")]]))
    (word,) = numbers.drawn(p, 1.0, [np.random.default_rng(0).random()] * np.ones(1))
    assert state["sentence"] == f"the monkey {VOCABULARY.words[word]}" and state["throw"] == 1
    assert press(figure, "other_draws")["throw"] == 1001


def test_it_writes_until_the_sentence_ends_and_marks_it_then_begins_another(figure):
    change(figure, sentence="")
    run_to_the_end(figure)
    ((mark, sentence),) = figure.state["written"]
    assert sentence == figure.state["sentence"] and mark in (figures.SEEN, figures.NEW, figures.BROKEN)
    assert figure.known["words"] == [] and not figure.state["playing"]
    assert figure.known["lines"] == [f"{mark}:  {sentence}", "", "", "", ""]
    run_to_the_end(figure)
    assert len(figure.state["written"]) == 2 and figure.known["lines"][1] == f"{mark}:  {sentence}"
    assert f"Written last: {figure.state['sentence']}" in figure.known["lines"][0] or figure.caption
    for _ in range(5):
        run_to_the_end(figure)
    assert len(figure.state["written"]) == 5


def test_every_sentence_is_known_or_new_or_broken(figure):
    assert figure.verdict(CORPUS.sentences[0]) == "= in the training set"
    new = next([*s, "."] for s in datasets.fruit_sentences(200, seed=5).sentences if [*s, "."] not in CORPUS.sentences)
    assert figure.verdict(new) == "✓ new, and right"
    assert figure.verdict(new[:-1]) == figure.verdict([*new[::-1][1:], "."]) == "✗ broken"


def test_a_sentence_that_fills_the_picture_is_broken_off(figure):
    long = " ".join(["the"] * 13)
    assert change(figure, sentence=long)["words"] == ["the"] * 13
    state = press(figure, "one_word")
    assert len(state["sentence"].split()) == 14 and state["written"][-1][0] == figures.BROKEN
    assert figure.known["words"] == [] and change(figure, sentence=f"{long} the")["words"] == []


def test_a_model_with_fewer_places_has_shorter_sentences(model):
    figure = WriteWithMe(model, VOCABULARY, CORPUS.sentences, longest=3, sentence="the monkey walks")
    assert figure.known["words"] == [] and figure.begun("the monkey") == ["the", "monkey"]


def test_a_beginning_is_taken_over_and_a_sentence_may_be_typed(figure):
    assert change(figure, beginning="two")["words"] == ["two"]
    assert change(figure, sentence="Abby likes")["words"] == ["Abby", "likes"]
    assert WriteWithMe(figure.model, VOCABULARY, [], sentence="Abby").state["beginning"] == ""
    assert figures.BEGINNINGS[1] == "the monkey and the cat"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("sentence", ["", "  ", "$x^2$ \\frac{", "漢字 😀 \x00", "a " * 500, "w" * 5000, "<unk> ."])
def test_whatever_is_typed_is_gone_on_with(figure, sentence):
    assert len(change(figure, sentence=sentence)["caption"]) < 2000


def test_a_model_without_blocks_is_refused():
    with pytest.raises(ValueError, match="expects a model with blocks that keep their shares, got none"):
        WriteWithMe(Sequential([numbers.WordsAndPlaces(5, 14, 4)]), VOCABULARY, [])
