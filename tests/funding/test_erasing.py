"""Erasing a person reaches what funding keeps: grants, profiles, calls; and the alerts of a reader."""

import pytest

from directory.actions.erasing import erase_person
from directory.actions.redacting import GONE
from directory.models import Alert, Submitter
from funding.models import Call, FunderProfile, Grant, GrantParty
from tests.factories import publish
from tests.factories.grants import record, take_in

pytestmark = pytest.mark.django_db
EMAIL = "kim@example.org"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A place for the ledger's copy."""
    settings.VAR = tmp_path


def test_an_address_goes_from_grants_and_leaves_what_they_say():
    """An import takes addresses out by itself; one that it did not know as such may have stayed."""
    take_in(record(1), record(2), credit=f"By {EMAIL}")
    first, second = Grant.objects.order_by("identifier")
    Grant.objects.filter(pk=first.pk).update(title=f"Ask {EMAIL}", record={**first.record, "title": f"Ask {EMAIL}"})
    GrantParty.objects.filter(pk=first.recipient_id).update(name=f"Kitchen, {EMAIL}")

    erase_person(email=EMAIL, by=None)

    changed = Grant.objects.select_related("recipient", "grant_import").get(pk=first.pk)
    assert (changed.title, changed.record["title"]) == (f"Ask {GONE}", f"Ask {GONE}")
    assert (changed.recipient.name, changed.grant_import.credit) == (f"Kitchen, {GONE}", f"By {GONE}")
    assert Grant.objects.get(pk=second.pk).record == second.record


def test_an_address_goes_from_calls_and_profiles():
    publish("call", "A call", call={"eligibility": f"Ask {EMAIL}.", "questions": [f"Did you ask {EMAIL}?"]})
    publish("organisation", "A giver", funder={"how_to_apply": f"Write to {EMAIL}."})

    erase_person(email=EMAIL, by=None)

    assert Call.objects.get().eligibility == f"Ask {GONE}."
    assert Call.objects.get().questions == [f"Did you ask {GONE}?"]
    assert FunderProfile.objects.get().how_to_apply == f"Write to {GONE}."


def test_alerts_go_with_their_reader():
    reader = Submitter.objects.create(email=EMAIL)
    Alert.objects.create(submitter=reader, query="theme=health", secret_hash="a" * 64)

    erase_person(email=EMAIL, by=None)

    assert not Alert.objects.exists()
