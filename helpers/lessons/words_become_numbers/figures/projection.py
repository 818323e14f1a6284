"""Vectors of many numbers on a flat map: seen from where they spread most, without turning the map round each time."""

import numpy as np


def view(points, before=None):
    """Two directions (d, 2) along which points (n, d) spread most (principal components), turned to agree with `before`

    Of all ways to turn or mirror a flat map the one nearest to the map before is taken (orthogonal Procrustes), so that
    words move because they learn and not because the map spins.
    """
    axes = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][:2].T
    if before is None:
        return axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    u, _, vt = np.linalg.svd(axes.T @ before)
    return axes @ (u @ vt)


def follow(points, before, share=0.25):
    """The view, only a `share` of the way there from `before`: the eye can follow"""
    mixed = (1 - share) * before + share * view(points, before)
    return np.linalg.qr(mixed)[0] * np.sign(np.diagonal(np.linalg.qr(mixed)[1]))


def flat(points, axes):
    """places (n, 2) on the map, the middle of all points in its middle"""
    return (points - points.mean(axis=0)) @ axes
