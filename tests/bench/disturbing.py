"""Whether public pages get slower while many proposals are applied, page by page of the queue, as a curator does."""

import http.client
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from http.cookies import SimpleCookie
from itertools import cycle, islice
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.middleware.csrf import get_token
from django.test import RequestFactory

from directory.curate.queue import PAGE_SIZE
from directory.models import Entry, Proposal
from tests.bench.measure import times_of
from tests.bench.serving import HOST, web_server

APPLIED: Final = 1_000
ALONE_SECONDS: Final = 40.0
"""Before, and once more afterwards: a machine may have become quicker or slower meanwhile."""
# What a signed-in visitor asks for is worked out anew: else the first phase would measure pages that were kept.
_WORKED_OUT: Final = {"Cookie": f"{settings.SESSION_COOKIE_NAME}=measuring"}
EVERY_SECONDS: Final = 0.1
"""A visitor asks ten times a second: the pages are measured, not their queue."""
FORM_SECONDS: Final = 2.5
"""From one form of 25 lines to the next: quicker than anybody reads them."""


def disturbance(session: str, proposals: Callable[[], Iterable[Proposal]]) -> Iterator[str]:
    """Lines that say how long public pages took alone, and while the curator of this session applied proposals."""
    waiting = [str(proposal.uid) for proposal in islice(proposals(), APPLIED)]
    entry = Entry.objects.public().order_by("pk")[0]
    paths = ("/en/", "/en/search/?q=kitchen", "/en/organisations/?country=SE", entry.get_absolute_url())
    with web_server() as (port, _pid):
        server = http.client.HTTPConnection(HOST, port, timeout=60)
        _asked(server, paths, _for(3))
        alone = [_asked(server, paths, _for(ALONE_SECONDS))]
        connections.close_all()
        worker = multiprocessing.get_context("fork").Process(target=_apply, args=[port, session, waiting])
        start = time.monotonic()
        worker.start()
        during = _asked(server, paths, worker.is_alive)
        took = time.monotonic() - start
        worker.join()
        alone.append(_asked(server, paths, _for(ALONE_SECONDS)))
    done = Proposal.objects.filter(uid__in=waiting, state="applied").count()
    yield f"| public page | p50, p95 alone | p50, p95 while {done:,} proposals are applied |"
    yield "|---|---:|---:|"
    for number, path in enumerate([*paths, "all"]):
        step = slice(number, None, len(paths)) if path != "all" else slice(None)
        quiet, disturbed = times_of([*alone[0][step], *alone[1][step]]), times_of(during[step])
        yield f"| {path} | {quiet.p50:.1f}, {quiet.p95:.1f} | {disturbed.p50:.1f}, {disturbed.p95:.1f} |"
    yield f"\nApplied {done / took:.0f} proposals a second."


def _for(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def _asked(server: http.client.HTTPConnection, paths: tuple[str, ...], goes_on: Callable[[], bool]) -> list[float]:
    durations = []
    for number, path in enumerate(cycle(paths)):
        if not goes_on():
            return durations
        start = time.perf_counter()
        server.request("GET", f"{path}{'&' if '?' in path else '?'}utm_source={number}", headers=_WORKED_OUT)
        answer = server.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        durations.append((time.perf_counter() - start) * 1000)
        time.sleep(EVERY_SECONDS)
    return durations


def _apply(port: int, session: str, waiting: list[str]) -> None:
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
