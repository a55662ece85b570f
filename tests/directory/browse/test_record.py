"""What the page of an entry reads in two queries is what the rows say."""

import pytest
from django.core.exceptions import ObjectDoesNotExist

from directory.actions import withdraw
from directory.browse.record import record_at
from directory.choices import Kind
from directory.models import Entry
from directory.search.follower import one_reading, reading
from tests.factories import publish
from tests.factories.entries import source

pytestmark = pytest.mark.django_db
MALMO = {"country": "SE", "city": "Malmö", "latitude": 55.6, "longitude": 13.0, "precision": "city"}


def columns(row):
    """The values of an object by the names of its fields."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def full(kind):
    parts = {
        Kind.EVENT: {"starts_at": "2026-05-01T08:00:00Z", "all_day": True, "time_zone": "Europe/Stockholm"},
        Kind.ORGANISATION: {"founded_on": "1998", "registrations": [{"scheme": "SE-BLV", "id": "802001-1234"}]},
        Kind.CASE: {"starts_on": "2019-05", "context": "A town without work."},
    }
    return publish(
        kind,
        title="The whole",
        slug="the-whole",
        links=[{"label": "Report", "url": "https://example.org/report"}],
        places=[{"country": "DK", "main": False}, {**MALMO, "main": True}],
        terms={"theme": ["work", "health"], "element": ["change", "identify"]},
        tags=["zebra", "Ängar", "apple"],
        texts={"sv": {"title": "Hela", "origin": "human"}, "da": {"title": "Hele"}},
        source=source(),
        **{kind: parts.get(kind, {})},
    )


@pytest.mark.parametrize("kind", Kind.values)
def test_one_query_reads_what_hangs_on_an_entry(kind, django_assert_num_queries):
    entry = Entry.objects.get(pk=full(kind).pk)

    with one_reading():
        reading()
        with django_assert_num_queries(1):
            record = record_at(kind, "the-whole")
            part, origin = getattr(record.entry, kind), record.entry.source

    assert columns(record.entry) == columns(entry)
    assert columns(part) == columns(getattr(entry, kind))
    assert columns(origin) == columns(entry.source)
    places = entry.places.order_by("-is_main", "position", "pk")
    assert [columns(place) for place in record.places] == [columns(place) for place in places]
    assert [columns(text) for text in record.texts] == [columns(text) for text in entry.texts.all()]
    terms = entry.terms.order_by("vocabulary__position", "position", "key")
    assert [(term.vocabulary, term.key, term.label("sv")) for term in record.terms] == [
        (term.vocabulary_id, term.key, term.label("sv")) for term in terms
    ]
    assert set(record.tags) == set(entry.tags.values_list("name", "slug"))


def test_an_entry_without_anything_is_read_too():
    publish("project", title="Bare", slug="bare", source=None)
    record = record_at("project", "bare")
    record.entry.project.delete()

    assert (record.places, record.texts, record.terms, record.tags, record.entry.source) == ([], [], [], [], None)
    again = record_at("project", "bare").entry
    with pytest.raises(ObjectDoesNotExist):
        _ = again.project


def test_what_is_not_public_is_found_and_says_so():
    withdraw(entry=publish(title="Gone", slug="gone"), by=None, note="")

    assert record_at("organisation", "gone").entry.is_public is False
    assert record_at("organisation", "never") is None
