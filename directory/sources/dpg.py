"""DPG 2024: candidates for digital public goods, with the organisations that own, keep and fund them."""

import json
from pathlib import Path
from typing import Any, Final

from directory.sources import web
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
    relate,
    set_provenance,
    set_tags,
    set_terms,
    source_block,
)
from directory.sources.identity import day, stable_uid
from directory.sources.languages import detect
from directory.sources.organisations import Organisations
from directory.sources.places import Gazetteer, place
from directory.sources.report import Report

FILE = "dpg_nominees_2024.json"
CHANGED_ON: Final = "2023-01-13"
"""The last day on which the folder of nominees was changed: the records carry none of their own."""

ROLES: Final = {"owner": "leads", "maintainer": "partner", "implementer": "partner", "funder": "funds"}
TECHNOLOGIES: Final = {
    "software": "open-source-technologies",
    "data": "open-data",
    "aimodel": "ai-and-machine-learning",
}
"""A nominee's software and data are open by the terms of nomination."""
FOCUSES: Final = {"data": "open-data"}
KINDS: Final = {
    "software": "open software",
    "content": "open content",
    "data": "open data",
    "aimodel": "open AI model",
    "standard": "open standard",
}
STAGES: Final = {"DPG": "digital public good", "nominee": "nominated digital public good"}
THEMES: Final = {
    "Health": "health-and-care",
    "Education": "skills-and-learning",
    "Agriculture": "food-environment-and-climate-change",
    "Climate": "food-environment-and-climate-change",
    "Environment": "food-environment-and-climate-change",
    "Sustainable Cities": "cities-and-urban-development",
}
"""The sectors whose words are those of a theme; the others are tags only."""
PERSONS: Final = frozenset({"Brenda Wallace (person)", "Julius Sweetland"})
"""Natural persons among the organisations: they get no entry."""
MAX_PLACES = 60


def build(folder: Path, gazetteer: Gazetteer, report: Report, origin: dict[str, Any]) -> list[Document]:
    """Give one project per record of the folder `nominee`, and one organisation per organisation named there."""
    return from_rows(json.loads((folder / FILE).read_text(encoding="utf-8")), gazetteer, report, origin)


def from_rows(
    rows: list[dict[str, Any]], gazetteer: Gazetteer, report: Report, origin: dict[str, Any]
) -> list[Document]:
    """The projects in the order of the rows, after them the organisations behind them."""
    organisations = Organisations(origin, CHANGED_ON)
    projects = []
    for row in rows:
        report.rows += 1
        if row["folder"] != "nominee":
            report.skip(f"{row['folder']}/{row['slug']}", f"in the folder {row['folder']} of the source")
            continue
        project = _project(row, gazetteer, report, origin)
        _relate_organisations(row, project, organisations, report)
        set_provenance(project, CHANGED_ON)
        projects.append(project)
        report.entries_of_rows += 1
    behind = organisations.finished()
    report.derived += len(behind)
    return projects + behind


def _project(row: dict[str, Any], gazetteer: Gazetteer, report: Report, origin: dict[str, Any]) -> Document:
    text, removed = without_contact_data(repair(row["description"]))
    report.change("contact data taken out of a running text", removed)
    uid = stable_uid("dpg", row["slug"], day(CHANGED_ON))
    language = detect(to_plain(text), spoken=["en"])
    entry = document("project", uid, one_line(row["name"]), language=language, source=source_block(origin, row["slug"]))
    entry["summary"], entry["description"] = summary_and_description(text)
    entry["website"] = next(iter(web.addresses(repair(row["website"])).urls), "")
    entry["links"] = _repositories(row)
    kinds, sectors = row["type"], [sector for sector in row.get("sectors") or [] if sector]
    set_terms(entry, "sdg", [str(goal["SDGNumber"]) for goal in goals(row)])
    set_terms(entry, "technology", [TECHNOLOGIES[kind] for kind in kinds if kind in TECHNOLOGIES])
    set_terms(entry, "focus", [FOCUSES[kind] for kind in kinds if kind in FOCUSES])
    set_terms(entry, "theme", [THEMES[sector] for sector in sectors if sector in THEMES])
    set_tags(
        entry,
        [STAGES[row["stage"]], *(KINDS[kind] for kind in kinds), *(sector.lower() for sector in sectors)],
    )
    entry["project"] = {
        "starts_on": None, "ends_on": None, "helped": "", "works": "", "impact": _impact(row), "reach": "",
        "open_licence": ", ".join(dict.fromkeys(item["spdx"] for item in row["license"] if item.get("spdx")))[:200],
    }  # fmt: skip
    _set_places(entry, row, gazetteer, report)
    return entry


def goals(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The development goals in the order of their numbers."""
    return sorted(row.get("SDGs") or [], key=lambda goal: int(goal["SDGNumber"]))


def _impact(row: dict[str, Any]) -> str:
    """What the nomination says it does for each goal, as a Markdown list."""
    lines = []
    for goal in goals(row):
        text, _ = without_contact_data(to_plain(repair(goal.get("evidenceText"))))
        if text:
            lines.append(f"- **SDG {goal['SDGNumber']}**: {text.replace('*', chr(92) + '*')}")
    return "\n".join(lines)


def _repositories(row: dict[str, Any]) -> list[dict[str, str]]:
    links: dict[str, str] = {}
    for repository in row.get("repositories") or []:
        url = web.address(repair(repository.get("url")))
        name = one_line(repository.get("name"))
        if url:
            links.setdefault(url, "repository" if name in ("", "main") else f"repository: {name}"[:100])
    return [{"label": label, "url": url} for url, label in links.items()]


def _set_places(entry: Document, row: dict[str, Any], gazetteer: Gazetteer, report: Report) -> None:
    """The countries where it is made, then those where it is used, as the review of the nomination names them.

    What is used in more countries than an entry can have keeps those where it is made; its reach says the rest.
    """
    locations = (row.get("screening") or {}).get("locations") or {}
    made = _codes(locations.get("developmentCountries"), row, gazetteer, report)
    used = _codes(locations.get("deploymentCountries"), row, gazetteer, report)
    codes = [*dict.fromkeys(made + used)]
    if len(used) > 1:
        entry["project"]["reach"] = f"Used in {len(used)} countries."
    if len(codes) > MAX_PLACES:
        report.note(row["name"], "used in too many countries to list: only those where it is made", str(len(used)))
        codes = made[:MAX_PLACES]
    entry["places"] = [place(country=code, main=len(made) == 1 and code == made[0]) for code in codes]


def _codes(names: list[str] | None, row: dict[str, Any], gazetteer: Gazetteer, report: Report) -> list[str]:
    found: dict[str, None] = {}
    for name in filter(None, map(one_line, names or [])):
        code = gazetteer.countries.code(name)
        if code:
            found.setdefault(code)
        else:
            report.note(row["name"], "country not understood", name[:60])
    return [*found]


def _relate_organisations(row: dict[str, Any], project: Document, organisations: Organisations, report: Report) -> None:
    for item in row["organizations"]:
        name = one_line(item["name"])
        if name in PERSONS:
            report.note(project["title"], "person among the organisations left out")
            continue
        entry = organisations.named(name)
        entry["website"] = entry["website"] or web.address(one_line(item.get("website"))) or ""
        relate(entry, ROLES[item["org_type"]], project)
