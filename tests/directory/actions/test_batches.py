"""Decisions made together: planned, carried out a group at a time, each once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.actions import accepting, batches
from directory.actions.batches import begin, carry_out, plan, stop
from directory.actions.erasing import erase_person
from directory.actions.restoring import undo_together
from directory.actions.tidying import KEEP_BATCHES, expire_drafts
from directory.models import Batch, Centre, Change, ChangeSet, Decision, Entry, Proposal, User
from tests.directory.curate.conftest import waiting
from tests.factories import document
from tests.factories.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    monkeypatch.setattr(batches, "GROUP", 3)


def several(count: int) -> list[Proposal]:
    return [waiting(document(title=f"Kitchen {n}", source=None, places=[{"country": "SE"}])) for n in range(count)]


def accepting_all(proposals: list[Proposal], by: User) -> Batch:
    return plan(decisions=[Decision(proposal=one, do="accept", seen=one.revision_id) for one in proposals], by=by)


def jobs() -> list[tuple[int, object]]:
    """(position, when) of each job that carries something out."""
    found = ProcrastinateJob.objects.filter(task_name=batches.CARRY_OUT_JOB).order_by("pk")
    return [(job.args["position"], job.scheduled_at) for job in found]


def transactions() -> int:
    return len({str(xid) for xid in Change.objects.values_list("xid", flat=True)})


def test_a_few_are_carried_out_at_once_and_need_no_change_set_for_one(curator):
    begin(batch=accepting_all(several(1), curator), text="Thanks.")

    batch = Batch.objects.get()
    assert batch.finished_at
    assert batch.change_set is None
    assert batch.decisions.get().done_at
    assert batch.decisions.get().proposal.events.last().text == "Thanks."
    assert jobs() == []


def test_many_are_carried_out_group_by_group_with_rests_as_one_change_set(curator, monkeypatch):
    monkeypatch.setattr(batches, "REST", 1000.0)
    batch = accepting_all(several(7), curator)

    begin(batch=batch)
    assert jobs() == [(0, None)]
    assert not Entry.objects.exists()

    before = timezone.now()
    for position in (0, 3, 6):
        carry_out(batch=batch.pk, position=position)

    (_first, _now), (second, rest), (third, _later) = jobs()
    assert (second, third) == (3, 6)
    assert timedelta(0) < rest - before <= timedelta(seconds=batches.LONGEST_REST + 60)
    assert transactions() == 3
    batch.refresh_from_db()
    assert batch.finished_at
    assert batch.decisions.filter(done_at__isnull=False).count() == Entry.objects.public().count() == 7
    assert ChangeSet.objects.get().revisions.count() == 7
    assert ChangeSet.objects.get() == batch.change_set


def test_a_job_that_runs_again_does_nothing_again(curator):
    batch = accepting_all(several(5), curator)
    begin(batch=batch)

    for position in (0, 0, 3, 3, 0):
        carry_out(batch=batch.pk, position=position)

    assert Entry.objects.count() == 5
    assert [position for position, _at in jobs()] == [0, 3]


def test_what_is_interrupted_is_as_if_it_had_not_begun(curator, monkeypatch):
    batch = accepting_all(several(5), curator)
    begin(batch=batch)

    def breaks(*_args, **_kwargs):
        raise RuntimeError("The machine was switched off")

    with monkeypatch.context() as during:
        during.setattr(batches, "_go_on", breaks)
        with pytest.raises(RuntimeError):
            carry_out(batch=batch.pk, position=0)

    assert not Entry.objects.exists()
    assert batch.decisions.outstanding().count() == 5
    carry_out(batch=batch.pk, position=0)
    assert Entry.objects.count() == 3


def test_what_is_refused_says_why_in_the_language_of_who_decided_and_holds_up_no_other(curator):
    proposals = several(4)
    batch = accepting_all(proposals, curator)
    with translation.override("sv"):
        begin(batch=batch)
    accepting.accept(proposal=proposals[1], by=curator)

    carry_out(batch=batch.pk, position=0)
    carry_out(batch=batch.pk, position=3)

    problems = list(batch.decisions.values_list("problem", flat=True))
    assert [bool(one) for one in problems] == [False, True, False, False]
    with translation.override("sv"):
        assert problems[1] == translation.gettext("This proposal has been decided already, or waits for its submitter.")
    assert not problems[1].startswith("This")
    batch.refresh_from_db()
    assert batch.finished_at


def test_who_may_no_longer_decide_decides_nothing_in_the_background(curator):
    batch = accepting_all(several(3), curator)
    begin(batch=batch)
    curator.is_active = False
    curator.save()

    carry_out(batch=batch.pk, position=0)

    assert not Entry.objects.exists()
    assert all(batch.decisions.values_list("problem", flat=True))


def test_what_was_stopped_goes_on_no_more_and_what_has_not_begun_cannot_be_stopped(curator):
    batch = accepting_all(several(4), curator)
    stop(pk=batch.pk)
    begin(batch=batch)
    carry_out(batch=batch.pk, position=0)
    stop(pk=batch.pk)
    carry_out(batch=batch.pk, position=3)
    begin(batch=batch)

    assert Entry.objects.count() == 3
    assert batch.decisions.outstanding().count() == 1


def test_what_is_undone_while_it_is_carried_out_goes_on_no_more(curator):
    editor = person("editor@example.org", role="editor", at=Centre.objects.get())
    batch = accepting_all(several(5), curator)
    begin(batch=batch)
    carry_out(batch=batch.pk, position=0)

    undo_together(change_set=ChangeSet.objects.get(), by=editor, note="")
    carry_out(batch=batch.pk, position=3)

    assert not Entry.objects.public().exists()
    assert Entry.objects.count() == 3
    batch.refresh_from_db()
    assert batch.finished_at


def test_no_more_than_the_most_are_planned(curator, monkeypatch):
    monkeypatch.setattr(batches, "MOST", 2)

    assert accepting_all(several(3), curator).decisions.count() == 2


def test_batches_are_forgotten_when_they_are_over_but_not_while_they_are_worked_on(curator):
    never, done, in_work, young = (accepting_all(several(count), curator) for count in (1, 1, 4, 1))
    for one in (done, in_work):
        begin(batch=one)
    old = timezone.now() - KEEP_BATCHES - timedelta(days=1)
    Batch.objects.exclude(pk=young.pk).update(created_at=old)

    expire_drafts(before=timezone.now())

    assert set(Batch.objects.values_list("pk", flat=True)) == {in_work.pk, young.pk}
    assert Proposal.objects.count() == 7
    assert never.pk != done.pk


def test_an_erased_curator_s_batches_are_gone(curator):
    begin(batch=accepting_all(several(1), curator))

    erase_person(email=curator.email, by=None)

    assert not Batch.objects.exists()
    assert Entry.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"do": "explode"}, {"do": "accept", "problem": "No.", "done_at": timezone.now()}], ids=["do", "both"]
)
def test_the_database_keeps_no_decision_that_makes_no_sense(curator, wrong):
    (proposal,) = several(1)
    batch = plan(decisions=[], by=curator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(batch=batch, position=0, proposal=proposal, **wrong)
