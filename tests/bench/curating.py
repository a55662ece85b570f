"""`python -m tests.bench.curating`: how fast proposals come in and are decided, with 20,000 that wait.

`N` entries (100000) and `WAITING` proposals (20000) come from the environment. One table: milliseconds inside one
process, from the request or the action to its end, and the processor time that Python and PostgreSQL used for one.
Then the public pages of a running site, before and while 1,000 proposals are applied. The data lie in a folder of their
own below `SINET_VAR`.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT: Final = int(os.environ.get("N") or "100000")
WAITING: Final = int(os.environ.get("WAITING") or "20000")
sys.path.insert(0, str(ROOT))
os.environ["SINET_VAR"] = str(Path(os.environ.get("SINET_VAR") or ROOT / "var") / f"bench-curating-{COUNT}")
os.environ["SINET_MODE"] = "demo"
os.environ["SINET_LOG_LEVEL"] = "ERROR"
os.environ["DJANGO_SETTINGS_MODULE"] = "sinet.settings"

import django

django.setup()

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from directory.access.accounts import SKIPPED
from directory.actions import apply, propose
from directory.actions.accepting import accept
from directory.actions.proposals import start_draft
from directory.actions.receiving import receive
from directory.choices import Channel, Intent, Kind, ProposalState, RevisionState
from directory.models import Centre, Criterion, Entry, Proposal, ProposalEvent, Revision, Submitter, User
from sinet.database.postgresql.base import embedded_server
from tests.bench.disturbing import disturbance
from tests.bench.generate import documents
from tests.bench.measure import times_of
from tests.bench.prepare import prepare

ROUNDS: Final = 60
CENTRES: Final = {"se": ["SE"], "dk": ["DK"], "at": ["AT", "DE"]}
QUERIES: Final = {
    "queue, first page": "",
    "queue, last page": f"?page={WAITING // 25}",
    "queue, one country": "?country=DK",
    "queue, filters together": "?kind=project&score=30&age=7&assigned=nobody",
    "queue, by score": "?sort=score",
    "queue, appealed": "?state=appealed",
}
_TICK: Final = os.sysconf("SC_CLK_TCK")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


# --- the data -------------------------------------------------------------------------------------
def fill() -> User:
    """Proposals that wait in three centres, seen by a coordinator."""
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
        (Revision(document=document, channel=Channel.FORM, state=RevisionState.SUBMITTED) for _ in range(WAITING)),
        batch_size=2000,
    )
    made = [
        _waiting(number, revision, chance.choice(centres), chance, now - timedelta(minutes=number), document)
        for number, revision in enumerate(revisions)
    ]
    proposals = Proposal.objects.bulk_create(made, batch_size=2000)
    received = (ProposalEvent(proposal=proposal, what=ProposalEvent.What.RECEIVED) for proposal in proposals)
    ProposalEvent.objects.bulk_create(received, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return user


def _waiting(
    number: int, revision: Revision, centre: Centre, chance: random.Random, at: Any, document: dict[str, str]
) -> Proposal:
    return Proposal(
        secret_hash=f"{number:064}",
        kind=chance.choice([kind for kind in Kind.values if kind != "call"]),
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
        received_at=at,
    )


_numbers: Final = count()


def new_documents() -> Iterator[dict[str, Any]]:
    """Documents that are not in the directory yet, of one country each."""
    for document in islice(documents(COUNT + 20_000), COUNT, None):
        if document["kind"] in ("organisation", "project"):
            place = {"country": "SE", "city": "Malmö", "main": True, "latitude": 55.6, "longitude": 13.0}
            own = {"uid": None, "slug": "", "relations": [], "places": [{**place, "precision": "city"}]}
            yield {**document, **own, "source": None}


def taken_in(document: dict[str, Any]) -> Proposal:
    """A proposal as it enters the queue when its sender confirms: duplicates, score, revision."""
    proposal, _secret = start_draft(kind=Kind(document["kind"]), intent=Intent.NEW, language="en")
    proposal.submitter = Submitter.objects.get_or_create(email=f"sender-{next(_numbers)}@example.org")[0]
    return receive(proposal=proposal, documents=[document])


# --- measuring ------------------------------------------------------------------------------------
def row(name: str, goal: str, actions: Iterator[Callable[[], object]]) -> str:
    """One line of the table; what prepares an action is not counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = int(cursor.fetchone()[0])
    took, python, server = [], 0.0, 0
    for number, action in enumerate(islice(actions, ROUNDS + 3)):
        ticks, used, start = _ticks(backend), process_time(), perf_counter()
        action()
        if number >= 3:  # the first ones fill caches
            took.append((perf_counter() - start) * 1000)
            python += process_time() - used
            server += _ticks(backend) - ticks
    times = times_of(took)
    own = f"{python * 1000 / len(took):.1f} + {server * 1000 / _TICK / len(took):.1f}"
    return f"| {name} | {times.p50:.1f} | {times.p95:.1f} | {own} | {goal} |"


def _ticks(pid: int) -> int:
    """The processor time of a process in hundredths of a second; 0 where the system does not say."""
    try:
        user, system = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    except OSError:
        return 0
    return int(user) + int(system)


def _gets(client: Client, paths: Iterator[str]) -> Iterator[Callable[[], object]]:
    for path in paths:
        yield lambda path=path: _get(client, path)


def _get(client: Client, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")


def _duplicate_paths() -> Iterator[str]:
    """Names of entries with a slip of the pen in them, as somebody types them."""
    for title in Entry.objects.public().order_by("-pk").values_list("title", flat=True)[: ROUNDS + 3]:
        typed = f"{title[:4]}{title[5:]}".replace(" ", "+")
        yield f"/en/submit/duplicates?title={typed}&website=https://nobody.example.org/"


def table(client: Client, user: User) -> None:
    say("| operation | p50 | p95 | processor: Python + PostgreSQL | p95 wanted |\n|---|---:|---:|---:|---:|")
    for name, query in QUERIES.items():
        paths = (f"/en/curate/{query}" for _ in range(ROUNDS + 3))
        say(row(name, "50", _gets(client, paths)))
    say(row("duplicate suggestions", "30", _gets(Client(), _duplicate_paths())))
    made = new_documents()
    say(row("proposal taken in, with its duplicate check", "60", (lambda one=one: taken_in(one) for one in made)))
    waiting = (taken_in(one) for one in made)
    say(row("one decision: accepted", "", (lambda one=one: accept(proposal=one, by=user) for one in waiting)))
    revisions = (propose(document=one, channel=Channel.CURATOR, by=user) for one in made)
    say(row("one apply", "30", (lambda one=one: apply(revision=one, by=user) for one in revisions)))


def main() -> int:
    Path(os.environ["SINET_VAR"]).mkdir(parents=True, exist_ok=True)
    if settings.EMBEDDED_DATABASE:
        embedded_server().ensure()
    prepare(COUNT, say)
    user = fill()
    client = Client()
    client.force_login(user)
    session = client.session
    session[SKIPPED] = True
    session.save()
    say(f"\n{COUNT:,} entries, {WAITING:,} proposals wait, {os.cpu_count()} cores; milliseconds\n")
    table(client, user)
    say("")
    for line in disturbance(str(session.session_key), lambda: (taken_in(one) for one in new_documents())):
        say(line)
    if settings.EMBEDDED_DATABASE:
        embedded_server().stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
