"""The reports, clinics and organisations that the founding documents of sinet name."""

import json
from pathlib import Path
from typing import Any, Final, NamedTuple

from directory.sources import seed_texts
from directory.sources.entries import (
    Document,
    document,
    note,
    relate,
    set_provenance,
    set_terms,
    source_block,
)
from directory.sources.identity import day, stable_uid
from directory.sources.languages import UNDETERMINED
from directory.sources.places import Gazetteer, place
from directory.sources.report import Report

FILE = "seed_facts.json"
KNOWN_ON: Final = "2022-03-18"
"""The day of the newest dated document: that of the Finnish ministry on competence centres."""
OWN_WORDS: Final = "summary written for this directory from the facts of the document"
TIME_ZONE: Final = "Europe/Helsinki"

THEMES: Final = {
    "health": "health-and-care",
    "education": "skills-and-learning",
    "employment": "work-and-employment",
    "democratic participation": "digital-democracy",
    "migration": "migration-and-integration",
    "environment": "food-environment-and-climate-change",
}
"""The six areas of the DSI4EU report are the six clusters of the same project in 2018, renamed there."""


class Named(NamedTuple):
    """An organisation or project that a document names, with the country and type its name or the document says."""

    kind: str
    title: str
    country: str | None = None
    type: str | None = None
    language: str = UNDETERMINED


NAMED: Final = {
    "nesta": Named("organisation", "Nesta"),
    "dsi4eu": Named("project", "DSI4EU"),
    "nesta-fund": Named("project", "Nesta's Centre for Social Action Innovation Fund"),
    "six": Named("organisation", "Social Innovation Exchange (SIX)"),
    "dti": Named("organisation", "Danish Technological Institute", "DK"),
    "ministry": Named(
        "organisation",
        "Ministry of Economic Affairs and Employment of Finland",
        "FI",
        "government-or-public-sector",
    ),
    "demos": Named("organisation", "Demos Helsinki", "FI"),
    "commission": Named("organisation", "European Commission", None, "government-or-public-sector"),
    "programme": Named("project", "Ett förnybart och kompetent Finland", "FI", None, "sv"),
}


def build(folder: Path, gazetteer: Gazetteer, report: Report, origin: dict[str, Any]) -> list[Document]:
    """Give the reports and clinics of the facts file, and the organisations and projects they name."""
    return from_facts(json.loads((folder / FILE).read_text(encoding="utf-8")), report, origin)


def from_facts(facts: dict[str, Any], report: Report, origin: dict[str, Any]) -> list[Document]:
    """Publications, events, then what they name. A row is a report, a clinic or a name in the facts."""
    named = {key: _named(key, item, origin) for key, item in NAMED.items()}
    reports = {
        "dsi4eu": _dsi4eu(facts["dsi4eu_report"], origin),
        "growth": _growth(facts["growth_analysis_report"], origin),
        "strategy": _strategy(facts["strategy_questions"], origin),
        "finland": _finland(facts["competence_centres"], origin),
    }
    clinics = [clinic(on, origin) for on in facts["competence_centres"]["peer_learning_clinics"]]
    _relate(named, reports)
    _in_english(named["programme"], "Innovation and Skills in Finland")
    documents = [*reports.values(), *clinics, *named.values()]
    for entry in documents:
        set_provenance(entry, None)
    report.rows += len(documents)
    report.entries_of_rows += len(documents)
    return documents


def _relate(named: dict[str, Document], reports: dict[str, Document]) -> None:
    """What the documents say of who with whom; a publisher stands in the publication itself."""
    relate(reports["dsi4eu"], "part_of", named["dsi4eu"])
    relate(named["nesta"], "partner", named["dsi4eu"])
    relate(named["nesta"], "leads", named["nesta-fund"])
    relate(reports["growth"], "documents", named["nesta-fund"])
    relate(reports["growth"], "documents", named["six"])
    relate(named["ministry"], "leads", named["programme"])


