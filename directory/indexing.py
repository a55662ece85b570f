"""Writes what searching reads: facet numbers, search vectors and the change log. Actions call it in their transaction.

The rows of `FacetRow` and `SearchRow` exist exactly for what `Entry.objects.public()` gives.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.utils.translation import override
from psycopg.types.range import Range

from directory.choices import Event, Kind
from directory.documents import Document, read_many, validate
from directory.documents.references import References, terms_of
from directory.documents.rows import copy_fields, copy_values
from directory.duplicates import write_names
from directory.extensions import PRESENT, Section, Table, registry
from directory.models import Change, Entry, FacetRow, FacetValue, NameRow, Notice, SearchRow, Tag
from directory.vectors import Beside, Texts, records, write_vectors
from sinet.common.collation import COLLATIONS, sort_key
from sinet.common.languages import country_name
from sinet.common.markdown import plain_text
from sinet.common.prepared import prepared_cursor

Pair = tuple[Entry, Document]
Facet = tuple[str, str]

# A search vector holds at most 1 MiB: long texts are indexed by their beginning.
_MOST_CHARACTERS = 20_000
_MOST_LANGUAGES = 30
_NO_WORD = re.compile(r"\S{120,}")
_COUNTRY_LANGUAGES = ("en", "sv", "da")


def index(
    pairs: Sequence[Pair],
    *,
    references: References,
    events: dict[int, Event],
    now: datetime,
    beside: Beside | None = None,
    kept: Mapping[int, int] | None = None,
) -> None:
    """Bring the rows that searching reads in step with these entries and write the change log.

    `events` says for each entry (by primary key) what happened to it; entries without one are indexed silently.
    A bulk has the vectors made `beside` the rest, and finishes that itself. `kept` are the slots of entries that did
    not change; all others get a new one.
    """
    gone = [entry.pk for entry, _document in pairs if not entry.is_public]
    if gone:
        FacetRow.objects.filter(pk__in=gone).delete()
        SearchRow.objects.filter(pk__in=gone).delete()
        NameRow.objects.filter(pk__in=gone).delete()
    public = [pair for pair in pairs if pair[0].is_public]
    moved: list[Pair] = []
    if public:
        slots = _slots([entry.pk for entry, _document in public], kept or {})
        facets = _facets(public, references)
        moved = _write_facet_rows(public, slots, facets)
        write_vectors(_search_texts(public, slots, facets, references), beside)
        write_names((entry.pk, document.title, document.website) for entry, document in public)
    for derive in registry.derived:
        derive(public, gone, references)
    for follow in registry.follow_ups if moved else ():
        follow(moved)
    copy_values(
        Change,
        ["entry_id", "event", "revision_id", "at"],
        ((entry.pk, str(events[entry.pk]), entry.revision_id, now) for entry, _document in pairs if entry.pk in events),
    )


def _slots(keys: Sequence[int], kept: Mapping[int, int]) -> list[int]:
    new = iter(_next_slots(sum(key not in kept for key in keys)))
    return [kept[key] if key in kept else next(new) for key in keys]


def _next_slots(count: int) -> list[int]:
    with prepared_cursor() as cursor:
        cursor.execute("SELECT nextval('directory_slot') FROM generate_series(1, %s::int)", [count])
        return [slot for (slot,) in cursor.fetchall()]


def facets_of(entry: Entry, document: Document, references: References, tags: dict[str, str]) -> list[Facet]:
    """What the entry counts under: (facet, value) pairs, every term with all that are broader. `tags`: name → slug."""
    facets = {("kind", str(document.kind)), ("language", document.language)}
    facets |= {("language", language) for language in document.texts}
    facets |= {("country", place.country) for place in document.places if place.country}
    facets |= {("region", f"{p.region.scheme}:{p.region.code}") for p in document.places if p.region}
    facets |= {("tag", tags[name]) for name in document.tags}
    facets |= {("source", document.source.key)} if document.source else set()
    facets |= {("centre", document.centre)} if document.centre else set()
    for _path, vocabulary, terms in terms_of(document):
        for key in terms:
            for pk in references.with_broader(references.terms[vocabulary, key]):
                facets.add(references.term_keys[pk])
    for table, part in document.parts:
        facets.update(table.facets(part, references))
        if isinstance(table, Section):
            facets.add((table.key, PRESENT))
    return sorted(facets)


def _facets(pairs: Sequence[Pair], references: References) -> list[list[tuple[int, Facet]]]:
    """The facets of each entry with their numbers; facets that are new get one."""
    names = {name for _entry, document in pairs for name in document.tags}
    tags = dict(Tag.objects.filter(name__in=names).values_list("name", "slug"))
    wanted = [facets_of(entry, document, references, tags) for entry, document in pairs]
    numbers = facet_numbers({facet for facets in wanted for facet in facets})
    return [[(numbers[facet], facet) for facet in facets] for facets in wanted]


def facet_numbers(facets: Iterable[Facet]) -> dict[Facet, int]:
    """The numbers of facets; unknown ones are added (in one order, so that two writers cannot deadlock)."""
    ordered = sorted(facets)
    columns = [[facet for facet, _value in ordered], [value for _facet, value in ordered]]
    table = FacetValue._meta.db_table
    find = (
        f"SELECT facet, value, id FROM {table}"  # noqa: S608 - the name of our own table
        " JOIN unnest(%s::text[], %s::text[]) AS wanted(facet, value) USING (facet, value)"
    )
    with prepared_cursor() as cursor:
        cursor.execute(find, columns)
        found = {(facet, value): number for facet, value, number in cursor.fetchall()}
        missing = [facet for facet in ordered if facet not in found]
        if missing:
            FacetValue.objects.bulk_create((FacetValue(facet=f, value=v) for f, v in missing), ignore_conflicts=True)
            cursor.execute(find, columns)
            found = {(facet, value): number for facet, value, number in cursor.fetchall()}
    return found


def _write_facet_rows(pairs: Sequence[Pair], slots: list[int], facets: list[list[tuple[int, Facet]]]) -> list[Pair]:
    """Returns those that count under other facets than before, or did not count."""
    numbers = [sorted(number for number, _facet in numbered) for numbered in facets]
    take = f"DELETE FROM {FacetRow._meta.db_table} WHERE entry_id = ANY(%s::bigint[]) RETURNING entry_id, facets"  # noqa: S608 - our own table
    with prepared_cursor() as cursor:
        cursor.execute(take, [[entry.pk for entry, _document in pairs]])
        before = dict(cursor.fetchall())
    names = "entry_id slot kind facets sort_keys updated_at verified_on completeness window zone".split()
    rows = (
        (
            entry.pk,
            slot,
            document.kind,
            counted,
            [sort_key(document.title, collation) for collation in COLLATIONS],
            entry.updated_at,
            entry.verified_on,
            entry.completeness,
            *_window(document),
        )
        for (entry, document), slot, counted in zip(pairs, slots, numbers, strict=True)
    )
    copy_fields(FacetRow, names, rows)
    return [pair for pair, counted in zip(pairs, numbers, strict=True) if before.get(pair[0].pk) != counted]


def _window(document: Document) -> tuple[Range[datetime] | None, str]:
    """From the opening to the close of what lists tell by time, and the time zone of its clock."""
    read = registry.shape(document.kind).window
    if read is None:
        return None, ""
    opens, closes, zone = read(document.part)
    return Range(opens, closes), zone


def _search_texts(
    pairs: Sequence[Pair], slots: list[int], facets: list[list[tuple[int, Facet]]], references: References
) -> Texts:
    """What the search vectors of these entries are made from."""
    texts = [
        (entry.pk, slot, *row) for (entry, document), slot in zip(pairs, slots, strict=True) for row in _texts(document)
    ]
    labels = _labels({numbered for row in facets for numbered in row}, references)
    named = {number for number, _language, _label in labels}
    worn = [
        (entry.pk, number)
        for (entry, _document), row in zip(pairs, facets, strict=True)
        for number, _facet in row
        if number in named
    ]
    return Texts(
        entries=tuple(entry.pk for entry, _document in pairs),
        texts=records(texts, "entry", "slot", "language", "title", "summary", "rest"),
        labels=records(labels, "number", "language", "label"),
        facets=records(worn, "entry", "number"),
    )


def _texts(document: Document) -> list[tuple[str, str, str, str]]:
    """(language, title, summary, the rest) of the entry's own text and of each translation."""
    own = [document.description, *_part_texts(document), *document.tags]
    own += [f"{place.city} {place.address}" if not place.hidden else "" for place in document.places]
    rows = [(document.language, document.title, document.summary, "\n".join(filter(None, own)))]
    translations = list(document.texts.items())[:_MOST_LANGUAGES]
    rows += [(language, text.title, text.summary, text.description) for language, text in translations]
    return [
        (
            language,
            _for_index(title),
            _for_index(summary),
            _for_index(plain_text(rest[: 2 * _MOST_CHARACTERS])),
        )
        for language, title, summary, rest in rows
    ]


