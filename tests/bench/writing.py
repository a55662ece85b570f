"""What writing costs: many documents at once, and one; by the clock and by the processor time of each process.

Bulks are rolled back, so that the database goes on to hold generated entries only. Single changes stay.
"""

import gzip
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from django.db import connection, transaction

from directory.actions import apply, apply_bulk, propose
from directory.actions.decisions import accept
from directory.actions.proposals import start_draft
from directory.actions.receiving import receive
from directory.choices import Channel, Intent, Kind
from directory.documents import read
from directory.management.commands.load_reference import DATA
from directory.models import Entry, User
from tests.bench.generate import documents
from tests.bench.measure import times_of

_GENERATED: Final = 10_000
_SINGLE: Final = 200
_WARM: Final = 10
"""So many runs first, which are not counted: the connection has its plans then."""
_NANO: Final = 1e-9
_PROCESSES: Final = Path("/proc")
Say = Callable[[str], None]
Result = TypeVar("Result")


@dataclass(slots=True)
class Costs:
    """Of one operation: seconds of each run by the clock; of all runs, seconds of processor time of each process."""

    runs: list[float] = field(default_factory=list)
    statements: int = 0
    """The most in one run, COPY not counted."""
    python: float = 0.0
    writing: float = 0.0
    """Of the connection that writes."""
    ended: float = 0.0
    """Of connections that ended meanwhile, such as the one that makes vectors."""

    def of(self, action: Callable[[], Result]) -> Result:
        """Run it once more."""
        counted = 0

        def count(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            nonlocal counted
            counted += 1
            return execute(sql, params, many, context)

        before = _spent()
        with connection.execute_wrapper(count):
            result = action()
        clock, python, writing, ended = (now - then for now, then in zip(_spent(), before, strict=True))
        self.runs.append(clock)
        self.statements = max(self.statements, counted)
        self.python += python
        self.writing += writing
        self.ended += ended
        return result

    def row(self, name: str, units: int) -> str:
        """A row of the table; `units` documents were written in all."""
        times = times_of([1000 * seconds for seconds in self.runs]) if len(self.runs) > 1 else None
        p50, p95 = (f"{times.p50:.1f}", f"{times.p95:.1f}") if times else ("–", "–")
        each = [f"{1000 * seconds / units:.2f}" for seconds in (self.python, self.writing, self.ended)]
        return f"| {name} | {units / sum(self.runs):,.0f} | {p50} | {p95} | {self.statements} | {' | '.join(each)} |"


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


def _spent() -> tuple[float, float, float, float]:
    """Seconds so far: by the clock; of processor time of this process, of its connection, of connections that ended."""
    clock, python = time.perf_counter(), time.process_time()
    pid: int = connection.connection.info.backend_pid
    try:
        run = int((_PROCESSES / str(pid) / "schedstat").read_text().split()[0])
        server = _PROCESSES / _stat(_PROCESSES / str(pid))[1]
        ended = sum(map(int, _stat(server)[13:15]))
    except OSError:  # the database is on another machine, or the system does not say
        return clock, python, 0.0, 0.0
    return clock, python, run * _NANO, ended / os.sysconf("SC_CLK_TCK")


def _stat(process: Path) -> list[str]:
    """The values behind the name: state, parent ..."""
    return (process / "stat").read_text().rsplit(")", 1)[1].split()
