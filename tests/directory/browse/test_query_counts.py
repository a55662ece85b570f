"""A page asks the database as often for 25 results as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.actions import apply_bulk
from directory.browse.caching import PAGES
from directory.choices import Channel
from tests.factories.entries import document, publish, source

COUNTS = {
    "/en/": 5,
    "/en/search/": 2,
    "/en/search/?q=kitchen": 3,
    "/en/organisations/?country=SE": 2,
    "/en/map/": 3,
    "/en/terms/theme/": 3,
    "/en/terms/theme/health/": 4,
    "/en/tags/": 1,
    "/en/tags/shared/": 3,
    "/en/organisations/one/": 3,  # four of them for the panels of the app `funding`
    "/feeds/en/entries.atom": 3,
    "/en/licences/": 2,
}
"""How often each page asks, once the process has learnt what it keeps for one state of the data."""


def several(number: int) -> None:
    rows = [
        document(
            title=f"Kitchen {n}",
            places=[{"country": "SE", "city": "Malmö", "latitude": 55.6, "longitude": 13.0, "precision": "city"}],
            terms={"theme": ["health"]},
            tags=["shared"],
            texts={"sv": {"title": f"Kök {n}"}},
            source=source(),
        )
        for n in range(number)
    ]
    apply_bulk(documents=rows, channel=Channel.IMPORT, by=None, title="Several")


def asked(client: Client) -> dict[str, int]:
    """The queries of each page at its second reading."""
    counts = {}
    for address in COUNTS:
        assert client.get(address).status_code == 200
        PAGES.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts[address] = len(queries)
    return counts


@pytest.mark.django_db(transaction=True)
def test_queries_do_not_grow_with_the_results(client):
    one = publish(title="One", slug="one", terms={"theme": ["health"]}, tags=["shared"])
    several(1)
    publish("project", title="First", relations=[{"role": "partner", "object": str(one.uid)}])
    few = asked(client)
    several(25)

    many = asked(client)
    # Where little is found, a search also looks for what else might be meant.
    assert {address: count for address, count in many.items() if count > few[address]} == {}
    assert few == COUNTS
