"""What a centre decides about proposals. Each action says what the submitter is told."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.actions.mails import write_mail
from directory.actions.proposals import close_revision, open_revisions
from directory.actions.revise import apply, propose
from directory.choices import Channel, ProposalState, RevisionState
from directory.documents import read, validate
from directory.documents.compare import set_field
from directory.documents.references import uids_of
from directory.models import Centre, Criterion, Entry, Proposal, ProposalEvent, Revision, User
from directory.permissions import may_decide


class NotAllowed(ActionError):
    """The person may not decide this proposal."""


@transaction.atomic
def assign(*, proposal: Proposal, to: User | None, by: User) -> Proposal:
    """Give a proposal to somebody, or to nobody."""
    proposal = _locked(proposal, by)
    proposal.assigned_to = to
    proposal.save(update_fields=["assigned_to"])
    _log(proposal, ProposalEvent.What.ASSIGNED, by=by, text=to.get_full_name() if to else "", is_internal=True)
    return proposal


@transaction.atomic
def start_review(*, proposal: Proposal, by: User) -> Proposal:
    """Say that somebody is looking at it."""
    proposal = _locked(proposal, by)
    if proposal.state == ProposalState.WAITING:
        proposal.state = ProposalState.IN_REVIEW
        proposal.assigned_to = proposal.assigned_to or by
        proposal.save(update_fields=["state", "assigned_to"])
        Revision.objects.filter(proposal=proposal, state=RevisionState.SUBMITTED).update(
            state=RevisionState.IN_REVIEW
        )
    return proposal


@transaction.atomic
def request_changes(*, proposal: Proposal, by: User, text: str, field_notes: dict[str, str] | None = None) -> Proposal:
    """Ask the submitter for something; the proposal leaves the queue until it is answered."""
    proposal = _locked(proposal, by, must_be_open=True)
    Revision.objects.filter(proposal=proposal).update(state=RevisionState.CHANGES_REQUESTED)
    proposal.state = ProposalState.CHANGES_REQUESTED
    proposal.updated_at = timezone.now()
    proposal.save(update_fields=["state", "updated_at"])
    _log(proposal, ProposalEvent.What.CHANGES_REQUESTED, by=by, text=text, field_notes=field_notes or {})
    return proposal


@transaction.atomic
def reject(*, proposal: Proposal, by: User, criterion: Criterion, text: str = "") -> Proposal:
    """Refuse a proposal for a criterion of the centre; the record stays, and the submitter is told why."""
    proposal = _locked(proposal, by, must_be_open=True)
    for revision in open_revisions(proposal):
        close_revision(revision, state=RevisionState.REJECTED, by=by, note=f"{criterion.key}: {text}")
    _close(proposal, ProposalState.REJECTED)
    _log(proposal, ProposalEvent.What.REJECTED, by=by, text=text, criterion=criterion)
    return proposal


@transaction.atomic
def accept(
    *,
    proposal: Proposal,
    by: User,
    text: str = "",
    document: dict[str, Any] | None = None,
    fields: list[str] | None = None,
) -> Entry:
    """Make a proposal public with what comes along with it.

    `document` is the curator's edit, a revision of its own on top. With `fields`, only these paths of the proposal
    are taken over. Raises `Conflict` when the entry has changed since the proposal was made (see `accept_merged`).
    """
    proposal = _locked(proposal, by, must_be_open=True)
    whole = fields is None
    if fields is not None:
        document = _only(proposal, fields)
    if not whole and proposal.entry is not None:
        entry = _apply_instead(proposal, document or {}, by=by, base=proposal.base)
    else:
        entry = _apply_all(proposal, by=by, text=text)
        if document is not None:
            entry = apply(revision=_edit(entry, document, by=by), by=by)
    proposal.entry = entry
    _close(proposal, ProposalState.APPLIED)
    what = ProposalEvent.What.APPLIED if whole else ProposalEvent.What.PARTLY_APPLIED
    _log(proposal, what, by=by, text=text)
    return entry


@transaction.atomic
def accept_merged(*, proposal: Proposal, by: User, document: dict[str, Any], text: str = "") -> Entry:
    """Apply what a curator made of a proposal and of what has become of its entry since (the three-way view)."""
    proposal = _locked(proposal, by, must_be_open=True)
    if proposal.entry is None:
        raise ActionError(_("There is nothing to merge with."))
    entry = _apply_instead(proposal, document, by=by, base=proposal.entry.revision)
    _close(proposal, ProposalState.APPLIED)
    _log(proposal, ProposalEvent.What.APPLIED, by=by, text=text)
    return entry


@transaction.atomic
def note(*, proposal: Proposal, by: User, text: str) -> None:
    """Write something that only the centre sees."""
    _log(_locked(proposal, by), ProposalEvent.What.NOTE, by=by, text=text, is_internal=True)


@transaction.atomic
def ask_opinion(*, proposal: Proposal, by: User, centre: Centre, text: str) -> None:
    """Let another centre see the proposal and say what it thinks; the decision stays here."""
    proposal = _locked(proposal, by)
    proposal.second_opinion = centre
    proposal.save(update_fields=["second_opinion"])
    _log(proposal, ProposalEvent.What.OPINION_ASKED, by=by, text=text, is_internal=True)


@transaction.atomic
def decide_appeal(*, proposal: Proposal, by: User, uphold: bool, text: str) -> Proposal:
    """Answer an appeal. Never by whom the rejection came from; taken back, the proposal is in the queue again."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != ProposalState.REJECTED or not has_open_appeal(proposal):
        raise ActionError(_("There is no open appeal."))
    if not may_decide(proposal, by) or rejected_by(proposal) == by.pk:
        raise NotAllowed(_("An appeal is answered by another person of the centre, or by a coordinator."))
    if uphold:
        _log(proposal, ProposalEvent.What.UPHELD, by=by, text=text)
        return proposal
    old = proposal.revision
    if old is None:
        raise ActionError(_("There is nothing to put back into the queue."))
    proposal.revision = propose(
        document=old.document,
        channel=Channel(proposal.channel),
        by=old.author,
        entry=proposal.entry,
        base=proposal.base,
        note=_("After an appeal."),
    )
    proposal.state = ProposalState.WAITING
    proposal.decided_at = None
    proposal.save()
    _log(proposal, ProposalEvent.What.REOPENED, by=by, text=text)
    return proposal


