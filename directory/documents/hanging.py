"""What hangs on entries (places, translations, tags, terms, the kind's own facts, sections), read in one query.

The database writes it as JSON: that costs a third of what objects of the same rows do, and lists and exports read
little else.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import orjson
from django.db import models

from directory.documents.values import plain_amount
from directory.extensions import Section, Table, registry
from sinet.common.prepared import prepared_cursor

_HANGING: Final = """
SELECT e.id, json_build_object(
    'part', CASE e.kind %(parts)s END,
    'sections', CASE e.kind %(sections)s END,
    'places', (
        SELECT json_agg(to_json(p) ORDER BY p.position, p.id) FROM directory_entryplace p WHERE p.entry_id = e.id
    ),
    'texts', (
        SELECT json_agg(to_json(t) ORDER BY t.language) FROM directory_entrytext t WHERE t.entry_id = e.id
    ),
    'tags', (
        SELECT json_agg(g.name) FROM directory_taggedentry x JOIN directory_tag g ON g.id = x.tag_id
        WHERE x.content_object_id = e.id
    ),
    'terms', (
        SELECT json_agg(json_build_array(m.vocabulary_id, m.key))
        FROM directory_entry_terms x JOIN directory_term m ON m.id = x.term_id WHERE x.entry_id = e.id
    )
)::text
FROM directory_entry e WHERE %(wanted)s
"""
# For one entry the plan that is kept looks better to the database than a new one, for a list of one it does not.
_ONE: Final = "e.id = %s::bigint"
_MANY: Final = "e.id = ANY(%s::bigint[])"

Row = dict[str, Any]
Adapt = Callable[[Any], Any]


class Hanging:
    """The rows that hang on one entry, by the names of their columns."""

    def __init__(self, kind: str, rows: Row) -> None:
        self.places: list[Row] = rows["places"] or []
        self.texts: list[Row] = rows["texts"] or []
        self.tags: list[str] = sorted(rows["tags"] or [])
        self.terms: dict[str, list[str]] = {}
        for vocabulary, key in sorted(rows["terms"] or []):
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


def hanging_on(keys: dict[int, str]) -> dict[int, Hanging]:
    """What hangs on each of these entries; `keys` gives the kind of each by its primary key."""
    with prepared_cursor() as cursor:
        if len(keys) == 1:
            cursor.execute(_statement(registry.all_tables, _ONE), list(keys))
        else:
            cursor.execute(_statement(registry.all_tables, _MANY), [list(keys)])
        return {pk: Hanging(keys[pk], orjson.loads(rows)) for pk, rows in cursor.fetchall()}


@lru_cache(maxsize=8)
def _statement(tables: Sequence[Table], wanted: str) -> str:
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
        "parts": " ".join(by_kind),
        "sections": " ".join(added or ["WHEN '' THEN NULL"]),
        "wanted": wanted,
    }


def _row_of(table: Table) -> str:
    return f"(SELECT to_json(k) FROM {table.model._meta.db_table} k WHERE k.entry_id = e.id)"  # noqa: S608 - ours


def _adapted(table: Table, row: Row) -> Row:
    """The row with its moments and amounts as documents write them."""
    for name, adapt in _adapters(table.model):
        if row.get(name) is not None:
            row[name] = adapt(row[name])
    return row


@lru_cache(maxsize=64)
def _adapters(model: type[models.Model]) -> tuple[tuple[str, Adapt], ...]:
    return tuple(
        (field.name, _moment if isinstance(field, models.DateTimeField) else _amount)
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField | models.DecimalField)
    )


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).isoformat().replace("+00:00", "Z")


def _amount(number: float) -> str:
    # Fifteen digits, which an amount does not exceed, come through a binary number unharmed.
    return plain_amount(Decimal(repr(number)))
