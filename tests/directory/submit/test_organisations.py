"""What only an organisation is asked: its parent, picked among those that are there, and its registrations."""

import pytest

from directory.models import Proposal
from tests.directory.submit.walk import WHERE, begun, filled, form_values
from tests.factories import publish

pytestmark = pytest.mark.usefixtures("centre")


def sent(client, draft: str) -> dict[str, object]:
    """The part of the document that came of it."""
    assert client.post(f"{draft}check/")["Location"] == f"{draft}sent/"
    part: dict[str, object] = Proposal.objects.get().documents[0]["organisation"]
    return part


def test_a_parent_is_picked_by_its_name(client):
    parent = publish("organisation", "Garden federation", places=[{"country": "SE"}])
    draft = begun(client)
    asked = client.post(f"{draft}who/", {**WHERE, "parent": "Garden federatio"})
    assert asked.status_code == 422
    assert "Which of these organisations is it?" in asked.content.decode()
    assert f'name="parent-uid" value="{parent.uid}"' in asked.content.decode()

    draft = filled(client, who={**WHERE, "parent": "Garden federatio", "parent-uid": str(parent.uid)})
    assert "Garden federation" in client.get(f"{draft}check/").content.decode()
    Proposal.objects.exclude(title="Garden for all").delete()
    assert sent(client, draft)["parent"] == str(parent.uid)


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"parent": "Nobody knows it"}, 422), ({"parent": "Garden federation", "parent-uid": "none"}, 302), ({}, 302)],
)
def test_a_parent_that_is_not_there_is_said_to_be_missing_and_none_is_an_answer(client, typed, status):
    publish("organisation", "Garden federation", places=[{"country": "SE"}])
    response = client.post(f"{begun(client)}who/", {**WHERE, **typed})

    assert response.status_code == status
    assert ("No organisation of the directory is called so." in response.content.decode()) == (status == 422)


def test_registrations_are_rows_and_another_can_be_added(client):
    rows = {"registration-0-scheme": "SE-BLV", "registration-0-id": "556677-8899"}
    draft = filled(client, who={**WHERE, **rows})
    added = client.post(f"{draft}who/", {**WHERE, **rows, "do": "add-registration"})
    assert added["Location"] == f"{draft}who/#id_registration-1-id"
    more = {"registration-1-scheme": "DK-CVR", "registration-1-id": " 12345678 ", "registration-2-scheme": "DK-CVR"}
    assert client.post(f"{draft}who/", {**WHERE, **rows, **more}).status_code == 302

    assert sent(client, draft)["registrations"] == [
        {"scheme": "SE-BLV", "id": "556677-8899"},
        {"scheme": "DK-CVR", "id": "12345678"},
    ]


def test_a_number_without_its_register_is_marked_in_its_row(client):
    response = client.post(f"{begun(client)}who/", {**WHERE, "registration-1-id": "12345678"})

    assert response.status_code == 422
    assert 'href="#id_registration-1-' in response.content.decode()
    assert form_values(response)["registration-1-id"] == ["12345678"]


def test_a_change_shows_parent_and_registrations_and_leaves_them_as_they_are(client):
    parent = publish("organisation", "Garden federation", places=[{"country": "SE"}])
    part = {"parent": str(parent.uid), "registrations": [{"scheme": "GB-SC", "id": "SC012345"}]}
    entry = publish("organisation", "A garden", places=[{"country": "SE"}], organisation=part)
    begun_change = client.post(f"/en/submit/change/organisation/{entry.slug}/")["Location"]
    step = begun_change.replace("/what/", "/who/")
    shown = form_values(client.get(step))
    assert (shown["parent"], shown["parent-uid"]) == (["Garden federation"], [str(parent.uid)])
    assert (shown["registration-0-scheme"], shown["registration-0-id"]) == (["GB-SC"], ["SC012345"])

    assert client.post(step, shown).status_code == 302
    check = client.get(begun_change.replace("/what/", "/check/")).content.decode()
    assert "GB-SC: SC012345" in check
    assert "is-changed" not in check


def test_organisations_are_looked_up_while_a_parent_is_typed(client):
    parent = publish("organisation", "Garden federation", places=[{"country": "SE"}])
    found = client.get("/en/submit/organisations", {"parent": "garden federation"}).content.decode()

    assert f'name="parent-uid" value="{parent.uid}"' in found
    assert "None of these" in found
