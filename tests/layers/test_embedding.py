"""Embedding is a table that learns row by row: as fast with 50,000 rows as with 50, and right to the last digit."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from helpers import graph, graph_picture
from helpers.gradcheck import check_gradient
from helpers.graph import Integers, Node
from helpers.graph_picture import describe_graph, name_nodes
from helpers.layers import Dense, Embedding, Flatten, set_random_seed
from helpers.ops import RowGradient
from helpers.training import SGD, Adam, RMSprop, Sequential, SparseCategoricalCrossentropy

WORDS = np.array([[3, 0, 3], [1, 4, 3]])


def tagger(rows=5, width=3):
    set_random_seed(2)
    return Sequential([Embedding(rows, 2, input_shape=(width,)), Flatten(), Dense(4, "tanh"), Dense(3)])


def test_gradients_through_an_embedding_agree_with_nudges_and_with_autograd():
    model, labels = tagger(), np.array([2, 0])
    table = model.layers[0].embeddings
    graph.cross_entropy(model(WORDS), labels).backward()

    def reference(table, w, b, v, c):
        x = anp.tanh(anp.reshape(table[WORDS], (2, -1)) @ w + b) @ v + c
        return -anp.mean((x - anp.log(anp.sum(anp.exp(x), axis=1, keepdims=True)))[np.arange(2), labels])

    values = model.get_weights()
    assert isinstance(table.gradient, RowGradient) and table.gradient.values.shape == (6, 2)
    for i, weight in enumerate(model.weights):
        gradient = np.asarray(weight.gradient)
        np.testing.assert_allclose(gradient, autograd.grad(reference, i)(*values), rtol=1e-10, atol=1e-14)
        assert check_gradient(lambda x, i=i: reference(*values[:i], x, *values[i + 1 :]), gradient, values[i]).ok


def test_a_word_used_in_both_windows_of_a_ranking_collects_both_gradients():
    model = Sequential([Embedding(5, 2), Flatten(), Dense(1)])
    real, rival = Integers([[3, 0, 3]]), Integers([[3, 1, 3]])
    graph.ranking_hinge(model(real), model(rival)).backward()
    gradient = model.layers[0].embeddings.gradient
    assert isinstance(gradient, RowGradient) and len(gradient.rows) == 6
    np.testing.assert_allclose(gradient.dense()[[2, 3, 4]], 0, atol=1e-15)  # the outer words pull both ways alike
    assert np.abs(gradient.dense()[[0, 1]]).min() > 0


def test_a_table_that_is_computed_hands_its_gradient_on():
    leaf = Node(np.arange(6.0).reshape(3, 2))
    graph.sum(graph.lookup(graph.tanh(leaf), [2, 2])).backward()
    np.testing.assert_allclose(leaf.gradient, [[0, 0], [0, 0], *2 * (1 - np.tanh([[4.0, 5.0]]) ** 2)])


def test_a_table_used_as_a_matrix_too_adds_rows_and_matrix():
    table = Node(np.ones((3, 2)))
    graph.sum(graph.lookup(table, [1]) @ np.ones((2, 1)) + graph.sum(table * 2.0)).backward()
    np.testing.assert_array_equal(table.gradient, [[2, 2], [3, 3], [2, 2]])


def test_update_takes_a_gradient_of_rows_as_any_other():
    table = Node(np.ones((3, 2)))
    graph.sum(graph.lookup(table, [1])).backward()
    graph.update([table], 0.5)
    assert table.value.tolist() == [[1, 1], [0.5, 0.5], [1, 1]]


def test_a_graph_with_a_table_can_be_told_and_drawn_after_its_backward_pass(capsys):
    cost = graph.sum(graph.lookup(Node(np.ones((3, 2)), "E"), [1, 1]))
    cost.backward()
    nodes = graph.topological_order(cost)
    assert "E = 3×2 (∂ 3×2)" in describe_graph(nodes, name_nodes(nodes))
    graph_picture.show_graph(cost)
    assert "E = 3×2 (∂ 3×2)" in capsys.readouterr().out


# ---- optimizers: the rows used, and nothing else

OPTIMIZERS = {
    "SGD": lambda: SGD(0.1),
    "momentum": lambda: SGD(0.1, momentum=0.9),
    "RMSprop": RMSprop,
    "Adam": lambda: Adam(0.1),
}


@pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_a_row_used_in_every_step_moves_as_it_would_with_a_whole_gradient(make):
    generator = np.random.default_rng(0)
    start = generator.normal(size=(3, 2))
    rows, whole, by_rows, by_whole = np.array([2, 0, 2]), Node(start), make(), make()
    table = Node(start)
    for _ in range(4):
        table.gradient = RowGradient(rows, generator.normal(size=(3, 2)), (3, 2))
        whole.gradient = table.gradient.dense()
        by_rows.step([table])
        by_whole.step([whole])
    np.testing.assert_allclose(table.value[[0, 2]], whole.value[[0, 2]], rtol=1e-13)
    np.testing.assert_array_equal(table.value[1], start[1])
    assert all(not kept[1].any() for kept in by_rows.memory.get(table, []))


@pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_a_row_that_rests_stands_still_until_it_is_used_again(make):
    table, optimizer = Node(np.ones((3, 2))), make()
    for row in (0, 1, 1):
        before = table.value.copy()
        table.gradient = RowGradient(np.array([row]), np.ones((1, 2)), (3, 2))
        optimizer.step([table])
        assert ((table.value != before).any(axis=1) == (np.arange(3) == row)).all()


# ---- the layer


def test_an_embedding_has_keras_numbers(capsys):
    layer = Embedding(50, 8, input_shape=(4,))
    model = Sequential([layer, Flatten(), Dense(3)])
    model.summary()
    assert [one.count_params() for one in model.layers] == [400, 0, 99]
    assert "embedding (Embedding)           │ (None, 4, 8)           │           400" in capsys.readouterr().out
    table = layer.get_weights()[0]
    assert table.shape == (50, 8) and -0.05 <= table.min() < -0.04 < 0.04 < table.max() <= 0.05


def test_every_word_becomes_its_row_in_any_shape():
    table = np.arange(10.0).reshape(5, 2)
    layer = Embedding(5, 2, weights=table)
    for words in (3, [3, 0], [[3, 0, 3], [1, 4, 3]]):
        np.testing.assert_array_equal(layer(Integers(words)).value, table[words])
    np.testing.assert_array_equal(layer(np.array([[2.0]])).value, [[[4, 5]]])  # whole numbers as floats will do


def test_a_table_to_start_from_is_copied_and_keras_list_around_it_is_allowed():
    table = np.ones((5, 2))
    for weights in (table, [table], table.tolist()):
        layer = Embedding(5, 2, weights=weights)
        layer.embeddings.value[0] = 7
        assert table.max() == 1
    with pytest.raises(ValueError, match=r"shape \(4, 2\), the weight \(5, 2\)"):
        Embedding(5, 2, weights=np.ones((4, 2)))


def test_a_frozen_table_stays_while_the_rest_learns():
    model = tagger()
    model.layers[0].trainable = False
    model.compile("adam", SparseCategoricalCrossentropy(from_logits=True))
    before = model.get_weights()
    model.fit(WORDS, [2, 0], epochs=3)
    assert [(a == b).all() for a, b in zip(before, model.get_weights(), strict=True)] == [True] + [False] * 4


def test_a_model_of_words_is_built_by_its_first_data_and_knows_what_fits():
    model = Sequential([Embedding(5, 2), Flatten(), Dense(3)])
    assert model.predict(WORDS).shape == (2, 3) and model.input_shape == (3,)
    assert Sequential([Sequential([Embedding(5, 2), Flatten()]), Dense(3)]).predict(WORDS).shape == (2, 3)


@pytest.mark.parametrize(
    "words, error, said",
    [
        ([[0, 5, 1]], ValueError, r"Embedding has rows 0 to 4 \(input_dim\), got 5"),
        ([[0, -1, 1]], ValueError, "whole numbers from 0 up, got -1"),
        ([[0, 1.5, 1]], TypeError, "expected whole numbers"),
        ([[0, 1]], ValueError, r"examples of shape \(3,\) \(input_shape\), got \(2,\)"),
    ],
)
def test_words_that_have_no_row_are_named(words, error, said):
    with pytest.raises(error, match=said):
        tagger().predict(words)


@pytest.mark.parametrize("arguments", [(0, 2), (5, 0), (5.0, 2), (5, "2")])
def test_sizes_must_be_whole_numbers(arguments):
    with pytest.raises(ValueError, match="put_dim must be a whole number from 1 up"):
        Embedding(*arguments)


def test_training_on_words_gives_the_numbers_of_one_hot_rows_times_a_table():
    table = np.random.default_rng(1).normal(size=(5, 2))
    by_row = Sequential([Embedding(5, 2, weights=table, input_shape=(1,)), Flatten(), Dense(3)])
    by_product = Sequential([Dense(2, use_bias=False, input_dim=5), Dense(3)])
    by_product.set_weights(by_row.get_weights())
    words = np.array([3, 0, 3, 1])
    for model, x in ((by_row, words), (by_product, np.eye(5)[words])):
        model.compile(SGD(0.5), SparseCategoricalCrossentropy(from_logits=True))
        model.fit(x, [2, 0, 1, 1], shuffle=False, epochs=5)
    for ours, theirs in zip(by_row.get_weights(), by_product.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-14)
