"""Every picture of the course: draw_*(ax, ...) returns the artists it made, show_*(...) shows a whole figure.

Colours have fixed meanings, each with a second cue: data dark dots, prediction blue solid line, error orange thin bars
or squares, gradient green arrows. Importing this module applies course.mplstyle.
"""

import base64
import io
import pathlib

import matplotlib.style
import numpy as np
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

matplotlib.style.use(pathlib.Path(__file__).with_name("course.mplstyle"))

DATA, PREDICTION, ERROR, GRADIENT = "#333333", "#0072B2", "#D55E00", "#009E73"
QUIET = "#8a8a8a"  # what stays in the background: traces, guides
BOWL = ["#f3f7fb", "#e3edf6", "#d0e1f0", "#b9d2e8", "#9dc0de", "#7dabd2"]  # outside to inside
COST_LEVELS = [1, 10, 40, 160, 640, 2560]  # the rings of the cost bowl
MINUS = "\u2212"


# ---- showing ------------------------------------------------------------------------------------------------------


def png_bytes(figure):
    """The figure as a PNG at twice its CSS size, the same bytes on every run."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def png_metadata(size, alt):
    """What goes with a PNG in a notebook: alternative text, and its width and height in CSS pixels."""
    return {"image/png": {"alt": alt, "width": round(100 * size[0]), "height": round(100 * size[1])}}


def show(figure, sentence):
    """Show the figure; the sentence says what it shows and its number, is compared by nbval, and is the alt text."""
    png = base64.b64encode(png_bytes(figure)).decode()
    size = figure.get_size_inches()
    display({"image/png": png, "text/plain": sentence}, metadata=png_metadata(size, sentence), raw=True)


def number(value, digits=4):
    """A number as people write it: up to `digits` decimals, no trailing zeros, a real minus sign."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if text in ("-0", "") else text).replace("-", MINUS)


def equation(w, b):
    """ŷ = wx + b as people write it: equation(4, -4) is 'ŷ = 4x − 4'."""
    size = number(abs(b))
    return f"ŷ = {number(w)}x {MINUS if b < 0 and size != '0' else '+'} {size}"


# ---- data, line, errors -------------------------------------------------------------------------------------------


def draw_data(ax, x, y):
    """The data as dark dots; the axes are labelled in apples and bananas."""
    ax.set(xlabel="x (apples given)", ylabel="y (bananas received)")
    return ax.plot(x, y, "o", color=DATA, markersize=9, zorder=5)[0]


def draw_prediction(ax, w, b, ends=(0, 7)):
    """The line y_hat = w x + b, blue and solid."""
    ends = np.array(ends, dtype=float)
    return ax.plot(ends, w * ends + b, color=PREDICTION, zorder=3)[0]


def draw_errors(ax, x, y, w, b):
    """One thin orange bar per point, from the prediction to the data."""
    return ax.vlines(x, w * x + b, y, color=ERROR, linewidth=1.8, zorder=4)


class ErrorSquares:
    """Each error as a square standing on it: the area of all squares is the cost. `move(w, b, y)` redraws them."""

    def __init__(self, ax, x, y):
        self.ax, self.x = ax, x
        self.squares = [Rectangle((0, 0), 0, 0, facecolor=ERROR, edgecolor=ERROR, alpha=0.25, zorder=2) for _ in x]
        self.bars = [ax.plot([], [], color=ERROR, linewidth=1.8, zorder=4)[0] for _ in x]
        for square in self.squares:
            ax.add_patch(square)

    def move(self, w, b, y):
        """w, b numbers, y (n,): a square of side |w x + b - y|, measured in y, drawn equally wide on the screen."""
        (left, right), (low, high) = self.ax.get_xlim(), self.ax.get_ylim()
        box = self.ax.bbox
        x_per_y = (right - left) / box.width / ((high - low) / box.height)
        for square, bar, x, y_hat, target in zip(self.squares, self.bars, self.x, w * self.x + b, y):
            square.set_bounds(x, min(y_hat, target), abs(y_hat - target) * x_per_y, abs(y_hat - target))
            bar.set_data([x, x], [y_hat, target])


# ---- the cost bowl ------------------------------------------------------------------------------------------------


