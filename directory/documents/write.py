"""From documents to the rows of entries: the same set-based way for one and for many thousands.

Only actions call this. What the rows held before is replaced as a whole; what points from one entry to another is
written afterwards, by `directory.documents.pointers`.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from django.db import models

from directory.choices import Event, State
from directory.documents.completeness import completeness
from directory.documents.document import Document, Place
from directory.documents.parts import Part
from directory.documents.references import References
from directory.documents.rows import copy_fields, copy_in, copy_values, next_keys
from directory.documents.slugs import free_slugs
from directory.extensions import Table, registry
from directory.models import Entry, EntryPlace, EntryText, Picture, Tag, TaggedEntry
from sinet.common.ids import uuid7
from sinet.common.prepared import prepared_cursor
from sinet.common.text import slugify

Pair = tuple[Entry, Document]
_BATCH = 1000
_FEW = 5
"""So few rows are updated sooner one by one."""
_KEPT = {"id", "uid", "kind", "published_at"}


def write_entries(pairs: Sequence[Pair], *, references: References, now: datetime) -> dict[int, Event]:
    """Write the entries themselves and all that hangs on them, but what points to other entries.

    A pair's entry is a row already there, or a new object without a primary key, which it then has. Returns what
    happened to each, by its key, as followers are told.
    """
    public = {entry.pk for entry, _document in pairs if not entry._state.adding and entry.is_public}
    slugs = free_slugs(pairs)
    for (entry, document), slug in zip(pairs, slugs, strict=True):
        _fill(entry, document, slug=slug, now=now)
    new = [entry for entry, _document in pairs if entry._state.adding]
    old = [entry for entry, _document in pairs if not entry._state.adding]
    for entry, key in zip(new, next_keys(Entry, len(new)), strict=True):
        entry.pk = key
    copy_in(new)
    if old:
        names = [f.name for f in Entry._meta.concrete_fields if f.name not in _KEPT]
        if len(old) <= _FEW:
            for entry in old:
                entry.save(update_fields=names)
        else:
            Entry.objects.bulk_update(old, names, batch_size=_BATCH)
        _clear([entry.pk for entry in old])
    _write_parts(pairs, {entry.pk for entry in old})
    places = (
        _place(entry.pk, place, number) for entry, document in pairs for number, place in enumerate(document.places)
    )
    copy_fields(EntryPlace, _PLACE, places)
    copy_in(chain.from_iterable(map(_texts, pairs)))
    _write_terms(pairs, references)
    _write_tags(pairs)
    _note_pictures(pairs, now)
    return {entry.pk: _event(document, was_public=entry.pk in public) for entry, document in pairs}


def _event(document: Document, *, was_public: bool) -> Event:
    if document.state == State.MERGED:
        return Event.MERGED
    if document.state == State.WITHDRAWN:
        return Event.WITHDRAWN
    return Event.CHANGED if was_public else Event.CREATED


def _fill(entry: Entry, document: Document, *, slug: str, now: datetime) -> None:
    """Put the document's plain values into the row. A merged entry becomes so when its survivor is written."""
    canonical = document.canonical
    if entry._state.adding:
        entry.uid = document.uid or uuid7()
        entry.kind = document.kind
        entry.published_at = now
    entry.slug = slug
    if document.merged_into is None:
        entry.state, entry.merged_into_id = document.state, None
    entry.language = document.language
    entry.title = document.title
    entry.summary = document.summary
    entry.description = document.description
    entry.website = document.website
    entry.links = canonical["links"]
    entry.pictures = canonical["pictures"]
    entry.centre_id = document.centre
    source = document.source
    entry.source_id = source.key if source else None
    entry.source_record = source.record if source else ""
    entry.licence = source.licence if source else ""
    entry.credit = source.credit if source else ""
    entry.retrieved_on = source.retrieved_on if source else None
    entry.provenance = canonical["provenance"]
    entry.verified_on = document.verified_on
    entry.notes = canonical["notes"]
    entry.updated_at = now
    entry.completeness = completeness(canonical)


_CLEAR: Final = """
WITH places AS (DELETE FROM directory_entryplace WHERE entry_id = ANY(%(keys)s::bigint[])),
    texts AS (DELETE FROM directory_entrytext WHERE entry_id = ANY(%(keys)s::bigint[])),
    terms AS (DELETE FROM directory_entry_terms WHERE entry_id = ANY(%(keys)s::bigint[])),
    tags AS (DELETE FROM directory_taggedentry WHERE content_object_id = ANY(%(keys)s::bigint[]))
DELETE FROM directory_relation WHERE subject_id = ANY(%(keys)s::bigint[])
"""


