"""Propose, apply, withdraw: the life of one revision."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import AlreadyDecided, Conflict
from directory.actions.prepare import prepare
from directory.actions.rewriting import name_revision
from directory.choices import Channel, Event, RevisionState, State
from directory.documents import Document, read, validate
from directory.documents.references import References, check_targets, resolve, uids_of
from directory.documents.write import write_entries, write_pointers
from directory.indexing import index
from directory.models import ChangeSet, Entry, Revision, User
from directory.models.revision import FINAL_STATES


@transaction.atomic
def propose(
    *,
    document: dict[str, Any],
    channel: Channel,
    by: User | None = None,
    note: str = "",
    entry: Entry | None = None,
    base: Revision | None = None,
    change_set: ChangeSet | None = None,
) -> Revision:
    """Put a proposal into the queue; nothing public changes.

    With `entry`, it is a change of that entry, made from `base` (its current revision where none is given).
    Raises `DocumentError` when the document is not valid or does not belong to the entry.
    """
    before = read(entry, public=False) if entry else None
    if before:
        document = {**document, "uid": before["uid"], "kind": before["kind"]}
    valid = prepare(document, base=before, channel=channel, references=References.load(), day=timezone.localdate())
    return Revision.objects.create(
        entry=entry,
        base_id=base.pk if base else (entry.revision_id if entry else None),
        change_set=change_set,
        document=valid.to_json(),
        channel=channel,
        author=by,
        note=note,
    )


@transaction.atomic
def apply(*, revision: Revision, by: User | None, decision: str = "", change_set: ChangeSet | None = None) -> Entry:
    """Make a proposal public, with search index and change log.

    `change_set` is what it is applied with, unless it was proposed as part of one already. Raises `AlreadyDecided`,
    `Conflict` when the entry has changed since the proposal's base, or `DocumentError` when what it points to is no
    longer there.
    """
    revision = Revision.objects.select_for_update().get(pk=revision.pk)
    if revision.state in FINAL_STATES:
        raise AlreadyDecided(_("This proposal has been decided already."))
    document = validate(revision.document)
    references = References.load()
    references.check(document)
    known = resolve(set(uids_of(document).values()))
    check_targets(document, known)
    entry = _locked_entry(revision, document)
    was_public = not entry._state.adding and entry.is_public
    now = timezone.now()
    entry.revision_id = revision.pk
    write_entries([(entry, document)], references=references, now=now)
    write_pointers([(entry, document)], known)
    revision.change_set = revision.change_set or change_set
    _decide(revision, entry, by=by, decision=decision, now=now)
    happened = event_of(document, was_public=was_public)
    index([(entry, document)], references=references, events={entry.pk: happened}, now=now)
    return entry


def event_of(document: Document, *, was_public: bool) -> Event:
    """What applying this document means to a follower."""
    if document.state == State.MERGED:
        return Event.MERGED
    if document.state == State.WITHDRAWN:
        return Event.WITHDRAWN
    return Event.CHANGED if was_public else Event.CREATED


def _locked_entry(revision: Revision, document: Document) -> Entry:
    """The row to write, locked; a new object for a new entry."""
    if revision.entry_id is None:
        if Entry.objects.filter(uid__in=[document.uid] if document.uid else []).exists():
            raise Conflict(_("An entry with this identifier is there already."))
        return Entry()
    entry = Entry.objects.select_for_update().get(pk=revision.entry_id)
    if entry.revision_id != revision.base_id:
        raise Conflict(_("The entry has changed since this proposal was made. Compare both and decide again."))
    return entry


def _decide(revision: Revision, entry: Entry, *, by: User | None, decision: str, now: datetime) -> None:
    revision.entry = entry
    name_revision(revision, entry.slug)
    revision.state = RevisionState.APPLIED
    revision.decision = decision
    revision.decided_by = by
    revision.decided_at = now
    decided = ["entry", "change_set", "state", "decision", "decided_by", "decided_at"]
    revision.save(update_fields=decided)


@transaction.atomic
def withdraw(*, entry: Entry, by: User | None, note: str, channel: Channel = Channel.CURATOR) -> Revision:
    """Take an entry out of the public directory; its address answers 410 from then on. Undone like any change."""
    document = {**read(entry, public=False), "state": State.WITHDRAWN, "merged_into": None}
    revision = propose(document=document, channel=channel, by=by, note=note, entry=entry)
    apply(revision=revision, by=by)
    revision.refresh_from_db()
    return revision
