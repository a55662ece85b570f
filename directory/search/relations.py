"""How many relations are public, counted on from change to change: to count them all takes as long as several pages."""

from array import array
from threading import Lock
from typing import Final

from django.db import connection

from directory.search.bitmaps import Bitmaps, from_bytes

_PUBLIC: Final = """
directory_relation r JOIN directory_facetrow s ON s.entry_id = r.subject_id
    JOIN directory_facetrow o ON o.entry_id = r.object_id
"""
"""Both ends may be seen: what is public has a row there."""
_ALL: Final = f"""
SELECT string_agg(int4send(subject_id::int), ''), string_agg(int4send(n::int), '')
FROM (SELECT r.subject_id, count(*) AS n FROM {_PUBLIC} GROUP BY r.subject_id) counted
"""  # noqa: S608 - fixed parts of our own
_OF_CHANGED: Final = f"""
SELECT subject, (SELECT count(*) FROM {_PUBLIC} WHERE r.subject_id = subject) FROM (
    SELECT unnest(%(changed)s::bigint[]) AS subject
    UNION SELECT subject_id FROM directory_relation WHERE object_id = ANY(%(changed)s)
) affected
"""  # noqa: S608 - fixed parts of our own


class _Count:
    """How many there are, of each subject and in all, in a state of the bitmaps."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state = 0
        self._of_subject = array("i")
        self._total = 0

    def at(self, bitmaps: Bitmaps) -> int:
        """How many in this state, or in a later one."""
        with self._lock:
            if bitmaps.past.state > self._state:
                step = bitmaps.past.since(self._state)
                if step is None:
                    self._count_all()
                else:
                    entry = bitmaps.table.entry
                    self._count_of({entry[slot] for slot in step.come | step.gone})
                self._state = bitmaps.past.state
            return self._total

    def forget(self) -> None:
        with self._lock:
            self._state = 0

    def _count_all(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_ALL)
            subjects, numbers = map(from_bytes, cursor.fetchone())
        self._of_subject, self._total = array("i"), 0
        for subject, number in zip(subjects, numbers, strict=True):
            self._keep(subject, number)

    def _count_of(self, changed: set[int]) -> None:
        """Those that these entries have, and those of others that lead to one: it may be seen now, or no longer."""
        if changed:
            with connection.cursor() as cursor:
                cursor.execute(_OF_CHANGED, {"changed": sorted(changed)})
                for subject, number in cursor.fetchall():
                    self._keep(subject, number)

    def _keep(self, subject: int, number: int) -> None:
        short = subject + 1 - len(self._of_subject)
        if short > 0:
            self._of_subject.extend(array("i", bytes(4 * (short + 1024))))
        self._total += number - self._of_subject[subject]
        self._of_subject[subject] = number


_count: Final = _Count()


def count_relations(bitmaps: Bitmaps) -> int:
    """The public relations in this state of the bitmaps, or in a later one. Not inside a transaction."""
    return _count.at(bitmaps)


def forget_relations() -> None:
    _count.forget()
