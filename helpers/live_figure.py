"""LiveFigure: a matplotlib picture that follows the hand.

The still artists are drawn once; the moving ones are painted over that cached background, and only the rectangles
that changed travel to the browser (live_figure.js). Subclasses name their controls, compute `numbers(**state)`, declare
in `start(figure)` the marks that show them (marks.py), and `describe` them; see lessons/ for examples.
"""

import base64
import pathlib
import threading
import traceback
from dataclasses import asdict

import anywidget
import numpy as np
import traitlets
from IPython import get_ipython
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from . import plots
from .controls import Button, Choice, Handle, Play, Slider, Text, Toggle
from .marks import Marks

__all__ = ["Button", "Choice", "Handle", "LiveFigure", "Play", "Slider", "Text", "Toggle"]

CSS_DPI = 100  # one inch of a figure is 100 CSS pixels
GRAB_RADIUS = 28  # CSS pixels within which a press takes hold of a handle
_alive: dict[str, tuple[str, list["LiveFigure"]]] = {}  # cell -> (run, the figures it made)


def changed_rectangles(before, after, tile=32):
    """Rectangles (x, y, width, height) that cover every pixel in which two RGBA arrays (rows, columns, 4) differ."""
    differ = (before.view(np.uint32) != after.view(np.uint32))[..., 0]
    rows, columns = differ.shape
    tiles = np.logical_or.reduceat(differ, np.arange(0, columns, tile), axis=1)
    tiles = np.logical_or.reduceat(tiles, np.arange(0, rows, tile), axis=0)
    open_runs, done = {}, []  # open_runs: (first tile, last tile) of a row -> the row where it began
    for row in range(len(tiles) + 1):
        runs = _runs(tiles[row]) if row < len(tiles) else []
        for run in [r for r in open_runs if r not in runs]:
            done.append((run, open_runs.pop(run), row))
        for run in runs:
            open_runs.setdefault(run, row)
    boxes = [(a * tile, top * tile, min(b * tile, columns), min(end * tile, rows)) for (a, b), top, end in done]
    return [(x, y, right - x, bottom - y) for x, y, right, bottom in boxes]


