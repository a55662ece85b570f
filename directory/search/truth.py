"""What meets the conditions, counted and put in order by SQL alone.

The truth by which the bitmaps are tested, and what answers inside a transaction or where they are switched off.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, Func, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL

from directory.extensions import registry
from directory.models import Entry, EntryPlace, FacetRow
from directory.search import windows
from directory.search.conditions import (
    Conditions,
    distance_from,
    inside,
    matching,
    points_near,
    visible_points,
)
from directory.search.ground import Box, cell_at, square
from directory.search.heaps import SAMPLE, Heap, Spot, heap_of
from directory.search.selection import Mark
from directory.search.standing import COMPLETE, confirmed_since
from sinet.common.collation import COLLATIONS, collation_for

_TIER = "(SELECT m.tier FROM sinet_matches(%s::tsquery) m WHERE m.entry_id = directory_entry.id)"

_FOUND = "SELECT entry_id FROM sinet_matches(%s::tsquery)"


@dataclass
class SqlSelection:
    """A selection from the rows themselves."""

    conditions: Conditions
    values: Mapping[str, Mapping[int, str]]
    language_numbers: frozenset[int] = frozenset()
    at: datetime = field(default_factory=windows.present_minute)
    _read_spots: dict[Box, list[Spot]] = field(default_factory=dict)

    @cached_property
    def _found(self) -> QuerySet[Entry]:
        return matching(self.conditions, self.at)

    @cached_property
    def total(self) -> int:
        return self._found.count()

    def total_of(self, conditions: Conditions) -> int:
        return matching(conditions, self.at).count()

    # --- order

    def entries(self, start: int, stop: int, *, sort: str, language: str) -> list[int]:
        start = max(0, start)
        return list(self._ordered(sort, language).values_list("pk", flat=True)[start : max(start, stop)])

    def _ordered(self, sort: str, language: str) -> QuerySet[Entry]:
        found = self._found
        if sort == windows.WORD:
            return found.order_by(*windows.order(self.at))
        if sort == "name":
            return found.order_by(self._name(language), "facet_row__slot")
        if sort == "near" and self.conditions.near:
            points = points_near(self.conditions.near).filter(entry=OuterRef("pk"))
            nearest = points.order_by().values("entry").annotate(nearest=Min("km")).values("nearest")
            return found.annotate(km=Subquery(nearest)).order_by("km", "-facet_row__slot")
        if sort == "match" and self.conditions.tsquery:
            mine = Case(
                When(facet_row__facets__overlap=sorted(self.language_numbers), then=0),
                default=1,
                output_field=IntegerField(),
            )
            tier: Any = RawSQL(_TIER, [self.conditions.tsquery])  # noqa: S611 - fixed text, the search is a value
            ranked = found.annotate(tier=tier, added=_added(self.conditions.typed), other=mine, standing=_standing())
            return ranked.order_by("tier", "added", "other", "standing", "-facet_row__slot")
        return found.order_by("-facet_row__slot")

    def _name(self, language: str) -> F:
        return F(f"facet_row__sort_keys__{list(COLLATIONS).index(collation_for(language))}")

    def mark(self, offset: int, *, sort: str, language: str) -> Mark:
        if offset <= 0:
            return Mark(0, 0)
        slots = self._ordered(sort, language).values_list("facet_row__slot", flat=True)
        last = list(slots[offset - 1 : offset])
        return Mark(offset, last[0] if last else 0)

    def after(self, mark: Mark, *, sort: str) -> int:
        if mark.slot and sort == "newest":
            return self._found.filter(facet_row__slot__gte=mark.slot).count()
        return mark.offset

    # --- facets

    @cached_property
    def _all_counts(self) -> dict[int, int]:
        return count_values(self._found)

    def counts(self, facet: str) -> dict[int, int]:
        if facet == windows.WORD:
            return self._standing_counts
        counted = self._counts_beside(facet)
        return {number: counted[number] for number in self.values.get(facet, ()) if number in counted}

    def _counts_beside(self, facet: str) -> Mapping[int, int]:
        """The counts of all values, a facet's own choice set aside."""
        if not self.conditions.chosen(facet):
            return self._all_counts
        return count_values(matching(self.conditions.without(facet), self.at))

    @cached_property
    def _standing_counts(self) -> dict[int, int]:
        kinds = self.values["kind"]
        counted = self._counts_beside(windows.WORD)
        if not any(registry.shape(kinds[number]).window for number in counted if number in kinds):
            return {}
        found = matching(self.conditions.without(windows.WORD), self.at).order_by()
        sums = {value: Count("pk", filter=windows.where([n], self.at)) for n, value in windows.VALUES.items()}
        return {windows.NUMBERS[value]: count for value, count in found.aggregate(**sums).items() if count}

    def top(self, facet: str, most: int) -> tuple[dict[int, int], int]:
        counted = self.counts(facet)
        least = sorted(counted.values(), reverse=True)[most - 1] if len(counted) > most else 0
        kept = {number: count for number, count in counted.items() if count >= least}
        return kept, len(counted) - len(kept)

    # --- places

    def distances(self, entries: Sequence[int]) -> dict[int, float]:
        near = self.conditions.near
        if near is None:
            return {}
        points = visible_points().filter(entry__in=entries).order_by().values("entry")
        return dict(points.annotate(nearest=Min(distance_from(near))).values_list("entry", "nearest"))

    @property
    def _points(self) -> QuerySet[EntryPlace]:
        return visible_points().filter(entry__in=self._found)

    @cached_property
    def without_point(self) -> int:
        return self.total - self._distinct(self._points)

    def inside(self, box: Box) -> int:
        return self._distinct(self._points.filter(inside(box)))

    @staticmethod
    def _distinct(points: QuerySet[EntryPlace]) -> int:
        counted = points.order_by().aggregate(entries=Count("entry", distinct=True))
        return int(counted["entries"])

    def heaps(self, box: Box, size: float, most: int) -> list[Heap] | None:
        found: dict[tuple[int, int], list[Spot]] = defaultdict(list)
        for spot in self._spots(box):
            found[cell_at(spot.latitude, spot.longitude, size)].append(spot)
        if len(found) > most:
            return None
        return [_heap(spots, square(*cell, size).overlap(box)) for cell, spots in found.items()]

    def _spots(self, box: Box) -> list[Spot]:
        """The points inside a rectangle, those of the newest entries first; read once."""
        if box not in self._read_spots:
            rows = self._points.filter(inside(box)).order_by("-entry__facet_row__slot", "position", "pk")
            points: Any = rows.values_list("entry", "latitude", "longitude")
            self._read_spots[box] = [Spot(*point) for point in points]
        return self._read_spots[box]


