"""Many proposals decided at once: each on its own feet, so that one that fails holds up no other."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
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
    """Carry out decisions one by one; what is accepted becomes one change set, which can be undone as one.

    Every decision stands or fails alone: the outcome says which. At most `MOST` are taken.
    """
    wanted = list(decisions)[:MOST]
    accepted = sum(decision.do == "accept" for decision in wanted)
    change_set = _change_set(accepted, by) if accepted > 1 else None
    return [_carry_out(decision, by=by, text=text, change_set=change_set) for decision in wanted]


def _change_set(count: int, by: User) -> ChangeSet:
    title = ngettext("%(count)d proposal accepted, %(day)s", "%(count)d proposals accepted together, %(day)s", count)
    words = title % {"count": count, "day": timezone.localdate().isoformat()}
    return ChangeSet.objects.create(title=words, channel=Channel.CURATOR, created_by=by)


def _carry_out(decision: Decision, *, by: User, text: str, change_set: ChangeSet | None) -> Outcome:
    proposal = decision.proposal
    try:
        with transaction.atomic():
            _check_seen(decision)
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


def _check_seen(decision: Decision) -> None:
    """Refuse to decide on another revision than the one that was seen."""
    now = Proposal.objects.select_for_update().values_list("revision_id", flat=True).get(pk=decision.proposal.pk)
    if decision.seen is not None and decision.seen != now:
        raise ActionError(_("It has changed since you opened the page. Look at it again."))
