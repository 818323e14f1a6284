"""The kernel's memory: it does not grow while a figure is dragged, nor when a cell is run again."""

import subprocess
import sys

from jupyter_client.manager import start_new_kernel

from .report import Row

DRAGS = """
import gc, psutil
from helpers import datasets, explorers
figure = explorers.FitByHand(*datasets.fruit_trades())
figure.send = lambda header, buffers=(): None
figure.receive({"kind": "open", "dpr": 1})
def drag(times):
    for i in range(times):
        figure.receive({"kind": "change", "changes": {"w": (i % 80) / 10 - 1}, "done": i % 10 == 0})
    gc.collect()
    return psutil.Process().memory_info().rss
warm = drag(300)
print((drag(1000) - warm) / 2**20)
"""
# IPython itself keeps a copy of every output: what a still picture of the same size costs is not the figure's doing
STILL = "display({'image/png': live_figure.base64.b64encode(png).decode(), 'text/plain': 'a picture'}, raw=True)"
SET_UP = "import gc, psutil\nfrom helpers import datasets, explorers, live_figure\nx, y = datasets.fruit_trades()\n"
SET_UP += "png = explorers.FitByHand(x, y).picture"
MEASURE = """gc.collect()
alive = sum(isinstance(thing, live_figure.Figure) for thing in gc.get_objects())
print(alive, psutil.Process().memory_info().rss / 2**20)"""


def rows():
    grown = float(subprocess.run([sys.executable, "-c", DRAGS], check=True, capture_output=True, text=True).stdout)
    (_, before), (alive, after) = run_again("explorers.FitByHand(x, y)", 200)
    (_, still_before), (_, still_after) = run_again(STILL, 200)
    return [
        Row("1,000 drags: the process grew by", grown, "MB", 2),
        Row("figures alive after 200 runs of one cell", alive, limit=2),
        Row("200 runs of one cell: the kernel grew by", after - before, "MB"),
        Row("… more than by 200 still pictures", (after - before) - (still_after - still_before), "MB", 10),
    ]


def run_again(cell, times):
    """[(figures alive, MB of the kernel)] after 60 runs of one cell in a real kernel, and after `times` more."""
    manager, client = start_new_kernel()
    try:
        printed(client, SET_UP)
        found = []
        for runs in (60, times):  # the first runs reach the level to which Python lets its garbage grow
            for _ in range(runs):
                printed(client, cell)
            found.append([float(part) for part in printed(client, MEASURE).split()])
        return found
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def printed(client, code):
    """What the cell prints; an error in it is an error here."""
    lines = []

    def note(message):
        if message["msg_type"] == "stream":
            lines.append(message["content"]["text"])

    reply = client.execute_interactive(code, timeout=60, output_hook=note)
    if reply["content"]["status"] != "ok":
        raise RuntimeError("\n".join(reply["content"].get("traceback", ["the cell failed"])))
    return "".join(lines)
