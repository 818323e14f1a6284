"""PyTorch's attention, normalization and loss give the numbers of ours, from the same weights (if it is installed)."""

import importlib.util

import numpy as np
import pytest

from helpers import graph
from helpers.graph import Node
from helpers.layers import LayerNormalization, MultiHeadAttention, set_random_seed
from helpers.training import SparseCategoricalCrossentropy

pytestmark = pytest.mark.skipif(not importlib.util.find_spec("torch"), reason="needs PyTorch, the extra `bench`")
RANDOM = np.random.default_rng(3)
X, OTHERS, DZ = (RANDOM.normal(size=(2, words, 8)) for words in (5, 7, 5))


def tensor(values, slope=False):
    import torch

    return torch.tensor(np.asarray(values).tolist(), dtype=torch.float64, requires_grad=slope)


def close(ours, theirs):
    np.testing.assert_allclose(np.asarray(ours), np.array(theirs.tolist()), rtol=1e-10, atol=1e-12)


def with_any_weights(layer, *inputs):
    set_random_seed(6)
    layer(*inputs)
    layer.set_weights([np.random.standard_normal(weight.shape) for weight in layer.weights])
    return layer


def attention_of_pytorch(layer):
    """nn.MultiheadAttention with our weights: it keeps them transposed, and those of Q, K and V in one matrix"""
    import torch

    width = layer.width
    *projections, (kernel, bias) = (layer.query, layer.key, layer.value, layer.output)
    theirs = torch.nn.MultiheadAttention(width, layer.num_heads, batch_first=True).double()
    with torch.no_grad():
        theirs.in_proj_weight.copy_(tensor(np.concatenate([w.value.reshape(width, width).T for w, _ in projections])))
        theirs.in_proj_bias.copy_(tensor(np.concatenate([b.value.ravel() for _, b in projections])))
        theirs.out_proj.weight.copy_(tensor(kernel.value.reshape(width, width).T))
        theirs.out_proj.bias.copy_(tensor(bias.value))
    return theirs


@pytest.mark.parametrize("causal, others", [(False, X), (True, X), (False, OTHERS), (True, OTHERS)])
def test_attention_is_that_of_pytorch_with_its_shares_and_slopes(causal, others):
    layer = with_any_weights(MultiHeadAttention(2, 4), X, X)
    query, value = Node(X), Node(others)
    result, shares = layer(query, value, return_attention_scores=True, use_causal_mask=causal)
    graph.sum(result * DZ).backward()
    x, y = tensor(X, slope=True), tensor(others, slope=True)
    hidden = tensor(np.triu(np.ones(shares.shape[2:]), 1)).bool() if causal else None  # PyTorch says what is hidden
    theirs = attention_of_pytorch(layer)
    found, weights = theirs(x, y, y, attn_mask=hidden, average_attn_weights=False)
    found.backward(tensor(DZ))
    close(result.value, found)
    close(shares.value, weights)
    close(query.gradient, x.grad)
    close(value.gradient, y.grad)
    close(layer.output[0].gradient.reshape(8, 8).T, theirs.out_proj.weight.grad)
    close(layer.query[0].gradient.reshape(8, 8).T, theirs.in_proj_weight.grad[:8])


@pytest.mark.parametrize("settings, epsilon", [({"eps": 1e-3}, 1e-3), ({}, 1e-5)], ids=["Keras's 1e-3", "its own 1e-5"])
def test_layer_norm_is_that_of_pytorch_with_the_same_epsilon(settings, epsilon):
    import torch

    layer = with_any_weights(LayerNormalization(epsilon=epsilon), X)
    theirs = torch.nn.LayerNorm(8, **settings).double()
    with torch.no_grad():
        for parameter, weight in zip((theirs.weight, theirs.bias), layer.weights, strict=True):
            parameter.copy_(tensor(weight.value))
    ours, x = Node(X), tensor(X, slope=True)
    result, found = layer(ours), theirs(x)
    graph.sum(result * DZ).backward()
    found.backward(tensor(DZ))
    close(result.value, found)
    close(ours.gradient, x.grad)
    close(layer.gamma.gradient, theirs.weight.grad)
    close(layer.beta.gradient, theirs.bias.grad)


def test_with_each_one_s_own_epsilon_rows_of_spread_1_differ_by_half_a_thousandth():
    import torch

    ours, theirs = LayerNormalization()(X).value, torch.nn.LayerNorm(8).double()(tensor(X)).tolist()
    rows = np.var(X, axis=-1, keepdims=True)
    np.testing.assert_allclose(ours / np.array(theirs), np.sqrt((rows + 1e-5) / (rows + 1e-3)) * np.ones(8), rtol=1e-10)


def test_a_loss_that_leaves_padding_out_is_that_of_pytorch_with_ignore_index():
    import torch

    labels = RANDOM.integers(0, 8, (2, 5))
    labels[:, 3:] = 1
    logits, theirs = Node(X), tensor(X, slope=True)
    loss = SparseCategoricalCrossentropy(from_logits=True, ignore_class=1)(labels, logits)
    found = torch.nn.CrossEntropyLoss(ignore_index=1)(theirs.reshape(-1, 8), torch.tensor(labels.ravel().tolist()))
    loss.backward()
    found.backward()
    close(loss.value, found)
    close(logits.gradient, theirs.grad)
