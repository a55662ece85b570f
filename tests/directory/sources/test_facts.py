"""BuiCaSuS and the founding documents: facts, and nothing beside them."""

from typing import Any

import pytest

from directory.sources import buicasus, seeds
from directory.sources.places import Gazetteer
from directory.sources.report import Report

VINNOVA = "Funding of social innovation – Vinnova, Sweden’s innovation agency"
FACTS = {
    "counts": {"FR": 1, "SE": 1},
    "FR": ["Cap Impact"],
    "SE": [VINNOVA],
    "editorial_reading": {"of": {VINNOVA: ["mobilise:mobilise-resources"]}},
}


@pytest.fixture
def cases(gazetteer: Gazetteer, origin: dict[str, Any]) -> dict[str, dict[str, Any]]:
    documents = buicasus.from_facts(FACTS, gazetteer, Report("buicasus"), origin | {"key": "buicasus"})
    return {entry["title"]: entry for entry in documents}


def test_an_editorial_reading_is_marked_and_is_not_said_to_come_from_the_source(cases: Any) -> None:
    case = cases[VINNOVA]

    assert case["terms"] == {"element": ["mobilise"], "method": ["mobilise:mobilise-resources"]}
    assert case["notes"] == [
        {"field": f"terms.{key}", "text": "editorial reading, to be confirmed by the centre"}
        for key in ("element", "method")
    ]
    assert {case["provenance"][f"terms.{key}"]["source"] for key in ("element", "method")} == {"editorial"}


def test_a_case_without_a_reading_is_a_name_and_a_country(cases: Any) -> None:
    case = cases["Cap Impact"]

    assert (case["terms"], case["notes"], case["summary"], case["description"]) == ({}, [], "", "")
    assert [place["country"] for place in case["places"]] == ["FR"]
    assert not any(case["case"].values())


def test_an_organisation_leads_the_case_whose_title_names_it(cases: Any) -> None:
    leader = cases["Vinnova, Sweden’s innovation agency"]

    assert [(relation["role"], relation["object"]) for relation in leader["relations"]] == [
        ("leads", cases[VINNOVA]["uid"])
    ]
    assert [place["country"] for place in leader["places"]] == ["SE"]


def test_the_project_that_collected_the_cases_documents_them(cases: Any) -> None:
    project = cases["Building Capacity for a Sustainable Society (BuiCaSuS)"]

    assert {relation["object"] for relation in project["relations"]} == {
        cases["Cap Impact"]["uid"],
        cases[VINNOVA]["uid"],
    }
    assert cases[buicasus.COLLECTOR]["relations"] == [
        {"role": "partner", "object": project["uid"], "starts_on": None, "ends_on": None}
    ]


def test_a_clinic_has_its_day_in_finland_and_no_time(origin: dict[str, Any]) -> None:
    winter, summer = (seeds.clinic(on, origin) for on in ("2022-03-23", "2022-05-05"))

    assert winter["event"] == {
        "starts_at": "2022-03-23T00:00:00+02:00",
        "ends_at": None,
        "all_day": True,
        "time_zone": "Europe/Helsinki",
        "online_url": "",
        "venue": "",
    }
    assert summer["event"]["starts_at"] == "2022-05-05T00:00:00+03:00"
    assert winter["texts"]["da"]["title"] == "Klinik for gensidig læring, 23. marts 2022"
    assert winter["places"] == []
