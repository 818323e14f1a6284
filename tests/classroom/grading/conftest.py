"""What these tests share: they need nbgrader, and are run by `make class-test`."""

import importlib.util
import pathlib

import pytest

HERE = pathlib.Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents and importlib.util.find_spec("nbgrader") is None:
            item.add_marker(pytest.mark.skip(reason="nbgrader is not installed (make class-extra)"))
