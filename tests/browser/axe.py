"""axe-core on a page of the browser tests: what it finds serious or critical."""


def find_violations(page, selector):
    """What axe-core finds serious or critical inside `selector`, one readable line for each node."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=selector).response
    assert found["passes"], f"axe looked at nothing in {selector}"
    grave = [entry for entry in found["violations"] if entry["impact"] in ("serious", "critical")]
    return [f"{entry['help']}: {node['html']}" for entry in grave for node in entry["nodes"]]
