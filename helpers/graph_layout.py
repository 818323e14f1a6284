"""Where each node of a graph stands when it is drawn: inputs left, result right, as few crossings as can be found.

The classic recipe of four steps (Sugiyama, Tagawa and Toda, 1981): columns, then the order within each column, then
heights, then the lines. Units: one column across, one row up. Everything is deterministic.
"""

from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple

import numpy as np

from .graph import topological_order
from .ops import Add, Multiply

# rows from one item of a column to the next: (is the upper a box, is the lower a box); the others are passing lines
ROOM = {(True, True): 1.0, (True, False): 0.7, (False, True): 0.7, (False, False): 0.35}
MOST_SWEEPS = 400
EITHER_WAY = (Add, Multiply)  # ops whose inputs may change places; the first input of all others enters on top


class Link(NamedTuple):
    """A line from node `source` into node `target` (numbers in topological order), as its input number `port`.

    via: (column, row) of every column that it passes between the two. enter: which line into the target it is, counted
    from the top, out of how many.
    """

    source: int
    target: int
    port: int
    via: tuple
    enter: tuple


class Layout(NamedTuple):
    """nodes: in topological order. spots (nodes, 2): column and row of each, row 0 at the bottom. links: every line."""

    nodes: list
    spots: np.ndarray
    links: list

    @property
    def size(self):
        """How many columns and rows it takes (rows may be a fraction)."""
        rows = [row for link in self.links for _, row in link.via]
        return int(self.spots[:, 0].max()) + 1, max([self.spots[:, 1].max(), *rows]) + 1


def layout(node):
    """The Layout of everything behind this node, and itself."""
    nodes = topological_order(node)
    number = {node: i for i, node in enumerate(nodes)}
    inputs = [[number[x] for x in node.inputs] for node in nodes]
    column = columns_of(inputs)
    chains = with_stops(inputs, column)  # a line that passes a column stops there, in a place of its own
    shelves = first_order(chains, column, last=len(nodes) - 1)
    steps = [(a, b, target, port) for (target, port), chain in chains.items() for a, b in pairwise(chain)]
    ends = [
        (a, b, 0.0 if b != target or type(nodes[target].op) in EITHER_WAY else port / 8) for a, b, target, port in steps
    ]
    untangle(shelves, ends, column)
    height = heights(shelves, [(a, b) for a, b, _ in ends], len(nodes))
    spots = np.array([(column[i], height[i]) for i in range(len(nodes))], dtype=float)
    return Layout(nodes, spots, links_of(nodes, chains, column, height))


# ---- columns --------------------------------------------------------------------------------------------------------


def columns_of(inputs):
    """An op stands right of all its inputs, a leaf just left of its first use. inputs[i]: those of node i."""
    column = [0] * len(inputs)
    for i, sources in enumerate(inputs):
        if sources:
            column[i] = 1 + max(column[x] for x in sources)
    for i, sources in enumerate(inputs):
        uses = [column[j] for j, others in enumerate(inputs) if i in others]
        if uses and not sources:
            column[i] = min(uses) - 1
    return column


def with_stops(inputs, column):
    """{(target, port): [source, stop, …, target]}: one item for each column; appends the columns of the stops."""
    chains = {}
    for target, sources in enumerate(inputs):
        for port, source in enumerate(sources):
            passed = range(column[source] + 1, column[target])
            chains[target, port] = [source, *range(len(column), len(column) + len(passed)), target]
            column.extend(passed)
    return chains


# ---- order within each column ---------------------------------------------------------------------------------------


def first_order(chains, column, last):
    """Items of each column from top to bottom, as met on a walk from the result back: no tree gets a crossing."""
    shelves, seen, waiting = [[] for _ in range(max(column) + 1)], set(), [[last]]
    while waiting:
        for item in waiting.pop():
            if item not in seen:
                seen.add(item)
                shelves[column[item]].append(item)
        into = [chain[-2::-1] for (target, _), chain in chains.items() if target == item]
        waiting += [way for way in reversed(into) if way[0] not in seen]
    return shelves


