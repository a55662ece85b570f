"""Keeps what the process knows of the public data in step with the database, by following the change log.

One query brings what is new in the log (`directory.search.changelog`) and runs at every request, so nothing here is
ever older than the request. A process begins with what another one left in a file, where it can, else by reading all.
"""

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from directory.models import Notice
from directory.search.bitmap_file import Keepsake
from directory.search.bitmaps import Bitmaps
from directory.search.catalogue import Catalogue
from directory.search.changelog import Log, New, is_continued, news_since, present_log
from directory.search.hits import forget_hits
from directory.search.keeping import Keeper
from directory.search.loading import load, rows_of
from directory.search.relations import forget_relations
from directory.search.synonyms import forget_towns
from directory.search.tallies import forget_tallies
from directory.search.windows import forget_windows

# With more changes than this at once, reading all anew is quicker.
_MOST_CHANGES: Final = 20_000


@dataclass(frozen=True)
class Reading:
    """The public data at one moment, as far as the process keeps it."""

    log: Log
    catalogue: Catalogue
    bitmaps: Bitmaps | None
    """None where bitmaps are switched off, or inside a transaction (which may see what nobody else does)."""

    @property
    def version(self) -> str:
        return self.log.version


class Follower:
    """One per process. Threads share it; what it gives out never changes."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self._lock = Lock()
        self._keeper = keeper or Keeper()
        self._reading: Reading | None = None
        self._slots = array("q")
        """Entry → its slot in the bitmaps, 0 where it has none."""
        self.began_with_file = False

    def reading(self) -> Reading:
        """What is public now. Inside a transaction it is read anew and kept by nobody: it may be rolled back."""
        if connection.in_atomic_block:
            return Reading(present_log(), Catalogue.load(), None)
        with self._lock:
            if self._reading is None:
                self._reading = self._loaded()
            else:
                self._reading = self._followed(self._reading)
            if self._reading.bitmaps is not None:
                self._keeper.offer(Keepsake(self._reading.log, self._reading.bitmaps, self._slots))
            return self._reading

    def forget(self) -> None:
        """Read everything anew at the next request."""
        with self._lock:
            self._reading = None

    def _loaded(self) -> Reading:
        kept = self._keeper.found() if settings.BITMAPS else None
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            reading = self._caught_up(kept) if kept else None
            self.began_with_file = reading is not None
            if reading is not None:
                return reading
            bitmaps = load() if settings.BITMAPS else None
            reading = Reading(present_log(), Catalogue.load(), bitmaps)
        if bitmaps:
            self._slots = array("q")
            for slot in bitmaps.everything:
                self._keep_slot(bitmaps.table.entry[slot], slot)
        return reading

    def _caught_up(self, kept: Keepsake) -> Reading | None:
        """The present state, begun with what a file holds; None where this log does not go on from it."""
        if not is_continued(kept.log, most=_MOST_CHANGES):
            self._keeper.refused()
            return None
        log, news = news_since(kept.log)
        if Notice.Topic.REBUILT in {row.topic for row in news}:
            self._keeper.refused()
            return None
        self._slots = kept.slots
        return self._with_news(Reading(log, Catalogue.load(), kept.bitmaps), news)

    def _followed(self, known: Reading) -> Reading:
        log, news = news_since(known.log)
        topics = {row.topic for row in news}
        entries = {row.entry for row in news if row.entry is not None}
        if Notice.Topic.REBUILT in topics or len(entries) > _MOST_CHANGES:
            return self._loaded()
        catalogue = Catalogue.load() if Notice.Topic.NAMES in topics else known.catalogue
        return self._with_news(Reading(log, catalogue, known.bitmaps), news)

    def _with_news(self, known: Reading, news: Iterable[New]) -> Reading:
        """What is known, with the entries of which the log has news as they are now."""
        entries = {row.entry for row in news if row.entry is not None}
        if not entries:
            return known
        found = rows_of(list(entries))
        catalogue = known.catalogue.with_values({number for row in found for number in row.values})
        bitmaps = known.bitmaps
        if bitmaps is not None:
            gone = [slot for slot in map(self._slot, entries) if slot]
            bitmaps = bitmaps.changed(gone, found)
            for entry in entries:
                self._keep_slot(entry, 0)
            for row in found:
                self._keep_slot(row.entry, row.slot)
        return Reading(known.log, catalogue, bitmaps)

    def _slot(self, entry: int) -> int:
        return self._slots[entry] if entry < len(self._slots) else 0

    def _keep_slot(self, entry: int, slot: int) -> None:
        short = entry + 1 - len(self._slots)
        if short > 0:
            self._slots.extend(array("q", bytes(8 * (short + 1024))))
        self._slots[entry] = slot


follower = Follower()
_held: Final[ContextVar[list[Reading] | None]] = ContextVar("held", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Whatever asks inside gets one state of the data, looked up once: for those who read and write nothing."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def forget() -> None:
    """Keep nothing of what the process knows: the database was exchanged, or emptied behind the change log's back."""
    follower.forget()
    forget_hits()
    forget_relations()
    forget_tallies()
    forget_towns()
    forget_windows()


def reading() -> Reading:
    """What is public now, as this process knows it; see `Follower.reading` and `one_reading`."""
    held = _held.get()
    if held is None:
        return follower.reading()
    if not held:
        held.append(follower.reading())
    return held[0]


def data_version() -> str:
    """A short name of the state of the public data: the same in every process, another after each change."""
    return reading().version


def changed_at() -> datetime | None:
    """When the public data last changed; None where nothing was ever public."""
    return reading().log.changed_at
