"""The quizzes as Moodle's GIFT: every question of every notebook, one right option each, feedback kept."""

import nbformat
import pytest
from course_notebooks import NAMES, find_quizzes, read
from moodle_quiz import NoQuestion, escaped, gift, main, quiz

new = nbformat.v4
OPTION = "<details><summary>{}</summary>\n\n{}\n\n</details>\n\n"


def notebook(text, cell=new.new_markdown_cell):
    return new.new_notebook(cells=[new.new_markdown_cell("# 01 · Add"), cell(text)])


def question(title="**1. Why?**", options=(("So", "Wrong. No."), ("Thus", "Right. Yes."))):
    return f"{title}\n\n" + "".join(OPTION.format(*option) for option in options)


# ---- reading GIFT as Moodle does --------------------------------------------------------------------------------


def read_gift(text):
    """[(question, [(option, feedback, is it right?)])], by the rules of Moodle's own reader (question/format/gift)"""
    found = []
    for part in text.split("\n\n"):
        if part.strip() and not part.startswith("$CATEGORY:"):
            kept = part.replace(r"\\", "\0")
            for place, sign in enumerate(SIGNS):
                kept = kept.replace(f"\\{sign}", chr(0xE000 + place))
            name, text = kept.strip().removeprefix("::").split("::", 1)
            asked, answers = text.removesuffix("}").split("{")
            options = [option.strip().split("#") for option in answers.replace("=", "~=").split("~") if option.strip()]
            found.append((plain(asked).removeprefix("[markdown]"), [option_of(*option) for option in options]))
    return found


SIGNS = ":#={}~n"


def plain(text):
    for place, sign in enumerate(SIGNS):
        text = text.replace(chr(0xE000 + place), "\n" if sign == "n" else sign)
    return text.replace("\0", "\\").strip()


def option_of(option, feedback):
    return plain(option.removeprefix("=")), plain(feedback), option.startswith("=")


@pytest.mark.parametrize("name", NAMES)
def test_moodle_reads_every_question_as_it_stands_in_the_notebook(name):
    wanted = [
        (
            asked.split(". ", 1)[1].removesuffix("**"),
            [(option, said, said.startswith("Right.")) for option, said in folds],
        )
        for asked, folds in find_quizzes(read(name))
    ]
    assert read_gift(gift("01 · Add", quiz(read(name)))) == wanted


def test_every_question_of_the_course_has_one_right_option_and_at_least_three():
    questions = [one for name in NAMES for one in quiz(read(name))]
    assert len(questions) == sum(len(find_quizzes(read(name))) for name in NAMES) >= 54
    assert all(sum(right for *_, right in options) == 1 and len(options) >= 3 for _, options in questions)


# ---- its form ---------------------------------------------------------------------------------------------------


def test_a_question_is_written_in_this_form():
    assert gift("01 · Add", quiz(notebook("## Quiz\n\n" + question()))) == (
        "$CATEGORY: $course$/top/Deep learning by hand/01 · Add\n\n"
        "::01 quiz 1::[markdown]Why? {\n\t~So#Wrong. No.\n\t=Thus#Right. Yes.\n}\n"
    )


def test_a_slash_in_a_title_begins_no_category_of_its_own():
    assert gift("01 · a/b", []) == "$CATEGORY: $course$/top/Deep learning by hand/01 · a//b\n"


def test_gifts_own_signs_are_escaped_and_a_line_stays_one_line():
    assert escaped("a = {b}: ~c #1 \\ d\n\ne") == r"a \= \{b\}\: \~c \#1 \\ d\n\ne"


def test_code_stays_code_and_formulas_become_those_of_mathjax():
    assert escaped("`f(x) = $a$` and $a_1 = 2$") == r"`f(x) \= $a$` and \\\\(a_1 \= 2\\\\)"
    assert escaped("$$\\frac{a}{b}$$") == r"$$\\frac\{a\}\{b\}$$"
    assert escaped("```\n$a$\n```") == r"```\n$a$\n```"


@pytest.mark.parametrize("text", ["5 $ and 6 $", "$ a$", r"\$a$", "US$5 and $6"])
def test_a_dollar_that_begins_no_formula_stays(text):
    assert "(" not in escaped(text)


def test_what_a_question_says_below_its_title_is_kept():
    text = "## Quiz\n\n**1. Why?**\n\n`x = 1`\n\n" + question().split("\n\n", 1)[1]
    assert quiz(notebook(text))[0][0] == "Why?\n\n`x = 1`"


def test_only_a_text_that_begins_with_a_quiz_heading_is_one():
    assert quiz(notebook("## Summary\n\n" + question())) == []
    assert quiz(notebook("## Quiz\n\n" + question(), cell=new.new_code_cell)) == []
    assert len(quiz(notebook("### A last Quiz\n\n" + question() + question("**2. How?**")))) == 2


@pytest.mark.parametrize(
    "text",
    [
        question(options=[("So", "Wrong."), ("Thus", "Wrong.")]),
        question(options=[("So", "Right. a"), ("Thus", "Right. b")]),
        question(options=[]),
        question("**1. Why? And how**, then?"),
    ],
)
def test_a_question_without_exactly_one_right_option_or_out_of_form_is_named(text):
    with pytest.raises(NoQuestion) as error:
        quiz(notebook("## Quiz\n\n" + text))
    first = text.splitlines()[0]
    assert str(error.value) == f"{first!r}: a question is '**1. …**' with folded options, and of one is said 'Right.'"


# ---- the command ------------------------------------------------------------------------------------------------


def test_the_command_writes_the_named_notebooks_and_says_how_many(tmp_path, capsys):
    file = tmp_path / "handouts" / "quiz.gift.txt"
    assert main(["01", "02"], file) == 0
    count = len(quiz(read("01_fit_a_line.ipynb"))) + len(quiz(read("02_follow_the_slope.ipynb")))
    said = f"handouts/quiz.gift.txt: {count} questions. In Moodle: Question bank, Import, GIFT format.\n"
    assert capsys.readouterr().out == said
    assert len(read_gift(file.read_text("utf-8"))) == count


def test_without_names_it_writes_all_and_a_notebook_without_a_quiz_has_no_category(tmp_path):
    assert main([], tmp_path / "quiz.gift.txt") == 0
    text = (tmp_path / "quiz.gift.txt").read_text("utf-8")
    assert text.count("$CATEGORY") == sum(bool(find_quizzes(read(name))) for name in NAMES)
    assert len(read_gift(text)) == sum(len(find_quizzes(read(name))) for name in NAMES)


def test_a_notebook_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["99"], tmp_path / "quiz.gift.txt") == 1
    assert "99" in capsys.readouterr().err and not (tmp_path / "quiz.gift.txt").exists()
