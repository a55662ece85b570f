"""How long it takes to find what fits, and to keep the matches of a night. The calls are made and rolled back.

`make bench ONLY=matching` measures single questions, `ONLY=nightly` the nightly run.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from directory.actions import apply_bulk
from directory.choices import Channel
from directory.models import Entry
from funding.matching.finding import INITIATIVES, fitting_initiatives, fitting_opportunities
from funding.matching.kept import keep_matches
from funding.matching.needs import need_of_entry
from funding.matching.partners import possible_partners
from funding.models import Match, Opportunity
from tests.bench.costs import Costs
from tests.bench.generate import _TERMS, _TYPES, countries

CALLS: Final = 10_000
NIGHTLY: Final = 1_000
ROUNDS: Final = 60
_WARM: Final = 5
"""So many questions first, which are not counted: the connection has its plans then."""
Say = Callable[[str], None]


def documents_of_calls(count: int) -> Iterator[dict[str, Any]]:
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


@transaction.atomic
def ask_what_fits(count: int, say: Say) -> None:
    """Single questions in every direction; `count` generated entries are there."""
    _make_calls(CALLS)
    at = timezone.now()
    initiatives = Entry.objects.public().filter(kind__in=INITIATIVES).order_by("pk")
    step = max(1, initiatives.count() // (ROUNDS + _WARM))
    entries = list(initiatives[: step * (ROUNDS + _WARM) : step])
    opportunities = random.Random(2).sample(list(Opportunity.objects.order_by("pk")), ROUNDS + _WARM)
    say("\n| matching, milliseconds | p50 | p95 | processor: Python + PostgreSQL |\n|---|---:|---:|---:|")
    fitting = f"one entry against {CALLS:,} calls"
    say(_asked(fitting, lambda entry: fitting_opportunities(need_of_entry(entry), at=at), entries))
    say(_asked(f"one call against {count:,} entries", fitting_initiatives, opportunities))
    say(_asked(f"possible partners among {count:,} entries", lambda entry: possible_partners(entry.pk), entries))
    transaction.set_rollback(True)


def _asked(name: str, ask: Callable[[Any], object], subjects: Sequence[Any]) -> str:
    costs = Costs()
    for number, subject in enumerate(subjects):
        (costs if number >= _WARM else Costs()).of(lambda subject=subject: ask(subject))
    times, each = costs.times, 1000 / len(costs.runs)
    return f"| {name} | {times.p50:.1f} | {times.p95:.1f} | {costs.python * each:.1f} + {costs.writing * each:.1f} |"


@transaction.atomic
def keep_as_at_night(count: int, say: Say) -> None:
    """The nightly run, when nothing is kept yet and when nothing has changed; `count` generated entries are there."""
    _make_calls(NIGHTLY)
    say("\n| nightly matches, seconds | by the clock | processor: Python + PostgreSQL | kept |\n|---|---:|---:|---:|")
    for name in ("first night", "second night"):
        costs = Costs()
        costs.of(lambda: keep_matches(at=timezone.now()))
        spent = f"{sum(costs.runs):.0f} | {costs.python:.0f} + {costs.writing:.0f}"
        say(f"| {count:,} entries with {NIGHTLY:,} calls, {name} | {spent} | {Match.objects.count():,} |")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE funding_match")  # as the database does by itself where rows are committed
    transaction.set_rollback(True)


def _make_calls(count: int) -> None:
    apply_bulk(documents=documents_of_calls(count), channel=Channel.IMPORT, by=None, title="Calls")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE funding_opportunity, directory_facetrow")
