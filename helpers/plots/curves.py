"""Curves, regions and costs: what a function, a network or its training looks like."""

import numpy as np
from matplotlib.figure import Figure

from .fitting import draw_data
from .showing import DATA, ERROR, GRADIENT, PREDICTION, number, show


def show_derivative(f, points, name, reach=4.0, h=1e-4):
    """The curve of f(u) with a short tangent at each point; beside it the derivatives there, measured."""
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    u, points = np.linspace(-reach, reach, 201), np.asarray(points, dtype=float)
    slopes = (f(points + h) - f(points - h)) / (2 * h)
    left.plot(u, f(u), color=PREDICTION)
    for point, slope in zip(points, slopes, strict=True):
        ends = point + np.array([-0.35, 0.35]) / np.hypot(1, slope)
        left.plot(ends, f(point) + slope * (ends - point), color=GRADIENT, linewidth=4)
    left.set(xlabel="u", title=name)
    right.stem(points, slopes, linefmt=GRADIENT, markerfmt="o", basefmt=" ")
    right.set(xlabel="u", xlim=left.get_xlim(), ylim=(0, None), title="its derivative, measured")
    told = ", ".join(f"{number(slope)} at {number(point)}" for point, slope in zip(points, slopes, strict=True))
    show(figure, f"The curve {name} with short tangents; measured derivatives: {told}.")


def show_fit(x, y, rule, name, ends=(0, 20), heights=(-3, 46)):
    """The data, the curve of the prediction rule(x), and a bar for each error; the cost stands in the title."""
    figure = Figure(figsize=(6.6, 3.6), layout="constrained")
    ax = figure.subplots()
    fine = np.linspace(*ends, 2001)
    draw_data(ax, x, y)
    ax.plot(fine, rule(fine), color=PREDICTION, zorder=3)
    ax.vlines(x, rule(x), y, color=ERROR, linewidth=1.8, zorder=4)
    cost = number(np.sum((rule(x) - y) ** 2), 2)
    ax.set(xlim=ends, ylim=heights, title=f"{name}     C = {cost}")
    ax.locator_params(axis="x", integer=True)
    told = ", ".join(f"({number(a)}, {number(b, 2)}) for {number(c)}" for a, b, c in zip(x, rule(x), y, strict=True))
    show(figure, f"{len(x)} trades and the curve of {name}; it predicts {told}; the cost is {cost}.")


def show_functions(functions, reach=4.0, marks=(-2, 0, 2)):
    """Beside each other {name: (f, slope of f)}: the function blue, solid, its slope green, dashed (nan: none)."""
    figure = Figure(figsize=(2.6 * len(functions), 3.2), layout="constrained")
    u, told = np.linspace(-reach, reach, 401), []
    for ax, (name, (f, slope)) in zip(
        np.ravel(figure.subplots(1, len(functions), sharey=True)), functions.items(), strict=True
    ):
        ax.plot(u, f(u), color=PREDICTION, label="value")
        ax.plot(u, slope(u), "--", color=GRADIENT, label="slope")
        ax.set(xlabel="z", title=name, ylim=(-1.3, 2.3))
        slopes = [float(slope(np.array(float(m)))) for m in marks]
        at = ", ".join(
            f"{'none' if np.isnan(s) else number(s, 3)} at {number(m)}" for s, m in zip(slopes, marks, strict=True)
        )
        told.append(f"{name} with slope {at}")
    figure.axes[0].legend(loc="upper left")
    show(figure, f"{len(functions)} curves and their slopes: {'; '.join(told)}.")


def show_regions(neurons, ends=(-0.5, 1.5)):
    """Where each {name: f(s1, s2)} is above one half, as a shaded part of the plane of its two inputs."""
    figure = Figure(figsize=(2.6 * len(neurons), 2.9), layout="constrained")
    side, told = np.linspace(*ends, 201), []
    for ax, (name, f) in zip(np.ravel(figure.subplots(1, len(neurons), sharey=True)), neurons.items(), strict=True):
        open_here = np.asarray(f(*np.meshgrid(side, side))) > 0.5
        ax.imshow(open_here, cmap="Blues", vmin=0, vmax=2, origin="lower", extent=(*ends, *ends))
        ax.set(xlabel="s1", title=name)
        told.append(f"{name} {round(100 * open_here.mean())} %")
    figure.axes[0].set_ylabel("s2")
    show(figure, f"The part of the plane in which each neuron says 1, shaded: {', '.join(told)}.")


