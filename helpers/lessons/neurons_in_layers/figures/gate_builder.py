"""Gate builder: which of And, Or, Nor and Xor can one neuron be, and which needs three?"""

import numpy as np

from .... import plots
from ....live_figure import Button, Choice, Handle, LiveFigure, Play, Slider
from ....marks import separate
from ....plots import number
from ..numbers import CORNERS, GOALS, network, output, perceptron_step, truth_table
from .plane import GRID, ends, foot, start_neuron, start_plane, tip, turned

MOST_W, MOST_B = 15.0, 20.0
WEIGHTS = {"w1": MOST_W, "w2": MOST_W, "b": MOST_B}  # and how far their sliders go
CHOICES, NAMES = ["first", "second", "output"], ["h1", "h2", "out"]
ONE = dict(goal="And", which="first", neurons=((6.0, 6.0, -3.0),))
THREE = dict(goal="Xor", which="output", neurons=((10.0, 10.0, -5.0), (10.0, 10.0, -15.0), (10.0, 10.0, -5.0)))
TICKS_PER_STEP, STEPS_PER_RUN, MOST_TRIES = 6, 100, 12
ROWS = [0.79 - 0.12 * i for i in range(4)]  # of the truth table
RESTING = -1  # the zorder of what seldom changes: it is kept with the background


def clipped(w1, w2, b):
    """The neuron within the range of the sliders, its line as parallel as before"""
    w1, w2 = np.array([w1, w2]) * min(1.0, MOST_W / max(abs(w1), abs(w2), MOST_W))
    return float(w1), float(w2), float(np.clip(b, -MOST_B, MOST_B))


def replaced(neurons, index, neuron):
    return (*neurons[:index], neuron, *neurons[index + 1 :])


