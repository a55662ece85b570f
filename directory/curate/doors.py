"""Finding what an address names, for whom it is there."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from directory.access.accounts import person
from directory.models import Entry, Proposal
from directory.permissions import may_decide, may_edit, may_see_history


def proposal_of(request: HttpRequest, uid: UUID) -> Proposal:
    """The proposal, for whom it is; 404 for everybody else's."""
    found = Proposal.objects.for_curator(person(request)).select_related(
        "revision__base", "entry__revision", "submitter", "centre", "second_opinion", "assigned_to", "entered_by"
    )
    return get_object_or_404(found, uid=uid)


def proposal_to_decide(request: HttpRequest, uid: UUID) -> Proposal:
    """The same for those who decide it; 403 for those who may only look at it."""
    proposal = proposal_of(request, uid)
    if not may_decide(proposal, person(request)):
        raise PermissionDenied
    return proposal


def entry_of(request: HttpRequest, uid: UUID) -> Entry:
    """An entry with its whole history, for the centres in charge. A public one of others: 403, any other: 404."""
    entry = get_object_or_404(Entry.objects.select_related("revision"), uid=uid)
    if may_see_history(entry, person(request)):
        return entry
    if entry.is_public:
        raise PermissionDenied
    raise Http404


def entry_to_edit(request: HttpRequest, uid: UUID) -> Entry:
    """The same for those who may change it without a proposal; 403 for others of the centre."""
    entry = entry_of(request, uid)
    if not may_edit(entry, person(request)):
        raise PermissionDenied
    return entry


def text_of(request: HttpRequest, name: str = "text", most: int = 5000) -> str:
    """A text that was sent, without what PostgreSQL keeps in no text."""
    return request.POST.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()[:most]


def number_of(text: str) -> int | None:
    """A primary key that was sent; None where it is none."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else None
