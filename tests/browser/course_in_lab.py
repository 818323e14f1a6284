"""What the browser tests share: JupyterLab as `make lab` starts it, on a copy of the course, and its pages.

Nothing here touches the learner's work/: the course is copied to a folder of its own, its kernels import that
copy's helpers, and HOME is empty. Chromium finds no address but this machine's.
"""

import ast
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
SETTINGS = "tools/lab_settings/share/jupyter/lab/settings"
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


def cells_of(name):
    """The cells of a notebook as the course stores it."""
    return json.loads((ROOT / "notebooks" / name).read_text("utf-8"))["cells"]


def predicted_in(name):
    """The positions of a notebook's cells to predict."""
    return [place for place, cell in enumerate(cells_of(name)) if "predict" in cell["metadata"].get("tags", [])]


def explorers_of(name):
    """[(position of the cell, class), …] of a notebook's live figures: `explorers.Class(` in a cell"""
    found = []
    for position, cell in enumerate(cells_of(name)):
        if cell["cell_type"] == "code":
            kinds = re.findall(r"\bexplorers\.([A-Z]\w*)\(", "".join(cell["source"]))
            found += [(position, kind) for kind in kinds]
    return found


# ---- the server --------------------------------------------------------------------------------------------


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Lab:
    """JupyterLab, started by tools/open_lab.py on a copy of the course; stop() ends it and its kernels.

    folder: an empty folder; the copy is in `course`, the server's log in `lab.log`.
    RuntimeError with the end of the log if it does not answer within a minute.
    """

    def __init__(self, folder):
        self.root, self.log = folder / "course", folder / "lab.log"
        leave_out = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        for part in ("helpers", "notebooks", "tools"):
            shutil.copytree(ROOT / part, self.root / part, ignore=leave_out)
        self.token, port = secrets.token_hex(8), free_port()
        self.address = f"http://127.0.0.1:{port}"
        command = [
            sys.executable,
            str(self.root / "tools" / "open_lab.py"),
            "--no-browser",
            "--expose-app-in-browser",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={self.token}",
            f"--LabServerApp.app_settings_dir={self.root / SETTINGS}",  # this copy's, not those installed last
        ]
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.root,
                env=self._environment(folder / "home"),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait_until_it_answers()
        self.laid = folder / "laid"
        shutil.copytree(self.root / "work", self.laid, ignore=shutil.ignore_patterns(".*"))

    def _environment(self, home):
        home.mkdir()
        foreign = ("JUPYTER", "IPYTHON", "XDG")
        mine = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        mine.setdefault("MPLCONFIGDIR", str(ROOT / ".venv" / "matplotlib"))  # else it lists all fonts anew
        return mine | {"HOME": str(home), "PYTHONPATH": str(self.root)}

    def _wait_until_it_answers(self, patience=60):
        end = time.monotonic() + patience
        while self.process.poll() is None and time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.address}/api?token={self.token}", timeout=5)
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"JupyterLab did not start. Its log ends:\n{self.log.read_text()[-3000:]}")

    def lay(self, name, copy):
        """Lays the learner's copy of notebook `name` into work/ as `copy`: its own file, its own kernel."""
        shutil.copy(self.laid / name, self.root / "work" / copy)
        return copy

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


# ---- one notebook in one page ----------------------------------------------------------------------------

PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
IDLE = """() => {
  const session = window.jupyterapp?.shell?.currentWidget?.context?.sessionContext;
  return session?.isReady && session.session?.kernel?.status === "idle";
}"""
CALL = """([script, argument]) => {
  window.courseAnswer = null;
  const app = window.jupyterapp;
  const call = async () => eval(script)(app, app.shell.currentWidget, argument);
  void call().then((value) => { window.courseAnswer = { value }; },
                   (problem) => { window.courseAnswer = { problem: String(problem) }; });
}"""
COMMAND = "(app, panel, [name, options]) => app.commands.execute(name, options).then(() => null)"
WRITE = "(app, panel, [position, text]) => panel.content.model.sharedModel.getCell(position).setSource(text)"
SELECT = """(app, panel, position) => {
  panel.content.activeCellIndex = position;
  return panel.content.scrollToItem(position, "start");
}"""
ASK = """async (app, panel, code) => {
  const content = { code: "", silent: true, store_history: false, user_expressions: { answer: code } };
  const reply = await panel.context.sessionContext.session.kernel.requestExecute(content).done;
  return reply.content.user_expressions.answer;
}"""


class Notebook:
    """A notebook of work/ in a page: what a learner does with it, and what they see."""

    def __init__(self, page, lab, name):
        self.page, self.name = page, name
        workspace = secrets.token_hex(4)  # else Lab opens again what was open before
        self.url = f"{lab.address}/lab/workspaces/{workspace}/tree/work/{name}?token={lab.token}"
        self.open()

    def open(self):
        """Open it, or reload it, as it was saved."""
        self.page.goto(self.url)
        self.page.locator(PANEL).wait_for()
        self.wait_for_kernel()

    def wait_for_kernel(self):
        """Until the kernel is there and idle: a command before that opens the dialog `Select Kernel`."""
        self.page.wait_for_function(IDLE, timeout=60_000)

    def do(self, script, argument=None, patience=60):
        """The value of a JS function (app, panel, argument) => …, async or not; waits `patience` seconds."""
        self.page.evaluate(CALL, [script, argument])
        answer = self.page.wait_for_function("window.courseAnswer", timeout=patience * 1000).json_value()
        assert "problem" not in answer, answer["problem"]
        return answer.get("value")

    def command(self, name, **options):
        """Run a command of Lab, as its menus and the palette do."""
        self.do(COMMAND, [name, options])

    def run_all(self):
        """Run All; a notebook that trains takes long on a busy machine, so it may"""
        self.do(COMMAND, ["notebook:run-all-cells", {}], patience=400)
        self.wait_for_kernel()

    def run(self, position):
        """Select one cell and run it."""
        self.scroll_to(position)
        self.command("notebook:run-cell")
        self.wait_for_kernel()

    def save(self):
        self.command("docmanager:save")

    def restart_kernel(self):
        self.do("(app, panel) => panel.context.sessionContext.restartKernel()")
        self.wait_for_kernel()

    def close(self):
        """End the kernel and the page."""
        self.do("(app, panel) => panel.context.sessionContext.shutdown()")
        self.page.close()

    def cells(self):
        """The cells as they would be saved now."""
        return self.do("(app, panel) => panel.context.model.toJSON().cells")

    def write(self, position, source):
        """Put `source` into a cell."""
        self.do(WRITE, [position, source])

    def active(self):
        """The position of the selected cell."""
        return self.do("(app, panel) => panel.content.activeCellIndex")

    def scroll_to(self, position):
        """Select a cell and bring it to the top; Lab renders only what is near the screen."""
        self.do(SELECT, position)
        self.cell(position).wait_for()

    def cell(self, position):
        return self.page.locator(f"{PANEL} .jp-Cell[data-windowed-list-index='{position}']")

    def ask(self, expression):
        """The value of a Python expression in the kernel, through JSON."""
        answer = self.do(ASK, f"__import__('json').dumps({expression})")
        assert answer["status"] == "ok", f"{answer.get('ename')}: {answer.get('evalue')}"
        return json.loads(ast.literal_eval(answer["data"]["text/plain"]))
