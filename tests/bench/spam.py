"""What the spam score is worth: which share of what curators once deleted lies in the top fifth by score.

`python -m tests.bench.spam FOLDER` reads three files that are not part of this project (see docs/reference/spam.md):
the organisations and projects of an earlier platform, and the ids that its curators deleted.
"""

import html
import json
import os
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import mean, stdev
from typing import Any, Final

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


Fired = dict[str, int]
"""The points of each rule that fired."""
# The rules whose points were set after looking at these files, and by which factors they might have been set.
TUNED: Final = {"empty": (0.0, 1.0, 5.0), "short": (0.0, 1.0, 2.0), "call": (0.0, 1.0), "nobody": (0.0, 1.0)}
FOLDS: Final = 5
REPEATS: Final = 20


def measure(folder: Path) -> dict[str, Result]:
    """Organisations, projects and both together."""
    groups = {
        name: [(sum(fired.values()), deleted) for fired, deleted in rows] for name, rows in fired_in(folder).items()
    }
    return {name: _result(rows) for name, rows in groups.items()}


def cross_validated(rows: list[tuple[Fired, bool]]) -> tuple[float, float]:
    """The share on rows that were not used to set the points: mean and spread of the repeats.

    Of five parts, four choose among the settings of `TUNED`, and the fifth is measured; each in turn, again and again.
    """
    settings = [dict(zip(TUNED, chosen, strict=True)) for chosen in product(*TUNED.values())]
    scored = [[_weighed(fired, setting) for fired, _deleted in rows] for setting in settings]
    shares = []
    for repeat in range(REPEATS):
        found = 0.0
        for part, rest in _parts(rows, random.Random(repeat)):
            best = max(scored, key=lambda scores: _result([(scores[n], rows[n][1]) for n in rest]).share)
            held_out = _result([(best[n], rows[n][1]) for n in part])
            found += held_out.share * held_out.deleted
        shares.append(found / sum(deleted for _fired_rules, deleted in rows))
    return mean(shares), stdev(shares)


def _parts(rows: list[tuple[Fired, bool]], chance: random.Random) -> Iterator[tuple[list[int], list[int]]]:
    """(held out, all others) for each fold; the deleted are spread evenly over the folds."""
    numbers = sorted(range(len(rows)), key=lambda n: (rows[n][1], chance.random()))
    for fold in range(FOLDS):
        part = numbers[fold::FOLDS]
        yield part, [n for n in numbers if n not in set(part)]


def _weighed(fired: Fired, setting: dict[str, float]) -> int:
    return round(sum(points * setting.get(rule, 1.0) for rule, points in fired.items()))


def fired_in(folder: Path) -> dict[str, list[tuple[Fired, bool]]]:
    """For each group of rows: which rules fired, and whether curators deleted it."""
    organisations, projects, deletions = (json.loads((folder / name).read_text(encoding="utf-8")) for name in FILES)
    gone = {
        "organisation": {row["organisation_id"] for row in deletions["organisations"]},
        "project": {row["project_id"] for row in deletions["projects"]},
    }
    scored = {
        "organisation": [
            (_rules(_organisation(row)), row["organisation_id"] in gone["organisation"]) for row in organisations
        ],
        "project": [(_rules(_project(row)), row["project_id"] in gone["project"]) for row in projects],
    }
    return {**scored, "both": scored["organisation"] + scored["project"]}


def _rules(document: Row) -> Fired:
    from directory.actions.spam import text_reasons

    fired: Fired = {}
    for reason in text_reasons(document):
        fired[reason.rule] = fired.get(reason.rule, 0) + reason.points
    return fired


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
    for group, rows in fired_in(Path(sys.argv[1])).items():
        middle, spread = cross_validated(rows)
        sys.stdout.write(f"{group}, on rows that did not set the points: {middle:.0%} (± {spread:.0%})\n")
