"""A loss, a model and an optimizer that behave as PyTorch's do, on three numbers: the loop's check needs no PyTorch.

Gradients add up until they are set to zero; `backward` goes through a loss once; `step` uses what is there.
"""

import numpy as np


class LineModel:
    """y_hat = w x + b; what was called on it and on its helpers stands in `calls`, in order"""

    def __init__(self, rate=0.02):
        self.values, self.gradient, self.rate, self.calls = np.zeros(2), np.zeros(2), rate, []

    def __call__(self, x):
        self.calls.append("model")
        return Output(self, np.asarray(x, dtype=float))

    def loss_function(self, y_hat, y):
        """The mean squared error, as a loss that can go backward"""
        if not isinstance(y_hat, Output):
            raise TypeError("loss_function expects what model(x) gave, then y")
        self.calls.append("loss")
        return Loss(y_hat, np.asarray(y, dtype=float))

    def train(self, mode=True):
        """PyTorch's switch for layers such as Dropout: there are none here"""
        return self

    # ---- as an optimizer

    def zero_grad(self, set_to_none=True):
        self.calls.append("zero_grad")
        self.gradient = np.zeros(2)

    def step(self):
        self.calls.append("step")
        self.values = self.values - self.rate * self.gradient


class Output:
    """What the model says of x, and how it came about"""

    def __init__(self, model, x):
        self.model, self.x = model, x
        self.values = model.values[0] * x + model.values[1]


class Tensor:
    """One number that is not yet a plain one"""

    def __init__(self, error):
        self.error = error

    def item(self):
        """The number, as a float"""
        return float(np.mean(self.error**2))

    __float__ = item

    def detach(self):
        """The same number, which remembers nothing"""
        return Tensor(self.error)

    def numpy(self):
        """The number as an array of shape ()"""
        return np.array(self.item())


class Loss(Tensor):
    """One number, which adds its gradient to the model's when it goes backward, once"""

    def __init__(self, output, y):
        super().__init__(output.values - y)
        self.output, self.used = output, False

    def numpy(self):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use loss.item(), or detach() first.")

    def backward(self):
        if self.used:
            raise RuntimeError("trying to go backward through the same loss a second time")
        self.output.model.calls.append("backward")
        self.used, slopes = True, 2 * self.error / len(self.error)
        self.output.model.gradient = self.output.model.gradient + [np.sum(slopes * self.output.x), np.sum(slopes)]
