"""The change log as a follower reads it: what is known of it, what is new, whether it is still the same log.

No number can serve as a cursor into the log: transactions commit in another order than they began, and a row with a
small number may become visible after one with a large number was read. So the cursor is a snapshot: what is new are
the rows whose transaction this snapshot did not yet see. Measurements: docs/reference/search.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Final, NamedTuple

from django.db import connection

from sinet.common.prepared import prepared_cursor

_NEW: Final = """
SELECT pg_current_snapshot()::text, c.id, c.entry_id, c.at, c.topic FROM (SELECT 1) o LEFT JOIN (
    SELECT id, entry_id, at, NULL AS topic, xid FROM directory_change
        WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
    UNION ALL
    SELECT id, NULL, NULL, topic, xid FROM directory_notice WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
) c ON NOT pg_visible_in_snapshot(c.xid, %(seen)s::pg_snapshot) AND c.xid < pg_snapshot_xmax(pg_current_snapshot())
"""
"""Rows that a dump brought from another server may have numbers of transactions that are not reached here yet."""
_STATE: Final = """
SELECT pg_current_snapshot()::text, c.count, c.sum, c.at, n.count, n.sum FROM
    (SELECT count(*), coalesce(sum(id), 0) AS sum, max(at) AS at FROM directory_change) c,
    (SELECT count(*), coalesce(sum(id), 0) AS sum FROM directory_notice) n
"""
# What of today's log a former snapshot saw, how much it did not see, and whether that snapshot is of the past at all.
_SEEN: Final = """
SELECT pg_snapshot_xmax(%(seen)s::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()),
    c.count, c.sum, c.at, n.count, n.sum, c.others FROM
    (SELECT count(*) FILTER (WHERE seen), coalesce(sum(id) FILTER (WHERE seen), 0) AS sum,
        max(at) FILTER (WHERE seen) AS at, count(*) FILTER (WHERE NOT seen) AS others
        FROM (SELECT id, at, pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot) AS seen FROM directory_change) a) c,
    (SELECT count(*), coalesce(sum(id), 0) AS sum FROM directory_notice
        WHERE pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot)) n
"""


class New(NamedTuple):
    """A row of the log that was not seen before: of an entry, or a notice."""

    pk: int
    entry: int | None
    at: datetime | None
    topic: str | None


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

    def with_news(self, snapshot: str, news: Iterable[New]) -> "Log":
        """What is known after these rows, which were new at this snapshot."""
        changes, change_sum, changed_at = self.changes, self.change_sum, self.changed_at
        notices, notice_sum = self.notices, self.notice_sum
        for row in news:
            if row.topic is not None or row.at is None:
                notices, notice_sum = notices + 1, notice_sum + row.pk
            else:
                changes, change_sum = changes + 1, change_sum + row.pk
                changed_at = max(changed_at, row.at) if changed_at else row.at
        return Log(snapshot, changes, change_sum, changed_at, notices, notice_sum)


def present_log() -> Log:
    """All of the log that is visible now."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        snapshot, changes, change_sum, changed_at, notices, notice_sum = cursor.fetchone()
    return Log(snapshot, changes, int(change_sum), changed_at, notices, int(notice_sum))


def news_since(log: Log) -> tuple[Log, list[New]]:
    """What is new, and what is known with it; one query of about 0.1 ms where nothing is."""
    with prepared_cursor() as cursor:
        cursor.execute(_NEW, {"seen": log.snapshot})
        rows = cursor.fetchall()
    news = [New(*row[1:]) for row in rows if row[1] is not None]
    return log.with_news(rows[0][0], news), news


def is_continued(log: Log, *, most: int) -> bool:
    """Whether the log of this database goes on from that one, with no more than `most` changes since.

    It does not where the database was restored to an earlier state, emptied, or replaced: then the rows that the
    former snapshot would have seen are others than the ones that were counted then.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {"seen": log.snapshot})
        is_past, changes, change_sum, changed_at, notices, notice_sum, others = cursor.fetchone()
    seen = Log(log.snapshot, changes, int(change_sum), changed_at, notices, int(notice_sum))
    return bool(is_past) and seen == log and others <= most
