"""MultiHeadAttention computes what its paper says, looks where it may, and refuses what does not fit."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from helpers import graph
from helpers.gradcheck import check_gradient
from helpers.graph import Node
from helpers.layers import Embedding, MultiHeadAttention, set_random_seed
from helpers.layers.attention import causal_mask

RANDOM = np.random.default_rng(4)
X, OTHERS, KEYS = RANDOM.normal(size=(2, 3, 5)), RANDOM.normal(size=(2, 4, 5)), RANDOM.normal(size=(2, 4, 5))


def by_einsum(causal, query, value, key, wq, bq, wk, bk, wv, bv, wo, bo):
    """(result, shares), straight from the weights in Keras's shapes"""
    q, k, v = (
        anp.einsum("btd,dhk->bhtk", x, w) + b[:, np.newaxis]
        for x, w, b in ((query, wq, bq), (key, wk, bk), (value, wv, bv))
    )
    scores = anp.einsum("bhtk,bhsk->bhts", q, k) / np.sqrt(wq.shape[2])
    if causal:
        scores = anp.where(np.tri(*scores.shape[2:], dtype=bool), scores, -np.inf)
    e = anp.exp(scores)
    shares = e / anp.sum(e, axis=-1, keepdims=True)
    return anp.einsum("bhtk,hkd->btd", anp.einsum("bhts,bhsk->bhtk", shares, v), wo) + bo, shares


def of_two_heads(seed=1):
    """A layer of 2 heads with 3 numbers each on width 5, whose biases are no zeros"""
    set_random_seed(seed)
    layer = MultiHeadAttention(2, 3)
    layer(X, X)
    layer.set_weights([np.random.standard_normal(weight.shape) for weight in layer.weights])
    return layer


