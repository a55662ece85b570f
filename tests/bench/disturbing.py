"""Whether public pages get slower while a curator has many proposals applied together."""

import http.client
import multiprocessing
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from http.cookies import SimpleCookie
from itertools import islice
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.middleware.csrf import get_token
from django.test import RequestFactory
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.actions.batches import GROUP
from directory.models import Batch, Proposal
from tests.bench.measure import times_of
from tests.bench.serving import HOST, web_server, worker
from tests.bench.visitors import Visitor, ask, visitors

APPLIED: Final = 1_000
ROUNDS: Final = 2
"""Visitors are alone and not alone by turns, equally long: a machine is quicker in one minute than in the next."""
EVERYBODY: Final = "all visitors"
ALL: Final = "all of them"
_WARM_SECONDS: Final = 5.0


def disturbance(session: str, proposals: Callable[[], Iterable[Proposal]]) -> Iterator[str]:
    """Lines that say how long public pages took alone, and while this session's curator has proposals applied."""
    waiting = [str(proposal.uid) for proposal in islice(proposals(), APPLIED)]
    present, alone, meanwhile = visitors(), Times(), Times()
    took = 0.0
    with web_server() as (port, _pid), worker():
        _until_nothing_is_to_do()
        ask(present, port, _for(_WARM_SECONDS))
        for part in (waiting[number::ROUNDS] for number in range(ROUNDS)):
            connections.close_all()
            curator = multiprocessing.get_context("fork").Process(target=_apply, args=[port, session, part])
            start = time.monotonic()
            curator.start()
            meanwhile.add(present, port, curator.is_alive)
            curator.join()
            took += (lasted := time.monotonic() - start)
            alone.add(present, port, _for(lasted))
    done = Proposal.objects.filter(uid__in=waiting, state="applied").count()
    yield f"| visitor | page | p50, p95 alone | p50, p95 while {done:,} proposals are applied in {took:.0f} s |"
    yield "|---|---|---:|---:|"
    for row in sorted(meanwhile.of, key=_order):
        both = [times_of(phase.of[row]) for phase in (alone, meanwhile)]
        yield f"| {' | '.join(row)} | {' | '.join(f'{one.p50:.1f}, {one.p95:.1f}' for one in both)} |"


def _until_nothing_is_to_do() -> None:
    """What came before has its mails to write."""
    while ProcrastinateJob.objects.filter(status__in=["todo", "doing"], scheduled_at=None).exists():
        time.sleep(0.5)


def _order(row: tuple[str, str]) -> tuple[bool, str, bool, str]:
    """The sums after what they sum up."""
    visitor, page = row
    return visitor == EVERYBODY, visitor, page == ALL, page


class Times:
    """The milliseconds that pages took, by visitor and kind of page."""

    def __init__(self) -> None:
        self.of: defaultdict[tuple[str, str], list[float]] = defaultdict(list)

    def add(self, present: list[Visitor], port: int, goes_on: Callable[[], bool]) -> None:
        for visitor in present:
            visitor.took = {}
        ask(present, port, goes_on)
        for visitor in present:
            for page, took in visitor.took.items():
                for row in ((visitor.name, page), (visitor.name, ALL), (EVERYBODY, ALL)):
                    self.of[row] += took


def _for(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def _apply(port: int, session: str, part: Sequence[str]) -> None:
    """What a curator does: choose what to do, see what would happen, and have it done; until it is, with its rests."""
    curator = _Curator(port, session)
    where = curator.sends("/en/curate/together/", {f"decision-{uid}": "accept" for uid in part})
    curator.sends(where, {"text": ""})
    batch = Batch.objects.get(uid=where.rstrip("/").rpartition("/")[2])
    while batch.finished_at is None:
        time.sleep(0.5)
        batch.refresh_from_db()
    groups = -(-len(part) // GROUP)
    if groups > 1 and batch.begun_at:
        # The last group has its rest too, as it would in one batch of all.
        time.sleep((batch.finished_at - batch.begun_at).total_seconds() / (groups - 1))


class _Curator:
    """Who is signed in, and sends forms."""

    def __init__(self, port: int, session: str) -> None:
        self.server = http.client.HTTPConnection(HOST, port, timeout=60)
        request = RequestFactory().get("/")
        self.token = get_token(request)
        cookies = SimpleCookie(
            {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: request.META["CSRF_COOKIE"]}
        )
        self.headers = {"Cookie": cookies.output([], "", ";"), "Content-Type": "application/x-www-form-urlencoded"}

    def sends(self, path: str, form: dict[str, str]) -> str:
        """The page that the form leads on to, which the curator sees."""
        self.server.request("POST", path, urlencode({**form, "csrfmiddlewaretoken": self.token}), self.headers)
        answer = self.server.getresponse()
        answer.read()
        where = answer.getheader("Location")
        if where is None:
            raise RuntimeError(f"The form was answered with {answer.status}")
        self.server.request("GET", where, headers=self.headers)
        self.server.getresponse().read()
        return where
