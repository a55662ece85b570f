"""An entry as the API gives it out: its document and addresses, in the fields and language asked for."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from directory.choices import Kind
from directory.documents import read_many
from directory.models import Entry
from sinet.common.languages import base_language

COMMON_FIELDS: Final = tuple(
    "schema_version kind uid slug state merged_into language title summary description website links terms "
    "tags places relations texts centre source provenance verified_on notes id url api_url published_at "
    "updated_at completeness original_language".split()
)
"""What every entry has, beside the part of its kind: the document first, then what the API adds."""
FIELDS: Final = (*COMMON_FIELDS, *Kind.values)
ALWAYS: Final = ("uid", "source")
"""An entry is never given out without its identity and the source and licence it came under."""
_TRANSLATED: Final = ("title", "summary", "description")


def represent(
    entries: Sequence[Entry], *, root: str, fields: Iterable[str] = (), language: str = ""
) -> list[dict[str, Any]]:
    """Give entries as JSON values, at a number of queries that does not grow with them.

    `root` is the address of the site without a slash at its end. `fields` names the keys wanted (all when
    empty; `ALWAYS` are added). With `language`, title, summary and description come in it where there is a
    translation.
    """
    wanted = {*fields, *ALWAYS} if fields else None
    represented = []
    for entry, document in zip(entries, read_many(entries, public=True), strict=True):
        full = in_language(document, language) | _added(entry, root, language)
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
    kept = {name: document[name] for name in _TRANSLATED} | {"origin": "original", "source_hash": ""}
    return {
        **document,
        **{name: translation[name] or document[name] for name in _TRANSLATED},
        "language": chosen,
        "original_language": original,
        "texts": {**others, original: kept},
    }


def page_path(kind: str, slug: str, language: str) -> str:
    """Give the path of an entry's page; in English where the interface has not this language."""
    offered = base_language(language)
    return _path_pattern(kind, offered if offered in dict(settings.LANGUAGES) else "en").format(quote(slug))


@lru_cache(maxsize=256)
def _path_pattern(kind: str, language: str) -> str:
    """Resolve the address once per kind: `/sv/organisations/{}/`."""
    with override(language):
        return reverse(f"directory:{kind}-detail", kwargs={"slug": "-"}).replace("/-/", "/{}/")


def _best(texts: Mapping[str, Any], language: str) -> str | None:
    """Choose the translation into exactly this language, else into another form of it."""
    if language in texts:
        return language
    return next((code for code in texts if base_language(code) == base_language(language)), None)


def _added(entry: Entry, root: str, language: str) -> dict[str, Any]:
    return {
        "id": f"{root}{entry.permanent_path}",
        "url": root + page_path(entry.kind, entry.slug, language),
        "api_url": f"{root}/api/v1/entries/{entry.uid}/",
        "published_at": _moment(entry.published_at.isoformat()),
        "updated_at": _moment(entry.updated_at.isoformat()),
        "completeness": entry.completeness,
    }


def _moment(iso: str) -> str:
    return iso.replace("+00:00", "Z")
