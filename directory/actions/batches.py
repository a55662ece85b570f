"""Decisions that somebody makes together: planned, then carried out in groups, each in one transaction.

As many as a page of the queue has are carried out while the person waits. More are worked off in the background, and
after each group the machine is left to visitors for many times as long as the group took: what they ask for is to come
as fast as ever (docs: performance).
"""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import ngettext
from procrastinate.contrib.django import app

from directory.actions.queueing import add_jobs
from directory.actions.together import decide_together
from directory.choices import Channel
from directory.models import Batch, ChangeSet, Decision, User

CARRY_OUT_JOB: Final = "directory.carry_out"
MOST: Final = 1000
"""Decisions of one batch: so many are a change set that can still be undone at once."""
AT_ONCE: Final = 25
"""So many take a fifth of a second; the person waits for them."""
GROUP: Final = 250
"""So many become public together in the background, in one to two seconds. Each group makes a new state of the data, in
which the first page of each search takes longer: many small ones cost visitors more than a few large ones."""
REST: Final = 50.0
"""After each group the machine is left to others, so many times as long as the group took …"""
LONGEST_REST: Final = 120.0
"""… but no longer than so many seconds."""


@transaction.atomic
def plan(*, decisions: Sequence[Decision], by: User, query: str = "") -> Batch:
    """Keep decisions, in their order, without carrying any out; those with a problem never will be."""
    batch = Batch.objects.create(by=by, query=query)
    for position, decision in enumerate(decisions[:MOST]):
        decision.batch, decision.position = batch, position
    Decision.objects.bulk_create(decisions[:MOST])
    return batch


@transaction.atomic
def begin(*, batch: Batch, text: str = "") -> None:
    """Carry out what was planned, once: a few decisions at once, many in the background."""
    found = _locked(batch.pk)
    if found.begun_at:
        return
    todo = found.decisions.outstanding()
    accepted = todo.filter(do=Decision.Do.ACCEPT).count()
    found.change_set = _change_set(accepted, found.by) if accepted > 1 else None
    found.text, found.language, found.begun_at = text, translation.get_language() or "en", timezone.now()
    found.save()
    if todo.count() <= AT_ONCE:
        _carry_out_group(found)
    else:
        _go_on(found, after=0)


def stop(**which: Any) -> None:
    """Leave what has not been carried out yet as it is: of these batches, given as a filter has it.

    Waits for a group that is being carried out.
    """
    Batch.objects.filter(**which, finished_at=None, begun_at__isnull=False).update(finished_at=timezone.now())


@transaction.atomic
def carry_out(*, batch: int, position: int) -> None:
    """Carry out the group that begins with this position, and enqueue the next one. Once: nothing is done again."""
    found = _locked(batch)
    first = found.decisions.outstanding().first()
    if first and first.position == position and not found.finished_at:
        before = time.monotonic()
        with translation.override(found.language):
            _carry_out_group(found)
        if not found.finished_at:
            _go_on(found, after=min(LONGEST_REST, REST * (time.monotonic() - before)))


def _locked(key: int) -> Batch:
    """The batch, which nobody else works on until the transaction ends."""
    return Batch.objects.select_for_update(of=("self",)).select_related("by", "change_set").get(pk=key)


def _carry_out_group(batch: Batch) -> None:
    todo = batch.decisions.outstanding().select_related("proposal", "criterion", "to")
    decisions = list(todo.defer("proposal__answers", "proposal__documents")[:GROUP])
    problems = decide_together(decisions=decisions, by=batch.by, text=batch.text, change_set=batch.change_set)
    done = [one.pk for one, problem in zip(decisions, problems, strict=True) if not problem]
    batch.decisions.filter(pk__in=done).update(done_at=timezone.now())
    for decision, problem in zip(decisions, problems, strict=True):
        if problem:
            batch.decisions.filter(pk=decision.pk).update(problem=problem)
    if not batch.decisions.outstanding().exists():
        batch.finished_at = timezone.now()
        batch.save(update_fields=["finished_at"])


def _go_on(batch: Batch, *, after: float) -> None:
    """Enqueue the next group, after so many seconds."""
    first = batch.decisions.outstanding().first()
    if first:
        at: Any = timezone.now() + timedelta(seconds=after) if after else None
        job = app.configure_task(CARRY_OUT_JOB, schedule_at=at, lock=f"batch-{batch.pk}")
        add_jobs([job.make_new_job(batch=batch.pk, position=first.position)])


def _change_set(count: int, by: User) -> ChangeSet:
    title = ngettext("%(count)d proposal accepted, %(day)s", "%(count)d proposals accepted together, %(day)s", count)
    words = title % {"count": count, "day": timezone.localdate().isoformat()}
    return ChangeSet.objects.create(title=words, channel=Channel.CURATOR, created_by=by)
