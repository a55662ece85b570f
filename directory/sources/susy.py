"""SUSY 2017: organisations of the social and solidarity economy, entered by the partners of an EU project."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from directory.sources import susy_codes, web
from directory.sources.cleaning import (
    one_line,
    repair,
    summary_and_description,
    to_plain,
    without_contact_data,
)
from directory.sources.entries import (
    Document,
    document,
    name_key,
    set_provenance,
    set_tags,
    set_terms,
    source_block,
    without_shouting,
)
from directory.sources.identity import moment, stable_uid
from directory.sources.languages import UNDETERMINED, detect, without_name
from directory.sources.places import Gazetteer
from directory.sources.report import Report
from directory.sources.susy_places import Placing
from sinet.common.text import fold

FILE = "susy_initiatives_2017.geojson.json"
_DESCRIPTION = re.compile(r"^des(?:c?rip)(?:tion|iton)(?:[:_]([a-z]{2}))?$")
_GREEK = {"gr": "el"}
_USED = re.compile(
    r"^(?:name|addr:.*|contact:website|website|type_of_initiative|SSEDAS_PARTNER|_.*|POI_TYPE|free_.*|identity|video|organic|fair-trade|regional)$"
)
_YES = {"organic": "organic", "fair-trade": "fair trade", "regional": "regional products"}


def build(folder: Path, gazetteer: Gazetteer, report: Report, origin: dict[str, Any]) -> list[Document]:
    """Give one organisation per feature of the GeoJSON file, but for what the report names."""
    features = json.loads((folder / FILE).read_text(encoding="utf-8"))["features"]
    return list(from_features(features, gazetteer, report, origin))


def from_features(
    features: list[dict[str, Any]], gazetteer: Gazetteer, report: Report, origin: dict[str, Any]
) -> Iterator[Document]:
    """The documents of GeoJSON point features; coordinates in degrees, longitude first."""
    placing = Placing(gazetteer, report)
    for feature in features:
        properties = feature["properties"]
        report.rows += 1
        reason = unfit(properties)
        if reason:
            report.skip(f"{one_line(properties.get('name'))} ({properties.get('_uri', '')})", reason)
            continue
        longitude, latitude = map(float, feature["geometry"]["coordinates"])
        yield _entry(properties, (latitude, longitude), placing, origin)
        report.entries_of_rows += 1


def unfit(properties: dict[str, Any]) -> str:
    """Why a record cannot be an entry, or an empty text."""
    if not one_line(properties.get("name")):
        return "no name"
    if properties.get("a") == "b":
        return 'a test of the editor: keys "a" and "c"'
    return ""


def _entry(
    properties: dict[str, Any], point: tuple[float, float], placing: Placing, origin: dict[str, Any]
) -> Document:
    report = placing.report
    uid = stable_uid("susy", properties["_id"], moment(properties["_created"]))
    name = one_line(properties["name"]).rstrip(",")
    title = without_shouting(name)
    report.change("title in capitals written in small letters", int(title != name))
    entry = document("organisation", uid, title, language=UNDETERMINED, source=source_block(origin, properties["_uri"]))
    codes = [one_line(code).lower() for code in re.split("[;,]", str(properties.get("type_of_initiative") or ""))]
    placing.give(entry, properties, point, shelter=not susy_codes.SHELTERS.isdisjoint(codes))
    spoken = _spoken(entry)
    _set_texts(entry, properties, spoken, report)
    _set_addresses(entry, properties, report)
    _set_classification(entry, properties, codes, report)
    entry["organisation"] = {"founded_on": None, "registrations": [], "parent": None}
    set_provenance(entry, moment(properties["_timestamp"]).date().isoformat())
    if str(properties.get("image", "")).startswith("data:"):
        report.change("picture inside the record (base64) left out")
    elif properties.get("image"):
        report.change("address of a picture left out")
    report.change(
        "field without a place here left out",
        sum(not _USED.match(key) and not _DESCRIPTION.match(key) and key != "image" for key in properties),
    )
    return entry


_LANGUAGES = {
    "AT": "de", "BE": "fr nl de", "BG": "bg", "CH": "de fr it", "CY": "el", "CZ": "cs", "DE": "de", "EE": "et",
    "ES": "es ca", "FI": "fi sv", "FR": "fr", "GR": "el", "HR": "hr", "HU": "hu", "IE": "ga", "IT": "it", "LV": "lv",
    "MT": "mt", "PL": "pl", "PT": "pt", "RO": "ro", "RS": "sr", "SI": "sl", "SK": "sk",
}  # fmt: skip


def _spoken(entry: Document) -> list[str]:
    country = entry["places"][0]["country"] if entry["places"] else None
    return _LANGUAGES.get(country or "", "").split()


def _set_texts(entry: Document, properties: dict[str, Any], spoken: list[str], report: Report) -> None:
    """The main description in its language; what was written in a second language becomes a translation."""
    texts: dict[str, str] = {}
    for stated, raw in _descriptions(properties):
        text, removed = without_contact_data(repair(raw))
        report.change("contact data taken out of a running text", removed)
        if len(text) < 2 or fold(to_plain(text)) == fold(entry["title"]):
            report.change("description that says no more than the name left out")
            continue
        words = without_name(to_plain(text), entry["title"])
        language = detect(words, spoken=[stated, *spoken] if stated else spoken)
        if language == UNDETERMINED and stated:
            language = stated
        elif stated and language != stated:
            report.note(entry["title"], "text is not in the language of its field", f"{stated} → {language}")
        _keep(texts, language, text, report)
    if texts and all(stated for stated, _ in _descriptions(properties)):
        report.change("text in a local language alone taken as the main text")
    for position, (language, text) in enumerate(texts.items()):
        summary, description = summary_and_description(text)
        if position == 0:
            entry["language"], entry["summary"], entry["description"] = language, summary, description
        elif language == UNDETERMINED:
            report.note(entry["title"], "second text too short to tell its language left out")
        else:
            entry["texts"][language] = {
                "title": "",
                "summary": summary,
                "description": description,
                "origin": "human",
            }
            report.change("text in a second language kept as a translation")


def _keep(texts: dict[str, str], language: str, text: str, report: Report) -> None:
    if language not in texts:
        texts[language] = text
    elif name_key(text) in name_key(texts[language]) or name_key(texts[language]) in name_key(text):
        texts[language] = max(texts[language], text, key=len)
        report.change("second text that repeats the first: the longer one kept")
    else:
        texts[language] += f"\n\n{text}"
        report.change("second text in the language of the first joined to it")


def _descriptions(properties: dict[str, Any]) -> list[tuple[str, str]]:
    """(language stated, text) of each description, also under a mistyped key; the one without language first."""
    found = []
    for key, value in properties.items():
        match = _DESCRIPTION.match(key)
        if match and isinstance(value, str):
            found.append((_GREEK.get(match[1] or "", match[1] or ""), value))
    return sorted(found, key=lambda pair: pair[0] != "")


def _set_addresses(entry: Document, properties: dict[str, Any], report: Report) -> None:
    """`website` before `contact:website`, which often is only the contact page of the same site."""
    urls: list[str] = []
    for key in ("website", "contact:website"):
        value = repair(properties.get(key))
        found = web.addresses(value)
        urls += found.urls
        if value and not found.urls:
            report.note(entry["title"], "website that is no address left out", value[:60])
        elif found.rest:
            report.note(entry["title"], "words beside a website left out", found.rest[:60])
        elif found.urls and not value.startswith(("http://", "https://")):
            report.change("website given its scheme")
    hosts: dict[str, str] = {}
    for url in urls:
        hosts.setdefault(web.host(url), url)
    entry["website"], *others = [*hosts.values()] or [""]
    video = web.addresses(repair(properties.get("video"))).urls
    links = [{"label": web.host(url), "url": url} for url in others] + [
        {"label": "video", "url": url} for url in video[:1]
    ]
    entry["links"] = links


def _set_classification(entry: Document, properties: dict[str, Any], codes: list[str], report: Report) -> None:
    unknown = [code for code in codes if code not in susy_codes.LABELS and code not in susy_codes.SILENT]
    for code in unknown:
        report.note(entry["title"], "code of initiative not known", code)
    tags = [susy_codes.LABELS[code] for code in codes if code in susy_codes.LABELS]
    tags += [
        susy_codes.IDENTITIES[key]
        for key in repair(properties.get("identity")).split(";")
        if key in susy_codes.IDENTITIES
    ]
    tags += [label for key, label in _YES.items() if properties.get(key) == "yes"]
    for key in ("POI_TYPE", "free_keywords", "free_tags"):
        tags += [_tag(word) for word in re.split("[;,]", repair(properties.get(key)))]
    set_tags(entry, tags)
    set_terms(entry, "theme", [susy_codes.THEMES[code] for code in codes if code in susy_codes.THEMES])
    types = {susy_codes.TYPES[code] for code in codes if code in susy_codes.TYPES}
    if len(types) == 1:
        set_terms(entry, "type", list(types))
    elif types:
        report.change("two types of organisation stated: none taken")


def _tag(word: str) -> str:
    """A keyword in small letters, but for abbreviations; a code that stands among the keywords as its label."""
    word = one_line(word)
    if word.lower() in susy_codes.LABELS:
        return susy_codes.LABELS[word.lower()]
    small = " ".join(part if part.isupper() and len(part) <= 4 else part.lower() for part in word.split(" "))
    return susy_codes.CORRECTED.get(small, small)
