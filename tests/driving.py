"""Drives a live figure over everything a learner can do, without a browser."""

from types import SimpleNamespace

import numpy as np


def opened(**figures):
    """{name: (figure, its state at first)}: each is opened once, for all tests of a module"""
    for figure in figures.values():
        say(figure, kind="open", dpr=1)
    return {name: (figure, dict(figure.state)) for name, figure in figures.items()}


def as_at_first(made):
    """The figures that `opened` made, by name, each as it was at first"""
    for figure, state in made.values():
        figure.state.update(state)
        figure.show_state()
    return SimpleNamespace(**{name: figure for name, (figure, _) in made.items()})


def listen(figure):
    """The frames that the figure sends from now on, as a growing list of headers"""
    frames = []
    figure.send = lambda header, buffers=(): frames.append(header)
    return frames


def say(figure, **message):
    """One message from the browser; the frame that answers it, which must be no error"""
    frames = listen(figure)
    figure.receive({"view": "v", "seq": 1, **message})
    assert len(frames) == 1 and "error" not in frames[0], frames
    return frames[0]


def count_artists(figure):
    return len(figure._figure.findobj())


def drive_everything(figure, steps=9):
    """Every control over its range, every handle to the corners and beyond, every button, each run to its end"""
    say(figure, kind="open", dpr=1)
    artists = count_artists(figure)
    for control in figure.controls:
        for message in _messages(control, steps):
            header = say(figure, **message)
            assert header["caption"] == f"{figure.alt} {figure.describe(**figure.known)}"
            assert np.isfinite([(spot["x"], spot["y"]) for spot in header["handles"]]).all()
    for number, handle in enumerate(figure.handles):
        _drag_around(figure, handle)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (10, 10), (-10, -10)):
            say(figure, kind="nudge", handle=number, dx=dx, dy=dy)
    run_to_the_end(figure)
    assert count_artists(figure) == artists, "draw() made new artists"


def something_of_everything(figure):
    """A few messages of each kind that this figure understands, ticks of a run among them"""
    messages = [message for control in figure.controls for message in _messages(control, 3)]
    for number in range(len(figure.handles)):
        messages += [
            {"kind": "nudge", "handle": number, "dx": 2, "dy": 3},
            {"kind": "nudge", "handle": number, "dx": -1, "dy": -1},
        ]
    if "playing" in figure.state:
        messages += [{"kind": "change", "changes": {"playing": True}, "done": True}, *5 * [{"kind": "tick"}]]
    return messages


def _messages(control, steps):
    if control.kind == "slider":
        values = np.linspace(control.low, control.high, steps)
    elif control.kind == "button":
        return [{"kind": "button", "name": control.name}] * 3
    else:
        values = {"choice": getattr(control, "options", ()), "toggle": (True, False)}.get(control.kind, ())
        values = values[:: max(1, len(values) // steps)]  # of a hundred words some are enough
    return [{"kind": "change", "changes": {control.name: v}, "done": True} for v in values]


def _drag_around(figure, handle):
    """Take the handle where it stands, pull it to every corner of its axes and out of the figure, let go"""
    size = figure._figure.bbox.size
    start = handle.pixels(figure.known) / size
    box = handle.axes.get_position()
    places = [(x, y) for x in (box.x0, box.x1, -0.5, 1.5) for y in (box.y0, box.y1, -0.5, 1.5)]
    say(figure, kind="pointer", phase="press", x=start[0], y=start[1])
    for x, y in places:
        say(figure, kind="pointer", phase="drag", x=x, y=y)
    say(figure, kind="pointer", phase="release", x=start[0], y=start[1])


def run_to_the_end(figure, most=3000):
    """Press Run and answer every tick until it stops; the number of ticks"""
    if "playing" not in figure.state:
        return 0
    playing = say(figure, kind="change", changes={"playing": True}, done=True)["playing"]
    ticks = 0
    while playing and ticks < most:
        playing, ticks = say(figure, kind="tick")["playing"], ticks + 1
    assert ticks < most, "the run never ends"
    return ticks
