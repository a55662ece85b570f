"""Whether public pages get slower while many proposals are applied, page by page of the queue, as a curator does."""

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

from directory.curate.queue import PAGE_SIZE
from directory.models import Proposal
from tests.bench.measure import times_of
from tests.bench.serving import HOST, web_server
from tests.bench.visitors import Visitor, ask, visitors

APPLIED: Final = 1_000
ROUNDS: Final = 10
"""Visitors are alone and not alone by turns, equally long: a machine is quicker in one minute than in the next."""
EVERYBODY: Final = "all visitors"
ALL: Final = "all of them"
_WARM_SECONDS: Final = 5.0
FORM_SECONDS: Final = 2.5
"""From one form of 25 lines to the next: quicker than anybody reads them."""


def disturbance(session: str, proposals: Callable[[], Iterable[Proposal]]) -> Iterator[str]:
    """Lines that say how long public pages took alone, and while the curator of this session applied proposals."""
    waiting = [str(proposal.uid) for proposal in islice(proposals(), APPLIED)]
    present, alone, meanwhile = visitors(), Times(), Times()
    took = 0.0
    with web_server() as (port, _pid):
        ask(present, port, _for(_WARM_SECONDS))
        for first in range(0, len(waiting), APPLIED // ROUNDS):
            part = waiting[first : first + APPLIED // ROUNDS]
            alone.add(present, port, _for(len(part) / PAGE_SIZE * FORM_SECONDS))
            connections.close_all()
            worker = multiprocessing.get_context("fork").Process(target=_apply, args=[port, session, part])
            start = time.monotonic()
            worker.start()
            meanwhile.add(present, port, worker.is_alive)
            took += time.monotonic() - start
            worker.join()
    done = Proposal.objects.filter(uid__in=waiting, state="applied").count()
    yield f"| visitor | page | p50, p95 alone | p50, p95 while {done:,} proposals are applied |"
    yield "|---|---|---:|---:|"
    for row in sorted(meanwhile.of, key=_order):
        both = [times_of(phase.of[row]) for phase in (alone, meanwhile)]
        yield f"| {' | '.join(row)} | {' | '.join(f'{one.p50:.1f}, {one.p95:.1f}' for one in both)} |"
    yield f"\nApplied {done / took:.0f} proposals a second."


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


def _apply(port: int, session: str, waiting: Sequence[str]) -> None:
    """One form of the queue after the other: what it would do, then doing it."""
    server = http.client.HTTPConnection(HOST, port, timeout=60)
    request = RequestFactory().get("/")
    token = get_token(request)
    cookies = SimpleCookie(
        {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: request.META["CSRF_COOKIE"]}
    )
    headers = {"Cookie": cookies.output([], "", ";"), "Content-Type": "application/x-www-form-urlencoded"}
    for start in range(0, len(waiting), PAGE_SIZE):
        next_form = time.monotonic() + FORM_SECONDS
        form = {f"decision-{uid}": "accept" for uid in waiting[start : start + PAGE_SIZE]}
        for do in ("", "apply"):
            sent = urlencode({**form, "do": do, "csrfmiddlewaretoken": token})
            server.request("POST", "/en/curate/together/", sent, headers)
            answer = server.getresponse()
            answer.read()
            if answer.status != http.client.OK:
                raise RuntimeError(f"The form was answered with {answer.status}")
        time.sleep(max(0.0, next_form - time.monotonic()))
