"""What becomes of a cell to predict: no answer stands beside its question, in the learner's copy or on a slide.

A code cell to predict carries the tag `predict`; its question `*Predict:* …` stands in the markdown cell before it, and
the first paragraph of the markdown cell after it reads the result. The learner's copy keeps that output back and folds
that paragraph; on a slide both wait for a key. Cells are dicts as in the file; `source` is one string.
"""

import json
import platform
import re

TAG = "predict"
FOLD = "<details><summary>Compare</summary>\n\n{}\n\n</details>"
NO_PARAGRAPH = re.compile(r"\s*(#|[-*+] |\d+[.)] |\||\$\$|<|>|```|!\[|$)")  # heading, list, table, formula, fold, …
PRESENTER = "presenter"  # metadata of a heading's cell: what to ask the class and what it will say (tools/present.py)
LAYER = "jupyterlab-slideshow"  # its name for a cell that is shown with another one and has no key press of its own
LANGUAGE = {  # as the kernel says it; a notebook that says less is marked as changed as soon as Lab opens it
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": platform.python_version(),
}


def is_predicted(cell):
    """Is this a code cell with the tag `predict`?"""
    return cell["cell_type"] == "code" and TAG in cell["metadata"].get("tags", [])


def reads_a_result(cells, place):
    """Is the cell at `place` the markdown cell right after a predicted one?"""
    return place > 0 and cells[place]["cell_type"] == "markdown" and is_predicted(cells[place - 1])


def split_reading(source):
    """(first paragraph, the rest with the blank line before it); the paragraph is '' if the text begins otherwise."""
    if NO_PARAGRAPH.match(source):
        return "", source
    paragraph = re.match(r"(?:[^\n]*\S[^\n]*\n?)*", source)[0].rstrip("\n")
    return paragraph, source[len(paragraph) :]


# ---- the learner's copy -----------------------------------------------------------------------------------------


def learners_copy(original):
    """The learner's copy of a notebook, as bytes, without the presenter's notes; bytes that are no notebook of format 4
    stay as they are."""
    try:
        notebook = json.loads(original)
        cells = notebook["cells"]
        if notebook["nbformat"] != 4:
            return original
        for cell in cells:
            cell["source"] = "".join(cell["source"])
            cell["metadata"].pop(PRESENTER, None)
        for place in range(len(cells)):
            _keep_back(cells, place)
        for cell in cells:
            cell["source"] = cell["source"].splitlines(keepends=True)
        notebook["metadata"]["language_info"] = LANGUAGE
        text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
        return (text + "\n").encode("utf-8")
    except (ValueError, KeyError, TypeError, AttributeError):  # damaged: what is not understood is not touched
        return original


def _keep_back(cells, place):
    cell = cells[place]
    if is_predicted(cell):
        cell.update(outputs=[], execution_count=None)
    elif reads_a_result(cells, place):
        paragraph, rest = split_reading(cell["source"])
        if paragraph:
            cell["source"] = FOLD.format(paragraph) + rest


# ---- slides -----------------------------------------------------------------------------------------------------


def mark_slides(cells):
    """Gives the cells of a notebook that is marked for slides the types with which each key press shows something.

    A cell without a type continues its slide and becomes a fragment: it waits for a key. A predicted cell is a
    fragment or begins a subslide; what reads its result comes with it, as a layer, and hands a break to the next cell.
    """
    if not cells or _kind(cells[0]) != "slide":
        return
    broken = False
    for place, cell in enumerate(cells):
        kind = _kind(cell)
        if reads_a_result(cells, place) and any(_kind(later) in ("slide", "subslide") for later in cells[place + 1 :]):
            broken = broken or kind in ("slide", "subslide")
            cell["metadata"].pop("slideshow", None)
            cell["metadata"][LAYER] = {"layer": "slide"}
            continue
        cell["metadata"].pop(LAYER, None)
        if kind in (None, "fragment"):
            cell["metadata"]["slideshow"] = {"slide_type": "subslide" if broken else "fragment"}
        broken = broken and kind in ("skip", "notes")


def _kind(cell):
    return cell["metadata"].get("slideshow", {}).get("slide_type")
