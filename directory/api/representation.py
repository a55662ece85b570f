"""An entry as the API gives it out: its document and addresses, in the fields and language asked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from directory.api.pictures import files_of, with_addresses
from directory.choices import Kind, Precision
from directory.documents.hanging import Row, Stored, moment
from directory.documents.read import documents_of
from directory.extensions import registry
from directory.search.addresses import entry_url
from directory.search.ground import Circle
from sinet.common.languages import base_language

COMMON_FIELDS: Final = tuple(
    "schema_version kind uid slug state merged_into language title summary description website links pictures terms "
    "tags places relations texts centre source provenance verified_on notes id url api_url published_at "
    "updated_at completeness original_language distance_km".split()
)
"""What every entry has, beside the part of its kind: the document first, then what the API adds."""
FIELDS: Final = (*COMMON_FIELDS, *Kind.values, *(section.key for section in registry.all_sections))
ALWAYS: Final = ("uid", "source")
"""An entry is never given out without its identity and the source and licence it came under."""
ORIGINAL: Final = "original"
_TRANSLATED: Final = ("title", "summary", "description")


def represent(
    found: Sequence[Stored],
    *,
    root: str,
    fields: Iterable[str] = (),
    language: str = "",
    near: Circle | None = None,
) -> list[dict[str, Any]]:
    """Give public entries as JSON values, at a number of queries that does not grow with them.

    `root` is the address of the site without a slash at its end. `fields` names the keys wanted (all when
    empty; `ALWAYS` are added). With `language`, title, summary and description come in it where there is a
    translation. With `near`, each says how far its nearest place is.
    """
    wanted = {*fields, *ALWAYS} if fields else None
    represented = []
    documents = documents_of(found, public=True)
    files = files_of(documents)
    for one, document in zip(found, documents, strict=True):
        full = in_language(document, language) if language else document
        full.update(_added(one.entry, root, language))
        if files:
            full["pictures"] = with_addresses(document["pictures"], files, root)
        if near is not None:
            full["distance_km"] = _distance(document["places"], near)
        represented.append(full if wanted is None else {key: full[key] for key in full if key in wanted})
    return represented


def in_language(document: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Put the texts of a language first, where the entry has them.

    Then `language` names it, `original_language` the entry's own, and `texts` holds the original (origin
    `original`) instead of the translation. Otherwise the document stays as it is.
    """
    original = document["language"]
    chosen = _best(document["texts"], language)
    if not language or chosen is None or base_language(original) == base_language(language):
        return dict(document)
    translation = document["texts"][chosen]
    others = {code: text for code, text in document["texts"].items() if code != chosen}
    kept = {name: document[name] for name in _TRANSLATED} | {"origin": ORIGINAL, "source_hash": ""}
    return {
        **document,
        **{name: translation[name] or document[name] for name in _TRANSLATED},
        "language": chosen,
        "original_language": original,
        "texts": {**others, original: kept},
    }


def _best(texts: Mapping[str, Any], language: str) -> str | None:
    """Choose the translation into exactly this language, else into another form of it."""
    if language in texts:
        return language
    return next((code for code in texts if base_language(code) == base_language(language)), None)


def _distance(places: Iterable[Mapping[str, Any]], near: Circle) -> float | None:
    """Give the kilometres to the nearest place that may be shown; the middle of a country is no place."""
    points = [
        (place["latitude"], place["longitude"])
        for place in places
        if place["latitude"] is not None and place["precision"] != Precision.COUNTRY
    ]
    return min((round(near.distance(*point), 1) for point in points), default=None)


def _added(entry: Row, root: str, language: str) -> dict[str, Any]:
    return {
        "id": f"{root}/id/{entry['uid']}",
        "url": root + entry_url(entry["kind"], entry["slug"], language),
        "api_url": f"{root}/api/v1/entries/{entry['uid']}/",
        "published_at": moment(entry["published_at"]),
        "updated_at": moment(entry["updated_at"]),
        "completeness": entry["completeness"],
    }
