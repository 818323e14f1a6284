"""A training step of notebook 13's transformer beside the same model in PyTorch, one thread, float64 on both sides.

Two blocks of width 32, two heads, a batch of 32 sentences of the course's world, padded to the longest. Timed is the
inner step on one batch that lies ready: forward, loss, backward, Adam. Both sides start from the same weights, and by
SGD they must reach the same ones (by Adam they would not: ε stands at another place in PyTorch's formula).
"""

import json

import numpy as np

from helpers import datasets, graph
from helpers.graph import Integers
from helpers.lessons.write_a_sentence.numbers import BATCH, PADDING, RATE, STEPS, padded, transformer
from helpers.training import SGD, Adam

from .engine import side_by_side
from .report import Row, with_one_thread

WIDTH, HEADS, BLOCKS = 32, 2, 2


def rows():
    took = with_one_thread("tools.benchmarks.transformer")
    ours, peer = took["helpers"], took.get("PyTorch")
    yield Row(f"transformer step, {BLOCKS} blocks of width {WIDTH}: helpers", ours, "µs")
    yield Row("… PyTorch", peer, "µs")
    yield Row("… helpers against PyTorch", peer and ours / peer, "times", 3)
    yield Row(f"… {STEPS} such steps", STEPS * ours / 1e6, "s", 20)


class ByHelpers:
    """A step as the notebook takes it"""

    def __init__(self, x, y, by_adam):
        self.x, self.y = x, y
        self.model = transformer(x.max() + 1, x.shape[1], BLOCKS, WIDTH, HEADS)
        self.model(Integers(x))
        self.optimizer = Adam(RATE) if by_adam else SGD(RATE)

    def step(self):
        cost = graph.cross_entropy(self.model(Integers(self.x), training=True), self.y, ignored=PADDING)
        cost.backward()
        self.optimizer.step(self.model.weights)
        return float(cost.value)


class ByPyTorch:
    """nn.TransformerEncoderLayer and torch.optim, as its tutorials write a step, from the weights of `ours`"""

    def __init__(self, ours, by_adam):
        import torch

        torch.set_num_threads(1)
        self.net = net_of(ours.x.max() + 1, ours.x.shape[1]).double()
        with torch.no_grad():
            for parameter, weight in zip(in_our_order(self.net), ours.model.weights, strict=True):
                parameter.copy_(torch.tensor(as_pytorch(weight, parameter.shape).tolist(), dtype=torch.float64))
        self.x, self.y = torch.tensor(ours.x.tolist()), torch.tensor(ours.y.ravel().tolist())
        self.loss = torch.nn.CrossEntropyLoss(ignore_index=PADDING)
        self.optimizer = (torch.optim.Adam if by_adam else torch.optim.SGD)(self.net.parameters(), lr=RATE)

    def step(self):
        self.optimizer.zero_grad()
        logits = self.net(self.x)
        loss = self.loss(logits.reshape(-1, logits.shape[-1]), self.y)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def net_of(words, places):
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.words, self.places = nn.Embedding(words, WIDTH), nn.Embedding(places, WIDTH)
            settings = {"dropout": 0.0, "layer_norm_eps": 1e-3, "batch_first": True, "norm_first": True}
            self.blocks = nn.ModuleList(
                nn.TransformerEncoderLayer(WIDTH, HEADS, 2 * WIDTH, **settings) for _ in range(BLOCKS)
            )
            self.norm, self.answer = nn.LayerNorm(WIDTH, eps=1e-3), nn.Linear(WIDTH, words)
            self.mask = nn.Transformer.generate_square_subsequent_mask(places, dtype=torch.float64)
            self.numbers = torch.arange(places)

        def forward(self, x):
            rows = self.words(x) + self.places(self.numbers)
            for block in self.blocks:
                rows = block(rows, src_mask=self.mask, is_causal=True)
            return self.answer(self.norm(rows))

    return Net()


def in_our_order(net):
    """PyTorch's parameters in the order of our weights; those of Q, K and V are thirds of one matrix there"""
    found = [net.words.weight, net.places.weight]
    for block in net.blocks:
        attention, norms = block.self_attn, (block.norm1, block.norm2)
        found += [part for norm in norms for part in (norm.weight, norm.bias)]
        thirds = zip(attention.in_proj_weight.chunk(3), attention.in_proj_bias.chunk(3), strict=True)
        found += [part.detach() for third in thirds for part in third]
        for part in (attention.out_proj, block.linear1, block.linear2):
            found += [part.weight, part.bias]
    return [*found, net.norm.weight, net.norm.bias, net.answer.weight, net.answer.bias]


def as_pytorch(weight, shape):
    """Its values as PyTorch keeps them: a kernel is (out, in), and has all heads side by side"""
    return weight.value.reshape(tuple(shape)[::-1]).T if weight.name.endswith("kernel") else weight.value.reshape(shape)


def sentences():
    """x, the words before, and y, the words that come: (BATCH, length of the longest) whole numbers"""
    corpus = datasets.fruit_sentences().pick(range(BATCH))
    return padded(corpus, corpus.lengths.max())


def measure():
    """{side: µs of a step} of those that are installed"""
    x, y = sentences()
    ours = ByHelpers(x, y, by_adam=True)
    sides = {"helpers": ours.step}
    try:
        expect_same_steps(x, y)
        sides["PyTorch"] = ByPyTorch(ours, by_adam=True).step
    except ImportError:
        pass
    return side_by_side(sides, runs=30)


def expect_same_steps(x, y):
    """After five steps of SGD both have the same weights: they compute the same thing"""
    ours = ByHelpers(x, y, by_adam=False)
    theirs = ByPyTorch(ours, by_adam=False)
    for _ in range(5):
        if not np.isclose(ours.step(), theirs.step(), rtol=1e-10):
            raise AssertionError("PyTorch has another loss")
    for weight, parameter in zip(ours.model.weights, in_our_order(theirs.net), strict=True):
        if not np.allclose(as_pytorch(weight, parameter.shape), np.array(parameter.tolist()), rtol=1e-9, atol=1e-12):
            raise AssertionError(f"PyTorch reaches other weights: {weight.name}")


if __name__ == "__main__":
    print(json.dumps(measure()))
