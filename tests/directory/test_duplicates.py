"""Which entries may be the same: by website, by name, by name and place; a hidden place gives nothing away."""

import pytest

from directory.duplicates import likely_duplicates
from tests.factories import publish

pytestmark = pytest.mark.django_db
MALMO = {"country": "SE", "city": "Malmö", "latitude": 55.6, "longitude": 13.0, "precision": "city"}


def reason(title="Harbour kitchen", **fields) -> str:
    return "".join(found.reason for found in likely_duplicates({"title": title, **fields}))


def test_the_same_website_is_the_strongest_reason_whatever_the_name():
    publish(title="Harbour kitchen", website="https://www.harbour.example/about")

    assert reason("Something else", website="http://harbour.example") == "website"
    assert reason(website="http://harbour.example") == "website"
    assert reason("Something else", website="http://other.example") == ""


def test_a_website_that_many_share_is_no_reason():
    publish(title="Harbour kitchen", website="https://facebook.com/harbour")

    assert reason("Something else", website="https://facebook.com/else") == ""


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"city": "Malmö"}, "name-and-place"),
        ({"latitude": 55.7, "longitude": 13.1}, "name-and-place"),
        ({"city": "Lund"}, "name"),
        ({"latitude": 57.7, "longitude": 12.0}, "name"),
        ({}, "name"),
    ],
)
def test_a_name_like_it_counts_more_in_the_same_town_or_nearby(place, expected):
    publish(title="Harbour kitchens", places=[MALMO])

    assert reason(places=[place]) == expected


@pytest.mark.parametrize("place", [{"city": "Malmö"}, {"latitude": 55.6, "longitude": 13.0}])
def test_a_hidden_place_is_not_found_by_trying_towns(place):
    publish(title="Harbour kitchen", places=[MALMO | {"hidden": True}])

    assert reason(places=[place]) == "name"


def test_the_entry_that_is_being_changed_is_not_its_own_duplicate():
    entry = publish(title="Harbour kitchen", website="https://harbour.example")
    proposed = {"title": "Harbour kitchen", "website": "https://harbour.example"}

    assert [found.pk for found in likely_duplicates(proposed)] == [entry.pk]
    assert likely_duplicates(proposed, but=entry.pk) == []
