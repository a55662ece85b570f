"""What a full-text search finds, in three depths, remembered as long as the data stay the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final

from django.db import connection
from pyroaring import BitMap

from directory.search.bitmaps import from_bytes
from directory.search.lexemes import EITHER, NOT, TOGETHER
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
        found = _of_its_parts(tsquery, version) or _asked(tsquery)
        REMEMBERED.put((tsquery, version), found)
    return found


def _known(tsquery: str, version: str) -> Hits | None:
    found = REMEMBERED.get((tsquery, version))
    return None if found is not None and 0.0 < found.too_long_until < monotonic() else found


def _of_its_parts(tsquery: str, version: str) -> Hits | None:
    """What the parts of a search find, put together: where all were asked for before, and where that is quicker.

    Words beside phrases are asked for by themselves: beside a phrase, PostgreSQL reads the text of all that they find,
    which takes thirty times as long. None for what has a minus: a slot that is missing among what is excluded would
    be found.
    """
    parts = [_alternatives(part) for part in tsquery.split(TOGETHER)]
    every = [one for part in parts for one in part]
    if len(every) == 1 or any(one.startswith(NOT) for one in every):
        return None
    if EITHER not in tsquery and not all(_known(one, version) for one in every):
        return None
    found: list[Hits] = []
    for part in parts:
        some = [hits(one, version) for one in part]
        broken_off = next((one for one in some if one.too_long_until), None)
        if broken_off is not None:
            return broken_off
        found.append(_merged(BitMap.union, some))
    return _merged(BitMap.intersection, found)


def _alternatives(part: str) -> list[str]:
    """The words and the phrases of a group, as questions of their own; the group itself where it has not both."""
    return [f"({one})" for one in part[1:-1].split(EITHER)] if EITHER in part else [part]


def _merged(merge: Callable[..., BitMap], found: Sequence[Hits]) -> Hits:
    return Hits(
        merge(*(one.title for one in found)),
        merge(*(one.summary for one in found)),
        merge(*(one.everything for one in found)),
    )


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
