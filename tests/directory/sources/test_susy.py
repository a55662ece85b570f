from typing import Any

import pytest

from directory.sources.susy import from_features
from directory.sources.susy_places import street_address, town_name

ENGLISH = "We collect furniture in the neighbourhood and give it to families that need it."
GERMAN = "Wir sammeln Möbel in der Nachbarschaft und geben sie an Familien weiter, die sie brauchen."


def feature(point: tuple[float, float] = (13.41, 52.52), **properties: Any) -> dict[str, Any]:
    """A feature as the source has it; `point` is (longitude, latitude)."""
    given = {
        "name": "Möbelkreis",
        "addr:country": "Deutschland",
        "addr:city": "Berlin",
        "_id": "e98f",
        "_uri": "https://example.org/e98f",
        "_created": 1481047960148,
        "_timestamp": 1505836684470,
        "SSEDAS_PARTNER": "INKOTA",
        **properties,
    }
    return {
        "properties": {key: value for key, value in given.items() if value is not None},
        "geometry": {"type": "Point", "coordinates": list(point)},
    }


@pytest.fixture
def read(reading: Any) -> Any:
    return reading("susy", from_features)


def test_a_record_becomes_an_organisation_with_its_source_and_the_day_of_its_last_change(read: Any) -> None:
    [entry] = read(feature(description=ENGLISH, website="www.moebel.example"))

    assert (entry["kind"], entry["title"], entry["summary"], entry["language"]) == (
        "organisation",
        "Möbelkreis",
        ENGLISH,
        "en",
    )
    assert entry["source"] == {
        "key": "susy",
        "record": "https://example.org/e98f",
        "licence": "Public Domain",
        "credit": "SUSY",
        "retrieved_on": "2018-06-13",
    }
    assert entry["provenance"] == {
        field: {"source": "susy", "confirmed_on": "2017-09-19"} for field in ("title", "summary", "website", "places")
    }


def test_a_text_in_a_second_language_is_a_translation(read: Any) -> None:
    [entry] = read(feature(**{"description": ENGLISH, "description:de": GERMAN}))

    assert entry["language"] == "en"
    assert entry["texts"] == {"de": {"title": "", "summary": GERMAN, "description": "", "origin": "human"}}


def test_a_text_in_a_local_language_alone_is_the_main_text(read: Any) -> None:
    [entry] = read(feature(**{"description:de": GERMAN}))

    assert (entry["language"], entry["summary"], entry["texts"]) == ("de", GERMAN, {})


def test_a_second_text_in_the_language_of_the_first_is_no_translation(read: Any) -> None:
    more = "Jeden Samstag gibt es dazu Kaffee und Kuchen für alle Nachbarinnen und Nachbarn."
    same, joined = read(
        feature(**{"description": GERMAN, "description:de": GERMAN.replace(" und", "\nund")}),
        feature(**{"description": GERMAN, "description:de": more}),
    )

    assert (same["summary"], same["texts"]) == (GERMAN, {})
    assert (joined["summary"], joined["texts"]) == (f"{GERMAN} {more}", {})


@pytest.mark.parametrize("key", ["descripiton:de", "desription:de", "description_de"])
def test_a_mistyped_key_of_a_description_is_understood(read: Any, key: str) -> None:
    [entry] = read(feature(**{"description": ENGLISH, key: GERMAN}))

    assert list(entry["texts"]) == ["de"]


def test_a_description_that_only_repeats_the_name_is_left_out(read: Any) -> None:
    [entry] = read(feature(description="MÖBELKREIS"))

    assert (entry["summary"], entry["language"]) == ("", "und")


def test_a_test_of_the_editor_is_left_out_with_its_reason(read: Any) -> None:
    documents = read(feature(a="b", c="d"), feature())

    assert len(documents) == 1
    assert read.report.skipped == [("Möbelkreis (https://example.org/e98f)", 'a test of the editor: keys "a" and "c"')]
    assert read.report.adds_up


def test_a_website_that_is_none_is_left_out_and_told(read: Any) -> None:
    [entry] = read(feature(**{"contact:website": "update6"}))

    assert (entry["website"], entry["links"]) == ("", [])
    assert ("Möbelkreis", "website that is no address left out: update6") in read.report.noted


def test_the_site_stands_before_its_contact_page_and_another_site_becomes_a_link(read: Any) -> None:
    same, other = read(
        feature(**{"website": "http://enclau.org/", "contact:website": "http://enclau.org/contactans/"}),
        feature(**{"website": "http://enclau.org/", "contact:website": "www.facebook.com/enclau"}),
    )

    assert (same["website"], same["links"]) == ("http://enclau.org/", [])
    assert other["links"] == [{"label": "facebook.com", "url": "http://www.facebook.com/enclau"}]


def test_codes_become_readable_tags_and_terms_only_where_they_say_the_same(read: Any) -> None:
    [entry] = read(
        feature(
            type_of_initiative="ngo; recycling_foodwaste;other",
            organic="yes",
            free_keywords="Food; ESOL;food_cooperative",
        )
    )

    assert entry["tags"] == ["NGO", "food-waste recycling", "organic", "food", "ESOL", "food cooperative"]
    assert entry["terms"] == {
        "theme": ["food-environment-and-climate-change"],
        "type": ["social-enterprise-or-non-profit"],
    }