def _clear(keys: list[int]) -> None:
    """Take away what hangs on entries and is about to be written anew."""
    with prepared_cursor() as cursor:
        cursor.execute(_CLEAR, {"keys": keys})


def _write_parts(pairs: Sequence[Pair], there: set[int]) -> None:
    """Write what only one kind has; `there` are the entries of which it is there already."""
    by_table: dict[Table, list[Any]] = defaultdict(list)
    for entry, document in pairs:
        for table, part in document.parts:
            by_table[table].append(_part_row(entry, table, part, document.canonical[table.key]))
    for section in registry.all_sections:
        kept = {row.pk for row in by_table.get(section, ())}
        gone = there and {entry.pk for entry, one in pairs if one.kind == section.kind and entry.pk in there} - kept
        if gone:
            section.model._default_manager.filter(pk__in=gone).delete()
    for table, rows in by_table.items():
        model: Any = table.model
        copy_in(row for row in rows if row.pk not in there)
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._default_manager.bulk_create(
            [row for row in rows if row.pk in there],
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["entry"],
            update_fields=names,
        )


def _part_row(entry: Entry, table: Table, part: Part, canonical: dict[str, Any]) -> models.Model:
    """The row of a part; what lies in a column of JSON is written as it stands in the canonical form."""
    names, as_json = _columns_of(table.model)
    values = {name: canonical[name] if name in as_json else getattr(part, name) for name in names}
    return table.model(entry=entry, **values)


@lru_cache(maxsize=64)
def _columns_of(model: type[models.Model]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The fields of a part that are its columns (pointers to other entries are written last), and those of JSON."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and not field.is_relation]
    return tuple(one.name for one in fields), frozenset(one.name for one in fields if isinstance(one, models.JSONField))


_PLACE: Final = (
    "entry_id position country region_scheme region_version region_code city geoname_id address latitude longitude"
    " precision is_main is_hidden"
).split()


def _place(key: int, place: Place, position: int) -> tuple[Any, ...]:
    region = place.region
    return (
        key,
        position,
        place.country,
        region.scheme if region else "",
        region.version if region else "",
        region.code if region else "",
        place.city,
        place.geoname,
        place.address,
        place.latitude,
        place.longitude,
        place.precision,
        place.main,
        place.hidden,
    )


def _texts(pair: Pair) -> list[EntryText]:
    entry, document = pair
    return [EntryText(entry=entry, language=lang, **text.model_dump()) for lang, text in document.texts.items()]


def _note_pictures(pairs: Sequence[Pair], now: datetime) -> None:
    """From now on the history needs the pictures that these documents name."""
    uids = {one.picture for _entry, document in pairs for one in document.pictures}
    if uids:
        Picture.objects.filter(uid__in=uids, published_at=None).update(published_at=now)


def _write_terms(pairs: Sequence[Pair], references: References) -> None:
    rows = (
        (entry.pk, references.terms[vocabulary, key])
        for entry, document in pairs
        for vocabulary, keys in document.terms.items()
        for key in keys
    )
    copy_values(Entry.terms.through, ["entry_id", "term_id"], rows)


def _write_tags(pairs: Sequence[Pair]) -> None:
    names = {name for _entry, document in pairs for name in document.tags}
    tags = _tags(names)
    rows = ((entry.pk, tags[name]) for entry, document in pairs for name in document.tags)
    copy_values(TaggedEntry, ["content_object_id", "tag_id"], rows)


def _tags(names: set[str]) -> dict[str, int]:
    """The keys of tags by their names; those that are not there yet are made, each with a readable slug of its own."""
    found = dict(Tag.objects.filter(name__in=names).values_list("name", "pk"))
    missing = sorted(names - found.keys())
    if not missing:
        return found
    wanted = {name: slugify(name, default="tag") for name in missing}
    taken = set(Tag.objects.filter(slug__in=wanted.values()).values_list("slug", flat=True))
    rows = []
    for name, slug in wanted.items():
        number, free = 1, slug
        while free in taken:
            number += 1
            free = f"{slug}-{number}"
            if free not in taken and Tag.objects.filter(slug=free).exists():
                taken.add(free)
        taken.add(free)
        rows.append(Tag(name=name, slug=free))
    Tag.objects.bulk_create(rows, ignore_conflicts=True)
    return found | dict(Tag.objects.filter(name__in=missing).values_list("name", "pk"))
