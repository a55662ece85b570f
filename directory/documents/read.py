"""From the rows of entries to their documents."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from directory.choices import Kind
from directory.documents.document import SCHEMA_VERSION
from directory.documents.hanging import Hanging, Row, hanging_on
from directory.extensions import Table, registry
from directory.models import Entry, Relation


def read(entry: Entry, *, public: bool) -> dict[str, Any]:
    """The document of one entry, in its canonical form.

    With `public`, hidden places show country and region only, and relations and parents only lead to public entries.
    """
    return read_many([entry], public=public)[0]


def read_many(entries: Iterable[Entry], *, public: bool) -> list[dict[str, Any]]:
    """The documents of many entries in their order, at a number of queries that does not grow with them."""
    entries = list(entries)
    keys = [entry.pk for entry in entries]
    seen = Entry.objects.public() if public else Entry.objects.all()
    hanging = hanging_on({entry.pk: entry.kind for entry in entries})
    relations = _relations(keys, public=public)
    parents = {pk: rows.part["parent_id"] for pk, rows in hanging.items() if rows.part.get("parent_id")}
    pointers = {entry.merged_into_id for entry in entries if entry.merged_into_id} | set(parents.values())
    uids = _uids(seen, pointers)
    named = _seen_of(seen, hanging, entries) if public else None
    return [
        {
            **_texts_and_state(entry, uids),
            "terms": hanging[entry.pk].terms,
            "tags": hanging[entry.pk].tags,
            "places": [_place(place, veiled=public and place["is_hidden"]) for place in hanging[entry.pk].places],
            "relations": relations.get(entry.pk, []),
            "texts": {text["language"]: _translation(text) for text in hanging[entry.pk].texts},
            **_origin(entry),
            entry.kind: _part(entry, _veiled(registry.shape(entry.kind), hanging[entry.pk].part, named), uids),
            **{
                section.key: _section(section, hanging[entry.pk].sections[section.key], named)
                for section in registry.sections(entry.kind)
            },
        }
        for entry in entries
    ]


def _relations(keys: Sequence[int], *, public: bool) -> dict[int, list[dict[str, Any]]]:
    """Subject → its relations, in the order of the canonical form."""
    relations = Relation.objects.filter(subject__in=keys)
    if public:
        relations = relations.filter(object__in=Entry.objects.public())
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = relations.order_by().values_list("subject_id", "role", "object__uid", "starts_on", "ends_on")
    for subject, role, uid, starts_on, ends_on in sorted(rows, key=lambda row: (row[1], str(row[2]), row[3])):
        found[subject].append({"role": role, "object": str(uid), "starts_on": starts_on, "ends_on": ends_on})
    return found


def _uids(seen: QuerySet[Entry], keys: set[int]) -> dict[int, str]:
    """Primary key → identifier, of those that may be seen."""
    if not keys:
        return {}
    return {pk: str(uid) for pk, uid in seen.filter(pk__in=keys).values_list("pk", "uid")}


def _texts_and_state(entry: Entry, uids: dict[int, str]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": entry.kind,
        "uid": str(entry.uid),
        "slug": entry.slug,
        "state": entry.state,
        "merged_into": uids.get(entry.merged_into_id or 0),
        "language": entry.language,
        "title": entry.title,
        "summary": entry.summary,
        "description": entry.description,
        "website": entry.website,
        "links": entry.links,
        "pictures": entry.pictures,
    }


def _origin(entry: Entry) -> dict[str, Any]:
    source = entry.source_id and {
        "key": entry.source_id,
        "record": entry.source_record,
        "licence": entry.licence,
        "credit": entry.credit,
        "retrieved_on": entry.retrieved_on and entry.retrieved_on.isoformat(),
    }
    return {
        "centre": entry.centre_id,
        "source": source or None,
        "provenance": entry.provenance,
        "verified_on": entry.verified_on and entry.verified_on.isoformat(),
        "notes": entry.notes,
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


def _part(entry: Entry, part: Row, uids: dict[int, str]) -> dict[str, Any]:
    """The kind's own facts; a parent that may not be seen is not named."""
    values = {name: value for name, value in part.items() if name not in {"entry_id", "parent_id"}}
    if entry.kind == Kind.ORGANISATION and part:
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


def _seen_of(seen: QuerySet[Entry], hanging: dict[int, Hanging], entries: Sequence[Entry]) -> frozenset[str]:
    """Of the entries that records in parts point to, the identifiers of those that may be seen."""
    uids = {
        one[key]
        for entry in entries
        for table in registry.tables(entry.kind)
        for field, key in table.pointers
        for one in (hanging[entry.pk].row_of(table) or {}).get(field) or ()
        if one[key]
    }
    return frozenset(map(str, seen.filter(uid__in=uids).values_list("uid", flat=True))) if uids else frozenset()
