"""How a proposal enters the queue of its centre: its documents become revisions, compared and scored."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directory.actions.pictures import take_along
from directory.actions.revise import propose
from directory.actions.spam import keep_fingerprint, score
from directory.choices import Channel, ProposalState, RevisionState
from directory.documents.completeness import completeness
from directory.documents.references import References
from directory.duplicates import likely_duplicates
from directory.models import Centre, ChangeSet, Entry, Proposal, ProposalEvent, Relation, Revision, User
from directory.models.revision import FINAL_STATES


@transaction.atomic
def receive(*, proposal: Proposal, documents: list[dict[str, Any]], by: User | None = None) -> Proposal:
    """Put a proposal into the queue of its centre: its documents become revisions, scored and compared.

    Several documents (a project with its new organisation) are one change set. A further document whose identifier is
    that of an entry (an organisation that gets a relation to the project) changes that entry.
    """
    now = timezone.now()
    uids = [document["uid"] for document in documents[1:] if document.get("uid")]
    there = {str(entry.uid): entry for entry in Entry.objects.filter(uid__in=uids)}
    change_set = None
    if len(documents) > 1:
        change_set = ChangeSet.objects.create(
            title=documents[0]["title"][:250], channel=proposal.channel, created_by=by
        )
    revisions = [
        propose(
            document=document,
            channel=Channel(proposal.channel),
            by=by,
            entry=proposal.entry if position == 0 else there.get(document.get("uid") or ""),
            base=proposal.base if position == 0 else None,
            change_set=change_set,
        )
        for position, document in enumerate(documents)
    ]
    take_along(proposal=proposal, documents=documents)
    proposal.change_set = change_set
    take_up(proposal, revisions[0])
    proposal.received_at = proposal.received_at or now
    proposal.documents = []
    proposal.save()
    ProposalEvent.objects.create(proposal=proposal, what=ProposalEvent.What.RECEIVED, by=by, at=now)
    return proposal


def take_up(proposal: Proposal, revision: Revision) -> None:
    """Let the case file follow what is proposed now."""
    document = revision.document
    proposal.revision = revision
    proposal.title = document["title"]
    proposal.countries = sorted({place["country"] for place in document["places"] if place["country"]})
    proposal.centre = _centre(document)
    proposal.completeness = completeness(document)
    proposal.duplicates = [
        {"entry": found.pk, "reason": found.reason} for found in likely_duplicates(document, but=proposal.entry_id)
    ]
    accompanied = proposal.change_set is not None or _is_named_by_others(proposal)
    reasons = score(document, but=proposal.pk, accompanied=accompanied, submitter=proposal.submitter_id)
    keep_fingerprint(document, proposal)
    proposal.score_reasons = [reason.to_json() for reason in reasons]
    proposal.score = min(100, sum(reason.points for reason in reasons))
    proposal.state = ProposalState.WAITING
    proposal.updated_at = timezone.now()


def _is_named_by_others(proposal: Proposal) -> bool:
    """Whether another public entry says that it has to do with the entry to be changed, such as who leads it."""
    if proposal.entry_id is None:
        return False
    return Relation.objects.public().filter(object=proposal.entry_id).exists()


def _centre(document: dict[str, Any]) -> Centre | None:
    """The centre in charge: the document's own, else by country, else the node's first."""
    if document.get("centre"):
        return Centre.objects.get(key=document["centre"])
    by_country = References.load().centre_of_country
    keys = [by_country[place["country"]] for place in document["places"] if place["country"] in by_country]
    return Centre.objects.filter(key__in=keys).first() or Centre.objects.filter(is_default=True).first()


def open_revisions(proposals: Sequence[Proposal]) -> list[Revision]:
    """The revisions of proposals that are not decided yet, with what came along with them, locked."""
    own = [proposal.revision_id for proposal in proposals if proposal.revision_id]
    change_sets = [proposal.change_set_id for proposal in proposals if proposal.change_set_id]
    theirs = Q(pk__in=own) | Q(change_set__in=change_sets)
    found = Revision.objects.select_for_update().filter(theirs).order_by("pk")
    return [revision for revision in found if revision.state not in FINAL_STATES]


def close_revision(revision: Revision, *, state: RevisionState, by: User | None, note: str) -> None:
    revision.state = state
    revision.decision = note
    revision.decided_by = by
    revision.decided_at = timezone.now()
    revision.save(update_fields=["state", "decision", "decided_by", "decided_at"])
