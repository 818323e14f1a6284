"""The models, the training and the writers of notebook 13 compute what they promise."""

import numpy as np
import pytest

from helpers import datasets, graph
from helpers.gradcheck import numeric_gradient
from helpers.lessons.write_a_sentence import numbers
from helpers.ops import Normalize, softmax

TINY = datasets.Corpus([["a", "b", "."], ["b", "."], ["a", "b", "a", "."]])
VOCABULARY = TINY.vocabulary  # <unk>, <pad>, then . and a and b, in the order of how often they are seen
WAYS = [(), *((part,) for part in numbers.PARTS)]


def tiny(without=(), seed=1, blocks=2):
    return numbers.transformer(len(VOCABULARY), 4, blocks, width=6, heads=2, without=without, seed=seed)


def ids(*words):
    return VOCABULARY.ids(list(words)).tolist()


# ---- what goes in ---------------------------------------------------------------------------------------------------


def test_a_sentence_goes_in_moved_by_one_with_padding_in_front_and_behind():
    x, y = numbers.padded(TINY, 4)
    assert y.tolist() == [[*ids("a", "b", "."), 1], [*ids("b", "."), 1, 1], ids("a", "b", "a", ".")]
    assert x.tolist() == [[1, *ids("a", "b", ".")], [1, *ids("b", "."), 1], [1, *ids("a", "b", "a")]]


def test_what_is_longer_is_cut_off():
    x, y = numbers.padded(TINY, 2)
    assert y.tolist() == [ids("a", "b"), ids("b", "."), ids("a", "b")]
    assert x.tolist() == [[1, *ids("a")], [1, *ids("b")], [1, *ids("a")]]


# ---- the model ------------------------------------------------------------------------------------------------------


def test_the_model_of_the_page_has_its_weights_and_the_seed_decides_them():
    assert numbers.transformer(111, 14)(np.array([[1]])).shape == (1, 1, 111)
    made = [tiny(seed=seed) for seed in (1, 1, 2)]
    logits = [model(np.array([[1, 3]])).value for model in made]
    assert np.array_equal(logits[0], logits[1]) and not np.allclose(logits[0], logits[2])
    assert numbers.transformer(111, 14).count_params() == 24815


def test_a_row_is_that_of_the_word_plus_that_of_its_place_and_both_tables_lie_between_half_and_minus_half():
    layer = numbers.WordsAndPlaces(5, 4, 6)
    words, places = (weight.value for weight in layer.weights)
    assert np.allclose(layer(np.array([[3, 1, 3]])).value, [words[[3, 1, 3]] + places[:3]])
    assert words.shape == (5, 6) and places.shape == (4, 6)
    everything = np.abs(np.concatenate([words, places]))
    assert everything.max() <= 0.5 and everything.max() > 0.4
    bare = numbers.WordsAndPlaces(5, 4, 6, without=["positions"])
    assert np.array_equal(bare(np.array([[3, 1]])).value, bare.weights[0].value[[[3, 1]]]) and len(bare.weights) == 1


@pytest.mark.parametrize("without", WAYS)
def test_no_word_sees_a_later_one(without):
    model = tiny(without)
    one, other = (model(np.array([[1, 3, last, 2]])).value for last in (2, 4))
    assert np.allclose(one[0, :2], other[0, :2], atol=1e-12) and not np.allclose(one[0, 2], other[0, 2])


def test_without_attention_a_word_knows_of_no_other_and_with_it_of_those_before():
    for without, alike in ((("attention",), True), ((), False)):
        model = tiny(without)
        one, other = (model(np.array([[1, before, 2]])).value[0, 2] for before in (3, 4))
        assert np.allclose(one, other) == alike


def test_a_block_is_two_parts_with_a_norm_in_front_and_a_residual_around_each():
    block, x = numbers.Block(6, 2), np.random.default_rng(0).normal(size=(2, 3, 6))
    y = block(x).value
    norm, (inside, outside) = Normalize().forward, block.mlp
    h = x + block.heads(norm(x), norm(x), use_causal_mask=True).value
    assert y == pytest.approx(h + outside(graph.relu(inside(norm(h)))).value)
    assert inside.units == 12 and [layer.num_heads for layer in (block.heads,)] == [2] and block.heads.key_dim == 3


