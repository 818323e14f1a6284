"""Embedding: a table with a row of numbers for every word."""

from .. import graph
from .initializers import INITIALIZERS
from .layer import Layer, whole_number
from .names import named


class Embedding(Layer):
    """table[x]: the row of every word, x whole numbers from 0 to input_dim − 1 of any shape → (*x.shape, output_dim)

    embeddings (input_dim, output_dim): the table, between ±0.05 at first; weights: a table to start from instead.
    input_shape: that of one example, such as (4,) for four words. A training step touches only the rows it has used.
    """

    def __init__(self, input_dim, output_dim, embeddings_initializer="uniform", weights=None, **kwargs):
        super().__init__(**kwargs)
        self.input_dim, self.output_dim = whole_number("input_dim", input_dim), whole_number("output_dim", output_dim)
        self.embeddings_initializer = named("initializer", embeddings_initializer, INITIALIZERS)
        self.embeddings = self.add_weight((self.input_dim, self.output_dim), self.embeddings_initializer, "embeddings")
        if weights is not None:
            self.set_weights([weights[0] if isinstance(weights, list) and len(weights) == 1 else weights])

    def call(self, x):
        return graph.lookup(self.embeddings, x)

    def as_input(self, x):
        """x as whole numbers, each of which has a row"""
        x = graph.as_integers(x)
        if x.size and x.max() >= self.input_dim:
            raise ValueError(f"Embedding has rows 0 to {self.input_dim - 1} (input_dim), got {x.max()}")
        return x
