"""Propose, apply, withdraw: the life of one revision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import AlreadyDecided, Conflict
from directory.actions.prepare import prepare
from directory.actions.rewriting import name_revisions
from directory.choices import Channel, RevisionState, State
from directory.documents import Document, read, validate
from directory.documents.pointers import write_pointers
from directory.documents.references import References
from directory.documents.write import write_entries
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


def apply(*, revision: Revision, by: User | None, decision: str = "", change_set: ChangeSet | None = None) -> Entry:
    """Make a proposal public, with search index and change log; see `apply_together`."""
    return apply_together(revisions=[revision], by=by, decision=decision, change_set=change_set)[0]


@transaction.atomic
def apply_together(
    *, revisions: Sequence[Revision], by: User | None, decision: str = "", change_set: ChangeSet | None = None
) -> list[Entry]:
    """Make proposals public, with search index and change log, in as few statements as one takes: all or none.

    They may point to each other. `change_set` is what they are applied with, unless they were proposed as part of one
    already. Raises `AlreadyDecided`, `Conflict` when an entry has changed since its proposal's base, or `DocumentError`
    when what a proposal points to is no longer there.
    """
    revisions = _locked(revisions)
    references = References.load()
    documents = [validate(revision.document) for revision in revisions]
    for document in documents:
        references.check(document)
    entries = _locked_entries(revisions, documents)
    pairs = list(zip(entries, documents, strict=True))
    now = timezone.now()
    for entry, revision in zip(entries, revisions, strict=True):
        entry.revision_id = revision.pk
    events = write_entries(pairs, references=references, now=now)
    write_pointers(pairs)
    _decide(revisions, entries, by=by, decision=decision, change_set=change_set, now=now)
    index(pairs, references=references, events=events, now=now)
    return entries


def _locked(revisions: Sequence[Revision]) -> list[Revision]:
    """The revisions as they are now, locked in the order of their keys, which is that of everybody who locks some."""
    wanted = [revision.pk for revision in revisions]
    rows = {row.pk: row for row in Revision.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    if any(row.state in FINAL_STATES for row in rows.values()):
        raise AlreadyDecided(_("This proposal has been decided already."))
    return [rows[key] for key in wanted]


def _locked_entries(revisions: Sequence[Revision], documents: Sequence[Document]) -> list[Entry]:
    """The rows to write, locked; a new object for each new entry."""
    new = [doc.uid for revision, doc in zip(revisions, documents, strict=True) if revision.entry_id is None and doc.uid]
    if len(set(new)) < len(new) or (new and Entry.objects.filter(uid__in=new).exists()):
        raise Conflict(_("An entry with this identifier is there already."))
    old = [revision.entry_id for revision in revisions if revision.entry_id is not None]
    rows = {row.pk: row for row in Entry.objects.select_for_update().filter(pk__in=old).order_by("pk")} if old else {}
    # Of two proposals to change one entry, the second was not made from what the first one makes of it.
    if len(rows) < len(old) or any(rows[r.entry_id].revision_id != r.base_id for r in revisions if r.entry_id):
        raise Conflict(_("The entry has changed since this proposal was made. Compare both and decide again."))
    return [rows[revision.entry_id] if revision.entry_id else Entry() for revision in revisions]


def _decide(
    revisions: Sequence[Revision],
    entries: Sequence[Entry],
    *,
    by: User | None,
    decision: str,
    change_set: ChangeSet | None,
    now: datetime,
) -> None:
    found = dict(zip(revisions, entries, strict=True))
    name_revisions({revision: entry.slug for revision, entry in found.items()})
    Revision.objects.filter(pk__in=[revision.pk for revision in revisions]).update(
        entry=entry_of_each({revision.pk: entry for revision, entry in found.items()}),
        change_set=Coalesce("change_set_id", Value(change_set.pk if change_set else None)),
        state=RevisionState.APPLIED,
        decision=decision,
        decided_by=by,
        decided_at=now,
    )


def entry_of_each(entries: Mapping[int, Entry]) -> Case:
    """For an update of several rows at once: the entry of each, by the row's key."""
    return Case(*(When(pk=key, then=Value(entry.pk)) for key, entry in entries.items()))


@transaction.atomic
def withdraw(*, entry: Entry, by: User | None, note: str, channel: Channel = Channel.CURATOR) -> Revision:
    """Take an entry out of the public directory; its address answers 410 from then on. Undone like any change."""
    document = {**read(entry, public=False), "state": State.WITHDRAWN, "merged_into": None}
    revision = propose(document=document, channel=channel, by=by, note=note, entry=entry)
    apply(revision=revision, by=by)
    revision.refresh_from_db()
    return revision