def steps_after(ticks):
    """How many corners the neuron has learnt from: the first at once, then one every few ticks"""
    return -(-ticks // TICKS_PER_STEP)


class GateBuilder(LiveFigure):
    """Turn w1, w2 and b of a neuron until its line parts the corners as wanted; or let it learn.

    neurons=1: one neuron, which can learn by Rosenblatt's rule. neurons=3: two hidden ones and an output on top.
    """

    size = (9.6, 4.4)
    alt = (
        "The four corners of two gates as inputs, the part of the plane in which the output is 1, and the truth table."
    )

    def __init__(self, neurons=1):
        if neurons not in (1, 3):
            raise ValueError(f"GateBuilder has 1 neuron or 3, got {neurons!r}")
        self.alone, state = neurons == 1, ONE if neurons == 1 else THREE
        goal, which = Choice("goal", "goal", list(GOALS)), Choice("which", "turn the", CHOICES)
        sliders = [Slider(name, name, -most, most, 0.5) for name, most in WEIGHTS.items()]
        learning = [Play("Let it learn"), Button("wipe", "Set all to 0")]
        self.controls = [goal, *sliders, *learning] if self.alone else [goal, which, *sliders]
        weights = dict(zip(WEIGHTS, state["neurons"][-1], strict=True))
        super().__init__(**state, **weights, solved=(), tries=(), ticks=0, clean=0, updates=0)

    def numbers(self, goal, neurons, which, solved, tries, ticks, updates, **_):
        table = truth_table(goal, neurons)
        outputs, seen, wanted, right = table.values()
        steps, all_solved = steps_after(ticks), ", ".join(solved) or "none"
        gave_up = ": gave up" if steps and steps % STEPS_PER_RUN == 0 and not right.all() else ""
        by_name = dict(zip(NAMES[-len(neurons) :], neurons, strict=True))
        name, inputs = list(by_name)[CHOICES.index(which)], NAMES[:2] if which == "output" else ["s1", "s2"]
        z = [number(np.dot((*corner, 1), neurons[0]), 1) for corner in CORNERS]
        return by_name | dict(
            **table,
            shade=network(neurons, GRID)[0],
            hidden_shade=output(neurons[-1], GRID),
            old_lines=separate(*map(ends, tries)),
            between=z if self.alone else [f"{h1:.1f}  {h2:.1f}" for h1, h2 in seen],
            written=[f"{value:.2f}" for value in outputs],
            verdicts=[f"{bit:d} {'✓' if ok else '✗'}" for bit, ok in zip(wanted, right, strict=True)],
            pointer=[(-0.05, ROWS[(steps - 1) % 4])] if steps else [],
            score=f"{goal}: {right.sum()} of 4 right",
            right_count=right.sum(),
            learning=f"{steps} looks, {updates} updates{gave_up}" if steps else "",
            trace=f"solved so far: {all_solved}",
            all_solved=all_solved,
            formula=self._formula(name, by_name[name], *inputs),
        )

    @staticmethod
    def _formula(name, neuron, *inputs):
        """'out = σ(6 s1 + 6 s2 − 3)'"""
        signed = [f"{'+' if v >= 0 else plots.MINUS} {number(abs(v), 1)}" for v in neuron[1:]]
        return f"{name} = σ({number(neuron[0], 1)} {inputs[0]} {signed[0]} {inputs[1]} {signed[1]})"

    def start(self, figure):
        widths = (1.25, 1) if self.alone else (1, 1, 1.15)
        left, *middle, right = figure.subplots(1, len(widths), width_ratios=widths)
        start_plane(self, left, ("s1", "s2"), "shade", CORNERS)
        self.line(left, "old_lines", color=plots.QUIET, linewidth=0.8, zorder=1)
        self.title(left, "score", zorder=RESTING)
        self._start_table(right)
        if self.alone:
            self._start_neuron(0, left, "out", "line")
            self.handles.append(Handle("arrow", left, lambda neurons, **_: tip(neurons[0]), self._turn))
            return
        start_plane(self, middle[0], ("h1", "h2"), "hidden_shade", "seen", labelled=True)
        middle[0].set_title("what the output sees")
        self._start_neuron(0, left, "h1", "line of h1", label="h1")
        self._start_neuron(1, left, "h2", "line of h2", label="h2")
        self._start_neuron(2, middle[0], "out", "line of the output")

    def _start_neuron(self, index, ax, name, handle, label=""):
        def drag(across, up, /, neurons, **_):
            w1, w2, _ = neurons[index]
            moved = {"neurons": replaced(neurons, index, clipped(w1, w2, -(w1 * across + w2 * up)))}
            return moved if self.alone else moved | {"which": CHOICES[index]}

        start_neuron(self, ax, name, label)
        self.handles.append(Handle(handle, ax, lambda neurons, **_: foot(neurons[index]), drag))

    def _start_table(self, ax):
        ax.set(xlim=(0, 1), ylim=(0, 1))
        ax.set_axis_off()
        look = dict(family="DejaVu Sans Mono", fontsize=12, va="center", color=plots.DATA, in_layout=False)
        ax.text(0, 0.93, "s1 s2", **look)
        ax.plot([0, 1], [0.87, 0.87], color=plots.QUIET, linewidth=0.8)
        for row, (a, b) in zip(ROWS, CORNERS, strict=True):
            ax.text(0, row, f" {a:.0f}  {b:.0f}", **look)
        between = (0.5, "z", "between", 3) if self.alone else (0.5, "h1   h2", "between", RESTING)
        for x, heading, name, zorder in (between, (0.72, "out", "written", 3), (1, "wanted", "verdicts", RESTING)):
            ax.text(x, 0.93, heading, ha="right", **look)
            cells = [ax.text(x, row, "", ha="right", zorder=zorder, **look) for row in ROWS]
            self.each(cells, text=name)
        self.line(ax, "pointer", style=">", color=plots.PREDICTION, markersize=8, clip_on=False, in_layout=False)
        look = dict(color="#5a5a5a", fontsize=12, va="center", in_layout=False, zorder=RESTING)
        self.text(ax, 0, 0.2, "learning", **look)
        self.text(ax, 0, 0.08, "trace", **look)

    def describe(self, goal, formula, written, right_count, all_solved, **_):
        at_corners = ", ".join(f"{value} at {a:.0f},{b:.0f}" for value, (a, b) in zip(written, CORNERS, strict=True))
        return (
            f"Goal {goal}. {formula} is turned; the output says {at_corners}; "
            f"{right_count} of 4 are right. Solved so far: {all_solved}."
        )

    def follow(self, changed, which, neurons, w1, w2, b, **_):
        """Sliders turn the chosen neuron; choosing another, or moving a line, brings its numbers to the sliders."""
        index = CHOICES.index(which)
        if "which" in changed or "neurons" in changed:  # the sliders show the nearest of their steps
            return dict(zip(WEIGHTS, neurons[index], strict=True))
        return {"neurons": replaced(neurons, index, (w1, w2, b))} if changed.keys() & WEIGHTS.keys() else {}

    def _turn(self, across, up, /, neurons, **_):
        return {"neurons": (clipped(*turned(neurons[0], across, up)),)}

    def released(self, goal, neurons, solved, tries, **_):
        changes = {"tries": (*tries, neurons[0])[-MOST_TRIES:]} if self.alone and neurons[0] not in tries else {}
        return changes | self._won(goal, neurons, solved)

    def _won(self, goal, neurons, solved):
        new = goal not in solved and truth_table(goal, neurons)["right"].all()
        return {"solved": (*solved, goal)} if new else {}

    def wipe(self, **_):
        return {"neurons": ((0.0, 0.0, 0.0),), "tries": (), "ticks": 0, "clean": 0, "updates": 0}

    def tick(self, goal, neurons, solved, ticks, clean, updates, **_):
        """One corner every few ticks, and Rosenblatt's rule; ends after four right ones, or many steps."""
        steps = steps_after(ticks + 1)
        if steps == steps_after(ticks):
            return {"ticks": ticks + 1}
        corner = (steps - 1) % 4
        new = clipped(*perceptron_step(*neurons[0], *CORNERS[corner], GOALS[goal][corner]))
        moved = new != neurons[0]
        clean = 0 if moved else clean + 1
        ended = clean >= 4 or steps % STEPS_PER_RUN == 0
        changes = {"ticks": ticks + 1, "clean": clean, "updates": updates + moved, "neurons": (new,)}
        return changes | {"playing": not ended} | (self._won(goal, (new,), solved) if ended else {})
