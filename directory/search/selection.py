"""What meets the conditions, counted and put in order from the bitmaps of the process."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from heapq import nlargest
from itertools import islice
from typing import Final, Protocol

from pyroaring import BitMap

from directory.extensions import registry
from directory.search import windows
from directory.search.bitmaps import Bitmaps
from directory.search.conditions import Conditions
from directory.search.ground import Box, Circle
from directory.search.heaps import Heap, heaps_of
from directory.search.hits import Hits, hits
from directory.search.loading import name_order
from directory.search.standing import confirmed_since
from directory.search.tallies import count_values, tally
from sinet.common.collation import COLLATIONS, collation_for

_MOST_MEASURED: Final = 100_000
"""Distances that are remembered, of all circles together; each takes about 100 bytes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where in the order a page ends: so many before it, the last of them this slot (0: no page before)."""

    offset: int
    slot: int


class Selection(Protocol):
    """Everything that lists, facets and maps ask about what was found."""

    @property
    def total(self) -> int: ...

    def entries(self, start: int, stop: int, *, sort: str, language: str) -> list[int]:
        """Primary keys by their place in the order, from 0."""

    def mark(self, offset: int, *, sort: str, language: str) -> Mark:
        """The place behind the first `offset` results."""

    def after(self, mark: Mark, *, sort: str) -> int:
        """How many results now stand before the place that a mark names, whatever changed since."""

    def counts(self, facet: str) -> Mapping[int, int]:
        """Number of each value of a facet → how many results, the facet's own choice set aside; none at 0."""

    def top(self, facet: str, most: int) -> tuple[Mapping[int, int], int]:
        """The counts of the most frequent values, and how many others there are."""

    def distances(self, entries: Sequence[int]) -> dict[int, float]:
        """How far each of these is from the middle of `near`, in km; of several places the nearest."""

    def heaps(self, box: Box, size: float, most: int) -> list[Heap] | None:
        """The results with a point inside a rectangle, by cells of so many degrees; None if that gives too many."""

    def inside(self, box: Box) -> int:
        """How many have a point inside a rectangle."""

    @property
    def without_point(self) -> int: ...

    def total_of(self, conditions: Conditions) -> int:
        """How many other conditions would give."""


