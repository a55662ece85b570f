"""`make bench`: loads N generated entries and prints how fast the whole stack answers.

`N` (100000), `CLIENTS` (8) and `SECONDS` per operation (3) come from the environment; `ONLY` names operations by a part
of their name, or what else is measured: `writing`, `matching`, `nightly` (matches), `grants` (an import).
The data lie in a folder of their own below `SINET_VAR`, or in the database of `DATABASE_URL`.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = int(os.environ.get("N") or "100000")
CLIENTS = int(os.environ.get("CLIENTS") or "8")
SECONDS = float(os.environ.get("SECONDS") or "3")
ONLY = os.environ.get("ONLY", "")

sys.path.insert(0, str(ROOT))
os.environ["SINET_VAR"] = str(Path(os.environ.get("SINET_VAR") or ROOT / "var") / f"bench-{COUNT}")
os.environ["SINET_MODE"] = "demo"
os.environ["SINET_LOG_LEVEL"] = "ERROR"
os.environ["DJANGO_SETTINGS_MODULE"] = "sinet.settings"

import django

django.setup()

from django.conf import settings

from sinet.database.postgresql.base import embedded_server
from tests.bench.grants import take_grants_in
from tests.bench.matching import ask_what_fits, keep_as_at_night
from tests.bench.measure import Measured, Server, measure
from tests.bench.operations import EMPTY, operations
from tests.bench.prepare import NotOurs, prepare
from tests.bench.serving import HOST, web_server, worker_memory, worker_seconds
from tests.bench.writing import write_all

PARTS = {"writing": write_all, "matching": ask_what_fits, "nightly": keep_as_at_night, "grants": take_grants_in}
"""What is measured in this process, after the web server, by the name that `ONLY` chooses it with."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    Path(os.environ["SINET_VAR"]).mkdir(parents=True, exist_ok=True)
    if settings.EMBEDDED_DATABASE:
        embedded_server().ensure()
    try:
        speed = prepare(COUNT, say)
    except NotOurs as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    finally_said = [] if speed is None else [f"Bulk apply: {speed:,.0f} documents a second."]
    with web_server() as (port, pid):
        say(f"\n{COUNT:,} entries, {CLIENTS} clients, {os.cpu_count()} cores; milliseconds\n")
        say("| operation | p50 | p95 | answers/s | processor | SQL p50 (statements) | ÷ SQL | ÷ empty view |")
        say("|---|---:|---:|---:|---:|---:|---:|---:|")
        empty = 0.0
        server = Server(HOST, port, lambda: worker_seconds(pid))
        for operation in operations(COUNT):
            if operation.paths[0] != EMPTY and ONLY not in operation.name:
                continue
            measured = measure(operation, server, seconds=SECONDS, clients=CLIENTS)
            empty = empty or measured.alone.p50
            say(_row(measured, empty))
        memory = worker_memory(pid)
    finally_said.append("Memory of a web worker (PSS): " + ", ".join(f"{size:.0f} MiB" for size in memory) + ".")
    for name, part in PARTS.items():
        if ONLY in name:
            part(COUNT, say)
    if settings.EMBEDDED_DATABASE:
        embedded_server().stop()
    say("\n" + "\n".join(finally_said))
    return 0


def _row(measured: Measured, empty: float) -> str:
    alone, sql = measured.alone, measured.sql
    ratio = f"{alone.p50 / sql:.1f}" if sql else "–"
    return (
        f"| {measured.name} | {alone.p50:.1f} | {alone.p95:.1f} | {measured.per_second:,.0f} | {measured.processor:.1f}"
        f" | {sql:.2f} ({measured.statements}) | {ratio} | {alone.p50 / empty:.1f} |"
    )


sys.exit(main())
