"""What a centre decides about proposals, but accepting them. Each action says what the submitter is told."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.casefile import close, locked, log
from directory.actions.errors import ActionError, NotAllowed
from directory.actions.receiving import close_revision, open_revisions
from directory.actions.revise import propose
from directory.choices import Channel, ProposalState, RevisionState
from directory.models import Centre, ChangeSet, Criterion, Proposal, ProposalEvent, Revision, User
from directory.permissions import may_decide, may_give_opinion


@transaction.atomic
def assign(*, proposal: Proposal, to: User | None, by: User) -> Proposal:
    """Give a proposal to somebody, or to nobody."""
    proposal = locked(proposal, by)
    proposal.assigned_to = to
    proposal.save(update_fields=["assigned_to"])
    log([proposal], ProposalEvent.What.ASSIGNED, by=by, text=to.get_full_name() if to else "", is_internal=True)
    return proposal


@transaction.atomic
def start_review(*, proposal: Proposal, by: User) -> Proposal:
    """Say that somebody is looking at it."""
    proposal = locked(proposal, by)
    if proposal.state == ProposalState.WAITING:
        proposal.state = ProposalState.IN_REVIEW
        proposal.assigned_to = proposal.assigned_to or by
        proposal.save(update_fields=["state", "assigned_to"])
        Revision.objects.filter(proposal=proposal, state=RevisionState.SUBMITTED).update(state=RevisionState.IN_REVIEW)
    return proposal


@transaction.atomic
def request_changes(*, proposal: Proposal, by: User, text: str, field_notes: dict[str, str] | None = None) -> Proposal:
    """Ask the submitter for something; the proposal leaves the queue until it is answered."""
    proposal = locked(proposal, by, must_be_open=True)
    Revision.objects.filter(proposal=proposal).update(state=RevisionState.CHANGES_REQUESTED)
    proposal.state = ProposalState.CHANGES_REQUESTED
    proposal.updated_at = timezone.now()
    proposal.save(update_fields=["state", "updated_at"])
    log([proposal], ProposalEvent.What.CHANGES_REQUESTED, by=by, text=text, field_notes=field_notes or {})
    return proposal


@transaction.atomic
def reject(*, proposal: Proposal, by: User, criterion: Criterion, text: str = "") -> Proposal:
    """Refuse a proposal for a criterion of the centre; the record stays, and the submitter is told why."""
    proposal = locked(proposal, by, must_be_open=True)
    for revision in open_revisions([proposal]):
        close_revision(revision, state=RevisionState.REJECTED, by=by, note=f"{criterion.key}: {text}")
    close([proposal], ProposalState.REJECTED)
    log([proposal], ProposalEvent.What.REJECTED, by=by, text=text, criterion=criterion)
    return proposal


@transaction.atomic
def note(*, proposal: Proposal, by: User, text: str) -> None:
    """Write something that only the centre sees."""
    log([locked(proposal, by)], ProposalEvent.What.NOTE, by=by, text=text, is_internal=True)


@transaction.atomic
def ask_opinion(*, proposal: Proposal, by: User, centre: Centre, text: str) -> None:
    """Let another centre see the proposal and say what it thinks; the decision stays here."""
    proposal = locked(proposal, by)
    proposal.second_opinion = centre
    proposal.save(update_fields=["second_opinion"])
    log([proposal], ProposalEvent.What.OPINION_ASKED, by=by, text=text, is_internal=True)


@transaction.atomic
def give_opinion(*, proposal: Proposal, by: User, text: str) -> None:
    """Say what the centre that was asked thinks of it. The decision stays with the one that asked."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not may_give_opinion(proposal, by):
        raise NotAllowed(_("Only the centre that was asked can give an opinion."))
    log([proposal], ProposalEvent.What.OPINION_GIVEN, by=by, text=text, is_internal=True)


@transaction.atomic
def decide_appeal(*, proposal: Proposal, by: User, uphold: bool, text: str) -> Proposal:
    """Answer an appeal. Never by whom the rejection came from; taken back, the proposal is in the queue again."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state != ProposalState.REJECTED or not has_open_appeal(proposal):
        raise ActionError(_("There is no open appeal."))
    if not may_decide(proposal, by) or rejected_by(proposal) == by.pk:
        raise NotAllowed(_("An appeal is answered by another person of the centre, or by a coordinator."))
    if uphold:
        log([proposal], ProposalEvent.What.UPHELD, by=by, text=text)
        return proposal
    _propose_again(proposal)
    proposal.state = ProposalState.WAITING
    proposal.decided_at = None
    proposal.save()
    log([proposal], ProposalEvent.What.REOPENED, by=by, text=text)
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
