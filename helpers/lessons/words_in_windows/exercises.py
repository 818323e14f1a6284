"""The exercises of notebook 09a, Tag words in windows."""

from functools import partial

import numpy as np

from ...exercise import Exercise
from ...plots import number

exercise = partial(Exercise, notebook="09a")

# ---- a dictionary ---------------------------------------------------------------------------------------------------

SEEN = [
    [2.0, 0.0, 7.0],
    [5.0, 4.0, 1.0],
    [0.0, 3.0, 2.0],
    [1.0, 6.0, 0.0],
]  # a row for each word, a column for each tag

most_frequent_tag = exercise(
    "most_frequent_tag",
    cases=[(SEEN, np.array([1, 0, 3, 3, 2])), (SEEN, np.array([2])), (SEEN[:3], np.array([2, 2, 0]))],
    reference=lambda counts, ids: counts.argmax(axis=1)[ids],
    mistakes=[
        (lambda counts, ids: counts.argmax(axis=1), "That is a tag for each row of the table: `ids` asks for some."),
        (
            lambda counts, ids: counts.argmax(axis=0)[ids],
            "axis=0 runs down a column: you asked which word wears each tag most. Along a row it is axis=1.",
        ),
        (lambda counts, ids: counts.max(axis=1)[ids], "That is how often it was seen: which column is it in?"),
        (lambda counts, ids: counts[ids], "These are the counts of each word: where is the largest in its row?"),
        (lambda counts, ids: counts.argmin(axis=1)[ids], "You took the rarest tag of each word."),
        (
            lambda counts, ids: np.full(len(ids), counts.sum(axis=0).argmax()),
            "That is the tag most frequent of all, the same for every word: look into each word's own row.",
        ),
    ],
    praise="That is the baseline which every tagger must beat.",
)

# ---- windows --------------------------------------------------------------------------------------------------------


