"""The line of figures in README.md, counted from the notebooks as they are stored."""

import json
import re
from pathlib import Path

from helpers import checks, explorers

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
LINE = re.compile(r"^\d+ notebooks, .*$", re.MULTILINE)


def line():
    """Notebooks, hours as their first cells state them, live figures that some cell shows, exercises with a check"""
    notebooks = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    minutes = sum(stated_minutes(notebook) for notebook in notebooks)
    code = [text(cell) for notebook in notebooks for cell in notebook["cells"] if cell["cell_type"] == "code"]
    shown = {name for source in code for name in re.findall(r"\bexplorers\.(\w+)\(", source)} & set(explorers.__all__)
    return (
        f"{len(notebooks)} notebooks, {minutes / 60:.0f} hours in all, {len(shown)} live figures that follow your "
        f"hand, {len(checks.all_exercises())} exercises that answer. All of it is computed by "
        "NumPy alone; notebook 11 sees that Keras, TensorFlow and PyTorch compute the same."
    )


def stated_minutes(notebook):
    return int(re.search(r"\babout (\d+) minutes", text(notebook["cells"][0]))[1])


def text(cell):
    return "".join(cell["source"])


def write():
    """Puts the line into README.md; the line"""
    before = README.read_text("utf-8")
    if len(LINE.findall(before)) != 1:
        raise SystemExit("README.md must have one line that begins with the number of notebooks: “12 notebooks, …”.")
    README.write_text(LINE.sub(line(), before), "utf-8", newline="\n")
    return line()
