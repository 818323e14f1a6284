"""Marks: the movable parts of a live figure, each declared once: what it is, which numbers it shows, how it looks.

A figure computes the numbers of a frame once, in `numbers(**state)`, under names; a mark shows the numbers (or the
values of the state) that it names. One whose numbers are as before is not touched, so that it can rest with the
background. `LiveFigure` is a figure with marks; nothing here knows of widgets or of the browser.
"""

import numpy as np
from matplotlib.patches import Rectangle

from .controls import Handle


def separate(*lines):
    """Several lines, (points, 2) each, as one that is interrupted between them: (all points and gaps, 2)"""
    parts = [part for line in lines for part in (np.reshape(line, (-1, 2)), [(np.nan, np.nan)])]
    return np.concatenate(parts[:-1] or [np.empty((0, 2))])


def error_bars(x, y_hat, y):
    """The points of a `line` that draws each error as a bar from (x, y_hat) to (x, y): all (n,) -> (3 n - 1, 2)"""
    return separate(*np.stack([np.column_stack([x, y_hat]), np.column_stack([x, y])], axis=1))


def same(new, old):
    """True if the two are equal, whatever they are; numbers and arrays bit by bit, nan included"""
    if new is old:
        return True
    if isinstance(new, (np.ndarray, np.generic)):
        return type(new) is type(old) and (new.shape, new.tobytes()) == (old.shape, old.tobytes())
    if isinstance(new, (list, tuple)):
        return type(new) is type(old) and len(new) == len(old) and all(map(same, new, old))
    return type(new) is type(old) and new == old


class Marks:
    """What LiveFigure draws: subclasses write `numbers`, and declare their marks and handles in `start(figure)`.

    try_of: the names of the state that make a try, of which the newest `most_tries` stay in the state as `tries`,
    a value each, or a tuple if there are several names; shown by any mark.
    """

    try_of, most_tries = (), 60

    def numbers(self, **state):
        """{name: what is true in this state}: the numbers of a frame, computed once; new arrays, never changed later"""
        return {}

    def start(self, figure):
        """Make every artist, once: the still ones, and by the methods below those that move"""
        raise NotImplementedError(f"{type(self).__name__} needs start(figure)")

    # ---- the vocabulary: a name is one of `numbers` or of the state; whatever is no text is itself a number that stays

    def mark(self, put, *names, artists):
        """Any other mark: put(*numbers) moves the artists"""
        self._marks.append([put, names, None, artists])
        self._moving += [artist for artist in artists if artist not in self._moving]

    def each(self, artists, **names):
        """Several artists as one mark: the name of each property holds a value for each artist"""

        def put(*lists):
            for artist, *values in zip(artists, *lists, strict=True):
                artist.set(**dict(zip(names, values, strict=True)))

        self.mark(put, *names.values(), artists=artists)

    def line(self, ax, *names, style="-", **look):
        """One name: points (n, 2), nan for a gap. Two: x and y, each a number or (n,). Also dots, by their style"""
        artist = ax.plot([], [], style, **look)[0]
        if len(names) == 1:
            self.mark(lambda points: artist.set_data(*np.reshape(points, (-1, 2)).T), *names, artists=[artist])
        else:
            self.mark(lambda x, y: artist.set_data(np.atleast_1d(x), np.atleast_1d(y)), *names, artists=[artist])
        return artist

    def title(self, ax, name, **look):
        return self.words(ax.set_title(" ", **look), name)

    def text(self, ax, x, y, name, **look):
        """At a place that stays; x and y are numbers"""
        return self.words(ax.text(x, y, "", **look), name)

    def words(self, artist, name):
        """An artist made already, such as an annotation, whose text is the name's"""
        self.mark(artist.set_text, name, artists=[artist])
        return artist

    def image(self, ax, name, first, **look):
        """Pixels; `first` (rows, columns) or (rows, columns, 3) gives the shape"""
        artist = ax.imshow(first, **look)
        self.mark(artist.set_data, name, artists=[artist])
        return artist

    def rectangles(self, ax, name, count, **look):
        """`count` of them, at (x, y, width, height) each: (count, 4)"""
        artists = tuple(ax.add_patch(Rectangle((0, 0), 0, 0, **look)) for _ in range(count))
        self.each(artists, bounds=name)
        return artists

    def visible(self, name, *artists):
        """Those that are seen only while the name's value is true"""
        self.mark(lambda shown: [artist.set_visible(bool(shown)) for artist in artists], name, artists=artists)

    def hold(self, label, ax, x, y, step, within=None, grid=0, **more):
        """A handle at (x, y), each the name of a number, or a number where it does not move

        By itself it changes the state of these names, kept within ((low x, high x), (low y, high y)) and on a grid of
        this width; drag=… says otherwise (see Handle). Returns it.
        """

        def at(**known):
            return known.get(x, x), known.get(y, y)

        def drag(across, up, /, **_):
            spot = np.clip((across, up), *np.transpose(within)) if within else (across, up)
            spot = [round(float(value) / grid) * grid if grid else float(value) for value in spot]
            return {name: value for name, value in zip((x, y), spot, strict=True) if isinstance(name, str)}

        self.handles.append(Handle(label, ax, at, more.pop("drag", drag), step, **more))
        return self.handles[-1]

    # ---- tries ----------------------------------------------------------------------------------------------------

    def released(self, **state):
        """What changes when the learner lets go of a control or handle: the try that leaves a trace"""
        if not self.try_of:
            return {}
        values = tuple(state[name] for name in self.try_of)
        now = values if len(values) > 1 else values[0]
        return {} if state["tries"][-1:] == (now,) else {"tries": (*state["tries"], now)[-self.most_tries :]}

    def forget(self, **_):
        return {"tries": ()}

    # ---- one frame ---------------------------------------------------------------------------------------------------

    def show_state(self):
        """Compute the numbers of this state, and move every mark whose numbers have changed"""
        self.known = self.state | self.numbers(**self.state)
        for mark in self._marks:
            put, names, shown, _ = mark
            now = [self.known[name] if isinstance(name, str) else name for name in names]
            if shown is None or not same(now, shown):
                put(*now)
                mark[2] = now