def test_each_part_can_be_left_out():
    x = np.random.default_rng(0).normal(size=(1, 3, 6))
    for without in numbers.PARTS[:4]:
        block = numbers.Block(6, 2, [without])
        y, norm = block(x).value, (lambda z: z) if without == "norm" else Normalize().forward
        keep = 0 if without == "residual" else 1
        h = x if without == "attention" else keep * x + block.heads(norm(x), norm(x), use_causal_mask=True).value
        if without != "MLP":
            h = keep * h + block.mlp[1](block.mlp[0](norm(h))).value
        assert y == pytest.approx(h), without


def test_the_shares_of_the_last_call_are_kept_and_add_up_to_one():
    block = numbers.Block(6, 2)
    block(np.random.default_rng(0).normal(size=(2, 3, 6)))
    assert block.shares.shape == (2, 2, 3, 3) and np.allclose(block.shares.sum(axis=-1), 1)
    assert not np.triu(block.shares, 1).any()


# ---- the training ---------------------------------------------------------------------------------------------------


def test_padding_is_left_out_of_cost_and_perplexity():
    model, (x, y) = tiny(), numbers.padded(TINY, 4)
    p = softmax(model(x).value)
    costs = [-np.log(p[i, j, y[i, j]]) for i in range(3) for j in range(4) if y[i, j] != 1]
    assert len(costs) == 9 and numbers.cost(model, x, y).value == pytest.approx(np.mean(costs))
    assert numbers.perplexity(model, x, y) == pytest.approx(np.exp(np.mean(costs)))


@pytest.mark.parametrize("without", WAYS)
def test_the_gradient_of_the_whole_model_agrees_at_twenty_random_weights(without):
    model, (x, y) = tiny(without), numbers.padded(TINY, 4)
    before = model.get_weights()
    errors = numbers.gradient_errors(model, x, y)
    assert errors.shape == (20,) and errors.max() < 1e-6
    assert all(map(np.array_equal, before, model.get_weights()))


def test_a_wrong_gradient_would_be_seen(monkeypatch):
    monkeypatch.setattr(Normalize, "backward", lambda self, x, z, dz: dz)
    assert numbers.gradient_errors(tiny(), *numbers.padded(TINY, 4)).max() > 1e-3


def test_the_slope_along_one_entry_is_the_central_difference():
    model, (x, y) = tiny(), numbers.padded(TINY, 4)
    weight, kept = model.weights[2], model.weights[2].value

    def cost_of(value):
        weight.value = value
        return numbers.cost(model, x, y).value

    whole = numeric_gradient(cost_of, kept)
    weight.value = kept
    assert numbers.nudged(model, x, y, weight, (3,)) == pytest.approx(whole[3], abs=1e-9)


def test_each_sentence_is_learned_from_once_before_any_is_learned_from_again(monkeypatch):
    seen, rates, true_cost = [], [], numbers.cost
    monkeypatch.setattr(numbers, "cost", lambda m, x, y: seen.append(y.copy()) or true_cost(m, x, y))
    monkeypatch.setattr(numbers, "BATCH", 2)
    step = numbers.Adam.step
    monkeypatch.setattr(numbers.Adam, "step", lambda self, w: rates.append(self.learning_rate) or step(self, w))
    y = np.array([[2, 1, 1], [3, 1, 1], [4, 2, 1], [3, 2, 1]])
    x = np.where(y == 2, 1, y)
    numbers.train(tiny(), x, y, steps=4, rate=0.02)
    for half in (seen[:2], seen[2:]):
        assert sorted(row[0] for batch in half for row in batch.tolist()) == [2, 3, 3, 4]
    assert rates == pytest.approx([0.02, 0.015, 0.01, 0.005])
    assert all((batch != 1).any(axis=0).all() for batch in seen), "nothing is as wide as padding alone"


