"""How a step is made of the gradients: SGD, RMSprop and Adam, with Keras's names and defaults."""

from numbers import Real
from reprlib import repr as short

import numpy as np

from ..layers.layer import expect_share
from ..layers.names import expect_known
from ..ops import RowGradient


class Optimizer:
    """`step(weights)` changes the weights' values by the gradients that a backward pass left in them

    What it remembers of a weight from step to step stands in `memory`. learning_rate may be changed at any time.
    Of a table with a RowGradient only the rows used change, in place, and so does what is remembered of them (as in
    PyTorch's SparseAdam): a row that is not used stands still, and the step costs as much as it uses.
    """

    slots = 0  # how many arrays are remembered of each weight

    def __init__(self, learning_rate, **unknown):
        expect_known(type(self).__name__, unknown)
        self.learning_rate = learning_rate
        self.memory = {}

    @property
    def learning_rate(self):
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value):
        if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= value < float("inf"):
            raise ValueError(f"learning_rate must be a number from 0 up, got {short(value)}")
        self._learning_rate = value

    def remembered(self, weight):
        """The arrays kept for this weight, at first all 0"""
        if weight not in self.memory:
            self.memory[weight] = [np.zeros(weight.value.shape) for _ in range(self.slots)]
        return self.memory[weight]

    def step(self, weights):
        for weight in weights:
            memory = self.remembered(weight) if self.slots else ()
            if type(weight.gradient) is RowGradient:
                self.step_in_rows(weight.value, weight.gradient, memory)
            else:
                weight.value = weight.value - self.change(weight.gradient, *memory)

    def step_in_rows(self, table, gradient, memory):
        rows, gradient = gradient.added_up()
        parts = [whole[rows] for whole in memory]
        table[rows] -= self.change(gradient, *parts)
        for whole, part in zip(memory, parts, strict=True):
            whole[rows] = part

    def change(self, gradient, *memory):
        """What this step takes off the value; the arrays in memory are brought up to date in place"""
        raise NotImplementedError(f"{type(self).__name__} needs a change(self, gradient, *memory)")


class SGD(Optimizer):
    """w ← w − learning_rate · dw

    With momentum a velocity carries on: v ← momentum · v − learning_rate · dw, w ← w + v.
    """

    def __init__(self, learning_rate=0.01, momentum=0.0, **unknown):
        super().__init__(learning_rate, **unknown)
        expect_share("momentum", momentum)
        self.momentum = momentum
        self.slots = 1 if momentum else 0

    def change(self, gradient, velocity=None):
        push = self.learning_rate * gradient
        if velocity is None:
            return push
        velocity *= self.momentum
        velocity -= push
        return -velocity


class RMSprop(Optimizer):
    """v ← rho · v + (1 − rho) · dw², w ← w − learning_rate · dw / √(v + epsilon): Hinton's lecture 6e, 2012"""

    slots = 1

    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7, **unknown):
        super().__init__(learning_rate, **unknown)
        expect_share("rho", rho)
        self.rho, self.epsilon = rho, epsilon

    def change(self, gradient, v):
        v += (1 - self.rho) * (gradient**2 - v)
        return self.learning_rate * gradient / np.sqrt(v + self.epsilon)


class Adam(Optimizer):
    """m ← mean of dw, v ← mean of dw² (both fading), w ← w − rate · m / (√v + epsilon): Kingma and Ba 2015

    rate = learning_rate · √(1 − beta_2ᵗ) / (1 − beta_1ᵗ) makes up for both starting at 0; t counts the steps.
    """

    slots = 2

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, **unknown):
        super().__init__(learning_rate, **unknown)
        expect_share("beta_1", beta_1)
        expect_share("beta_2", beta_2)
        self.beta_1, self.beta_2, self.epsilon = beta_1, beta_2, epsilon
        self.t = 0

    def step(self, weights):
        self.t += 1
        super().step(weights)

    def change(self, gradient, m, v):
        rate = self.learning_rate * (1 - self.beta_2**self.t) ** 0.5 / (1 - self.beta_1**self.t)
        m += (1 - self.beta_1) * (gradient - m)
        v += (1 - self.beta_2) * (gradient**2 - v)
        return rate * m / (np.sqrt(v) + self.epsilon)


OPTIMIZERS = {"sgd": SGD, "rmsprop": RMSprop, "adam": Adam}


def as_optimizer(optimizer):
    if isinstance(optimizer, Optimizer):
        return optimizer
    if isinstance(optimizer, str) and optimizer.lower() in OPTIMIZERS:
        return OPTIMIZERS[optimizer.lower()]()
    raise ValueError(
        f"There is no optimizer {short(optimizer)}: use {', '.join(OPTIMIZERS)}, or one such as SGD(learning_rate=0.1)."
    )
