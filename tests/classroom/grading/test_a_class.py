"""From what is handed out to the grades, by the commands that a teacher types: expected and graded for 30 of 30."""

import json
import re
import signal

import pytest
from answer_texts import RIGHT
from classroom import Classroom, expected
from synthetic import thirty

from tools.grading import release

QUICK = ["bert", "known_mistakes", "loop_in_answer", "own_cell_exits", "cells_copied", "cheat_forged_checks"]


# ---- the quick part -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small_class(tmp_path_factory):
    made = Classroom(tmp_path_factory.mktemp("six"), "01")
    made.submissions = [one for one in thirty(made.lesson, made.release) if one.name in QUICK]
    made.lay(made.submissions)
    made.printed = made.grade()
    return made


def test_what_is_handed_out_has_all_hints_and_no_solution_output_or_hidden_test(small_class):
    cells = small_class.release["cells"]
    text = json.dumps(cells, ensure_ascii=False)
    assert "Solution</summary>" not in text and "HIDDEN" not in text and "RuntimeError" not in text
    assert text.count("<summary>Hint ") == sum(
        cell["source"].count("<summary>Hint ") for cell in small_class.lesson.cells
    )
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
    stubs = [exercise.stub for exercise in small_class.lesson.exercises]
    assert ["".join(cell["source"]) for cell in cells if cell["metadata"].get("nbgrader", {}).get("solution")] == stubs


def test_six_submissions_get_what_they_deserve(small_class):
    assert small_class.graded() == expected(small_class.submissions)


def test_the_list_at_the_end_names_each_with_points_and_reason(small_class):
    lines = small_class.printed.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("learner "))
    listed = {line.split()[0]: line for line in lines[start + 1 : start + 7]}
    assert set(listed) == set(QUICK)
    assert listed["bert"].split(maxsplit=1)[1] == "10 of 10"
    assert "8 of 10  cost_after ✗ 0: your code was stopped after 6 seconds" in listed["loop_in_answer"]


def test_every_learner_has_a_page_that_asks_nothing_of_the_network(small_class):
    pages = {path.stem: path.read_text("utf-8") for path in (small_class.course / "feedback" / "01").iterdir()}
    assert set(pages) == set(QUICK)
    assert all("http" not in page and len(page) < 50_000 for page in pages.values())


def test_nbgraders_gradebook_has_the_same_points(small_class):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{small_class.course / 'gradebook.db'}", release.COURSE_ID) as book:
        scores = {one.student_id: one.score for one in book.assignment_submissions("01")}
    assert scores == {one.name: sum(one.points) for one in small_class.submissions}


def test_a_second_run_grades_only_what_has_changed(small_class):
    answers = dict.fromkeys(RIGHT["01"], "0 / 0")
    changed = json.loads(small_class.submissions[0].content)
    for cell in changed["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removesuffix("-answer")
        if cell["metadata"].get("nbgrader", {}).get("solution") and name in answers:
            cell["source"] = answers[name]
    one = small_class.submissions[0]
    small_class.lay([one._replace(content=json.dumps(changed))])
    printed = small_class.grade()
    assert "5 of 6 are graded already and have not changed." in printed
    assert small_class.graded() == expected(small_class.submissions) | {one.name: [0] * 5}


# ---- the whole ------------------------------------------------------------------------------------------------------


@pytest.mark.whole
@pytest.mark.parametrize("number", ["01", "06b"])
def test_thirty_submissions_get_what_they_deserve(tmp_path, number):
    classroom = Classroom(tmp_path, number)
    submissions = thirty(classroom.lesson, classroom.release)
    assert len(submissions) == 30
    classroom.lay(submissions)
    classroom.grade()
    assert classroom.graded() == expected(submissions)
    assert len(list((classroom.course / "feedback" / number).iterdir())) == 30


@pytest.mark.whole
def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path):
    classroom = Classroom(tmp_path, "01")
    submissions = thirty(classroom.lesson, classroom.release)[:12]
    classroom.lay(submissions)
    running = classroom.start("grade", "01", str(classroom.folder))
    for line in running.stdout:
        if line.startswith("  3 of 12"):
            running.send_signal(signal.SIGINT)
            break
    said = running.communicate()[0]
    assert running.returncode == 1 and "Stopped. What is graded is kept: the same command goes on." in said
    done = re.search(r"(\d+) of 12 are graded already", classroom.grade())
    assert 3 <= int(done[1]) < 12
    assert classroom.graded() == expected(submissions)
