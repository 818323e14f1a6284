"""The rules of a revised notebook that a machine can hold: each gives the sentences that say what breaks it.

The minutes are reckoned by tools/lesson_plan.py; of 00 up to what is only looked up. A **bold** phrase of at most four
words in the main line is a term, and stands in the glossary of 00; what is only stressed is *italic*, and a whole
sentence in bold ends with its full stop.
"""

import re

import lesson_plan
from course_notebooks import (
    LESSONS,
    ROOT,
    START,
    Malformed,
    code_cells,
    find_exercises,
    read,
)
from in_the_field import IMPORTED, find_blocks, foreign_lines

LONGEST, MOST_PREDICTIONS = 60, 8
LECTURES = r"\b(?:lectures?|decks?|(?:the|a|this|that|another|their|its|one|which) slides?)\b|\bE\d{1,2}\b"  # no verb
DIFFER = "Where the lectures differ"  # the summary of the fold in which they may be named
CREDIT = lesson_plan.LOOKED_UP  # from here on 00 names them: notation, credit, slips, and how to teach with it
TERM = re.compile(r"(?=.*[^\W\d_]\w)[^\W\d_][\w’'-]*(?: [^\W\d][\w’'-]*){0,3}")
FOLD = lesson_plan.FOLD


def breaches(name, notebook=None):
    """Every rule that this notebook breaks, a sentence each"""
    notebook = notebook or read(name)
    rules = [wrong_minutes, too_many_predictions, wrong_presenter_notes]
    if name in LESSONS:
        rules += [named_lectures, unexplained_terms, wrong_field_blocks, wrong_number_of_exercises]
    else:
        rules += [lectures_on_the_first_page]
    return [sentence for rule in rules for sentence in rule(name, notebook)]


