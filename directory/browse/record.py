"""An entry with all that its page shows of it, read in one query."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeVar

from django.db import connection, models

from directory.actions.messages import HAS_RECEIVER
from directory.documents.hanging import Row, shown_at
from directory.extensions import registry
from directory.models import Entry, EntryPlace, EntryText, Source
from directory.search.catalogue import Catalogue
from directory.search.follower import reading
from directory.search.surroundings import ASKS
from directory.search.terms import TermName

Model = TypeVar("Model", bound=models.Model)
Read = Callable[[Any], Any]
_NOT_IN_JSON: Final = (models.DateField, models.DecimalField, models.FloatField, models.UUIDField)


@dataclass(frozen=True, slots=True)
class Record:
    """What hangs on an entry, each in the order in which pages show it."""

    entry: Entry
    """With its source, the part of its kind and its sections, for which nobody asks the database again."""
    places: list[EntryPlace]
    """The main one first."""
    texts: list[EntryText]
    terms: list[TermName]
    tags: list[tuple[str, str]]
    """Name and slug."""
    has_receiver: bool
    """Whether an address is known to which a message can be passed on."""
    around: list[Any]
    """The answers to `ASKS` of what surrounds it."""
    panels: list[Any]
    """The answers to what the panels of the kind ask, in their order."""


def record_at(kind: str, slug: str) -> Record | None:
    """The entry at an address, public or not, with all that hangs on it."""
    asks = (panel.asks for panel in registry.panels(kind))
    shown = shown_at(kind, slug, HAS_RECEIVER, *ASKS, *asks)
    if shown is None:
        return None
    entry = _made(Entry, shown.entry)
    entry.source = _made(Source, shown.source) if shown.source else None
    for table in registry.tables(kind):
        row = shown.row_of(table)
        belongs: Any = table.model._meta.get_field("entry").remote_field
        belongs.set_cached_value(entry, _made(table.model, row) if row else None)
    catalogue = reading().catalogue
    has_receiver, *answers = shown.answers
    return Record(
        entry=entry,
        places=[_made(EntryPlace, row) for row in sorted(shown.places, key=lambda row: not row["is_main"])],
        texts=[_made(EntryText, row) for row in shown.texts],
        terms=_terms(shown.terms, catalogue),
        tags=[(name, catalogue.tag_slugs[name]) for name in shown.tags],
        has_receiver=has_receiver,
        around=answers[: len(ASKS)],
        panels=answers[len(ASKS) :],
    )


def _made(model: type[Model], row: Row) -> Model:
    """The object of a row that the database wrote as JSON."""
    names, columns = _columns(model)
    return model.from_db(
        connection.alias, names, [read(row[column]) if read else row[column] for column, read in columns]
    )


@lru_cache(maxsize=32)
def _columns(model: type[models.Model]) -> tuple[list[str], list[tuple[str, Read | None]]]:
    """The names of its fields, and their columns with what reads a value where JSON has no such type."""
    fields: Any = model._meta.concrete_fields
    columns: list[tuple[str, Read | None]] = [
        (field.column, field.to_python if isinstance(field, _NOT_IN_JSON) else None) for field in fields
    ]
    return [field.attname for field in fields], columns


def _terms(keys: dict[str, list[str]], catalogue: Catalogue) -> list[TermName]:
    """In the order of vocabularies, and of terms in each."""
    return [
        catalogue.terms[vocabulary, key]
        for vocabulary in catalogue.titles
        if vocabulary in keys
        for _position, key in sorted(catalogue.place(vocabulary, key) for key in keys[vocabulary])
    ]
