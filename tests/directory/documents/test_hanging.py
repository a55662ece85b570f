"""What the database writes as JSON, read as documents have it."""

from datetime import UTC, datetime

import orjson
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.documents.hanging import moment, stored
from tests.factories import publish

SECONDS = st.integers(0, 4_000_000_000)


@pytest.mark.django_db
@settings(max_examples=30)
@given(SECONDS, st.sampled_from([0, 1, 120_000, 123_456, 999_990]))
def test_a_moment_is_written_in_one_way_however_exact_it_is(seconds, microsecond):
    at = datetime.fromtimestamp(seconds, UTC).replace(microsecond=microsecond)
    with connection.cursor() as cursor:
        cursor.execute("SELECT json_build_array(%s::timestamptz)::text", [at])
        written = orjson.loads(cursor.fetchone()[0])[0]

    assert moment(written) == at.isoformat().replace("+00:00", "Z")


@pytest.mark.django_db
def test_what_hangs_on_an_entry_is_in_the_order_of_documents():
    others = [publish(title=f"Other {number}") for number in range(3)]
    roles = [("leads", others[0]), ("partner", others[2]), ("partner", others[1])]
    entry = publish(
        "organisation",
        places=[{"country": country, "main": country == "DK"} for country in ("SE", "DK", "FI")],
        texts={code: {"title": code} for code in ("sv", "pt", "da", "pt-BR")},
        tags=["zebra", "apple", "Zoo"],
        terms={"theme": ["work", "health"], "element": ["identify", "change"]},
        relations=[{"role": role, "object": str(other.uid)} for role, other in roles],
    )
    found = stored([entry.pk])[entry.pk]

    assert [place["position"] for place in found.places] == [0, 1, 2]
    assert [text["language"] for text in found.texts] == ["da", "pt", "pt-BR", "sv"]
    assert found.tags == ["Zoo", "apple", "zebra"]
    assert found.terms == {"element": ["change", "identify"], "theme": ["health", "work"]}
    assert [relation[:2] for relation in found.relations] == sorted([role, str(other.uid)] for role, other in roles)
    assert found.entry["title"] == entry.title


@pytest.mark.django_db
def test_nothing_is_found_where_nothing_is_asked_or_there():
    assert stored([]) == {}
    assert stored([-1, 0]) == {}
