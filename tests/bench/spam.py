"""What the spam score is worth: which share of what curators once deleted lies in the top fifth by score.

`python -m tests.bench.spam FOLDER` reads three files that are not part of this project (see docs/reference/spam.md):
the organisations and projects of an earlier platform, and the ids that its curators deleted.
"""

import html
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

FILES = ("dsi4eu_organisations_2017.json", "dsi4eu_projects_2017.json", "dsi4eu_curator_deletions.json")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """Of one group of entries."""

    entries: int
    deleted: int
    share: float
    """Of the deleted ones in the top fifth; entries of one score at its edge count in proportion."""


def measure(folder: Path) -> dict[str, Result]:
    """Organisations, projects and both together."""
    organisations, projects, deletions = (json.loads((folder / name).read_text(encoding="utf-8")) for name in FILES)
    gone = {
        "organisation": {row["organisation_id"] for row in deletions["organisations"]},
        "project": {row["project_id"] for row in deletions["projects"]},
    }
    scored = {
        "organisation": [
            (_score(_organisation(row)), row["organisation_id"] in gone["organisation"]) for row in organisations
        ],
        "project": [(_score(_project(row)), row["project_id"] in gone["project"]) for row in projects],
    }
    groups = {**scored, "both": scored["organisation"] + scored["project"]}
    return {name: _result(rows) for name, rows in groups.items()}


def _score(document: Row) -> int:
    from directory.actions.spam import text_reasons

    return sum(reason.points for reason in text_reasons(document))


def _result(rows: list[tuple[int, bool]]) -> Result:
    rows = sorted(rows, key=lambda row: -row[0])
    cut = len(rows) // 5
    edge = rows[cut - 1][0]
    above = [deleted for score, deleted in rows if score > edge]
    tied = [deleted for score, deleted in rows if score == edge]
    found = sum(above) + sum(tied) * (cut - len(above)) / len(tied)
    deleted = sum(deleted for _score, deleted in rows)
    return Result(len(rows), deleted, found / deleted)


def _plain(text: str | None) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text or "")).split())


def _document(kind: str, row: Row, *, name: str, terms: list[Any], relations: list[Any], texts: list[str]) -> Row:
    website = str(row["website"] or "")
    return {
        "kind": kind,
        "title": row[name],
        "summary": _plain(row["short_description"]),
        "description": " ".join(filter(None, map(_plain, texts))),
        "website": website if website.startswith("http") else "",
        "terms": {"all": terms} if terms else {},
        "places": [row["country"]] if row["country"] else [],
        "relations": relations,
    }


def _organisation(row: Row) -> Row:
    return _document(
        "organisation",
        row,
        name="organisation_name",
        terms=[row["organisation_type"]["name"]] if row["organisation_type"]["name"] else [],
        relations=row["linked_project_ids"],
        texts=[row["long_description"]],
    )


def _project(row: Row) -> Row:
    return _document(
        "project",
        row,
        name="project_name",
        terms=[*row["support_tags"], *row["focus"], *row["technology"]],
        relations=row["linked_organisation_ids"],
        texts=[row["long_description"], row["social_impact"]],
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
    os.environ.setdefault("SINET_MODE", "test")
    django.setup()
    for group, one in measure(Path(sys.argv[1])).items():
        line = f"{group}: {one.entries} entries, {one.deleted} deleted, {one.share:.0%} of them in the top fifth"
        sys.stdout.write(f"{line}\n")
