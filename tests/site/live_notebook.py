"""What the tests of the site share: the built folder on loopback, Chromium that logs what it asks for, a notebook."""

import contextlib
import functools
import http.server
import json
import pathlib
import re
import threading
import time

from chromium import CHROMIUM_OPTIONS, find_chromium
from course_in_lab import IDLE, PANEL, ROOT, Notebook

SITE = ROOT / ".venv-site" / "site"  # as `make site-test` builds it
ITS_OWN = ("googleapis.com", "google.com", "gvt1.com")  # Chromium's update and sign-in: refused, and not the site's
SINCE = """() => {
  const { cells } = window.jupyterapp.shell.currentWidget.content.model;
  const start = performance.now();
  window.doneAt = {};
  const look = () => {
    for (let i = 0; i < cells.length; i++) {
      const cell = cells.get(i);
      if (cell.type === "code" && cell.executionCount !== null) window.doneAt[i] ??= (performance.now() - start) / 1000;
    }
  };
  window.stopWatch = setInterval(look, 50);
}"""
ASK = """async (app, panel, code) => {
  const { kernel } = panel.context.sessionContext.session;
  const future = kernel.requestExecute({ code, silent: false, store_history: false });
  let said = "";
  future.onIOPub = (message) => { said += message.content.text ?? message.content.evalue ?? ""; };
  await future.done;
  return said;
}"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files as any web server gives them; `asked` notes (status, path) of every answer"""

    protocol_version = "HTTP/1.1"
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".wasm": "application/wasm"}
    asked: list = []

    def send_response(self, code, message=None):
        self.asked.append((int(code), self.path.split("?")[0]))
        super().send_response(code, message)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder):
    """The address of a folder on loopback, and the list of what is asked of it"""
    handler = type("Handler", (Handler,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.asked
    finally:
        server.shutdown()


def start_chromium(playwright, folder):
    """A Chromium that keeps what pages store, and writes all that it asks for into net.json of the folder"""
    return playwright.chromium.launch_persistent_context(
        str(folder / "profile"),
        executable_path=find_chromium(),
        args=[*CHROMIUM_OPTIONS, f"--log-net-log={folder / 'net.json'}"],
        viewport={"width": 1280, "height": 900},
    )


def asked_outside(net_log):
    """The addresses outside this machine in a Chromium's log: those of pages and those of their workers"""
    addresses = set(re.findall(r'"url":"((?:https?|wss?)://[^"]+)"', net_log.read_text(errors="replace")))
    hosts = {address: address.split("/")[2].rpartition("@")[2].split(":")[0] for address in addresses}
    return sorted(a for a, host in hosts.items() if host != "127.0.0.1" and not host.endswith(ITS_OWN))


class LiveNotebook(Notebook):
    """A notebook of the site in a page; `times` has the seconds that opening it and running it took"""

    def __init__(self, page, address, name):
        self.page, self.name, self.times = page, name, {}
        self.url = f"{address}/live/lab/index.html?reset&path={name}"
        self.open()

    def open(self):
        start = time.perf_counter()
        self.page.goto(self.url)
        self.page.locator(PANEL).wait_for(timeout=300_000)
        self.wait_for_kernel()
        self.times["kernel"] = time.perf_counter() - start

    def do(self, script, argument=None, patience=600):
        """As in JupyterLab, but patient: the page loads Python itself, and computes in one thread"""
        return super().do(script, argument, patience)

    def wait_for_kernel(self):
        self.page.wait_for_function(IDLE, timeout=600_000)

    def run_all(self, patience=1200):
        """Run all cells; notes the seconds to the first answer and to the last"""
        self.page.evaluate(SINCE)
        start = time.perf_counter()
        self.do("(app) => app.commands.execute('notebook:run-all-cells').then(() => null)", patience=patience)
        self.times["all"] = time.perf_counter() - start
        self.page.evaluate("clearInterval(window.stopWatch)")
        done = self.page.evaluate("Object.values(window.doneAt)")
        self.times["first"] = min(done, default=self.times["all"])

    def ask(self, expression):
        """The value of a Python expression in the kernel, through JSON"""
        return json.loads(self.do(ASK, f"print(__import__('json').dumps({expression}))"))


def texts(outputs):
    """What a strict comparison sees of a cell: {kind: text}; streams joined, of results and pictures their text"""
    found = {}
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            name, text = output["name"], output["text"]
        elif kind == "error":
            name, text = "error", f"{output['ename']}: {output['evalue']}"
        elif not output["data"]:
            continue  # Pyodide's kernel sends an empty result after a figure has shown itself
        else:
            name, text = kind, output["data"].get("text/plain", "")
        found[name] = found.get(name, "") + ("".join(text)).rstrip("\n") + "\n"
    return found


def stored_texts(path):
    """{position: texts} of the code cells of a stored notebook"""
    cells = json.loads(pathlib.Path(path).read_text("utf-8"))["cells"]
    return {place: texts(cell["outputs"]) for place, cell in enumerate(cells) if cell["cell_type"] == "code"}
