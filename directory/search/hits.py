"""What a full-text search finds, in three depths, remembered and carried on from one state of the data to the next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final, Self

from django.db import connection
from pyroaring import BitMap

from directory.search.bitmaps import Bitmaps, from_bytes
from directory.search.lexemes import EITHER, NOT, TOGETHER
from directory.search.limits import TookTooLong, limited
from sinet.common.kept import Kept

_HITS: Final = "SELECT title, summary, everything FROM sinet_hits(%s::tsquery)"
_OF_SOME: Final = """
SELECT slot, title @@ q, summary @@ q, true FROM directory_searchrow, (SELECT %s::tsquery AS q) AS asked
WHERE slot = ANY(%s) AND text @@ q
"""
"""Of some entries. What does not match as a whole is no hit, whatever its title says (a word that must not stand)."""
_TRY_AGAIN: Final = 10.0
"""Seconds after which a search that took too long may be tried once more."""
_MOST_CHANGED: Final = 200
"""With more new slots than this, the question is asked anew: that is as quick, and broken off when it takes long."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Slots of the entries that match in their title, in title or summary, anywhere."""

    title: BitMap
    summary: BitMap
    everything: BitMap
    state: int
    """Of the bitmaps, in which this is true."""
    too_long_until: float = 0.0
    """Of a search that was broken off: until when (monotonic seconds) it is not tried again."""

    def __len__(self) -> int:
        """About what it takes in memory: a set has two bytes for each number, or 8 KiB for each 65,536 numbers."""
        return 1_000 + sum(min(2 * len(one), one.max() // 8 + 8192) for one in self.sets if one)

    @classmethod
    def of(cls, sets: Iterable[BitMap], state: int, *, too_long_until: float = 0.0) -> Self:
        """The three depths as `sets` gives them."""
        title, summary, everything = sets
        return cls(title, summary, everything, state, too_long_until)

    @property
    def sets(self) -> tuple[BitMap, BitMap, BitMap]:
        return self.title, self.summary, self.everything


REMEMBERED: Final[Kept[Hits]] = Kept(12 * 2**20)


def hits(tsquery: str, bitmaps: Bitmaps) -> Hits:
    """Ask the database once; in a later state of the bitmaps, only about what is new in it.

    The bitmaps are older than the answer: what changed in between has another slot now and is missing here, until the
    next request, which has other ones.
    """
    found = _known(tsquery, bitmaps)
    if found is None:
        found = _of_its_parts(tsquery, bitmaps) or _asked(tsquery, bitmaps)
        REMEMBERED.put(tsquery, found)
    return found


def _known(tsquery: str, bitmaps: Bitmaps) -> Hits | None:
    """What was found before, in this state or carried on to it; a search that was broken off is not tried for a while.

    None for what has to be asked.
    """
    found = REMEMBERED.get(tsquery)
    if found is None:
        return None
    if found.too_long_until:
        return found if monotonic() < found.too_long_until else None
    return found if found.state == bitmaps.past.state else _carried_on(tsquery, found, bitmaps)


def _carried_on(tsquery: str, found: Hits, bitmaps: Bitmaps) -> Hits | None:
    """The same of a later state; None where too much has changed, or nobody knows any more what did."""
    step = bitmaps.past.since(found.state)
    if step is None or len(step.come) > _MOST_CHANGED:
        return None
    added = _asked_of(tsquery, step.come)
    sets = ((old - step.gone) | more for old, more in zip(found.sets, added, strict=True))
    carried = Hits.of(sets, bitmaps.past.state)
    REMEMBERED.put(tsquery, carried)
    return carried


def _of_its_parts(tsquery: str, bitmaps: Bitmaps) -> Hits | None:
    """What the parts of a search find, put together: where all were asked for before, and where that is quicker.

    Words beside phrases are asked for by themselves: beside a phrase, PostgreSQL reads the text of all that they find,
    which takes thirty times as long. None for what has a minus: a slot that is missing among what is excluded would
    be found.
    """
    parts = [_alternatives(part) for part in tsquery.split(TOGETHER)]
    every = [one for part in parts for one in part]
    if len(every) == 1 or any(one.startswith(NOT) for one in every):
        return None
    if EITHER not in tsquery and not all(_known(one, bitmaps) for one in every):
        return None
    found: list[Hits] = []
    for part in parts:
        some = [hits(one, bitmaps) for one in part]
        broken_off = next((one for one in some if one.too_long_until), None)
        if broken_off is not None:
            return broken_off
        found.append(_merged(BitMap.union, some))
    return _merged(BitMap.intersection, found)


def _alternatives(part: str) -> list[str]:
    """The words and the phrases of a group, as questions of their own; the group itself where it has not both."""
    return [f"({one})" for one in part[1:-1].split(EITHER)] if EITHER in part else [part]


def _merged(merge: Callable[..., BitMap], found: Sequence[Hits]) -> Hits:
    sets = zip(*(one.sets for one in found), strict=True)
    return Hits.of((merge(*same) for same in sets), found[0].state)


def _asked(tsquery: str, bitmaps: Bitmaps) -> Hits:
    state = bitmaps.past.state
    try:
        with limited(), connection.cursor() as cursor:
            cursor.execute(_HITS, [tsquery])
            return Hits.of((BitMap(from_bytes(slots)) for slots in cursor.fetchone()), state)
    except TookTooLong:
        return Hits.of((BitMap(), BitMap(), BitMap()), state, too_long_until=monotonic() + _TRY_AGAIN)


def _asked_of(tsquery: str, slots: BitMap) -> tuple[BitMap, BitMap, BitMap]:
    """What is found among these few slots, in three depths."""
    found = BitMap(), BitMap(), BitMap()
    if slots:
        with connection.cursor() as cursor:
            cursor.execute(_OF_SOME, [tsquery, list(slots)])
            for slot, *depths in cursor.fetchall():
                for one, matches in zip(found, depths, strict=True):
                    if matches:
                        one.add(slot)
    return found


def took_too_long(tsquery: str) -> bool:
    """Whether the search that was just asked for was broken off."""
    found = REMEMBERED.get(tsquery)
    return found is not None and found.too_long_until > 0


def forget_hits() -> None:
    REMEMBERED.clear()
