"""IPS-X 2022 (European Commission, JRC): public-service projects with AI or blockchain, and who leads them."""

import json
import re
from pathlib import Path
from typing import Any, Final

from directory.sources import ipsx_terms as terms
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
    name_key,
    note,
    relate,
    set_provenance,
    set_tags,
    set_terms,
    source_block,
)
from directory.sources.identity import day, stable_uid
from directory.sources.languages import detect
from directory.sources.organisations import Organisations
from directory.sources.places import Gazetteer, Town, place, town_place
from directory.sources.report import Report

FILE = "ipsx_public_service_cases_2022.json"
CHANGED_ON: Final = "2022-08-16"
"""The day of the file's last change: the records carry none of their own."""
TOWN_FROM_NAME = "town taken from the name of the organisation"

_REPLACED: Final = "Proof of Concept"
"""What a replacement throughout the source's file has made of "pilot", also inside of web addresses."""
_FULL_STOP: Final = re.compile(r"(?<=[a-z]{4})\.$")
_MANY: Final = re.compile(
    r"^(?:about \d+|\d+|six|various) |^(?:mental health institutions|local authorities|housing corporations)$",
    re.IGNORECASE,
)
_TOWN_NAME: Final = re.compile(
    r"^(?:the )?(?:(?:city|municipality|town|city council|city municipality|city hall) of |gemeente |ajuntament de "
    r"|ayuntamiento de |comune di |ville de |stadt )?(?P<town>.+?)"
    r"(?: (?:municipality|kommune|city council|city|city hall|borough council|council))?$",
    re.IGNORECASE,
)
_VAGUE: Final = re.compile(r"n\.e\.c|^general services|^r&d|^public services", re.IGNORECASE)


def build(folder: Path, gazetteer: Gazetteer, report: Report, origin: dict[str, Any]) -> list[Document]:
    """Give one project per record and one organisation per lead organisation named."""
    return from_rows(json.loads((folder / FILE).read_text(encoding="utf-8")), gazetteer, report, origin)


def from_rows(
    rows: list[dict[str, Any]], gazetteer: Gazetteer, report: Report, origin: dict[str, Any]
) -> list[Document]:
    """The projects in the order of the rows, after them the organisations that lead them."""
    organisations = Organisations(origin, CHANGED_ON)
    projects = []
    for row in rows:
        report.rows += 1
        if not one_line(row.get("name")):
            report.skip(str(row.get("id")), "no name")
            continue
        project = _project(row, gazetteer, report, origin)
        _lead(row, project, organisations, gazetteer, report)
        set_provenance(project, CHANGED_ON)
        projects.append(project)
        report.entries_of_rows += 1
    leads = organisations.finished()
    report.derived += len(leads)
    return projects + leads


def _project(row: dict[str, Any], gazetteer: Gazetteer, report: Report, origin: dict[str, Any]) -> Document:
    record = str(row["id"])
    text, removed = without_contact_data(repair(row["description"]))
    report.change("contact data taken out of a running text", removed)
    uid = stable_uid("ipsx", record, day(CHANGED_ON))
    language = detect(to_plain(text), spoken=["en"])
    entry = document(
        "project",
        uid,
        _FULL_STOP.sub("", one_line(row["name"])),
        language=language,
        source=source_block(origin, record),
    )
    if repair(row["name"]) != row["name"].strip() or repair(row["description"]) != row["description"].strip():
        report.change("text repaired (mojibake, odd spaces, entities)")
    if name_key(text) == name_key(entry["title"]):
        report.change("description that says no more than the name left out")
        text = ""
    entry["summary"], entry["description"] = summary_and_description(text)
    _set_addresses(entry, row, report)
    _set_classification(entry, row, report)
    entry["places"] = [
        place(country=code, main=len(countries(row, gazetteer)) == 1) for code in countries(row, gazetteer)
    ]
    if not entry["places"]:
        report.change("no country: the project covers the European Union")
    starts, ends = year(row["start_date"]), year(row["end_date"])
    entry["project"] = {
        "starts_on": starts,
        "ends_on": ends,
        "helped": "",
        "works": "",
        "impact": "",
        "reach": "",
        "open_licence": "",
    }
    return entry


