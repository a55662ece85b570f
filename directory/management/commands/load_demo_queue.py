"""`manage.py load_demo_queue`: two example centres with people, and a queue of real rows that wait for a decision."""

import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from directory.actions.receiving import receive
from directory.actions.secrets import new_secret
from directory.choices import Channel, Intent, Kind
from directory.management.commands.load_reference import DATA
from directory.models import CannedReply, Centre, CentreMember, Criterion, Entry, Proposal, Revision, User
from sinet.mode import PRODUCTION

EACH: Final = 30
"""Rows of SUSY that each centre finds in its queue."""
CENTRES: Final[tuple[dict[str, Any], ...]] = (
    {
        "key": "example-north",
        "name": "Example centre North",
        "countries": ["DK", "EE", "FI", "SE"],
        "languages": ["sv", "da", "fi", "et", "en"],
        "is_default": True,
    },
    {
        "key": "example-austria",
        "name": "Example centre Austria",
        "countries": ["AT"],
        "languages": ["de", "en"],
        "is_default": False,
    },
)
# Address, first and last name, centre (none: coordinator), role. example.org belongs to nobody (RFC 2606).
PEOPLE: Final = (
    ("north.manager@example.org", "Nora", "Example", "example-north", CentreMember.Role.MANAGER),
    ("north.reviewer@example.org", "Rolf", "Example", "example-north", CentreMember.Role.REVIEWER),
    ("austria.manager@example.org", "Anna", "Example", "example-austria", CentreMember.Role.MANAGER),
    ("austria.editor@example.org", "Erik", "Example", "example-austria", CentreMember.Role.EDITOR),
    ("coordinator@example.org", "Cora", "Example", "", ""),
)
CRITERIA: Final[tuple[tuple[str, dict[str, str], dict[str, str]], ...]] = (
    (
        "social-innovation",
        {
            "en": "It is social innovation",
            "sv": "Det är social innovation",
            "da": "Det er social innovation",
        },
        {
            "en": "It meets a need of society in a new way, and its aim is not profit alone.",
            "sv": "Det möter ett samhälleligt behov på ett nytt sätt, och vinst är inte det enda målet.",
            "da": "Det dækker et samfundsbehov på en ny måde, og målet er ikke kun fortjeneste.",
        },
    ),
    (
        "in-territory",
        {
            "en": "It works in our countries",
            "sv": "Det verkar i våra länder",
            "da": "Det virker i vores lande",
        },
        {},
    ),
    (
        "can-be-checked",
        {
            "en": "What it says can be checked",
            "sv": "Uppgifterna går att kontrollera",
            "da": "Oplysningerne kan kontrolleres",
        },
        {"en": "There is a website or another source in which somebody else can read it."},
    ),
    (
        "not-twice",
        {
            "en": "It is not in the directory already",
            "sv": "Det finns inte redan i katalogen",
            "da": "Det er ikke allerede i kataloget",
        },
        {},
    ),
)
REPLIES: Final = (
    ("en", "Please say more", "Thank you. Please add a few sentences on what happens, for whom, and since when."),
    ("en", "It is there already", "Thank you. This is there already; please suggest a change to that entry."),
    ("sv", "Berätta mer", "Tack! Lägg gärna till ett par meningar om vad som händer, för vem och sedan när."),
    ("da", "Fortæl mere", "Tak! Tilføj gerne et par sætninger om, hvad der sker, for hvem og siden hvornår."),
)


@cache
def held_back() -> frozenset[str]:
    """The identifiers of the rows of SUSY that are not loaded but wait in the queue: `EACH` for each centre."""
    found: list[str] = []
    for centre in CENTRES:
        ours = [row["uid"] for row in _rows() if _country(row) in centre["countries"] and row["summary"]]
        found += sorted(ours)[:EACH]
    return frozenset(found)


def _rows() -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / "demo" / "susy.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _country(row: dict[str, Any]) -> str:
    return str(row["places"][0]["country"]) if row["places"] else ""


class Command(BaseCommand):
    help = "Make the demo's two centres, their people and a queue of 60 rows. What is there already is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == PRODUCTION:
            raise CommandError("The example centres and their people are for the demo; make your own: first_curator.")
        with transaction.atomic():
            for fields in CENTRES:
                _make_centre(fields)
            _make_people()
            count = self._fill_queue()
        if count:
            self.stdout.write(f"  {count} proposals in the queue of two example centres")

    def _fill_queue(self) -> int:
        """Put the held back rows into the queue, the oldest three weeks ago, one after the other."""
        waiting = {*Revision.objects.filter(entry=None).values_list("document__uid", flat=True)}
        there = {str(uid) for uid in Entry.objects.filter(uid__in=held_back()).values_list("uid", flat=True)}
        rows = [row for row in _rows() if row["uid"] in held_back() and row["uid"] not in waiting | there]
        now = timezone.now()
        for number, row in enumerate(rows):
            _propose(row, now - timedelta(hours=9 * (len(rows) - number)))
        return len(rows)


def _make_centre(fields: dict[str, Any]) -> None:
    defaults = {name: value for name, value in fields.items() if name != "key"}
    if Centre.objects.filter(is_default=True).exists():
        defaults["is_default"] = False
    centre, is_new = Centre.objects.get_or_create(key=fields["key"], defaults=defaults)
    if not is_new:
        return
    for position, (key, labels, texts) in enumerate(CRITERIA):
        Criterion.objects.create(centre=centre, key=key, labels=labels, texts=texts, position=position)
    for language, title, text in REPLIES:
        CannedReply.objects.create(centre=centre, language=language, title=title, text=text)


def _make_people() -> None:
    for email, first, last, key, role in PEOPLE:
        if User.objects.filter(email=email).exists():
            continue
        user = User.objects.create_user(email=email, first_name=first, last_name=last, is_coordinator=not key)
        if key:
            CentreMember.objects.create(centre_id=key, user=user, role=role)


def _propose(row: dict[str, Any], received_at: Any) -> None:
    """One row of the import waits for a decision; its document says where it comes from."""
    _secret, secret_hash = new_secret()
    proposal = Proposal.objects.create(
        secret_hash=secret_hash,
        intent=Intent.NEW,
        kind=Kind(row["kind"]),
        channel=Channel.IMPORT,
        title=row["title"],
        licence=row["source"]["licence"],
        received_at=received_at,
    )
    receive(proposal=proposal, documents=[row])
