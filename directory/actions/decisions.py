"""What a centre decides about proposals. Each action says what the submitter is told."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.actions.mails import write_mail
from directory.actions.receiving import close_revision, open_revisions
from directory.actions.revise import apply, apply_together, propose
from directory.choices import Channel, ProposalState, RevisionState
from directory.documents import read
from directory.documents.compare import fields_of, set_field, without_field
from directory.models import Centre, ChangeSet, Criterion, Entry, Proposal, ProposalEvent, Revision, User
from directory.permissions import may_decide, may_give_opinion

# What a new entry cannot be without, and what says where it comes from.
_ALWAYS = frozenset({"kind", "slug", "state", "language", "title", "centre", "source"})


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
        Revision.objects.filter(proposal=proposal, state=RevisionState.SUBMITTED).update(state=RevisionState.IN_REVIEW)
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
    change_set: ChangeSet | None = None,
) -> Entry:
    """Make a proposal public with what comes along with it.

    `document` is the curator's edit, a revision of its own on top. With `fields`, only these paths of the proposal
    are taken over; what else it says never becomes public. `change_set` is the bulk that it is accepted with.
    Raises `Conflict` when the entry has changed since the proposal was made (see `accept_merged`).
    """
    proposal = _locked(proposal, by, must_be_open=True)
    instead = None
    if fields is not None:
        instead = _propose_instead(proposal, _only(proposal, fields), by=by, base=proposal.base)
    entry = _apply_all(proposal, by=by, text=text, change_set=change_set, instead=instead)
    if document is not None:
        entry = apply(revision=_edit(entry, document, by=by), by=by)
        _log(proposal, ProposalEvent.What.EDITED, by=by, is_internal=True)
    proposal.entry = entry
    _close(proposal, ProposalState.APPLIED)
    what = ProposalEvent.What.APPLIED if fields is None else ProposalEvent.What.PARTLY_APPLIED
    _log(proposal, what, by=by, text=text)
    return entry


@transaction.atomic
def accept_merged(
    *, proposal: Proposal, by: User, document: dict[str, Any], base: Revision | None = None, text: str = ""
) -> Entry:
    """Apply what a curator made of a proposal and of what has become of its entry since (the three-way view).

    `base` is the entry's revision that the curator saw; raises `Conflict` when it is no longer the current one.
    """
    proposal = _locked(proposal, by, must_be_open=True)
    if proposal.entry is None:
        raise ActionError(_("There is nothing to merge with."))
    instead = _propose_instead(proposal, document, by=by, base=base or proposal.entry.revision)
    entry = _apply_all(proposal, by=by, text=text, instead=instead)
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
def give_opinion(*, proposal: Proposal, by: User, text: str) -> None:
    """Say what the centre that was asked thinks of it. The decision stays with the one that asked."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not may_give_opinion(proposal, by):
        raise NotAllowed(_("Only the centre that was asked can give an opinion."))
    _log(proposal, ProposalEvent.What.OPINION_GIVEN, by=by, text=text, is_internal=True)


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
    _propose_again(proposal)
    proposal.state = ProposalState.WAITING
    proposal.decided_at = None
    proposal.save()
    _log(proposal, ProposalEvent.What.REOPENED, by=by, text=text)
    return proposal


def _propose_again(proposal: Proposal) -> None:
    """Put what was rejected into the queue once more, with what came along with it."""
    old = proposal.revision
    if old is None:
        raise ActionError(_("There is nothing to put back into the queue."))
    others = [one for one in _companions(proposal) if one.state == RevisionState.REJECTED]
    change_set = None
    if others:
        change_set = ChangeSet.objects.create(title=proposal.title, channel=proposal.channel, created_by=old.author)
    for revision in (*others, old):
        proposal.revision = propose(
            document=revision.document,
            channel=Channel(proposal.channel),
            by=revision.author,
            entry=revision.entry,
            base=revision.base,
            note=_("After an appeal."),
            change_set=change_set,
        )
    proposal.change_set = change_set


def _companions(proposal: Proposal) -> QuerySet[Revision]:
    """The revisions that came along with the proposal's own."""
    found = Revision.objects.filter(change_set=proposal.change_set_id).order_by("pk")
    return found.exclude(pk=proposal.revision_id or 0) if proposal.change_set_id else Revision.objects.none()


def has_open_appeal(proposal: Proposal) -> bool:
    last = proposal.events.filter(
        what__in=[ProposalEvent.What.APPEALED, ProposalEvent.What.UPHELD, ProposalEvent.What.REOPENED]
    ).last()
    return last is not None and last.what == ProposalEvent.What.APPEALED


def rejected_by(proposal: Proposal) -> int | None:
    last = proposal.events.filter(what=ProposalEvent.What.REJECTED).last()
    return last.by_id if last else None


def _locked(proposal: Proposal, by: User, *, must_be_open: bool = False) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).select_related("submitter")
    proposal = found.get(pk=proposal.pk)
    if not may_decide(proposal, by):
        raise NotAllowed(_("This proposal lies in the territory of another centre."))
    if must_be_open and not proposal.is_open:
        raise ActionError(_("This proposal has been decided already, or waits for its submitter."))
    return proposal


def _apply_all(
    proposal: Proposal,
    *,
    by: User,
    text: str,
    change_set: ChangeSet | None = None,
    instead: Revision | None = None,
) -> Entry:
    """Apply the revisions of the proposal. Returns the proposal's own entry.

    `instead` takes the place of the proposal's own revision.
    """
    revisions = [one for one in open_revisions(proposal) if instead is None or one.pk != proposal.revision_id]
    revisions += [instead] if instead else []
    own = instead.pk if instead else proposal.revision_id
    applied = apply_together(revisions=revisions, by=by, decision=text, change_set=change_set)
    for revision, entry in zip(revisions, applied, strict=True):
        if revision.pk == own:
            return entry
    raise ActionError(_("There is nothing to apply."))


def _propose_instead(proposal: Proposal, document: dict[str, Any], *, by: User, base: Revision | None) -> Revision:
    """Put another document in the place of the proposed one, which is closed as taken over by it."""
    new = propose(document=document, channel=Channel.CURATOR, by=by, entry=proposal.entry, base=base)
    for revision in open_revisions(proposal):
        if revision.pk == proposal.revision_id:
            close_revision(revision, state=RevisionState.REJECTED, by=by, note=_("Taken over by another revision."))
    return new


def _edit(entry: Entry, document: dict[str, Any], *, by: User) -> Revision:
    own = {**document, "slug": document.get("slug") or entry.slug}
    return propose(document=own, channel=Channel.CURATOR, by=by, entry=entry)


def _only(proposal: Proposal, fields: list[str]) -> dict[str, Any]:
    """The entry's document with some fields of the proposal; for a new entry, the proposal without the others."""
    proposed = proposal.revision.document if proposal.revision else {}
    if proposal.entry:
        base = read(proposal.entry, public=False)
        for path in fields:
            base = set_field(base, path, proposed)
        return base
    base = {**proposed}
    for path in fields_of(proposed):
        if path not in fields and path.partition(".")[0] not in _ALWAYS:
            base = without_field(base, path)
    return base


def _close(proposal: Proposal, state: ProposalState) -> None:
    proposal.state = state
    proposal.decided_at = proposal.updated_at = timezone.now()
    proposal.save(update_fields=["entry", "state", "decided_at", "updated_at"])


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