def _entry(kind: str, record: str, title: str, language: str, origin: dict[str, Any]) -> Document:
    uid = stable_uid("seeds", f"{kind}\n{record}", day(KNOWN_ON))
    return document(kind, uid, title, language=language, source=source_block(origin, record))


def _named(key: str, item: Named, origin: dict[str, Any]) -> Document:
    entry = _entry(item.kind, key, item.title, item.language, origin)
    if item.country:
        entry["places"] = [place(country=item.country)]
    set_terms(entry, "type", [item.type] if item.type else [])
    if item.kind == "organisation":
        entry["organisation"] = {"founded_on": None, "registrations": [], "parent": None}
    else:
        entry["project"] = {
            "starts_on": None, "ends_on": None, "helped": "", "works": "", "impact": "", "reach": "",
            "open_licence": "",
        }  # fmt: skip
    return entry


def _publication(record: str, title: str, language: str, origin: dict[str, Any], **facts: str | None) -> Document:
    entry = _entry("publication", record, title, language, origin)
    entry["publication"] = {
        "publisher": facts.get("publisher") or "",
        "serial_number": facts.get("serial_number") or "",
        "published_on": facts.get("published_on"),
        "file_url": "",
    }
    note(entry, "summary", OWN_WORDS)
    return entry


def _in_english(entry: Document, title: str, summary: str = "", description: str = "") -> None:
    entry["texts"]["en"] = {"title": title, "summary": summary, "description": description, "origin": "human"}


def _dsi4eu(facts: dict[str, Any], origin: dict[str, Any]) -> Document:
    entry = _publication("dsi4eu_report", facts["title"], "en", origin, publisher=facts["publisher"])
    entry["summary"] = seed_texts.dsi4eu_summary(facts)
    entry["description"] = seed_texts.dsi4eu_description(facts)
    set_terms(entry, "theme", [THEMES[area] for area in facts["areas"]])
    return entry


def _growth(facts: dict[str, Any], origin: dict[str, Any]) -> Document:
    serial = facts["serial_number"]
    year = serial.removeprefix("PM ").split(":")[0]
    entry = _publication(
        "growth_analysis_report", facts["title"], "sv", origin, serial_number=serial, published_on=year
    )
    entry["summary"] = seed_texts.growth_summary(facts)
    _in_english(
        entry,
        "Social innovations – an international perspective",
        seed_texts.growth_summary_in_english(facts),
        seed_texts.growth_description(facts),
    )
    return entry


def _strategy(facts: dict[str, Any], origin: dict[str, Any]) -> Document:
    publisher, title = facts["source"].split(", ", 1)
    entry = _publication("strategy_questions", title.strip("'"), "da", origin, publisher=publisher)
    _in_english(
        entry,
        "Social innovation as a strategy",
        seed_texts.STRATEGY_SUMMARY,
        seed_texts.strategy_description(facts),
    )
    return entry


def _finland(facts: dict[str, Any], origin: dict[str, Any]) -> Document:
    report = facts["report"]
    entry = _publication(
        "competence_centres.report",
        report["title"],
        report["language"],
        origin,
        publisher=report["publisher"],
    )
    _in_english(
        entry,
        "Report on the state, needs and possibilities of the ecosystem of social innovations in Finland",
        seed_texts.FINLAND_SUMMARY,
        seed_texts.finland_description(facts),
    )
    return entry


def clinic(on: str, origin: dict[str, Any]) -> Document:
    """A clinic of which the day alone is known."""
    entry = _entry(
        "event",
        f"peer_learning_clinic {on}",
        f"Peer-learning clinic, {seed_texts.in_english(on)}",
        "en",
        origin,
    )
    entry["summary"] = seed_texts.CLINIC_SUMMARY
    for language in ("sv", "da"):
        entry["texts"][language] = seed_texts.clinic_in(language, on)
    entry["event"] = {
        "starts_at": f"{on}T00:00:00{'+02:00' if on < '2022-03-27' else '+03:00'}",
        "ends_at": None,
        "all_day": True,
        "time_zone": TIME_ZONE,
        "online_url": "",
        "venue": "",
    }
    note(entry, "summary", OWN_WORDS)
    return entry
