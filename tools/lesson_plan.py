"""The plan of a lesson, out of its notebook: its sections with their minutes, what to let the class vote on, and what
learners believe. It stands in the teachers' handout, and for all notebooks in docs/lessons.md:

    python tools/lesson_plan.py     writes docs/lessons.md anew

A section begins at a `##` heading. Its minutes are the presenter's (the heading's cell carries them as metadata, see
docs/teaching.md), else reckoned as those of a whole notebook are: words at 170 a minute, folded ones count half; 0.4 a
code cell, 4 an exercise, 3 a live figure, 3 the quiz.
"""

import pathlib
import re

import predictions
from notebook_cells import title

ROOT = pathlib.Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "lessons.md"
HEADING = re.compile(r"^## (.+)$", re.M)
FOLD = re.compile(r"<details>.*?</details>", re.S)
LOOKED_UP = "## Behind the course"  # from here on 00 is there for looking things up
VOTE = re.compile(r"\*Predict\b.*")
BELIEF = re.compile(r"^> \*\*You may believe:\*\* (.+)$", re.M)
SAID_LOUD = re.compile(r"\*\*[^*\n]+[.!]\*\*")  # a whole sentence in bold: what a section comes to
HEAD = """# The lessons, section by section

Made from the notebooks by `python tools/lesson_plan.py`: change those, not this page. How to teach with it stands in \
[teaching.md](teaching.md).
"""


# ---- minutes ----------------------------------------------------------------------------------------------------


def minutes(cells):
    """How long these cells take one learner, not rounded"""
    texts = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    code = [cell["source"] for cell in cells if cell["cell_type"] == "code" and cell["source"].strip()]
    words = sum(len(text.split()) for text in texts)
    unfolded = sum(len(FOLD.sub("", text).split()) for text in texts)
    source = "\n".join(code)
    live = len(re.findall(r"explorers\.[A-Z]\w*\(", source))
    headings = sum(text.count("### Exercise") for text in texts)
    exercises = max(headings, len(re.findall(r"^checks\.(?!show_)\w+\(", source, re.M)))
    quiz = any("## Quiz" in text for text in texts)
    return (words + unfolded) / 2 / 170 + 0.4 * len(code) + 4 * exercises + 3 * live + 3 * quiz


def for_one_sitting(cells):
    """The cells before those that are only looked up"""
    behind = [place for place, cell in enumerate(cells) if cell["source"].startswith(LOOKED_UP)]
    return cells[: behind[0]] if behind else cells


def section_minutes(cells):
    """A whole number, at least 1: what the presenter's notes say, else reckoned"""
    said = sum(cell["metadata"].get(predictions.PRESENTER, {}).get("minutes", 0) for cell in cells)
    return said or max(1, round(minutes(cells)))


# ---- sections ---------------------------------------------------------------------------------------------------


def sections(notebook):
    """[(heading, cells)] in order of what one sitting takes; what stands before the first heading belongs to none"""
    return headed(for_one_sitting(notebook["cells"]))


def headed(cells):
    """[(heading, cells)] of any cells, in order"""
    found = []
    for cell in cells:
        heading = cell["cell_type"] == "markdown" and HEADING.match(cell["source"])
        if heading:
            found.append((heading[1].strip(), []))
        if found:
            found[-1][1].append(cell)
    return found


def votes(cells):
    """The questions to predict, as they stand there"""
    texts = [FOLD.sub("", cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    return [question for text in texts for question in VOTE.findall(text)]


def beliefs(cells):
    """[(what they may believe, what to answer or to show)]"""
    found = []
    for place, cell in enumerate(cells):
        if cell["cell_type"] == "markdown":
            found += [(belief[1], _answer(cells, place, belief.end())) for belief in BELIEF.finditer(cell["source"])]
    return found


def _answer(cells, place, end):
    """What reads the prediction that follows; else the next sentence that is said loud; else the next paragraph"""
    rest, after = cells[place]["source"][end:].strip(), cells[place + 1 :]
    if len(after) > 1 and predictions.is_predicted(after[0]):
        reading = predictions.split_reading(after[1]["source"])[0]
        if reading:
            return reading
    texts = [rest] + [cell["source"] for cell in after if cell["cell_type"] == "markdown"]
    loud = SAID_LOUD.search("\n\n".join(texts))
    return loud[0] if loud else rest.split("\n\n")[0]


# ---- the plan ---------------------------------------------------------------------------------------------------


def plan(notebook):
    """The plan as Markdown: two tables, the second only where something is believed"""
    found = sections(notebook)
    rows = [(heading, section_minutes(cells), "<br>".join(votes(cells))) for heading, cells in found]
    text = _table(("section", "minutes", "let the class vote"), rows)
    believed = [pair for _, cells in found for pair in beliefs(cells)]
    return text + ("\n\n" + _table(("they may believe", "answer, or show"), believed) if believed else "")


def _table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_in_a_cell(str(part)) for part in line)} |" for line in lines)


def _in_a_cell(text):
    return text.replace("|", r"\|").replace("\n", " ")


def document(notebooks):
    """docs/lessons.md as text, of notebooks in order"""
    parts = [HEAD]
    for notebook in notebooks:
        parts.append(f"## {title(notebook['cells'])}\n\n{plan(notebook)}\n")
    return "\n".join(parts)


def main():
    import write_notebooks as writer

    notebooks = [writer.read(path) for path in writer.find([])]
    DOCUMENT.write_text(document(notebooks), "utf-8")
    print(f"{DOCUMENT.relative_to(ROOT).as_posix()}: {len(notebooks)} lessons")


if __name__ == "__main__":
    main()
