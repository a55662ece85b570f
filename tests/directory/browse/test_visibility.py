"""What is not public is at no address: the entry that was withdrawn, and the one merged into another."""

import pytest

from directory.actions import apply_bulk, withdraw
from directory.choices import Channel
from directory.models import Entry
from tests.factories.entries import document, publish

PLACE = {"country": "SE", "city": "Malmö", "latitude": 55.6, "longitude": 13.0, "precision": "city"}
ADDRESSES = [
    "/en/",
    "/en/search/",
    "/en/search/?q=secret",
    "/en/search/?sort=name",
    "/en/organisations/",
    "/en/map/",
    "/en/terms/theme/health/",
    "/en/tags/",
    "/feeds/en/entries.atom",
    "/feeds/en/organisations.atom?country=SE",
    "/sitemaps/entries-0.xml",
    "/api/v1/map/?zoom=4&bbox=-10,35,30,70",
]


@pytest.fixture
def hidden() -> Entry:
    """A withdrawn entry that shares everything with two public ones, one of which leads it."""
    entry = publish(title="Secret garden", places=[PLACE], terms={"theme": ["health"]}, tags=["onlysecret", "garden"])
    publish(
        title="Open garden",
        places=[PLACE],
        terms={"theme": ["health"]},
        tags=["garden"],
        relations=[{"role": "leads", "object": str(entry.uid)}],
    )
    withdraw(entry=entry, by=None, note="asked for")
    return Entry.objects.get(pk=entry.pk)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_withdrawn_entry_stands_on_no_page(hidden, read, address):
    page = read(address).lower()

    # What somebody searched for is said back to them.
    assert "secret garden" not in page
    assert "onlysecret" not in page
    assert "secret-garden" not in page


def test_a_withdrawn_entry_is_no_partner_and_not_similar(hidden, read):
    page = read("/en/organisations/open-garden/")

    assert "Secret garden" not in page
    assert "Who works with whom" not in page


def test_a_withdrawn_entry_answers_that_it_is_gone(hidden, client):
    response = client.get("/en/organisations/secret-garden/")

    assert response.status_code == 410
    assert "Secret garden" not in response.content.decode()


def test_a_tag_of_nothing_public_has_no_page(hidden, client):
    assert client.get("/en/tags/onlysecret/").status_code == 404


def test_a_merged_entry_leads_to_its_survivor(client):
    survivor = publish(title="Survivor")
    absorbed = publish(title="Absorbed")
    merged = document(
        title="Absorbed", uid=str(absorbed.uid), state="merged", merged_into=str(survivor.uid), slug="absorbed"
    )
    apply_bulk(documents=[merged], channel=Channel.CURATOR, by=None, title="Merge")

    response = client.get("/sv/organisations/absorbed/")

    assert (response.status_code, response["Location"]) == (301, "/sv/organisations/survivor/")
