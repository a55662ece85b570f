"""Whether public pages get slower while many proposals are applied."""

import http.client
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from typing import Final

from django.db import connections

from directory.actions.together import MOST, Decision, decide_together
from directory.models import Entry, Proposal, User
from tests.bench.measure import times_of
from tests.bench.serving import HOST, web_server

APPLIED: Final = 1_000
BEFORE_SECONDS: Final = 15.0
EVERY_SECONDS: Final = 0.1
"""A visitor asks ten times a second: the pages are measured, not their queue."""


def disturbance(user: User, proposals: Callable[[], Iterable[Proposal]]) -> Iterator[str]:
    """Lines that say how long public pages took before, and while proposals were applied."""
    waiting = [proposal.pk for proposal in islice(proposals(), APPLIED)]
    entry = Entry.objects.public().order_by("pk")[0]
    paths = ("/en/", "/en/search/?q=kitchen", "/en/organisations/?country=SE", entry.get_absolute_url())
    with web_server() as (port, _pid):
        server = http.client.HTTPConnection(HOST, port, timeout=60)
        _asked(server, paths, _for(3))
        before = _asked(server, paths, _for(BEFORE_SECONDS))
        connections.close_all()
        worker = multiprocessing.get_context("fork").Process(target=_apply, args=[user.pk, waiting])
        start = time.monotonic()
        worker.start()
        during = _asked(server, paths, worker.is_alive)
        took = time.monotonic() - start
        worker.join()
    done = Proposal.objects.filter(pk__in=waiting, state="applied").count()
    for name, durations in (("before", before), (f"while {done:,} proposals are applied", during)):
        times = times_of(durations)
        yield f"Public pages {name}: p50 {times.p50:.1f}, p95 {times.p95:.1f} ({len(durations)} answers)."
    yield f"Applied {done / took:.0f} proposals a second."


def _for(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def _asked(server: http.client.HTTPConnection, paths: tuple[str, ...], goes_on: Callable[[], bool]) -> list[float]:
    durations = []
    for number, path in enumerate(cycle(paths)):
        if not goes_on():
            return durations
        start = time.perf_counter()
        server.request("GET", f"{path}{'&' if '?' in path else '?'}utm_source={number}")
        answer = server.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        durations.append((time.perf_counter() - start) * 1000)
        time.sleep(EVERY_SECONDS)
    return durations


def _apply(user: int, waiting: list[int]) -> None:
    by = User.objects.get(pk=user)
    for start in range(0, len(waiting), MOST):
        found = Proposal.objects.filter(pk__in=waiting[start : start + MOST]).order_by("pk")
        decide_together(decisions=[Decision(proposal, "accept") for proposal in found], by=by)
