"""A small directory to search in, and the two ways of reading it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict

from directory.actions import apply_bulk
from directory.browse.record import record_at
from directory.choices import Channel
from directory.models import Entry
from directory.search import Results, search
from directory.search.surroundings import Surroundings, surroundings
from tests.factories import document, reference


def found(query: str = "", **options: Any) -> Results:
    options.setdefault("language", "en")
    return search(QueryDict(query), **options)


def titles(query: str = "", **options: Any) -> list[str]:
    """The titles on the page that an address gives, in order."""
    return [card.title for card in found(query, **options).cards()]


def publish_all(*documents: dict[str, Any]) -> list[Entry]:
    """Make documents public by the action that imports use; give the entries in the same order."""
    apply_bulk(documents=documents, channel=Channel.IMPORT, by=None, title="Test")
    by_uid = {str(entry.uid): entry for entry in Entry.objects.all()}
    return [by_uid[one["uid"]] for one in documents]


def surroundings_of(entry: Entry) -> Surroundings:
    """As the page of the entry has them."""
    record = record_at(entry.kind, entry.slug)
    assert record
    return surroundings(record.entry, record.around, language="en")


@pytest.fixture(params=["bitmaps", "sql"])
def both(request: pytest.FixtureRequest, transactional_db: None, settings: Any) -> Iterator[str]:
    """The test runs twice: with the bitmaps of the process, and with SQL alone."""
    settings.BITMAPS = request.param == "bitmaps"
    reference()
    return request.param


MALMO = {"country": "SE", "city": "Malmö", "latitude": 55.605, "longitude": 13.0, "precision": "city"}
LUND = {"country": "SE", "city": "Lund", "latitude": 55.704, "longitude": 13.191, "precision": "city"}
PARIS = {"country": "FR", "city": "Paris", "latitude": 48.8566, "longitude": 2.3522, "precision": "address"}


def seven() -> list[dict[str, Any]]:
    return [
        document(title="Kitchen of Malmö", tags=["food"], terms={"theme": ["work"]}, places=[MALMO]),
        document(title="Garden of Lund", tags=["food", "green"], terms={"theme": ["mental-health"]}, places=[LUND]),
        document(title="Jardin de Paris", language="fr", summary="Un jardin partagé", tags=["green"], places=[PARIS]),
        document("project", "Two places", terms={"theme": ["health", "work"]}, places=[MALMO, PARIS]),
        document("project", "Denmark alone", places=[{"country": "DK"}], source={"key": "second", "record": "x"}),
        document("case", "Realised", terms={"method": ["realise:acceleration"]}, description="A kitchen, later on."),
        document("case", "A shelter", places=[{**LUND, "hidden": True, "address": "Secret street 1"}]),
    ]
