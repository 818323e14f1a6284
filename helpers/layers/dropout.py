"""Dropout: a layer that is there only while the model learns."""

import numpy as np

from ..graph import Data
from . import initializers
from .layer import Layer, expect_share, whole_number


class Dropout(Layer):
    """In training x · mask / (1 − rate), the mask 0 with probability `rate` and otherwise 1, number by number; else x

    The mean stays what it was (Srivastava and others 2014 divide afterwards instead). The masks come from the generator
    that set_random_seed sets; seed: from one of their own.
    """

    def __init__(self, rate, noise_shape=None, seed=None, **kwargs):
        super().__init__(**kwargs | ({} if noise_shape is None else {"noise_shape": noise_shape}))
        expect_share("rate", rate)
        self.rate = rate
        self.generator = (
            initializers.GENERATOR if seed is None else np.random.default_rng(whole_number("seed", seed, 0))
        )

    def call(self, x, training=False):
        if not training or self.rate == 0:
            return x
        kept = self.generator.random(x.value.shape) >= self.rate
        return x * Data(kept / (1 - self.rate))