def untangle(shelves, ends, column):
    """Move one item after the other to the place in its column with the fewest crossings, until nothing improves."""
    gap = np.array([column[a] for a, _, _ in ends])
    same_gap = gap[:, None] == gap
    place = np.zeros(len(column))

    def crossings():
        for shelf in shelves:
            place[shelf] = range(len(shelf))
        left = np.array([place[a] for a, _, _ in ends])
        right = np.array([place[b] + port for _, b, port in ends])
        return int(np.sum(np.sign(left[:, None] - left) * np.sign(right[:, None] - right) * same_gap < 0)) // 2

    fewest, before = (crossings() if ends else 0), None
    while fewest and fewest != before:
        before = fewest
        for shelf in shelves:
            for item in list(shelf):
                fewest = best_place(shelf, item, crossings)
    return fewest


def best_place(shelf, item, crossings):
    """Put the item where it crosses least, the present place first; return the crossings that are left."""
    home = shelf.index(item)
    shelf.remove(item)
    tries = []
    for place in sorted(range(len(shelf) + 1), key=lambda place: abs(place - home)):
        shelf.insert(place, item)
        tries.append((crossings(), len(tries), place))
        shelf.remove(item)
    fewest, _, place = min(tries)
    shelf.insert(place, item)
    return fewest


# ---- heights --------------------------------------------------------------------------------------------------------


def heights(shelves, ends, boxes):
    """Row of each item: the least Σ (rise of a line)² that leaves room between; items below `boxes` are boxes."""
    height, near = {}, {item: [] for shelf in shelves for item in shelf}
    for a, b in ends:
        near[a].append(b)
        near[b].append(a)
    for shelf in shelves:
        for place, item in enumerate(shelf):
            height[item] = (len(shelf) - 1) / 2 - place
    for sweep in range(MOST_SWEEPS):
        before = dict(height)
        for shelf in shelves[:: 1 if sweep % 2 else -1]:
            pull = [max(len(near[item]), 1) for item in shelf]
            wanted = [sum(height[other] for other in near[item]) / many for item, many in zip(shelf, pull, strict=True)]
            room = [ROOM[a < boxes, b < boxes] for a, b in pairwise(shelf)]
            height.update(zip(shelf, spread(wanted, pull, room), strict=True))
        if all(abs(height[item] - before[item]) < 1e-5 for item in height):
            break
    lowest = min(height.values())
    return {item: round(row - lowest, 3) for item, row in height.items()}


def spread(wanted, pull, room):
    """Heights from top to bottom, least Σ pull · (height − wanted)², neighbours at least `room` apart.

    Pool adjacent violators: whoever would come too near moves as one block, to the mean of what the block wants.
    """
    below = [0.0, *accumulate(room)]
    blocks = []  # (sum, pull, how many)
    for height, weight, lower in zip(wanted, pull, below, strict=True):
        total, many = weight * (height + lower), 1
        while blocks and blocks[-1][0] / blocks[-1][1] < total / weight:
            upper = blocks.pop()
            total, weight, many = total + upper[0], weight + upper[1], many + upper[2]
        blocks.append((total, weight, many))
    means = [total / weight for total, weight, many in blocks for _ in range(many)]
    return list(map(sub, means, below))


# ---- lines ----------------------------------------------------------------------------------------------------------


def links_of(nodes, chains, column, height):
    """Every line; those into an op whose inputs may change places enter in the order in which they arrive."""
    links = []
    for i, node in enumerate(nodes):
        ports = list(range(len(node.inputs)))
        if type(node.op) in EITHER_WAY:
            ports.sort(key=lambda port: -height[chains[i, port][-2]])
        for enter, port in enumerate(ports):
            chain = chains[i, port]
            via = tuple((column[stop], height[stop]) for stop in chain[1:-1])
            links.append(Link(chain[0], i, port, via, (enter, len(ports))))
    return links
