"""What a document points to: terms, source, centre, countries. Looked up once for many documents, kept for the next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from directory.documents.document import Document
from directory.documents.errors import DocumentError
from directory.models import Centre, Country, Picture, Source, Term
from sinet.common.prepared import prepared_cursor


@dataclass
class References:
    """The keys that documents may name, and the rows behind them."""

    terms: dict[tuple[str, str], int]
    """(vocabulary, key) → primary key of the term."""
    broader: dict[int, int]
    """Term → the broader term."""
    term_keys: dict[int, tuple[str, str]]
    sources: frozenset[str]
    centres: frozenset[str]
    countries: frozenset[str]
    centre_of_country: dict[str, str] = field(default_factory=dict)
    labels: dict[int, dict[str, str]] = field(default_factory=dict)
    """Term → its names by language."""

    @staticmethod
    def load() -> "References":
        """What is there now. Nobody changes it: it is given again as long as the tables stay the same."""
        global _kept
        version = _version()
        kept_version, kept = _kept
        if kept is None or kept_version != version:
            kept = References._read()
            _kept = version, kept
        return kept

    @classmethod
    def _read(cls) -> "References":
        rows = list(Term.objects.values_list("pk", "vocabulary_id", "key", "broader_id", "labels"))
        centres = list(Centre.objects.values_list("key", "countries"))
        return cls(
            terms={(vocabulary, key): pk for pk, vocabulary, key, _broader, _labels in rows},
            broader={pk: broader for pk, _vocabulary, _key, broader, _labels in rows if broader},
            term_keys={pk: (vocabulary, key) for pk, vocabulary, key, _broader, _labels in rows},
            labels={pk: labels for pk, _vocabulary, _key, _broader, labels in rows},
            sources=frozenset(Source.objects.values_list("key", flat=True)),
            centres=frozenset(key for key, _countries in centres),
            countries=frozenset(Country.objects.values_list("code", flat=True)),
            centre_of_country={code: key for key, countries in centres for code in countries},
        )

    def with_broader(self, term: int) -> list[int]:
        """The term and all that are broader, narrowest first."""
        found = [term]
        while (above := self.broader.get(found[-1])) and above not in found:
            found.append(above)
        return found

    def check(self, document: Document) -> None:
        """Raise `DocumentError` when the document names a term, source, centre, country or picture that is not here."""
        errors: dict[str, list[str]] = {}
        for path, vocabulary, keys in terms_of(document):
            for position, key in enumerate(keys):
                if (vocabulary, key) not in self.terms:
                    errors[f"{path}.{position}"] = [_("There is no term “%(key)s”.") % {"key": key}]
        for position, place in enumerate(document.places):
            if place.country and self.countries and place.country not in self.countries:
                errors[f"places.{position}.country"] = [_("There is no country “%(key)s”.") % {"key": place.country}]
        if document.source and document.source.key not in self.sources:
            errors["source.key"] = [_("There is no source “%(key)s”.") % {"key": document.source.key}]
        if document.centre and document.centre not in self.centres:
            errors["centre"] = [_("There is no centre “%(key)s”.") % {"key": document.centre}]
        if document.pictures:
            errors |= _missing_pictures(document)
        if errors:
            raise DocumentError(errors)


# The place and the writer of each row that is visible now: another value after any change, one's own included.
_COUNTED: Final = "SELECT array[count(*), sum(hashtid(ctid)::bigint), sum(xmin::text::bigint)] FROM"
_VERSION: Final = "SELECT " + ", ".join(
    f"({_COUNTED} {model._meta.db_table})" for model in (Term, Centre, Source, Country)
)
_kept: tuple[Any, References | None] = (None, None)


def _version() -> Any:
    with prepared_cursor() as cursor:
        cursor.execute(_VERSION)
        return connection.settings_dict["NAME"], cursor.fetchone()


def _missing_pictures(document: Document) -> dict[str, list[str]]:
    """The named pictures whose files this node does not have."""
    uids = [one.picture for one in document.pictures]
    there = set(Picture.objects.filter(uid__in=uids).values_list("uid", flat=True))
    text = _("There is no picture %(uid)s here. Its file has to be sent in first.")
    return {f"pictures.{n}.picture": [text % {"uid": uid}] for n, uid in enumerate(uids) if uid not in there}


def terms_of(document: Document) -> Iterator[tuple[str, str, list[str]]]:
    """(path, vocabulary, keys) wherever the document names terms."""
    for vocabulary, keys in document.terms.items():
        yield f"terms.{vocabulary}", vocabulary, keys
    for table, part in document.parts:
        for name, vocabulary in table.terms.items():
            yield f"{table.key}.{name}", vocabulary, getattr(part, name)
