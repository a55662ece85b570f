"""What is open, about to close, closed or still to come: told by the clock at each request, not by the index.

Kinds that lists tell by time (calls) have a window from opening to close. The numbers of the standings are no facet
values of the database; they lie below zero, so that the filter `deadline` goes the way of every other.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import Case, DateTimeField, F, IntegerField, Q, Value, When
from pyroaring import BitMap

from directory.choices import CLOSING_SOON, Standing

WORD: Final = "deadline"
"""The word of the filter and of the order."""
NUMBERS: Final[dict[str, int]] = {one.value: -position for position, one in enumerate(Standing, start=1)}
VALUES: Final[dict[int, str]] = {number: value for value, number in NUMBERS.items()}
BROADER: Final[dict[str, str]] = {Standing.CLOSING: Standing.OPEN}
"""What closes soon is open: it counts under both."""
_MICROSECOND: Final = 1_000_000
_ROWS: Final = """
SELECT slot, (extract(epoch FROM lower("window")) * 1000000)::bigint,
    (extract(epoch FROM upper("window")) * 1000000)::bigint
FROM directory_facetrow WHERE "window" IS NOT NULL ORDER BY slot
"""


def present_minute() -> datetime:
    """Now, to the minute: whoever asks within it is told the same."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of all that is public, in arrays by opening and by close."""

    everything: BitMap = field(default_factory=BitMap)
    opening: tuple[list[int], list[int]] = ([], [])
    """Moments (microseconds since 1970) in order, and the slot of each."""
    closing: tuple[list[int], list[int]] = ([], [])
    latest: list[int] = field(default_factory=list)
    """The slots that have a close, the latest first."""
    undated: BitMap = field(default_factory=BitMap)
    """Those of which no close is known."""

    def standing(self, value: str, at: datetime) -> BitMap:
        """All that stand so; what closes soon is among what is open."""
        now = _microseconds(at)
        if value == Standing.FORECAST:
            return self._forecast(now)
        if value == Standing.CLOSED:
            return BitMap(self.closing[1][: bisect_right(self.closing[0], now)])
        if value == Standing.CLOSING:
            moments, slots = self.closing
            soon = _microseconds(at + CLOSING_SOON)
            return BitMap(slots[bisect_right(moments, now) : bisect_right(moments, soon)]) - self._forecast(now)
        return self.everything - self._forecast(now) - self.standing(Standing.CLOSED, at)

    def _forecast(self, now: int) -> BitMap:
        return BitMap(self.opening[1][bisect_right(self.opening[0], now) :])

    def any_of(self, numbers: Iterable[int], at: datetime) -> BitMap:
        return BitMap.union(BitMap(), *(self.standing(VALUES[number], at) for number in numbers))

    def segments(self, slots: BitMap, at: datetime) -> tuple[Sequence[int] | BitMap, ...]:
        """These slots by their close: what closes next, what has no close, what is not told by time, what is closed."""
        moments, ordered = self.closing
        past = bisect_right(moments, _microseconds(at))
        closed = self.latest[len(self.latest) - past :]
        return (
            [slot for slot in ordered[past:] if slot in slots],
            slots & self.undated,
            slots - self.everything,
            [slot for slot in closed if slot in slots],
        )


def _microseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * _MICROSECOND + moment.microsecond


@lru_cache(maxsize=4)
def windows(version: str) -> Windows:
    """The windows of one state of the data (`Reading.version`)."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS)
        rows = cursor.fetchall()
    closing = [(closes, slot) for slot, _opens, closes in rows if closes is not None]
    return Windows(
        everything=BitMap([slot for slot, _opens, _closes in rows]),
        opening=_in_order((opens, slot) for slot, opens, _closes in rows if opens is not None),
        closing=_in_order(closing),
        latest=[slot for _moment, slot in sorted(closing, key=lambda pair: (-pair[0], -pair[1]))],
        undated=BitMap([slot for slot, _opens, closes in rows if closes is None]),
    )


def forget_windows() -> None:
    windows.cache_clear()


def _in_order(pairs: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The first first; of those at the same moment the newest."""
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    return [moment for moment, _slot in ordered], [slot for _moment, slot in ordered]


# --- the same in SQL ------------------------------------------------------------------------------


def where(numbers: Iterable[int], at: datetime) -> Q:
    """The condition on entries that stand in one of these ways."""
    found = Q(pk__in=[])
    for number in numbers:
        found |= _stands(VALUES[number], at)
    return found


def _stands(value: str, at: datetime) -> Q:
    if value == Standing.FORECAST:
        return Q(facet_row__window__startswith__gt=at)
    if value == Standing.CLOSED:
        return Q(facet_row__window__endswith__lte=at)
    opened = Q(facet_row__window__contains=at)
    return opened & Q(facet_row__window__endswith__lte=at + CLOSING_SOON) if value == Standing.CLOSING else opened


def order(at: datetime) -> tuple[Any, ...]:
    """The order of `Windows.segments`."""
    closes = F("facet_row__window__endswith")
    upcoming, past = Q(facet_row__window__endswith__gt=at), Q(facet_row__window__endswith__lte=at)
    group = Case(
        When(upcoming, then=Value(0)),
        When(past, then=Value(3)),
        When(facet_row__window__isnull=False, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    next_first = Case(When(upcoming, then=closes), default=None, output_field=DateTimeField())
    last_first = Case(When(past, then=closes), default=None, output_field=DateTimeField())
    return group, next_first, last_first.desc(), "-facet_row__slot"
