import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.actions import accepting, batches, decisions
from directory.actions.restoring import undo_together
from directory.choices import ProposalState
from directory.curate import together
from directory.jobs import carry_out
from directory.models import Batch, CentreMember, ChangeSet, Criterion, Decision, Entry, Mail, Proposal
from tests.directory.curate.conftest import change, page, waiting
from tests.factories import document, publish
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db
QUEUE = "/en/curate/"
TOGETHER = "/en/curate/together/"


def several(count: int, **more) -> list[Proposal]:
    return [
        waiting(document(title=f"Kitchen {n}", summary=f"Number {n}", source=None, places=[{"country": "SE"}], **more))
        for n in range(count)
    ]


def form(*decided, **more):
    return {f"decision-{proposal.uid}": value for proposal, value in decided} | more


def planned(client, sent):
    """What would happen, as the page says."""
    return page(client.post(TOGETHER, sent, follow=True))


def carried_out(client, sent, text=""):
    """What was done, as the page says."""
    where = client.post(TOGETHER, sent).url
    return page(client.post(where, {"text": text}, follow=True))


def test_the_preview_says_what_will_happen_and_decides_nothing(signed_in):
    first, second = several(2)
    criterion = Criterion.objects.get(key="scope")

    preview = planned(signed_in, form((first, "accept"), (second, f"reject:{criterion.pk}")))

    assert "Will be published: Organisation" in preview
    assert "Will be rejected: It is social innovation" in preview
    assert "Carry out 2 decisions" in preview
    assert not Entry.objects.exists()


def test_what_is_carried_out_is_one_change_set_that_can_be_undone(signed_in, manager):
    first, second, third = several(3)
    criterion = Criterion.objects.get(key="scope")
    sent = form((first, "accept"), (second, "accept"), (third, f"reject:{criterion.pk}"))

    done = carried_out(signed_in, sent, text="Shoes.")

    assert "3 decisions were carried out." in done
    assert "See or undo what was published together" in done
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

    carried_out(signed_in, form((first, "assign:me"), bulk=f"reject:{criterion.pk}", selected=[first.uid, second.uid]))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.assigned_to.email) == (ProposalState.WAITING, "curator@example.org")
    assert second.state == ProposalState.REJECTED


def test_all_that_the_filters_leave_are_decided_with_those_on_other_pages(signed_in, curator):
    first, *others = several(4)
    waiting(document("project", "Garden", source=None, places=[{"country": "SE"}]))
    criterion = Criterion.objects.get(key="real")
    everything = {"all": "1", "query": "kind=organisation&sort=newest", "bulk": f"reject:{criterion.pk}"}

    carried_out(signed_in, form((first, "accept"), **everything))

    batch = Batch.objects.get()
    order = batch.decisions.values_list("proposal", "do")
    assert list(order) == [(one.pk, "reject") for one in reversed(others)] + [(first.pk, "accept")]
    assert batch.query == "kind=organisation&sort=newest"
    states = Proposal.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["applied", "rejected", "rejected", "rejected", "waiting"]


def test_all_are_offered_where_there_is_more_than_a_page(signed_in, monkeypatch):
    several(3)
    assert 'name="all"' not in page(signed_in.get(QUEUE))

    monkeypatch.setattr("directory.curate.queue.PAGE_SIZE", 2)
    assert "and with all 3 of all pages" in " ".join(page(signed_in.get(QUEUE)).split())

    monkeypatch.setattr("directory.curate.queue.MOST", 2)
    assert "and with the first 2 of all pages" in " ".join(page(signed_in.get(QUEUE)).split())


def test_no_more_are_planned_than_can_be_decided(signed_in, monkeypatch):
    monkeypatch.setattr("directory.curate.planning.MOST", 2)
    monkeypatch.setattr(together, "MOST", 2)
    several(3)

    assert "At most 2 can be decided at once" in planned(signed_in, {"all": "1", "bulk": "accept"})
    assert Decision.objects.count() == 2


def test_many_are_carried_out_in_the_background_and_can_be_stopped(signed_in, monkeypatch):
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    monkeypatch.setattr(batches, "GROUP", 2)
    monkeypatch.setattr(together, "AT_ONCE", 1)
    several(5)

    assert "They are carried out in the background" in planned(signed_in, {"all": "1", "bulk": "accept"})
    batch = Batch.objects.get()
    begun = page(signed_in.post(f"{TOGETHER}{batch.uid}/", follow=True))
    assert "0 decisions were carried out. 5 are still to come." in begun
    assert "data-batch-course" in begun

    carry_out(batch=batch.pk, position=0)
    half = page(signed_in.get(f"{TOGETHER}{batch.uid}/"))
    assert "2 decisions were carried out. 3 are still to come." in half
    assert 'max="5" value="2"' in half

    stopped = page(signed_in.post(f"{TOGETHER}{batch.uid}/", {"do": "stop"}, follow=True))
    assert "2 decisions were carried out. You stopped before 3 more." in stopped
    assert "data-batch-course" not in stopped
    carry_out(batch=batch.pk, position=2)
    assert Entry.objects.count() == 2


def test_who_looks_again_gets_the_page_only_where_it_has_changed(signed_in, monkeypatch):
    monkeypatch.setattr(batches, "AT_ONCE", 1)
    monkeypatch.setattr(batches, "GROUP", 2)
    several(3)
    where = signed_in.post(TOGETHER, {"all": "1", "bulk": "accept"}).url

    def looked(known: str) -> tuple[int, str]:
        response = signed_in.get(where, headers={"If-None-Match": known})
        assert "no-store" in response["Cache-Control"]
        return response.status_code, response["ETag"]

    signed_in.post(where)
    status, begun = looked("")
    assert status == 200
    assert looked(begun) == (304, begun)
    carry_out(batch=Batch.objects.get().pk, position=0)
    status, half = looked(begun)
    assert (status, looked(half)) == (200, (304, half))
    carry_out(batch=Batch.objects.get().pk, position=2)
    assert looked(half)[0] == 200


