"""Entries with what hangs on them (places, translations, tags, terms, the kind's own facts, sections), in one query.

The database writes it as JSON: that costs a third of what objects of the same rows do, and lists and exports read
little else.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import models

from directory.choices import State
from directory.documents.values import plain_amount
from directory.extensions import Section, Table, registry
from directory.models import Entry, EntryPlace
from sinet.common.prepared import array_of, prepared_cursor

_HANGING: Final = """
SELECT e.id, e.kind, json_build_object(
    'entry', json_build_array(%(entry)s),
    %(also)s
    'part', CASE e.kind %(parts)s END,
    'sections', CASE e.kind %(sections)s END,
    'places', (SELECT json_agg(json_build_array(%(place)s)) FROM directory_entryplace p WHERE p.entry_id = e.id),
    'texts', (SELECT json_agg(to_json(t)) FROM directory_entrytext t WHERE t.entry_id = e.id),
    'tags', (
        SELECT json_agg((SELECT g.name FROM directory_tag g WHERE g.id = x.tag_id))
        FROM directory_taggedentry x WHERE x.content_object_id = e.id
    ),
    'terms', (
        SELECT json_agg((SELECT m.vocabulary_id||' '||m.key FROM directory_term m WHERE m.id = x.term_id))
        FROM directory_entry_terms x WHERE x.entry_id = e.id
    )
)::text
FROM directory_entry e WHERE %(wanted)s
"""
"""In no order: to sort a few rows costs the database more than it does Python. Rows of many columns come without their
names, which take it as long to write as the values."""
_WHOLE: Final = """
    'relations', (
        SELECT json_agg(json_build_array(r.role, o.uid, r.starts_on, r.ends_on, o.state))
        FROM directory_relation r JOIN directory_entry o ON o.id = r.object_id WHERE r.subject_id = e.id
    ),
"""
_SHOWN: Final = """
    'source', (SELECT to_json(s) FROM directory_source s WHERE s.key = e.source_id),
    'answers', json_build_array({answers}),
"""
_MANY: Final = "e.id = ANY(%s::bigint[])"
_NAMED: Final = "e.uid = %s::uuid"
_AT: Final = "e.kind = %s::text AND e.slug = %s::text"

_IN_PLACE: Final = itemgetter("position", "id")
_LANGUAGE: Final = itemgetter("language")
_UTC: Final = "+00:00"
_WHOLE_MOMENT: Final = len("2026-01-31T12:00:00.123456+00:00")

Row = dict[str, Any]
Adapt = Callable[[Any], Any]


class Hanging:
    """An entry's own row and those that hang on it, by the names of their columns."""

    def __init__(self, kind: str, rows: Row) -> None:
        self.kind = kind
        self.entry: Row = _named(Entry, rows["entry"])
        self.places: list[Row] = [_named(EntryPlace, values) for values in rows["places"] or ()]
        self.places.sort(key=_IN_PLACE)
        self.texts: list[Row] = rows["texts"] or []
        self.texts.sort(key=_LANGUAGE)
        self.tags: list[str] = sorted(rows["tags"] or ())
        self.terms: dict[str, list[str]] = {}
        for term in sorted(rows["terms"] or ()):
            vocabulary, _space, key = term.partition(" ")
            self.terms.setdefault(vocabulary, []).append(key)
        self.part: Row = _adapted(registry.shape(kind), rows["part"] or {})
        found = rows["sections"] or {}
        self.sections: dict[str, Row | None] = {
            section.key: _adapted(section, found[section.key]) if found.get(section.key) else None
            for section in registry.sections(kind)
        }

    def row_of(self, table: Table) -> Row | None:
        """The row of the kind's own part or of a section."""
        return self.sections[table.key] if isinstance(table, Section) else self.part


class Stored(Hanging):
    """Its relations as well."""

    def __init__(self, kind: str, rows: Row) -> None:
        super().__init__(kind, rows)
        self.relations: list[tuple[str, str, str, str, str]] = sorted(rows["relations"] or ())
        """Role, the other entry's identifier, start, end, the other entry's state."""

    @property
    def is_public(self) -> bool:
        """As of the entry's own object."""
        return bool(self.entry["state"] == State.PUBLISHED)


