"""For every test: no network (tests/offline refuses to leave this machine), and no comparison that cannot be made.

nbval compares a notebook with what is stored. Where libraries are missing that it was stored with, it would only find
that out again; such a notebook is left out, and the last lines say so. tests/ has a test of what it does without them.
"""

import os
from pathlib import Path

OFFLINE = str(Path(__file__).parent / "tests" / "offline")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [OFFLINE, os.environ.get("PYTHONPATH")]))


def compares(config):
    return config.getoption("nbval", False)


def lacking(path):
    """The libraries that the stored notebook at this path needs and that are not here"""
    import write_notebooks as writer  # in tools/, which is on the path by now

    return writer.missing_libraries(writer.read(path))


def pytest_ignore_collect(collection_path, config):
    if collection_path.suffix == ".ipynb" and compares(config) and lacking(collection_path):
        return True
    return None


def pytest_terminal_summary(terminalreporter, config):
    if compares(config):
        for path in sorted((Path(__file__).parent / "notebooks").glob("*.ipynb")):
            if missing := lacking(path):
                terminalreporter.write_line(f"{path.name} is not compared: {', '.join(missing)} not installed")
