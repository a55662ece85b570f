"""Keeps what the process knows of the public data in step with the database, by following the change log.

No number can serve as a cursor into the log: transactions commit in another order than they began, and a row with a
small number may become visible after one with a large number was read. So the cursor is a snapshot: what is new are
the rows whose transaction this snapshot did not yet see. One query brings them and the next snapshot; it runs at
every request, so nothing here is ever older than the request. Measurements: docs/reference/search.md.
"""

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from directory.models import Notice
from directory.search.bitmaps import Bitmaps
from directory.search.catalogue import Catalogue
from directory.search.hits import forget_hits
from directory.search.loading import load, rows_of
from directory.search.synonyms import forget_towns

# With more changes than this at once, reading all anew is quicker.
_MOST_CHANGES: Final = 20_000

_NEW = """
SELECT pg_current_snapshot()::text, c.id, c.entry_id, c.at, c.topic FROM (SELECT 1) o LEFT JOIN (
    SELECT id, entry_id, at, NULL AS topic, xid FROM directory_change
        WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
    UNION ALL
    SELECT id, NULL, NULL, topic, xid FROM directory_notice WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
) c ON NOT pg_visible_in_snapshot(c.xid, %(seen)s::pg_snapshot)
"""
_STATE = """
SELECT pg_current_snapshot()::text, c.count, c.sum, c.at, n.count, n.sum FROM
    (SELECT count(*), coalesce(sum(id), 0) AS sum, max(at) AS at FROM directory_change) c,
    (SELECT count(*), coalesce(sum(id), 0) AS sum FROM directory_notice) n
"""


@dataclass(frozen=True)
class Log:
    """How much of the change log is known. It is the same in every process that knows the same."""

    snapshot: str
    changes: int = 0
    change_sum: int = 0
    changed_at: datetime | None = None
    notices: int = 0
    notice_sum: int = 0

    @property
    def version(self) -> str:
        """A short name of this state of the data."""
        parts = (self.changes, self.change_sum, self.notices, self.notice_sum)
        return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


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

    def __init__(self) -> None:
        self._lock = Lock()
        self._reading: Reading | None = None
        self._slots = array("q")
        """Entry → its slot in the bitmaps, 0 where it has none."""

    def reading(self) -> Reading:
        """What is public now. Inside a transaction it is read anew and kept by nobody: it may be rolled back."""
        if connection.in_atomic_block:
            return Reading(_log(), Catalogue.load(), None)
        with self._lock:
            if self._reading is None:
                self._load()
            else:
                self._follow(self._reading)
            assert self._reading is not None  # noqa: S101 - for the type checker
            return self._reading

    def forget(self) -> None:
        """Read everything anew at the next request."""
        with self._lock:
            self._reading = None

    def _load(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            log = _log()
            bitmaps = load() if settings.BITMAPS else None
            self._reading = Reading(log, Catalogue.load(), bitmaps)
        if bitmaps:
            self._slots = array("q")
            for slot in bitmaps.everything:
                self._keep_slot(bitmaps.table.entry[slot], slot)

    def _follow(self, known: Reading) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_NEW, {"seen": known.log.snapshot})
            rows = cursor.fetchall()
        snapshot = rows[0][0]
        news = [row for row in rows if row[1] is not None]
        log = _advanced(known.log, snapshot, news)
        if not news:
            self._reading = Reading(log, known.catalogue, known.bitmaps)
            return
        topics = {row[4] for row in news}
        entries = {row[2] for row in news if row[4] is None}
        if Notice.Topic.REBUILT in topics or len(entries) > _MOST_CHANGES:
            self._load()
            return
        catalogue = Catalogue.load() if Notice.Topic.NAMES in topics else known.catalogue
        found = rows_of(list(entries)) if entries else []
        catalogue = catalogue.with_values({number for row in found for number in row.values})
        bitmaps = known.bitmaps
        if bitmaps is not None and entries:
            gone = [slot for slot in map(self._slot, entries) if slot]
            bitmaps = bitmaps.changed(gone, found)
            for entry in entries:
                self._keep_slot(entry, 0)
            for row in found:
                self._keep_slot(row.entry, row.slot)
        self._reading = Reading(log, catalogue, bitmaps)

    def _slot(self, entry: int) -> int:
        return self._slots[entry] if entry < len(self._slots) else 0

    def _keep_slot(self, entry: int, slot: int) -> None:
        short = entry + 1 - len(self._slots)
        if short > 0:
            self._slots.extend(array("q", bytes(8 * (short + 1024))))
        self._slots[entry] = slot


def _log() -> Log:
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        snapshot, changes, change_sum, changed_at, notices, notice_sum = cursor.fetchone()
    return Log(snapshot, changes, int(change_sum), changed_at, notices, int(notice_sum))


def _advanced(log: Log, snapshot: str, news: Iterable[tuple[Any, ...]]) -> Log:
    changes, change_sum, changed_at = log.changes, log.change_sum, log.changed_at
    notices, notice_sum = log.notices, log.notice_sum
    for _snapshot, pk, _entry, at, topic in news:
        if topic is None:
            changes, change_sum = changes + 1, change_sum + pk
            changed_at = max(changed_at, at) if changed_at else at
        else:
            notices, notice_sum = notices + 1, notice_sum + pk
    return Log(snapshot, changes, change_sum, changed_at, notices, notice_sum)


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
    forget_towns()


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
