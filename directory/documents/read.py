"""From the rows of entries to their documents."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from directory.choices import Kind, State
from directory.documents.document import SCHEMA_VERSION
from directory.documents.hanging import Row, Stored, stored
from directory.extensions import Table, registry
from directory.models import Entry

_AS_STORED: Final = ("language", "title", "summary", "description", "website", "links", "pictures")


def read(entry: Entry, *, public: bool) -> dict[str, Any]:
    """The document of one entry, in its canonical form.

    With `public`, hidden places show country and region only, and relations and parents only lead to public entries.
    """
    return read_many([entry], public=public)[0]


def read_many(entries: Iterable[Entry], *, public: bool) -> list[dict[str, Any]]:
    """The documents of many entries in their order, as the database holds them: at a number of queries that does not
    grow with them."""
    keys = [entry.pk for entry in entries]
    found = stored(keys)
    return documents_of([found[key] for key in keys], public=public)


def documents_of(found: Sequence[Stored], *, public: bool) -> list[dict[str, Any]]:
    """As `read_many`, of entries that were read already."""
    parents = {one.part["parent_id"] for one in found if one.part.get("parent_id")}
    merged = {one.entry["merged_into_id"] for one in found if one.entry["merged_into_id"]}
    uids = _uids(parents | merged, public=public)
    named = _public_of(found) if public else None
    return [
        {
            **_texts_and_state(one.entry, uids),
            "terms": one.terms,
            "tags": one.tags,
            "places": [_place(place, veiled=public and place["is_hidden"]) for place in one.places],
            "relations": _relations(one, public=public),
            "texts": {text["language"]: _translation(text) for text in one.texts},
            **_origin(one.entry),
            one.kind: _part(one.kind, _veiled(registry.shape(one.kind), one.part, named), uids),
            **{
                section.key: _section(section, one.sections[section.key], named)
                for section in registry.sections(one.kind)
            },
        }
        for one in found
    ]


def _relations(one: Stored, *, public: bool) -> list[dict[str, Any]]:
    """In the order of the canonical form."""
    return [
        {"role": role, "object": uid, "starts_on": starts_on, "ends_on": ends_on}
        for role, uid, starts_on, ends_on, state in one.relations
        if state == State.PUBLISHED or not public
    ]


def _uids(keys: set[int], *, public: bool) -> dict[int, str]:
    """Primary key → identifier, of those that may be seen."""
    if not keys:
        return {}
    seen = Entry.objects.public() if public else Entry.objects.all()
    return {pk: str(uid) for pk, uid in seen.filter(pk__in=keys).values_list("pk", "uid")}


def _texts_and_state(entry: Row, uids: dict[int, str]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": entry["kind"],
        "uid": entry["uid"],
        "slug": entry["slug"],
        "state": entry["state"],
        "merged_into": uids.get(entry["merged_into_id"] or 0),
        **{name: entry[name] for name in _AS_STORED},
    }


def _origin(entry: Row) -> dict[str, Any]:
    source = entry["source_id"] and {
        "key": entry["source_id"],
        "record": entry["source_record"],
        "licence": entry["licence"],
        "credit": entry["credit"],
        "retrieved_on": entry["retrieved_on"],
    }
    return {
        "centre": entry["centre_id"],
        "source": source or None,
        "provenance": entry["provenance"],
        "verified_on": entry["verified_on"],
        "notes": entry["notes"],
    }


def _place(place: Row, *, veiled: bool) -> dict[str, Any]:
    region = place["region_code"] and {
        "scheme": place["region_scheme"],
        "version": place["region_version"],
        "code": place["region_code"],
    }
    located = not veiled and place["latitude"] is not None
    return {
        "country": place["country"],
        "region": region or None,
        "city": "" if veiled else place["city"],
        "geoname": None if veiled else place["geoname_id"],
        "address": "" if veiled else place["address"],
        "latitude": float(place["latitude"]) if located else None,
        "longitude": float(place["longitude"]) if located else None,
        "precision": "" if veiled else place["precision"],
        "main": place["is_main"],
        "hidden": place["is_hidden"],
    }


def _translation(text: Row) -> dict[str, Any]:
    return {name: text[name] for name in ("title", "summary", "description", "origin", "source_hash")}


def _part(kind: str, part: Row, uids: dict[int, str]) -> dict[str, Any]:
    """The kind's own facts; a parent that may not be seen is not named."""
    values = {name: value for name, value in part.items() if name not in {"entry_id", "parent_id"}}
    if kind == Kind.ORGANISATION and part:
        values["parent"] = uids.get(part["parent_id"] or 0)
    return values


def _section(section: Table, row: Row | None, named: frozenset[str] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {name: value for name, value in _veiled(section, row, named).items() if name != "entry_id"}


def _veiled(table: Table, row: Row, named: frozenset[str] | None) -> Row:
    """The row without the identifiers of entries that may not be seen (None: all may)."""
    if named is None or not row or not table.pointers:
        return row
    veiled = {
        field: [one if one[key] in named else {**one, key: None} for one in row[field]] for field, key in table.pointers
    }
    return {**row, **veiled}


def _public_of(found: Iterable[Stored]) -> frozenset[str]:
    """Of the entries that records in parts point to, the identifiers of those that are public."""
    pointing = [table for table in registry.all_tables if table.pointers]
    uids = {
        record[key]
        for one in found
        for table in pointing
        if table.kind == one.kind
        for field, key in table.pointers
        for record in (one.row_of(table) or {}).get(field) or ()
        if record[key]
    }
    if not uids:
        return frozenset()
    return frozenset(map(str, Entry.objects.public().filter(uid__in=uids).values_list("uid", flat=True)))
