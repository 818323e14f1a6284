"""Gate builder: which of And, Or, Nor and Xor can one neuron be, and which needs three?"""

import numpy as np

from .... import plots
from ....live_figure import Button, Choice, Handle, LiveFigure, Play, Slider
from ....plots import number
from .plane import ARROW, CENTRE, CORNERS, Plane, foot, says, tip

GOALS = {"And": (0, 0, 0, 1), "Or": (0, 1, 1, 1), "Nor": (1, 0, 0, 0), "Xor": (0, 1, 1, 0)}
MOST_W, MOST_B, STEP = 15.0, 20.0, 0.5
FRAMES_PER_LOOK, LOOKS_PER_RUN, MOST_TRIES = 6, 100, 12
HIDDEN = ("first", "second")
COLUMNS = (0.0, 0.5, 0.72, 1.0)  # of the truth table
RESTING = -1  # the zorder of what seldom changes: it is kept with the background


def kept(w1, w2, b):
    """The neuron within the range of the sliders, its line as parallel as before"""
    w1, w2 = np.array([w1, w2]) * min(1.0, MOST_W / max(abs(w1), abs(w2), MOST_W))
    return float(w1), float(w2), float(np.clip(b, -MOST_B, MOST_B))


def perceptron_step(neuron, inputs, wanted):
    """Rosenblatt's rule at rate 1: a neuron that says the right thing stays, another moves by the input"""
    error = float(inputs @ np.array(neuron[:2]) + neuron[2] >= 0) - wanted
    return kept(neuron[0] - error * inputs[0], neuron[1] - error * inputs[1], neuron[2] - error)


