"""What writing costs: many documents at once, and one; by the clock and by the processor time of each process.

Bulks are rolled back, so that the database goes on to hold generated entries only. Single changes stay.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

from django.db import transaction

from directory.actions import apply, apply_bulk, propose
from directory.actions.accepting import accept
from directory.actions.proposals import start_draft
from directory.actions.receiving import receive
from directory.choices import Channel, Intent, Kind
from directory.documents import read
from directory.management.commands.load_reference import DATA
from directory.models import Entry, User
from tests.bench.costs import Costs
from tests.bench.generate import documents

_GENERATED: Final = 10_000
_SINGLE: Final = 200
_WARM: Final = 10
"""So many runs first, which are not counted: the connection has its plans then."""
Say = Callable[[str], None]


def write_all(count: int, say: Say) -> None:
    """Measure each way of writing and say what it cost; `count` generated entries are there."""
    say("\n| writing | documents/s | p50 | p95 | statements | Python | its connection | the second |")
    say("|---|---:|---:|---:|---:|---:|---:|---:|")
    made = list(islice(documents(count + _GENERATED), count, None))
    say(_bulk(made).row(f"bulk of {len(made):,} generated", len(made)))
    made = list(demo_documents())
    say(_bulk(made).row(f"bulk of {len(made):,} of the demo", len(made)))
    for name, costs in one_by_one().items():
        say(costs.row(name, len(costs.runs)))


def demo_documents() -> Iterator[dict[str, Any]]:
    """The real documents that are shipped with the demo."""
    for path in sorted((DATA / "demo").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _bulk(made: list[dict[str, Any]]) -> Costs:
    costs = Costs()
    with transaction.atomic():
        costs.of(lambda: apply_bulk(documents=made, channel=Channel.IMPORT, by=None, title="Measuring"))
        transaction.set_rollback(True)
    return costs


def one_by_one() -> dict[str, Costs]:
    """Another summary for single entries: proposed and applied, then received as a proposal and accepted."""
    by, _created = User.objects.get_or_create(email="measuring@example.org", defaults={"is_coordinator": True})
    costs = {name: Costs() for name in ("change proposed", "change applied", "proposal received", "proposal accepted")}
    for number, entry in enumerate(Entry.objects.public().order_by("pk")[: _SINGLE + _WARM]):
        taken = costs if number >= _WARM else dict.fromkeys(costs, Costs())
        _change(entry, taken)
        entry.refresh_from_db()
        _proposal(entry, by, taken)
    return costs


def _changed(entry: Entry, how: str) -> dict[str, Any]:
    return {**read(entry, public=False), "summary": f"{entry.title}, {how} after {entry.updated_at}."}


def _change(entry: Entry, costs: dict[str, Costs]) -> None:
    document = _changed(entry, "changed")
    revision = costs["change proposed"].of(lambda: propose(document=document, channel=Channel.CURATOR, entry=entry))
    costs["change applied"].of(lambda: apply(revision=revision, by=None))


def _proposal(entry: Entry, by: User, costs: dict[str, Costs]) -> None:
    document = _changed(entry, "proposed")
    kind = Kind(entry.kind)
    proposal, _secret = start_draft(kind=kind, intent=Intent.CHANGE, language="en", entry=entry)
    received = costs["proposal received"].of(lambda: receive(proposal=proposal, documents=[document]))
    costs["proposal accepted"].of(lambda: accept(proposal=received, by=by))
