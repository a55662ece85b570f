"""Suggestions while somebody types."""

from django.test import Client

from directory.actions import withdraw
from tests.directory.api.conftest import Publish, document

ADDRESS = "/api/v1/suggest/"


def test_entries_terms_and_tags_that_begin_so_are_suggested(client: Client, publish: Publish) -> None:
    (entry,) = publish(document(title="Healing garden", tags=["healing"], terms={"theme": ["health"]}))
    results = client.get(f"{ADDRESS}?q=heal").json()["results"]

    assert {row["group"] for row in results} == {"entry", "term", "tag"}
    assert results[0]["url"] == f"http://testserver/en/organisations/{entry.slug}/"
    assert all(set(row) == {"group", "label", "detail", "count", "url"} for row in results)


def test_the_pages_of_the_language_asked_for_are_suggested(client: Client, publish: Publish) -> None:
    publish(document(title="Garden"))

    (row,) = client.get(f"{ADDRESS}?q=gard&lang=sv").json()["results"]

    assert row["url"].startswith("http://testserver/sv/organisations/")


def test_nothing_typed_suggests_nothing(client: Client, publish: Publish) -> None:
    publish(document(title="Garden"))

    assert client.get(ADDRESS).json() == {"results": []}


def test_a_withdrawn_entry_is_not_suggested(client: Client, publish: Publish) -> None:
    (entry,) = publish(document(title="Garden"))
    withdraw(entry=entry, by=None, note="asked for")

    assert client.get(f"{ADDRESS}?q=gard").json()["results"] == []


def test_any_text_is_safe(client: Client, publish: Publish) -> None:
    publish(document(title="Garden"))

    for text in ("%", "' OR 1=1", "\\", "😀", "a" * 10_000, "\u202e", "&|!()"):
        assert client.get(ADDRESS, {"q": text}).status_code == 200


def test_an_unknown_parameter_is_explained(client: Client, publish: Publish) -> None:
    publish(document(title="Garden"))

    assert client.get(f"{ADDRESS}?q=gard&country=SE").status_code == 400