def test_a_batch_is_carried_out_once_however_often_the_button_is_pressed(signed_in):
    (proposal,) = several(1)
    where = signed_in.post(TOGETHER, form((proposal, "accept"))).url

    for _ in range(2):
        assert "1 decision was carried out." in page(signed_in.post(where, follow=True))
    assert Entry.objects.count() == Mail.objects.filter(kind="decision").count() == 1


def test_of_many_lines_those_that_say_something_are_shown_first(signed_in, monkeypatch):
    monkeypatch.setattr(together, "_SHOWN", 2)
    proposals = several(4)
    Proposal.objects.filter(pk=proposals[2].pk).update(score=50)
    sent = form(*((one, "explode" if one == proposals[3] else "accept") for one in proposals))

    preview = planned(signed_in, sent)

    assert "The first 2 lines are shown, those with a problem or a warning before the others; 2 more are not" in preview
    assert "3 decisions can be carried out. 1 of them has a warning." in preview
    assert preview.index("Kitchen 3") < preview.index("Kitchen 2")
    assert "Kitchen 0" not in preview
    assert "Kitchen 1" not in preview


def test_a_conflict_is_named_and_holds_up_no_other(signed_in, curator):
    entry = publish(places=[{"country": "SE"}])
    theirs, mine = change(entry, title="Theirs"), change(entry, summary="Mine.")
    (other,) = several(1)
    accepting.accept(proposal=theirs, by=curator)
    sent = form((mine, "accept"), (other, "accept"))

    assert "Conflict: the entry has changed since." in planned(signed_in, sent)
    assert "1 decision was carried out. 1 was not; it stays where it was." in carried_out(signed_in, sent)
    mine.refresh_from_db()
    assert mine.state == ProposalState.WAITING


def test_what_becomes_a_conflict_between_preview_and_carrying_out_is_said(signed_in, curator):
    entry = publish(places=[{"country": "SE"}])
    theirs, mine = change(entry, title="Theirs"), change(entry, summary="Mine.")
    where = signed_in.post(TOGETHER, form((mine, "accept"))).url
    accepting.accept(proposal=theirs, by=curator)

    assert "0 decisions were carried out. 1 was not" in page(signed_in.post(where, follow=True))


def test_the_second_of_two_curators_is_told_what_was_decided_before(signed_in, manager):
    (proposal,) = several(1)
    sent = form((proposal, "accept"))
    sent[f"seen-{proposal.uid}"] = proposal.revision_id
    decisions.reject(proposal=proposal, by=manager, criterion=Criterion.objects.first())

    assert "It has been decided already, or waits for its submitter." in carried_out(signed_in, sent)
    assert not Entry.objects.exists()


def test_another_revision_than_the_one_that_was_seen_is_not_decided(signed_in):
    (proposal,) = several(1)
    sent = form((proposal, "accept"))
    sent[f"seen-{proposal.uid}"] = proposal.revision_id - 1

    assert "It has changed since you opened the queue." in carried_out(signed_in, sent)
    assert not Entry.objects.exists()


def test_proposals_of_another_territory_are_left_out(signed_in, danish):
    theirs = waiting(document(source=None, places=[{"country": "DK"}]))

    response = signed_in.post(TOGETHER, form((theirs, "accept"), all="1", bulk="accept"))

    assert response.url == QUEUE
    assert not Batch.objects.exists()
    theirs.refresh_from_db()
    assert theirs.state == ProposalState.WAITING


def test_who_is_asked_for_an_opinion_cannot_decide_in_a_bulk(client, centre, danish):
    dane = person("dane@example.org", role="reviewer", at=danish)
    proposal = waiting()
    Proposal.objects.filter(pk=proposal.pk).update(second_opinion=danish)
    sign_in(client, dane)

    said = carried_out(client, form((proposal, "accept")))

    assert "This proposal lies in the territory of another centre." in said
    assert not Entry.objects.exists()


def test_a_colleague_s_batch_is_not_found_and_who_moved_on_sees_no_lines(signed_in, curator, manager, danish):
    (proposal,) = several(1)
    where = signed_in.post(TOGETHER, form((proposal, "accept"))).url
    assert "Kitchen 0" in page(signed_in.get(where))

    CentreMember.objects.filter(user=curator).update(centre=danish)
    assert "Kitchen 0" not in page(signed_in.get(where))
    assert "0 decisions were carried out." in page(signed_in.post(where, follow=True))
    assert not Entry.objects.exists()

    other = sign_in(Client(), manager)
    assert other.get(where).status_code == other.post(where).status_code == 404


@pytest.mark.parametrize("value", ["reject:", "reject:999", "explode", "assign:999", "reject:x"])
def test_a_decision_that_does_not_exist_is_said(signed_in, value):
    (proposal,) = several(1)

    assert "There is no such decision." in carried_out(signed_in, form((proposal, value)))


def test_nothing_chosen_leads_back_to_the_queue_with_a_word(signed_in):
    response = signed_in.post(TOGETHER, {"decision-no-uid": "accept", "query": "kind=project"}, follow=True)

    assert response.redirect_chain == [("/en/curate/?kind=project", 302)]
    assert "Nothing is chosen yet." in page(response)


def test_a_preview_of_many_takes_as_many_queries_as_one_of_few(signed_in, curator, centre):
    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            planned(signed_in, form(*((one, f"assign:{curator.pk}") for one in several_once[:count])))
        return len(asked)

    several_once = several(8)
    queries(1)
    assert queries(8) == queries(2)