def test_a_short_training_is_the_same_every_time_and_finds_what_follows():
    x, y = numbers.padded(TINY, 4)
    before = numbers.perplexity(tiny(), x, y)
    one, same = (numbers.train(tiny(), x, y, steps=60) for _ in range(2))
    assert np.array_equal(one(x).value, same(x).value)
    assert numbers.perplexity(one, x, y) < 0.5 * before


# ---- writers --------------------------------------------------------------------------------------------------------


def test_a_writer_says_the_probabilities_behind_the_last_word():
    model, past = tiny(), np.array([[1, 3], [1, 4]])
    assert numbers.writer(model)(past) == pytest.approx(softmax(model(past).value[:, 1]))


def test_the_trigram_blends_three_memories():
    trigram = numbers.Trigram(TINY, k=2)
    a, b, stop = ids("a", "b", ".")
    none = (np.bincount([a, b, stop, b, stop, a, b, a, stop], minlength=5) + 2 / 5) / 11
    after_b = (np.bincount([stop, stop, a], minlength=5) + 2 * none) / 5
    after_a_b = (np.bincount([stop, a], minlength=5) + 2 * after_b) / 4
    assert trigram(np.array([[1, a, b], [1, b, b]])) == pytest.approx(np.stack([after_a_b, after_b]))
    first = (np.bincount([a, b, a], minlength=5) + 2 * none) / 5
    first = (np.bincount([a, b, a], minlength=5) + 2 * first) / 5
    assert trigram(np.array([[1]]))[0] == pytest.approx(first) and trigram(np.array([[1]])).sum() == pytest.approx(1)
    assert numbers.Trigram(TINY).k == 10


def test_the_trigram_s_perplexity_is_that_of_the_words_that_came():
    trigram = numbers.Trigram(TINY)
    p = [trigram.after((1, 1))[ids("b")[0]], trigram.after((1, *ids("b")))[ids(".")[0]]]
    assert trigram.perplexity(TINY.reading(["b ."])) == pytest.approx(np.exp(-np.mean(np.log(p))))


P = np.array([[0.2, 0.5, 0.3]])


@pytest.mark.parametrize("u, word", [(0.0, 0), (0.19, 0), (0.21, 1), (0.69, 1), (0.71, 2), (0.999, 2)])
def test_the_word_in_whose_piece_u_lies_is_drawn(u, word):
    assert numbers.drawn(P, 1.0, np.array([u])).tolist() == [word]


def test_temperature_is_a_power_of_the_probabilities_and_0_the_likeliest():
    squares = P[0] ** 2 / np.sum(P[0] ** 2)
    for u in (0.01, 0.1, 0.5, 0.9):
        right = int(np.argmax(np.cumsum(squares) > u))
        assert numbers.drawn(P, 0.5, np.array([u])).tolist() == [right]
    assert numbers.drawn(np.repeat(P, 2, axis=0), 0, np.array([0.0, 0.99])).tolist() == [1, 1]
    assert numbers.drawn(np.array([[0.0, 1.0]]), 0.01, np.array([0.0])).tolist() == [1]


def test_sentences_end_with_the_full_stop_or_where_they_are_too_long():
    a, b, stop = ids("a", "b", ".")

    def counting(past):  # a, b and the full stop for the first row, for ever a for the second
        p = np.zeros((len(past), len(VOCABULARY)))
        p[:, a] = 1
        if past.shape[1] < 4:
            p[0] = np.eye(len(VOCABULARY))[[a, b, stop][past.shape[1] - 1]]
        return p

    assert numbers.write(counting, VOCABULARY, count=2, longest=5) == [["a", "b", "."], ["a"] * 5]
    assert len(numbers.write(counting, VOCABULARY)) == 1
    assert numbers.write(counting, VOCABULARY, count=2)[1] == ["a"] * 20


def test_the_seed_decides_what_is_written():
    trigram = numbers.Trigram(TINY)
    one, same, other = (numbers.write(trigram, VOCABULARY, count=9, seed=seed) for seed in (3, 3, 4))
    assert one == same != other
