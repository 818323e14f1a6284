"""The live figures of notebook 04: Step through the graph, and Build your own expression."""

import textwrap

from ... import plots
from ...expressions import ExpressionError, names_in, parse, parse_values
from ...graph_layout import layout
from ...graph_picture import (
    GraphPicture,
    describe_graph,
    drawable,
    name_nodes,
    show_value,
    tell_backward,
    tell_forward,
    written,
)
from ...live_figure import Button, Choice, LiveFigure, Play, Slider, Text
from .numbers import along, as_text, compute, first_used, moves, one_example, turned

__all__ = ["StepThroughGraph", "BuildYourOwn"]

FRAMES_PER_MOVE = 24  # about a second: frames come 20 to 40 times a second
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
TITLES = ["1 data", "2 parameters", "3 sort", "4 forward", "5 start", "6 backward", "7 update"]
UNNEEDED = {name: f"      ({name} is data: not needed)" for name in "xy"}
WAYS = {4: "forward", 6: "backward"}  # the steps that follow the lines
TITLES_AT = [0.9 + 1.3 * i for i in range(7)]


class StepThroughGraph(LiveFigure):
    """The seven steps on the graph of one example, one op at a time: forward in blue, backward in green."""

    size = (9.6, 4.5)
    controls = [
        Play("Play"),
        Button("step", "Step"),
        Button("back", "Back"),
        Button("to_end", "To the end"),
        Button("restart", "From the start"),
        Choice("example", "example", []),
        Slider("w", "w", -5, 8, 0.1),
        Slider("b", "b", -8, 8, 0.1),
    ]
    alt = "The computation graph of one squared error: w and x make o, o and b make ŷ, ŷ and y make e, e makes c."

    def __init__(self, x, y, w=2.0, b=2.0):
        pairs = zip(x, y, strict=True)
        self.examples = {f"x = {plots.number(a)}, y = {plots.number(c)}": dict(x=a, y=c) for a, c in pairs}
        options = list(self.examples)
        self.controls = [Choice(c.name, c.label, options) if c.name == "example" else c for c in self.controls]
        super().__init__(w=w, b=b, example=options[0], at=0, frame=0)

    def numbers(self, w, b, example, at, frame, playing):
        compute(self.order, dict(w=w, b=b) | self.examples[example])
        done = self.actions[:at]
        step, here = done[-1] if done else (2, None)
        reached = [x for made, i in done for x in {5: [self.order[i]], 6: self.order[i].inputs}.get(made, ())]
        lines = self.tell(at)
        known = {f"circle{i}": CIRCLED[i] if (3, i) in done else "" for i in range(len(self.order))}
        known |= self._dots(at, frame)
        return known | dict(
            values=[show_value(n.value) if not n.op or (4, i) in done else "" for i, n in enumerate(self.order)],
            gradients=[show_value(node.gradient) if node in reached else "" for node in self.order],
            marked={line: WAYS[step] for line in self._lines_into(here) if step in WAYS},
            here=here if step != 7 else None,
            bar=[TITLES_AT[0 if step == 2 else step - 1] - 0.6, TITLES_AT[step - 1] + 0.6],
            rule=lines[0],
            second_rule="".join(lines[1:]),
            last_move="; ".join(lines),
            graph=f" All together: {describe_graph(self.order, self.names)}." if at == len(self.actions) else "",
        )

    def _dots(self, at, frame):
        """While playing, dots run along the lines of the op that works next."""
        step, there = self.actions[at] if frame and at < len(self.actions) else (7, None)
        paths, part = [self.drawing.paths[line] for line in self._lines_into(there)], frame / FRAMES_PER_MOVE
        spots = [along(path, part if step == 4 else 1 - part) for path in paths]
        return dict(forward_dots=spots if step == 4 else [], backward_dots=spots if step == 6 else [])

    def _lines_into(self, target):
        return [line for line, link in enumerate(self.drawing.layout.links) if link.target == target]

    def start(self, figure):
        figure.set_layout_engine("none")
        plan = layout(one_example())
        self.order, self.names = plan.nodes, name_nodes(plan.nodes)
        self.actions = moves(self.order)
        self.drawing = GraphPicture(figure.add_axes((0, 0, 1, 1)), (9.2, 3.1), len(self.order), middle=(4.8, 2.4))
        self.drawing.place(plan, self.names, width=1.3)
        ax, data = self.drawing.ax, tuple(node for node in self.order if node.name in ("x", "y"))
        for x, title in zip(TITLES_AT, TITLES, strict=True):
            ax.text(x, 4.25, title, fontsize=13, ha="center", va="center")
        artists = self.drawing.moving
        self.mark(self.drawing.write, "values", "gradients", "marked", data, "here", artists=artists)
        self.line(ax, "bar", [4.25 - 0.18] * 2, color=plots.DATA, linewidth=3.5, zorder=8)  # above what rests longer
        for y, rule in ((0.58, "rule"), (0.24, "second_rule")):
            self.text(ax, 4.8, y, rule, fontsize=14, ha="center", va="center", zorder=8)
        for i, (x, y) in enumerate(self.drawing.corners):
            self.text(ax, x + 0.02, y + self.drawing.box[1] + 0.13, f"circle{i}", fontsize=14, va="center")
        for dots, color in (("forward_dots", plots.PREDICTION), ("backward_dots", plots.GRADIENT)):
            self.line(ax, dots, style="o", color=color, markersize=11, markeredgecolor="white", zorder=9)

    def tell(self, at):
        """The last action in words and numbers, one or two lines."""
        if at == 0:
            return ["The data and the parameters have their values. All other boxes are empty"]
        step, i = self.actions[at - 1]
        node, name = self.order[i], self.names[self.order[i]]
        if step == 3:
            waits = " and ".join(self.names[x] for x in node.inputs)
            return [f"{name} is number {i + 1}: " + (f"{waits} before it" if waits else "it waits for nobody")]
        if step == 4:
            return [f"{node.op.name} forward: {tell_forward(node, self.names)}"]
        if step == 5:
            return [f"The cost changes with itself at the rate 1: d{name} = 1"]
        if step == 6:
            rules = zip(node.inputs, tell_backward(node, self.names), strict=True)
            return [f"{node.op.name} backward: {rule}{UNNEEDED.get(x.name, '')}" for x, rule in rules]
        return ["w and b wait for the gradients of the other two examples. Then: w − learning_rate · dw"]

    def describe(self, w, b, example, at, last_move, graph, **_):
        values = f"w = {plots.number(w)}, b = {plots.number(b)}, {example}."
        return f"{values} After {at} of {len(self.actions)} moves: {last_move}.{graph}"

    def follow(self, changed, playing, at, **_):
        """Play at the end starts again; whatever is pressed lets the running dots arrive."""
        again = {"at": 0} if "playing" in changed and playing and at == len(self.actions) else {}
        return again if "frame" in changed else again | {"frame": 0}

    def step(self, at, **_):
        return {"at": min(at + 1, len(self.actions)), "playing": False}

    def back(self, at, **_):
        return {"at": max(at - 1, 0), "playing": False}

    def to_end(self, **_):
        return {"at": len(self.actions), "playing": False}

    def restart(self, **_):
        return {"at": 0, "playing": False}

    def tick(self, at, frame, **_):
        """The dots go on by one frame; sorting, which has no dots, goes twice as fast."""
        if at == len(self.actions):
            return None
        frame += 2 if self.actions[at][0] == 3 else 1
        return {"frame": frame} if frame < FRAMES_PER_MOVE else {"at": at + 1}