def show_fits(x, y, rules, later=None):
    """Each rule, name -> function of an array, through the data; `later` is a trade (x, y) that came afterwards."""
    figure = Figure(figsize=(7, 3.8), layout="constrained")
    ax, fine, told = figure.subplots(), np.linspace(0, 7, 701), []
    draw_data(ax, x, y)
    for (name, rule), look in zip(rules.items(), ("-", "--"), strict=False):
        ax.plot(fine, rule(fine), look, color=PREDICTION, linewidth=1.8, zorder=3, label=name)
        told.append(f"{name} with cost {number(np.sum((rule(x) - y) ** 2))}")
    if later:
        ax.plot(*later, "o", color=ERROR, markersize=11, mfc="white", mew=2, zorder=5, label="a later trade")
        told = [
            f"{one}, {number((rule(np.array(later[:1])) - later[1])[0] ** 2)} on the later trade"
            for one, rule in zip(told, rules.values(), strict=True)
        ]
    ax.set(xlim=(0, 7), ylim=(-3, 25), title="the same trades, two rules" if len(rules) > 1 else "by heart")
    ax.legend(loc="upper left", fontsize=11)
    what = f"{len(x)} trades" + (f", a later one at ({number(later[0])}, {number(later[1])})" if later else "")
    show(figure, f"{what}, and {' and '.join(told)}.")


def show_two_costs(history):
    """History of `fit` with validation data: both costs, epoch by epoch, and the lowest in validation."""
    figure = Figure(figsize=(7, 3.8), layout="constrained")
    ax = figure.subplots()
    loss, later = np.array(history.history["loss"]), np.array(history.history["val_loss"])
    best = int(later.argmin())
    ax.plot(loss, color=DATA, label="training")
    ax.plot(later, "--", color=ERROR, label="validation")
    ax.plot(best, later[best], "o", color=ERROR, markersize=11, mfc="white", mew=2, label="the best epoch")
    title = f"lowest validation cost {number(later[best], 2)}, in epoch {best}"
    ax.set(xlabel="epoch", ylabel="mean cost", xlim=(0, len(loss)), ylim=(0, 3 * later[best]), title=title)
    ax.legend(loc="center right", fontsize=11)
    show(
        figure,
        f"Mean costs over {len(loss)} epochs: in training it falls to {loss[-1]:.2g}; in validation it falls to "
        f"{later[best]:.2g} in epoch {best} and ends at {later[-1]:.2g}.",
    )


def show_curves(x, curves, across, up, digits=0):
    """Each {name: values in per cent} over the places x, which stand equally far apart, told with `digits` decimals"""
    figure = Figure(figsize=(7, 3.6), layout="constrained")
    ax, told = figure.subplots(), []
    for (name, values), look, color in zip(
        curves.items(), ("o-", "s--", "^:"), (PREDICTION, DATA, ERROR), strict=False
    ):
        ax.plot(range(len(x)), values, look, color=color, label=name)
        told.append(f"{name} {', '.join(number(value, digits) for value in values)} per cent")
    ax.set(xlabel=across, ylabel=up, xticks=range(len(x)), title=f"{up}, by {across}")
    ax.set_xticklabels([number(place, 2) for place in x])
    if len(curves) > 1:
        ax.legend(loc="lower right", fontsize=11)
    places = ", ".join(number(place, 2) for place in x)
    show(figure, f"{up} for {across} {places}: {'; '.join(told)}.")


def show_spread(groups, label):
    """{name: numbers}: a dot for each number, a bar at the median, one row a name"""
    figure = Figure(figsize=(7, 0.8 + 0.6 * len(groups)), layout="constrained")
    ax = figure.subplots()
    for row, values in enumerate(groups.values()):
        ax.plot(values, np.full(len(values), row), "o", color=DATA, alpha=0.5)
        ax.plot(np.median(values), row, "|", color=PREDICTION, markersize=26, mew=3)
    ax.set(yticks=range(len(groups)), yticklabels=list(groups), ylim=(len(groups) - 0.5, -0.5), xlabel=label)
    told = [
        f"{name} {np.median(values):.2f} ({min(values):.2f} to {max(values):.2f})" for name, values in groups.items()
    ]
    show(figure, f"Dots for {label}, with their medians: {'; '.join(told)}.")
