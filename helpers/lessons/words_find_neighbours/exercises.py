"""The exercises of notebook 08b, Words find neighbours."""

from functools import partial

import numpy as np

from ...exercise import Exercise
from ...language import directions

exercise = partial(Exercise, notebook="08b")


def cosines(table, word):
    return table @ table[word] / np.linalg.norm(table, axis=1) / np.linalg.norm(table[word])


def ranked_by(score, change=np.positive, itself=False):
    """An answer to nearest_words: the `count` words of highest change(score(table, word))"""

    def nearest_words(table, word, count):
        order = np.argsort(-change(score(table, word)), kind="stable")
        return [int(k) for k in order if itself or k != word][:count]

    return nearest_words


by_cosine = ranked_by(cosines)

# ---- neighbours -----------------------------------------------------------------------------------------------------

FAN = [[2.0, 0.0], [1.0, 0.3], [9.0, 9.0], [1.5, -1.8], [-3.0, 0.1], [30.0, 14.0]]
SPACE = [[1.0, 2.0, 0.0], [0.1, 0.25, 0.0], [4.0, 1.0, 0.0], [0.9, 1.6, 1.4], [-1.0, -2.2, 0.1]]
AGAINST = [[1.0, 0.0], [-1.0, 0.1], [-1.0, -0.2], [-0.5, -1.0]]  # all others point away
PARALLEL = [[3.0, 4.0], [6.0, 8.0], [1.0, 0.0]]

nearest_words = exercise(
    "nearest_words",
    vary=("fraction", "negative", "size"),
    cases=[(FAN, 0, 3), (SPACE, 0, 2), (FAN, 2, 2), (AGAINST, 0, 3), (PARALLEL, 1, 2)],
    reference=by_cosine,
    mistakes=[
        (ranked_by(cosines, itself=True), "The word itself is among them: nobody is their own neighbour."),
        (
            ranked_by(lambda table, word: cosines(table, word) * (np.arange(len(table)) != word), itself=True),
            "A cosine of 0 still beats a negative one: the word itself must come last of all.",
        ),
        (
            lambda table, word, count: np.argsort(-cosines(table, word), kind="stable")[1 : count + 1],
            "You left out the first, but the first need not be the word itself: "
            "another may point exactly the same way.",
        ),
        (lambda *case: by_cosine(*case)[::-1], "The right words, the farthest first: turn them round."),
        (
            ranked_by(lambda table, word: table @ table[word]),
            "You forgot to divide by the lengths: a long vector then is everybody's neighbour.",
        ),
        (
            ranked_by(lambda table, word: -np.linalg.norm(table - table[word], axis=1)),
            "That is the distance between the tips: asked for is the direction, whatever the length.",
        ),
        (ranked_by(cosines, np.negative), "Those are the farthest: np.argsort begins with the smallest."),
        (ranked_by(cosines, np.abs), "The opposite direction counts as near: leave the sign in."),
        (
            lambda table, word, count: cosines(table, word)[by_cosine(table, word, count)].tolist(),
            "Those are the cosines: whose are they?",
        ),
    ],
    praise="Your map has a compass.",
)

# ---- negative sampling ----------------------------------------------------------------------------------------------

WORD, CONTEXT = [0.5, -1.0, 0.25], [1.0, 0.5, -0.5]
NEGATIVES = [[-1.0, 0.5, 1.0], [0.5, -0.75, 2.0]]
ONE_PAIR = [
    (WORD, CONTEXT, NEGATIVES),
    ([1.0, 2.0], [0.5, 1.5], [[0.25, -1.0], [-2.0, 0.5], [0.75, 0.5]]),
    ([0.0, 0.0], [1.0, 3.0], [[2.0, -1.0]]),
]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dots_cost(real, negatives):
    """The cost of their dot products with the word"""
    return np.logaddexp(0, -real) + np.sum(np.logaddexp(0, negatives))


