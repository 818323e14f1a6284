"""The live figures of notebook 04: Step through the graph, and Build your own expression."""

import textwrap

import numpy as np

from ... import plots
from ...expressions import ExpressionError, names_in, parse, parse_values
from ...graph import Node, backward, forward, seed
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

__all__ = ["StepThroughGraph", "BuildYourOwn"]

FRAMES_PER_MOVE = 24  # about a second: frames come 20 to 40 times a second
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def one_example(w=2.0, b=2.0, x=1.0, y=0.0):
    """The squared error of one example, split into steps: o = w · x, ŷ = o + b, d = ŷ − y, c = d²; returns c."""
    product = Node(w, "w") * Node(x, "x")
    y_hat = product + Node(b, "b")
    difference = y_hat - Node(y, "y")
    cost = difference**2
    for node, name in ((product, "o"), (y_hat, "ŷ"), (difference, "d"), (cost, "c")):
        node.name = name
    return cost


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
        Slider("w", "w (slope)", -5, 8, 0.1),
        Slider("b", "b (start)", -8, 8, 0.1),
    ]
    alt = "The computation graph of one squared error: w and x make o, o and b make ŷ, ŷ and y make d, d makes c."
    titles = ["1 inputs", "2 variables", "3 sort", "4 forward", "5 seed", "6 backward", "7 update"]

    def __init__(self, x, y, w=2.0, b=2.0):
        self.examples = {f"x = {plots.number(a)}, y = {plots.number(c)}": (a, c) for a, c in zip(x, y, strict=True)}
        options = list(self.examples)
        self.controls = [Choice(c.name, c.label, options) if c.name == "example" else c for c in self.controls]
        super().__init__(w=w, b=b, example=options[0], at=0, frame=0)

    def start(self, figure):
        figure.set_layout_engine("none")
        self.cost = one_example()
        plan = layout(self.cost)
        self.order, self.names = plan.nodes, name_nodes(plan.nodes)
        self.leaves = {node.name: node for node in self.order if not node.op}
        self.actions = self._plan_actions()
        self.drawing = GraphPicture(figure.add_axes((0, 0, 1, 1)), (9.2, 3.1), len(self.order), middle=(4.8, 2.4))
        self.drawing.place(plan, self.names, width=1.3)
        ax = self.drawing.ax
        for i, title in enumerate(self.titles):
            ax.text(*self._title_spot(i), title, fontsize=13, ha="center", va="center")
        self.bar = ax.plot([], [], color=plots.DATA, linewidth=3.5, zorder=8)[0]  # above what rests longer
        self.rules = [ax.text(4.8, y, "", fontsize=14, ha="center", va="center", zorder=8) for y in (0.58, 0.24)]
        self.numbers = [
            ax.text(x + 0.02, y + self.drawing.box[1] + 0.13, "", fontsize=14, va="center")
            for x, y in self.drawing.corners
        ]
        self.dots = ax.plot([], [], "o", markersize=11, markeredgecolor="white", zorder=9)[0]
        return [*self.drawing.moving, self.bar, *self.rules, *self.numbers, self.dots]

    def _title_spot(self, i):
        return 0.9 + 1.3 * i, 4.25

    def _plan_actions(self):
        """[(number of the step 3..7, place of the node in the order), …]: what one press of Step does."""
        everyone = range(len(self.order))
        made = [i for i in everyone if self.order[i].op]
        backwards = [(6, i) for i in reversed(made)]
        return [*((3, i) for i in everyone), *((4, i) for i in made), (5, made[-1]), *backwards, (7, made[-1])]

    def draw(self, w, b, example, at, frame, playing=False):
        self._compute(w, b, example)
        done = self.actions[:at]
        sorted_, computed = {i for step, i in done if step == 3}, {i for step, i in done if step == 4}
        for i, text in enumerate(self.numbers):
            text.set_text(CIRCLED[i] if i in sorted_ else "")
        self._write(computed, self._reached(done), done[-1] if done else (2, None))
        self._move_dots(at, frame)
        lines = self.tell(at)
        for text, line in zip(self.rules, lines if len(lines) > 1 else (*lines, ""), strict=True):
            text.set_text(line)

    def _compute(self, w, b, example):
        x, y = self.examples[example]
        for name, value in {"w": w, "b": b, "x": x, "y": y}.items():
            self.leaves[name].value = value
        forward(self.order)
        seed(self.cost)
        backward(self.order)

    def _reached(self, done):
        """Which nodes have a gradient by now."""
        last = {len(self.order) - 1} if (5, len(self.order) - 1) in done else set()
        return last | {self.order.index(x) for step, i in done if step == 6 for x in self.order[i].inputs}

    def _write(self, computed, reached, now):
        values = [show_value(n.value) if not n.op or i in computed else "" for i, n in enumerate(self.order)]
        gradients = [show_value(n.gradient) if i in reached else "" for i, n in enumerate(self.order)]
        step, here = now
        ways = {4: "forward", 6: "backward"}
        marked = {
            k: ways[step] for k, link in enumerate(self.drawing.layout.links) if step in ways and link.target == here
        }
        self.drawing.write(values, gradients, marked, (self.leaves["x"], self.leaves["y"]), here if step != 7 else None)
        (left, height), (right, _) = self._title_spot(0 if step == 2 else step - 1), self._title_spot(step - 1)
        self.bar.set_data([left - 0.55, right + 0.55], [height - 0.18] * 2)

    def _move_dots(self, at, frame):
        """While playing, dots run along the lines of the op that works next."""
        step, here = self.actions[at] if at < len(self.actions) else (7, None)
        shown = frame > 0 and step in (4, 6)
        self.dots.set_visible(shown)
        if shown:
            links = zip(self.drawing.paths, self.drawing.layout.links, strict=True)
            paths = [path for path, link in links if link.target == here]
            part = frame / FRAMES_PER_MOVE
            spots = [along(path, part if step == 4 else 1 - part) for path in paths]
            self.dots.set_data(*zip(*spots, strict=True))
            self.dots.set_color(plots.PREDICTION if step == 4 else plots.GRADIENT)

    def tell(self, at):
        """The last action in words and numbers, one or two lines."""
        if at == 0:
            return ["The inputs and the variables have their values. All other boxes are empty"]
        step, i = self.actions[at - 1]
        node, name = self.order[i], self.names[self.order[i]]
        if step == 3:
            waits = " and ".join(self.names[x] for x in node.inputs)
            return [f"{name} is number {i + 1}: " + (f"{waits} before it" if waits else "it waits for nobody")]
        if step == 4:
            return [f"{node.op.name} forward: {tell_forward(node, self.names)}"]
        if step == 5:
            return [f"The cost changes with itself at the slope 1: d{name} = 1"]
        if step == 6:
            rules = zip(node.inputs, tell_backward(node, self.names), strict=True)
            return [self._tell_rule(node, x, rule) for x, rule in rules]
        return ["w and b wait for the slopes of the other two examples. Then: w − learning_rate · dw"]

    def _tell_rule(self, node, x, rule):
        dropped = f"      ({x.name} is data: not needed)" if x.name in ("x", "y") else ""
        return f"{node.op.name} backward: {rule}{dropped}"

    def describe(self, w, b, example, at, **_):
        self._compute(w, b, example)
        values = f"w = {plots.number(w)}, b = {plots.number(b)}, {example}."
        end = f" All together: {describe_graph(self.order, self.names)}." if at == len(self.actions) else ""
        return f"{values} After {at} of {len(self.actions)} moves: {'; '.join(self.tell(at))}.{end}"

    def apply(self, changes):
        """Play at the end starts again; whatever is pressed lets the running dots arrive."""
        if changes.get("playing") and self.state["at"] == len(self.actions):
            changes = {"at": 0} | changes
        super().apply({"frame": 0} | changes)

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


