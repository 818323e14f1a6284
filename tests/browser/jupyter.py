"""What the browser tests share: JupyterLab as `make lab` starts it, on a copy of the course, and its pages.

Nothing here touches the learner's work/: the course is copied to a folder of its own, its kernels import that copy's
helpers, and HOME is empty. Chromium refuses every address but this machine's and says what was asked for.
"""

import json
import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 1000  # Playwright counts in milliseconds
CHROMIUM_OPTIONS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --force-color-profile=srgb"
).split() + ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]


def find_chromium():
    """The path of a Chromium or Chrome, or None; the variable CHROMIUM wins."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def cells_of(name):
    return json.loads((ROOT / "notebooks" / name).read_text("utf-8"))["cells"]


def explorers_of(name):
    """[(position of the cell, class), …] of the live figures of a notebook; their cells say `explorers.Class(`"""
    found = [re.findall(r"\bexplorers\.([A-Z]\w*)\(", "".join(cell["source"])) for cell in cells_of(name)]
    is_code = [cell["cell_type"] == "code" for cell in cells_of(name)]
    return [(place, kind) for place, kinds in enumerate(found) if is_code[place] for kind in kinds]


# ---- the server ---------------------------------------------------------------------------------------------------


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Lab:
    """JupyterLab, started by tools/open_lab.py on a copy of the course in `folder`; stop() ends it and its kernels."""

    def __init__(self, folder):
        self.root, self.log = folder / "course", folder / "lab.log"
        for part in ("helpers", "notebooks", "tools"):
            shutil.copytree(ROOT / part, self.root / part, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_*"))
        self.token, port = secrets.token_hex(8), free_port()
        self.address = f"http://127.0.0.1:{port}"
        command = [
            sys.executable, str(self.root / "tools" / "open_lab.py"), "--no-browser", "--expose-app-in-browser",
            f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}",
        ]  # fmt: skip
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=self.root,
                env=self._environment(folder / "home"),
            )  # fmt: skip
        self._wait_until_it_answers()

    def _environment(self, home):
        home.mkdir()
        mine = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "XDG"))}
        styles = os.environ.get("MPLCONFIGDIR", str(ROOT / ".venv" / "matplotlib"))  # else the fonts are listed anew
        return mine | {"HOME": str(home), "PYTHONPATH": str(self.root), "MPLCONFIGDIR": styles}

    def _wait_until_it_answers(self, patience=60):
        end = time.monotonic() + patience
        while self.process.poll() is None and time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.address}/api?token={self.token}", timeout=5)
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"JupyterLab did not start. Its log:\n{self.log.read_text()[-3000:]}")

    def lay(self, name, copy):
        """A copy of notebook `name`, as it was committed, under another name in work/: its own file and kernel."""
        shutil.copy(self.root / "notebooks" / name, self.root / "work" / copy)
        return copy

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


# ---- one notebook in one page ---------------------------------------------------------------------------------------

READY = """() => {
  const session = window.jupyterapp?.shell?.currentWidget?.context?.sessionContext;
  return session?.isReady && session.session?.kernel?.status === "idle";
}"""


class Notebook:
    """An opened notebook: what a learner does with it, and what they would see."""

    def __init__(self, page, lab, name, workspace):
        self.page, self.lab, self.name = page, lab, name
        self.url = f"{lab.address}/lab/workspaces/{workspace}/tree/work/{name}?token={lab.token}"
        page.set_default_timeout(20 * SECONDS)
        self.open()

    def open(self):
        self.page.goto(self.url)
        self.page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden)").wait_for()
        self.wait_for_kernel()

    def wait_for_kernel(self):
        """Until the kernel is there and idle: a command before that opens the dialog `Select Kernel`."""
        self.page.wait_for_function(READY, timeout=60 * SECONDS)

    def do(self, script, argument=None, patience=60):
        """The value of an async function of (app, panel, argument); never waits longer than `patience` seconds."""
        self.page.evaluate(
            """([script, argument]) => {
              window.courseTest = null;
              const app = window.jupyterapp;
              const call = async () => eval(script)(app, app.shell.currentWidget, argument);
              void call().then((value) => { window.courseTest = { value }; },
                               (error) => { window.courseTest = { error: String(error) }; });
            }""",
            [script, argument],
        )
        outcome = self.page.wait_for_function("window.courseTest", timeout=patience * SECONDS).json_value()
        assert "error" not in outcome, outcome["error"]
        return outcome.get("value")

    def command(self, name, arguments=None):
        return self.do("async (app, panel, [name, args]) => { await app.commands.execute(name, args); }", [name, arguments or {}])

    def run_all(self):
        """Run All; waits until every cell has run and the kernel is idle again."""
        self.command("notebook:run-all-cells")
        self.wait_for_kernel()

    def cells(self):
        """The cells as they would be saved now."""
        return self.do("async (app, panel) => panel.context.model.toJSON().cells")

    def scroll_to(self, position):
        self.do("async (app, panel, n) => { panel.content.activeCellIndex = n; await panel.content.scrollToItem(n, 'start'); }", position)

    def cell(self, position):
        return self.page.locator(f'.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell[data-windowed-list-index="{position}"]')

    def ask_kernel(self, expression):
        """The value, through JSON, of a Python expression in the notebook's kernel."""
        code = f"__import__('json').dumps({expression})"
        answer = self.do(
            """async (app, panel, code) => {
              const kernel = panel.context.sessionContext.session.kernel;
              const reply = await kernel.requestExecute(
                { code: "", silent: true, store_history: false, user_expressions: { answer: code } }).done;
              return reply.content.user_expressions.answer;
            }""",
            code,
        )
        assert answer["status"] == "ok", f"{answer.get('ename')}: {answer.get('evalue')}"
        return json.loads(eval(answer["data"]["text/plain"]))