sampling_cost = exercise(
    "sampling_cost",
    vary=("fraction", "negative"),
    cases=ONE_PAIR,
    reference=lambda word, context, negatives: dots_cost(word @ context, negatives @ word),
    mistakes=[
        (
            lambda word, context, negatives: dots_cost(word @ context, -(negatives @ word)),
            "The negatives count as if they were positive: their answer should be no, and σ(−z) = 1 − σ(z).",
        ),
        (
            lambda word, context, negatives: dots_cost(-(word @ context), -(negatives @ word)),
            "Positive and negative have changed places: here the positive pair pays for being found.",
        ),
        (
            lambda word, context, negatives: np.logaddexp(0, -(word @ context)),
            "The negatives are missing: with positive pairs alone, all vectors could become the same.",
        ),
        (
            lambda word, context, negatives: np.sum(np.logaddexp(0, negatives @ word)),
            "The positive pair is missing: with negatives alone, nothing brings two words together.",
        ),
        (
            lambda word, context, negatives: (
                np.logaddexp(0, -(word @ context)) + np.mean(np.logaddexp(0, negatives @ word))
            ),
            "You took the mean of the negatives: here their costs are added.",
        ),
        (
            lambda word, context, negatives: dots_cost(word @ context, negatives @ word) / (1 + len(negatives)),
            "You took the mean over all pairs: here their costs are added.",
        ),
        (
            lambda word, context, negatives: -dots_cost(word @ context, negatives @ word),
            "The sign is flipped: a cost is 0 or more.",
        ),
        (
            lambda word, context, negatives: (
                np.logaddexp(0, -(word @ context)) - np.sum(np.logaddexp(0, negatives @ word))
            ),
            "The sign of the negatives is flipped: every pair costs 0 or more.",
        ),
        (
            lambda word, context, negatives: 1 - sigmoid(word @ context) + np.sum(sigmoid(negatives @ word)),
            "You added up what each probability lacks: the logarithm is missing, a sure mistake must cost more than 1.",
        ),
        (
            lambda word, context, negatives: dots_cost(
                directions(word) @ directions(context), directions(negatives) @ directions(word)
            ),
            "You divided by the lengths: the score of a pair is the dot product as it is.",
        ),
        (
            lambda word, context, negatives: dots_cost(word @ context, negatives @ word) / np.log(2),
            "That is the logarithm to base 2: here it is the natural one.",
        ),
        (
            lambda word, context, negatives: np.logaddexp(0, -(word @ context)) + np.logaddexp(0, negatives @ word),
            "A number for each negative: add them up, the positive pair counts once.",
        ),
    ],
    praise="One yes and a few noes, instead of a whole vocabulary.",
)


def pushed(word, context, negatives, lack=1.0):
    return (sigmoid(word @ context) - lack) * context + sigmoid(negatives @ word) @ negatives


sampling_gradient = exercise(
    "sampling_gradient",
    vary=("fraction", "negative"),
    cases=ONE_PAIR,
    reference=lambda word, context, negatives: pushed(word, context, negatives),
    mistakes=[
        (lambda *case: -pushed(*case), "The sign is flipped: it is p − target, and the step goes against it."),
        (
            lambda word, context, negatives: pushed(word, context, negatives, lack=0.0),
            "The positive pair's target is 1: its slope is p − 1, not p.",
        ),
        (
            lambda word, context, negatives: (
                (sigmoid(word @ context) - 1) * context + (sigmoid(negatives @ word) - 1) @ negatives
            ),
            "You took 1 off for the negatives, too: their target is 0.",
        ),
        (
            lambda word, context, negatives: (sigmoid(word @ context) - 1) * context,
            "The negatives are missing: they push the word away.",
        ),
        (
            lambda word, context, negatives: sigmoid(negatives @ word) @ negatives,
            "The positive pair is missing: it pulls the word.",
        ),
        (
            lambda word, context, negatives: (sigmoid(word @ context) - 1 + np.sum(sigmoid(negatives @ word))) * word,
            "You multiplied by the word itself: the slope of a · b with respect to a is b.",
        ),
        (
            lambda word, context, negatives: (
                (sigmoid(word @ context) - 1) * context + sigmoid(negatives @ word) @ negatives / len(negatives)
            ),
            "You took the mean of the negatives: here their costs are added, so their slopes are, too.",
        ),
        (
            lambda word, context, negatives: pushed(word, context, negatives) / (1 + len(negatives)),
            "You took the mean over the pairs: here they are added.",
        ),
        (
            lambda word, context, negatives: (word @ context - 1) * context + (negatives @ word) @ negatives,
            "The sigmoid is missing: p − target, and p = σ(z).",
        ),
        (
            lambda word, context, negatives: (
                (sigmoid(word @ context) - 1) * context + sigmoid(negatives @ word)[:, None] * negatives
            ),
            "A row for each negative: add them up, the gradient has the shape of word.",
        ),
    ],
    praise="The word is pulled to its neighbour and pushed off the negatives, each as hard as it was wrong.",
)

# ---- arithmetic -----------------------------------------------------------------------------------------------------

KINGS = [
    [2.0, 0.25, 1.0],  # man
    [1.5, 3.0, 1.25],  # king
    [-1.0, 0.5, 2.0],  # woman
    [-0.75, 1.5, 1.0],  # queen
    [4.0, 2.0, -1.0],
    [-9.0, 12.0, 11.0],
    [0.25, -1.0, 2.0],
    [1.0, -0.5, -2.0],
]


