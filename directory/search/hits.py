"""What a full-text search finds, in three depths, remembered as long as the data stay the same."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final

from django.db import connection
from pyroaring import BitMap

from directory.search.bitmaps import from_bytes
from directory.search.limits import TookTooLong, limited

_HITS: Final = "SELECT title, summary, everything FROM sinet_hits(%s::tsquery)"
_MOST_REMEMBERED: Final = 500
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


_remembered: OrderedDict[tuple[str, str], Hits] = OrderedDict()
_lock = Lock()


def hits(tsquery: str, version: str) -> Hits:
    """Ask the database once for each version of the data.

    The bitmaps of that version are older than the answer: what changed in between has another slot now and is
    missing here, until the next request, whose version is another one.
    """
    key = (tsquery, version)
    with _lock:
        found = _remembered.get(key)
        if found is not None and not 0.0 < found.too_long_until < monotonic():
            _remembered.move_to_end(key)
            return found
    found = _asked(tsquery)
    with _lock:
        _remembered[key] = found
        while len(_remembered) > _MOST_REMEMBERED:
            _remembered.popitem(last=False)
    return found


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
    with _lock:
        found = _remembered.get((tsquery, version))
    return found is not None and found.too_long_until > 0


def forget_hits() -> None:
    with _lock:
        _remembered.clear()
