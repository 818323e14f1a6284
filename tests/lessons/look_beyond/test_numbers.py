"""The models of notebook 12 compute what their formulas say, and learn, or do not, what the page claims."""

import numpy as np
import pytest

from helpers import graph
from helpers.gradcheck import numeric_gradient
from helpers.lessons.look_beyond import numbers
from helpers.ops import softmax

KINDS = [numbers.Window, numbers.Recurrent, numbers.Attention, numbers.Bag, numbers.Everyone]


@pytest.mark.parametrize("kind", KINDS)
def test_the_gradient_of_every_weight_agrees_with_central_differences(kind):
    model = kind(6, seeds=2, width=3)
    words, _ = numbers.sentences(6, 2, seeds=2)
    out = graph.sum(graph.square(model.logits(words)))
    out.backward()
    for weight in model.weights:
        gradient, value = np.asarray(weight.gradient), weight.value

        def cost(changed, weight=weight):
            weight.value = changed
            return np.sum(model.logits(words).value ** 2)

        assert gradient == pytest.approx(numeric_gradient(cost, value), rel=1e-5, abs=1e-7)
        weight.value = value


@pytest.mark.parametrize("kind", KINDS)
def test_seeds_in_a_stack_are_models_of_their_own(kind):
    words, _ = numbers.sentences(7, 3, seeds=2)
    both, first = kind(7, seeds=2), kind(7, seeds=1)
    assert both.logits(words).value[:1] == pytest.approx(first.logits(words[:1]).value)


def test_the_recurrent_cell_is_the_loop_of_the_formula():
    model = numbers.Recurrent(5, seeds=1)
    words, _ = numbers.sentences(5, 2, seeds=1)
    U, W, b, out, bias = (weight.value[0] for weight in model.weights)
    h = np.zeros((2, numbers.WIDTH))
    for word in words[0].T:
        h = np.tanh(U[word] + h @ W + b)
    assert model.logits(words).value[0] == pytest.approx(h @ out + bias)


def test_attention_is_softmax_of_scores_times_values_and_never_looks_ahead():
    generator = np.random.default_rng(0)
    Q, K, V = (generator.normal(size=(4, 3)) for _ in "QKV")
    mixed, shares = numbers.attention(graph.Node(Q), graph.Node(K), graph.Node(V), numbers.causal_mask(4))
    wanted = np.array([[*softmax(Q[i] @ K[: i + 1].T / 3**0.5), *[0] * (3 - i)] for i in range(4)])
    assert shares.value == pytest.approx(wanted) and mixed.value == pytest.approx(wanted @ V)


def test_without_positions_the_order_of_the_earlier_words_changes_nothing_and_with_them_it_does():
    words, _ = numbers.sentences(7, 4)
    shuffled = words[..., [2, 0, 4, 1, 3, 5, 6]]
    bag, ordered = numbers.Bag(7), numbers.Attention(7)
    assert bag.logits(shuffled).value == pytest.approx(bag.logits(words).value)
    assert np.abs(ordered.logits(shuffled).value - ordered.logits(words).value).max() > 0.01


def test_a_short_training_finds_the_near_clue_by_attention_with_positions_only():
    with_positions = numbers.shares_right(numbers.train(numbers.Attention, 8, steps=100, seeds=2))
    without = numbers.shares_right(numbers.train(numbers.Bag, 8, steps=100, seeds=2))
    window = numbers.shares_right(numbers.train(numbers.Window, 8, steps=100, seeds=2))
    assert with_positions.min() > 0.95 and 0.6 < without.max() < 0.85 and 0.4 < window.max() < 0.6


@pytest.mark.parametrize("cell", numbers.CELLS)
@pytest.mark.parametrize("w", [0.0, 0.5, 1.2, 2.0])
def test_the_slopes_along_time_agree_with_central_differences(cell, w):
    states, slopes = numbers.unroll(cell, w, 12)
    assert slopes[-1] == 1 and len(states) == len(slopes) == 13
    measured = [
        numeric_gradient(lambda h, n=12 - t: numbers.unroll(cell, w, n, h)[0][-1], states[t]) for t in range(13)
    ]
    assert slopes == pytest.approx(measured, rel=1e-5, abs=1e-8)


def test_twice_the_words_cost_the_cell_twice_and_attention_nearly_four_times():
    cell, looking = (
        [numbers.multiplications(kind, n) for n in (400, 800)] for kind in (numbers.Recurrent, numbers.Everyone)
    )
    assert cell[1] / cell[0] == pytest.approx(2, rel=1e-3) and 3.8 < looking[1] / looking[0] < 4
    n, d, words = 10, numbers.WIDTH, numbers.VOCABULARY
    tables = n * d * (words + n + 3 * d + 1)  # the words' and the places' rows, three tables, and the output
    assert numbers.multiplications(numbers.Everyone, n) == 2 * n * n * d + tables


def test_a_split_has_fifty_penguins_and_the_others_each_once():
    splits = list(numbers.penguin_splits(3))
    assert [(x.shape, new.shape) for x, _, new, _ in splits] == [((50, 4), (292, 4))] * 3
    assert {tuple(np.bincount(np.concatenate([y, right]))) for _, y, _, right in splits} == {(151, 68, 123)}
    assert not np.array_equal(splits[0][0], splits[1][0])


def test_spread_says_median_lowest_and_highest():
    assert numbers.spread([0.2, 1.0, 0.5]) == "0.50 (0.20 to 1.00)"
