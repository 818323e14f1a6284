"""The plane of a neuron's two inputs: where it says 1, its line, and the four corners that it has to tell apart."""

import numpy as np

from .... import plots
from ..numbers import sigmoid

CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
EDGE = (-0.75, 1.75)
CENTRE = np.array([0.5, 0.5])
ARROW = 0.24  # from the line into the side where the neuron says 1


def says(neuron, inputs):
    """σ(w1 s1 + w2 s2 + b): neuron (w1, w2, b), inputs (..., 2) -> (...)"""
    return sigmoid(inputs @ np.array(neuron[:2]) + neuron[2])


def foot(neuron):
    """Where the neuron's line comes nearest to the centre, kept on the picture"""
    w = np.array(neuron[:2])
    size = w @ w
    nearest = CENTRE - (w @ CENTRE + neuron[2]) / size * w if size else CENTRE
    return np.clip(nearest, -0.5, 1.5)


def tip(neuron):
    """The end of the short arrow from the foot to the side that says 1"""
    return foot(neuron) + ARROW * np.array(neuron[:2]) / (np.hypot(*neuron[:2]) or 1.0)


def beside(neuron):
    """A place for the neuron's name: along its line from the foot, on the side that says 0"""
    way = tip(neuron) - foot(neuron)
    return foot(neuron) + 1.5 * np.array([-way[1], way[0]]) - 0.6 * way


def ends(neuron):
    """Two points far out on the line w1 s1 + w2 s2 + b = 0, as (2, 2); nan if there is no line"""
    w = np.array(neuron[:2])
    if not w.any():
        return np.full((2, 2), np.nan)
    on_it, along = -neuron[2] / (w @ w) * w, np.array([-w[1], w[0]]) / np.hypot(*w)
    return on_it + np.array([[-9.0], [9.0]]) * along


class Plane:
    """Shading where the output is 1, a line for each of `names`, four corners; wrong ones are crossed out.

    A corner is filled if 1 is wanted there. `labelled` corners may move about and keep their name, such as 0,1.
    """

    def __init__(self, ax, inputs, names, labelled=False, pixels=61):
        side = np.linspace(*EDGE, pixels)
        self.grid = np.stack(np.meshgrid(side, side), axis=-1)
        ax.set(xlim=EDGE, ylim=EDGE, xticks=[0, 1], yticks=[0, 1], xlabel=inputs[0], ylabel=inputs[1], aspect="equal")
        ax.grid(False)
        self.shade = ax.imshow(
            np.zeros((pixels, pixels)),
            cmap="Blues",
            vmin=0,
            vmax=2.2,
            origin="lower",
            zorder=0,
            extent=(*EDGE, *EDGE),
            interpolation="nearest",
        )
        self.old = ax.plot([], [], color=plots.QUIET, linewidth=0.8, zorder=1)[0]
        self.lines = [ax.plot([], [], color=plots.PREDICTION, zorder=2)[0] for _ in names]
        self.arrows = [ax.plot([], [], color=plots.PREDICTION, linewidth=1.5, zorder=3)[0] for _ in names]
        self.tips = ax.plot([], [], "o", color=plots.PREDICTION, markersize=8, zorder=3)[0]
        self.spots = ax.plot([], [], "s", color=plots.PREDICTION, markersize=9, zorder=3)[0]
        self.names = [
            ax.text(0, 0, name, color=plots.PREDICTION, zorder=4, in_layout=False, ha="center", va="center")
            for name in names
            if name
        ]
        look = dict(linestyle="", markersize=14, markeredgewidth=2, color=plots.DATA, zorder=5)
        self.filled, self.hollow = ax.plot([], [], "o", **look)[0], ax.plot([], [], "o", mfc="white", **look)[0]
        self.wrong = ax.plot([], [], "x", color=plots.ERROR, markersize=20, markeredgewidth=3, zorder=6)[0]
        self.labels = (
            [
                ax.text(
                    0,
                    0,
                    f"{a:.0f},{b:.0f}",
                    fontsize=10,
                    color=plots.DATA,
                    zorder=6,
                    in_layout=False,
                    ha="right" if a == 0 else "left",
                    va="top" if b == 0 else "bottom",
                )
                for a, b in CORNERS
            ]
            if labelled
            else []
        )
        self.artists = [self.shade, self.old, *self.lines, *self.arrows, self.tips, self.spots, *self.names]
        self.artists += [self.filled, self.hollow, self.wrong, *self.labels]

    def move(self, output, neurons, corners, wanted, right, old=()):
        """output(grid) -> shading; neurons: the lines; corners (4, 2) stand where they stand, right (4,) booleans"""
        self.shade.set_data(output(self.grid))
        for line, arrow, neuron in zip(self.lines, self.arrows, neurons):
            line.set_data(*ends(neuron).T)
            arrow.set_data(*np.transpose([foot(neuron), tip(neuron)]))
        for name, neuron in zip(self.names, neurons):
            name.set_position(beside(neuron))
        self.tips.set_data(*np.transpose([tip(neuron) for neuron in neurons]))
        self.spots.set_data(*np.transpose([foot(neuron) for neuron in neurons]))
        self.filled.set_data(*corners[wanted].T)
        self.hollow.set_data(*corners[~wanted].T)
        self.wrong.set_data(*corners[~right].T)
        for label, corner, spot in zip(self.labels, CORNERS, corners):
            label.set_position(spot + 0.14 * np.sign(corner - 0.5))
        apart = np.array([np.vstack([ends(neuron), [[np.nan] * 2]]) for neuron in old]).reshape(-1, 2)
        self.old.set_data(*apart.T)
