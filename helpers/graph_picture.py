"""Any graph of the engine as a picture: values blue, gradients green with a ∂ before them, each op on top of its box.

`GraphPicture` makes all its artists once and moves them from graph to graph, so live figures can use it; `show_graph`
shows a still one. `name_nodes`, `tell_forward` and `tell_backward` put the same into words.
"""

import functools
import inspect
import re
from itertools import pairwise

import numpy as np
from matplotlib import font_manager
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from . import plots
from .graph import gradients_of
from .graph_layout import layout
from .lettering import Writing
from .plots import number

BOX_HEIGHT, BETWEEN_ROWS, BETWEEN_COLUMNS = 0.64, 0.36, 0.42  # inches at full scale
FONT_SIZE = 13
WIDEST = 9.6  # inches of a page: whatever is wider is shown smaller
LEAST_SCALE = 0.6  # smaller than this nobody can read it
PAPER, PILL = "#fbfbfb", "#e8e8e8"
MOST_NODES = 60


# ---- in words -------------------------------------------------------------------------------------------------------


def drawable(text):
    """The text with □ for letters that the font does not have."""
    return "".join(letter if ord(letter) in _in_the_font() else "□" for letter in text)


@functools.cache
def _in_the_font():
    return set(font_manager.get_font(font_manager.findfont("DejaVu Sans Mono")).get_charmap())


def show_value(value):
    """A number in at most three digits after the point; an array of up to three in brackets, a larger one by shape."""
    if value is None:
        return "none"
    if np.ndim(value):
        few = np.ndim(value) == 1 and len(value) <= 3
        return f"[{', '.join(map(show_value, value))}]" if few else "×".join(map(str, np.shape(value)))
    if not np.isfinite(value):
        return {"inf": "∞", "-inf": "−∞"}.get(str(value), "nan")
    if value and not 5e-4 <= abs(value) < 1e5:
        return f"{value:.1e}".replace("e+0", "e").replace("e-0", "e-").replace("-", plots.MINUS)
    return number(value, 3 if abs(value) < 10 else 2)


def name_nodes(nodes):
    """A name for each node: its own; a constant by its value; other results z1, z2, …, the last one z."""
    taken, count, names = {node.name for node in nodes}, 0, []
    for node in nodes:
        name = node.name or ("" if node.op else show_value(node.value))
        if not name:
            last = node is nodes[-1] and "z" not in taken
            while not last and (count := count + 1) and f"z{count}" in taken:
                pass
            name = "z" if last else f"z{count}"
        names.append(name)
    return dict(zip(nodes, names, strict=True))


def tell_forward(node, names):
    """What the op did, in names and in numbers: 'o = w · x = 2 · 1 = 2'."""
    formula = bare_formula(node.op)
    in_names, in_numbers = put_in(formula, node, names)
    return equal_parts(names[node], in_names, in_numbers, show_value(node.value))


def bare_formula(op):
    """x · y of 'z = x · y, element by element'; a comma within parentheses belongs to it."""
    return re.split(r"[,;:] (?![^(]*\))", op.formula)[0].partition(" = ")[2]


def tell_backward(node, names):
    """One sentence per input, what it is handed: ['dw = do · x = 8 · 1 = 8', 'dx = do · w = 8 · 2 = 16']."""
    rules = [part.partition(" = ")[2] for part in re.split(r", (?=d\w = )", node.op.rule)]
    told = []
    for x, rule, gradient in zip(node.inputs, rules, gradients_of(node), strict=True):
        in_names, in_numbers = put_in(rule, node, names)
        told.append(equal_parts(f"d{names[x]}", in_names, in_numbers, show_value(gradient)))
    return told


