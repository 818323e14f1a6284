"""What `make lab` adds to JupyterLab's own start, once everything is set up."""

import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from .report import Row

ROOT = pathlib.Path(__file__).resolve().parents[2]


def rows(rounds=5):
    make, plain = [], []
    for _ in range(rounds):
        make.append(seconds_to_answer(["make", "-s", "lab"], in_arguments=True))
        plain.append(seconds_to_answer([sys.executable, "-m", "jupyterlab"]))
    return [
        Row("JupyterLab alone answers after", statistics.median(plain), "s"),
        Row("`make lab` answers after", statistics.median(make), "s"),
        Row("`make lab` adds", statistics.median(make) - statistics.median(plain), "s", 0.5),
    ]


def seconds_to_answer(command, in_arguments=False):
    """Start it on a free port, wait until it answers, end it. Opens no browser, asks for no kernel."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    options = ["--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=bench", "--allow-root"]
    command = [*command, f"ARGS={' '.join(options)}"] if in_arguments else [*command, *options]
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
        try:
            return wait_for(f"http://127.0.0.1:{port}/api?token=bench", process) - start
        finally:
            os.killpg(process.pid, 15)
            process.wait(20)


def wait_for(address, process, patience=60):
    end = time.perf_counter() + patience
    while time.perf_counter() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5)
            return time.perf_counter()
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError(f"{address} did not answer")
