"""From rows to documents: what was written is what is read."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.documents import read, read_many, validate
from directory.models import Entry
from tests.factories import publish, source

pytestmark = pytest.mark.django_db

PLACES = [
    {
        "country": "SE",
        "city": "Malmö",
        "latitude": 55.0,
        "longitude": -13.25,
        "precision": "city",
        "address": "Gatan 1",
    },
    {"country": "DK", "region": {"scheme": "NUTS", "version": "2021", "code": "DK01"}, "precision": "country"},
]
PARTS: dict[str, dict[str, Any]] = {
    "organisation": {"founded_on": "1998", "registrations": [{"scheme": "GB-CHC", "id": "1"}]},
    "project": {"starts_on": "2019-05", "ends_on": "2020", "works": "By *hand*", "open_licence": "EUPL-1.2"},
    "case": {"context": "A town", "pitfalls": "“Rain”\n\nand snow", "level": "micro"},
    "publication": {"publisher": "A house", "published_on": "2019-05-17", "file_url": "https://example.org/a.pdf"},
    "event": {
        "starts_at": "2026-05-17T10:00:00.25+02:00",
        "ends_at": "2026-05-18T00:00:00+02:00",
        "time_zone": "Europe/Stockholm",
        "venue": "A hall",
    },
}


def whole(kind: str) -> Entry:
    """An entry of which everything is known."""
    return publish(
        kind,
        terms={"theme": ["work", "health"], "element": ["realise", "change"]},
        tags=["roof", "Garden"],
        places=PLACES,
        texts={
            "fi": {"title": "Puutarha", "origin": "machine"},
            "da": {"title": "Have", "description": "On the *roof*"},
        },
        source=source(),
        verified_on="2026-01-02",
        **{kind: PARTS[kind]},
    )


@pytest.mark.parametrize("kind", PARTS)
def test_what_is_read_is_the_document_that_was_written(kind: str) -> None:
    entry = whole(kind)

    assert entry.revision is not None
    wanted = validate({**entry.revision.document, "uid": str(entry.uid), "slug": entry.slug}).to_json()
    assert read(entry, public=True) == wanted
    assert validate(read(entry, public=True)).to_json() == wanted


def test_coordinates_are_read_as_fractions_even_when_they_are_whole() -> None:
    entry = whole("organisation")

    place = read(entry, public=True)["places"][0]
    assert (place["latitude"], type(place["latitude"])) == (55.0, float)


def test_an_entry_of_which_little_is_known_has_every_key_all_the_same() -> None:
    entry = publish("event")

    found = read(entry, public=True)
    assert found.keys() == validate(found).to_json().keys()
    assert (found["terms"], found["tags"], found["places"], found["texts"]) == ({}, [], [], {})


def test_a_hidden_place_is_veiled_for_the_public_alone() -> None:
    entry = publish(places=[{**PLACES[0], "hidden": True}])

    (veiled,) = read(entry, public=True)["places"]
    (full,) = read(entry, public=False)["places"]
    assert (veiled["country"], veiled["city"], veiled["address"], veiled["latitude"]) == ("SE", "", "", None)
    assert (full["city"], full["address"], full["latitude"]) == ("Malmö", "Gatan 1", 55.0)


def test_many_are_read_in_their_order_at_as_many_queries_as_one() -> None:
    for kind in [*PARTS] * 5:
        whole(kind)
    entries = list(Entry.objects.order_by("-pk"))

    with CaptureQueriesContext(connection) as one:
        read_many(entries[:1], public=True)
    with CaptureQueriesContext(connection) as many:
        documents = read_many(entries, public=True)

    assert [found["uid"] for found in documents] == [str(entry.uid) for entry in entries]
    assert len(many) == len(one) == 1
