"""What a learner sees of a live figure when no kernel answers: its stored or last picture, never an error."""

from course_in_lab import explorers_of, predicted_in
from live_figures import Figure, each_notebook_with_figures

SILENT = "No answer yet: the kernel is busy or stopped."


def change(figure):
    """Move something by key and let it rest; returns the pixels, no longer those of the first state."""
    figure.show()
    first = figure.pixels()
    with figure.answered():
        figure.push(figure.movable)
    figure.assert_shows_the_kernels_state()
    figure.page.wait_for_timeout(800)  # the picture for the notebook's file is made when the hand has rested
    assert figure.pixels() != first
    return figure.pixels()


def assert_shows_the_last_picture_and_says_that_nobody_answers(figure, pixels):
    figure.notebook.scroll_to(figure.position)
    figure.canvas.wait_for()
    figure.page.wait_for_timeout(300)
    assert figure.pixels() == pixels
    assert "Error displaying widget" not in figure.notebook.cell(figure.position).text_content()
    stop = figure.panel.locator("input[type=range], button").first
    for key in ["ArrowDown", "ArrowUp"] if stop.get_attribute("type") == "range" else ["Enter"]:
        stop.press(key)
    figure.root.get_by_text(SILENT).wait_for()
    assert figure.pixels() == pixels


def assert_stays_small(saved, original):
    """A figure adds its last picture to a saved notebook, never frames: each would be over a megabyte."""
    assert saved.stat().st_size < original.stat().st_size + 300_000 * len(explorers_of(original.name))


@each_notebook_with_figures
def test_a_notebook_that_was_not_run_shows_the_stored_pictures(notebook):
    kept_back = predicted_in(notebook.original)
    figures = [place for place, _ in explorers_of(notebook.original) if place not in kept_back]
    assert len(notebook.stored_pictures) == len(figures)
    for figure, (painted, live, text) in notebook.stored_pictures.items():
        assert painted and not live, figure
        assert "Error displaying widget" not in text, figure


def test_the_last_pictures_stay_after_a_restart_and_after_saving_and_reopening(open_copy, lab):
    name = "01_fit_a_line.ipynb"  # the page does it, not the figure
    notebook = open_copy(name)
    notebook.run_all()
    figures = [Figure(notebook, position) for position, _ in explorers_of(name)]
    pictures = [change(figure) for figure in figures]
    notebook.save()
    assert_stays_small(lab.root / "work" / notebook.name, lab.root / "notebooks" / name)
    notebook.restart_kernel()
    for figure, picture in zip(figures, pictures, strict=True):
        assert_shows_the_last_picture_and_says_that_nobody_answers(figure, picture)
    notebook.open()
    for figure, picture in zip(figures, pictures, strict=True):
        assert_shows_the_last_picture_and_says_that_nobody_answers(figure, picture)
