from datetime import timedelta

import pytest
from django.utils import timezone

from directory.actions import ActionError, Conflict
from directory.actions.accepting import accept, accept_merged
from directory.actions.decisions import assign, decide_appeal, reject, request_changes
from directory.actions.errors import NotAllowed
from directory.actions.proposals import (
    WrongToken,
    answer,
    appeal,
    confirm,
    retract,
    save_answers,
    send,
    start_draft,
)
from directory.choices import Intent, Kind, ProposalState, RevisionState
from directory.documents import read
from directory.models import Centre, Criterion, Entry, Mail, Proposal, Revision, Token, User
from tests.factories import document, publish, reference

pytestmark = pytest.mark.django_db
EMAIL = "kim@example.org"


@pytest.fixture
def centre():
    reference()
    centre = Centre.objects.create(key="se", name="Centre Sweden", countries=["SE"], languages=["sv"], is_default=True)
    Criterion.objects.create(centre=centre, key="scope", labels={"en": "It is social innovation"})
    return centre


def curator(centre: Centre, email: str = "curator@example.org") -> User:
    user = User.objects.create_user(email=email)
    centre.members.add(user, through_defaults={"role": "reviewer"})
    return user


def secret_of(kind: str) -> str:
    return str(Mail.objects.filter(kind=kind).latest("pk").context["link"]).rsplit("/", 1)[1]


def sent(*documents: dict, entry: Entry | None = None, intent: Intent = Intent.NEW) -> Proposal:
    made = list(documents) or [document(source=None, places=[{"country": "SE"}])]
    proposal, _secret = start_draft(kind=Kind(made[0]["kind"]), intent=intent, language="sv", entry=entry)
    send(
        proposal=proposal,
        documents=made,
        email=EMAIL,
        contact={"name": "Kim", "phone": "1"},
        licence="CC-BY-4.0",
        status_link="https://example.org/status/x",
        confirm_link="https://example.org/confirm/",
    )
    return proposal


def received(*documents: dict, entry: Entry | None = None, intent: Intent = Intent.NEW) -> Proposal:
    sent(*documents, entry=entry, intent=intent)
    return confirm(secret=secret_of("confirm"))


def test_a_draft_keeps_what_was_typed_and_enters_no_queue(centre):
    proposal, secret = start_draft(kind=Kind.PROJECT, intent=Intent.NEW, language="da")

    save_answers(proposal=proposal, step="what", values={"title": "", "website": "no address"})

    proposal.refresh_from_db()
    assert proposal.answers == {"what": {"title": "", "website": "no address"}}
    assert secret not in str(Proposal.objects.values())
    assert not Proposal.objects.for_curator(curator(centre)).exists()


def test_a_sent_proposal_enters_the_queue_when_it_is_confirmed(centre):
    proposal = sent()
    assert (proposal.revision, Revision.objects.count(), Mail.objects.get().kind) == (None, 0, "confirm")

    proposal = confirm(secret=secret_of("confirm"))

    assert proposal.revision
    assert (proposal.state, proposal.centre, proposal.revision.state) == ("waiting", centre, "submitted")
    assert list(Proposal.objects.for_curator(curator(centre)).open()) == [proposal]
    assert not Entry.objects.exists()


def test_a_confirmation_works_once_and_for_seven_days(centre):
    sent()
    secret = secret_of("confirm")
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(WrongToken):
        confirm(secret=secret)

    Token.objects.update(expires_at=timezone.now() + timedelta(days=1))
    confirm(secret=secret)
    with pytest.raises(WrongToken):
        confirm(secret=secret)


def test_the_contact_person_is_in_no_document(centre):
    proposal = received()

    assert proposal.revision
    assert "Kim" not in str(proposal.revision.document)
    assert proposal.contact.name == "Kim"


def test_a_project_and_its_new_organisation_become_public_together(centre):
    project = document("project", "Shared garden", source=None, places=[{"country": "SE"}])
    lead = document(source=None, relations=[{"role": "leads", "object": project["uid"]}])
    proposal = received(project, lead)

    entry = accept(proposal=proposal, by=curator(centre))

    assert entry.title == "Shared garden"
    assert set(Entry.objects.public().values_list("title", flat=True)) == {"Shared garden", "Example kitchen"}
    assert not Revision.objects.exclude(state=RevisionState.APPLIED).exists()


def test_a_curator_edits_on_top_of_the_proposal(centre):
    proposal = received()
    assert proposal.revision
    edited = {**proposal.revision.document, "title": "Better name"}

    entry = accept(proposal=proposal, by=curator(centre), document=edited)

    assert entry.title == "Better name"
    assert [revision.channel for revision in entry.revisions.order_by("pk")] == ["form", "curator"]


def test_only_some_fields_can_be_taken_over(centre):
    entry = publish(website="https://example.org")
    changed = {**read(entry, public=False), "title": "Renamed", "website": "https://example.com", "source": None}
    proposal = received(changed, entry=entry, intent=Intent.CHANGE)

    accept(proposal=proposal, by=curator(centre), fields=["title"])

    entry.refresh_from_db()
    assert (entry.title, entry.website) == ("Renamed", "https://example.org")