def _cut(ids, size, padding, before=lambda size: size // 2, ends=lambda ids, padding: (padding, padding)):
    """`size` neighbours for each word, before(size) of them in front of it; beyond the sentence stand its `ends`"""
    first, last = ends(ids, padding)
    padded = np.concatenate([[first] * before(size), ids, [last] * (size - 1 - before(size))])
    return np.array([padded[index : index + size] for index in range(len(ids))])


def _first(ids, size):
    """Where each window begins; below 0 it hangs over"""
    return range(-(size // 2), len(ids) - size // 2)


def _padded_by_size(ids, size, padding, extra):
    """`size` times padding at either end, and the windows from the start on; extra: all that fit"""
    padded = np.concatenate([[padding] * size, ids, [padding] * size])
    return np.array([padded[k : k + size] for k in range(len(padded) - size + 1 if extra else len(ids))])


def _sliced(padded, size, count):
    return np.array([padded[k : k + size] for k in range(count)])


def _padded_by_one(ids, size, padding):
    return np.concatenate([[padding], ids, [padding]])


def _padded_by_fraction(ids, size, padding):
    return _sliced(np.concatenate([[padding] * (size / 2), ids, [padding] * (size / 2)]), size, len(ids))


def _padded_by_plus(ids, size, padding):
    half = [padding] * (size // 2)
    return _sliced(half + ids + half, size, len(ids))


windows = exercise(
    "windows",
    cases=[
        (np.array([7, 4, 9, 2]), 3, 0),
        (np.array([5, 8, 3, 6, 2]), 5, 1),
        (np.array([4]), 3, 0),
        (np.array([6, 2, 3]), 1, 0),
        (np.array([6, 2]), 5, 9),
    ],
    reference=lambda ids, size, padding: _cut(ids, size, padding),
    mistakes=[
        (
            lambda ids, size, padding: np.array([ids[i : i + size] for i in range(len(ids) - size + 1)]),
            "The first and the last words have no window of their own: pad both ends before you cut.",
        ),
        (partial(_cut, before=lambda size: 0), "Your word stands first in its window: it belongs in the middle."),
        (partial(_cut, before=lambda size: size - 1), "Your word stands last in its window: it belongs in the middle."),
        (
            partial(_cut, ends=lambda ids, padding: (ids[0], ids[-1])),
            "You repeated the words at the ends: beyond them stands `padding`, nothing else.",
        ),
        (
            lambda ids, size, padding: np.array(
                [np.take(ids, range(i, i + size), mode="wrap") for i in _first(ids, size)]
            ),
            "Your sentence goes round in a circle: before its first word comes `padding`.",
        ),
        (partial(_padded_by_size, extra=0), "You padded by the whole size: only half of it hangs over on each side."),
        (
            partial(_padded_by_size, extra=1),
            "Too many windows: padded by the whole size, some have no word in the middle. Half of it hangs over.",
        ),
        (
            lambda ids, size, padding: _sliced(_padded_by_one(ids, size, padding), size, len(ids)),
            "You pad with one id on each side: for size 3 that is right, size 5 hangs over by two.",
        ),
        (
            lambda ids, size, padding: _sliced(_padded_by_one(ids, size, padding), size, len(ids) + 3 - size),
            "You pad with one id on each side, whatever the size: size 5 hangs over by two, size 1 not at all.",
        ),
        (_padded_by_fraction, "Half of an odd size, rounded down, is size // 2."),
        (_padded_by_plus, "With an array, + adds: np.concatenate joins."),
        (
            lambda ids, size, padding: np.array(list(_cut(ids, size, padding))[:-1]),
            "One window is missing: there are as many as ids.",
        ),
        (
            lambda ids, size, padding: _cut(ids, size, 0),
            "You always pad with 0: take the number that is given as `padding`.",
        ),
        (lambda ids, size, padding: ids, "These are the ids themselves: each needs a row with its neighbours."),
        (
            lambda ids, size, padding: _cut(ids, 3, padding),
            "Your windows are 3 wide, whatever `size` says: how many words stand on each side?",
        ),
        (lambda ids, size, padding: _cut(ids, size, padding).T, "Rows and columns are swapped: one row for each word."),
    ],
    praise="As many windows as words, and each word in the middle of its own.",
)

TABLE = [[0.1, -0.4, 0.2, 0.5], [0.4, 1.4, -1.0, 0.1], [1.1, 0.9, 1.1, 0.5]]  # apple, banana, coconut

window_row = exercise(
    "window_row",
    cases=[(TABLE, np.array([0, 2, 1])), (TABLE, np.array([1, 1, 0, 2, 1])), (TABLE, np.array([2]))],
    reference=lambda table, window: table[window].ravel(),
    mistakes=[
        (
            lambda t, w: t[w].sum(axis=0),
            "You added the rows: then nobody knows any more which word stood where. Lay them end to end.",
        ),
        (
            lambda t, w: t[w].mean(axis=0),
            "You took the mean of the rows: then the order of the words is lost. Lay them end to end.",
        ),
        (lambda t, w: t[w], "The rows are the right ones, under each other: one long row is wanted."),
        (lambda t, w: t[w].T.ravel(), "The numbers are mixed: first all of the first word, then all of the second."),
        (lambda t, w: t[w[::-1]].ravel(), "The words stand in reverse: the first word of the window comes first."),
        (lambda t, w: t[w[len(w) // 2]], "That is the middle word alone: its neighbours are what the window is for."),
        (lambda t, w: t[: len(w)].ravel(), "You took the first rows of the table: `window` says which ones."),
    ],
    praise="That is all that 'concatenate' means.",
)

# ---- scores, and a control ------------------------------------------------------------------------------------------


def _f1(right, marked, there):
    return 2 * right / (marked + there)


f1_score = exercise(
    "f1_score",
    cases=[(6, 8, 12), (3, 3, 3), (1, 10, 2), (0, 4, 7)],
    reference=_f1,
    mistakes=[
        (lambda right, marked, there: right / marked, "That is the precision alone."),
        (lambda right, marked, there: right / there, "That is the recall alone."),
        (
            lambda right, marked, there: (right / marked + right / there) / 2,
            "That is the ordinary mean of the two: F1 is the harmonic one.",
        ),
        (
            lambda right, marked, there: (right / marked) * (right / there),
            "You multiplied precision and recall and left it at that: twice this, divided by their sum.",
        ),
        (
            lambda right, marked, there: right / (marked + there - right),
            "That is what both share of all that either has: F1 counts the shared ones twice, above and below.",
        ),
        (lambda right, marked, there: right / (marked + there), "A perfect tagger would get 1/2: what is missing?"),
        (
            lambda right, marked, there: 2 * (right / marked) * (right / there) / (right / marked + right / there),
            "With nothing right, precision and recall are 0, and you divide by their sum: simplify the fraction first.",
        ),
        (lambda right, marked, there: 200 * right / (marked + there), "In percent, it seems: here 1 is perfect."),
    ],
    praise="Whoever marks everything, or nearly nothing, gets little.",
)


def _judge_random(answer):
    numbers = np.random.default_rng(0).normal(size=(400, 16))
    table = 2 + 3 * (numbers - numbers.mean()) / numbers.std()
    given, made = table.copy(), []
    for seed in (1, 2):
        result = answer(given, np.random.default_rng(seed))
        if result is None:
            return "your function returns nothing (None): end it with return."
        made.append(np.asarray(result, dtype=float))
    if not np.array_equal(given, table):
        return "your function changed the table itself: whoever called it has lost the vectors."
    if made[0].shape != table.shape:
        return f"the table has the shape {table.shape}, yours has {made[0].shape}."
    if np.array_equal(*made):
        return "two generators gave the same numbers: draw them from rng."
    for what, got, wanted in (
        ("spread", made[0].std(), table.std()),
        ("mean", made[0].mean(), table.mean()),
    ):
        if not abs(got - wanted) < 0.3:
            squared = " That is the variance: the spread is its root." if abs(got - table.var()) < 0.9 else ""
            return f"the {what} of the table is {number(wanted, 2)}, that of yours {number(got, 2)}.{squared}"
    if abs(np.corrcoef(made[0].ravel(), table.ravel())[0, 1]) > 0.2:
        return "your numbers still follow the table: a control must know nothing of the words."
    return None


random_like = exercise(
    "random_like",
    judge=_judge_random,
    example=lambda table, rng: rng.normal(table.mean(), table.std(), table.shape),
    praise="A control that differs from the vectors in nothing but in what they know.",
)

# ---- reading a table ------------------------------------------------------------------------------------------------

what_helped = exercise(
    "what_helped",
    expected=("vectors", "sentence"),
    mistakes=[
        (
            ("sentence", "vectors"),
            "You have them the wrong way round: for names, compare 81.47 with 79.53 and with 86.96.",
        ),
        (("LM2", "SLL"), 'Right idea: give the words, "vectors" for LM2, "sentence" for SLL.'),
        (("vectors", "sentences"), 'Right idea: write it "sentence".'),
        (("vectors", "vectors"), "For semantic roles, put 58.18 and 70.99 beside 55.40."),
        (("sentence", "sentence"), "For names, put 81.47 and 86.96 beside 79.53."),
    ],
    praise="Names are a matter of knowing words; for semantic roles, the tags of whole phrases must fit.",
)
