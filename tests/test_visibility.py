"""What is not published is found at no public address, whatever way it went out of sight or never came in."""

import json

import pytest
from django.test import Client

from directory.actions import apply, propose, withdraw
from directory.choices import Channel
from directory.documents import read
from directory.models import Entry, Picture
from tests.factories import document, publish
from tests.factories.pictures import kept, named

pytestmark = pytest.mark.django_db
SECRET = "Xylograph"  # a word that stands nowhere else
PLACE = {"country": "LV", "city": "Rīga", "latitude": 56.95, "longitude": 24.11, "precision": "city"}
ADDRESSES = [
    "/en/",
    "/en/search/",
    f"/en/search/?q={SECRET}",
    "/en/search/?country=LV",
    "/en/search/?q=riga",
    "/en/search/?sort=name",
    "/en/organisations/",
    "/en/organisations/?theme=health",
    "/en/map/",
    "/en/map/?country=LV",
    "/en/terms/theme/health/",
    "/en/tags/weaving/",
    "/sv/search/?tag=weaving",
    "/feeds/en/entries.atom",
    "/feeds/en/organisations.atom",
    "/sitemap.xml",
    "/sitemaps/entries-0.xml",
    "/api/v1/entries/",
    f"/api/v1/entries/?q={SECRET}",
    "/api/v1/organisations/?country=LV",
    "/api/v1/facets/",
    f"/api/v1/suggest/?q={SECRET[:4].lower()}",
    "/api/v1/suggest/?q=weav",
    "/api/v1/map/",
    "/api/v1/map/?bbox=20,50,30,60&zoom=8",
]


def secret_document(**fields: object) -> dict:
    return document(
        title=SECRET,
        summary="Not for everybody.",
        tags=["weaving"],
        terms={"theme": ["health"], "type": ["ngo"]},
        places=[PLACE],
        pictures=[named(secret_picture())],
        **fields,
    )


def secret_picture() -> Picture:
    """The one picture of what is secret."""
    return Picture.objects.first() or kept()


def proposed(_partner: Entry) -> None:
    propose(document=secret_document(), channel=Channel.FORM)


def withdrawn(partner: Entry) -> None:
    made = secret_document(relations=[{"role": "partner", "object": str(partner.uid)}])
    entry = apply(revision=propose(document=made, channel=Channel.FORM), by=None)
    withdraw(entry=entry, by=None, note="On request")


def merged(partner: Entry) -> None:
    entry = apply(revision=propose(document=secret_document(), channel=Channel.FORM), by=None)
    gone = {**read(entry, public=False), "state": "merged", "merged_into": str(partner.uid)}
    apply(revision=propose(document=gone, channel=Channel.CURATOR, entry=entry), by=None)


def changed_in_a_proposal_only(partner: Entry) -> None:
    change = {**read(partner, public=False), "summary": f"{SECRET} works here.", "tags": ["weaving"]}
    change["pictures"] = [named(secret_picture())]
    propose(document=change, channel=Channel.FORM, entry=partner)


WAYS = [proposed, withdrawn, merged, changed_in_a_proposal_only]


def seen(client: Client, address: str) -> str:
    """The body of an answer without what it repeats of the question."""
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode()
    for echo in (f"q={SECRET}", f"“{SECRET}”", f'value="{SECRET}"', "weaving/", "tag=weaving"):
        text = text.replace(echo, "")
    return text.lower()


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_published_stands_at_no_public_address(client, way):
    partner = publish(title="The partner", terms={"theme": ["health"]}, places=[{"country": "LV"}])
    way(partner)

    for address in ADDRESSES:
        text = seen(client, address)
        assert SECRET.lower() not in text, address
    counts = {facet["key"]: facet["values"] for facet in json.loads(client.get("/api/v1/facets/").content)["facets"]}
    assert all(value["count"] == 1 for values in counts.values() for value in values)


@pytest.mark.parametrize("way", WAYS)
def test_its_partner_and_those_alike_do_not_name_it(client, way):
    partner = publish(title="The partner", terms={"theme": ["health"], "type": ["ngo"]}, places=[PLACE])
    way(partner)

    for address in (partner.get_absolute_url(), f"/api/v1/entries/{partner.uid}/", f"/id/{partner.uid}"):
        assert SECRET.lower() not in client.get(address, follow=True).content.decode().lower(), address


def test_the_addresses_above_show_an_entry_that_is_published(client):
    publish(title=SECRET, tags=["weaving"], terms={"theme": ["health"]}, places=[PLACE], summary="For everybody.")

    without = [address for address in ADDRESSES if SECRET.lower() not in seen(client, address)]

    # These name parts of the sitemap, count entries or name tags and places; they show no titles.
    assert without == ["/sitemap.xml", "/api/v1/facets/", "/api/v1/suggest/?q=weav"]


@pytest.mark.parametrize("way", WAYS)
def test_the_pictures_of_what_is_not_published_are_at_no_public_address(client, way):
    partner = publish(title="The partner")
    way(partner)
    picture = secret_picture()

    assert client.get(picture.url(320)).status_code in {404, 410}
    assert all(picture.digest not in seen(client, address) for address in ADDRESSES)


def test_an_entry_out_of_sight_answers_410_or_leads_to_its_survivor(client):
    partner = publish(title="The partner")
    withdrawn(partner)
    gone = Entry.objects.get(title=SECRET)

    assert client.get(gone.get_absolute_url()).status_code == 410
    assert client.get(f"/api/v1/entries/{gone.uid}/").status_code == 410
    assert client.get(f"/id/{gone.uid}").status_code == 410
