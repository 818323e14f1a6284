"""In JupyterLab no answer stands beside its question before the predicted cell is run and its fold is opened."""

import pytest
from course_in_lab import NAMES, cells_of, predicted_in
from kept_back import look_at_predictions

with_predictions = [name for name in NAMES if predicted_in(name)]
each_notebook = pytest.mark.parametrize("notebook", NAMES, indirect=True, scope="session")
each_notebook_with_predictions = pytest.mark.parametrize("notebook", with_predictions, indirect=True, scope="session")


@each_notebook_with_predictions
def test_no_output_and_no_reading_of_a_predicted_cell_is_seen_before_it_is_run(notebook):
    assert list(notebook.unrun_predictions) == predicted_in(notebook.original)
    for place, seen in notebook.unrun_predictions.items():
        assert not seen["output"] and not seen["count"] and not seen["read"], f"cell {place}: {seen}"
        assert seen["opened"] and seen["name"] == "Compare", f"cell {place}: {seen}"


@each_notebook_with_predictions
def test_a_predicted_cell_that_is_run_shows_its_output_and_leaves_its_reading_folded(notebook):
    for place, seen in look_at_predictions(notebook, notebook.original).items():
        shows = bool(cells_of(notebook.original)[place]["outputs"])
        assert seen["output"] == shows and seen["count"], f"cell {place}: {seen}"
        assert seen["opened"] and not seen["read"], f"cell {place}: {seen}"


def test_the_fold_opens_by_keys(open_copy):
    name = "01_fit_a_line.ipynb"
    notebook, reading = open_copy(name), predicted_in(name)[0] + 1
    notebook.scroll_to(reading)
    fold = notebook.cell(reading).locator("details")
    fold.locator("summary").focus()
    notebook.page.keyboard.press("Enter")
    notebook.page.wait_for_function("(fold) => fold.open", arg=fold.element_handle())


@each_notebook
def test_a_notebook_that_was_only_looked_at_is_not_marked_as_changed(notebook):
    assert notebook.is_changed is False
