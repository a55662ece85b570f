"""The public history of an entry names roles, never persons, nor what was said between them."""

import pytest

from directory.actions import withdraw
from directory.actions.accepting import accept
from tests.directory.curate.conftest import change, page, waiting


def test_each_public_change_is_listed_with_role_and_fields_and_without_persons(client, curator):
    entry = accept(proposal=waiting(email="maker@example.org"), by=curator, text="Kim has checked it")
    accept(proposal=change(entry, summary="Another summary."), by=curator)
    change(entry, summary="Not decided.")

    shown = page(client.get(f"/en/organisations/{entry.slug}/history/"))

    assert shown.count("Proposed by a visitor, accepted by the competence centre") == 2
    assert "Changed: Summary" in " ".join(shown.split())
    assert "The entry as it began." in shown
    for private in ("maker@example.org", "curator@example.org", "Kim", "Not decided"):
        assert private not in shown


def test_a_withdrawn_entry_shows_no_history(client, curator):
    entry = accept(proposal=waiting(), by=curator)
    withdraw(entry=entry, by=None, note="test")
    assert client.get(f"/en/organisations/{entry.slug}/history/").status_code == 410
    assert client.get("/en/organisations/no-such-entry/history/").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "999999999999", "x", "١"])
def test_an_odd_page_number_is_no_error(client, curator, number):
    entry = accept(proposal=waiting(), by=curator)
    assert client.get(f"/en/organisations/{entry.slug}/history/", {"page": number}).status_code == 200