class Shown(Hanging):
    """The row of its source as well, and the answers to what was asked beside."""

    def __init__(self, kind: str, rows: Row) -> None:
        super().__init__(kind, rows)
        self.source: Row | None = rows["source"]
        self.answers: list[Any] = rows["answers"]


def shown_at(kind: str, slug: str, *asks: str) -> Shown | None:
    """The entry at an address, public or not; `asks` are expressions in SQL about the entry, whose row is `e` there."""
    with prepared_cursor() as cursor:
        cursor.execute(_statement_of_page(registry.tables(kind), asks), [kind, slug])
        found = cursor.fetchone()
    return Shown(kind, orjson.loads(found[2])) if found else None


def stored(entries: Sequence[int]) -> dict[int, Stored]:
    """These entries, public or not, by primary key; none for a key that is not there."""
    found = _read(_MANY, array_of(entries), also=_WHOLE) if entries else ()
    return {key: Stored(kind, orjson.loads(rows)) for key, kind, rows in found}


def stored_as(uid: UUID) -> Stored | None:
    """The entry with this identifier, public or not."""
    return next((Stored(kind, orjson.loads(rows)) for _key, kind, rows in _read(_NAMED, uid, also=_WHOLE)), None)


def _read(wanted: str, *values: Any, also: str) -> list[tuple[int, str, str]]:
    with prepared_cursor() as cursor:
        cursor.execute(_statement(registry.all_tables, wanted, also), values)
        found: list[tuple[int, str, str]] = cursor.fetchall()
    return found


@lru_cache(maxsize=64)
def _statement_of_page(tables: Sequence[Table], asks: Sequence[str]) -> str:
    """The query for one kind: what others have is not even planned.

    In as few letters as can be: psycopg remembers how it took a query apart up to 4,096 of them only.
    """
    letters = " ".join(_statement(tables, _AT, _SHOWN.format(answers=", ".join(asks))).split())
    return letters.replace("( ", "(").replace(" )", ")")


@lru_cache(maxsize=64)
def _statement(tables: Sequence[Table], wanted: str, also: str) -> str:
    """The query, with the tables of all parts."""
    parts = [table for table in tables if not isinstance(table, Section)]
    sections: dict[str, list[Table]] = {}
    for table in tables:
        if isinstance(table, Section):
            sections.setdefault(table.kind.value, []).append(table)
    by_kind = [f"WHEN '{table.key}' THEN {_row_of(table)}" for table in parts]
    added = []
    for kind, found in sections.items():
        rows = ", ".join(f"'{one.key}', {_row_of(one)}" for one in found)
        added.append(f"WHEN '{kind}' THEN json_build_object({rows})")
    return _HANGING % {
        "also": also,
        "entry": ",".join(_columns(Entry)),
        "place": ",".join(_columns(EntryPlace)),
        "parts": " ".join(by_kind),
        "sections": " ".join(added or ["WHEN '' THEN NULL"]),
        "wanted": wanted,
    }


def _row_of(table: Table) -> str:
    return f"(SELECT to_json(k) FROM {table.model._meta.db_table} k WHERE k.entry_id = e.id)"  # noqa: S608 - ours


def _named(model: type[models.Model], values: Sequence[Any]) -> Row:
    """The row of these values."""
    return dict(zip(_columns(model), values, strict=True))


@cache
def _columns(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(str(field.column) for field in model._meta.concrete_fields)


def _adapted(table: Table, row: Row) -> Row:
    """The row with its moments and amounts as documents write them."""
    for name, adapt in _adapters(table.model):
        if row.get(name) is not None:
            row[name] = adapt(row[name])
    return row


@lru_cache(maxsize=64)
def _adapters(model: type[models.Model]) -> tuple[tuple[str, Adapt], ...]:
    return tuple(
        (field.name, moment if isinstance(field, models.DateTimeField) else _amount)
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField | models.DecimalField)
    )


def moment(text: str) -> str:
    """A moment as documents write it, from what the database writes in JSON."""
    if len(text) == _WHOLE_MOMENT and text.endswith(_UTC):
        return text.replace(_UTC, "Z")
    return datetime.fromisoformat(text).isoformat().replace(_UTC, "Z")


def _amount(number: float) -> str:
    # Fifteen digits, which an amount does not exceed, come through a binary number unharmed.
    return plain_amount(Decimal(repr(number)))