class BuildYourOwn(LiveFigure):
    """Type a formula: its graph appears with values and gradients; a formula that cannot be read is pointed at.

    A new name starts at 1; so do pi and e, which are names like any other.
    """

    size = (9.6, 5.0)
    presets = [
        "w1*x + b1 + tanh(w2*x + b2**2)",
        "w1*x + b1 + tanh(w2*x + b2)**2",
        "x*x",
        "(3*x - 2)**2",
        "(w*x + b - y)**2",
        "1/(1 + exp(-x))",
        "exp(x)*sin(x)",
    ]
    controls = [
        Text("formula", "formula"),
        Text("values", "values"),
        Slider("turn", "value of the first name", -5, 5, 0.1),
        Choice("preset", "or try", presets),
    ]
    alt = "The computation graph of a typed formula, with the value and the gradient of every node."
    most_letters_shown = 80

    def __init__(self, formula=presets[0], values="x=2, w1=1, b1=1, w2=1, b2=1"):
        state = dict(good=(formula, values), graph=layout(parse(formula, parse_values(values))), problem=None)
        super().__init__(formula=formula, values=values, turn=0.0, preset=self.presets[0], **state)
        self.apply({"formula": formula})

    def numbers(self, good, graph, problem, **_):
        given = parse_values(good[1])
        compute(graph.nodes, given)
        names = name_nodes(graph.nodes)
        typed, position, sentence = problem or ("", 0, "")
        first = max(0, min(position - self.most_letters_shown // 2, len(typed) - self.most_letters_shown))
        return dict(
            names=names,
            texts=written(graph.nodes),
            reading="" if problem else drawable(self._reading(graph.nodes, names, given)),
            typed=drawable(typed[first : first + self.most_letters_shown]),
            caret=" " * (position - first) + "^" if problem else "",
            sentence=textwrap.fill(drawable(sentence), self.most_letters_shown),
            nodes_in_words=describe_graph(graph.nodes, names),
        )

    def start(self, figure):
        figure.set_layout_engine("none")
        self.drawing = GraphPicture(figure.add_axes((0, 0, 1, 1)), (9.2, 3.75), 30, middle=(4.8, 2.95))
        self.mark(self._place, "graph", "names", artists=[])
        self.mark(lambda _, texts: self.drawing.write(*texts), "graph", "texts", artists=self.drawing.moving)
        ax = self.drawing.ax
        plain = dict(va="center", parse_math=False, zorder=8)  # a typed $ is a $
        self.text(ax, 4.8, 0.42, "reading", fontsize=14, ha="center", **plain)
        mono = dict(family="DejaVu Sans Mono", fontsize=13, ha="left", **plain)
        self.text(ax, 0.4, 0.82, "typed", **mono)
        self.caret = self.text(ax, 0.4, 0.62, "caret", color=plots.ERROR, **mono)
        self.advice = self.text(ax, 0.4, 0.46, "sentence", fontsize=13, color=plots.ERROR, **plain | {"va": "top"})

    def _place(self, graph, names):
        self.drawing.place(graph, names, self._width(names))
        self._background = None  # boxes, lines and names are part of the still picture of this formula

    def _width(self, names):
        longest = max([len(name) for node, name in names.items() if node.op or node.name], default=0)
        return max(1.25, 1.05 + 0.12 * longest)

    def _reading(self, nodes, names, given):
        """What the gradient of the first name says about the result."""
        node, leaves = nodes[-1], {node.name: node for node in nodes if node.name and not node.op}
        leaf = next((leaves[name] for name in given if name in leaves), None)
        result = f"{names[node]} = {show_value(node.value)}"
        if leaf is None or leaf is node:
            return result
        return (
            f"{result}.   Change {leaf.name} by 0.01, and {names[node]} changes by about "
            f"{show_value(leaf.gradient)} · 0.01 = {plots.number(leaf.gradient * 0.01, 5)}"
        )

    def describe(self, good, problem, nodes_in_words, **_):
        trouble = f"The formula cannot be read: {problem[2]}. Still shown: " if problem else ""
        return f"{trouble}{good[0]} with {good[1]}: {nodes_in_words}."

    def follow(self, changed, formula, values, turn, preset, good, graph, **_):
        """A formula that can be read and drawn becomes the new graph; any other leaves the graph as it is."""
        if "preset" in changed and "formula" not in changed:
            formula = preset
        if "turn" in changed:
            values = turned(values, turn, good[0])
        typed = values
        try:
            given = parse_values(values)
            typed = formula
            new = {name: 1.0 for name in names_in(formula) if name not in given}  # a new name starts at 1
            given, text = given | new, as_text(given | new) if new else values
            node = parse(formula, given)
            if formula != good[0]:  # a graph that stands there fits
                graph = layout(node)
                if not self.drawing.scale_for(graph, self._width(name_nodes(graph.nodes))):
                    raise ExpressionError(f"a graph of {len(graph.nodes)} nodes is too large for this sheet", 0)
        except ExpressionError as error:
            return dict(formula=formula, values=values, problem=(typed, error.position, str(error)))
        turn = sum(given[name] for name in first_used(formula, given))
        return dict(formula=formula, values=text, turn=turn, good=(formula, text), graph=graph, problem=None)
