"""Entries that are like another one, each with what both have."""

import math
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from heapq import heapify, heappop
from itertools import combinations, islice
from typing import Final

from pyroaring import BitMap

from directory.choices import MADE_UP
from directory.models import Entry, FacetRow
from directory.search.addresses import added, entry_url, page_url
from directory.search.bitmaps import Bitmaps
from directory.search.cards import Brief, label_of
from directory.search.catalogue import Catalogue, kind_label
from directory.search.follower import Reading, reading
from directory.search.shapes import Shared, Similar
from directory.search.truth import count_values

MOST: Final = 6
# What says something about an entry: not its kind, language, source or centre.
_TELLING: Final = frozenset(
    "element method theme challenge beneficiary technology focus sector sdg activity esf country region tag".split()
)
_ENOUGH: Final = 1.5
"""What one entry in five has is enough (natural logarithm of 5: 1.6), a country that half of all have is not."""
_MOST_VALUES: Final = 12
_OF_ONE: Final = 60
_OF_TWO: Final = 20
_MOST_ROWS: Final = 2_000
_SHOWN: Final = 3
_SAME_TOWN: Final = 2.0
_SAME_PARTNER: Final = 4.0

AROUND: Final = """(
SELECT json_agg(json_build_array(a.entry_id, a.city, a.partner, f.facets)) FROM (
(SELECT e.id AS entry_id, NULL AS city, NULL::bigint AS partner)
UNION ALL
(SELECT DISTINCT o.entry_id, o.city, NULL::bigint
FROM directory_entryplace p JOIN directory_entryplace o USING (geoname_id)
JOIN directory_facetrow f ON f.entry_id = o.entry_id
WHERE p.entry_id = e.id AND o.entry_id <> e.id AND NOT p.is_hidden AND NOT o.is_hidden LIMIT 300)
UNION ALL
(WITH mine AS MATERIALIZED (
    SELECT f.entry_id FROM (
        SELECT object_id AS other FROM directory_relation WHERE subject_id = e.id
        UNION SELECT subject_id FROM directory_relation WHERE object_id = e.id
    ) r JOIN directory_facetrow f ON f.entry_id = r.other LIMIT 50
)
SELECT DISTINCT theirs.other, NULL, mine.entry_id FROM mine CROSS JOIN LATERAL (
    (SELECT object_id AS other FROM directory_relation WHERE subject_id = mine.entry_id LIMIT 100)
    UNION (SELECT subject_id FROM directory_relation WHERE object_id = mine.entry_id LIMIT 100)
) theirs JOIN directory_facetrow f ON f.entry_id = theirs.other
WHERE theirs.other <> e.id AND theirs.other NOT IN (SELECT entry_id FROM mine) LIMIT 300)
) a JOIN directory_facetrow f USING (entry_id)
)"""
"""Public entries in the same town as an entry `e`, and those that are related to the same third one; first itself."""
Near = tuple[int, str | None, int | None, list[int]]
"""An entry, the town or the third entry that it shares, and the numbers of its values."""


class Alike:
    """Candidates with their weight and what they share, and the best of them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.best: dict[int, list[int]] = {}
        """Those that share the most first, with the values that each shares, the rarest first."""
        self.candidates: list[tuple[float, int, int]] = []
        """(-weight, -entry, slot) of those that share enough; the slot is 0 where the facets were read."""
        self.rarest: dict[int, float] = {}
        """The entry's own values, the rarest first, with what each weighs."""
        self.towns: dict[int, str] = {}
        self.partners: dict[int, int] = {}
        self.facets: dict[int, list[int]] = {}
        """The numbers of the entry's own values, and of those that are near it."""
        self.sharing: dict[int, BitMap] = {}
        """Who has each of the rarest values, by their slots; for all whose facets were not read."""

    def _values(self, entry: int, slot: int) -> list[int]:
        """What it shares, the rarest first."""
        if slot:
            return [number for number, slots in self.sharing.items() if slot in slots]
        facets = self.facets[entry]
        return [number for number in self.rarest if number in facets]

    def ranked(self, own: int) -> Iterator[tuple[int, list[int]]]:
        """Who shares the most first, with what; countries alone make no entries alike, however rare they are."""
        heapify(self.candidates)
        countries = self.catalogue.by_facet["country"]
        while self.candidates:
            _weight, entry, slot = heappop(self.candidates)
            if -entry == own or (slot and -entry in self.facets):
                continue
            values = self._values(-entry, slot)
            if self._tells(-entry, values, countries):
                yield -entry, values

    def _tells(self, entry: int, values: Iterable[int], countries: Container[int]) -> bool:
        return entry in self.towns or entry in self.partners or any(number not in countries for number in values)

    @property
    def wanted(self) -> set[int]:
        """The entries that `similar` names: the best, and the partners that they share."""
        return {*self.best, *(self.partners[key] for key in self.best if key in self.partners)}


def alike(entry: Entry, near: Iterable[Near]) -> Alike:
    """Up to six public entries that are like one; none where nothing telling is shared."""
    basis = reading()
    found = Alike(basis.catalogue)
    _note_places_and_partners(near, found)
    own = found.facets.pop(entry.pk, None)
    if own is None:
        return found
    found.rarest = _rarest((number for number in own if _is_telling(number, basis.catalogue)), basis)
    made_up, is_made_up = basis.catalogue.number("source", MADE_UP), entry.is_made_up
    if basis.bitmaps is None:
        _find_rows(entry.pk, found)
    else:
        _weigh_slots(entry, basis.bitmaps, made_up, found)
    # What is made up is like nothing real, however much it shares.
    for other, facets in found.facets.items():
        if (made_up in facets) == is_made_up:
            weight = _weight(other, facets, found)
            if weight >= _ENOUGH:
                found.candidates.append((-weight, -other, 0))
    found.best = dict(islice(found.ranked(entry.pk), MOST))
    return found


