"""A training step on handwritten digits: helpers.training, by hand in NumPy, scikit-learn and PyTorch, one thread.

The net is 64-32-10, tanh, softmax cross-entropy, batch 32, SGD with rate 0.5, float64. Timed is the inner step, on one
batch that lies ready: forward, loss, backward, update. All start from the same weights and must reach the same ones.
"""

import inspect
import json
import warnings

import numpy as np

from helpers import datasets
from helpers.layers import Dense, set_random_seed
from helpers.training import SGD, Sequential, SparseCategoricalCrossentropy

from .engine import side_by_side
from .report import Row, with_one_thread

RATE, BATCH, EPOCHS, TRAIN = 0.5, 32, 20, 1500


def rows():
    found = with_one_thread("tools.benchmarks.training")
    took, right = found["took"], found["right"]
    ours = took["helpers"]
    yield Row("training step 64-32-10: helpers", ours, "µs")
    for name, limit in (("NumPy by hand", 2.5), ("scikit-learn", 1), ("PyTorch", 0.5)):
        peer = took.get(name)
        yield Row(f"… {name}", peer, "µs")
        yield Row(f"… helpers against {name}", peer and ours / peer, "times", limit)
    yield Row(f"digits after {EPOCHS} epochs, share right: helpers", right["helpers"], "", 0.91, at_least=True)
    for name in ("scikit-learn", "PyTorch"):
        yield Row(f"… {name}", right.get(name))


def data():
    pictures, digits = datasets.digits()
    return pictures.reshape(-1, 64), digits


def our_model():
    set_random_seed(0)
    model = Sequential([Dense(32, activation="tanh", input_dim=64), Dense(10)])
    loss = SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=SGD(RATE), loss=loss, metrics=["accuracy"])
    return model


class ByHelpers:
    """What `fit` does with each batch"""

    def __init__(self, weights, x, y):
        self.model = our_model()
        self.model.set_weights(weights)
        self.x, self.y = self.model.examples(x, y)

    def step(self):
        self.model.train_step(self.x, self.y)

    def weights(self):
        return self.model.get_weights()

    @staticmethod
    def share_right(x, y):
        model = our_model()
        model.fit(x[:TRAIN], y[:TRAIN], epochs=EPOCHS)
        return model.evaluate(x[TRAIN:], y[TRAIN:])[1]


class ByHand:
    """The same formulas, straight in NumPy"""

    def __init__(self, weights, x, y):
        self.w1, self.b1, self.w2, self.b2 = weights
        self.x, self.y = x, y

    def step(self):
        x, y = self.x, self.y
        h = np.tanh(x @ self.w1 + self.b1)
        z = h @ self.w2 + self.b2
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        each = np.arange(len(y))
        loss = -np.log(p[each, y]).mean()
        p[each, y] -= 1
        d = p / len(y)
        dh = d @ self.w2.T * (1 - h * h)
        self.w2 = self.w2 - RATE * (h.T @ d)
        self.b2 = self.b2 - RATE * d.sum(axis=0)
        self.w1 = self.w1 - RATE * (x.T @ dh)
        self.b1 = self.b1 - RATE * dh.sum(axis=0)
        return loss

    def weights(self):
        return [self.w1, self.b1, self.w2, self.b2]


class ByScikitLearn:
    """MLPClassifier's own inner step, as its loop over the batches takes it"""

    def __init__(self, weights, x, y):
        self.net = mlp_classifier(max_iter=1)
        self.net.fit(x, np.arange(len(x)) % 10)  # makes its weights and its optimizer
        net, (w1, b1, w2, b2) = self.net, weights
        for ours, theirs in zip((w1, w2, b1, b2), [*net.coefs_, *net.intercepts_], strict=True):
            theirs[...] = ours
        self.params = net.coefs_ + net.intercepts_
        net._optimizer.velocities = [np.zeros_like(one) for one in self.params]
        slopes = [np.empty_like(one) for one in net.coefs_], [np.empty_like(one) for one in net.intercepts_]
        self.arguments = [x, np.eye(10)[y], [x, None, None], [None, None], *slopes]
        if "sample_weight" in inspect.signature(net._backprop).parameters:
            self.arguments.insert(2, None)

    def step(self):
        _, coefs, intercepts = self.net._backprop(*self.arguments)
        self.net._optimizer.update_params(self.params, coefs + intercepts)

    def weights(self):
        w1, w2, b1, b2 = self.params
        return [w1, b1, w2, b2]

    @staticmethod
    def share_right(x, y):
        return mlp_classifier(max_iter=EPOCHS).fit(x[:TRAIN], y[:TRAIN]).score(x[TRAIN:], y[TRAIN:])


def mlp_classifier(max_iter):
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore")  # that it has not converged yet
    return MLPClassifier(
        (32,),
        activation="tanh",
        solver="sgd",
        alpha=0,
        batch_size=BATCH,
        learning_rate_init=RATE,
        max_iter=max_iter,
        momentum=0,
        nesterovs_momentum=False,
        random_state=0,
    )


class ByPyTorch:
    """torch.nn and torch.optim, as its tutorials write a step"""

    def __init__(self, weights, x, y):
        import torch

        torch.set_num_threads(1)
        torch.manual_seed(0)
        self.net = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.Tanh(), torch.nn.Linear(32, 10)).double()
        with torch.no_grad():
            for theirs, ours in zip(self.net.parameters(), weights or [], strict=False):
                theirs.copy_(torch.tensor(ours.T.tolist(), dtype=torch.float64))
        self.x, self.y = torch.tensor(x.tolist(), dtype=torch.float64), torch.tensor(y.tolist())
        self.loss = torch.nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=RATE)

    def step(self):
        self.optimizer.zero_grad()
        loss = self.loss(self.net(self.x), self.y)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def weights(self):
        return [np.array(one.tolist()).T for one in self.net.parameters()]

    @classmethod
    def share_right(cls, x, y):
        import torch

        run = cls(None, x, y)
        every_x, every_y = run.x, run.y
        for _ in range(EPOCHS):
            for rows_of_batch in torch.randperm(TRAIN).split(BATCH):
                run.x, run.y = every_x[rows_of_batch], every_y[rows_of_batch]
                run.step()
        return (run.net(every_x[TRAIN:]).argmax(1) == every_y[TRAIN:]).double().mean().item()


def measure():
    """{"took": {name: µs}, "right": {name: share}} of those that are installed"""
    x, y = data()
    batch = x[:BATCH], y[:BATCH]
    start = our_model().get_weights()
    peers = {"helpers": ByHelpers, "NumPy by hand": ByHand, "scikit-learn": ByScikitLearn, "PyTorch": ByPyTorch}
    runs = {}
    for name, kind in peers.items():
        try:
            runs[name] = kind([values.copy() for values in start], *batch)
        except ImportError:
            pass
    expect_same_steps(runs)
    took = side_by_side({name: run.step for name, run in runs.items()})
    right = {
        name: float(kind.share_right(x, y))
        for name, kind in peers.items()
        if name in runs and hasattr(kind, "share_right")
    }
    return {"took": took, "right": right}


def expect_same_steps(runs):
    """After five steps all have the same weights: they compute the same thing"""
    for run in runs.values():
        for _ in range(5):
            run.step()
    for name, run in runs.items():
        for ours, theirs in zip(runs["helpers"].weights(), run.weights(), strict=True):
            if not np.allclose(ours, theirs, rtol=1e-9, atol=1e-12):
                raise AssertionError(f"{name} reaches other weights")


if __name__ == "__main__":
    print(json.dumps(measure()))
