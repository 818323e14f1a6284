"""Every exercise of the course can be graded: its own solution, handed in, gets all points."""

import pytest
from course_notebooks import NAMES, find_exercises, read

from tools.grading import lesson as lessons
from tools.grading.judge import Judge


@pytest.mark.whole
@pytest.mark.parametrize("name", NAMES)
def test_the_courses_own_solutions_get_all_points(name):
    lesson = lessons.find(name.split("_")[0])
    solutions = {exercise.stub: exercise.code for exercise in find_exercises(read(name))}
    cells = [(set(), solutions.get(cell["source"], cell["source"])) for cell in lesson.cells if is_code(cell)]
    judge = Judge(lesson, lessons.Limits())
    try:
        results = judge.grade(cells)
    finally:
        judge.close()
    assert [result.text for result in results if result.mark != "✓"] == []
    assert len(results) == len(solutions)


def is_code(cell):
    return cell["cell_type"] == "code"
