"""The playground's points: two inputs, and an answer, yes or no, that no straight line can give."""

import numpy as np


def xor(generator, n):
    """Four clouds; yes where the signs of the inputs differ"""
    corners = generator.choice([-1.0, 1.0], size=(n, 2))
    return corners + generator.normal(size=(n, 2)) * 0.3, corners[:, 0] != corners[:, 1]


def ring(generator, n):
    """Yes in the middle, no all around"""
    inside = np.arange(n) % 2 == 0
    radius, angle = (
        np.where(inside, 0.0, 1.3) + 0.6 * np.sqrt(generator.uniform(size=n)),
        generator.uniform(0, 2 * np.pi, n),
    )
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), inside


def moons(generator, n):
    """Two half rings that reach into each other"""
    upper = np.arange(n) % 2 == 0
    angle = generator.uniform(0, np.pi, n)
    across = np.where(upper, np.cos(angle) - 0.5, 0.5 - np.cos(angle))
    up = np.where(upper, np.sin(angle) - 0.2, 0.2 - np.sin(angle))
    return 1.2 * np.column_stack([across, up]) + generator.normal(size=(n, 2)) * 0.12, upper


def stripes(generator, n):
    """Four slanting stripes, yes and no by turns, with a gap between them"""
    stripe = np.arange(n) % 4
    along, across = generator.uniform(-1.7, 1.7, n), stripe - 1.5 + generator.uniform(-0.35, 0.35, n)
    return np.column_stack([across * 0.95 + 0.15 * along, along - 0.15 * across]), stripe % 2 == 0


KINDS = {"Xor": xor, "ring": ring, "moons": moons, "stripes": stripes}


def points(kind, n=100):
    """(x (n, 2), y (n, 1) of 0 and 1), the same on every call"""
    x, yes = KINDS[kind](np.random.default_rng(0), n)
    return x, yes[:, np.newaxis].astype(float)
