from typing import Any

import pytest

from directory.sources.ipsx import countries, from_rows, organisation_name, town_of_authority, year
from directory.sources.places import Gazetteer


def row(**given: Any) -> dict[str, Any]:
    return {
        "id": 10000,
        "name": "Parking chatbot",
        "url": "https://example.org/chatbot",
        "description": "The parking chatbot answers questions about parking in the city, day and night.",
        "geoextent": "Local",
        "geocoverage": ["Netherlands"],
        "geocoverage_codes": ["NL"],
        "lead_organisation": {"name": "Gemeente Utrecht", "category": "Local Government"},
        "start_date": "2019",
        "end_date": "2021.0",
        "primary_sector": "Health",
        "secondary_sector": "Hospital services.",
        "technology": "Artificial intelligence",
        "cross_border": "",
        "cross_sector": "Yes",
        "type": "Service integration (various)",
        "status": "Implemented",
        **given,
    }


@pytest.fixture
def read(reading: Any) -> Any:
    return reading("ipsx", from_rows)


def test_a_row_becomes_a_project_led_by_an_organisation_of_its_own(read: Any) -> None:
    project, lead = read(row())

    assert (project["kind"], project["title"], project["language"]) == ("project", "Parking chatbot", "en")
    assert (lead["kind"], lead["title"], lead["terms"]) == (
        "organisation",
        "Gemeente Utrecht",
        {"type": ["government-or-public-sector"]},
    )
    assert lead["relations"] == [{"role": "leads", "object": project["uid"], "starts_on": None, "ends_on": None}]
    assert project["relations"] == []


def test_what_the_row_classifies_becomes_terms_and_tags(read: Any) -> None:
    project, _ = read(row())

    assert project["terms"] == {
        "sector": ["07"],
        "theme": ["health-and-care"],
        "technology": ["ai-and-machine-learning"],
        "scale": ["local"],
        "status": ["running"],
    }
    assert project["tags"] == ["service integration", "hospital services", "cross-sector"]
    assert (project["project"]["starts_on"], project["project"]["ends_on"]) == ("2019", "2021")


def test_a_status_between_two_terms_is_a_tag(read: Any) -> None:
    project, _ = read(row(status="In development"))

    assert "status" not in project["terms"]
    assert "in development" in project["tags"]


def test_an_organisation_named_twice_in_one_country_is_one_entry_and_two_in_two_countries(read: Any) -> None:
    lead = {"name": "Ministry of Finance", "category": "Central-Government"}
    spelled = {"name": "Ministry of  finance.", "category": "Central-Government"}
    documents = read(
        row(id=1, name="A chatbot", lead_organisation=lead),
        row(id=2, name="A register", lead_organisation=spelled),
        row(id=3, name="A map", lead_organisation=lead, geocoverage_codes=["DK"]),
    )

    organisations = [entry for entry in documents if entry["kind"] == "organisation"]
    assert [len(entry["relations"]) for entry in organisations] == [2, 1]
    assert [entry["places"][0]["country"] for entry in organisations] == ["NL", "DK"]


def test_an_organisation_of_two_types_gets_none(read: Any) -> None:
    *_, lead = read(
        row(id=1, name="A chatbot", lead_organisation={"name": "APG", "category": "Private sector"}),
        row(id=2, name="A register", lead_organisation={"name": "APG", "category": "Governmental"}),
    )

    assert lead["terms"] == {}


@pytest.mark.parametrize(
    "name",
    ["", "About 120 different municipalities in the Netherlands", "6 municipalities", "Mental health institutions"],
)
def test_a_lead_that_is_no_single_organisation_gets_no_entry(read: Any, name: str) -> None:
    assert [entry["kind"] for entry in read(row(lead_organisation={"name": name, "category": "Consortium"}))] == [
        "project"
    ]


def test_a_local_project_of_a_town_stands_on_the_map_there_and_says_why(read: Any) -> None:
    project, lead = read(row())

    for entry in (project, lead):
        assert (entry["places"][0]["city"], entry["places"][0]["precision"]) == ("Utrecht", "city")
        assert entry["notes"] == [{"field": "places", "text": "town taken from the name of the organisation"}]


def test_a_project_for_the_whole_union_has_no_country(read: Any) -> None:
    project, lead = read(row(geocoverage=["European Union"], geocoverage_codes=[], geoextent="Across Countries"))

    assert (project["places"], lead["places"], project["terms"]["scale"]) == ([], [], ["international"])


def test_a_country_without_a_code_is_read_by_its_name(gazetteer: Gazetteer) -> None:
    assert countries(row(geocoverage=["Austria"], geocoverage_codes=[]), gazetteer) == ["AT"]


@pytest.mark.parametrize(
    ("name", "country", "town"),
    [
        ("Gemeente Utrecht", "NL", "Utrecht"),
        ("Aalborg Kommune", "DK", "Aalborg"),
        ("City of Vienna", "AT", "Vienna"),
        ("The Municipality of Baden", "AT", "Baden"),
        ("Riga", "LV", "Riga"),
        ("City of London Police", "GB", None),
        ("Municipality of Amersfoort and Dordrecht", "NL", None),
    ],
)
def test_the_town_of_an_authority_is_read_from_a_name_that_says_only_that(
    gazetteer: Gazetteer, name: str, country: str, town: str | None
) -> None:
    found = town_of_authority(name, country, gazetteer)

    assert (found.name if found else None) == town


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("Central Agency of Social Security Bodies (ACOSS):", "Central Agency of Social Security Bodies (ACOSS)"),
        ("Ministry of Public Administration,", "Ministry of Public Administration"),
        (
            "Landesschulamt Sachsen-Anhalt (Federal State Education Agency",
            "Landesschulamt Sachsen-Anhalt (Federal State Education Agency)",
        ),
        ("Milvum B.V.", "Milvum B.V."),
        ("Izba S.A (Chamber), Izba S.A (Chamber)", "Izba S.A (Chamber)"),
        ("the Zentralstelle Cybercrime", "The Zentralstelle Cybercrime"),
        ("General Directorate of Local Authorities .", "General Directorate of Local Authorities"),
    ],
)
def test_a_name_loses_the_punctuation_left_at_its_end(given: str, clean: str) -> None:
    assert organisation_name(given) == clean


def test_an_address_in_which_pilot_was_replaced_is_repaired(read: Any) -> None:
    project, _ = read(row(url="http://decodeproject.eu/Proof of Concepts.html"))

    assert project["website"] == "http://decodeproject.eu/pilots.html"


def test_a_space_that_is_no_address_is_none(read: Any) -> None:
    project, _ = read(row(url="\xa0"))

    assert project["website"] == ""


def test_a_lead_named_after_another_country_has_none(read: Any) -> None:
    lead = {"name": "Austrian customs", "category": "Central-Government"}
    project, organisation = read(row(lead_organisation=lead, geoextent="National"))

    assert project["places"][0]["country"] == "NL"
    assert organisation["places"] == []


def test_a_description_that_only_repeats_the_name_is_left_out(read: Any) -> None:
    project, _ = read(row(description="Parking chatbot."))

    assert (project["summary"], project["description"]) == ("", "")


def test_a_year_is_read_with_and_without_its_point():
    assert [year(text) for text in ("2019", "2021.0", "", None, "soon")] == ["2019", "2021", None, None, None]
