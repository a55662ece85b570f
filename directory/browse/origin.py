"""Where an entry comes from, field by field, on what terms, and how to cite it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.browse.time import in_words
from directory.choices import VOCABULARY_RULES, Channel, Kind
from directory.documents.labels import label
from directory.models import Entry
from directory.search.catalogue import kind_label
from directory.search.follower import reading
from sinet.common.languages import language_name

LICENCES: Final[dict[str, tuple[str, str]]] = {
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "EUPL-1.2": ("EUPL 1.2", "https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12"),
    "Unlicense": ("Unlicense", "https://unlicense.org/"),
}
"""SPDX identifiers: name and address of the text."""

_LICENCE_WORDS: Final[dict[str, Promise]] = {
    "Public Domain": gettext_lazy("Public domain"),
    "Facts (names and countries)": gettext_lazy("Facts only (names and countries)"),
    "Facts (names, dates, counts)": gettext_lazy("Facts only (names, dates, counts)"),
}
_NOTE_WORDS: Final[dict[str, Promise]] = {
    "editorial reading, to be confirmed by the centre": gettext_lazy(
        "editorial reading, to be confirmed by the centre"
    ),
    "town taken from the name of the organisation": gettext_lazy("town taken from the name of the organisation"),
    "country taken from the nearest town": gettext_lazy("country taken from the nearest town"),
    "coordinates are those of the town": gettext_lazy("coordinates are those of the town"),
    "summary written for this directory from the facts of the document": gettext_lazy(
        "summary written for this directory from the facts of the document"
    ),
}
"""The remarks that the demo's sources make, so that they can be read in each language."""

_FIELDS: Final[dict[str, Promise]] = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "description": gettext_lazy("Description"),
    "website": gettext_lazy("Website"),
    "links": gettext_lazy("Links"),
    "tags": gettext_lazy("Tags"),
    "places": gettext_lazy("Places"),
    "relations": gettext_lazy("Partners"),
    "founded_on": gettext_lazy("Founded"),
    "registrations": gettext_lazy("Registered"),
    "parent": gettext_lazy("Part of"),
    "starts_on": gettext_lazy("Start"),
    "ends_on": gettext_lazy("End"),
    "helped": gettext_lazy("Who is helped"),
    "works": gettext_lazy("How it works"),
    "impact": gettext_lazy("Social impact"),
    "reach": gettext_lazy("Reach"),
    "open_licence": gettext_lazy("Open licence"),
    "context": gettext_lazy("Context"),
    "done": gettext_lazy("What was done"),
    "results": gettext_lazy("Results"),
    "success_factors": gettext_lazy("What made it work"),
    "pitfalls": gettext_lazy("Pitfalls"),
    "transfer": gettext_lazy("What it needs elsewhere"),
    "level": gettext_lazy("Level"),
    "publisher": gettext_lazy("Publisher"),
    "serial_number": gettext_lazy("Serial number"),
    "published_on": gettext_lazy("Appeared"),
    "file_url": gettext_lazy("File"),
    "starts_at": gettext_lazy("Start"),
    "ends_at": gettext_lazy("End"),
    "all_day": gettext_lazy("Start"),
    "time_zone": gettext_lazy("Time zone"),
    "online_url": gettext_lazy("Online"),
    "venue": gettext_lazy("Venue"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name with an address where there is one; `record_url` leads to the record at a source."""

    name: str
    url: str = ""
    record_url: str = ""

    @property
    def label(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """The fields that came from one source and were confirmed on one day."""

    fields: str
    source: str
    confirmed_on: str


def licence_of(code: str) -> Named | None:
    """A licence by its SPDX identifier, or by the source's own words."""
    if not code:
        return None
    if code in LICENCES:
        return Named(*LICENCES[code])
    return Named(str(_LICENCE_WORDS.get(code, code)))


def source_of(entry: Entry) -> Named | None:
    if entry.source is None:
        return None
    record = entry.source_record
    return Named(entry.source.name, entry.source.url, record if record.startswith("http") else "")


def notes_of(entry: Entry, page: str, *only: str) -> list[str]:
    """The remarks on fields (all, or those on some), as "Process step: editorial reading, to be confirmed"."""
    return [
        f"{field_name(note['field'], page)}: {_NOTE_WORDS.get(note['text'], note['text'])}"
        for note in entry.notes
        if not only or note["field"] in only
    ]


@lru_cache(maxsize=2048)
def field_name(path: str, page: str) -> str:
    """A path of the document in words of the page's language: `terms.theme` is "Theme", `texts.fr` "Text in French"."""
    head, _dot, rest = path.partition(".")
    if head == "terms" and rest in VOCABULARY_RULES:
        return str(VOCABULARY_RULES[rest].label)
    if head == "texts" and rest:
        return _("Text in %(language)s") % {"language": language_name(rest.split(".")[0], page)}
    name = rest if head in Kind.values else head
    return str(_FIELDS[name]) if name in _FIELDS else label(path)


def field_origins(entry: Entry, page: str) -> list[FieldOrigin]:
    """Each source and day of confirmation with the fields it stands for, the latest first."""
    keys = {origin["source"] for origin in entry.provenance.values()}
    titles: dict[str, Any] = {key: Channel(key).label for key in keys if key in Channel}
    if entry.source and entry.source.key in keys:
        titles[entry.source.key] = entry.source.name
    if missing := keys - titles.keys():
        titles |= {key: title for key, title in reading().catalogue.sources.items() if key in missing}
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, origin in entry.provenance.items():
        name = field_name(path, page)
        fields = grouped[origin.get("confirmed_on") or "", origin["source"]]
        if name not in fields:
            fields.append(name)
    return [
        FieldOrigin(", ".join(fields), str(titles.get(source, source)), day)
        for (day, source), fields in sorted(grouped.items(), reverse=True)
    ]


def permanent_url(entry: Entry) -> str:
    return f"{settings.SITE_URL}{entry.permanent_path}"


def citation(entry: Entry, title: str, page: str) -> str:
    """How to cite the entry in running text."""
    parts = [f"{title} ({kind_label(entry.kind, page)}). {settings.SITE_NAME}"]
    if entry.source:
        parts.append(_("Source: %(name)s") % {"name": entry.source.name})
    parts.append(_("Updated %(date)s") % {"date": in_words(entry.updated_at.date().isoformat())})
    return f"{'. '.join(parts)}. {permanent_url(entry)}"


def bibtex(entry: Entry, title: str) -> str:
    """The same as a BibTeX record."""
    fields = {
        "title": f"{{{_bare(title)}}}",
        "howpublished": _bare(settings.SITE_NAME),
        "year": str(entry.updated_at.year),
        "url": permanent_url(entry),
        "note": _bare(entry.credit or (entry.source.name if entry.source else "")),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{sinet-{str(entry.uid)[:8]}-{entry.updated_at:%Y%m%d},", *lines, "}"])


def _bare(text: str) -> str:
    """A text without the signs that end a BibTeX field."""
    return text.replace("{", "").replace("}", "").replace("\\", "")
