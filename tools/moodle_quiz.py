"""`make quiz NB=01`: the quizzes of the notebooks as Moodle's GIFT, in handouts/quiz.gift.txt.

    python tools/moodle_quiz.py           of all notebooks
    python tools/moodle_quiz.py 01 05a    of these

In Moodle: *Question bank → Import → GIFT format*. Each notebook becomes a category, each question has one right option,
and what the notebook says about an option is its feedback. Moodle's filter MathJax sets the formulas.
"""

import pathlib
import re
import sys

import write_notebooks as writer
from notebook_cells import begins_quiz, title

ROOT = pathlib.Path(__file__).resolve().parents[1]
FILE = ROOT / "handouts" / "quiz.gift.txt"
QUESTION = re.compile(r"^\*\*\d+\. (.+?)\*\*$", re.M)
OPTION = re.compile(r"^<details>\n?<summary>([^\n]+)</summary>\n\n(.*?)\n\n</details>$", re.S | re.M)
CODE_OR_FORMULA = re.compile(r"(```.*?```|`[^`\n]*`)|\$\$(.+?)\$\$|(?<![\\$\w])\$(?!\s)([^$\n]+?)(?<!\s)\$", re.S)
RIGHT = "Right."


class NoQuestion(Exception):
    """The message names the question and says what is expected"""


def quiz(notebook):
    """[(question, [(option, what is said about it, is it right?)])] of a notebook, in order"""
    found = []
    for cell in notebook["cells"]:
        if begins_quiz(cell):
            _, *parts = re.split(r"^(?=\*\*\d+\. )", cell["source"], flags=re.M)
            found += [_question(part) for part in parts]
    return found


def _question(text):
    asked = QUESTION.match(text)
    options = [(option, said, said.startswith(RIGHT)) for option, said in OPTION.findall(text)]
    if not asked or sum(right for *_, right in options) != 1:
        first = text.splitlines()[0]
        raise NoQuestion(f"{first!r}: a question is '**1. …**' with folded options, and of one is said '{RIGHT}'")
    more = text[asked.end() :].split("<details>")[0].strip()
    return f"{asked[1]}\n\n{more}".strip(), options


def gift(heading, questions):
    """A category of the question bank, as text; heading: the notebook's title"""
    parts = [f"$CATEGORY: $course$/top/Deep learning by hand/{heading.replace('/', '//')}\n"]
    for number, (question, options) in enumerate(questions, 1):
        rows = [f"\t{'=' if right else '~'}{escaped(option)}#{escaped(said)}" for option, said, right in options]
        name = escaped(f"{heading.split()[0]} quiz {number}")
        parts.append("\n".join([f"::{name}::[markdown]{escaped(question)} {{", *rows, "}\n"]))
    return "\n".join(parts)


def escaped(markdown):
    """Markdown as GIFT holds it: on one line, formulas as MathJax knows them, GIFT's own signs marked by a backslash"""
    text = CODE_OR_FORMULA.sub(_for_mathjax, markdown.strip())
    return re.sub(r"([\\~=#{}:])", r"\\\1", text).replace("\n", r"\n")


def _for_mathjax(found):
    code, block, inline = found.groups()
    return code or (f"$${block}$$" if block else rf"\\({inline}\\)")  # doubled: Markdown takes one away


def main(arguments, file=FILE):
    """The exit code: 0, or 1 if there is no such notebook or a question is not in form"""
    parts, count = [], 0
    try:
        for path in writer.find(arguments):
            notebook = writer.read(path)
            questions = quiz(notebook)
            count += len(questions)
            if questions:
                parts.append(gift(title(notebook.cells), questions))
    except (writer.NotebookError, NoQuestion) as error:
        print(error, file=sys.stderr)
        return 1
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(parts), "utf-8")
    print(f"{file.parent.name}/{file.name}: {count} questions. In Moodle: Question bank, Import, GIFT format.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
