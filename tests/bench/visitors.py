"""Visitors who go on asking for public pages while something else happens, each in a thread of their own."""

import http.client
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from threading import Thread
from typing import Final

from django.conf import settings

from directory.models import Entry
from tests.bench.generate import countries
from tests.bench.serving import HOST

EVERY_SECONDS: Final = 0.2
"""Each asks five times a second, if the former answer has come: the pages are measured, not their queue."""
_DIFFERENT: Final = 3_000
# What a signed-in visitor asks for is worked out anew each time.
_SIGNED_IN: Final = {"Cookie": f"{settings.SESSION_COOKIE_NAME}=measuring"}


@dataclass(slots=True)
class Visitor:
    """One who asks for pages one after the other; the milliseconds that each kind of page took, by its name."""

    name: str
    pages: Iterator[tuple[str, str]]
    """(kind of page, path)"""
    headers: dict[str, str] = field(default_factory=dict)
    took: dict[str, list[float]] = field(default_factory=dict)


def visitors() -> list[Visitor]:
    """One for popular pages, one for the same who is signed in, one for pages that were not asked for lately."""
    entry = Entry.objects.public().order_by("pk")[0]
    popular = (
        ("first page", "/en/"),
        ("a search", "/en/search/?q=kitchen"),
        ("a list", "/en/organisations/?country=SE"),
        ("an entry", entry.get_absolute_url()),
    )
    return [
        Visitor("popular pages", cycle(popular)),
        Visitor("popular pages, signed in", cycle(popular), _SIGNED_IN),
        Visitor("other pages", iter(list(_others()))),
    ]


def _others() -> Iterator[tuple[str, str]]:
    """An entry and a page of a list by turns, no two alike."""
    entries = Entry.objects.public().order_by("slug")[:_DIFFERENT]
    lists = (
        f"/en/organisations/?country={country}&page={page}"
        for page in range(2, 200)
        for country in sorted(countries()[0])
    )
    for entry, path in zip(list(entries), lists, strict=False):
        yield "an entry", entry.get_absolute_url()
        yield "a list", path


def ask(visitors: Iterable[Visitor], port: int, goes_on: Callable[[], bool]) -> None:
    """All of them at once, for so long; every request has a connection of its own, as most visitors have."""
    failed: list[str] = []
    threads = [Thread(target=_visit, args=[visitor, port, goes_on, failed]) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(failed[0])


def _visit(visitor: Visitor, port: int, goes_on: Callable[[], bool], failed: list[str]) -> None:
    for page, path in visitor.pages:
        if not goes_on() or failed:
            return
        start = time.perf_counter()
        server = http.client.HTTPConnection(HOST, port, timeout=60)
        server.request("GET", path, headers=visitor.headers)
        answer = server.getresponse()
        answer.read()
        visitor.took.setdefault(page, []).append((time.perf_counter() - start) * 1000)
        server.close()
        if answer.status != http.client.OK:
            failed.append(f"{path} answered {answer.status}")
        time.sleep(EVERY_SECONDS)
