"""The plane of a neuron's two inputs: where its output is 1, its line, and the four corners that it has to tell apart.

Geometry of a neuron (w1, w2, b), and the marks that show it on a live figure.
"""

import numpy as np

from .... import plots
from ..numbers import CORNERS

EDGE = (-0.75, 1.75)
GRID = np.stack(np.meshgrid(*2 * [np.linspace(*EDGE, 61)]), axis=-1)  # the pixels of the shading
CENTRE = np.array([0.5, 0.5])
ARROW = 0.24  # from the line into the side where the output is 1


def foot(neuron):
    """Where the neuron's line comes nearest to the centre, clipped to the picture"""
    w = np.array(neuron[:2])
    size = w @ w
    nearest = CENTRE - (w @ CENTRE + neuron[2]) / size * w if size else CENTRE
    return np.clip(nearest, -0.5, 1.5)


def tip(neuron):
    """The end of the short arrow from the foot to the side where the output is 1"""
    return foot(neuron) + ARROW * np.array(neuron[:2]) / (np.hypot(*neuron[:2]) or 1.0)


def turned(neuron, across, up):
    """The line turned about the centre: the arrow points from there to (across, up), or straight away from it"""
    w, size = np.array(neuron[:2]), np.hypot(*neuron[:2])
    way, at_centre = np.array([across, up]) - CENTRE, w @ CENTRE + neuron[2]
    if not size or np.hypot(*way) < ARROW / 8:
        return neuron
    w = size * way / np.hypot(*way) * (1 if ARROW > at_centre / size else -1)
    return *w, at_centre - w @ CENTRE


def ends(neuron):
    """Two points far out on the line w1 s1 + w2 s2 + b = 0, as (2, 2); nan if there is no line"""
    w = np.array(neuron[:2])
    if not w.any():
        return np.full((2, 2), np.nan)
    on_it, along = -neuron[2] / (w @ w) * w, np.array([-w[1], w[0]]) / np.hypot(*w)
    return on_it + np.array([[-9.0], [9.0]]) * along


def start_plane(figure, ax, inputs, shade, corners, labelled=False):
    """Shading, where `shade` names the outputs at GRID, and the four corners: filled if 1 is `wanted` there

    Those that are not `right` are crossed out. `labelled` ones may move about, and keep their name, such as 0,1.
    """
    ax.set(xlim=EDGE, ylim=EDGE, xticks=[0, 1], yticks=[0, 1], xlabel=inputs[0], ylabel=inputs[1], aspect="equal")
    ax.grid(False)
    look = dict(cmap="Blues", vmin=0, vmax=2.2, origin="lower", interpolation="nearest", zorder=0)
    figure.image(ax, shade, np.zeros(GRID.shape[:2]), extent=(*EDGE, *EDGE), **look)
    look = dict(linestyle="", markersize=14, markeredgewidth=2, color=plots.DATA, zorder=5)
    filled, hollow = ax.plot([], [], "o", **look)[0], ax.plot([], [], "o", mfc="white", **look)[0]
    wrong = ax.plot([], [], "x", color=plots.ERROR, markersize=20, markeredgewidth=3, zorder=6)[0]
    look = dict(fontsize=10, color=plots.DATA, zorder=6, in_layout=False)
    labels = [ax.text(0, 0, f"{a:.0f},{b:.0f}" if labelled else "", **look) for a, b in CORNERS]
    for label, (a, b) in zip(labels, CORNERS, strict=True):
        label.set(ha="left" if a else "right", va="bottom" if b else "top")

    def move(positions, wanted, right):
        for dots, shown in ((filled, wanted), (hollow, ~wanted), (wrong, ~right)):
            dots.set_data(*positions[shown].T)
        for label, corner, position in zip(labels, CORNERS, positions, strict=True):
            label.set_position(position + 0.14 * np.sign(corner - 0.5))

    figure.mark(move, corners, "wanted", "right", artists=[filled, hollow, wrong, *labels])


def start_neuron(figure, ax, name, label=""):
    """The line of the neuron that `name` names, its arrow, and a label beside them, on the side where it is 0"""
    blue = dict(color=plots.PREDICTION)
    line, arrow = ax.plot([], [], zorder=2, **blue)[0], ax.plot([], [], linewidth=1.5, zorder=3, **blue)[0]
    head = ax.plot([], [], "o", markersize=8, zorder=3.1, **blue)[0]
    spot = ax.plot([], [], "s", markersize=9, zorder=3.2, **blue)[0]
    text = ax.text(0, 0, label, zorder=4, in_layout=False, ha="center", va="center", **blue)

    def move(neuron):
        start, end = foot(neuron), tip(neuron)
        line.set_data(*ends(neuron).T)
        arrow.set_data(*np.transpose([start, end]))
        head.set_data(*end[:, None])
        spot.set_data(*start[:, None])
        way = end - start
        text.set_position(start + 1.5 * np.array([-way[1], way[0]]) - 0.6 * way)

    figure.mark(move, name, artists=[line, arrow, head, spot, text])
