"""An entry with all that its page shows of it, read in two queries."""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

import orjson
from django.db import connection, models

from directory.documents.hanging import Row, hanging_on
from directory.extensions import registry
from directory.models import Entry, EntryPlace, EntryText, Source, Tag, Term
from directory.search.catalogue import Catalogue
from directory.search.follower import reading
from sinet.common.prepared import prepared_cursor

Model = TypeVar("Model", bound=models.Model)

_ENTRY: Final = """
SELECT to_json(e)::text, to_json(s)::text FROM directory_entry e LEFT JOIN directory_source s ON s.key = e.source_id
WHERE e.kind = %s::text AND e.slug = %s::text
"""


@dataclass(frozen=True, slots=True)
class Record:
    """What hangs on an entry, each in the order in which pages show it."""

    entry: Entry
    """With its source, the part of its kind and its sections, for which nobody asks the database again."""
    places: list[EntryPlace]
    """The main one first."""
    texts: list[EntryText]
    terms: list[Term]
    """With their labels only."""
    tags: list[Tag]


def find_entry(kind: str, slug: str) -> Entry | None:
    """The entry at an address, public or not, with its source."""
    with prepared_cursor() as cursor:
        cursor.execute(_ENTRY, [kind, slug])
        rows = cursor.fetchone()
    if rows is None:
        return None
    entry = _made(Entry, orjson.loads(rows[0]))
    entry.source = _made(Source, orjson.loads(rows[1])) if rows[1] else None
    return entry


def record_of(entry: Entry) -> Record:
    """All that hangs on it."""
    hanging = hanging_on(entry.pk, entry.kind)
    for table in registry.tables(entry.kind):
        row = hanging.row_of(table)
        belongs: Any = table.model._meta.get_field("entry").remote_field
        belongs.set_cached_value(entry, _made(table.model, row) if row else None)
    catalogue = reading().catalogue
    return Record(
        entry=entry,
        places=[_made(EntryPlace, row) for row in sorted(hanging.places, key=lambda row: not row["is_main"])],
        texts=[_made(EntryText, row) for row in hanging.texts],
        terms=_terms(hanging.terms, catalogue),
        tags=_tags(hanging.tags, catalogue),
    )


def _made(model: type[Model], row: Row) -> Model:
    """The object of a row that the database wrote as JSON."""
    fields: Any = model._meta.concrete_fields
    names = [field.attname for field in fields]
    return model.from_db(connection.alias, names, [field.to_python(row[field.column]) for field in fields])


def _terms(keys: dict[str, list[str]], catalogue: Catalogue) -> list[Term]:
    """In the order of vocabularies, and of terms in each."""
    return [
        Term(vocabulary_id=vocabulary, key=key, labels=dict(catalogue.terms[vocabulary, key].labels))
        for vocabulary in catalogue.titles
        if vocabulary in keys
        for _position, key in sorted(catalogue.place(vocabulary, key) for key in keys[vocabulary])
    ]


def _tags(names: list[str], catalogue: Catalogue) -> list[Tag]:
    return [Tag(name=name, slug=catalogue.tag_slugs[name]) for name in names]