def test_two_stated_types_of_organisation_are_none(read: Any) -> None:
    [entry] = read(feature(type_of_initiative="ngo;community_group"))

    assert "type" not in entry["terms"]


def test_a_point_is_exact_only_with_street_and_number(read: Any) -> None:
    exact, vague = read(
        feature(**{"addr:street": "Chausseestr.", "addr:housenumber": "128", "addr:postcode": "10115"}),
        feature(**{"addr:street": "Oderstraße"}),
    )

    assert (exact["places"][0]["precision"], exact["places"][0]["address"]) == ("address", "Chausseestr. 128, 10115")
    assert (vague["places"][0]["precision"], vague["places"][0]["address"]) == ("city", "Oderstraße")
    assert exact["places"][0]["geoname"] == 2950159


def test_exchanged_coordinates_are_put_right(read: Any) -> None:
    [entry] = read(feature((56.949278, 24.102756), **{"addr:country": "Latvija", "addr:city": "Rīga"}))

    place = entry["places"][0]
    assert (place["country"], place["latitude"], place["longitude"]) == ("LV", 56.949278, 24.102756)


def test_a_point_on_the_wrong_continent_gives_way_to_that_of_the_town(read: Any) -> None:
    [entry] = read(feature((-80.510348, 40.645021), **{"addr:country": None, "addr:city": "GLASGOW"}))

    place = entry["places"][0]
    assert (place["city"], place["country"], place["latitude"], place["precision"]) == (
        "Glasgow",
        "GB",
        55.86515,
        "city",
    )
    assert {note["text"] for note in entry["notes"]} == {
        "coordinates are those of the town",
        "country taken from the nearest town",
    }


def test_a_point_on_the_wrong_continent_without_a_town_is_left_out_but_the_entry_stays(read: Any) -> None:
    [entry] = read(feature((-78.9470, 40.9588), **{"addr:country": None, "addr:city": None}))

    assert entry["places"] == []
    assert [what for _, what in read.report.noted] == ["point outside its country left out: (40.9588, -78.947)"]


def test_a_point_outside_europe_stays_where_its_country_is_stated(read: Any) -> None:
    [entry] = read(feature((-0.709922, 10.840767), **{"addr:country": "Ghana", "addr:city": "Kongo, near Bolgatanga"}))

    place = entry["places"][0]
    assert (place["country"], place["city"], place["latitude"]) == ("GH", "Kongo", 10.840767)


def test_a_missing_country_is_that_of_the_nearest_town_and_the_entry_says_so(read: Any) -> None:
    near, far = read(
        feature((16.4, 48.2), **{"addr:country": None, "addr:city": None}),
        feature((14.8, 46.5), **{"addr:country": None, "addr:city": None}),
    )

    assert near["places"][0]["country"] == "AT"
    assert near["notes"] == [{"field": "places", "text": "country taken from the nearest town"}]
    assert (far["places"][0]["country"], far["places"][0]["latitude"], far["notes"]) == (None, 46.5, [])


def test_a_point_in_whole_degrees_is_good_for_a_country_at_most(read: Any) -> None:
    [entry] = read(feature((16, 48), **{"addr:country": None, "addr:city": None}))

    place = entry["places"][0]
    assert (place["country"], place["latitude"], place["precision"]) == ("AT", None, "country")


def test_a_shelter_is_hidden_and_given_by_its_town(read: Any) -> None:
    [entry] = read(
        feature(type_of_initiative="homeless_shelter", **{"addr:street": "Chausseestr.", "addr:housenumber": "128"})
    )

    place = entry["places"][0]
    assert (place["hidden"], place["address"], place["precision"], place["latitude"]) == (True, "", "city", 52.52437)


@pytest.mark.parametrize(
    ("field", "town"),
    [
        ("Capalbio Scalo (Gr)", "Capalbio Scalo"),
        ("Ponta Delgada, São Miguel, Açores", "Ponta Delgada"),
        ("Almoster | Alvaiázere Leiria", "Almoster"),
        ("Dos Hermanas. SEVILLA", "Dos Hermanas"),
        ("EAST KILBRIDE", "East Kilbride"),
        ("Summertown OXFORD", "Summertown Oxford"),
        ("oxford", "Oxford"),
        ("London,", "London"),
        ("St. Pölten", "St. Pölten"),
        ("4020", ""),
        (None, ""),
    ],
)
def test_the_town_of_a_city_field_stands_alone(field: str | None, town: str) -> None:
    assert town_name(field) == town


def test_the_number_stands_where_the_country_puts_it():
    properties = {"addr:street": "Brazennose Street", "addr:housenumber": "58", "addr:postcode": "M2 5EA"}

    assert street_address(properties, "GB") == "58 Brazennose Street, M2 5EA"
    assert street_address(properties, "DE") == "Brazennose Street 58, M2 5EA"
    assert street_address({}, "DE") == ""
