"""`python -m tests.bench.curating`: how fast the queue of a centre answers with 20,000 proposals that wait.

Measured inside one process, from the request to the finished page, without the network. The data lie in a folder of
their own below `SINET_VAR`.
"""

import os
import random
import sys
from pathlib import Path
from time import perf_counter
from typing import Final

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ["SINET_VAR"] = str(Path(os.environ.get("SINET_VAR") or ROOT / "var") / "bench-queue")
os.environ["SINET_MODE"] = "demo"
os.environ["SINET_LOG_LEVEL"] = "ERROR"
os.environ["DJANGO_SETTINGS_MODULE"] = "sinet.settings"

import django

django.setup()

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from directory.access import SKIPPED
from directory.choices import Channel, Kind, ProposalState, RevisionState
from directory.models import Centre, Criterion, Proposal, ProposalEvent, Revision, User
from sinet.database.postgresql.base import embedded_server

COUNT: Final = 20_000
ROUNDS: Final = 60
CENTRES: Final = {"se": ["SE"], "dk": ["DK"], "at": ["AT", "DE"]}
QUERIES: Final = {
    "queue, first page": "",
    "queue, last page": "?page=800",
    "queue, one country": "?country=DK",
    "queue, filters together": "?kind=project&score=30&age=7&assigned=nobody",
    "queue, by score": "?sort=score",
    "queue, appealed": "?state=appealed",
}


def fill() -> User:
    """20,000 proposals in three centres, seen by a coordinator."""
    user, is_new = User.objects.get_or_create(email="coordinator@example.org", defaults={"is_coordinator": True})
    if not is_new:
        return user
    centres = [Centre.objects.create(key=key, name=key.upper(), countries=CENTRES[key]) for key in CENTRES]
    for centre in centres:
        Criterion.objects.create(centre=centre, key="scope", labels={"en": "In scope"})
    chance = random.Random(1)
    now = timezone.now()
    document = {"title": "Kitchen", "summary": "People cook together. " * 20, "description": "More of it. " * 200}
    revisions = Revision.objects.bulk_create(
        (Revision(document=document, channel=Channel.FORM, state=RevisionState.SUBMITTED) for _ in range(COUNT)),
        batch_size=2000,
    )
    made = []
    for number, revision in enumerate(revisions):
        centre = chance.choice(centres)
        made.append(
            Proposal(
                secret_hash=f"{number:064}",
                kind=chance.choice(Kind.values),
                title=f"Kitchen number {number}",
                answers={"what": document},
                revision=revision,
                state=ProposalState.WAITING,
                centre=centre,
                countries=[chance.choice(centre.countries)],
                score=chance.choice((0, 0, 10, 25, 40)),
                score_reasons=[{"rule": "short", "points": 10, "text": "40"}],
                duplicates=[{"entry": 1, "reason": "name"}],
                completeness=chance.randrange(100),
                received_at=now - timedelta(minutes=number),
            )
        )
    proposals = Proposal.objects.bulk_create(made, batch_size=2000)
    received = (ProposalEvent(proposal=proposal, what=ProposalEvent.What.RECEIVED) for proposal in proposals)
    ProposalEvent.objects.bulk_create(received, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return user


def main() -> int:
    if settings.EMBEDDED_DATABASE:
        Path(os.environ["SINET_VAR"]).mkdir(parents=True, exist_ok=True)
        embedded_server().ensure()
    call_command("migrate", verbosity=0)
    if not settings.STATIC_ROOT.exists():
        call_command("collectstatic", verbosity=0, interactive=False)
    client = Client()
    client.force_login(fill())
    session = client.session
    session[SKIPPED] = True
    session.save()
    sys.stdout.write(f"{COUNT:,} proposals wait, {os.cpu_count()} cores; milliseconds\n\n")
    sys.stdout.write("| page | p50 | p95 |\n|---|---:|---:|\n")
    for name, query in QUERIES.items():
        times = sorted(_time(client, f"/en/curate/{query}") for _ in range(ROUNDS))
        sys.stdout.write(f"| {name} | {times[ROUNDS // 2]:.1f} | {times[int(ROUNDS * 0.95)]:.1f} |\n")
    if settings.EMBEDDED_DATABASE:
        embedded_server().stop()
    return 0


def _time(client: Client, path: str) -> float:
    start = perf_counter()
    response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return (perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
