"""Atom feeds."""

import xml.etree.ElementTree as ET

from tests.factories.entries import publish

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(body: bytes) -> list[str]:
    feed = ET.fromstring(body)  # noqa: S314 - our own answer
    return [title.text or "" for title in feed.findall("a:entry/a:title", ATOM)]


def test_a_feed_holds_the_results_of_a_search_newest_first(client):
    publish(title="Older garden")
    publish(title="Newer garden")
    publish("project", title="Garden project")

    response = client.get("/feeds/en/organisations.atom?q=garden")

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Content-Language"] == "en"
    assert entries(response.content) == ["Newer garden", "Older garden"]


def test_an_item_has_a_permanent_identity_its_terms_and_the_language_of_the_feed(client):
    entry = publish(title="Köket", language="sv", summary="Ett kök", slug="koket", texts={"en": {"title": "Kitchen"}})

    item = ET.fromstring(client.get("/feeds/en/entries.atom").content).find("a:entry", ATOM)  # noqa: S314 - ours

    assert item is not None
    assert item.findtext("a:id", namespaces=ATOM) == f"http://127.0.0.1:8000/id/{entry.uid}"
    assert item.findtext("a:title", namespaces=ATOM) == "Kitchen"
    assert item.findtext("a:author/a:name", namespaces=ATOM) == "By first"
    assert item.findtext("a:rights", namespaces=ATOM) == "CC0-1.0"


def test_a_search_that_cannot_be_understood_is_refused_with_the_reason(client):
    response = client.get("/feeds/sv/entries.atom?country=QQ")

    assert response.status_code == 400
    assert "”QQ” är inget värde i filtret ”Land”." in response.content.decode()


def test_only_languages_and_lists_that_are_there_have_feeds(client):
    assert client.get("/feeds/xx/entries.atom").status_code == 404
    assert client.get("/feeds/en/secrets.atom").status_code == 404
