"""Many proposals decided at once: each on its own feet, so that one that fails holds up no other.

Every change that becomes public has the pages worked out anew that were kept, so a few decisions become public
together. Between such groups the machine is left to visitors.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.actions.accepting import accept_together
from directory.actions.decisions import assign, reject
from directory.actions.errors import ActionError
from directory.choices import Channel
from directory.documents import DocumentError
from directory.models import ChangeSet, Criterion, Entry, Proposal, User

MOST = 200
"""Proposals in one bulk: so many are decided in two to three seconds, with the pauses."""
GROUP: Final = 25
"""So many decisions are one transaction: a page of the queue, a fifth of a second."""
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
    work = _Work(by=by, text=text, change_set=_change_set(accepted, by) if accepted > 1 else None)
    outcomes: list[Outcome] = []
    took = 0.0
    for start in range(0, len(wanted), GROUP):
        time.sleep(REST * took)
        before = time.monotonic()
        outcomes += _carry_out_group(wanted[start : start + GROUP], work)
        took = time.monotonic() - before
    return outcomes


def _change_set(count: int, by: User) -> ChangeSet:
    title = ngettext("%(count)d proposal accepted, %(day)s", "%(count)d proposals accepted together, %(day)s", count)
    words = title % {"count": count, "day": timezone.localdate().isoformat()}
    return ChangeSet.objects.create(title=words, channel=Channel.CURATOR, created_by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What a bulk says of all its decisions."""

    by: User
    text: str
    change_set: ChangeSet | None


def _carry_out_group(decisions: list[Decision], work: _Work) -> list[Outcome]:
    """Carry out decisions in one transaction; each in its own where the database breaks that off.

    It does when two groups wait for each other. Then nothing of the group is done.
    """
    try:
        with transaction.atomic():
            locked = Proposal.objects.select_for_update().filter(pk__in=[one.proposal.pk for one in decisions])
            now = dict(locked.order_by("pk").values_list("pk", "revision_id"))
            runs = [list(run) for _do, run in groupby(decisions, key=lambda decision: decision.do)]
            return [outcome for run in runs for outcome in _carry_out(run, now, work)]
    except DatabaseError:
        if len(decisions) == 1:
            raise
        return [outcome for one in decisions for outcome in _carry_out_group([one], work)]


def _carry_out(run: list[Decision], now: Mapping[int, int | None], work: _Work) -> list[Outcome]:
    """Carry out decisions of one sort together; what is refused is halved until only the one at fault is left out.

    `now` has the revision of each proposal, by the proposal's key.
    """
    try:
        with transaction.atomic():
            entries = _decide(run, now, work)
    except (ActionError, DocumentError) as error:
        if len(run) == 1:
            return [Outcome(run[0].proposal, run[0].do, problem=_words_of(error))]
        middle = len(run) // 2
        return [*_carry_out(run[:middle], now, work), *_carry_out(run[middle:], now, work)]
    return [Outcome(one.proposal, one.do, entry) for one, entry in zip(run, entries, strict=True)]


def _decide(run: list[Decision], now: Mapping[int, int | None], work: _Work) -> Sequence[Entry | None]:
    if any(one.seen is not None and one.seen != now.get(one.proposal.pk) for one in run):
        raise ActionError(_("It has changed since you opened the page. Look at it again."))
    if run[0].do == "accept":
        proposals = [one.proposal for one in run]
        return accept_together(proposals=proposals, by=work.by, text=work.text, change_set=work.change_set)
    for one in run:
        if one.do == "reject" and one.criterion:
            reject(proposal=one.proposal, by=work.by, criterion=one.criterion, text=work.text)
        elif one.do == "assign":
            assign(proposal=one.proposal, to=one.to, by=work.by)
        else:
            raise ActionError(_("There is no such decision."))
    return [None] * len(run)


def _words_of(error: ActionError | DocumentError) -> str:
    if isinstance(error, ActionError):
        return str(error)
    return " ".join([message for found in error.errors.values() for message in found][:3])
