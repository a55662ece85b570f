"""`python -m tests.bench.matching`: how long it takes to find what fits, among 10,000 calls and 100,000 entries.

Uses the database of `make bench` (run it first). The calls are made in a transaction that is rolled back.
"""

import os
import random
import statistics
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Final
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT: Final = int(os.environ.get("N") or "100000")
CALLS: Final = 10_000
NIGHTLY: Final = 1_000
ROUNDS: Final = 60

sys.path.insert(0, str(ROOT))
os.environ["SINET_VAR"] = str(Path(os.environ.get("SINET_VAR") or ROOT / "var") / f"bench-{COUNT}")
os.environ["SINET_MODE"] = "demo"
os.environ["SINET_LOG_LEVEL"] = "ERROR"
os.environ["DJANGO_SETTINGS_MODULE"] = "sinet.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from directory.actions import apply_bulk
from directory.choices import Channel
from directory.models import Entry
from funding.matching.finding import INITIATIVES, fitting_initiatives, fitting_opportunities
from funding.matching.kept import keep_matches
from funding.matching.needs import need_of_entry
from funding.matching.partners import possible_partners
from funding.models import Opportunity
from sinet.database.postgresql.base import embedded_server
from tests.bench.generate import _TERMS, _TYPES, countries


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def calls(count: int) -> Iterator[dict[str, Any]]:
    """Open calls, each for one to three countries, themes, and kinds of applicants."""
    chance = random.Random("calls")
    codes = list(countries()[0])
    closes = timezone.now() + timedelta(days=100)
    for number in range(count):
        yield {
            "schema_version": 1,
            "kind": "call",
            "uid": str(uuid4()),
            "language": "en",
            "title": f"Call {number}",
            "terms": {
                "theme": chance.sample(_TERMS["theme"], chance.choice((1, 1, 2, 3))),
                "sdg": chance.sample(_TERMS["sdg"], chance.choice((0, 1))),
                "applicant": chance.sample(_TYPES, chance.choice((0, 1, 2))),
            },
            "places": [{"country": code} for code in chance.sample(codes, chance.choice((1, 1, 2, 3)))],
            "call": {
                "closes_at": (closes + timedelta(hours=number)).isoformat(),
                "amount_max": "50000",
                "currency": "EUR",
            },
        }


def measured(name: str, ask: Callable[[Any], object], subjects: list[Any]) -> None:
    """p50 and p95 of single questions, in milliseconds."""
    times = []
    for number in range(ROUNDS):
        started = perf_counter()
        ask(subjects[number % len(subjects)])
        times.append(1000 * (perf_counter() - started))
    cuts = statistics.quantiles(times, n=20)
    say(f"| {name} | {statistics.median(times):.1f} | {cuts[18]:.1f} |")


def main() -> int:
    embedded_server().ensure()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference", verbosity=0)
    if Entry.objects.count() < COUNT:
        sys.stderr.write("The generated entries are not there: run `make bench` first.\n")
        return 1
    with transaction.atomic():
        started = perf_counter()
        apply_bulk(documents=calls(CALLS), channel=Channel.IMPORT, by=None, title="Calls")
        say(f"{CALLS:,} calls applied in {perf_counter() - started:.0f} s\n")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE funding_opportunity, directory_facetrow")
        _table()
        transaction.set_rollback(True)
    embedded_server().stop()
    return 0


def _table() -> None:
    chance, at = random.Random(2), timezone.now()
    initiatives = Entry.objects.public().filter(kind__in=INITIATIVES).order_by("pk")
    entries = list(initiatives[: 50 * ROUNDS : 50])
    opportunities = chance.sample(list(Opportunity.objects.order_by("pk")), ROUNDS)
    say("| operation | p50 ms | p95 ms |")
    say("|---|---:|---:|")
    measured(
        f"one entry against {CALLS:,} calls", lambda entry: fitting_opportunities(need_of_entry(entry), at=at), entries
    )
    measured(f"one call against {COUNT:,} entries", fitting_initiatives, opportunities)
    measured(f"possible partners among {COUNT:,} entries", lambda entry: possible_partners(entry.pk), entries)
    few = [one.pk for one in Opportunity.objects.order_by("pk")[:NIGHTLY]]
    Opportunity.objects.exclude(pk__in=few).delete()
    started = perf_counter()
    stored = keep_matches(at=at)
    seconds = perf_counter() - started
    say(f"\nNightly: {COUNT:,} entries with {NIGHTLY:,} calls in {seconds:.0f} s, {stored:,} matches kept.")


if __name__ == "__main__":
    sys.exit(main())
