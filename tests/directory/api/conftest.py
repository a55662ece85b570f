"""A small directory to ask, and a way to publish more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from directory.actions import apply_bulk
from directory.api.base import ANSWERS
from directory.choices import Channel
from directory.models import Centre, Country, Entry, Source, Term, Vocabulary
from sinet.common.ids import uuid7

Publish = Callable[..., list[Entry]]


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()
    ANSWERS.clear()


@pytest.fixture
def _words(db: None) -> None:
    """The words that documents may use: two countries, one source, themes and types."""
    Source.objects.create(key="susy", title="SUSY", licence="CC0-1.0", credit="SUSY 2017")
    Source.objects.create(key="dpg", title="DPG", licence="CC-BY-4.0", credit="DPG 2024")
    Country.objects.bulk_create(
        Country(code=code, code3=code3, name=name, continent="EU")
        for code, code3, name in [("SE", "SWE", "Sweden"), ("DK", "DNK", "Denmark"), ("FI", "FIN", "Finland")]
    )
    Centre.objects.create(key="se", name="Sweden's centre", countries=["SE"])
    for key, terms in {
        "theme": {"health": "Health", "work": "Work"},
        "type": {"association": "Association", "company": "Company"},
        "status": {"running": "Running"},
    }.items():
        vocabulary = Vocabulary.objects.create(key=key, titles={"en": key.capitalize()}, source="A test")
        Term.objects.bulk_create(
            Term(vocabulary=vocabulary, key=term, labels={"en": label, "sv": f"{label} (sv)"}, position=number)
            for number, (term, label) in enumerate(terms.items())
        )


def document(**more: Any) -> dict[str, Any]:
    """A valid document, of an organisation in Malmö unless something else is said."""
    terms = {"theme": ["work"], "type": ["association"]} if "kind" not in more else {"theme": ["work"]}
    return {
        "schema_version": 1,
        "kind": "organisation",
        "uid": str(uuid7()),
        "state": "published",
        "language": "sv",
        "title": "Yalla Trappan",
        "summary": "Arbete för kvinnor",
        "terms": terms,
        "places": [
            {"country": "SE", "city": "Malmö", "latitude": 55.6, "longitude": 13.0, "precision": "city"},
        ],
        "source": {"key": "susy", "record": "1", "licence": "CC0-1.0", "credit": "SUSY 2017"},
        **more,
    }


@pytest.fixture
def publish(_words: None) -> Publish:
    """Publish documents through the actions; give the entries in the same order."""

    def run(*documents: dict[str, Any]) -> list[Entry]:
        apply_bulk(documents=documents, channel=Channel.IMPORT, by=None, title="Test")
        found = {str(entry.uid): entry for entry in Entry.objects.all()}
        return [found[one["uid"]] for one in documents]

    return run