def put_in(formula, node, names):
    """The formula with its letters (x, y, z and dx, dy, dz) replaced by the node's names, and by its numbers."""
    letters = dict(zip(_letters_of(type(node.op)), node.inputs, strict=True)) | {"z": node}
    numbers = {letter: signed(show_value(part.value)) for letter, part in letters.items()}
    numbers |= {f"d{letter}": signed(show_value(part.gradient)) for letter, part in letters.items()}
    words = {letter: names[part] for letter, part in letters.items()}
    words |= {f"d{letter}": f"d{names[part]}" for letter, part in letters.items()}
    letter = rf"(\d?)(?<![A-Za-z])(d?(?:{'|'.join(letters)}))(?![A-Za-z])"

    def replaced(by):  # the 2 of 2x stands before a longer name, or a number, with a dot
        return lambda found: (
            found[1] + " · " * (found[1] != "" and (by is numbers or len(by[found[2]]) > 1)) + by[found[2]]
        )

    return re.sub(letter, replaced(words), formula), re.sub(letter, replaced(numbers), formula)


@functools.cache
def _letters_of(kind):
    """What an op calls its inputs: x, y of forward(self, x, y)."""
    return tuple(inspect.signature(kind.forward).parameters)[1:]


def signed(text):
    """A negative number in parentheses, so that it can stand behind an operator."""
    return f"({text})" if text.startswith(plots.MINUS) else text


def equal_parts(*parts):
    """'a = b = c', each part once."""
    bare = [part[1:-1] if re.fullmatch(rf"\({plots.MINUS}[^()]*\)", part) else part for part in parts]
    return " = ".join(part for part, before in zip(bare, [None, *bare], strict=False) if part != before)


def describe_graph(nodes, names):
    """Every node with value and, where there is one, gradient: 'w = 2 (∂ 8); x = 1; o = w · x = 2 (∂ 8)'."""
    told = []
    for node in nodes:
        if node.op or node.name:
            gradient = "" if node.gradient is None else f" (∂ {show_value(node.gradient)})"
            told.append((symbolic(node, names) if node.op else f"{names[node]} = {show_value(node.value)}") + gradient)
    return "; ".join(told)


def symbolic(node, names):
    formula = bare_formula(node.op)
    return equal_parts(names[node], put_in(formula, node, names)[0], show_value(node.value))


# ---- the picture ----------------------------------------------------------------------------------------------------


