"""The demo's funders and calls, as documents: made-up ones of a funder named Example, and funders a source names.

The days of the examples count from the day of loading, so that there is always a call that is open.
"""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from directory.documents import read
from directory.models import Entry

DATA: Final = Path(__file__).resolve().parent / "data"
NAMED_SOURCE: Final = "buicasus"
_READING: Final = "editorial reading, to be confirmed by the centre"
Document = dict[str, Any]


def _file(name: str) -> Document:
    found: Document = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found


def example_source() -> Document:
    """The row of the source under which the examples stand."""
    source: Document = _file("example_calls.json")["source"]
    return source


def examples(today: datetime) -> Iterator[Document]:
    """The made-up funder and its calls, dated from this day."""
    file = _file("example_calls.json")
    source = file["source"]
    origin = {"key": source["key"], "record": "", "licence": source["licence"], "credit": source["credit"]}
    common = {"schema_version": 1, "language": "en", "source": {**origin, "retrieved_on": today.date().isoformat()}}
    for call in file["calls"]:
        days, stages = call.pop("days"), call.pop("stages", [])
        zone = ZoneInfo(call["call"]["time_zone"])
        call["call"] |= {name: _moment(today, number, clock, zone) for name, (number, clock) in days.items()}
        call["call"]["stages"] = [
            {"label": label, "closes_at": _moment(today, number, clock, zone)} for label, number, clock in stages
        ]
        yield {**common, "kind": "call", "tags": ["example"], **call}
    relations = [{"role": "funds", "object": call["uid"]} for call in file["calls"]]
    yield {**common, "kind": "organisation", "tags": ["example"], **file["funder"], "relations": relations}


def _moment(today: datetime, days: int, clock: str, zone: ZoneInfo) -> str:
    day = today.date() + timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(clock), zone).isoformat()


def named_funders() -> Iterator[Document]:
    """The funders that the source names: those that are entries already, and new ones with the case that they lead."""
    file = _file("named_funders.json")
    for entry in Entry.objects.public().filter(uid__in=file["there"]):
        document = read(entry, public=False)
        note = {"field": "funder", "text": _READING}
        yield {**document, "funder": file["there"][str(entry.uid)], "notes": [*document["notes"], note]}
    cases = {
        str(case.uid): case for case in Entry.objects.public().filter(uid__in=[new["leads"] for new in file["new"]])
    }
    for new in file["new"]:
        case = cases.get(new["leads"])
        if case is not None:
            yield _new_funder(new, case)


def _new_funder(new: Document, case: Entry) -> Document:
    return {
        "schema_version": 1,
        "kind": "organisation",
        "uid": new["uid"],
        "slug": new["slug"],
        "title": new["title"],
        "places": [{"country": new["country"], "main": True, "precision": "country"}],
        "relations": [{"role": "leads", "object": new["leads"]}],
        "source": {**read(case, public=False)["source"], "record": f"organisation: {new['title']} ({new['country']})"},
        "notes": [{"field": "funder", "text": _READING}],
        "funder": new["funder"],
    }
