"""LayerNormalization: the numbers of every example, or word, keep their scale, however deep the network."""

from .. import graph, ops
from .layer import Layer, expect_features


class LayerNormalization(Layer):
    """gamma · (x − mean) / √(variance + epsilon) + beta, mean and variance of every row along the last axis

    x (batch, …, features), gamma and beta (features,), at first 1 and 0. epsilon: Keras's 1e-3 (PyTorch: 1e-5).
    Ba, Kiros and Hinton 2016, Layer Normalization.
    """

    def __init__(self, axis=-1, epsilon=1e-3, **kwargs):
        super().__init__(**kwargs)
        if axis != -1:
            raise ValueError(f"LayerNormalization works along the last axis here, axis=-1, got {axis!r}")
        self.normalize = ops.Normalize(epsilon)

    def build(self, input_shape):
        self.gamma = self.add_weight(input_shape[-1:], "ones", "gamma")
        self.beta = self.add_weight(input_shape[-1:], "zeros", "beta")

    def call(self, x):
        expect_features(self, self.gamma.value.size, x.shape)
        return graph.apply(self.normalize, x) * self.gamma + self.beta
