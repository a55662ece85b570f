"""What a centre decides: who is told, what is taken over, and on which state it is decided."""

import pytest

from directory.actions import Conflict, withdraw
from directory.actions.accepting import accept, accept_merged
from directory.actions.decisions import ask_opinion, assign, give_opinion, note
from directory.mailing import message_of
from directory.models import Mail
from tests.directory.curate.conftest import change, waiting
from tests.factories import document, publish
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_what_stays_inside_a_centre_is_mailed_to_nobody(curator, danish):
    proposal = waiting()

    assign(proposal=proposal, to=curator, by=curator)
    note(proposal=proposal, by=curator, text="They called us.")
    ask_opinion(proposal=proposal, by=curator, centre=danish, text="Do you know them?")
    give_opinion(proposal=proposal, by=person("dk@example.org", role="reviewer", at=danish), text="We do.")

    assert proposal.events.filter(is_internal=True).count() == 4
    assert not Mail.objects.filter(kind="decision").exists()


def test_of_a_new_entry_whose_fields_are_chosen_the_origin_comes_along(curator):
    proposal = waiting(document(title="Harbour", website="https://harbour.example", places=[{"country": "SE"}]))

    entry = accept(proposal=proposal, by=curator, fields=["title"])

    assert (entry.title, entry.website, entry.summary, entry.places.count()) == ("Harbour", "", "", 0)
    assert (entry.source_id, entry.source_record) == ("first", "1")


def test_a_merge_that_was_chosen_on_an_older_state_is_a_conflict(curator):
    entry = publish(title="Old", places=[{"country": "SE"}])
    mine = change(entry, title="Mine")
    seen = entry.revision
    accept(proposal=change(entry, title="Newest"), by=curator)

    with pytest.raises(Conflict):
        accept_merged(proposal=mine, by=curator, document=mine.revision.document, base=seen)

    entry.refresh_from_db()
    assert entry.title == "Newest"


def test_the_mail_about_an_accepted_proposal_links_its_entry_while_that_is_public(curator):
    entry = accept(proposal=waiting(), by=curator)
    mail = Mail.objects.get(kind="decision")
    assert entry.permanent_path in message_of([mail]).body

    withdraw(entry=entry, by=curator, note="")

    assert entry.permanent_path not in message_of([mail]).body
