"""Filters and drawn map of a search are worked out once for each state of the data, and belong to that search only."""

import pytest
from django.db import transaction
from django.test import Client

from directory.browse import beside
from directory.browse.beside import BESIDE
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)
MALMO = {"country": "SE", "city": "Malmö", "latitude": 55.6, "longitude": 13.0, "precision": "city"}


def page(client: Client, query: str) -> str:
    # Somebody who is signed in never gets a page that is kept.
    client.cookies["sinet_session"] = "unknown"
    return client.get(f"/en/search/{query}").content.decode()


@pytest.fixture(autouse=True)
def _entries() -> None:
    for number in range(27):
        publish(title=f"Kitchen {number}", places=[MALMO])


def test_pages_and_orders_of_a_search_share_them(client, monkeypatch):
    first = page(client, "?country=SE")
    monkeypatch.setattr(beside, "_made", lambda _: 1 / 0)
    second, sorted_by_name = page(client, "?country=SE&page=2"), page(client, "?country=SE&sort=name")

    for part in ('name="country" value="SE"', '<circle class="map-dot"', "27 results that have a place"):
        assert all(part in one for one in (first, second, sorted_by_name))
    assert "sort=name" in sorted_by_name.split('data-map="')[1].split('"')[0]
    with pytest.raises(ZeroDivisionError):
        page(client, "?country=SE&kind=organisation")


def test_a_change_is_counted_at_once(client):
    assert "27 results that have a place" in page(client, "?country=SE")
    publish(title="The other kitchen", places=[MALMO])

    assert "28 results that have a place" in page(client, "?country=SE")


def test_nothing_is_kept_inside_a_transaction(client):
    with transaction.atomic():
        publish(title="Never there", places=[MALMO])
        assert "28 results that have a place" in page(client, "?country=SE")
        transaction.set_rollback(True)

    assert not BESIDE._answers
    assert "27 results that have a place" in page(client, "?country=SE")


def test_a_form_without_script_keeps_what_no_box_shows_on_each_page(client):
    for query in ("?country=SE&near=55.6,13&updated_since=2020", "?country=SE&near=55.6,13&updated_since=2020&page=2"):
        assert 'type="hidden" form="filters" name="updated_since" value="2020">' in page(client, query)
