"""`manage.py load_demo_grants`: two funders as entries, and their real grants, taken in like any file."""

import json
from datetime import UTC, datetime
from typing import Any

import orjson
from django.core.management.base import BaseCommand
from django.db import transaction

from directory.actions import apply_bulk
from directory.actions.reference import load_sources
from directory.choices import Channel
from directory.models import Entry, Source
from directory.sources.identity import stable_uid
from directory.sources.writing import read_documents
from funding.actions.deciding import name_party
from funding.actions.importing import receive, run
from funding.actions.parties import party_key
from funding.management.commands.build_demo_grants import DATA
from funding.models import GrantImport, GrantParty
from funding.sources.demo import PUBLISHERS

KNOWN_AT = datetime(2020, 3, 1, tzinfo=UTC)
"""About the newest of these grants: the age of the funders' entries."""


class Command(BaseCommand):
    help = "Load the demo's grants with their funders. What is loaded already is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        load_sources(rows=json.loads((DATA / "sources.json").read_text(encoding="utf-8")))
        for key in PUBLISHERS:
            source = Source.objects.get(pk=key)
            if GrantImport.objects.filter(source=source).exists():
                self.stdout.write(f"  The grants of {source.title} are loaded already.")
                continue
            rows = read_documents(DATA / f"{key}.jsonl.gz")
            with transaction.atomic():
                found = receive(
                    content=orjson.dumps({"grants": rows}),
                    file_name=f"{key}.json",
                    source=source,
                    licence="",
                    credit="",
                    by=None,
                )
                run(found)
                given = rows[0]["fundingOrganization"][0]
                party = GrantParty.objects.get(key=party_key(key, given))
                name_party(party=party, entry=_funder(given))
            self.stdout.write(f"  {found.accepted:,} grants, {found.refused:,} rows refused: {key}")


def _funder(given: dict[str, str]) -> Entry:
    """The entry of a funder: its name, number and country, as the grants have them, and that it gives grants."""
    uid = stable_uid("threesixtygiving", given["id"], KNOWN_AT)
    found = Entry.objects.filter(uid=uid).first()
    if found:
        return found
    scheme, _dash, number = given["id"].rpartition("-")
    origin = Source.objects.get(pk="threesixtygiving")
    document = {
        "schema_version": 1,
        "kind": "organisation",
        "uid": uid,
        "language": "en",
        "title": given["name"],
        "places": [{"country": "GB"}],
        "organisation": {"registrations": [{"scheme": scheme, "id": number}] if scheme.startswith("GB-") else []},
        "funder": {"funding": ["grant"]},
        "source": {
            "key": origin.key,
            "record": given["id"],
            "licence": origin.licence,
            "credit": origin.credit,
            "retrieved_on": None,
        },
    }
    apply_bulk(documents=[document], channel=Channel.IMPORT, by=None, title=f"Funder of grants: {given['name']}")
    return Entry.objects.get(uid=uid)