def test_a_proposal_on_an_old_base_is_a_conflict_until_it_is_merged(centre):
    entry = publish()
    theirs = {**read(entry, public=False), "title": "Theirs"}
    mine = {**read(entry, public=False), "summary": "Mine."}
    first, second = (received(one, entry=entry, intent=Intent.CHANGE) for one in (theirs, mine))
    by = curator(centre)
    accept(proposal=first, by=by)
    with pytest.raises(Conflict):
        accept(proposal=second, by=by)

    entry.refresh_from_db()
    accept_merged(proposal=second, by=by, document={**read(entry, public=False), "summary": "Mine."})

    entry.refresh_from_db()
    assert (entry.title, entry.summary) == ("Theirs", "Mine.")


def test_asked_for_changes_the_submitter_answers_and_the_proposal_is_back(centre):
    proposal = received()
    by = curator(centre)
    request_changes(proposal=proposal, by=by, text="Please say more.", field_notes={"summary": "Who is helped?"})
    assert not Proposal.objects.open().exists()

    answer(proposal=proposal, document={**document(source=None), "summary": "Better."}, text="Done.")

    proposal.refresh_from_db()
    assert proposal.revision
    assert (proposal.state, proposal.revision.document["summary"]) == (ProposalState.WAITING, "Better.")
    assert [event.what for event in proposal.events.all()] == ["received", "changes_requested", "answered"]


def test_a_rejection_keeps_the_record_names_its_criterion_and_is_mailed(centre):
    proposal = received()

    reject(proposal=proposal, by=curator(centre), criterion=Criterion.objects.get(), text="It sells shoes.")

    proposal.refresh_from_db()
    assert proposal.revision
    assert (proposal.state, proposal.revision.state) == (ProposalState.REJECTED, RevisionState.REJECTED)
    assert proposal.events.last().criterion.key == "scope"
    assert Mail.objects.filter(kind="decision", recipient=EMAIL, is_batched=True).count() == 1
    assert not Entry.objects.exists()


def test_an_appeal_is_answered_once_by_somebody_else(centre):
    proposal = received()
    first, second = curator(centre), curator(centre, "second@example.org")
    reject(proposal=proposal, by=first, criterion=Criterion.objects.get())
    appeal(proposal=proposal, text="It does not sell shoes.")
    with pytest.raises(NotAllowed):
        decide_appeal(proposal=proposal, by=first, uphold=True, text="")

    proposal = decide_appeal(proposal=proposal, by=second, uphold=False, text="You are right.")

    assert list(Proposal.objects.open()) == [proposal]
    accept(proposal=proposal, by=second)
    with pytest.raises(ActionError):
        appeal(proposal=proposal, text="Again")


def test_a_centre_decides_only_in_its_territory(centre):
    danish = Centre.objects.create(key="dk", name="Centre Denmark", countries=["DK"])
    proposal = received()
    stranger = curator(danish, "dane@example.org")

    assert not Proposal.objects.for_curator(stranger).exists()
    for action in (
        lambda: accept(proposal=proposal, by=stranger),
        lambda: reject(proposal=proposal, by=stranger, criterion=Criterion.objects.get()),
        lambda: request_changes(proposal=proposal, by=stranger, text=""),
        lambda: assign(proposal=proposal, to=stranger, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            action()
    assert Proposal.objects.for_curator(User(is_coordinator=True, is_active=True)).exists()


def test_a_proposal_is_taken_back_by_its_submitter_until_it_is_decided(centre):
    proposal = received()
    retract(proposal=proposal)

    proposal.refresh_from_db()
    assert proposal.revision
    assert (proposal.state, proposal.revision.state) == (ProposalState.RETRACTED, RevisionState.RETRACTED)
    with pytest.raises(ActionError):
        retract(proposal=proposal)
    with pytest.raises(ActionError):
        accept(proposal=proposal, by=curator(centre))


def test_likely_duplicates_are_found_when_a_proposal_is_received(centre):
    there = publish(title="Återbruket i Malmö", website="https://aterbruket.example.se/om")
    named = received(document(title="Aterbruket i Malmø", source=None, summary="x"))
    hosted = received(document(title="Something else", website="http://www.aterbruket.example.se", source=None))

    assert named.duplicates == [{"entry": there.pk, "reason": "name"}]
    assert hosted.duplicates == [{"entry": there.pk, "reason": "website"}]


def test_the_score_names_its_rules(centre):
    proposal = received(
        document(
            title="CHEAP ESSAY WRITING SERVICE",
            summary="Buy now! Call us: +44 20 7946 0000. Best price essay writing help.",
            source=None,
        )
    )

    assert {reason["rule"] for reason in proposal.score_reasons} == {
        "trade",
        "call",
        "short",
        "capitals",
        "telephone",
        "unconnected",
    }
    assert proposal.score == sum(reason["points"] for reason in proposal.score_reasons)
