from typing import Any

import pytest

from directory.sources.dpg import from_rows


def row(**given: Any) -> dict[str, Any]:
    return {
        "slug": "boxtribute",
        "folder": "nominee",
        "name": "Boxtribute",
        "description": "A web app for the distribution of goods to people who have had to flee their homes.",
        "website": "https://www.boxtribute.org/",
        "license": [{"spdx": "Apache-2.0", "licenseURL": "https://example.org"}, {"spdx": "MIT"}],
        "SDGs": [
            {"SDGNumber": 12, "evidenceText": "Goods are used again."},
            {"SDGNumber": 1},
        ],
        "sectors": ["Health", "Humanitarian"],
        "type": ["software", "data"],
        "repositories": [{"name": "main", "url": "https://github.com/boxwise/boxtribute"}],
        "organizations": [
            {"name": "Boxtribute", "website": "https://www.boxtribute.org/", "org_type": "owner"},
            {"name": "Code Aid", "website": None, "org_type": "maintainer"},
            {"name": "The Fund", "website": "x", "org_type": "funder"},
        ],
        "stage": "DPG",
        **given,
    }


@pytest.fixture
def read(reading: Any) -> Any:
    return reading("dpg", from_rows)


def test_a_nominee_becomes_a_project_with_goals_licences_and_repository(read: Any) -> None:
    project = read(row())[0]

    assert project["terms"] == {
        "sdg": ["1", "12"],
        "technology": ["open-source-technologies", "open-data"],
        "focus": ["open-data"],
        "theme": ["health-and-care"],
    }
    assert project["project"]["open_licence"] == "Apache-2.0, MIT"
    assert project["project"]["impact"] == "- **SDG 12**: Goods are used again."
    assert project["links"] == [{"label": "repository", "url": "https://github.com/boxwise/boxtribute"}]
    assert project["tags"] == ["digital public good", "open software", "open data", "health", "humanitarian"]


def test_organisations_are_related_by_what_they_do_for_it(read: Any) -> None:
    project, *organisations = read(row())

    assert [(entry["title"], relation["role"]) for entry in organisations for relation in entry["relations"]] == [
        ("Boxtribute", "leads"),
        ("Code Aid", "partner"),
        ("The Fund", "funds"),
    ]
    assert {relation["object"] for entry in organisations for relation in entry["relations"]} == {project["uid"]}


@pytest.mark.parametrize("folder", ["archived", "excluded"])
def test_what_is_archived_or_excluded_stays_out_with_its_reason(read: Any, folder: str) -> None:
    assert read(row(folder=folder)) == []
    assert read.report.skipped == [(f"{folder}/boxtribute", f"in the folder {folder} of the source")]
    assert read.report.adds_up


def test_a_person_among_the_organisations_gets_no_entry(read: Any) -> None:
    person = {"name": "Brenda Wallace (person)", "website": "", "org_type": "maintainer"}

    assert [entry["kind"] for entry in read(row(organizations=[person]))] == ["project"]


def test_where_it_is_made_comes_before_where_it_is_used(read: Any) -> None:
    locations = {"developmentCountries": ["Germany"], "deploymentCountries": ["Austria", "Germany"]}

    [project] = read(row(organizations=[], screening={"locations": locations}))

    assert [(place["country"], place["main"]) for place in project["places"]] == [("DE", True), ("AT", False)]
    assert project["project"]["reach"] == "Used in 2 countries."


def test_what_is_used_in_too_many_countries_keeps_those_where_it_is_made(read: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("directory.sources.dpg.MAX_PLACES", 1)
    locations = {"developmentCountries": ["Germany"], "deploymentCountries": ["Austria", "Ghana"]}

    [project] = read(row(organizations=[], screening={"locations": locations}))

    assert [place["country"] for place in project["places"]] == ["DE"]
    assert project["project"]["reach"] == "Used in 2 countries."
