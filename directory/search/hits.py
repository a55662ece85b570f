"""What a full-text search finds, in three depths, remembered and carried on from one state of the data to the next."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final, Self

from django.db import connection
from pyroaring import BitMap

from directory.search.bitmaps import Bitmaps, Table, from_bytes
from directory.search.lexemes import EITHER, NOT, TOGETHER
from directory.search.limits import TookTooLong, limited
from sinet.common.kept import Kept

_HITS: Final = "SELECT title, summary, everything FROM sinet_hits(%s::tsquery)"
_OF_SOME: Final = """
SELECT slot, title @@ q, summary @@ q, text @@ q FROM directory_searchrow, (SELECT %s::tsquery AS q) AS asked
WHERE slot = ANY(%s)
"""
_TRY_AGAIN: Final = 10.0
"""Seconds after which a search that took too long may be tried once more."""
_MOST_STATES: Final = 32
"""So many states back, what was found is still carried on to the present."""
_MOST_CHANGED: Final = 500
"""With more new slots than this, the question is asked anew: that is as quick."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Slots of the entries that match in their title, in title or summary, anywhere."""

    title: BitMap
    summary: BitMap
    everything: BitMap
    version: str
    """The state of the data of which this is true."""
    too_long_until: float = 0.0
    """Of a search that was broken off: until when (monotonic seconds) it is not tried again."""

    def __len__(self) -> int:
        """About what it takes in memory: a set has two bytes for each number, or 8 KiB for each 65,536 numbers."""
        return 1_000 + sum(min(2 * len(one), one.max() // 8 + 8192) for one in self.sets if one)

    @classmethod
    def of(cls, sets: Iterable[BitMap], version: str, *, too_long_until: float = 0.0) -> Self:
        """The three depths as `sets` gives them."""
        title, summary, everything = sets
        return cls(title, summary, everything, version, too_long_until)

    @property
    def sets(self) -> tuple[BitMap, BitMap, BitMap]:
        return self.title, self.summary, self.everything


class _States:
    """The slots that the last few states of the data had.

    A slot is taken anew at each change of its entry, and its words never change as long as the table of slots stays
    the same: so what a search finds in one state follows from what it found in another.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._slots: OrderedDict[str, tuple[Table, BitMap]] = OrderedDict()

    def note(self, version: str, bitmaps: Bitmaps) -> None:
        with self._lock:
            self._slots[version] = bitmaps.table, bitmaps.everything
            while len(self._slots) > _MOST_STATES:
                self._slots.popitem(last=False)

    def slots(self, version: str, bitmaps: Bitmaps) -> BitMap | None:
        """Those of that state; None where it is not known any more, or these bitmaps do not go on from it."""
        with self._lock:
            table, slots = self._slots.get(version, (None, None))
        return slots if table is bitmaps.table else None

    def clear(self) -> None:
        with self._lock:
            self._slots.clear()


REMEMBERED: Final[Kept[Hits]] = Kept(12 * 2**20)
_STATES: Final = _States()


def hits(tsquery: str, version: str, bitmaps: Bitmaps) -> Hits:
    """Ask the database once; in a later state of the data, only about what is new in it.

    The bitmaps of that version are older than the answer: what changed in between has another slot now and is
    missing here, until the next request, whose version is another one.
    """
    found = _known(tsquery, version, bitmaps)
    if found is None:
        found = _of_its_parts(tsquery, version, bitmaps) or _asked(tsquery, version)
        _remember(tsquery, found, bitmaps)
    return found


def _remember(tsquery: str, found: Hits, bitmaps: Bitmaps) -> None:
    _STATES.note(found.version, bitmaps)
    REMEMBERED.put(tsquery, found)


def _known(tsquery: str, version: str, bitmaps: Bitmaps) -> Hits | None:
    """What was found before, in this state or carried on to it; a search that was broken off is not tried for a while.

    None for what has to be asked.
    """
    found = REMEMBERED.get(tsquery)
    if found is None:
        return None
    if found.too_long_until:
        return found if monotonic() < found.too_long_until else None
    return found if found.version == version else _carried_on(tsquery, found, version, bitmaps)


def _carried_on(tsquery: str, found: Hits, version: str, bitmaps: Bitmaps) -> Hits | None:
    """The same of a later state; None where too much has changed, or nobody knows any more what did."""
    former = _STATES.slots(found.version, bitmaps)
    if former is None:
        return None
    gone, new = former - bitmaps.everything, bitmaps.everything - former
    added = _asked_of(tsquery, new, version) if len(new) <= _MOST_CHANGED else None
    if added is None:
        return None
    carried = Hits.of(((old - gone) | more for old, more in zip(found.sets, added.sets, strict=True)), version)
    _remember(tsquery, carried, bitmaps)
    return carried


def _of_its_parts(tsquery: str, version: str, bitmaps: Bitmaps) -> Hits | None:
    """What the parts of a search find, put together: where all were asked for before, and where that is quicker.

    Words beside phrases are asked for by themselves: beside a phrase, PostgreSQL reads the text of all that they find,
    which takes thirty times as long. None for what has a minus: a slot that is missing among what is excluded would
    be found.
    """
    parts = [_alternatives(part) for part in tsquery.split(TOGETHER)]
    every = [one for part in parts for one in part]
    if len(every) == 1 or any(one.startswith(NOT) for one in every):
        return None
    if EITHER not in tsquery and not all(_known(one, version, bitmaps) for one in every):
        return None
    found: list[Hits] = []
    for part in parts:
        some = [hits(one, version, bitmaps) for one in part]
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
    return Hits.of((merge(*same) for same in sets), found[0].version)


def _asked(tsquery: str, version: str) -> Hits:
    try:
        with limited(), connection.cursor() as cursor:
            cursor.execute(_HITS, [tsquery])
            return Hits.of((BitMap(from_bytes(slots)) for slots in cursor.fetchone()), version)
    except TookTooLong:
        return Hits.of((BitMap(), BitMap(), BitMap()), version, too_long_until=monotonic() + _TRY_AGAIN)


def _asked_of(tsquery: str, slots: BitMap, version: str) -> Hits | None:
    """What is found among these slots; None where even that takes too long."""
    found = Hits(BitMap(), BitMap(), BitMap(), version)
    if not slots:
        return found
    try:
        with limited(), connection.cursor() as cursor:
            cursor.execute(_OF_SOME, [tsquery, list(slots)])
            for slot, *depths in cursor.fetchall():
                for one, matches in zip(found.sets, depths, strict=True):
                    if matches:
                        one.add(slot)
    except TookTooLong:
        return None
    return found


def took_too_long(tsquery: str) -> bool:
    """Whether the search that was just asked for was broken off."""
    found = REMEMBERED.get(tsquery)
    return found is not None and found.too_long_until > 0


def forget_hits() -> None:
    REMEMBERED.clear()
    _STATES.clear()