class Bowl:
    """The cost C(w, b) = sum (w x + b - y)^2 as rings of equal cost, like heights on a map.

    The rings are exact: the cost of a line is a quadratic bowl, so each ring is an ellipse around the best line, and
    another y only moves and shrinks them. Source: normal equations of least squares.
    """

    def __init__(self, ax, x, y, levels=COST_LEVELS):
        self.x, self.levels = np.asarray(x, dtype=float), sorted(levels, reverse=True)
        self.hessian_half = np.array([[self.x @ self.x, self.x.sum()], [self.x.sum(), len(self.x)]])
        angles = np.linspace(0, 2 * np.pi, 181)
        circle = np.stack([np.cos(angles), np.sin(angles)])
        self.unit_ring = np.linalg.solve(np.linalg.cholesky(self.hessian_half).T, circle).T
        self.rings = [
            Polygon(np.zeros((1, 2)), facecolor=color, edgecolor="#6f93b5", linewidth=0.8, zorder=1)
            for color in BOWL[: len(self.levels)]
        ]
        for ring in self.rings:
            ax.add_patch(ring)
        ax.set(xlabel="w (slope)", ylabel="b (start)")
        ax.grid(False)
        self.y = None
        self.move(y)

    def best(self, y):
        """(w, b, cost) of the line that fits y best."""
        w, b = np.linalg.solve(self.hessian_half, [self.x @ y, np.sum(y)])
        return w, b, float(np.sum((w * self.x + b - y) ** 2))

    def move(self, y):
        """Stand the bowl over the best line for y (n,)."""
        if np.array_equal(y, self.y):
            return
        self.y = np.array(y)
        w, b, lowest = self.best(y)
        for ring, level in zip(self.rings, self.levels):
            ring.set_visible(level > lowest)
            ring.set_xy([w, b] + np.sqrt(max(level - lowest, 0.0)) * self.unit_ring)


def label_rings(ax, bowl, y):
    """Write its cost on each ring, at the ring's left-hand end."""
    w, b, lowest = bowl.best(y)
    for level in [level for level in bowl.levels if level > lowest]:
        points = [w, b] + np.sqrt(level - lowest) * bowl.unit_ring
        at = points[np.argmin(points[:, 0])]
        ax.annotate(number(level), at, color="#3d5a73", fontsize=9, ha="center", va="center", clip_on=True, zorder=2)


# ---- whole figures ------------------------------------------------------------------------------------------------


def show_rule(w, b, x, name="the rule"):
    """The line y = w x + b with the points at x marked."""
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    ax = figure.subplots()
    x = np.asarray(x, dtype=float)
    draw_data(ax, x, w * x + b)
    draw_prediction(ax, w, b, (0, x.max() + 1))
    ax.set_title(f"{name}: {equation(w, b) if b else f'y = {number(w)}x'}")
    points = ", ".join(f"({number(a)}, {number(w * a + b)})" for a in x)
    show(figure, f"A straight line, {name}, through the points {points}.")


def show_data(x, y):
    """The trades as dots, nothing else."""
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    ax = figure.subplots()
    draw_data(ax, x, y)
    ax.set(xlim=(0, 7), ylim=(-3, 25), title=f"{len(x)} trades with the Cookie Monster")
    points = ", ".join(f"({number(a)}, {number(c)})" for a, c in zip(x, y))
    show(figure, f"{len(x)} dots, apples given against bananas received: {points}.")


def show_candidates(x, y, lines):
    """Each line (w, b) beside the data, with its errors as bars."""
    figure = Figure(figsize=(4.3 * len(lines), 3.8), layout="constrained")
    sentences = []
    for ax, (w, b) in zip(np.ravel(figure.subplots(1, len(lines), sharey=True)), lines):
        draw_data(ax, x, y)
        draw_prediction(ax, w, b)
        draw_errors(ax, x, y, w, b)
        ax.set(xlim=(0, 7), ylim=(-3, 25), title=equation(w, b))
        ax.label_outer()
        errors = ", ".join(number(error) for error in w * x + b - y)
        sentences.append(f"{equation(w, b)} with errors {errors}")
    show(figure, f"The data and the lines {' and '.join(sentences)}; orange bars are the errors.")


def show_walk(x, y, points, w=(1.4, 4.6), b=(-5, 3)):
    """A walk over the cost bowl, seen from above: points is a list of (w, b)."""
    figure = Figure(figsize=(6.4, 4.4), layout="constrained")
    ax = figure.subplots()
    bowl = Bowl(ax, x, y)
    label_rings(ax, bowl, y)
    ax.plot(*np.transpose(points), "o-", color=PREDICTION, markersize=7, zorder=4)
    best_w, best_b, lowest = bowl.best(y)
    ax.plot(best_w, best_b, "*", color=DATA, markersize=15, zorder=4)
    costs = [np.sum((p * x + q - y) ** 2) for p, q in points]
    ax.set(xlim=w, ylim=b, title=f"from C = {number(costs[0])} to C = {number(costs[-1])}")
    path = ", ".join(f"({number(p)}, {number(q)})" for p, q in points)
    show(figure, f"Rings of equal cost, a long narrow valley; a walk {path} from cost {number(costs[0])} to "
         f"{number(costs[-1])}; a star marks the lowest point ({number(best_w)}, {number(best_b)}).")  # fmt: skip


