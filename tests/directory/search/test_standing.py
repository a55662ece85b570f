"""Among entries that match alike, the confirmed and complete come first, then one of both, then the newest."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from directory.search.standing import confirmed_since
from tests.directory.search.conftest import publish_all, titles
from tests.factories import document

TODAY = datetime.now(UTC).date()
LATELY = (TODAY - timedelta(days=300)).isoformat()
LONG_AGO = (TODAY - timedelta(days=900)).isoformat()
COMPLETE: dict[str, Any] = {
    "description": "What it does.",
    "website": "https://example.org/",
    "tags": ["food"],
    "places": [{"country": "SE"}],
}


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 22), date(2024, 11, 1)),
        (date(2026, 1, 1), date(2024, 1, 1)),
        (date(2024, 2, 29), date(2022, 2, 1)),
    ],
)
def test_a_confirmation_counts_for_two_years_and_the_rest_of_its_month(today: date, first: date):
    assert confirmed_since(today) == first


def test_confirmed_and_complete_come_first_and_newest_among_equals(both: str):
    publish_all(
        document(title="Kitchen confirmed and complete", verified_on=LATELY, **COMPLETE),
        document(title="Kitchen confirmed, bare", verified_on=LATELY),
        document(title="Kitchen complete, never confirmed", **COMPLETE),
        document(title="Kitchen complete, confirmed long ago", verified_on=LONG_AGO, **COMPLETE),
        document(title="Kitchen bare, older"),
        document(title="Kitchen bare, newer"),
    )
    assert titles("q=kitchen") == [
        "Kitchen confirmed and complete",
        "Kitchen complete, confirmed long ago",
        "Kitchen complete, never confirmed",
        "Kitchen confirmed, bare",
        "Kitchen bare, newer",
        "Kitchen bare, older",
    ]


def test_no_standing_outweighs_the_place_where_the_words_were_found(both: str):
    publish_all(
        document(title="Elsewhere", summary="A smithy", verified_on=LATELY, **COMPLETE),
        document(title="Smithy", summary="Something"),
    )
    assert titles("q=smithy") == ["Smithy", "Elsewhere"]


def test_no_standing_outweighs_the_language_of_the_page(both: str):
    publish_all(
        document(title="Barn av idag", language="sv", verified_on=LATELY, **COMPLETE),
        document(title="Barn of today"),
    )
    assert titles("q=barn") == ["Barn of today", "Barn av idag"]


def test_only_the_best_match_heeds_it(both: str):
    publish_all(
        document(title="Kitchen one", verified_on=LATELY, **COMPLETE),
        document(title="Kitchen two"),
    )
    assert titles("q=kitchen&sort=newest") == ["Kitchen two", "Kitchen one"]
