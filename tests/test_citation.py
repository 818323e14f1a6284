"""One number for a version, everywhere: and CITATION.cff keeps the schema of the Citation File Format 1.2.0."""

import datetime
import re
import tomllib

import jsonschema
import yaml
from project import ROOT

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
TEXT = {"type": "string", "minLength": 1}
SCHEMA = {  # what this file uses of the schema, by its own words; anything else is refused
    "type": "object",
    "additionalProperties": False,
    "required": ["authors", "cff-version", "message", "title"],
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": TEXT,
        "type": {"enum": ["software", "dataset"]},
        "title": TEXT,
        "abstract": TEXT,
        "authors": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {"name": TEXT},
            },
        },
        "keywords": {"type": "array", "minItems": 1, "uniqueItems": True, "items": TEXT},
        "license": {"const": "BSD-3-Clause"},
        "version": TEXT,
        "date-released": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])$"},
    },
}


def releases():
    """[(number, date)] of CHANGELOG.md, the newest first"""
    return re.findall(r"(?m)^## \[(\d+\.\d+\.\d+)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"))


def bibtex():
    """{field: value} of the entry in README.md"""
    (entry,) = re.findall(r"(?ms)^```bibtex\n@misc\{\w+,\n(.*?)^\}\n```$", (ROOT / "README.md").read_text("utf-8"))
    return dict(re.findall(r"(?m)^  (\w+) = \{(.*)\},?$", entry))


def test_the_citation_keeps_its_schema():
    jsonschema.validate(CITATION, SCHEMA)


def test_the_version_is_the_same_everywhere():
    assert CITATION["version"] == VERSION == releases()[0][0]
    assert bibtex()["note"] == f"Version {VERSION}, CC BY 4.0"


def test_the_date_is_that_of_the_newest_release():
    assert CITATION["date-released"] == releases()[0][1] and bibtex()["year"] == releases()[0][1][:4]


def test_title_and_authors_are_the_same_everywhere():
    (author,) = CITATION["authors"]
    assert bibtex()["title"] == CITATION["title"] == "Deep learning by hand"
    assert bibtex()["author"] == f"{{{author['name']}}}"
    assert author["name"].removeprefix("The ") in (ROOT / "LICENSE-text").read_text("utf-8")


def test_the_changelog_begins_with_what_is_unreleased_and_goes_back_in_time():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"(?m)^## \[(.+?)\]", text)
    assert headings[0] == "Unreleased" and headings[1:] == [number for number, _ in releases()]
    dates = [datetime.date.fromisoformat(date) for _, date in releases()]
    assert dates == sorted(dates, reverse=True)
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"(?m)^### (.+)$", text)) <= kinds