def show_scores(pictures, weights, b):
    """Tiny pictures (2, 2) beside the weights that score them; the score stands in each title."""
    figure = Figure(figsize=(2.2 * (len(pictures) + 1), 2.7), layout="constrained")
    axes = figure.subplots(1, len(pictures) + 1)
    _draw_pixels(axes[0], weights, "RdBu", -2, "weights")
    scores = {}
    for ax, (name, picture) in zip(axes[1:], pictures.items()):
        scores[name] = float(np.sum(weights * picture) + b)
        _draw_pixels(ax, picture, "gray", 0, f"{name}: {number(scores[name], 2)}")
    told = ", ".join(f"{name} {number(score, 2)}" for name, score in scores.items())
    show(figure, f"Two by two weights and {len(pictures)} pictures of two by two pixels; scores: {told}.")


def show_bend(f, points, name, reach=4.0, h=1e-4):
    """The curve of f(u) with a short tangent at each point; beside it the slopes there, measured by a nudge."""
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    u, points = np.linspace(-reach, reach, 201), np.asarray(points, dtype=float)
    slopes = (f(points + h) - f(points - h)) / (2 * h)
    left.plot(u, f(u), color=PREDICTION)
    for point, slope in zip(points, slopes):
        ends = point + np.array([-0.35, 0.35]) / np.hypot(1, slope)
        left.plot(ends, f(point) + slope * (ends - point), color=GRADIENT, linewidth=4)
    left.set(xlabel="u", title=name)
    right.stem(points, slopes, linefmt=GRADIENT, markerfmt="o", basefmt=" ")
    right.set(xlabel="u", xlim=left.get_xlim(), ylim=(0, None), title="its slope, measured by a nudge")
    told = ", ".join(f"{number(slope)} at {number(point)}" for point, slope in zip(points, slopes))
    show(figure, f"The curve {name} with short tangents; measured slopes: {told}.")


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
    told = ", ".join(f"({number(a)}, {number(b, 2)}) for {number(c)}" for a, b, c in zip(x, rule(x), y))
    show(figure, f"{len(x)} trades and the curve of {name}; it predicts {told}; the cost is {cost}.")


def show_functions(functions, reach=4.0, marks=(-2, 0, 2)):
    """Beside each other {name: (f, slope of f)}: the function blue and solid, its slope green and dashed (nan: none)."""
    figure = Figure(figsize=(2.6 * len(functions), 3.2), layout="constrained")
    u, told = np.linspace(-reach, reach, 401), []
    for ax, (name, (f, slope)) in zip(np.ravel(figure.subplots(1, len(functions), sharey=True)), functions.items()):
        ax.plot(u, f(u), color=PREDICTION, label="value")
        ax.plot(u, slope(u), "--", color=GRADIENT, label="slope")
        ax.set(xlabel="z", title=name, ylim=(-1.3, 2.3))
        slopes = [float(slope(np.array(float(m)))) for m in marks]
        at = ", ".join(f"{'none' if np.isnan(s) else number(s, 3)} at {number(m)}" for s, m in zip(slopes, marks))
        told.append(f"{name} with slope {at}")
    figure.axes[0].legend(loc="upper left")
    show(figure, f"{len(functions)} curves and their slopes: {'; '.join(told)}.")


