"""MultiHeadAttention: every word asks all words, and takes of each as much as it answers."""

import numpy as np

from .. import graph
from ..graph import Data
from .layer import Layer, as_node, expect_features, whole_number
from .names import expect_known

FORBIDDEN = -1e9  # added to a score, it leaves a share of 0


class MultiHeadAttention(Layer):
    """softmax(Q Kᵀ / √key_dim) V in each of `num_heads` heads; what they find, side by side, is projected once more

    query (batch, words that ask, width), value and key (batch, words, width) → as query; key None: value is asked, too.
    use_causal_mask: word i looks at words 0 to i only. return_attention_scores: (result, shares) with shares (batch,
    heads, words that ask, words), which add up to 1 for every word that asks. Kernels (width, heads, key_dim) of Q, K
    and V, and (heads, key_dim, width) behind, each with a bias. Vaswani and others 2017, Attention Is All You Need.
    """

    def __init__(self, num_heads, key_dim, **kwargs):
        super().__init__(**kwargs)
        self.num_heads, self.key_dim = whole_number("num_heads", num_heads), whole_number("key_dim", key_dim)

    def __call__(self, query, *others, **settings):
        return super().__call__(query, *others, **settings)  # so that query may stand by its name, too

    def build(self, input_shape):
        expect_rows_of_words(input_shape)
        self.width, heads = input_shape[-1], (self.num_heads, self.key_dim)
        self.query, self.key, self.value = (
            self.add_projection(name, (self.width, *heads), heads) for name in ("query", "key", "value")
        )
        self.output = self.add_projection("output", (*heads, self.width), (self.width,))

    def add_projection(self, name, kernel, bias):
        """Two new weights of these shapes; Keras's start counts `width` as places of a kernel, and so starts small"""
        return self.add_weight(kernel, name=f"{name} kernel"), self.add_weight(bias, "zeros", f"{name} bias")

    def call(self, query, value, key=None, *, return_attention_scores=False, use_causal_mask=False, **unknown):
        expect_known("MultiHeadAttention", unknown)
        value = as_node(value)
        key = value if key is None else as_node(key)
        q, k, v = (
            self.in_heads(x, *weights) for x, weights in ((query, self.query), (key, self.key), (value, self.value))
        )
        mask = Data(causal_mask(q.shape[-2], k.shape[-2])) if use_causal_mask else None
        found, shares = attention(q, k, v, mask)
        result = self.joined(found, *self.output)
        return (result, shares) if return_attention_scores else result

    def in_heads(self, x, kernel, bias):
        """x (batch, words, width), projected → (batch, heads, words, key_dim)"""
        expect_rows_of_words(x.shape)
        expect_features(self, self.width, x.shape)
        projected = graph.affine(x, graph.reshape(kernel, (self.width, -1)), graph.reshape(bias, -1))
        return graph.transpose(graph.reshape(projected, (*x.shape[:2], *bias.shape)), (0, 2, 1, 3))

    def joined(self, found, kernel, bias):
        """found (batch, heads, words, key_dim), side by side and projected → (batch, words, width)"""
        batch, _, words, _ = found.shape
        rows = graph.reshape(graph.transpose(found, (0, 2, 1, 3)), (batch, words, -1))
        return graph.affine(rows, graph.reshape(kernel, (-1, self.width)), bias)


def expect_rows_of_words(shape):
    if len(shape) != 3:
        raise ValueError(f"MultiHeadAttention expects (batch, words, width), got x of shape {tuple(shape)}")


def attention(Q, K, V, mask=None):
    """(softmax(Q Kᵀ / √d + mask) V, that softmax): Q (…, words that ask, d), K (…, words, d), V (…, words, any)"""
    scores = Q * K.shape[-1] ** -0.5 @ graph.transpose(K)
    shares = graph.softmax(scores if mask is None else scores + mask)
    return shares @ V, shares


def causal_mask(asking, words=None):
    """(words that ask, words; None: as many): 0 where a word may look, at itself and those before it, else −1e9"""
    return FORBIDDEN * np.triu(np.ones((asking, asking if words is None else words)), 1)
