"""A live figure as the browser tests see and drive it: its painted pixels, and what its kernel says."""

import contextlib

import pytest
from course_in_lab import NAMES, explorers_of

from helpers import explorers

FIGURES = [(name, position, kind) for name in NAMES for position, kind in explorers_of(name)]
WITH_FIGURES = sorted({name for name, _, _ in FIGURES})
each_notebook_with_figures = pytest.mark.parametrize("notebook", WITH_FIGURES, indirect=True, scope="session")


def these(rows):
    """A test with the parameters `notebook` (opened and run) and `position` (of the figure's cell)."""
    return pytest.mark.parametrize(
        "notebook, position",
        [row[:2] for row in rows],
        indirect=["notebook"],
        scope="session",
        ids=[f"{name.partition('_')[0]}-{kind}" for name, _, kind in rows],
    )


def each_figure_with(*kinds):
    """Each figure that has a control of one of these kinds."""
    return these([row for row in FIGURES if {c.kind for c in getattr(explorers, row[2]).controls} & set(kinds)])


def one_of_each_kind():
    """The first figure with a slider, the first with a choice, … until every kind of control has been met."""
    met, rows = set(), []
    for row in FIGURES:
        kinds = {control.kind for control in getattr(explorers, row[2]).controls}
        if kinds - met:
            rows.append(row)
            met |= kinds
    return rows


each_figure = these(FIGURES)
# for what the page does and no figure can change
a_figure_with_each_control = these(one_of_each_kind())
notebooks_with_each_control = pytest.mark.parametrize(
    "notebook", sorted({row[0] for row in one_of_each_kind()}), indirect=True, scope="session"
)

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SHA_OF_CANVAS = """async (canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", data));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}"""
READ_CONTROLS = """(panel) => [...panel.children].map((child) => {
  const field = child.querySelector("input, select");
  if (!field) return null;
  if (field.type === "range") return field.valueAsNumber;
  if (field.type === "checkbox") return field.checked;
  return field.tagName === "SELECT" ? field.selectedIndex : field.value;
})"""
HAS_NEW_FRAME = "([canvas, before]) => canvas.dataset.frame !== before"
# A picture that plays asks for its next frame when the page is painted: so nothing may happen for two paintings.
COME_TO_REST = """async (canvas, patience) => {
  const painting = () => new Promise((done) => requestAnimationFrame(done));
  const seen = () => [canvas.dataset.unanswered, canvas.dataset.frame].join();
  for (let quiet = 0, last = seen(), end = performance.now() + patience; quiet < 2;) {
    if (performance.now() > end) throw new Error(`still unanswered: ${canvas.dataset.unanswered}`);
    await painting();
    const now = seen();
    quiet = now === last && now.startsWith("0,") ? quiet + 1 : 0;
    last = now;
  }
}"""
# Python functions of the figure, for its kernel
STATE = """(lambda f: {
  "shown": __import__('hashlib').sha1(f._shown.tobytes()).hexdigest(),
  "caption": f._caption(),
  "controls": [None if c.kind in ("button", "play") else f.state[c.name] if c.kind != "choice" else
               c.options.index(f.state[c.name]) for c in f.controls],
})"""
SLOW_DOWN = """(lambda f: setattr(
  f, "show_state", lambda _show=f.show_state: (__import__('time').sleep(0.05), _show())[1]
))"""
MIDDLES = """(lambda f: [
  [(x.axes.bbox.x0 + x.axes.bbox.x1) / 2 / x.axes.figure.bbox.width,
   1 - (x.axes.bbox.y0 + x.axes.bbox.y1) / 2 / x.axes.figure.bbox.height] for x in f.handles
])"""
PAINT = "(lambda f: __import__('hashlib').sha1(f.paint().tobytes()).hexdigest())"


