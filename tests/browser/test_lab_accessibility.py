"""axe-core finds no serious or critical violation in the live figures, in either theme."""

import pytest
from live_figures import Figure, a_figure_of_each_notebook, each_figure

THEMES = {"JupyterLab Light": "true", "JupyterLab Dark": "false"}
HAS_SPOKEN = "([node, before]) => node.textContent && node.textContent !== before"


@pytest.fixture
def themed(notebook, theme):
    notebook.command("apputils:change-theme", theme=theme)
    notebook.page.locator(f"body[data-jp-theme-light='{THEMES[theme]}']").wait_for(state="attached")
    yield notebook
    notebook.command("apputils:change-theme", theme="JupyterLab Light")


def find_violations(page, selector):
    """What axe-core finds serious or critical inside `selector`, one readable line for each node."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=selector).response
    assert found["passes"], f"axe looked at nothing in {selector}"
    grave = [entry for entry in found["violations"] if entry["impact"] in ("serious", "critical")]
    return [f"{entry['help']}: {node['html']}" for entry in grave for node in entry["nodes"]]


@each_figure
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_a_live_figure(themed, position):
    figure = Figure(themed, position)
    figure.show()
    assert find_violations(figure.page, ".lf") == []


@a_figure_of_each_notebook
def test_axe_would_find_a_control_without_a_name(notebook, position):
    figure = Figure(notebook, position)
    figure.show()
    figure.panel.evaluate("(panel) => panel.append(document.createElement('select'))")
    found = find_violations(figure.page, ".lf")
    figure.panel.evaluate("(panel) => panel.lastChild.remove()")
    assert any("accessible name" in line for line in found), found


@each_figure
def test_what_a_screen_reader_hears_follows_the_state(notebook, position):
    figure = Figure(notebook, position)
    figure.show()
    before, spoken = figure.caption(), figure.root.locator("[aria-live=polite]")
    figure.push(figure.movable)
    figure.page.wait_for_function(HAS_SPOKEN, arg=[spoken.element_handle(), before])
    figure.rest()
    assert figure.caption() == spoken.text_content() != before
    for handle in figure.handles.all():
        assert handle.get_attribute("aria-valuetext") and handle.get_attribute("aria-label")
