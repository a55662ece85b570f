"""What a full-text search finds, in three depths, remembered as long as the data stay the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Final

from django.db import connection
from pyroaring import BitMap

from directory.search.bitmaps import from_bytes
from directory.search.lexemes import NOT, TOGETHER
from directory.search.limits import TookTooLong, limited
from sinet.common.kept import Kept

_HITS: Final = "SELECT title, summary, everything FROM sinet_hits(%s::tsquery)"
_TRY_AGAIN: Final = 10.0
"""Seconds after which a search that took too long may be tried once more."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Slots of the entries that match in their title, in title or summary, anywhere."""

    title: BitMap
    summary: BitMap
    everything: BitMap
    too_long_until: float = 0.0
    """Of a search that was broken off: until when (monotonic seconds) it is not tried again."""

    def __len__(self) -> int:
        """About what it takes in memory: a set has two bytes for each number, or 8 KiB for each 65,536 numbers."""
        return 1_000 + sum(min(2 * len(one), one.max() // 8 + 8192) for one in self._sets if one)

    @property
    def _sets(self) -> tuple[BitMap, BitMap, BitMap]:
        return self.title, self.summary, self.everything


REMEMBERED: Final[Kept[Hits]] = Kept(12 * 2**20)


def hits(tsquery: str, version: str) -> Hits:
    """Ask the database once for each version of the data.

    The bitmaps of that version are older than the answer: what changed in between has another slot now and is
    missing here, until the next request, whose version is another one.
    """
    found = _known(tsquery, version)
    if found is None:
        found = _of_its_words(tsquery, version) or _asked(tsquery)
        REMEMBERED.put((tsquery, version), found)
    return found


def _known(tsquery: str, version: str) -> Hits | None:
    found = REMEMBERED.get((tsquery, version))
    return None if found is not None and 0.0 < found.too_long_until < monotonic() else found


def _of_its_words(tsquery: str, version: str) -> Hits | None:
    """What several words find together, where each of them was asked for before; None where one was not.

    What has a minus is asked for: a slot that is missing among what is excluded would be found.
    """
    parts = tsquery.split(TOGETHER)
    if len(parts) == 1 or any(part.startswith(NOT) for part in parts):
        return None
    found = [_known(part, version) for part in parts]
    known = [one for one in found if one is not None and not one.too_long_until]
    return _common(known) if len(known) == len(parts) else None


def _common(found: Iterable[Hits]) -> Hits:
    titles, summaries, everything = zip(*((one.title, one.summary, one.everything) for one in found), strict=True)
    return Hits(BitMap.intersection(*titles), BitMap.intersection(*summaries), BitMap.intersection(*everything))


def _asked(tsquery: str) -> Hits:
    try:
        with limited(), connection.cursor() as cursor:
            cursor.execute(_HITS, [tsquery])
            title, summary, everything = (BitMap(from_bytes(slots)) for slots in cursor.fetchone())
            return Hits(title, summary, everything)
    except TookTooLong:
        return Hits(BitMap(), BitMap(), BitMap(), too_long_until=monotonic() + _TRY_AGAIN)


def took_too_long(tsquery: str, version: str) -> bool:
    """Whether the search that was just asked for was broken off."""
    found = REMEMBERED.get((tsquery, version))
    return found is not None and found.too_long_until > 0


def forget_hits() -> None:
    REMEMBERED.clear()