class GraphPicture:
    """Boxes, lines and texts for up to `most` nodes, on axes that are measured in inches.

    place() lays a graph out, and moves what stands still from then on; write() changes only the artists `moving`.
    size: of the part of the axes that the graph may take, with its middle at `middle`.
    """

    def __init__(self, ax, size, most, middle=None):
        self.size, self.middle = size, middle or (size[0] / 2, size[1] / 2)
        ax.set(xlim=(0, ax.figure.get_figwidth()), ylim=(0, ax.figure.get_figheight()), position=(0, 0, 1, 1))
        ax.set_axis_off()
        self.ax, self.plain_lines, self.marked_lines = ax, Arrows(ax, zorder=1), Arrows(ax, zorder=2)
        look = dict(boxstyle="round,pad=0,rounding_size=0.08", zorder=3)

        def make_box(**more):
            return ax.add_patch(FancyBboxPatch((0, 0), 1, 1, **look, **more))

        def text(**look):
            return [ax.text(0, 0, "", zorder=5, va="center", **look) for _ in range(most)]

        self.boxes = [make_box(facecolor=PAPER, edgecolor=plots.QUIET, linewidth=1.0) for _ in range(most)]
        self.outline = make_box(facecolor="none", edgecolor=plots.DATA, linewidth=2.6)
        self.names = text(ha="left", color=plots.DATA, fontweight="bold")
        pill = dict(boxstyle="round,pad=0.22,rounding_size=0.5", facecolor=PILL, edgecolor=plots.QUIET, linewidth=0.8)
        self.symbols = text(ha="center", color=plots.DATA, bbox=pill)
        self._outlined = None
        self.values, self.gradients, self.unused = (
            ax.add_patch(Writing(color)) for color in (plots.PREDICTION, plots.GRADIENT, plots.QUIET)
        )
        lines = [*self.plain_lines.artists, *self.marked_lines.artists]
        self.moving = [*lines, self.outline, self.unused, self.gradients, self.values]

    def scale_for(self, layout, width):
        """The scale, at most 1, at which the graph fits with boxes of this width; too large a graph gives 0."""
        scale = min(1.0, *(np.array(self.size) / full_size(layout, width)))
        return 0.0 if scale < LEAST_SCALE or len(layout.nodes) > len(self.boxes) else scale

    def place(self, layout, names, width):
        """Lay out a graph that fits, its boxes `width` inches wide; names: what stands in each box, by node."""
        self.layout, self.scale = layout, self.scale_for(layout, width)
        unit = self.scale * np.array([width + BETWEEN_COLUMNS, BOX_HEIGHT + BETWEEN_ROWS])
        origin = np.array(self.middle) - self.scale * full_size(layout, width) / 2
        self.box = width * self.scale, BOX_HEIGHT * self.scale
        self.corners = layout.spots * unit + origin
        self.paths = [self._path(link, unit, origin) for link in layout.links]
        self._put_boxes(names)

    def _put_boxes(self, names):
        width, height = self.box
        fonts = FONT_SIZE * self.scale
        for slot, parts in enumerate(zip(self.boxes, self.names, self.symbols, strict=True)):
            shown = slot < len(self.layout.nodes)
            for part in parts:
                part.set_visible(shown)
            if not shown:
                continue
            (x, y), node = self.corners[slot], self.layout.nodes[slot]
            box, name, symbol = parts
            box.set_bounds(x, y, width, height)
            name.set(
                text=drawable(names[node]) if node.op or node.name else "",
                parse_math=False,
                position=(x + 0.1 * self.scale, y + height / 2),
            )
            symbol.set(
                text=node.op.symbol if node.op else "",
                visible=bool(node.op),
                position=(x + 0.4 * width, y + height + 0.15 * self.scale),
            )
            for text in parts[1:]:
                text.set_fontsize(fonts)

    def _path(self, link, unit, origin):
        """The line as (points, 2) in inches, from the right edge of one box to the left edge of the other."""
        width, height = self.box
        place, many = link.enter
        start = np.array(self.layout.spots[link.source]) * unit + origin + (width, height / 2)
        end = np.array(self.layout.spots[link.target]) * unit + origin + (0, height * (many - place) / (many + 1))
        stops = [np.array(stop) * unit + origin + (0, height / 2) for stop in link.via]
        knots = [start, *[p for stop in stops for p in (stop, stop + (width, 0))], end]
        pieces = [bend(a, b) if i % 2 == 0 else np.array([b]) for i, (a, b) in enumerate(pairwise(knots))]
        return np.concatenate([[start], *pieces])

    def write(self, values, gradients, marked=None, dropped=(), here=None):
        """values, gradients: one text per node, "" for none yet. marked: {line number: "forward" or "backward"}.

        dropped: nodes whose gradient nobody needs, written in grey parentheses. here: the node that is at work.
        """
        marked, size = marked or {}, FONT_SIZE * self.scale
        lines = {self.values: [], self.gradients: [], self.unused: []}
        for node, (x, y), value, gradient in zip(self.layout.nodes, self.corners, values, gradients, strict=True):
            right, alone = x + self.box[0] - 0.08 * self.scale, not (node.op or node.name)
            lines[self.values].append((value, right, y + (0.5 if alone else 0.66) * self.box[1]))
            kind, text = (self.unused, f"(∂ {gradient})") if node in dropped else (self.gradients, f"∂ {gradient}")
            lines[kind].append((text if gradient else "", right, y + 0.25 * self.box[1]))
        for writing, texts in lines.items():
            writing.write(texts, size)
        bounds = (0, 0, 0, 0) if here is None else (*self.corners[here], *self.box)
        if bounds != self._outlined:
            self._outlined = bounds
            self.outline.set(bounds=bounds, visible=here is not None)
        plain = [path for i, path in enumerate(self.paths) if i not in marked]
        self.plain_lines.move(plain, [None] * len(plain), self.scale)
        self.marked_lines.move([self.paths[i] for i in marked], list(marked.values()), self.scale)