def markdown(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


# ---- lectures ------------------------------------------------------------------------------------


def named_lectures(name, notebook):
    """A lecture, or the number of its slip, outside the fold at the end: in text, code or output"""
    *texts, last = [text for cell in notebook.cells for text in _seen(cell)]
    texts.append(re.sub(rf"<details><summary>{DIFFER}</summary>.*?</details>", "", last, flags=re.S))
    yield from _lectures_in(texts, f"a lecture stands outside the last fold, {DIFFER!r}")


def lectures_on_the_first_page(name, notebook):
    main = "\n".join(markdown(notebook)).split(CREDIT)[0]
    yield from _lectures_in([FOLD.sub("", main)], f"a lecture is named before {CREDIT!r}")


def _lectures_in(texts, what):
    for text in texts:
        for found in re.finditer(LECTURES, text, re.I):
            yield f"{what}: {text[max(0, found.start() - 30) : found.end() + 30]!r}"


def _seen(cell):
    yield cell.source
    for output in cell.get("outputs", []):
        yield output.get("text", "") + output.get("data", {}).get("text/plain", "")


# ---- time ----------------------------------------------------------------------------------------


def minutes(notebook):
    """How long one sitting asks for, rounded"""
    return round(lesson_plan.minutes(lesson_plan.for_one_sitting(notebook.cells)))


def wrong_minutes(name, notebook):
    reckoned = minutes(notebook)
    stated = re.search(r"\babout (\d+) minutes", notebook.cells[0].source)
    if reckoned > LONGEST:
        yield f"it asks for {reckoned} minutes, more than {LONGEST}"
    if not stated or int(stated[1]) != reckoned:
        yield f"the first cell must say 'about {reckoned} minutes'"
    tables = {"README.md": (ROOT / "README.md").read_text("utf-8"), START: "\n".join(markdown(read(START)))}
    for where, text in tables.items():
        if _minutes_in(text, name) != str(reckoned):
            yield f"the table of {where} must say {reckoned} minutes, it says {_minutes_in(text, name)}"


def wrong_presenter_notes(name, notebook):
    """Each `##` section, and no other cell, carries what to ask, what to expect and its minutes: tools/present.py"""
    planned = 0
    for cell in notebook.cells:
        notes = cell.metadata.get("presenter")
        section = cell.cell_type == "markdown" and cell.source.startswith("## ")
        if section and not _are_whole(notes):
            yield f"{cell.source.splitlines()[0]!r} needs the metadata presenter: minutes (1, 2, …), ask and expect"
        elif section:
            planned += notes["minutes"]
        elif notes:
            yield f"{cell.source[:40]!r} begins no ## section, so it has no notes for the presenter"
    stated = re.search(r"\babout (\d+) minutes", notebook.cells[0].source)
    if stated and planned > int(stated[1]):
        yield f"the presenter's sections take {planned} minutes, the first cell says {stated[1]}"


def _are_whole(notes):
    if not isinstance(notes, dict) or set(notes) != {"minutes", "ask", "expect"}:
        return False
    said = [notes["ask"], notes["expect"]]
    return (
        type(notes["minutes"]) is int and notes["minutes"] > 0 and all(isinstance(s, str) and s.strip() for s in said)
    )


def _minutes_in(text, name):
    """The third column of the table row of this notebook"""
    number = name.split("_")[0]
    rows = [line.split("|") for line in text.splitlines() if re.match(rf"\| *{number} *\|", line)]
    return rows[0][3].strip() if rows else None


def too_many_predictions(name, notebook):
    tagged = sum("predict" in cell.metadata.get("tags", []) for cell in notebook.cells)
    asked = sum(len(re.findall(r"\*Predict", FOLD.sub("", text))) for text in markdown(notebook))
    if max(tagged, asked) > MOST_PREDICTIONS:
        yield f"at most {MOST_PREDICTIONS} predictions, {tagged} cells are tagged and {asked} questions asked"


# ---- words ---------------------------------------------------------------------------------------


def bold_terms(notebook):
    """The terms that the main line has in bold, small letters, in order"""
    terms = []
    for text in markdown(notebook):
        if not re.match(r"#+ (?:[^\n]*\bQuiz\b|In the field)", text):
            text = re.sub(r"```.*?```|`[^`\n]*`", "", FOLD.sub("", text), flags=re.S)
            text = re.sub(r"^(?:[>|#]|- \*\*(?:You|Takes)).*$", "", text, flags=re.M)
            bold = re.findall(r"(?<!\*)\*\*([^*\n]+)\*\*(?!\*)", text)
            terms += [phrase.lower() for phrase in bold if TERM.fullmatch(phrase)]
    return terms


def glossary(notebook):
    """[(word, meaning, notebook, search for)] of the rows of the table that begins with these headings"""
    table = re.search(r"^\| word \| meaning \|.*\n\|[-| ]+\n((?:\|.*\n)+)", "\n".join(markdown(notebook)), re.M)
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table[1].splitlines()]


def explained(rows):
    """Every word of the glossary, small letters; one row may hold several, and say in brackets what it is about"""
    words = [word for row in rows for word in re.sub(r"\([^)]*\)", "", row[0]).split(",")]
    return {re.sub(r"[`*]", "", word).strip().lower() for word in words}


def unexplained_terms(name, notebook):
    known = explained(glossary(read(START)))
    for term in dict.fromkeys(bold_terms(notebook)):
        if not {term, term.removesuffix("s"), term.removesuffix("es")} & known:
            yield f"**{term}** does not stand in the glossary of {START} (what is only stressed is *italic*)"


# ---- parts ---------------------------------------------------------------------------------------


def wrong_field_blocks(name, notebook):
    try:
        blocks = find_blocks(notebook)
    except Malformed as broken:
        yield str(broken)
        return
    itself = re.search(rf"^ *(?:import|from) (?:{'|'.join(IMPORTED.values())})\b", "\n".join(_code(notebook)), re.M)
    if not blocks and not itself:
        yield "a lesson ends with a cell '## In the field'"
    for block in blocks:
        for line in foreign_lines(notebook, block):
            yield f"what {block.library} prints is no stored output of ours: {line!r}"


def _code(notebook):
    return [cell.source for cell in code_cells(notebook)]


def wrong_number_of_exercises(name, notebook):
    if (found := len(find_exercises(notebook))) not in (5, 6):
        yield f"a lesson has 5 or 6 exercises, found {found}"