def looks_after(ticks):
    """How many corners have been looked at: the first at once, then one every few frames"""
    return -(-ticks // FRAMES_PER_LOOK)


class GateBuilder(LiveFigure):
    """Turn w1, w2 and b of a neuron until its line parts the corners as wanted; or let it learn.

    neurons=1: one neuron, which can learn by Rosenblatt's rule. neurons=3: two hidden ones and an output on top.
    """

    size = (9.6, 4.4)
    alt = (
        "The four corners of two gates as inputs, the part of the plane in which the output is 1, and the truth table."
    )
    numbers = [
        Slider("w1", "w1", -MOST_W, MOST_W, STEP),
        Slider("w2", "w2", -MOST_W, MOST_W, STEP),
        Slider("b", "b", -MOST_B, MOST_B, STEP),
    ]

    def __init__(self, neurons=1):
        if neurons not in (1, 3):
            raise ValueError(f"GateBuilder has 1 neuron or 3, got {neurons!r}")
        goal = Choice("goal", "goal", list(GOALS))
        state = {"solved": (), "tries": (), "ticks": 0, "clean": 0, "updates": 0}
        if neurons == 1:
            self.controls = [goal, *self.numbers, Play("Let it learn"), Button("wipe", "Set all to 0")]
            state |= {"goal": "And", "which": "first", "neurons": ((6.0, 6.0, -3.0),)}
        else:
            self.controls = [goal, Choice("which", "turn the", [*HIDDEN, "output"]), *self.numbers]
            hidden = ((10.0, 10.0, -5.0), (10.0, 10.0, -15.0))
            state |= {"goal": "Xor", "which": "output", "neurons": (*hidden, (10.0, 10.0, -5.0))}
        super().__init__(**state, **self._loaded(state["which"], state["neurons"]))

    # ---- which neuron the sliders hold --------------------------------------------------------------------------------

    @staticmethod
    def _place(which):
        return [*HIDDEN, "output"].index(which)

    def _loaded(self, which, neurons):
        return dict(zip(("w1", "w2", "b"), neurons[self._place(which)]))

    def apply(self, changes):
        """Sliders turn the chosen neuron; choosing another, or moving a line, brings its numbers to the sliders."""
        super().apply(changes)
        which, neurons = self.state["which"], self.state["neurons"]
        if {"which", "neurons"} & set(changes):
            super().apply(self._loaded(which, neurons))  # the sliders show the nearest of their steps
        elif {"w1", "w2", "b"} & set(changes):
            place, turned = self._place(which), tuple(self.state[name] for name in ("w1", "w2", "b"))
            self.state["neurons"] = (*neurons[:place], turned, *neurons[place + 1 :])

    # ---- what is drawn ------------------------------------------------------------------------------------------------

    def start(self, figure):
        alone = len(self.state["neurons"]) == 1
        axes = figure.subplots(1, 2 if alone else 3, width_ratios=(1.25, 1) if alone else (1, 1, 1.15))
        self.plane = Plane(axes[0], ("s1", "s2"), ("",) if alone else ("h1", "h2"))
        self.title = axes[0].set_title(" ", zorder=RESTING)
        moving = self.plane.artists + [self.title] + self._start_table(axes[-1], alone)
        self.handles = [self._shift_handle(axes[0], 0)]
        if alone:
            self.handles.append(Handle("arrow", axes[0], lambda neurons, **_: tip(neurons[0]), self._turn))
            return moving
        self.hidden = Plane(axes[1], ("h1", "h2"), ("",), labelled=True)
        axes[1].set_title("what the output sees")
        self.handles += [self._shift_handle(axes[0], 1), self._shift_handle(axes[1], 2)]
        return moving + self.hidden.artists

    def _start_table(self, ax, alone):
        ax.set(xlim=(0, 1), ylim=(0, 1))
        ax.set_axis_off()
        look = dict(family="DejaVu Sans Mono", fontsize=12, va="center", color=plots.DATA, in_layout=False)
        heights = [0.79 - 0.12 * i for i in range(4)]
        for x, words in zip(COLUMNS, ("s1 s2", "z" if alone else "h1   h2", "out", "wanted")):
            ax.text(x, 0.93, words, **look, ha="left" if x == 0 else "right")
        ax.plot([0, 1], [0.87, 0.87], color=plots.QUIET, linewidth=0.8)
        for height, (a, b) in zip(heights, CORNERS):
            ax.text(0, height, f" {a:.0f}  {b:.0f}", **look)
        cells = lambda x, **more: [ax.text(x, height, "", **look, ha="right", **more) for height in heights]
        self.between, self.out = cells(COLUMNS[1], zorder=3 if alone else RESTING), cells(COLUMNS[2])
        self.wanted = cells(COLUMNS[3], zorder=RESTING)
        self.mark = ax.plot([], [], ">", color=plots.PREDICTION, markersize=8, clip_on=False, in_layout=False)[0]
        words = dict(color="#5a5a5a", fontsize=12, va="center", in_layout=False, zorder=RESTING)
        self.learning, self.trace = ax.text(0, 0.2, "", **words), ax.text(0, 0.08, "", **words)
        return [*self.between, *self.out, *self.wanted, self.mark, self.learning, self.trace]

    # ---- numbers ------------------------------------------------------------------------------------------------------

    @staticmethod
    def output(neurons, inputs):
        """(what the output says, what the two hidden neurons say); without hidden ones these are the inputs"""
        inner = np.stack([says(neuron, inputs) for neuron in neurons[:-1]], axis=-1) if neurons[1:] else inputs
        return says(neurons[-1], inner), inner

    def results(self, goal, neurons):
        """(outputs, what the output neuron sees, wanted, right), one entry for each corner; 0.5 counts as 1"""
        out, seen = self.output(neurons, CORNERS)
        wanted = np.array(GOALS[goal], dtype=bool)
        return out, seen, wanted, (out >= 0.5) == wanted

    # ---- what moves ---------------------------------------------------------------------------------------------------

    def draw(self, goal, neurons, which, solved, tries, ticks, updates, **_):
        out, seen, wanted, right = self.results(goal, neurons)
        lines = neurons if len(neurons) == 1 else neurons[:2]
        self.plane.move(lambda grid: self.output(neurons, grid)[0], lines, CORNERS, wanted, right, tries)
        if len(neurons) == 3:
            self.hidden.move(lambda grid: says(neurons[2], grid), neurons[2:], seen, wanted, right)
        for i, texts in enumerate(zip(self.between, self.out, self.wanted)):
            between = (
                f"{seen[i][0]:.1f}  {seen[i][1]:.1f}"
                if neurons[1:]
                else number(np.dot((*CORNERS[i], 1), neurons[0]), 1)
            )
            for text, words in zip(texts, (between, f"{out[i]:.2f}", f"{wanted[i]:d} {'✓' if right[i] else '✗'}")):
                text.set_text(words)
        looks = looks_after(ticks)
        self.mark.set_data([-0.05] * (looks > 0), [0.79 - 0.12 * ((looks - 1) % 4)] * (looks > 0))
        self.title.set_text(f"{goal}: {right.sum()} of 4 right")
        gave_up = ": gave up" if looks and looks % LOOKS_PER_RUN == 0 and not right.all() else ""
        self.learning.set_text(f"{looks} looks, {updates} updates{gave_up}" if looks else "")
        self.trace.set_text(f"solved so far: {', '.join(solved) or 'none'}")

    @staticmethod
    def named(neurons, which):
        """'out = σ(6 s1 + 6 s2 − 3)' for the neuron that the sliders hold"""
        alone = len(neurons) == 1
        name = "out" if alone or which == "output" else {"first": "h1", "second": "h2"}[which]
        a, b = ("h1", "h2") if which == "output" else ("s1", "s2")
        w1, w2, c = neurons[GateBuilder._place(which)]
        signed = [f"{'+' if v >= 0 else plots.MINUS} {number(abs(v), 1)}" for v in (w2, c)]
        return f"{name} = σ({number(w1, 1)} {a} {signed[0]} {b} {signed[1]})"

    def describe(self, goal, neurons, which, solved, **_):
        out, _, wanted, right = self.results(goal, neurons)
        told = ", ".join(f"{value:.2f} at {a:.0f},{b:.0f}" for value, (a, b) in zip(out, CORNERS))
        return (
            f"Goal {goal}. {self.named(neurons, which)} is turned; the output says {told}; "
            f"{right.sum()} of 4 are right. Solved so far: {', '.join(solved) or 'none'}."
        )

    # ---- what the learner does ----------------------------------------------------------------------------------------

    def _moved(self, neurons, place, neuron):
        return {"neurons": (*neurons[:place], kept(*neuron), *neurons[place + 1 :])}

    def _shift_handle(self, ax, place):
        def drag(across, up, /, neurons, **_):
            w1, w2, _ = neurons[place]
            moved = self._moved(neurons, place, (w1, w2, -(w1 * across + w2 * up)))
            return moved | ({"which": [*HIDDEN, "output"][place]} if neurons[1:] else {})

        name = (
            ("line", "line of h2", "line of the output")[place]
            if place or len(self.state["neurons"]) == 1
            else "line of h1"
        )
        return Handle(name, ax, lambda neurons, **_: foot(neurons[place]), drag)

    def _turn(self, across, up, /, neurons, **_):
        """The line turns about the centre: the arrow points from there to (across, up), or straight away from it"""
        w, size = np.array(neurons[0][:2]), np.hypot(*neurons[0][:2])
        way, at_centre = np.array([across, up]) - CENTRE, w @ CENTRE + neurons[0][2]
        if not size or np.hypot(*way) < ARROW / 8:
            return {}
        w = size * way / np.hypot(*way) * (1 if ARROW > at_centre / size else -1)
        return self._moved(neurons, 0, (*w, at_centre - w @ CENTRE))

    def released(self, goal, neurons, solved, tries, **_):
        changes = {"tries": (*tries, neurons[0])[-MOST_TRIES:]} if len(neurons) == 1 and neurons[0] not in tries else {}
        return changes | self._won(goal, neurons, solved)

    def _won(self, goal, neurons, solved):
        new = goal not in solved and self.results(goal, neurons)[-1].all()
        return {"solved": (*solved, goal)} if new else {}

    def wipe(self, **_):
        return {"neurons": ((0.0, 0.0, 0.0),), "tries": (), "ticks": 0, "clean": 0, "updates": 0}

    def tick(self, goal, neurons, solved, ticks, clean, updates, **_):
        """One look at one corner every few frames, and Rosenblatt's rule; ends after four right ones, or many looks."""
        if len(neurons) == 3:
            return None
        looks = looks_after(ticks + 1)
        if looks == looks_after(ticks):
            return {"ticks": ticks + 1}
        place = (looks - 1) % 4
        new = perceptron_step(neurons[0], CORNERS[place], GOALS[goal][place])
        clean = clean + 1 if new == neurons[0] else 0
        changes = {"ticks": ticks + 1, "clean": clean, "updates": updates + (new != neurons[0]), "neurons": (new,)}
        ended = clean >= 4 or looks % LOOKS_PER_RUN == 0
        return changes | {"playing": not ended} | (self._won(goal, (new,), solved) if ended else {})
