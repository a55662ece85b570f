"""Many proposals decided at once: each on its own feet, so that one that fails holds up no other.

Every change that becomes public has the pages worked out anew that were kept, so a few decisions become public
together. Between such groups the machine is left to visitors.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.actions.decisions import accept, assign, reject
from directory.actions.errors import ActionError
from directory.choices import Channel
from directory.documents import DocumentError
from directory.models import ChangeSet, Criterion, Entry, Proposal, User

MOST = 200
"""Proposals in one bulk: each is applied with its search index, in about 30 ms."""
GROUP: Final = 25
"""So many decisions are one transaction: a page of the queue, half a second."""
REST: Final = 1.0
"""After each group a pause, so many times as long as the group took: at most one of two cores is used half the time."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody wants to do with one proposal: accept, reject (with a criterion) or assign (to somebody)."""

    proposal: Proposal
    do: str
    criterion: Criterion | None = None
    to: User | None = None
    seen: int | None = None
    """Primary key of the revision that the person saw; another one is not decided unseen."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one decision; `problem` says why nothing did."""

    proposal: Proposal
    do: str
    entry: Entry | None = None
    problem: str = ""


def decide_together(*, decisions: Iterable[Decision], by: User, text: str = "") -> list[Outcome]:
    """Carry out decisions in their order; what is accepted becomes one change set, which can be undone as one.

    Every decision stands or fails alone: the outcome says which. At most `MOST` are taken.
    """
    wanted = list(decisions)[:MOST]
    accepted = sum(decision.do == "accept" for decision in wanted)
    change_set = _change_set(accepted, by) if accepted > 1 else None
    outcomes: list[Outcome] = []
    took = 0.0
    for start in range(0, len(wanted), GROUP):
        time.sleep(REST * took)
        before = time.monotonic()
        outcomes += _carry_out_group(wanted[start : start + GROUP], by=by, text=text, change_set=change_set)
        took = time.monotonic() - before
    return outcomes


def _change_set(count: int, by: User) -> ChangeSet:
    title = ngettext("%(count)d proposal accepted, %(day)s", "%(count)d proposals accepted together, %(day)s", count)
    words = title % {"count": count, "day": timezone.localdate().isoformat()}
    return ChangeSet.objects.create(title=words, channel=Channel.CURATOR, created_by=by)


def _carry_out_group(decisions: list[Decision], *, by: User, text: str, change_set: ChangeSet | None) -> list[Outcome]:
    """Carry out decisions in one transaction; each in its own where the database breaks that off.

    It does when two groups wait for each other. Then nothing of the group is done.
    """
    try:
        with transaction.atomic():
            locked = Proposal.objects.select_for_update().filter(pk__in=[one.proposal.pk for one in decisions])
            revisions = dict(locked.order_by("pk").values_list("pk", "revision_id"))
            return [
                _carry_out(one, now=revisions.get(one.proposal.pk), by=by, text=text, change_set=change_set)
                for one in decisions
            ]
    except DatabaseError:
        if len(decisions) == 1:
            raise
        alone = (_carry_out_group([one], by=by, text=text, change_set=change_set) for one in decisions)
        return [outcome for outcomes in alone for outcome in outcomes]


def _carry_out(decision: Decision, *, now: int | None, by: User, text: str, change_set: ChangeSet | None) -> Outcome:
    """Carry out one decision, or nothing of it. `now` is the revision that the proposal has."""
    proposal = decision.proposal
    if decision.seen is not None and decision.seen != now:
        problem = _("It has changed since you opened the page. Look at it again.")
        return Outcome(proposal, decision.do, problem=problem)
    try:
        if decision.do == "accept":
            entry = accept(proposal=proposal, by=by, text=text, change_set=change_set)
            return Outcome(proposal, decision.do, entry)
        if decision.do == "reject" and decision.criterion:
            reject(proposal=proposal, by=by, criterion=decision.criterion, text=text)
            return Outcome(proposal, decision.do)
        if decision.do == "assign":
            assign(proposal=proposal, to=decision.to, by=by)
            return Outcome(proposal, decision.do)
    except ActionError as error:
        return Outcome(proposal, decision.do, problem=str(error))
    except DocumentError as error:
        messages = [message for found in error.errors.values() for message in found]
        return Outcome(proposal, decision.do, problem=" ".join(messages[:3]))
    return Outcome(proposal, decision.do, problem=_("There is no such decision."))
