"""`/id/{uid}`, the address that never changes."""

import pytest
from django.test import Client

from directory.actions import withdraw
from tests.directory.api.conftest import Publish, document


def test_a_browser_is_led_to_the_page_in_its_language(client: Client, publish: Publish) -> None:
    (entry,) = publish(document())
    answer = client.get(f"/id/{entry.uid}", HTTP_ACCEPT="text/html,*/*;q=0.8", HTTP_ACCEPT_LANGUAGE="da")

    assert (answer.status_code, answer["Location"]) == (303, f"/da/organisations/{entry.slug}/")
    assert {"Accept", "Accept-Language"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_a_program_is_led_to_the_document(client: Client, publish: Publish) -> None:
    (entry,) = publish(document())
    answer = client.get(f"/id/{entry.uid}", HTTP_ACCEPT="application/json", follow=True)

    assert answer.redirect_chain == [(f"/api/v1/entries/{entry.uid}/", 303)]
    assert answer.json()["uid"] == str(entry.uid)


def test_a_merged_entry_leads_to_the_one_that_survives(client: Client, publish: Publish) -> None:
    survivor, merged = document(title="Garden"), document(title="The garden")
    publish(survivor, merged)
    publish({**merged, "state": "merged", "merged_into": survivor["uid"]})

    answer = client.get(f"/id/{merged['uid']}")

    assert (answer.status_code, answer["Location"]) == (301, f"/id/{survivor['uid']}")


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_withdrawn_entry_is_gone_and_nothing_of_it_is_told(client: Client, publish: Publish, accept: str) -> None:
    (entry,) = publish(document(title="Secret garden"))
    withdraw(entry=entry, by=None, note="asked for")

    answer = client.get(f"/id/{entry.uid}", HTTP_ACCEPT=accept, follow=True)

    assert answer.status_code == 410
    assert "secret" not in answer.content.decode().lower()
    assert "secret" not in str(answer.redirect_chain)


def test_an_entry_that_never_was_is_not_found(client: Client, db: None) -> None:
    assert client.get("/id/018f0000-0000-7000-8000-000000000000").status_code == 404
