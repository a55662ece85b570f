"""The case file of a proposal: who may write in it, what is written, and what its submitter is told.

Each function takes several proposals, so that many are decided in as few statements as one.
"""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError, NotAllowed
from directory.actions.mails import write_mails
from directory.actions.revise import entry_of_each
from directory.choices import ProposalState
from directory.models import Entry, Mail, Proposal, ProposalEvent, User
from directory.permissions import may_decide_all


def locked(proposal: Proposal, by: User, *, must_be_open: bool = False) -> Proposal:
    """The proposal as it is now, for somebody who may decide it."""
    return locked_together([proposal], by, must_be_open=must_be_open)[0]


def locked_together(proposals: Sequence[Proposal], by: User, *, must_be_open: bool = False) -> list[Proposal]:
    """The proposals as they are now, locked in the order of their keys, for somebody who may decide them all."""
    wanted = [proposal.pk for proposal in proposals]
    found = Proposal.objects.select_for_update(of=("self",)).select_related("submitter")
    rows = {row.pk: row for row in found.filter(pk__in=wanted).order_by("pk")}
    if not may_decide_all(rows.values(), by):
        raise NotAllowed(_("This proposal lies in the territory of another centre."))
    if must_be_open and not all(row.is_open for row in rows.values()):
        raise ActionError(_("This proposal has been decided already, or waits for its submitter."))
    return [rows[key] for key in wanted]


def close(proposals: Sequence[Proposal], state: ProposalState, entries: Sequence[Entry | None] = ()) -> None:
    """Write that they are decided; `entries` are those that the proposals became, in the same order."""
    now = timezone.now()
    became = {one.pk: entry for one, entry in zip(proposals, entries, strict=False) if entry}
    fields: dict[str, Any] = {"entry": entry_of_each(became)} if became else {}
    rows = Proposal.objects.filter(pk__in=[proposal.pk for proposal in proposals])
    rows.update(state=state, decided_at=now, updated_at=now, **fields)
    for proposal in proposals:
        proposal.entry = became.get(proposal.pk, proposal.entry)
        proposal.state, proposal.decided_at, proposal.updated_at = state, now, now


def log(
    proposals: Sequence[Proposal], what: str, *, by: User | None, is_internal: bool = False, **fields: Any
) -> list[ProposalEvent]:
    """Record what happened; unless it is internal, each submitter gets a mail about it (at most one an hour)."""
    events = ProposalEvent.objects.bulk_create(
        ProposalEvent(proposal=proposal, what=what, by=by, is_internal=is_internal, **fields) for proposal in proposals
    )
    if not is_internal:
        write_mails(map(_mail, events))
    return events


def _mail(event: ProposalEvent) -> Mail:
    proposal = event.proposal
    return Mail(
        kind="decision",
        recipient=proposal.submitter.email if proposal.submitter else "",
        language=proposal.language,
        context={"event": event.pk, "proposal": str(proposal.uid), "title": proposal.title},
        is_batched=True,
    )
