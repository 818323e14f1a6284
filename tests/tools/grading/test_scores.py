"""Points, the list at the end, the CSV and the learner's page."""

import csv
import pathlib

import pytest
from small_lesson import RIGHT, lesson

from tools.grading import answers, pages, scores
from tools.grading.hand_in import Submission
from tools.grading.scores import Result, Row

FULL = {"predict": 2, "cost": 3}
GOOD, KNOWN = (
    Result("predict", "✓", "predict: right."),
    Result("cost", "✗", "cost: you returned 1. Hint: add up.", True),
)
WRONG, OPEN = (
    Result("cost", "✗", "cost: you returned 1, expected 2."),
    Result("predict", "○", "predict: not tried yet."),
)
FILE = pathlib.Path("in/anna.ipynb")


@pytest.mark.parametrize("result, points", [(GOOD, 2), (KNOWN, 1.5), (WRONG, 0), (OPEN, 0)])
def test_right_gets_all_a_recognised_misconception_half_all_else_nothing(result, points):
    assert scores.points(result, FULL[result.name]) == points


def test_the_share_is_a_setting():
    assert scores.points(KNOWN, 3, 0) == 0
    assert scores.points(KNOWN, 3, 1) == 3


def test_of_two_results_right_is_better_than_known_than_wrong():
    assert GOOD.rank > KNOWN.rank > WRONG.rank == OPEN.rank


def rows():
    return [
        Row("anna", FILE, [GOOD, KNOWN]),
        Row("bernadette", FILE, [OPEN, WRONG], ("handed in twice",)),
        Row("carl", FILE, [GOOD, Result("cost", "✓", "cost: right.")]),
        Row("=dan", pathlib.Path("-d.txt"), [], ("-d.txt: it is no notebook (.ipynb)",)),
    ]


def test_the_list_says_who_got_what_and_why():
    assert scores.table(rows(), FULL, 0.5).splitlines() == [
        "learner       points  why",
        "anna        3.5 of 5  cost ✗ 1.5: add up.",
        "bernadette    0 of 5  predict ○ 0; cost ✗ 0: you returned 1, expected 2.; handed in twice",
        "carl          5 of 5",
        "=dan               –  not graded; -d.txt: it is no notebook (.ipynb)",
    ]


@pytest.mark.parametrize(
    "text, short",
    [
        ("for x = 1 you returned 3, expected 4. Hint: look", "look"),
        ("for x = 1 your code stopped with E", "your code stopped with E"),
        ("for x = 1 you returned 3", "you returned 3"),
        ("123456789 123456789 123456789 1", "123456789 123456789 12345678 …"),
        ("123456789 123456789 123456789 ", "123456789 123456789 123456789 "),
    ],
)
def test_what_a_check_says_is_shortened_to_what_matters(text, short):
    assert scores.shorten(text, 30) == short


def test_the_csv_has_a_row_a_learner_and_no_formula(tmp_path):
    scores.write_csv(tmp_path / "a.csv", rows(), FULL, 0.5)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with open(tmp_path / "a.csv", encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["learner", "points", "of", "predict", "cost", "file", "why"],
            ["anna", "3.5", "5", "2", "1.5", "anna.ipynb", "cost ✗ 1.5: you returned 1. Hint: add up."],
            [
                *["bernadette", "0", "5", "0", "0", "anna.ipynb"],
                "predict ○ 0: not tried yet.; cost ✗ 0: you returned 1, expected 2.; handed in twice",
            ],
            ["carl", "5", "5", "2", "3", "anna.ipynb", ""],
            ["'=dan", "", "5", "", "", "'-d.txt", "not graded; -d.txt: it is no notebook (.ipynb)"],
        ]


def test_a_row_is_made_of_a_submission_and_its_results_or_of_why_there_are_none():
    handed_in = Submission("anna", FILE, [], ("twice",))
    assert scores.row(handed_in, [GOOD]) == Row("anna", FILE, [GOOD], ("twice",))
    assert scores.row(handed_in, "it was lost") == Row("anna", FILE, [], ("twice", "it was lost"))
    assert scores.row(handed_in, None) == Row("anna", FILE, [], ("twice",))


# ---- the learner's page ---------------------------------------------------------------------------------------------


def page(row, cells=()):
    small = lesson(("predict", "cost"))
    found = answers.find([(set(), source) for source in cells], small)
    return pages.page(row, found, small, FULL, 0.5)


def test_the_page_shows_points_the_checks_lines_and_the_answers_with_nothing_of_the_network():
    made = page(Row("<anna>", FILE, [GOOD, KNOWN], ("a & b",)), [RIGHT["predict"], "cost = 1 < 2"])
    assert "<title>99_small: &lt;anna&gt;</title>" in made and "<h1>99_small: &lt;anna&gt;</h1>" in made
    assert "<p><strong>3.5 of 5 points</strong></p>\n<p>a &amp; b</p>" in made
    assert f"<h2>the predict (2 of 2)</h2>\n<p>✓ predict: right.</p>\n<pre>{RIGHT['predict']}</pre>" in made
    assert (
        "<h2>the cost (1.5 of 3)</h2>\n<p>✗ cost: you returned 1. Hint: add up.</p>\n<pre>cost = 1 &lt; 2</pre>" in made
    )
    assert "http" not in made and "src=" not in made and "<script" not in made


def test_the_page_of_what_could_not_be_graded_says_why():
    made = pages.page(Row("anna", FILE, [], ("no notebook",)), None, lesson(), FULL, 0.5)
    assert "<p><strong>Not graded</strong></p>\n<p>no notebook</p>\n\n</main>" in made


def test_an_answer_that_is_missing_has_no_cell_on_the_page():
    assert "<pre>" not in page(Row("anna", FILE, [OPEN, WRONG])).split("</style>")[1]