class Figure:
    """The `number`th live figure of the notebook's cell at `position`."""

    def __init__(self, notebook, position, number=0):
        self.notebook, self.page, self.position, self.number = notebook, notebook.page, position, number
        self._model = None
        self.root = notebook.cell(position).locator(".lf").nth(number)
        self.canvas, self.error = self.root.locator("canvas"), self.root.locator(".lf-error")
        self.handles, self.panel = self.root.locator(".lf-handle"), self.root.locator(".lf-controls")
        self.stops = self.root.locator(".lf-handle, .lf-controls :is(input, select, button)")
        self.movable = self.root.locator(".lf-handle, .lf-controls input[type=range]").first
        self.sliders = self.panel.locator("input[type=range]")
        self.choices = self.panel.locator("select")
        self.toggles = self.panel.locator("input[type=checkbox]")
        self.texts = self.panel.locator("input[type=text]")
        self.play = self.panel.locator("button.lf-play")
        self.buttons = self.panel.locator("button:not(.lf-play)")

    def one_of_each(self):
        """One text field, handle, slider, choice, toggle and button, of those that it has."""
        kinds = (self.texts, self.handles, self.sliders, self.choices, self.toggles, self.buttons)
        return [stops.first for stops in kinds if stops.count()]

    def show(self):
        """Bring it to the screen, alive: the kernel has answered."""
        self.notebook.scroll_to(self.position)
        self.root.locator("canvas[data-frame]").wait_for()
        self.rest()

    def button(self, label):
        return self.root.get_by_role("button", name=label, exact=True)

    def pixels(self):
        """A short name (SHA-1) of every painted pixel."""
        return self.canvas.evaluate(SHA_OF_CANVAS)

    def caption(self):
        """What a screen reader says the picture shows."""
        return self.canvas.get_attribute("aria-label")

    def frame(self):
        """The number of the last message that was answered by a frame."""
        return self.canvas.get_attribute("data-frame")

    def play_and_pause(self):
        """Press Space on the play button, and again if it plays."""
        label, before = self.play.text_content(), [self.canvas.element_handle(), self.frame()]
        self.play.press("Space")
        self.page.wait_for_function(HAS_NEW_FRAME, arg=before)
        if self.play.text_content() != label:
            self.play.press("Space")
        self.rest()

    def unanswered(self):
        """How many messages wait for their frame."""
        return int(self.canvas.get_attribute("data-unanswered"))

    def rest(self):
        """Wait until every message is answered and no more are sent."""
        self.canvas.evaluate(COME_TO_REST, 20_000)

    def push(self, stop):
        """Arrow keys that move any slider or handle, whichever way it goes: down only where it stands at its end."""
        before = self.pixels()
        for keys in (["ArrowUp"] * 2 + ["ArrowRight"] * 2, ["ArrowDown", "ArrowLeft"]):
            for key in keys:
                stop.press(key)
            self.rest()  # else a slow kernel is asked for the sum of all, which may lie beyond the end
            if self.pixels() != before:
                return

    @contextlib.contextmanager
    def answered(self):
        """What is done inside is followed by at least one new frame; ends when all is answered."""
        before = [self.canvas.element_handle(), self.frame()]
        yield
        self.page.wait_for_function(HAS_NEW_FRAME, arg=before)
        self.rest()

    def spot(self, handle):
        """The place of a handle's middle on the page, in CSS pixels."""
        box = handle.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def middles(self):
        """For each handle, the middle of its axes on the page, in CSS pixels."""
        sheet = self.canvas.bounding_box()
        return [(sheet["x"] + x * sheet["width"], sheet["y"] + y * sheet["height"]) for x, y in self.kernel(MIDDLES)]

    def kernel(self, function):
        """What a Python function of this figure returns in the kernel."""
        self._model = self._model or self._find_model()
        figure = f"__import__('ipywidgets').widgets.widget._instances[{self._model!r}]"
        return self.notebook.ask(f"{function}({figure})")

    def _find_model(self):
        """The name of its widget, by which the kernel finds it."""
        outputs = self.notebook.cells()[self.position]["outputs"]
        views = [output["data"][WIDGET_VIEW] for output in outputs if WIDGET_VIEW in output.get("data", {})]
        return views[self.number]["model_id"]

    def assert_shows_the_kernels_state(self):
        """At rest, pixels, caption and controls are those of the kernel's state, and it would paint them again."""
        self.rest()
        told = self._told()
        assert self._seen() == told, "the page and the kernel differ"
        assert self.kernel(PAINT) == told[0], "the kernel paints another picture for this state"
        assert not self.error.is_visible(), self.error.text_content()

    def _seen(self):
        """(pixels, caption, what the controls show; None for a button)"""
        return self.pixels(), self.caption(), self.panel.evaluate(READ_CONTROLS)

    def _told(self):
        """The same, from the kernel."""
        state = self.kernel(STATE)
        return state["shown"], state["caption"], state["controls"]