class Arrows:
    """Lines with arrowheads, blue if "forward", green and turned round if "backward", else grey: two artists in all."""

    colors = {None: plots.QUIET, "forward": plots.PREDICTION, "backward": plots.GRADIENT}

    def __init__(self, ax, zorder):
        self.shown = None
        self.lines = ax.add_collection(LineCollection([], zorder=zorder, capstyle="round"))
        self.heads = ax.add_collection(PolyCollection([], zorder=zorder, closed=True))
        self.artists = [self.lines, self.heads]

    def move(self, paths, ways, scale):
        shown = [path.tolist() for path in paths], ways, scale
        if shown == self.shown:
            return
        self.shown, colors = shown, [self.colors[way] for way in ways]
        self.lines.set(segments=paths, color=colors, linewidths=[3.0 if way else 1.4 for way in ways])
        self.heads.set(verts=[head(path, way, scale) for path, way in zip(paths, ways, strict=True)], color=colors)


def head(path, way, scale):
    """The three corners of the arrowhead at the end of the line, or at its start if it is followed backward."""
    tip, direction = (path[0], -1) if way == "backward" else (path[-1], 1)
    long, wide = 0.13 * scale * direction, 0.055 * scale
    return tip + np.array([(0, 0), (-long, wide), (-long, -wide)])


def full_size(layout, width):
    """Inches (across, up) that the graph takes at scale 1, with boxes of this width."""
    columns, rows = layout.size
    across = columns * (width + BETWEEN_COLUMNS) - BETWEEN_COLUMNS
    return np.array([across, rows * (BOX_HEIGHT + BETWEEN_ROWS) - BETWEEN_ROWS + 0.3])  # 0.3: the op on the top box


def bend(a, b, points=12):
    """From a to b, level at both ends, without a: curves between the same two columns cross only if they must."""
    t = np.linspace(0, 1, points + 1)[1:]
    rise = t * t * (3 - 2 * t)
    return np.stack([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * rise], axis=1)


def written(nodes, brief=False):
    """(values, gradients) as texts; the gradient of a constant is left out. brief: arrays by their shape alone."""

    def tell(value):
        return str(np.shape(value)) if brief and np.ndim(value) else show_value(value)

    gradients = ["" if n.gradient is None or not (n.op or n.name) else tell(n.gradient) for n in nodes]
    return [tell(n.value) for n in nodes], gradients


def box_width(nodes, names, values, gradients):
    """Inches that hold the longest name beside the longest number."""
    longest = max(
        len(names[node] if node.op or node.name else "") * 1.15 + max(len(value), len(gradient) + 2)
        for node, value, gradient in zip(nodes, values, gradients, strict=True)
    )
    return max(0.9, 0.26 + 0.0086 * FONT_SIZE * longest)


def show_graph(node, title="", data=()):
    """Show the graph behind a node, with its values and, after backward(), its gradients.

    data: nodes whose gradient is of no use, shown in grey. More than 60 nodes raise a ValueError.
    """
    plan = layout(node)
    if len(plan.nodes) > MOST_NODES:
        raise ValueError(f"show_graph draws at most {MOST_NODES} nodes, this graph has {len(plan.nodes)}")
    names = name_nodes(plan.nodes)
    texts = written(plan.nodes)
    if full_size(plan, box_width(plan.nodes, names, *texts))[0] + 0.3 > WIDEST:
        texts = written(plan.nodes, brief=True)
    width = box_width(plan.nodes, names, *texts)
    size = full_size(plan, width) + 0.3
    figure = Figure(figsize=(size[0], size[1] + (0.35 if title else 0)))
    picture = GraphPicture(figure.add_axes((0, 0, 1, 1)), size, len(plan.nodes))
    picture.place(plan, names, width)
    picture.write(*texts, dropped=data)
    figure.text(0.5, 1 - 0.22 / figure.get_figheight(), title, ha="center", va="center", fontsize=FONT_SIZE)
    plots.show(figure, f"A computation graph, read from left to right: {describe_graph(plan.nodes, names)}.")