def show_regions(neurons, ends=(-0.5, 1.5)):
    """Where each {name: f(s1, s2)} is above one half, as a shaded part of the plane of its two inputs."""
    figure = Figure(figsize=(2.6 * len(neurons), 2.9), layout="constrained")
    side, told = np.linspace(*ends, 201), []
    for ax, (name, f) in zip(np.ravel(figure.subplots(1, len(neurons), sharey=True)), neurons.items()):
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
    for (name, rule), look in zip(rules.items(), ("-", "--")):
        ax.plot(fine, rule(fine), look, color=PREDICTION, linewidth=1.8, zorder=3, label=name)
        told.append(f"{name} with cost {number(np.sum((rule(x) - y) ** 2))}")
    if later:
        ax.plot(*later, "o", color=ERROR, markersize=11, mfc="white", mew=2, zorder=5, label="a later trade")
        told = [f"{one}, {number((rule(np.array(later[:1])) - later[1])[0] ** 2)} on the later trade"
                for one, rule in zip(told, rules.values())]  # fmt: skip
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
    title = f"lowest validation cost {number(later[best], 1)}, in epoch {best}"
    ax.set(xlabel="epoch", ylabel="mean cost", xlim=(0, len(loss)), ylim=(0, 3 * later[best]), title=title)
    ax.legend(loc="upper right", fontsize=11)
    show(figure, f"Mean costs over {len(loss)} epochs: in training it falls to {loss[-1]:.2g}; in validation it falls to "
         f"{later[best]:.2g} in epoch {best} and ends at {later[-1]:.2g}.")  # fmt: skip


def show_curves(x, curves, across, up, digits=0):
    """Each {name: values in per cent} over the places x, which stand equally far apart, told with `digits` decimals"""
    figure = Figure(figsize=(7, 3.6), layout="constrained")
    ax, told = figure.subplots(), []
    for (name, values), look, color in zip(curves.items(), ("o-", "s--", "^:"), (PREDICTION, DATA, ERROR)):
        ax.plot(range(len(x)), values, look, color=color, label=name)
        told.append(f"{name} {', '.join(number(value, digits) for value in values)} per cent")
    ax.set(xlabel=across, ylabel=up, xticks=range(len(x)), title=f"{up}, by {across}")
    ax.set_xticklabels([number(place, 2) for place in x])
    if len(curves) > 1:
        ax.legend(loc="lower right", fontsize=11)
    places = ", ".join(number(place, 2) for place in x)
    show(figure, f"{up} for {across} {places}: {'; '.join(told)}.")


def show_pictures(pictures, signed=False, digits=None):
    """{title: (rows, columns)} beside each other: shades from 0 black to 1 white, or signed: blue above 0, red below

    digits: write the numbers into the cells, with so many decimals.
    """
    figure = Figure(figsize=(min(10.0, 2.6 + 2.4 * len(pictures)), 2.9), layout="constrained")
    for ax, (title, pixels) in zip(np.ravel(figure.subplots(1, len(pictures))), pictures.items()):
        most = np.abs(pixels).max() or 1
        look = dict(cmap="RdBu", vmin=-most, vmax=most) if signed else dict(cmap="gray", vmin=0, vmax=1)
        ax.imshow(pixels, **look)
        ax.set(xticks=[], yticks=[])
        ax.set_title(title, fontsize=11)
        ax.grid(False)
        for (row, column), value in np.ndenumerate(pixels) if digits is not None else ():
            dark = abs(value) > 0.6 * most if signed else value < 0.5
            ax.text(column, row, number(value, digits), ha="center", va="center", color="white" if dark else "black")
    told = [f"{title}, {len(p)} × {len(p[0])} from {number(p.min(), 1)} to {number(p.max(), 1)}" for title, p in pictures.items()]
    show(figure, f"Beside each other: {'; '.join(told)}.")


def show_spread(groups, label):
    """{name: numbers}: a dot for each number, a bar at the median, one row a name"""
    figure = Figure(figsize=(7, 0.8 + 0.6 * len(groups)), layout="constrained")
    ax = figure.subplots()
    for row, values in enumerate(groups.values()):
        ax.plot(values, np.full(len(values), row), "o", color=DATA, alpha=0.5)
        ax.plot(np.median(values), row, "|", color=PREDICTION, markersize=26, mew=3)
    ax.set(yticks=range(len(groups)), yticklabels=list(groups), ylim=(len(groups) - 0.5, -0.5), xlabel=label)
    told = [f"{name} {np.median(values):.2f} ({min(values):.2f} to {max(values):.2f})" for name, values in groups.items()]
    show(figure, f"Dots for {label}, with their medians: {'; '.join(told)}.")


def _draw_pixels(ax, pixels, cmap, low, title):
    ax.imshow(pixels, cmap=cmap, vmin=low, vmax=-low or 1)
    ax.set(xticks=[], yticks=[], title=title)
    ax.spines[:].set_visible(True)
    ax.grid(False)
    for (row, column), value in np.ndenumerate(pixels):
        dark = (value < 0.5) if low == 0 else (abs(value) > 1.2)
        ax.text(column, row, number(value, 2), ha="center", va="center", color="white" if dark else "black")