# what is asked, what is mixed, what is compared (None: what is mixed)
INPUTS = {"itself": (X, X, None), "others": (X, OTHERS, None), "others by keys": (X, OTHERS, KEYS)}


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("inputs", INPUTS.values(), ids=INPUTS)
def test_gradients_agree_with_nudges_and_with_autograd(inputs, causal):
    layer = of_two_heads()
    query, value, key = (None if x is None else Node(x) for x in inputs)
    result, shares = layer(query, value, key, return_attention_scores=True, use_causal_mask=causal)
    leaves = [query, value, value if key is None else key, *layer.weights]
    values = [leaf.value for leaf in leaves]
    expected, expected_shares = by_einsum(causal, *values)
    np.testing.assert_allclose(result.value, expected, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(shares.value, expected_shares, rtol=1e-12, atol=1e-15)
    dz = RANDOM.normal(size=result.shape)
    graph.sum(result * dz).backward()

    def cost(i):
        return lambda x: anp.sum(by_einsum(causal, *values[:i], x, *values[i + 1 :])[0] * dz)

    slopes = [autograd.grad(cost(i))(values[i]) for i in range(len(leaves))]
    if key is None:  # used twice: as value and as key
        slopes[1] = slopes[2] = slopes[1] + slopes[2]
    for leaf, slope in zip(leaves, slopes, strict=True):
        np.testing.assert_allclose(leaf.gradient, slope, rtol=1e-9, atol=1e-12)
    for i in (0, *range(3, 11)):
        assert check_gradient(cost(i), leaves[i].gradient, values[i], tolerance=1e-6).ok


def test_shares_can_be_asked_for_and_change_nothing():
    layer = of_two_heads()
    result, shares = layer(X, OTHERS, return_attention_scores=True)
    np.testing.assert_array_equal(layer(X, OTHERS).value, result.value)
    assert result.shape == (2, 3, 5) and shares.shape == (2, 2, 3, 4)
    np.testing.assert_allclose(shares.value.sum(axis=-1), 1, rtol=1e-14)
    assert shares.value.min() > 0  # without a mask every word is looked at


def test_what_goes_in_may_stand_by_its_name_as_in_keras():
    layer = of_two_heads()
    by_place = layer(X, OTHERS, KEYS, use_causal_mask=True).value
    np.testing.assert_array_equal(layer(query=X, key=KEYS, value=OTHERS, use_causal_mask=True).value, by_place)
    assert np.abs(layer(X, OTHERS, use_causal_mask=True).value - by_place).max() > 0.1


def test_behind_a_causal_mask_no_word_looks_ahead():
    layer = of_two_heads()
    result, shares = layer(X, X, use_causal_mask=True, return_attention_scores=True)
    ahead = np.triu(np.ones((3, 3), dtype=bool), 1)
    assert (shares.value[..., ahead] == 0).all() and (shares.value[..., ~ahead] > 0).all()
    assert (shares.value[..., 0, 0] == 1).all()
    later = X.copy()
    later[:, 2] = 9
    changed = layer(later, later, use_causal_mask=True).value
    np.testing.assert_array_equal(changed[:, :2], result.value[:, :2])
    assert np.abs(changed[:, 2] - result.value[:, 2]).max() > 0.1
    np.testing.assert_allclose(layer(X[:, :2], X[:, :2], use_causal_mask=True).value, result.value[:, :2], rtol=1e-12)


def test_without_positions_the_order_of_what_is_looked_at_changes_nothing():
    layer = of_two_heads()
    np.testing.assert_allclose(layer(X, OTHERS[:, ::-1]).value, layer(X, OTHERS).value, rtol=1e-12, atol=1e-13)


def test_a_mask_lets_a_word_see_itself_and_what_stands_before_it():
    assert causal_mask(2, 3).tolist() == [[0, -1e9, -1e9], [0, 0, -1e9]]


def test_weights_have_the_order_the_shapes_and_the_start_of_keras():
    set_random_seed(0)
    layer = MultiHeadAttention(num_heads=2, key_dim=16)
    layer(np.ones((1, 1, 32)), np.ones((1, 1, 32)))
    shapes = [(32, 2, 16), (2, 16)] * 3 + [(2, 16, 32), (32,)]
    assert [weight.shape for weight in layer.weights] == shapes and layer.count_params() == 4 * (32 * 32 + 32)
    names = [f"{name} {kind}" for name in ("query", "key", "value", "output") for kind in ("kernel", "bias")]
    assert [weight.name for weight in layer.weights] == names
    limits = [np.sqrt(6 / (32 * (2 + 16)))] * 3 + [
        np.sqrt(6 / (2 * (16 + 32)))
    ]  # Keras counts the first axis as places
    for kernel, bias, limit in zip(layer.weights[::2], layer.weights[1::2], limits, strict=True):
        assert 0.98 * limit < np.abs(kernel.value).max() <= limit and not bias.value.any()


def test_the_words_of_an_embedding_attend_to_each_other_and_their_table_learns():
    layer, table = of_two_heads(), Embedding(4, 5)
    words = table(np.array([[1, 2, 3], [3, 3, 0]]))
    graph.sum(layer(words, words)).backward()
    assert np.abs(np.asarray(table.embeddings.gradient)).min() > 0


@pytest.mark.parametrize(
    "make, error, said",
    [
        (lambda: MultiHeadAttention(0, 3), ValueError, "^num_heads must be a whole number from 1 up, got 0"),
        (lambda: MultiHeadAttention(2, 1.5), ValueError, "^key_dim must be a whole number from 1 up, got 1.5"),
        (lambda: MultiHeadAttention(2, 3, dropout=0.1), TypeError, "^MultiHeadAttention has no dropout here: leave it"),
        (
            lambda: of_two_heads()(X, X, attention_mask=1),
            TypeError,
            "^MultiHeadAttention has no attention_mask here: leave it out, or let Keras",
        ),
        (
            lambda: of_two_heads()(X[0], X),
            ValueError,
            r"^MultiHeadAttention expects \(batch, words, width\), got x of shape \(3, 5\)$",
        ),
        (lambda: MultiHeadAttention(2, 3)(1.0, 1.0), ValueError, r"\(batch, words, width\), got x of shape \(\)$"),
        (lambda: of_two_heads()(X, X, X, X), TypeError, "positional arguments"),
        (lambda: of_two_heads()(X, X[0]), ValueError, r"expects \(batch, words, width\), got x of shape \(3, 5\)$"),
        (
            lambda: of_two_heads()(X, X[..., :4]),
            ValueError,
            r"^MultiHeadAttention expects 5 features \(input_dim\), got 4: x has shape \(2, 3, 4\)$",
        ),
        (lambda: of_two_heads()(X, OTHERS, X[..., :1]), ValueError, r"got 1: x has shape \(2, 3, 1\)$"),
        (lambda: of_two_heads()(X[..., :4], X), ValueError, r"got 4: x has shape \(2, 3, 4\)$"),
        (lambda: of_two_heads()(X, OTHERS, X), ValueError, r"^MatMul: shapes .* do not multiply"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(make, error, said):
    with pytest.raises(error, match=said):
        make()
