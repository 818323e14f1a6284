"""Chromium is found by its usual names, or where the variable CHROMIUM says; it reaches no address outside."""

import chromium
import pytest


@pytest.fixture
def installed(monkeypatch):
    """installed(name, …): what `which` finds"""
    monkeypatch.delenv("CHROMIUM", raising=False)

    def installed(*names):
        monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/bin/{name}" if name in names else None)

    return installed


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_any_of_its_names_will_do(installed, name):
    installed(name)
    assert chromium.find_chromium() == f"/bin/{name}"


def test_the_first_of_them_is_taken_and_the_variable_wins(installed, monkeypatch):
    installed("google-chrome", "chromium")
    assert chromium.find_chromium() == "/bin/chromium"
    monkeypatch.setenv("CHROMIUM", "/opt/mine")
    assert chromium.find_chromium() == "/opt/mine"


def test_where_there_is_none_nothing_is_found(installed):
    installed()
    assert chromium.find_chromium() is None


def test_no_name_but_this_machines_is_resolved():
    assert "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1" in chromium.CHROMIUM_OPTIONS
