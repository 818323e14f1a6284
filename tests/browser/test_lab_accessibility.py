"""axe-core finds no serious or critical violation in the live figures, in either theme."""

import pytest
from axe import find_violations
from course_in_lab import explorers_of
from live_figures import Figure, a_figure_with_each_control, each_notebook_with_figures

THEMES = {"JupyterLab Light": "true", "JupyterLab Dark": "false"}
HAS_SPOKEN = "([node, caption]) => node.textContent === caption"


@pytest.fixture
def change_theme(notebook):
    def change_theme(theme):
        notebook.command("apputils:change-theme", theme=theme)
        notebook.page.locator(f"body[data-jp-theme-light='{THEMES[theme]}']").wait_for(state="attached")

    yield change_theme
    change_theme("JupyterLab Light")


@each_notebook_with_figures
def test_axe_finds_nothing_serious_in_a_live_figure_in_either_theme(notebook, change_theme):
    for theme in THEMES:
        change_theme(theme)
        for position, kind in explorers_of(notebook.original):
            Figure(notebook, position).show()
            assert find_violations(notebook.page, ".lf") == [], f"{kind}, {theme}"


@a_figure_with_each_control
def test_axe_would_find_a_control_without_a_name(notebook, position):
    figure = Figure(notebook, position)
    figure.show()
    figure.panel.evaluate("(panel) => panel.append(document.createElement('select'))")
    found = find_violations(figure.page, ".lf")
    figure.panel.evaluate("(panel) => panel.lastChild.remove()")
    assert any("accessible name" in line for line in found), found


@a_figure_with_each_control
def test_what_a_screen_reader_hears_follows_the_state(notebook, position):
    notebook.run(position)
    figure = Figure(notebook, position)
    figure.show()
    before, spoken = figure.caption(), figure.root.locator("[aria-live=polite]")
    with figure.answered():
        figure.push(figure.movable)
    assert figure.caption() != before
    figure.page.wait_for_function(HAS_SPOKEN, arg=[spoken.element_handle(), figure.caption()])