def _set_addresses(entry: Document, row: dict[str, Any], report: Report) -> None:
    value = repair(row["url"])
    if _REPLACED in value:
        report.change('web address repaired where the source had replaced "pilot"')
    found = web.addresses(value.replace(_REPLACED, "pilot"))
    entry["website"], *others = found.urls or [""]
    entry["links"] = [{"label": web.host(url), "url": url} for url in others]
    if not found.urls:
        report.change("no web address")
    if found.rest:
        report.note(entry["title"], "words beside a website left out", found.rest[:60])


def _set_classification(entry: Document, row: dict[str, Any], report: Report) -> None:
    set_terms(entry, "sector", [terms.SECTORS[row["primary_sector"]]])
    set_terms(entry, "theme", [terms.THEMES[row["primary_sector"]]] if row["primary_sector"] in terms.THEMES else [])
    set_terms(entry, "technology", [terms.TECHNOLOGIES[row["technology"]]])
    set_terms(entry, "scale", [terms.SCALES[row["geoextent"]]])
    tags = [row["type"].replace(" (various)", "").lower().replace(" ipr", " IPR").replace(" id ", " ID ")]
    if row["status"] in terms.STATUSES:
        set_terms(entry, "status", [terms.STATUSES[row["status"]]])
    else:
        tags.append(row["status"].lower())
        report.change("status that is no term kept as a tag")
    if row["secondary_sector"] and not _VAGUE.search(row["secondary_sector"]):
        tags += row["secondary_sector"].rstrip(".").lower().split(", ")
    tags += [
        label
        for key, label in (("cross_border", "cross-border"), ("cross_sector", "cross-sector"))
        if row[key] == "Yes"
    ]
    set_tags(entry, tags)


def _lead(
    row: dict[str, Any], project: Document, organisations: Organisations, gazetteer: Gazetteer, report: Report
) -> None:
    """Relate the lead organisation; a local authority named after a town is put on the map there."""
    given = one_line(row["lead_organisation"]["name"])
    name, removed = without_contact_data(given)
    report.change("contact data taken out of the name of an organisation", removed)
    name = organisation_name(name)
    if len(name) < 2:
        report.change("no lead organisation named")
        return
    if _MANY.search(name):
        report.note(project["title"], "lead that is no single organisation left out", name)
        return
    category = row["lead_organisation"]["category"]
    codes = countries(row, gazetteer)
    country = codes[0] if len(codes) == 1 else None
    others = gazetteer.countries.named_in(name)
    if country and others and country not in others:
        report.note(name, "lead named after another country than its project's: its country left empty", country)
        country = None
    entry = organisations.named(name, country, kind_of=terms.TYPES.get(category))
    relate(entry, "leads", project)
    town = town_of_authority(name, country, gazetteer) if category == "Local Government" and country else None
    if country and not entry["places"]:
        entry["places"] = [town_place(town) if town else place(country=country)]
        if town:
            note(entry, "places", TOWN_FROM_NAME)
            report.note(name, TOWN_FROM_NAME, town.name)
    if town and row["geoextent"] == "Local":
        project["places"] = [town_place(town)]
        note(project, "places", TOWN_FROM_NAME)


def organisation_name(name: str) -> str:
    """A name without the punctuation that was left at its ends, said once, its last bracket closed."""
    name = one_line(name).strip(" ,;:-|")
    if name.endswith(".") and not name.endswith(("B.V.", "S.A.", "S.p.A.", "Inc.", "mbH.", "Ltd.")):
        name = name.rstrip(". ")
    half = (len(name) - 2) // 2
    if name[:half] == name[half + 2 :]:
        name = name[:half]
    if name.startswith("the "):
        name = f"The {name[4:]}"
    return f"{name})" if name.count("(") > name.count(")") else name


def countries(row: dict[str, Any], gazetteer: Gazetteer) -> list[str]:
    """The codes of the countries covered; where the source gives none, those of the countries' names."""
    codes = [code for code in row["geocoverage_codes"] if code]
    return codes or [code for name in row["geocoverage"] if (code := gazetteer.countries.code(name))]


def town_of_authority(name: str, country: str, gazetteer: Gazetteer) -> Town | None:
    """The town of "City of Bonn", "Gemeente Utrecht", "Aalborg Kommune" or plain "Leuven"; else None."""
    match = _TOWN_NAME.match(name)
    return gazetteer.find(match["town"], country) if match else None


def year(text: object) -> str | None:
    """A year out of "2020" or "2021.0"; anything else is none."""
    match = re.fullmatch(r"((?:19|20)\d\d)(?:\.0)?", str(text).strip())
    return match[1] if match else None
