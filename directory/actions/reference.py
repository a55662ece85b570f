"""Bring in what entries refer to: vocabularies, sources, gazetteer.

Loading again brings changes in; nothing is deleted.
"""

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from django.db import transaction
from django.utils import timezone

from directory.models import City, Country, Source, Term, Vocabulary
from sinet.common.text import fold

_TERM_FIELDS = ["labels", "alternatives", "definitions", "exact_matches", "close_matches", "note", "position"]


@transaction.atomic
def load_sources(*, rows: Iterable[dict[str, Any]]) -> int:
    """Write sources; each row has `key title url licence credit note`. Returns their number."""
    sources = [
        Source(**{name: row.get(name, "") for name in ("key", "title", "url", "licence", "credit", "note")})
        for row in rows
    ]
    Source.objects.bulk_create(
        sources,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["title", "url", "licence", "credit", "note"],
    )
    return len(sources)


@transaction.atomic
def load_vocabularies(*, rows: list[dict[str, Any]]) -> int:
    """Write vocabularies with their terms; a term that the rows no longer have is retired. Returns the number of terms.

    A term's `broader` is the key of a term of the same vocabulary, or "vocabulary:key" of another one.
    """
    for position, row in enumerate(rows):
        Vocabulary.objects.update_or_create(
            key=row["key"],
            defaults={
                "titles": row["title"],
                "source": row.get("source", ""),
                "uri": row.get("uri", ""),
                "position": position,
            },
        )
        terms = [_term(row["key"], term, place) for place, term in enumerate(row["terms"])]
        Term.objects.bulk_create(
            terms, update_conflicts=True, unique_fields=["vocabulary", "key"], update_fields=_TERM_FIELDS
        )
        kept = [term.key for term in terms]
        Term.objects.current().filter(vocabulary=row["key"]).exclude(key__in=kept).update(retired_at=timezone.now())
    _write_broader(rows)
    return sum(len(row["terms"]) for row in rows)


def _term(vocabulary: str, row: dict[str, Any], position: int) -> Term:
    return Term(
        vocabulary_id=vocabulary,
        key=row["key"],
        labels=row["labels"],
        alternatives=row.get("alternatives") or {},
        definitions=row.get("definitions") or {},
        exact_matches=row.get("exact_match") or [],
        close_matches=row.get("close_match") or [],
        note=row.get("note", ""),
        position=position,
    )


def _write_broader(rows: list[dict[str, Any]]) -> None:
    terms = {(term.vocabulary_id, term.key): term for term in Term.objects.all()}
    changed = []
    for row in rows:
        for item in row["terms"]:
            term = terms[row["key"], item["key"]]
            broader = _broader(row["key"], item.get("broader") or "", terms)
            if term.broader_id != (broader and broader.pk):
                term.broader = broader
                changed.append(term)
    Term.objects.bulk_update(changed, ["broader"])


def _broader(vocabulary: str, name: str, terms: dict[tuple[str, str], Term]) -> Term | None:
    if not name:
        return None
    other, _colon, key = name.partition(":")
    return terms.get((vocabulary, name)) or terms[other, key]


@transaction.atomic
def load_countries(*, lines: TextIO) -> int:
    """Write countries from GeoNames' table (CSV with a head). Returns their number."""
    countries = [
        Country(
            code=row["iso2"],
            code3=row["iso3"],
            name=row["name"],
            continent=row["continent"],
            population=int(row["population"] or 0),
        )
        for row in csv.DictReader(lines)
    ]
    names = ["code3", "name", "continent", "population"]
    Country.objects.bulk_create(countries, update_conflicts=True, unique_fields=["code"], update_fields=names)
    return len(countries)


@transaction.atomic
def load_cities(*, lines: TextIO) -> int:
    """Write towns from GeoNames' table (CSV with a head; other names parted by `|`). Returns their number."""
    known = set(Country.objects.values_list("code", flat=True))
    cities = [_city(row) for row in csv.DictReader(lines) if row["country"] in known]
    names = [field.name for field in City._meta.concrete_fields if not field.primary_key]
    City.objects.bulk_create(
        cities, batch_size=2000, update_conflicts=True, unique_fields=["geoname"], update_fields=names
    )
    return len(cities)


def _city(row: dict[str, str]) -> City:
    names = [row["name"], *row["alternate_names"].split("|")]
    return City(
        geoname=int(row["geonameid"]),
        name=row["name"],
        country_id=row["country"],
        admin1=row["admin1"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        population=int(row["population"] or 0),
        time_zone=row["timezone"],
        names=list(dict.fromkeys(fold(name) for name in names if name)),
    )
