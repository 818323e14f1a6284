"""Training word vectors: words per second beside the same model in PyTorch, one thread, and what more words cost.

The course's corpus, windows of 5, vectors of 16 numbers, batches of 128 windows, SGD, float64. Timed is the inner step
on one batch that lies ready. Both sides start from the same weights and must reach the same ones. A word is one window.
"""

import json
from itertools import count

import numpy as np

from helpers import datasets, graph, language
from helpers.layers import Dense, Embedding, Flatten, set_random_seed
from helpers.training import SGD, Adam, Sequential, SparseCategoricalCrossentropy

from .engine import side_by_side
from .report import Row, with_one_thread

RATE, BATCH, WIDTH = 0.1, 128, 16
SIZES = (10_000, 100_000)


def rows():
    found = with_one_thread("tools.benchmarks.embedding")
    for name in MODELS:
        ours, peer = found[name]["helpers"], found[name].get("PyTorch")
        yield Row(f"{name}: helpers", BATCH / ours * 1e6, "words/s")
        yield Row("… PyTorch", peer and BATCH / peer * 1e6, "words/s")
        yield Row("… helpers against PyTorch", peer and peer / ours, "times", 1, at_least=True)
    few, many = (found["sizes"][str(size)] for size in SIZES)
    yield Row(f"ranking step with {SIZES[0]:,} words, Adam", few, "µs")
    yield Row(f"… {SIZES[1]:,} words against {SIZES[0]:,}", many / few, "times", 1.3)


class MiddleByHelpers:
    """What `fit` does with each batch"""

    def __init__(self, weights, windows, size):
        self.model = middle_model(size)
        self.model.set_weights(weights)
        self.x, self.y = self.model.examples(np.delete(windows, 2, axis=1), windows[:, 2])

    def step(self):
        self.model.train_step(self.x, self.y)

    def weights(self):
        return self.model.get_weights()


def middle_model(size):
    model = Sequential([Embedding(size, WIDTH, input_shape=(4,)), Flatten(), Dense(size)])
    model.compile(SGD(RATE), SparseCategoricalCrossentropy(from_logits=True))
    return model


class RankingByHelpers:
    """A step of ranking: real windows shall score 1 above the rivals; these are given, the same for both sides"""

    def __init__(self, weights, windows, size):
        self.model, self.optimizer = ranking_model(size), SGD(RATE)
        self.model.set_weights(weights)
        self.real, self.rivals = windows, rivals_of(windows, size)

    def step(self):
        loss = graph.ranking_hinge(self.model(graph.Integers(self.real)), self.model(graph.Integers(self.rivals)))
        loss.backward()
        self.optimizer.step(self.model.trainable_weights)
        return float(loss.value)

    def weights(self):
        return self.model.get_weights()


def ranking_model(size):
    return Sequential([Embedding(size, WIDTH, input_shape=(5,)), Flatten(), Dense(32, "tanh"), Dense(1)])


def rivals_of(windows, size):
    """The same windows with a random word in the middle"""
    rivals = windows.copy()
    rivals[:, 2] = np.random.default_rng(1).integers(language.FIRST_WORD, size, len(windows))
    return rivals


class ByPyTorch:
    """torch.nn and torch.optim, as its tutorials write a step; the table has sparse gradients, as ours"""

    def __init__(self, weights, sizes, hidden):
        import torch

        torch.set_num_threads(1)
        self.torch = torch
        parts = [torch.nn.Embedding(*sizes, sparse=True), torch.nn.Flatten()]
        for i, (fan_in, fan_out) in enumerate(hidden):
            parts += [torch.nn.Tanh()] * (i > 0) + [torch.nn.Linear(fan_in, fan_out)]
        self.net = torch.nn.Sequential(*parts).double()
        with torch.no_grad():
            for i, (theirs, ours) in enumerate(zip(self.net.parameters(), weights, strict=True)):
                theirs.copy_(torch.tensor((ours if i == 0 else ours.T).tolist(), dtype=torch.float64))
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=RATE)

    def step(self):
        self.optimizer.zero_grad()
        loss = self.loss()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def weights(self):
        return [
            np.array(one.tolist()) if i == 0 else np.array(one.tolist()).T
            for i, one in enumerate(self.net.parameters())
        ]


class MiddleByPyTorch(ByPyTorch):
    def __init__(self, weights, windows, size):
        super().__init__(weights, (size, WIDTH), [(4 * WIDTH, size)])
        self.x = self.torch.tensor(np.delete(windows, 2, axis=1).tolist())
        self.y = self.torch.tensor(windows[:, 2].tolist())
        self.error = self.torch.nn.CrossEntropyLoss()

    def loss(self):
        return self.error(self.net(self.x), self.y)


class RankingByPyTorch(ByPyTorch):
    def __init__(self, weights, windows, size):
        super().__init__(weights, (size, WIDTH), [(5 * WIDTH, 32), (32, 1)])
        self.real, self.rivals = (self.torch.tensor(one.tolist()) for one in (windows, rivals_of(windows, size)))
        self.error, self.ones = self.torch.nn.MarginRankingLoss(margin=1.0), self.torch.ones(len(windows), 1)

    def loss(self):
        return self.error(self.net(self.real), self.net(self.rivals), self.ones)


MODELS = {
    "predict the middle": (middle_model, {"helpers": MiddleByHelpers, "PyTorch": MiddleByPyTorch}),
    "ranking": (ranking_model, {"helpers": RankingByHelpers, "PyTorch": RankingByPyTorch}),
}


def measure():
    """{model: {side: µs of a step}, "sizes": {words: µs of a ranking step}}"""
    corpus = datasets.fruit_sentences()
    size, windows = len(corpus.vocabulary), corpus.windows(5)[:BATCH]
    found = {}
    for name, (make, sides) in MODELS.items():
        set_random_seed(0)
        start, runs = make(size).get_weights(), {}
        for side, kind in sides.items():
            try:
                runs[side] = kind([values.copy() for values in start], windows, size)
            except ImportError:
                pass
        expect_same_steps(runs)
        found[name] = side_by_side({side: run.step for side, run in runs.items()})
    return found | {"sizes": side_by_side({size: ranking_of(size) for size in SIZES})}


def expect_same_steps(runs):
    """After five steps both have the same weights: they compute the same thing"""
    for run in runs.values():
        for _ in range(5):
            run.step()
    for run in runs.values():
        for ours, theirs in zip(runs["helpers"].weights(), run.weights(), strict=True):
            if not np.allclose(ours, theirs, rtol=1e-9, atol=1e-12):
                raise AssertionError("PyTorch reaches other weights")


def ranking_of(size):
    """A step of ranking by Adam on random words of such a vocabulary, from batch to batch others"""
    set_random_seed(0)
    batches = np.random.default_rng(0).integers(2, size, (50, BATCH, 5))
    model, optimizer, number = ranking_model(size), Adam(0.01), count()

    def step():
        windows = batches[next(number) % len(batches)]
        loss = graph.ranking_hinge(model(graph.Integers(windows)), model(graph.Integers(rivals_of(windows, size))))
        loss.backward()
        optimizer.step(model.trainable_weights)

    for _ in range(20):  # so that Adam's memory is there
        step()
    return step


if __name__ == "__main__":
    print(json.dumps(measure()))
