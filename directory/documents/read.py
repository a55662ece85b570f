"""From the rows of entries to their documents."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from directory.choices import Kind
from directory.documents.document import SCHEMA_VERSION
from directory.models import Entry, EntryPlace, EntryText, Relation, TaggedEntry
from directory.models.kinds import Case, Event, Organisation, Project, Publication

KIND_MODELS: dict[str, type[Organisation | Project | Case | Publication | Event]] = {
    Kind.ORGANISATION: Organisation,
    Kind.PROJECT: Project,
    Kind.CASE: Case,
    Kind.PUBLICATION: Publication,
    Kind.EVENT: Event,
}
Rows = dict[int, list[Any]]


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
    parts = _parts(entries, seen)
    places = _by_entry(EntryPlace.objects.filter(entry__in=keys).order_by("position", "pk"), "entry_id")
    texts = _by_entry(EntryText.objects.filter(entry__in=keys), "entry_id")
    tags = _by_entry(TaggedEntry.objects.filter(content_object__in=keys).select_related("tag"), "content_object_id")
    relations = _by_entry(_relations(keys, public=public), "subject_id")
    terms = _terms(keys)
    survivors = _uids(seen, {entry.merged_into_id for entry in entries if entry.merged_into_id})
    return [
        {
            **_texts_and_state(entry, survivors),
            "terms": terms.get(entry.pk, {}),
            "tags": sorted(tagged.tag.name for tagged in tags[entry.pk]),
            "places": [_place(place, public=public) for place in places[entry.pk]],
            "relations": sorted(
                map(_relation, relations[entry.pk]), key=lambda r: (r["role"], r["object"], r["starts_on"])
            ),
            "texts": {text.language: _translation(text) for text in texts[entry.pk]},
            **_origin(entry),
            entry.kind: parts.get(entry.pk, {}),
        }
        for entry in entries
    ]


def _by_entry(rows: Iterable[Any], key: str) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _relations(keys: Sequence[int], *, public: bool) -> QuerySet[Relation]:
    relations = (
        Relation.objects.filter(subject__in=keys)
        .select_related("object")
        .only("subject_id", "role", "starts_on", "ends_on", "object__uid")
    )
    return relations.filter(object__in=Entry.objects.public()) if public else relations


def _terms(keys: Sequence[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(dict)
    through = Entry.terms.through.objects.filter(entry__in=keys)
    for entry, vocabulary, key in sorted(through.values_list("entry_id", "term__vocabulary_id", "term__key")):
        found[entry].setdefault(vocabulary, []).append(key)
    return found


def _uids(seen: QuerySet[Entry], keys: set[int]) -> dict[int, str]:
    """Primary key → identifier, of those that may be seen."""
    if not keys:
        return {}
    return {pk: str(uid) for pk, uid in seen.filter(pk__in=keys).values_list("pk", "uid")}


def _texts_and_state(entry: Entry, survivors: dict[int, str]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": entry.kind,
        "uid": str(entry.uid),
        "slug": entry.slug,
        "state": entry.state,
        "merged_into": survivors.get(entry.merged_into_id or 0),
        "language": entry.language,
        "title": entry.title,
        "summary": entry.summary,
        "description": entry.description,
        "website": entry.website,
        "links": entry.links,
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


def _place(place: EntryPlace, *, public: bool) -> dict[str, Any]:
    region = place.region_code and {
        "scheme": place.region_scheme,
        "version": place.region_version,
        "code": place.region_code,
    }
    veiled = public and place.is_hidden
    return {
        "country": place.country,
        "region": region or None,
        "city": "" if veiled else place.city,
        "geoname": None if veiled else place.geoname_id,
        "address": "" if veiled else place.address,
        "latitude": None if veiled else place.latitude,
        "longitude": None if veiled else place.longitude,
        "precision": "" if veiled else place.precision,
        "main": place.is_main,
        "hidden": place.is_hidden,
    }


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "role": relation.role,
        "object": str(relation.object.uid),
        "starts_on": relation.starts_on,
        "ends_on": relation.ends_on,
    }


def _translation(text: EntryText) -> dict[str, Any]:
    return {
        "title": text.title,
        "summary": text.summary,
        "description": text.description,
        "origin": text.origin,
        "source_hash": text.source_hash,
    }


def _parts(entries: list[Entry], seen: QuerySet[Entry]) -> dict[int, dict[str, Any]]:
    """The kinds' own facts, by the primary key of the entry; one query for each kind that occurs."""
    found: dict[int, dict[str, Any]] = {}
    parents: dict[int, int] = {}
    for kind in {entry.kind for entry in entries}:
        model = KIND_MODELS[kind]
        names = [field.name for field in model._meta.concrete_fields if field.name not in {"entry", "parent"}]
        for row in model.objects.filter(entry__in=[entry.pk for entry in entries if entry.kind == kind]):
            found[row.pk] = {name: _as_json(getattr(row, name)) for name in names}
            if isinstance(row, Organisation):
                found[row.pk]["parent"] = None
                if row.parent_id:
                    parents[row.pk] = row.parent_id
    uids = _uids(seen, set(parents.values()))
    for pk, parent in parents.items():
        found[pk]["parent"] = uids.get(parent)
    return found


def _as_json(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    return value