def _heap(spots: Sequence[Spot], part: Box) -> Heap:
    entries = list(dict.fromkeys(spot.entry for spot in spots))
    newest = set(entries[:SAMPLE])
    every = ((spot.latitude, spot.longitude) for spot in spots)
    return heap_of(len(entries), tuple(spot for spot in spots if spot.entry in newest), part, lambda: every)


def _added(typed: str) -> Case | Value:
    """0 for what has the words as typed, 1 for what was found by other names alone."""
    if not typed:
        return Value(0)
    found = When(pk__in=RawSQL(_FOUND, [typed]), then=0)  # noqa: S611 - fixed text, the search is a value
    return Case(found, default=1, output_field=IntegerField())


def _standing() -> Case:
    """0 for what is confirmed and complete, 1 for one of both, 2 for the rest."""
    confirmed = Q(facet_row__verified_on__gte=confirmed_since())
    complete = Q(facet_row__completeness__gte=COMPLETE)
    whens = (When(confirmed & complete, then=0), When(confirmed | complete, then=1))
    return Case(*whens, default=2, output_field=IntegerField())


def count_values(found: QuerySet[Entry]) -> dict[int, int]:
    """Number of each facet value → how many of these entries have it."""
    rows = FacetRow.objects.filter(entry__in=found).order_by()
    spread = rows.annotate(number=Func(F("facets"), function="unnest", output_field=IntegerField()))
    return dict(spread.values("number").annotate(count=Count(Value(1))).values_list("number", "count"))