def _runs(flags):
    """[(start, end), …] of the stretches of True in a row of booleans."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


class LiveFigure(Marks, anywidget.AnyWidget):
    """A picture with controls: state (a plain dict) -> numbers(**state) -> marks -> the painted frame.

    size: inches (width, height), at 100 CSS pixels an inch. controls: sliders, choices, buttons. alt: what the picture
    shows, in one sentence; it is the alternative text of the still picture and the name of the live one.
    """

    # As text: given a path, anywidget watches the file and keeps every widget alive for ever.
    _esm = pathlib.Path(__file__).with_name("live_figure.js").read_text("utf-8")
    _css = pathlib.Path(__file__).with_name("live_figure.css").read_text("utf-8")
    size = (9.0, 4.2)
    controls: list = []
    alt = "A live figure."

    # What the browser keeps when a notebook is saved: enough to show the last picture without a kernel.
    spec = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    picture = traitlets.Bytes().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    width = traitlets.Int().tag(sync=True)

    def __init__(self, **state):
        self.state = {"playing": False} if any(c.kind == "play" for c in self.controls) else {}
        self.state |= {"tries": ()} if self.try_of else {}
        self.handles: list[Handle] = []
        self._marks, self._moving, self.known = [], [], {}
        self._shown = self._held = None
        self._lock = threading.RLock()  # Lab has the kernel answer widgets in another thread than the cells'
        self._figure = Figure(figsize=self.size, dpi=CSS_DPI, layout="constrained")
        self._canvas = FigureCanvasAgg(self._figure)
        self.state.update(state)
        missing = [c.name for c in self.controls if c.kind != "button" and c.name not in self.state]
        if missing:
            raise ValueError(f"{type(self).__name__} needs a first value for {', '.join(missing)}")
        self.start(self._figure)
        self._moving.sort(key=lambda artist: artist.get_zorder())
        for artist in self._moving:
            artist.set_animated(True)
        picture, spec, width = self._still_png(), [asdict(c) for c in self.controls], int(self.size[0] * CSS_DPI)
        values, caption = self._control_values(), self._caption()
        super().__init__(spec=spec, values=values, picture=picture, caption=caption, width=width)
        self.on_msg(lambda _, message, __: self.receive(message))
        self._close_figures_of_earlier_runs()

    # ---- what a subclass writes ---------------------------------------------------------------------------------

    def describe(self, **known):
        """The state and its numbers in one sentence, for those who do not see the picture."""
        raise NotImplementedError(f"{type(self).__name__} needs describe(**known)")

    def follow(self, changed, **state):
        """What else changes with a change; changed: {name: its value before}."""
        return {}

    def tick(self, **state):
        """One slice (at most 20 ms) of a running figure; None ends the run."""
        return None

    # ---- what happens to the state ------------------------------------------------------------------------------

    def apply(self, changes):
        """Change the state; values of controls are kept within their range and on their steps."""
        unknown = set(changes) - set(self.state)
        if unknown:
            raise ValueError(
                f"{type(self).__name__} has no {', '.join(sorted(unknown))}; it has {', '.join(self.state)}"
            )
        before = {name: self.state[name] for name in changes}
        self.state.update(self._clean(changes))
        self.state.update(self._clean(self.follow(before, **self.state)))

    def _clean(self, changes):
        clean = {c.name: c.clean for c in self.controls if c.kind != "button"}
        return {name: clean.get(name, lambda v: v)(value) for name, value in changes.items()}

    def receive(self, message):
        """Answer one message of the browser with one frame; an error of the figure is shown in place."""
        with self._lock:
            self._answer(message)

    def _answer(self, message):
        error, kind = None, message.get("kind")
        try:
            if kind == "open":
                self._set_resolution(message["dpr"])
            else:
                getattr(self, f"_on_{kind}")(message)
            self._send_frame(message, whole=kind == "open")
        except Exception as problem:  # whatever the drawing code raised belongs on the screen, not in a log
            self._shown = None  # the next frame is whole: a view that opened meanwhile has no picture to patch
            where = traceback.extract_tb(problem.__traceback__)[-1]
            error = f"{type(problem).__name__}: {problem} ({pathlib.Path(where.filename).name}, line {where.lineno})"
            self.send({**self._header(message), "rects": [], "playing": False, "error": error})

    def _on_change(self, message):
        self.apply(message["changes"])
        if message.get("done"):
            self.apply(self.released(**self.state))

    def _on_button(self, message):
        if message["name"] not in [c.name for c in self.controls if c.kind == "button"]:
            raise ValueError(f"{type(self).__name__} has no button {message['name']!r}")
        self.apply(getattr(self, message["name"])(**self.state))

    def _on_tick(self, message):
        if self.state.get("playing"):
            changes = self.tick(**self.state)
            self.apply({"playing": False} if changes is None else changes)

    def _on_nudge(self, message):
        """An arrow key on a handle: (dx, dy) of its steps."""
        handle = self.handles[message["handle"]]
        x, y = handle.at(**self.known)
        self.apply(handle.drag(x + message["dx"] * handle.step[0], y + message["dy"] * handle.step[1], **self.known))
        self.apply(self.released(**self.state))

    def _on_pointer(self, message):
        """press, drag or release at (x, y): fractions of the figure's width and height from its lower left corner."""
        spot = np.array([message["x"], message["y"]]) * self._figure.bbox.size
        if message["phase"] == "press":
            self._held = self._handle_at(spot)
        if self._held is None:
            return
        handle, offset = self._held
        x, y = handle.axes.transData.inverted().transform(spot + offset)
        act = handle.press if handle.press and message["phase"] == "press" else handle.drag
        self.apply(act(float(x), float(y), **self.known))
        if message["phase"] == "release":
            self._held = None
            self.apply(self.released(**self.state))

    def _handle_at(self, spot):
        """(the nearest handle that can be taken at this pixel, where it stands from there), or None."""
        near = []
        for handle in self.handles:
            away = handle.pixels(self.known) - spot
            distance = np.hypot(*away) * CSS_DPI / self._figure.dpi
            if distance <= GRAB_RADIUS:
                near.append((distance, len(near), handle, np.zeros(2) if handle.press else away))
            elif handle.anywhere and handle.axes.bbox.contains(*spot):
                near.append((GRAB_RADIUS + 1, len(near), handle, np.zeros(2)))
        return min(near)[2:] if near else None

    # ---- the frame ----------------------------------------------------------------------------------------------

    def paint(self):
        """The picture of the current state as RGBA bytes (rows, columns, 4): background, then what moves.

        The undermost artists that this state did not touch are kept with the background (until one is touched).
        """
        with self._lock:
            self.show_state()
            if self._background is None:
                self._canvas.draw()
                self._background = self._under = self._canvas.copy_from_bbox(self._figure.bbox)
                self._resting = -1
            keep = next((i for i, artist in enumerate(self._moving) if artist.stale), len(self._moving))
            if keep == len(self._moving) and self._resting >= 0:  # nothing moved: the canvas shows it already
                return np.array(self._canvas.buffer_rgba())
            if keep != self._resting:
                self._canvas.restore_region(self._background)
                self._draw_artists(self._moving[:keep])
                self._under, self._resting = self._canvas.copy_from_bbox(self._figure.bbox), keep
            self._canvas.restore_region(self._under)
            self._draw_artists(self._moving[keep:])
            return np.array(self._canvas.buffer_rgba())

    def _draw_artists(self, artists):
        for artist in artists:
            if artist.get_visible():
                self._figure.draw_artist(artist)
            artist.stale = False

    _background = None

    def _set_resolution(self, device_pixel_ratio):
        self._figure.set_dpi(CSS_DPI * min(max(float(device_pixel_ratio), 1.0), 2.0))
        self._background = None

    def _send_frame(self, message, whole):
        frame = self.paint()
        rows, columns = frame.shape[:2]
        whole = whole or self._shown is None or self._shown.shape != frame.shape
        rectangles = [(0, 0, columns, rows)] if whole else changed_rectangles(self._shown, frame)
        pixels = b"".join(frame[y : y + h, x : x + w].tobytes() for x, y, w, h in rectangles)
        self._shown = frame
        header = self._header(message) | {"rects": rectangles, "playing": self.state.get("playing", False)}
        header |= {"values": self._control_values(), "handles": self._handle_spots(), "caption": self._caption()}
        if whole:
            header |= {"size": [columns, rows], "zones": self._zones()}
        self.send(header, buffers=[pixels])

    def _header(self, message):
        return {"kind": "frame", "view": message.get("view"), "seq": message.get("seq")}

    def _control_values(self):
        return {c.name: self.state[c.name] for c in self.controls if c.kind != "button"}

    def _caption(self):
        return f"{self.alt} {self.describe(**self.known)}"

    def _handle_spots(self):
        """Where the handles stand, in fractions of the figure from its upper left corner, and their values."""
        spots = []
        for handle in self.handles:
            x, y = handle.at(**self.known)
            across, up = handle.pixels(self.known) / self._figure.bbox.size
            spots.append(
                {
                    "name": handle.name,
                    "x": float(across),
                    "y": 1 - float(up),
                    "at": [float(x), float(y)],
                    "moves": [bool(handle.step[0]), bool(handle.step[1])],
                }
            )
        return spots

    def _zones(self):
        """[left, top, right, bottom] in fractions, of the axes in which a press anywhere takes a handle."""
        boxes = [handle.axes.get_position() for handle in self.handles if handle.anywhere]
        return [[box.x0, 1 - box.y1, box.x1, 1 - box.y0] for box in boxes]

    # ---- the still picture, and the end -------------------------------------------------------------------------

    def _still_png(self):
        self._canvas.draw()  # settles the layout once, so that background, handles and squares agree from now on
        self._figure.set_layout_engine("none")
        self.show_state()
        return plots.png_bytes(self._figure)

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        still = {"text/plain": self.caption, "image/png": base64.b64encode(self.picture).decode()}
        return data | still, metadata | plots.png_metadata(self.size, self.caption)

    def _ipython_display_(self):
        """Shown as display() does: IPython keeps a copy of every result of a cell, picture included, for ever."""
        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)

    def _close_figures_of_earlier_runs(self):
        """A cell that is run again replaces its figures: the old ones give their memory back."""
        kernel = getattr(get_ipython(), "kernel", None)
        if kernel is None:
            return
        request = kernel.get_parent() or {}
        this_run = request.get("header", {}).get("msg_id")
        cell = request.get("metadata", {}).get("cellId") or request.get("content", {}).get("code", "")
        run, figures = _alive.get(cell, (None, []))
        if run != this_run:
            for figure in figures:
                figure.close()
            figures = []
        _alive[cell] = (this_run, figures + [self])

    def close(self):
        """Let go of the picture and of the line to the browser.

        Every attribute that start() made leads back to the figure, and the shell's Out[…] may keep this widget.
        """
        with self._lock:
            self.layout.close()
            super().close()
            self.picture, self._canvas.renderer = b"", None  # the large things at once, the rest when Python tidies up
            for name in ("_figure", "_canvas", "_background", "_under", "_shown", "_held", "_moving", "_marks"):
                setattr(self, name, None)
            for name in [name for name in vars(self) if not name.startswith("_")]:
                delattr(self, name)

    def __del__(self):
        """Nothing to do: a widget is collected only after close(), or when Python ends and nobody listens."""