@dataclass
class BitmapSelection:
    """A selection from bitmaps."""

    bitmaps: Bitmaps
    conditions: Conditions
    version: str
    values: Mapping[str, Mapping[int, str]]
    """Facet → its numbers."""
    language_numbers: frozenset[int] = frozenset()
    """The facet values of the page's own language."""
    at: datetime = field(default_factory=windows.present_minute)
    """The moment for what time tells."""
    _sets: dict[Conditions, BitMap] = field(default_factory=dict)

    @cached_property
    def slots(self) -> BitMap:
        return self._found(self.conditions)

    @property
    def total(self) -> int:
        return len(self.slots)

    def total_of(self, conditions: Conditions) -> int:
        return len(self._found(conditions))

    def _found(self, conditions: Conditions) -> BitMap:
        found = self._sets.get(conditions)
        if found is None:
            found = self._sets[conditions] = self._meeting(conditions)
        return found

    def _meeting(self, conditions: Conditions) -> BitMap:
        bitmaps = self.bitmaps
        sets = [
            self._windows.any_of(numbers, self.at) if facet == windows.WORD else bitmaps.any_of(numbers)
            for facet, numbers in conditions.choices
        ]
        if conditions.tsquery:
            sets.append(self._hits(conditions.tsquery).everything)
        if conditions.box:
            sets.append(bitmaps.inside(conditions.box))
        if conditions.near:
            sets.append(BitMap(self._near(conditions.near)))
        if conditions.without_point:
            sets.append(bitmaps.everything - bitmaps.placed)
        if conditions.updated_since:
            sets.append(bitmaps.updated_since(conditions.updated_since))
        if conditions.verified_since:
            sets.append(bitmaps.verified_since(conditions.verified_since))
        return BitMap.intersection(bitmaps.everything, *sets) if sets else bitmaps.everything

    @property
    def _windows(self) -> windows.Windows:
        return windows.windows(self.version)

    def _hits(self, tsquery: str) -> Hits:
        return hits(tsquery, self.bitmaps)

    def _near(self, circle: Circle) -> dict[int, float]:
        """Slot → km, of all within a circle; remembered as long as the data stay the same."""
        found = self.bitmaps.near.get(circle)
        if found is None:
            found = self._measured(circle)
            if len(found) + sum(map(len, list(self.bitmaps.near.values()))) <= _MOST_MEASURED:
                self.bitmaps.near[circle] = found
        return found

    def _measured(self, circle: Circle) -> dict[int, float]:
        points, distance = self.bitmaps.table.points, circle.distance
        found = {}
        for slot in self.bitmaps.inside(circle.box):
            nearest = min([distance(*point) for point in points(slot)])
            if nearest <= circle.radius_km:
                found[slot] = nearest
        return found

    # --- order

    def entries(self, start: int, stop: int, *, sort: str, language: str) -> list[int]:
        entry = self.bitmaps.table.entry
        return [entry[slot] for slot in self._slots_at(start, stop, sort, language)]

    def _slots_at(self, start: int, stop: int, sort: str, language: str) -> Sequence[int]:
        if sort == "name":
            return self._by_name(collation_for(language), start, stop)
        if sort == "near" and self.conditions.near:
            return self._by_distance[max(0, start) : max(0, stop)]
        found: list[int] = []
        for segment in self._by_close if sort == windows.WORD else self._segments(sort):
            size = len(segment)
            if start < size and stop > 0:
                found += _cut(segment, max(0, start), min(size, stop))
            start, stop = start - size, stop - size
        return found

    @cached_property
    def _by_close(self) -> tuple[Sequence[int] | BitMap, ...]:
        return self._windows.segments(self.slots, self.at)

    def _segments(self, sort: str) -> tuple[BitMap, ...]:
        """What is read one after the other, each from the newest: for the best match, tiers; in each what has the words
        as typed before what has only their other names; there the page's language first, because the same letters may
        be another word in another language; there what is confirmed and complete, then what is one of both."""
        if sort != "match" or not self.conditions.tsquery:
            return (self.slots,)
        return self._tiers

    @cached_property
    def _tiers(self) -> tuple[BitMap, ...]:
        found = self._hits(self.conditions.tsquery)
        mine = self.bitmaps.any_of(self.language_numbers)
        title = self.slots & found.title
        summary = (self.slots & found.summary) - title
        rest = self.slots - title - summary
        both, one = self.bitmaps.standing(confirmed_since())
        tiers: Iterable[BitMap] = (title, summary, rest)
        if self.conditions.typed:
            typed = self._hits(self.conditions.typed).everything
            tiers = [part for tier in tiers for part in (tier & typed, tier - typed)]
        alike = (part for tier in tiers for part in (tier & mine, tier - mine))
        return tuple(part for same in alike for part in (same & both, same & one, same - both - one))

    def _by_name(self, collation: str, start: int, stop: int) -> list[int]:
        """Walks the names of all from A to Z, as far as the page."""
        names = self.bitmaps.names.get(collation)
        if names is None:
            names = self.bitmaps.names[collation] = name_order(list(COLLATIONS).index(collation) + 1)
        slots = self.slots
        found = list(islice((slot for slot in names if slot in slots), max(0, start), max(0, stop)))
        if len(found) < min(stop, self.total) - start:
            # What changed since the bitmaps were read has another slot in the list of names; here it keeps a place.
            ordered = [slot for slot in names if slot in slots]
            return [*ordered, *(slots - BitMap(ordered))][max(0, start) : max(0, stop)]
        return found

    @cached_property
    def _by_distance(self) -> list[int]:
        near = self.conditions.near
        km = self._near(near) if near else {}
        return sorted(self.slots, key=lambda slot: (km.get(slot, math.inf), -slot))

    def mark(self, offset: int, *, sort: str, language: str) -> Mark:
        last = self._slots_at(offset - 1, offset, sort, language) if offset > 0 else ()
        return Mark(offset, last[0] if last else 0)

    def after(self, mark: Mark, *, sort: str) -> int:
        if not mark.slot or sort in {"name", "near", windows.WORD}:
            return mark.offset
        before = 0
        for segment in self._segments(sort):
            if mark.slot in segment or sort == "newest":
                # All with a number as high as the last one that was read.
                return before + len(segment) - segment.rank(mark.slot - 1)
            before += len(segment)
        return mark.offset

    # --- facets

    def _base(self, facet: str) -> BitMap:
        return self._found(self.conditions.without(facet)) if self.conditions.chosen(facet) else self.slots

    def counts(self, facet: str) -> Mapping[int, int]:
        if facet == windows.WORD:
            return self._standing_counts
        others, numbers = self.conditions.without(facet), self.values.get(facet, {})
        if others.chosen(windows.WORD):  # what time tells changes without any step
            return count_values(self.bitmaps, facet, numbers, self._base(facet))
        return tally(self.bitmaps, facet, numbers, others, lambda: self._base(facet))

    @cached_property
    def _standing_counts(self) -> dict[int, int]:
        base = self._base(windows.WORD)
        told = self.bitmaps.any_of(n for n, kind in self.values["kind"].items() if registry.shape(kind).window)
        if not told.intersect(base):
            return {}
        known = self._windows
        counted = {
            number: known.standing(value, self.at).intersection_cardinality(base)
            for number, value in windows.VALUES.items()
        }
        return {number: count for number, count in counted.items() if count}

    def top(self, facet: str, most: int) -> tuple[Mapping[int, int], int]:
        counted = self.counts(facet)
        if len(counted) <= most:
            return counted, 0
        least = nlargest(most, counted.values())[-1]
        kept = {number: count for number, count in counted.items() if count >= least}
        return kept, len(counted) - len(kept)

    # --- places

    def distances(self, entries: Sequence[int]) -> dict[int, float]:
        near = self.conditions.near
        if near is None:
            return {}
        wanted, entry = set(entries), self.bitmaps.table.entry
        return {entry[slot]: km for slot, km in self._near(near).items() if entry[slot] in wanted}

    @property
    def without_point(self) -> int:
        return len(self.slots) - self.slots.intersection_cardinality(self.bitmaps.placed)

    def inside(self, box: Box) -> int:
        return self.bitmaps.inside(box).intersection_cardinality(self.slots)

    def heaps(self, box: Box, size: float, most: int) -> list[Heap] | None:
        return heaps_of(self.bitmaps, self.slots, box, size, most)


def _cut(segment: Sequence[int] | BitMap, start: int, stop: int) -> Iterable[int]:
    """A part of a list as it stands, of a set from its newest."""
    if isinstance(segment, BitMap):
        size = len(segment)
        return reversed(segment[size - stop : size - start])
    return segment[start:stop]