def along(path, part):
    """The point on a broken line (points, 2) after this part (0..1) of its way across."""
    x = path[0, 0] + part * (path[-1, 0] - path[0, 0])
    return x, float(np.interp(x, path[:, 0], path[:, 1]))


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
        Slider("turn", "turn the first name", -5, 5, 0.1),
        Choice("preset", "or try", presets),
    ]
    alt = "The computation graph of a typed formula, with the value and the gradient of every node."
    most_letters_shown = 80

    def __init__(self, formula=presets[0], values="x=2, w1=1, b1=1, w2=1, b2=1"):
        self._built = None
        first = dict(formula=formula, values=values, turn=0.0, preset=self.presets[0])
        super().__init__(**first, good=(formula, values), problem=None)
        self.apply({"formula": formula})

    def start(self, figure):
        figure.set_layout_engine("none")
        self.drawing = GraphPicture(figure.add_axes((0, 0, 1, 1)), (9.2, 3.75), 30, middle=(4.8, 2.95))
        ax = self.drawing.ax
        plain = dict(va="center", parse_math=False, zorder=8)  # a typed $ is a $
        self.result = ax.text(4.8, 0.42, "", fontsize=14, ha="center", **plain)
        mono = dict(family="DejaVu Sans Mono", fontsize=13, ha="left", **plain)
        self.typed, self.caret = ax.text(0.4, 0.82, "", **mono), ax.text(0.4, 0.62, "", color=plots.ERROR, **mono)
        self.sentence = ax.text(0.4, 0.46, "", fontsize=13, color=plots.ERROR, **plain | {"va": "top"})
        return [*self.drawing.moving, self.result, self.typed, self.caret, self.sentence]

    def draw(self, formula, values, turn, preset, good, problem):
        node, plan, names = self._graph(*good)
        if self.drawing.__dict__.get("layout") is not plan:
            self.drawing.place(plan, names, self._width(plan, names))
            self._background = None  # boxes, lines and names are part of the still picture of this formula
        self.drawing.write(*written(plan.nodes))
        typed, position, sentence = problem or ("", 0, "")
        first = max(0, min(position - self.most_letters_shown // 2, len(typed) - self.most_letters_shown))
        self.typed.set_text(drawable(typed[first : first + self.most_letters_shown]))
        self.caret.set_text(" " * (position - first) + "^" if problem else "")
        self.sentence.set_text(textwrap.fill(drawable(sentence), self.most_letters_shown))
        self.result.set_text("" if problem else drawable(self._reading(node, plan, names, good[1])))

    def _graph(self, formula, values):
        """(last node, layout, names) of the formula with these values; laid out once for each formula."""
        numbers = parse_values(values)
        if self._built is None or self._built[0] != formula:
            leaves = {name: Node(numbers[name], name) for name in names_in(formula)}
            node = parse(formula, leaves)
            plan = layout(node)
            self._built = formula, leaves, node, plan, name_nodes(plan.nodes)
        _, leaves, node, plan, names = self._built
        for name, leaf in leaves.items():
            leaf.value = numbers[name]
        with np.errstate(all="ignore"):
            forward(plan.nodes)
            node.backward()
        return node, plan, names

    def _width(self, plan, names):
        longest = max([len(names[node]) for node in plan.nodes if node.op or node.name], default=0)
        return max(1.25, 1.05 + 0.12 * longest)

    def _reading(self, node, plan, names, values):
        """What the gradient of the first name says about the result."""
        leaves = {n.name: n for n in plan.nodes if n.name and not n.op}
        leaf = next((leaves[name] for name in parse_values(values) if name in leaves), None)
        result = f"{names[node]} = {show_value(node.value)}"
        if leaf is None or leaf is node:
            return result
        return (
            f"{result}.   Nudge {leaf.name} by 0.01, and {names[node]} moves by about "
            f"{show_value(leaf.gradient)} · 0.01 = {plots.number(leaf.gradient * 0.01, 5)}"
        )

    def describe(self, good, problem, **_):
        node, plan, names = self._graph(*good)
        trouble = f"The formula cannot be read: {problem[2]}. Still shown: " if problem else ""
        return f"{trouble}{good[0]} with {good[1]}: {describe_graph(plan.nodes, names)}."

    def apply(self, changes):
        """A formula that can be read and drawn becomes the new graph; any other leaves the graph as it is."""
        if "preset" in changes:
            changes = {"formula": changes["preset"]} | changes
        super().apply(changes)
        if "turn" in changes:
            self.state["values"] = self._turned(self.state["values"], self.state["turn"], self.state["good"][0])
        self.state.update(self._understand(self.state["formula"], self.state["values"]))

    def _expect_room_for(self, plan):
        if not self.drawing.scale_for(plan, self._width(plan, name_nodes(plan.nodes))):
            raise ExpressionError(f"a graph of {len(plan.nodes)} nodes is too large for this sheet", 0)

    def _turned(self, values, turn, formula):
        """The text of values with the first number that the formula uses replaced, if it can be read."""
        try:
            numbers = parse_values(values)
        except ExpressionError:
            return values
        return as_text(numbers | {name: turn for name in first_used(formula, numbers)})

    def _understand(self, formula, values):
        """What the texts change in the state: a new good graph, or a problem (text, position, sentence)."""
        typed = values
        try:
            numbers = parse_values(values)
            typed = formula
            unknown = [name for name in names_in(formula) if name not in numbers]
            if unknown:
                numbers |= dict.fromkeys(unknown, 1.0)  # a new name starts at 1
                values = as_text(numbers)
            node = parse(formula, numbers)
            if formula != self.state["good"][0]:  # a graph that stands there fits
                self._expect_room_for(layout(node))
        except ExpressionError as error:
            return {"problem": (typed, error.position, str(error))}
        turn = min(max(sum(numbers[name] for name in first_used(formula, numbers)), -5.0), 5.0)
        return {"values": values, "good": (formula, values), "problem": None, "turn": turn}


def first_used(formula, numbers):
    """[the first of these names that the formula uses], [] if it uses none"""
    used = names_in(formula)
    return [name for name in numbers if name in used][:1]


def as_text(numbers):
    """'x=2, w1=0.5', which parse_values reads back."""
    return ", ".join(f"{name}={number:.10g}" for name, number in numbers.items())
