"""BuiCaSuS: 35 best-practice cases by name and country, with our reading of their titles marked as such."""

import json
import re
from pathlib import Path
from typing import Any, Final

from directory.sources.cleaning import one_line
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
from directory.sources.languages import UNDETERMINED, detect
from directory.sources.organisations import Organisations
from directory.sources.places import Gazetteer, place
from directory.sources.report import Report

FILE = "seed_facts.json"
KNOWN_ON: Final = "2022-03-18"
"""The date in the ids: that of the newest dated document beside this list, which itself bears no date."""
EDITORIAL: Final = "editorial reading, to be confirmed by the centre"
COLLECTOR: Final = "Forum for Social Innovation Sweden (Mötesplats Social Innovation)"
PROJECT: Final = "Building Capacity for a Sustainable Society (BuiCaSuS)"
MIN_TITLE: Final = 40
"""A title of so many characters is a sentence whose language can be told."""

LEADERS: Final = {
    "Fundación Bofill – Hub Social": "Fundación Bofill",
    "The Spanish Red Cross – IDEATECA Participatory Innovation Platform": "The Spanish Red Cross",
    "Fundación Novaterra – “La Promotora”": "Fundación Novaterra",
    "Innovation in Social Care – iSocial Foundation": "iSocial Foundation",
    "Fundación Caja Navarra – Innova Programme (InnovaSocial and InnovaCultura)": "Fundación Caja Navarra",
    "Coordination of support organisations in a national network – Social Entrepreneurship Sweden": (
        "Social Entrepreneurship Sweden"
    ),
    "Financing and financial coaching for social enterprises – Mikrofonden Sverige": "Mikrofonden Sverige",
    "Supporting Social Innovation on regional level – Örebro Partnership for Social Innovation": (
        "Örebro Partnership for Social Innovation"
    ),
    "Collaboration and knowledge exchange for strengthened social innovation through cross-sectoral meeting places "
    "– Forum for Social Innovation Sweden": COLLECTOR,
    "Funding of social innovation – Vinnova, Sweden’s innovation agency": "Vinnova, Sweden’s innovation agency",
    "Universities connecting to strengthen social innovation – Forum for Social Innovation Sweden": COLLECTOR,
    "Sweden’s Municipalities and Regions’ (SKR) Development Network Social Enterprises": (
        "Sweden’s Municipalities and Regions (SKR)"
    ),
    "Promoting cooperative entrepreneurship – Coompanion Sweden": "Coompanion Sweden",
}
"""The titles that set a practice and its organisation side by side. Titles that name one thing only are not here."""
TYPES: Final = {
    "Fundación Bofill": "social-enterprise-or-non-profit",
    "Fundación Novaterra": "social-enterprise-or-non-profit",
    "iSocial Foundation": "social-enterprise-or-non-profit",
    "Fundación Caja Navarra": "social-enterprise-or-non-profit",
}
"""Foundations by their own names."""


def build(folder: Path, gazetteer: Gazetteer, report: Report, origin: dict[str, Any]) -> list[Document]:
    """Give the 35 cases, the project that collected them and the organisations in their titles."""
    facts = json.loads((folder / FILE).read_text(encoding="utf-8"))["buicasus_cases"]
    return from_facts(facts, gazetteer, report, origin)


def from_facts(facts: dict[str, Any], gazetteer: Gazetteer, report: Report, origin: dict[str, Any]) -> list[Document]:
    """The cases by country in the order of the list; after them the project and the organisations."""
    organisations = Organisations(origin, KNOWN_ON)
    project = _project(origin)
    collector = organisations.named(COLLECTOR, "SE")
    relate(collector, "partner", project)
    cases = []
    for country in facts["counts"]:
        for title in facts[country]:
            report.rows += 1
            case = _case(title, country, facts["editorial_reading"]["of"].get(title, []), origin)
            relate(project, "documents", case)
            if title in LEADERS:
                leader = organisations.named(LEADERS[title], country, kind_of=TYPES.get(LEADERS[title]))
                relate(leader, "leads", case)
                report.change("organisation named in the title related to the case")
            report.change("case with an editorial reading", int(bool(case["terms"])))
            cases.append(case)
            report.entries_of_rows += 1
    named = organisations.finished()
    for entry in named:
        entry["places"] = [place(country=entry["source"]["record"][-3:-1])]
        set_provenance(entry, None)
    set_provenance(project, None)
    report.derived += len(named) + 1
    return [*cases, project, *named]


def _case(title: str, country: str, reading: list[str], origin: dict[str, Any]) -> Document:
    """One case; a reading is `element` or `element:method`, and a method brings its element along."""
    name = one_line(title)
    unbracketed = re.sub(r"\([^)]*\)", "", name)
    language = detect(unbracketed, spoken=["en"]) if len(unbracketed) >= MIN_TITLE else UNDETERMINED
    record = f"{country}: {name}"
    entry = document("case", case_uid(country, name), name, language=language, source=source_block(origin, record))
    entry["places"] = [place(country=country)]
    set_terms(entry, "element", [key.split(":")[0] for key in reading])
    set_terms(entry, "method", [key for key in reading if ":" in key])
    for vocabulary in entry["terms"]:
        note(entry, f"terms.{vocabulary}", EDITORIAL)
    entry["case"] = {
        "context": "", "done": "", "results": "", "success_factors": "", "pitfalls": "", "transfer": "", "level": "",
        "starts_on": None,
    }  # fmt: skip
    set_provenance(entry, None)
    for vocabulary in entry["terms"]:
        entry["provenance"][f"terms.{vocabulary}"]["source"] = "editorial"
    return entry


def case_uid(country: str, title: str) -> str:
    """The id of a case, by its country and title."""
    return stable_uid("buicasus", f"case\n{country}\n{title}", day(KNOWN_ON))


def _project(origin: dict[str, Any]) -> Document:
    uid = stable_uid("buicasus", "project", day(KNOWN_ON))
    entry = document("project", uid, PROJECT, language="en", source=source_block(origin, "project"))
    entry["project"] = {
        "starts_on": None, "ends_on": None, "helped": "", "works": "", "impact": "", "reach": "", "open_licence": "",
    }  # fmt: skip
    return entry