def _part_texts(document: Document) -> list[str]:
    """The words of what only this kind has, and of its sections."""
    texts = []
    for table, part in document.parts:
        silent, lists = _silent(table), _lists(table)
        texts += [value for name, value in part if isinstance(value, str) and name not in silent]
        texts += ["\n".join(getattr(part, name)) for name in lists]
    return texts


@lru_cache(maxsize=64)
def _silent(table: Table) -> frozenset[str]:
    """The fields of a part whose values are no words: days, addresses, codes."""
    return frozenset(one.name for one in table.fields if one.is_code or one.name.endswith(("_on", "_url")))


@lru_cache(maxsize=64)
def _lists(table: Table) -> tuple[str, ...]:
    """The fields of a part that are lists of texts."""
    return tuple(one.name for one in table.fields if one.look == "lines")


def _for_index(text: str) -> str:
    """In composed letters, without what is no word (an encoded picture, a hash), not longer than a vector can hold."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFC", text[:_MOST_CHARACTERS]))


def _labels(facets: Iterable[tuple[int, Facet]], references: References) -> list[tuple[int, str, str]]:
    """(number, language, name) of the facets that a reader would search by name: terms, countries and kinds."""
    rows: list[tuple[int, str, str]] = []
    for number, (facet, value) in facets:
        term = references.terms.get((facet, value))
        if term is not None:
            rows += [(number, language, label) for language, label in references.labels[term].items()]
        elif facet == "country":
            rows += [(number, language, country_name(value, language)) for language in _COUNTRY_LANGUAGES]
        elif facet == "kind":
            rows += [(number, language, _kind_name(Kind(value), language)) for language in _COUNTRY_LANGUAGES]
    return rows


def _kind_name(kind: Kind, language: str) -> str:
    with override(language):
        return str(kind.label)


def rebuild(*, batch: int = 500) -> int:
    """Write the search rows of every public entry anew, without a word in the change log. Returns their number.

    Each keeps its slot, so that who follows the log finds it meanwhile, by the old row or the new one. At the end a
    notice has everything read anew.
    """
    references = References.load()
    keys = list(Entry.objects.public().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), batch):
        with transaction.atomic():
            _rewrite(keys[start : start + batch], references)
    Notice.objects.create(topic=Notice.Topic.REBUILT)
    return len(keys)


def _rewrite(keys: Sequence[int], references: References) -> None:
    """The rows of these entries, which nobody changes meanwhile."""
    public = Entry.objects.public().filter(pk__in=keys)
    entries = list(public.select_for_update(of=["self"], no_key=True).order_by("pk"))
    if entries:
        documents = [validate(document) for document in read_many(entries, public=False)]
        kept = dict(FacetRow.objects.filter(pk__in=keys).values_list("pk", "slot"))
        pairs = list(zip(entries, documents, strict=True))
        index(pairs, references=references, events={}, now=entries[0].updated_at, kept=kept)