def has_open_appeal(proposal: Proposal) -> bool:
    last = proposal.events.filter(
        what__in=[ProposalEvent.What.APPEALED, ProposalEvent.What.UPHELD, ProposalEvent.What.REOPENED]
    ).last()
    return last is not None and last.what == ProposalEvent.What.APPEALED


def rejected_by(proposal: Proposal) -> int | None:
    last = proposal.events.filter(what=ProposalEvent.What.REJECTED).last()
    return last.by_id if last else None


def _locked(proposal: Proposal, by: User, *, must_be_open: bool = False) -> Proposal:
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not may_decide(proposal, by):
        raise NotAllowed(_("This proposal lies in the territory of another centre."))
    if must_be_open and not proposal.is_open:
        raise ActionError(_("This proposal has been decided already, or waits for its submitter."))
    return proposal


def _apply_all(proposal: Proposal, *, by: User, text: str) -> Entry:
    """Apply the revisions of the proposal, each after those that it points to. Returns the proposal's own entry."""
    waiting = {validate(revision.document).uid: revision for revision in open_revisions(proposal)}
    applied: dict[int, Entry] = {}
    while waiting:
        free = (uid for uid, one in waiting.items() if not _targets(one) & (waiting.keys() - {uid}))
        revision = waiting.pop(next(free, next(iter(waiting))))
        applied[revision.pk] = apply(revision=revision, by=by, decision=text)
    if proposal.revision_id not in applied:
        raise ActionError(_("There is nothing to apply."))
    return applied[proposal.revision_id]


def _targets(revision: Revision) -> set[UUID]:
    return set(uids_of(validate(revision.document)).values())


def _apply_instead(proposal: Proposal, document: dict[str, Any], *, by: User, base: Revision | None) -> Entry:
    """Apply another document than the proposed one; the proposed revision is closed as taken over in part."""
    entry = proposal.entry
    new = propose(document=document, channel=Channel.CURATOR, by=by, entry=entry, base=base)
    for revision in open_revisions(proposal):
        close_revision(revision, state=RevisionState.REJECTED, by=by, note=_("Taken over by another revision."))
    return apply(revision=new, by=by)


def _edit(entry: Entry, document: dict[str, Any], *, by: User) -> Revision:
    own = {**document, "slug": document.get("slug") or entry.slug}
    return propose(document=own, channel=Channel.CURATOR, by=by, entry=entry)


def _only(proposal: Proposal, fields: list[str]) -> dict[str, Any]:
    """The entry's document with some fields of the proposal; for a new entry, the proposal without the others."""
    proposed = proposal.revision.document if proposal.revision else {}
    base = read(proposal.entry, public=False) if proposal.entry else {**proposed}
    if proposal.entry is None:
        return base
    for path in fields:
        base = set_field(base, path, proposed)
    return base


def _close(proposal: Proposal, state: ProposalState) -> None:
    proposal.state = state
    proposal.decided_at = proposal.updated_at = timezone.now()
    proposal.save()


def _log(proposal: Proposal, what: str, *, by: User | None, is_internal: bool = False, **fields: Any) -> ProposalEvent:
    """Record what happened; unless it is internal, the submitter gets a mail about it (at most one an hour)."""
    event = ProposalEvent.objects.create(proposal=proposal, what=what, by=by, is_internal=is_internal, **fields)
    if not is_internal and proposal.submitter:
        write_mail(
            kind="decision",
            to=proposal.submitter.email,
            language=proposal.language,
            context={"event": event.pk, "proposal": str(proposal.uid), "title": proposal.title},
            batched=True,
        )
    return event
