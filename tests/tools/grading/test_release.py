"""What is handed out: every exercise can be filled in and graded, with all hints and no solution."""

import json
import types

import pytest
from course_notebooks import NAMES, find_exercises, read
from small_lesson import STUBS, lesson

from tools.grading import lesson as lessons
from tools.grading import release
from tools.grading.scores import Result, Row


def marks(notebook):
    """grade_id -> nbgrader's mark"""
    found = [cell["metadata"].get("nbgrader") for cell in notebook["cells"]]
    return {mark["grade_id"]: mark for mark in found if mark}


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_of_every_notebook_converts(name):
    lesson = lessons.find(name.split("_")[0])
    source = release.source_notebook(lesson, 2)
    exercises = find_exercises(read(name))
    names = [exercise.name for exercise in exercises]
    assert list(marks(source)) == [mark for name in names for mark in (f"{name}-answer", name)]
    everything = "\n".join(cell["source"] for cell in source["cells"])
    assert "<summary>Solution</summary>" not in everything
    assert not [cell for cell in source["cells"] if "presenter" in cell["metadata"]], "notes are for the teacher"
    assert everything.count("<summary>Hint ") == sum(len(exercise.hints) for exercise in exercises)
    assert [exercise.stub for exercise in exercises] == [
        cell["source"] for cell in source["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")
    ]


def test_stub_and_check_carry_nbgraders_marks():
    found = marks(release.source_notebook(lesson(), 3))
    no = {"schema_version": 3, "task": False}
    assert found["cost-answer"] == no | {
        "grade_id": "cost-answer",
        "grade": False,
        "solution": True,
        "locked": False,
    }
    assert found["cost"] == no | {"grade_id": "cost", "grade": True, "solution": False, "locked": True, "points": 3}


def test_nbgraders_own_autograder_gives_no_points_and_says_why():
    check = release.source_notebook(lesson(), 2)["cells"][4]["source"]
    assert check == (
        "checks.predict(predict)\n### BEGIN HIDDEN TESTS\n"
        'raise RuntimeError("nbgrader\'s own autograder cannot read these checks: make class-grade grades them")\n'
        "### END HIDDEN TESTS"
    )


def test_the_hints_stay_without_the_solution_and_its_tag():
    folded = release.source_notebook(lesson(), 2)["cells"][5]
    assert folded["source"] == "<details><summary>Hint 1</summary>\n\nLook.\n\n</details>"
    assert folded["metadata"] == {"tags": []}


def test_a_cell_that_held_only_the_solution_is_left_out():
    made = lesson(("predict",))
    made.cells[5]["source"] = made.cells[5]["source"].split("</details>\n\n", 1)[1]
    assert len(release.source_notebook(made, 2)["cells"]) == len(made.cells) - 1


def test_the_lesson_itself_stays_as_it_is():
    made = lesson()
    before = json.dumps(made.notebook)
    release.source_notebook(made, 2)
    assert json.dumps(made.notebook) == before


# ---- nbgrader's folder ----------------------------------------------------------------------------------------------


def fake_nbgrader(monkeypatch, returncode=0, stderr="", writes=True):
    """Stands for nbgrader: writes the release, or says an error"""

    def run(command, cwd, **_):
        assert command[1:] == ["-m", "nbgrader", "generate_assignment", "99", "--force"]
        if writes:
            path = release.release_path(cwd, lesson())
            path.parent.mkdir(parents=True)
            path.write_text("{}")
        return types.SimpleNamespace(returncode=returncode, stderr=stderr)

    monkeypatch.setattr(release.subprocess, "run", run)


def test_the_source_is_written_and_a_teachers_settings_are_kept(tmp_path, monkeypatch):
    fake_nbgrader(monkeypatch)
    (tmp_path / "nbgrader_config.py").write_text("mine")
    release.make(tmp_path, lesson(), 2)
    assert (tmp_path / "nbgrader_config.py").read_text() == "mine"
    assert len(marks(json.loads((tmp_path / "source" / "99" / "99_small.ipynb").read_text()))) == 2 * len(STUBS)


def test_the_settings_switch_off_what_would_overwrite_the_cells_to_fill_in(tmp_path, monkeypatch):
    fake_nbgrader(monkeypatch)
    release.make(tmp_path, lesson(), 2)
    text = (tmp_path / "nbgrader_config.py").read_text()
    compile(text, "nbgrader_config.py", "exec")
    assert "ClearSolutions" not in text.split("c.Generate")[1] and "ClearHiddenTests" in text
    assert 'course_id = "deep-learning-by-hand"' in text


@pytest.mark.parametrize(
    "stderr, said",
    [("[INFO] a\n[ERROR] no room\n[INFO] b", "[ERROR] no room"), ("one\ntwo", "two"), ("", "nothing")],
)
def test_what_nbgrader_says_is_passed_on(tmp_path, monkeypatch, stderr, said):
    fake_nbgrader(monkeypatch, 1, stderr)
    with pytest.raises(lessons.GradingError) as raised:
        release.make(tmp_path, lesson(), 2)
    assert str(raised.value) == f"nbgrader could not make the assignment: {said}"


def test_no_release_is_a_failure_too(tmp_path, monkeypatch):
    fake_nbgrader(monkeypatch, 0, "done", writes=False)
    with pytest.raises(lessons.GradingError, match="nbgrader could not make the assignment: done"):
        release.make(tmp_path, lesson(), 2)


def test_points_are_those_of_the_source_notebook_which_a_teacher_may_change(tmp_path, monkeypatch):
    fake_nbgrader(monkeypatch)
    release.make(tmp_path, lesson(), 2)
    path = release.source_path(tmp_path, lesson())
    path.write_text(path.read_text().replace('"points": 2', '"points": 5', 1))
    assert release.points_of(tmp_path, lesson()) == dict.fromkeys(STUBS, 2) | {"predict": 5}


def test_without_an_assignment_the_command_for_it_is_said(tmp_path):
    with pytest.raises(lessons.GradingError) as raised:
        release.points_of(tmp_path, lesson())
    assert str(raised.value) == "There is no assignment yet: make class NB=99"


def test_names_become_files_and_no_two_are_the_same(tmp_path):
    rows = [
        Row(name, tmp_path, [Result("a", "✓", "")]) for name in ("Dora Lee", "dora-lee", "a/b", "..", "Ann.", "a-b")
    ]
    assert release.safe_names(rows) == ["Dora-Lee", "dora-lee-2", "a-b", "learner", "Ann", "a-b-2"]