BEHIND = [[1.0, 0.0], [1.0, 1.0], [2.0, 0.5], [-1.0, -1.0], [-1.0, 0.2], [-0.5, -2.0]]  # 3, 4, 5 point away


def led_to(way=lambda a, b, c: b - a + c, score=lambda table, v: directions(table) @ v, without=3, out=-np.inf):
    """An answer to solve_analogy: the row of best score for way(a, b, c); `without` of the given ones score `out`"""

    def solve_analogy(table, a, b, c):
        scores = score(table, way(table[a], table[b], table[c]))
        left_out = [c, b, a][:without]
        scores[left_out] = out
        return int(np.argmax(scores))

    return solve_analogy


def renumbered(table, a, b, c):
    cosines = directions(table) @ (table[b] - table[a] + table[c])
    return int(np.argmax(np.delete(cosines, [a, b, c])))


by_arithmetic = led_to()

solve_analogy = exercise(
    "solve_analogy",
    vary=("fraction", "negative"),
    cases=[(KINGS, 0, 1, 2), (KINGS, 3, 1, 2), (KINGS, 0, 7, 3), (KINGS, 3, 6, 0), (BEHIND, 0, 1, 2)],
    reference=by_arithmetic,
    mistakes=[
        (led_to(without=0), "One of the three given words wins: leave a, b and c out."),
        (led_to(without=1), "You left out c only: b, and sometimes a, is near as well."),
        (led_to(out=0.0), "A cosine of 0 still beats a negative one: set the three scores to −np.inf."),
        (
            renumbered,
            "Once rows are deleted, the numbers of the others shift: set the three scores to −np.inf instead.",
        ),
        (led_to(lambda a, b, c: a - b + c), "You went the way back: from a to b is b − a."),
        (led_to(lambda a, b, c: b + a + c), "You added all three: what a and b share must come off."),
        (led_to(lambda a, b, c: b - a), "That is the way alone: it must begin at c."),
        (led_to(lambda a, b, c: b - c + a), "a and c have changed places: a is to b as c is to the answer."),
        (
            led_to(score=lambda table, v: table @ v),
            "You forgot to divide by the lengths: a long vector wins everywhere.",
        ),
        (
            led_to(score=lambda table, v: -np.linalg.norm(table - v, axis=1)),
            "That is the nearest tip: asked for is the direction, whatever the length.",
        ),
        (
            led_to(score=lambda table, v: -directions(table) @ v),
            "That is the farthest: the largest cosine was asked for.",
        ),
        (
            lambda table, a, b, c: table[b] - table[a] + table[c],
            "That is where the step ends: which row's direction is nearest to it?",
        ),
    ],
    praise="Relations between words have become arrows.",
)

# ---- what a table has learned about he and she ----------------------------------------------------------------------


def cosine(a, b):
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))


lean = exercise(
    "lean",
    vary=("fraction", "negative"),
    cases=[
        ([1.0, 2.0, 0.5], [2.0, 0.5, 1.0], [-0.5, 1.5, 1.0]),
        ([3.0, 0.25], [1.0, 1.0], [0.5, -1.0]),
    ],
    reference=lambda job, he, she: cosine(job, she) - cosine(job, he),
    mistakes=[
        (lambda job, he, she: cosine(job, he) - cosine(job, she), "The sign is flipped: nearer to she is above 0."),
        (lambda job, he, she: job @ she - job @ he, "Those are dot products: divide each by both lengths."),
        (lambda job, he, she: cosine(job, she), "That is how near she is: he must come off."),
        (lambda job, he, she: cosine(job, he), "That is how near he is: take it off the cosine with she."),
        (
            lambda job, he, she: cosine(job, she - he),
            "That is the cosine with the difference of the two: asked for is the difference of two cosines.",
        ),
        (
            lambda job, he, she: job @ she / np.linalg.norm(she) - job @ he / np.linalg.norm(he),
            "The job's own length is missing below the line: a long vector would lean more than a short one.",
        ),
        (
            lambda job, he, she: np.linalg.norm(job - he) - np.linalg.norm(job - she),
            "Those are distances between the tips: asked for are cosines.",
        ),
        (lambda job, he, she: cosine(job, she) + cosine(job, he), "You added the two: which of them is nearer?"),
        (lambda job, he, she: cosine(job, she) / cosine(job, he), "That is a quotient: asked for is the difference."),
    ],
    praise="A prejudice, as a number.",
)
