import pytest

from directory.actions import accepting, decisions
from directory.actions.restoring import undo_together
from directory.choices import ProposalState
from directory.models import ChangeSet, Criterion, Entry, Mail, Proposal
from tests.directory.curate.conftest import change, page, waiting
from tests.factories import document, publish
from tests.factories.people import person

pytestmark = pytest.mark.django_db
TOGETHER = "/en/curate/together/"


def several(count: int) -> list[Proposal]:
    return [
        waiting(document(title=f"Kitchen {n}", summary=f"Number {n}", source=None, places=[{"country": "SE"}]))
        for n in range(count)
    ]


def form(*decided, **more):
    return {f"decision-{proposal.uid}": value for proposal, value in decided} | more


def test_the_preview_says_what_will_happen_and_decides_nothing(signed_in):
    first, second = several(2)
    criterion = Criterion.objects.get(key="scope")

    response = signed_in.post(TOGETHER, form((first, "accept"), (second, f"reject:{criterion.pk}")))

    assert "Will be published: Organisation" in page(response)
    assert "Will be rejected: It is social innovation" in page(response)
    assert not Entry.objects.exists()


def test_what_is_carried_out_is_one_change_set_that_can_be_undone(signed_in, manager):
    first, second, third = several(3)
    criterion = Criterion.objects.get(key="scope")
    sent = form((first, "accept"), (second, "accept"), (third, f"reject:{criterion.pk}"), do="apply", text="Shoes.")

    response = signed_in.post(TOGETHER, sent)

    assert "3 decisions were carried out." in page(response)
    assert set(Entry.objects.public().values_list("title", flat=True)) == {"Kitchen 0", "Kitchen 1"}
    third.refresh_from_db()
    assert (third.state, third.events.last().text) == (ProposalState.REJECTED, "Shoes.")
    assert Mail.objects.filter(kind="decision").count() == 3
    assert ChangeSet.objects.get().revisions.count() == 2

    undo_together(change_set=ChangeSet.objects.get(), by=manager, note="")
    assert not Entry.objects.public().exists()


def test_ticked_lines_get_the_decision_of_the_whole_unless_they_have_their_own(signed_in):
    first, second = several(2)
    criterion = Criterion.objects.get(key="real")
    sent = form((first, "assign:me"), bulk=f"reject:{criterion.pk}", do="apply", selected=[first.uid, second.uid])

    signed_in.post(TOGETHER, sent)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.assigned_to.email) == (ProposalState.WAITING, "curator@example.org")
    assert second.state == ProposalState.REJECTED


def test_a_conflict_is_named_and_holds_up_no_other(signed_in, curator):
    entry = publish(places=[{"country": "SE"}])
    theirs, mine = change(entry, title="Theirs"), change(entry, summary="Mine.")
    (other,) = several(1)
    accepting.accept(proposal=theirs, by=curator)

    preview = signed_in.post(TOGETHER, form((mine, "accept"), (other, "accept")))
    done = signed_in.post(TOGETHER, form((mine, "accept"), (other, "accept"), do="apply"))

    assert "Conflict: the entry has changed since." in page(preview)
    assert f'name="decision-{mine.uid}"' not in page(preview)
    assert "1 decision was carried out. 1 was not; it stays where it was." in page(done)
    mine.refresh_from_db()
    assert mine.state == ProposalState.WAITING


def test_the_second_of_two_curators_is_told_what_was_decided_before(signed_in, manager):
    (proposal,) = several(1)
    sent = form((proposal, "accept"))
    sent[f"seen-{proposal.uid}"] = proposal.revision_id
    decisions.reject(proposal=proposal, by=manager, criterion=Criterion.objects.first())

    response = signed_in.post(TOGETHER, {**sent, "do": "apply"})

    assert "It has been decided already, or waits for its submitter." in page(response)
    assert not Entry.objects.exists()


def test_another_revision_than_the_one_that_was_seen_is_not_decided(signed_in):
    (proposal,) = several(1)
    sent = form((proposal, "accept"), do="apply")
    sent[f"seen-{proposal.uid}"] = proposal.revision_id - 1

    assert "It has changed since you opened the queue." in page(signed_in.post(TOGETHER, sent))
    assert not Entry.objects.exists()


def test_proposals_of_another_territory_are_left_out(signed_in, danish):
    theirs = waiting(document(source=None, places=[{"country": "DK"}]))

    response = signed_in.post(TOGETHER, form((theirs, "accept"), do="apply"))

    assert response.status_code == 302
    theirs.refresh_from_db()
    assert theirs.state == ProposalState.WAITING


def test_who_is_asked_for_an_opinion_cannot_decide_in_a_bulk(client, centre, danish):
    from tests.factories.people import sign_in

    dane = person("dane@example.org", role="reviewer", at=danish)
    proposal = waiting()
    Proposal.objects.filter(pk=proposal.pk).update(second_opinion=danish)
    sign_in(client, dane)

    response = client.post(TOGETHER, form((proposal, "accept"), do="apply"))

    assert "This proposal lies in the territory of another centre." in page(response)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("value", ["reject:", "reject:999", "explode", "assign:999", "reject:x"])
def test_a_decision_that_does_not_exist_is_said(signed_in, value):
    (proposal,) = several(1)

    response = signed_in.post(TOGETHER, form((proposal, value), do="apply"))

    assert "There is no such decision." in page(response)


def test_nothing_chosen_leads_back_to_the_queue_with_a_word(signed_in):
    response = signed_in.post(TOGETHER, {"decision-no-uid": "accept", "query": "kind=project"}, follow=True)

    assert response.redirect_chain == [("/en/curate/?kind=project", 302)]
    assert "Nothing is chosen yet." in page(response)
