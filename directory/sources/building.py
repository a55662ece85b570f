"""All sources together: their documents, addresses and the report."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from directory.sources import buicasus, dpg, ipsx, seeds, susy
from directory.sources.entries import Document, give_slugs, same_name_pairs
from directory.sources.places import Gazetteer
from directory.sources.report import Report

Build = Callable[[Path, Gazetteer, Report, dict[str, Any]], list[Document]]

SOURCES: Final[dict[str, Build]] = {
    "susy": susy.build,
    "ipsx": ipsx.build,
    "dpg": dpg.build,
    "buicasus": buicasus.build,
    "seeds": seeds.build,
}


def build_all(folder: Path, sources_file: Path) -> tuple[dict[str, list[Document]], dict[str, Report]]:
    """Turn the source files of a folder into documents and reports by source.

    Raises `FileNotFoundError` where a file is missing and `ValueError` where the numbers of a source do not add
    up (each row is an entry or left out with its reason).
    """
    origins = {item["key"]: item for item in json.loads(sources_file.read_text(encoding="utf-8"))}
    gazetteer = Gazetteer.read(folder)
    documents: dict[str, list[Document]] = {}
    reports: dict[str, Report] = {}
    for key, build in SOURCES.items():
        reports[key] = Report(key)
        documents[key] = build(folder, gazetteer, reports[key], origins[key])
        if not reports[key].adds_up:
            raise ValueError(f"{key}: the rows are not all accounted for")
    everything = [entry for entries in documents.values() for entry in entries]
    give_slugs(everything)
    _report_pairs(everything, reports)
    return documents, reports


def _report_pairs(everything: list[Document], reports: dict[str, Report]) -> None:
    """List each pair under the source of its second entry."""
    source_of = {entry["slug"]: entry["source"]["key"] for entry in everything}
    for pair in same_name_pairs(everything):
        reports[source_of[pair[1]]].pairs.append(pair)
