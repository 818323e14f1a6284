"""The models of notebook 08b: vectors of words as they learn, real ones to walk in, and a flat map of both."""

import numpy as np

from ...language import directions
from ...layers import Dense, Embedding, Flatten
from ...training import Adam, Sequential, set_random_seed

WIDTH, BATCH, MOST_STEPS, STEPS_A_TICK = 12, 64, 600, 4


def training(x, y, size, seed):
    """Yields the vectors (size, WIDTH) of all words, untrained, then after every STEPS_A_TICK steps, without end

    A network learns to predict words y (n,) from those on either side, x (n, 4), all as numbers below size.
    """
    set_random_seed(seed)
    generator = np.random.default_rng(seed)
    model = Sequential([Embedding(size, WIDTH), Flatten(), Dense(size, activation="softmax")])
    model.compile(optimizer=Adam(0.01), loss="sparse_categorical_crossentropy")
    model.predict(x[:1])  # makes the weights
    while True:
        yield model.get_weights()[0]
        for _ in range(STEPS_A_TICK):
            rows = generator.integers(len(y), size=BATCH)
            model.train_on_batch(x[rows], y[rows])


def view(vectors, before=None, share=0.25):
    """Two axes (d, 2) along which the directions of vectors (n, d) differ most, or a `share` of the way there

    Principal components. Of all ways to turn or mirror a flat map the one nearest to the map `before` (d, 2) is taken
    (orthogonal Procrustes), so that words move because they learn and not because the map spins; and only a share of
    the way, so that the eye can follow.
    """
    points = directions(vectors)
    axes = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][:2].T
    if before is None:
        return axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    u, _, vt = np.linalg.svd(axes.T @ before)
    q, r = np.linalg.qr((1 - share) * before + share * (axes @ (u @ vt)))
    return q * np.sign(np.diagonal(r))


def flat(vectors, axes):
    """Positions (n, 2) of the vectors' directions on the map, the middle of all in its middle"""
    points = directions(vectors)
    return (points - points.mean(axis=0)) @ axes


def next_word(positions, here, way):
    """The nearest word in the quarter that `way` points to: ahead at least as far as aside; none there: stay

    positions (n, 2) of the words; here: the number of one; way: (±1, 0) or (0, ±1).
    """
    apart = positions - positions[here]
    ahead, aside = apart @ way, np.abs(apart @ way[::-1])
    near = np.where((ahead > 0) & (ahead >= aside), ahead + aside, np.inf)
    return int(near.argmin()) if np.isfinite(near).any() else here
