"""What a full-text search finds, in three depths, remembered as long as the data stay the same."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.db import connection
from pyroaring import BitMap

from directory.search.bitmaps import from_bytes

_MOST_REMEMBERED: Final = 500


@dataclass(frozen=True, slots=True)
class Hits:
    """Slots of the entries that match in their title, in title or summary, anywhere."""

    title: BitMap
    summary: BitMap
    everything: BitMap


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
        if found is not None:
            _remembered.move_to_end(key)
            return found
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, summary, everything FROM sinet_hits(%s::tsquery)", [tsquery])
        found = Hits(*(BitMap(from_bytes(slots)) for slots in cursor.fetchone()))
    with _lock:
        _remembered[key] = found
        while len(_remembered) > _MOST_REMEMBERED:
            _remembered.popitem(last=False)
    return found


def forget_hits() -> None:
    with _lock:
        _remembered.clear()
