"""Popular pages are made anew when the data change, before the next one asks (docs/explanation/caching.md)."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread, get_ident
from typing import Final

from django import db
from django.conf import settings

from directory.browse.asked import Key
from directory.search.state import STATE

EVERY: Final = 0.1
"""Seconds from one look at the data to the next, while somebody asks."""
LONGEST: Final = 0.25
"""Seconds that are spent on one state of the data: with `EVERY` less than a process may go by a former one."""
REST: Final = 4
"""Then nothing is done for so many times as long: where the data change all the time, a fifth of a process at most."""
LET_PASS: Final = 0.02
"""Seconds at the most that each page waits for visitors who are being answered: threads of Python share one core."""
IDLE: Final = 60.0
"""Seconds without a visitor after which nobody looks any more."""
MOST: Final = 16
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Popular:
    """What was asked for more than once in the last minute or two."""

    span: float = 60.0
    most_kept: int = 2_000
    _began: float = field(default_factory=time.monotonic)
    _now: Counter[Key] = field(default_factory=Counter)
    _before: Counter[Key] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def asked_for(self, key: Key) -> None:
        with self._lock:
            self._turn_over()
            if key in self._now or len(self._now) < self.most_kept:
                self._now[key] += 1

    def first(self, number: int) -> list[Key]:
        """The most asked for first."""
        with self._lock:
            self._turn_over()
            both = self._now + self._before
        return [key for key, times in both.most_common(number) if times > 1]

    def _turn_over(self) -> None:
        now = time.monotonic()
        if now - self._began >= self.span:
            is_long_ago = now - self._began >= 2 * self.span
            self._before = Counter() if is_long_ago else self._now
            self._now, self._began = Counter(), now


class Ahead:
    """A thread that looks at the data and has popular pages made; it runs while somebody asks for public pages."""

    def __init__(self, make: Callable[[Key], object]) -> None:
        self._make = make
        self._popular = Popular()
        self._asked_at = 0.0
        self._answering: set[int] = set()
        """The threads that answer somebody."""
        self._lock = Lock()
        self._thread: Thread | None = None

    def asked_for(self, key: Key) -> None:
        """Somebody wants this page."""
        if settings.PAGES_AHEAD:
            self._popular.asked_for(key)
            self._asked_at = time.monotonic()
            if self._thread is None:
                self._start()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Somebody is being answered: nothing is begun before they are."""
        self._answering.add(get_ident())
        try:
            yield
        finally:
            self._answering.discard(get_ident())

    def look(self) -> float:
        """Make popular pages of a state that is new. Gives the seconds it took, 0 where nothing is new."""
        before = time.monotonic()
        with STATE.next() as coming:
            if coming == STATE.version:
                return 0.0
            for key in self._popular.first(MOST):
                self._let_pass()
                if time.monotonic() - before > LONGEST or STATE.coming != coming:
                    break
                self._make(key)
        return time.monotonic() - before

    def _let_pass(self) -> None:
        end = time.monotonic() + LET_PASS
        while self._answering and time.monotonic() < end:
            time.sleep(0.001)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._watch, name="pages ahead", daemon=True)
                self._thread.start()

    def _watch(self) -> None:
        """Requests look for themselves where this fails, so it may; the next one has it started again."""
        try:
            while time.monotonic() - self._asked_at < IDLE:
                db.close_old_connections()
                time.sleep(max(EVERY, REST * self.look()))
        except db.Error as error:
            _log.warning("pages are not made ahead: %s", error)
        finally:
            db.connections.close_all()
            self._thread = None
