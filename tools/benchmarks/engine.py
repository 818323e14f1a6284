"""The graph engine: the apple cost forward and backward, beside micrograd's closures and autograd; long chains.

The three are compared as programs run: with Python's garbage collector, which alone can free the closures (each is part
of a cycle). The row without it times graphs that nobody frees. Chains are timed without it, as timeit does.
"""

import gc
import statistics
import time
import tracemalloc
from functools import partial

from helpers.graph import Node

from .report import Row

EXAMPLES = [(1.0, 0.0), (5.0, 16.0), (6.0, 20.0)]
ROUNDS, RUNS = 7, 300


class Value:
    """A node in the manner of Karpathy's micrograd: a set of children, and a closure that knows the way back"""

    def __init__(self, data, children=()):
        self.data, self.grad = data, 0.0
        self._backward = lambda: None
        self._prev = set(children)

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, exponent):
        out = Value(self.data**exponent, (self,))

        def _backward():
            self.grad += exponent * self.data ** (exponent - 1) * out.grad

        out._backward = _backward
        return out

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def backward(self):
        order, visited = [], set()

        def build(value):
            if value not in visited:
                visited.add(value)
                for child in value._prev:
                    build(child)
                order.append(value)

        build(self)
        self.grad = 1.0
        for value in reversed(order):
            value._backward()


def apple_cost(w, b, leaf):
    """The sum of three squared errors; `leaf` makes a node of a number"""
    parts = [(w * leaf(x) + b - leaf(y)) ** 2 for x, y in EXAMPLES]
    return parts[0] + parts[1] + parts[2]


def by_engine():
    w, b = Node(2.0), Node(2.0)
    apple_cost(w, b, Node).backward()
    return w.gradient, b.gradient


def by_closures():
    w, b = Value(2.0), Value(2.0)
    apple_cost(w, b, Value).backward()
    return w.grad, b.grad


def autograd_slopes():
    """The same by HIPS autograd; None if it is not installed"""
    try:
        import autograd
    except ImportError:
        return None
    slopes = autograd.grad(lambda w, b: apple_cost(w, b, float), (0, 1))
    return lambda: slopes(2.0, 2.0)


def microseconds(function, runs, collector):
    """The time of one call, with the garbage collector on or off"""
    gc.collect()
    if not collector:
        gc.disable()
    try:
        start = time.perf_counter()
        for _ in range(runs):
            function()
        return (time.perf_counter() - start) / runs * 1e6
    finally:
        gc.enable()


def side_by_side(functions, collector=True, runs=RUNS):
    """{name: median microseconds of 7 rounds}: in every round each of them runs, so that all share a busy minute"""
    rounds = [{name: microseconds(f, runs, collector) for name, f in functions.items()} for _ in range(ROUNDS)]
    return {name: statistics.median(one[name] for one in rounds) for name in functions}


def chain(length):
    """Forward and backward through a chain of this many nodes"""
    x = Node(1.0)
    z = x
    for _ in range(length):
        z = -z
    z.backward()
    return x.gradient


def peak_bytes(length):
    tracemalloc.start()
    chain(length)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def rows():
    functions = {"engine": by_engine, "closures": by_closures}
    if autograd_slopes():
        functions["autograd"] = autograd_slopes()
    for name, function in functions.items():
        if tuple(map(float, function())) != (-104.0, -12.0):
            raise AssertionError(f"{name} finds {function()}, expected (−104, −12)")
    took = side_by_side(functions)
    peer = took.get("autograd")
    yield Row("apple cost, forward + backward: helpers.graph", took["engine"], "µs")
    yield Row("… micrograd-style closures", took["closures"], "µs")
    yield Row("… HIPS autograd", peer, "µs")
    yield Row("… nodes per second: helpers.graph", 22 / took["engine"] * 1e6)
    yield Row("… helpers.graph against the closures", took["engine"] / took["closures"], "times", 1.5)
    alone = side_by_side({"engine": by_engine, "closures": by_closures}, collector=False)
    yield Row("… the same without the garbage collector", alone["engine"] / alone["closures"], "times")
    yield Row("… helpers.graph against autograd", peer and took["engine"] / peer, "times", 1)
    yield from chain_rows()


def chain_rows():
    short, long = (
        statistics.median(microseconds(partial(chain, length), 1, False) for _ in range(ROUNDS))
        for length in (10**4, 10**5)
    )
    yield Row("chain of 100,000 nodes, forward + backward", long / 1e6, "s")
    yield Row("… time of 100,000 nodes against 10,000", long / short, "times", 15)
    yield Row("… memory of 100,000 nodes against 10,000", peak_bytes(10**5) / peak_bytes(10**4), "times", 11)
