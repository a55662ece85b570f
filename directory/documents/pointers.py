"""What points from one entry to another: relations, survivors, parents, and what parts name.

It is written last, when all entries of a group are there, since they may point to each other.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from directory.documents.document import Document
from directory.documents.errors import MissingTargets
from directory.documents.rows import copy_in
from directory.documents.write import Pair
from directory.extensions import registry
from directory.models import Entry, Organisation, Relation


def uids_of(document: Document) -> dict[str, UUID]:
    """The entries that a document points to, by the path where it does."""
    found = {f"relations.{position}.object": relation.object for position, relation in enumerate(document.relations)}
    if document.merged_into:
        found["merged_into"] = document.merged_into
    parent = getattr(document.part, "parent", None)
    if parent:
        found["organisation.parent"] = parent
    for table, part in document.parts:
        for name, key in table.pointers:
            for position, record in enumerate(getattr(part, name)):
                if getattr(record, key):
                    found[f"{table.key}.{name}.{position}.{key}"] = getattr(record, key)
    return found


def write_pointers(pairs: Sequence[Pair]) -> None:
    """Write what these documents point to, or raise `MissingTargets`, with nothing written.

    The relations of before were taken away when the entries were written.
    """
    known = _known(uid for _entry, document in pairs for uid in uids_of(document).values())
    missing = {entry.pk: errors for entry, document in pairs if (errors := _missing(document, known))}
    if missing:
        raise MissingTargets(missing)
    copy_in(
        Relation(
            subject_id=entry.pk,
            role=relation.role,
            object_id=known[relation.object],
            starts_on=relation.starts_on,
            ends_on=relation.ends_on,
        )
        for entry, document in pairs
        for relation in document.relations
    )
    for entry, document in pairs:
        survivor = known[document.merged_into] if document.merged_into else None
        if entry.merged_into_id != survivor or entry.state != document.state:
            entry.merged_into_id, entry.state = survivor, document.state
            entry.save(update_fields=["merged_into", "state"])
            if entry.merged_into is not None:
                for merge in registry.merges:
                    merge(entry.merged_into, entry)
        parent = getattr(document.part, "parent", None)
        if parent:
            Organisation.objects.filter(entry=entry).update(parent=known[parent])


def _known(uids: Iterable[UUID]) -> dict[UUID, int]:
    """The primary keys of the entries with these identifiers, as far as they are there."""
    wanted = set(uids)
    return dict(Entry.objects.filter(uid__in=wanted).values_list("uid", "pk")) if wanted else {}


def _missing(document: Document, known: dict[UUID, int]) -> dict[str, list[str]]:
    """What the document points to that is not there, by path."""
    return {
        path: [_("There is no entry %(uid)s.") % {"uid": uid}]
        for path, uid in uids_of(document).items()
        if uid not in known
    }
