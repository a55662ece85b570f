"""Accepting proposals: what they say becomes public, and their submitters are told."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from directory.actions.casefile import close, locked, locked_together, log
from directory.actions.errors import ActionError
from directory.actions.receiving import close_revision, open_revisions
from directory.actions.revise import apply, apply_together, propose
from directory.choices import Channel, ProposalState, RevisionState
from directory.documents import read
from directory.documents.compare import fields_of, set_field, without_field
from directory.models import ChangeSet, Entry, Proposal, ProposalEvent, Revision, User

# What a new entry cannot be without, and what says where it comes from.
_ALWAYS = frozenset({"kind", "slug", "state", "language", "title", "centre", "source"})


@transaction.atomic
def accept_together(
    *, proposals: Sequence[Proposal], by: User, text: str = "", change_set: ChangeSet | None = None
) -> list[Entry]:
    """Make proposals public as they are, with what comes along with each, in as few statements as one takes.

    All or none: raises what `accept` would of the first that cannot be accepted.
    """
    found = locked_together(proposals, by, must_be_open=True)
    own = [proposal.revision_id or 0 for proposal in found]
    entries = _applied(own, open_revisions(found), by=by, text=text, change_set=change_set)
    close(found, ProposalState.APPLIED, entries)
    log(found, ProposalEvent.What.APPLIED, by=by, text=text)
    return entries


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
    are taken over; what else it says never becomes public.
    Raises `Conflict` when the entry has changed since the proposal was made (see `accept_merged`).
    """
    if document is None and fields is None:
        return accept_together(proposals=[proposal], by=by, text=text)[0]
    proposal = locked(proposal, by, must_be_open=True)
    if fields is None:
        [entry] = _applied([proposal.revision_id or 0], open_revisions([proposal]), by=by, text=text)
    else:
        entry = _apply_instead(proposal, _only(proposal, fields), by=by, base=proposal.base, text=text)
    if document is not None:
        entry = apply(revision=_edit(entry, document, by=by), by=by)
        log([proposal], ProposalEvent.What.EDITED, by=by, is_internal=True)
    close([proposal], ProposalState.APPLIED, [entry])
    what = ProposalEvent.What.APPLIED if fields is None else ProposalEvent.What.PARTLY_APPLIED
    log([proposal], what, by=by, text=text)
    return entry


@transaction.atomic
def accept_merged(
    *, proposal: Proposal, by: User, document: dict[str, Any], base: Revision | None = None, text: str = ""
) -> Entry:
    """Apply what a curator made of a proposal and of what has become of its entry since (the three-way view).

    `base` is the entry's revision that the curator saw; raises `Conflict` when it is no longer the current one.
    """
    proposal = locked(proposal, by, must_be_open=True)
    if proposal.entry is None:
        raise ActionError(_("There is nothing to merge with."))
    entry = _apply_instead(proposal, document, by=by, base=base or proposal.entry.revision, text=text)
    close([proposal], ProposalState.APPLIED)
    log([proposal], ProposalEvent.What.APPLIED, by=by, text=text)
    return entry


def _applied(
    own: Sequence[int], revisions: Sequence[Revision], *, by: User, text: str, change_set: ChangeSet | None = None
) -> list[Entry]:
    """Apply these revisions together. Returns the entries of those that are a proposal's own, given by their keys."""
    if not {revision.pk for revision in revisions}.issuperset(own):
        raise ActionError(_("There is nothing to apply."))
    entries = apply_together(revisions=revisions, by=by, decision=text, change_set=change_set)
    found = {revision.pk: entry for revision, entry in zip(revisions, entries, strict=True)}
    return [found[key] for key in own]


def _apply_instead(
    proposal: Proposal, document: dict[str, Any], *, by: User, base: Revision | None, text: str
) -> Entry:
    """Apply another document in the place of the proposed one, which is closed as taken over by it."""
    instead = propose(document=document, channel=Channel.CURATOR, by=by, entry=proposal.entry, base=base)
    others = []
    for revision in open_revisions([proposal]):
        if revision.pk == proposal.revision_id:
            close_revision(revision, state=RevisionState.REJECTED, by=by, note=_("Taken over by another revision."))
        else:
            others.append(revision)
    return _applied([instead.pk], [*others, instead], by=by, text=text)[0]


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
