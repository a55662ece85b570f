"""Many documents at once: imports, and the undoing of what belongs together."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError, BulkError, Conflict
from directory.actions.prepare import prepare
from directory.choices import Channel, RevisionState, State
from directory.documents import Document, DocumentError, read_many, validate
from directory.documents.errors import MissingTargets
from directory.documents.pointers import uids_of, write_pointers
from directory.documents.references import References
from directory.documents.rows import copy_in, next_keys
from directory.documents.write import Pair, write_entries
from directory.indexing import index
from directory.models import ChangeSet, Entry, Revision, User
from directory.vectors import Beside

_BATCH = 1000
Progress = Callable[[int], None]


@transaction.atomic
def apply_bulk(
    *,
    documents: Iterable[dict[str, Any]],
    channel: Channel,
    by: User | None,
    title: str,
    progress: Progress | None = None,
) -> ChangeSet:
    """Apply many documents as one change set, all or none; they may point to each other in any order.

    A document whose `uid` is in the directory changes that entry, any other makes a new one. `progress` is called
    with the number done so far. Raises `BulkError` with the mistakes of the first documents that are not valid.
    """
    change_set = ChangeSet.objects.create(title=title, channel=channel, created_by=by)
    _run(change_set, documents, _prepared(channel), progress)
    return change_set


Prepare = Callable[[dict[str, Any], dict[str, Any] | None, References], Document]


def _prepared(channel: Channel) -> Prepare:
    day = timezone.localdate()

    def fill(document: dict[str, Any], base: dict[str, Any] | None, references: References) -> Document:
        return prepare(document, base=base, channel=channel, references=references, day=day)

    return fill


@transaction.atomic
def undo(*, change_set: ChangeSet, by: User | None, note: str = "") -> ChangeSet:
    """Put back what a change set changed, as a change set of its own: what it made is withdrawn.

    Raises `Conflict` when one of its entries has changed since, `ActionError` when it has been undone already.
    """
    if ChangeSet.objects.filter(undoes=change_set).exists():
        raise ActionError(_("This has been undone already."))
    revisions = list(change_set.revisions.applied().select_related("base", "entry").order_by("pk"))
    if any(revision.entry is None or revision.entry.revision_id != revision.pk for revision in revisions):
        raise Conflict(_("One of the entries has changed since; undo that change first."))
    undoing = ChangeSet.objects.create(
        title=note or _("Undo: %(title)s") % {"title": change_set.title},
        channel=Channel.CURATOR,
        created_by=by,
        undoes=change_set,
    )
    _run(
        undoing,
        (_before(revision) for revision in revisions),
        lambda document, _base, _refs: validate(document),
        None,
    )
    return undoing


def _before(revision: Revision) -> dict[str, Any]:
    """The document that an applied revision replaced; that of a new entry, withdrawn."""
    if revision.base:
        return dict(revision.base.document)
    return {**revision.document, "state": State.WITHDRAWN, "merged_into": None}


def _run(change_set: ChangeSet, documents: Iterable[dict[str, Any]], fill: Prepare, progress: Progress | None) -> None:
    """Write batch by batch; what points between entries comes last, when all of them are there."""
    references = References.load()
    now = timezone.now()
    pointing: dict[int, tuple[int, Pair]] = {}  # entry → the place in the bulk, from 0, and what it is to be
    done = 0
    with Beside() as beside, _without_collector():
        for batch in _batches(documents):
            entries = _known_entries(batch)
            bases = _bases(entries)
            beside.take_over()
            pairs = _valid_pairs(batch, entries, bases, fill=fill, references=references, start=done)
            beside.wait()
            known = frozenset(entry.pk for entry, _document in pairs if not entry._state.adding)
            revisions = _revisions(change_set, pairs, now=now)
            events = write_entries(pairs, references=references, now=now)
            _record(revisions, pairs)
            index(pairs, references=references, events=events, now=now, beside=beside)
            pointing |= {
                pair[0].pk: (position, pair)
                for position, pair in enumerate(pairs, start=done)
                if pair[0].pk in known or uids_of(pair[1])
            }
            done += len(pairs)
            if progress:
                progress(done)
    _point(pointing, references=references, now=now)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Leave cycles for later: looking for them among so many documents takes a quarter of Python's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _batches(documents: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rows = iter(documents)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _known_entries(batch: list[dict[str, Any]]) -> dict[str, Entry]:
    """The entries of the batch that are in the directory, locked in the order of their keys, by identifier."""
    uids = {uid for document in batch if (uid := _uid(document))}
    rows = Entry.objects.select_for_update().filter(uid__in=uids).order_by("pk")
    return {str(entry.uid): entry for entry in rows}


def _uid(document: dict[str, Any]) -> UUID | None:
    try:
        return UUID(str(document.get("uid")))
    except (ValueError, AttributeError):
        return None


def _bases(entries: dict[str, Entry]) -> dict[str, dict[str, Any]]:
    """The present documents of entries, by identifier."""
    return {document["uid"]: document for document in read_many(entries.values(), public=False)} if entries else {}


def _valid_pairs(
    batch: list[dict[str, Any]],
    entries: dict[str, Entry],
    bases: dict[str, dict[str, Any]],
    *,
    fill: Prepare,
    references: References,
    start: int,
) -> list[Pair]:
    """Each document, checked and filled in, with its entry. Asks nothing of the database, which is busy meanwhile."""
    pairs: list[Pair] = []
    errors: dict[int, dict[str, list[str]]] = {}
    taken: set[UUID | None] = set()
    for position, document in enumerate(batch, start=start):
        base = bases.get(str(_uid(document)))
        try:
            valid = fill(document, base, references)
            if valid.uid in taken:
                raise DocumentError({"uid": [_("This identifier stands twice in the bulk.")]})
            if base and base["kind"] != valid.kind:
                raise DocumentError({"kind": [_("The entry with this identifier is of another kind.")]})
        except DocumentError as error:
            errors[position] = error.errors
            continue
        taken.add(valid.uid)
        pairs.append((entries.get(str(valid.uid)) or Entry(), valid))
    if errors:
        raise BulkError(errors)
    return pairs


def _revisions(change_set: ChangeSet, pairs: list[Pair], *, now: datetime) -> list[Revision]:
    """The revision of each entry, applied at once. The entry names it from now on; both are written afterwards."""
    revisions = [
        Revision(
            pk=key,
            base_id=entry.revision_id,
            change_set=change_set,
            channel=change_set.channel,
            author_id=change_set.created_by_id,
            created_at=now,
            state=RevisionState.APPLIED,
            decided_by_id=change_set.created_by_id,
            decided_at=now,
        )
        for key, (entry, _document) in zip(next_keys(Revision, len(pairs)), pairs, strict=True)
    ]
    for revision, (entry, _document) in zip(revisions, pairs, strict=True):
        entry.revision_id = revision.pk
    return revisions


def _record(revisions: list[Revision], pairs: list[Pair]) -> None:
    """Write the revisions with the documents as they are now, each with the slug that its entry got."""
    for revision, (entry, document) in zip(revisions, pairs, strict=True):
        revision.entry_id = entry.pk
        revision.document = {**document.canonical, "slug": entry.slug}
    copy_in(revisions)


def _point(pointing: dict[int, tuple[int, Pair]], *, references: References, now: datetime) -> None:
    """Write what points between entries, once every entry of the set is there."""
    pairs = [pair for _position, pair in pointing.values()]
    try:
        write_pointers(pairs)
    except MissingTargets as error:
        raise BulkError({pointing[key][0]: errors for key, errors in error.of_each.items()}) from None
    merged = [pair for pair in pairs if pair[1].state == State.MERGED]
    index(merged, references=references, events={}, now=now)