def _is_telling(number: int, catalogue: Catalogue) -> bool:
    return catalogue.values.get(number, ("",))[0] in _TELLING


def _note_places_and_partners(near: Iterable[Near], found: Alike) -> None:
    for other, town, partner, facets in near:
        found.facets[other] = facets
        if town is not None:
            found.towns[other] = town
        if partner is not None:
            found.partners[other] = partner


def _rarest(telling: Iterable[int], basis: Reading) -> dict[int, float]:
    """The rarest of these values with what each weighs."""
    sizes, total = _sizes(telling, basis)
    numbers = sorted(sizes, key=lambda number: (sizes[number], number))[:_MOST_VALUES]
    return {number: math.log(total / sizes[number]) for number in numbers}


def _weight(other: int, facets: Collection[int], found: Alike) -> float:
    """Of an entry whose facets were read."""
    near = _SAME_TOWN * (other in found.towns) + _SAME_PARTNER * (other in found.partners)
    return near + math.fsum(found.rarest[number] for number in found.rarest.keys() & facets)


def _weigh_slots(entry: Entry, bitmaps: Bitmaps, made_up: int, found: Alike) -> None:
    """Weigh those that share the most, but for those whose facets were read.

    They are among the newest that have any one of the values, or any two: of a value that thousands have, those that
    share nothing else are not worth looking at.
    """
    sets = [(bitmaps.of(number), bitmaps.recent(number)) for number in found.rarest]
    candidates = BitMap.union(
        BitMap(),
        *(_newest(recent, _OF_ONE) for _slots, recent in sets),
        *(_newest_of_both(one, other) for one, other in combinations(sets, 2)),
    )
    invented = bitmaps.of(made_up)
    candidates = candidates & invented if entry.is_made_up else candidates - invented
    weights: dict[int, float] = {}
    for (number, weight), (slots, _recent) in zip(found.rarest.items(), sets, strict=True):
        found.sharing[number] = slots & candidates
        for slot in found.sharing[number]:
            weights[slot] = weights.get(slot, 0.0) + weight
    entries = bitmaps.table.entry
    found.candidates = [(-weight, -entries[slot], slot) for slot, weight in weights.items() if weight >= _ENOUGH]


def _newest(slots: BitMap, most: int) -> BitMap:
    return slots if len(slots) <= most else slots[len(slots) - most :]


def _newest_of_both(one: tuple[BitMap, BitMap], other: tuple[BitMap, BitMap]) -> BitMap:
    """Of two sets, each with the newest in it: those are enough where they have enough in common."""
    both = one[1] & other[1]
    return _newest(both if len(both) >= _OF_TWO else one[0] & other[0], _OF_TWO)


def _find_rows(entry: int, found: Alike) -> None:
    """The newest that share anything."""
    rows = FacetRow.objects.filter(facets__overlap=list(found.rarest)).exclude(pk=entry).order_by("-slot")
    found.facets |= dict(rows.values_list("pk", "facets")[:_MOST_ROWS])


def _sizes(numbers: Iterable[int], basis: Reading) -> tuple[dict[int, int], int]:
    """How many public entries have each value, and how many there are."""
    wanted = list(numbers)
    if basis.bitmaps is not None:
        return {number: len(basis.bitmaps.of(number)) or 1 for number in wanted}, len(basis.bitmaps.everything)
    public = Entry.objects.public().filter(facet_row__isnull=False)
    counted = count_values(public)
    return {number: counted.get(number, 1) for number in wanted}, public.count()


def similar(found: Alike, rows: Mapping[int, Brief], language: str) -> list[Similar]:
    """The best, each with what both have; `rows` has those that are `wanted`."""
    described = []
    for key, values in found.best.items():
        row = rows.get(key)
        if row is None:
            continue
        shared: list[Shared] = []
        partner = rows.get(found.partners.get(key, 0))
        if partner:
            title = partner.shown(language)[1]
            shared.append(Shared("entry", title, entry_url(partner.kind, partner.slug, language)))
        shared += _shared_values(values, found.catalogue, language)
        if key in found.towns:
            url = added(
                f"{page_url('search', language)}?", "near", f"{found.towns[key]},{row.country or ''}".rstrip(",")
            )
            shared.append(Shared("city", found.towns[key], url))
        shown, title, _summary = row.shown(language)
        described.append(
            Similar(
                pk=row.pk,
                uid=str(row.uid),
                kind=row.kind,
                kind_label=kind_label(row.kind, language),
                title=title,
                url=entry_url(row.kind, row.slug, language),
                language=shown,
                place_label=row.place_label(language),
                shared=tuple(shared),
            )
        )
    return described


def _shared_values(numbers: Iterable[int], catalogue: Catalogue, language: str) -> list[Shared]:
    labels = (label_of(*catalogue.values[number], language, catalogue) for number in islice(numbers, _SHOWN))
    return [Shared(label.facet, label.label, label.url) for label in labels]
