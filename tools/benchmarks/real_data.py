"""Reading the data that are shipped: a cell that asks for them must not be felt."""

from time import perf_counter

from helpers import datasets

from .report import Row


def rows():
    yield Row("datasets.word_vectors(), the slowest of five", 1000 * slowest(datasets.word_vectors), "ms", 100)
    yield Row("datasets.penguins(), the slowest of five", 1000 * slowest(datasets.penguins), "ms", 100)


def slowest(read, times=5):
    """Seconds"""

    def seconds():
        start = perf_counter()
        read()
        return perf_counter() - start

    return max(seconds() for _ in range(times))
