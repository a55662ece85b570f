"""All that is public as sets of numbers (roaring bitmaps), so that any combination of filters is counted in no time.

An entry's number is its slot, taken anew at each public change: newest first is reading downwards. A `Bitmaps` never
changes once it is made; a change makes a new one that shares what stayed the same, so that a request which began with
the old one ends with it. What belongs to a slot (entry, coordinates, moment) never changes and lies in a shared table.
"""

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from sys import byteorder
from typing import Final, NamedTuple

from pyroaring import BitMap

from directory.search.ground import CELL_SIZES, Box, Circle, cell, level_for
from directory.search.steps import Past

_MOST_CELLS: Final = 400
"""A viewport is taken apart into so many cells at most."""
_MOST_BOXES: Final = 60
_RECENT: Final = 1_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Row(NamedTuple):
    """One public entry as the database holds it."""

    entry: int
    slot: int
    values: tuple[int, ...]
    """Numbers of its facet values."""
    updated: int
    """Microseconds since 1970."""
    verified_on: date | None
    is_complete: bool
    points: tuple[tuple[float, float], ...]
    """Latitude and longitude of each place that may be shown."""


class Table:
    """What belongs to each slot, in arrays that only grow."""

    def __init__(self) -> None:
        self.entry = array("q")
        self.updated = array("q")
        self.latitude = array("d")
        self.longitude = array("d")
        self.more: dict[int, tuple[tuple[float, float], ...]] = {}

    def reserve(self, slot: int) -> None:
        """Make room up to this slot, with some to spare."""
        short = slot + 1 - len(self.entry)
        if short > 0:
            short += 1024
            self.entry.extend(array("q", bytes(8 * short)))
            self.updated.extend(array("q", bytes(8 * short)))
            self.latitude.extend(array("d", [math.nan]) * short)
            self.longitude.extend(array("d", [math.nan]) * short)

    def put(self, row: Row) -> None:
        self.reserve(row.slot)
        self.entry[row.slot] = row.entry
        self.updated[row.slot] = row.updated
        self.put_points(row.slot, row.points)

    def put_points(self, slot: int, points: tuple[tuple[float, float], ...]) -> None:
        if points:
            self.latitude[slot], self.longitude[slot] = points[0]
            if len(points) > 1:
                self.more[slot] = points[1:]

    def points(self, slot: int) -> Iterator[tuple[float, float]]:
        if not math.isnan(self.latitude[slot]):
            yield self.latitude[slot], self.longitude[slot]
            yield from self.more.get(slot, ())


class Column(NamedTuple):
    """The values of a facet side by side: their numbers, their sets, the sizes of these."""

    numbers: list[int]
    sets: list[BitMap]
    sizes: list[int]


@dataclass(frozen=True)
class Bitmaps:
    """The sets: of all entries, of each facet value, of each day of change or confirmation, of each cell of the map."""

    table: Table
    everything: BitMap = field(default_factory=BitMap)
    values: Mapping[int, BitMap] = field(default_factory=dict)
    updated: Mapping[int, BitMap] = field(default_factory=dict)
    verified: Mapping[int, BitMap] = field(default_factory=dict)
    complete: BitMap = field(default_factory=BitMap)
    placed: BitMap = field(default_factory=BitMap)
    cells: tuple[Mapping[int, BitMap], ...] = tuple({} for _size in CELL_SIZES)
    names: "dict[str, array[int]]" = field(default_factory=dict)
    """Collation → all slots from A to Z; read when first asked for."""

    near: dict[Circle, dict[int, float]] = field(default_factory=dict)
    """Circle → slot → km, of the circles that were asked for."""
    standings: dict[date, tuple[BitMap, BitMap]] = field(default_factory=dict)
    """What `standing` gave, by its day."""
    boxes: dict[Box, BitMap] = field(default_factory=dict)
    """Rectangle → all with a point in it, of the rectangles that were asked for."""
    columns: dict[str, Column] = field(default_factory=dict)
    """What `column` gave, by its facet."""
    recents: dict[int, BitMap] = field(default_factory=dict)
    """What `recent` gave, by the number of the value; as many as thousands have, which are few."""
    past: Past = field(default_factory=Past)

    @cached_property
    def several(self) -> BitMap:
        """All with more than one point; put together when first asked for."""
        return BitMap(self.table.more) & self.placed

    def of(self, number: int) -> BitMap:
        return self.values.get(number) or BitMap()

    def recent(self, number: int) -> BitMap:
        """The newest that have a value, a thousand: enough where only a few are looked for."""
        slots = self.of(number)
        if len(slots) <= _RECENT:
            return slots
        if number not in self.recents:
            self.recents[number] = slots[len(slots) - _RECENT :]
        return self.recents[number]

    def any_of(self, numbers: Iterable[int]) -> BitMap:
        return BitMap.union(BitMap(), *(self.of(number) for number in numbers))

    def column(self, facet: str, numbers: Iterable[int]) -> Column:
        """The values of a facet that any entry has."""
        if facet not in self.columns:
            there = [number for number in numbers if number in self.values]
            sets = [self.values[number] for number in there]
            self.columns[facet] = Column(there, sets, [len(slots) for slots in sets])
        return self.columns[facet]

    def updated_since(self, moment: datetime) -> BitMap:
        since = (moment - _EPOCH) // (datetime.resolution)
        first = moment.astimezone(UTC).date().toordinal()
        found = BitMap.union(BitMap(), *(slots for day, slots in self.updated.items() if day > first))
        times = self.table.updated
        return found | BitMap(slot for slot in self.updated.get(first, ()) if times[slot] >= since)

    def verified_since(self, day: date) -> BitMap:
        first = day.toordinal()
        return BitMap.union(BitMap(), *(slots for day, slots in self.verified.items() if day >= first))

    def standing(self, day: date) -> tuple[BitMap, BitMap]:
        """All that are complete and were confirmed on this day or later, and all of which one of both is true."""
        if day not in self.standings:
            confirmed = self.verified_since(day)
            self.standings[day] = confirmed & self.complete, confirmed ^ self.complete
        return self.standings[day]

    def inside(self, box: Box) -> BitMap:
        """All with a point in a rectangle; remembered as long as the data stay the same."""
        found = self.boxes.get(box)
        if found is None:
            found = self._inside(box)
            if len(self.boxes) < _MOST_BOXES:
                self.boxes[box] = found
        return found

    def _inside(self, box: Box) -> BitMap:
        """Cells that lie in it as a whole; of the others, those points that do."""
        level = level_for(box, _MOST_CELLS)
        cells = self.cells[level]
        whole, edge = [BitMap()], [BitMap()]
        for number in box.cells(level):
            slots = cells.get(number)
            if slots:
                (whole if box.holds_cell(number, level) else edge).append(slots)
        found = BitMap.union(*whole)
        unsure = BitMap.union(*edge) - found
        # Written out, because thousands of points may stand at the edges of a viewport.
        latitude, longitude, more = self.table.latitude, self.table.longitude, self.table.more
        south, north, west, east = box.south, box.north, box.west, box.east
        found.update(
            [
                slot
                for slot in unsure
                if (south <= latitude[slot] <= north and west <= longitude[slot] <= east)
                or (slot in more and any(box.holds(*point) for point in more[slot]))
            ]
        )
        return found

    def changed(self, gone: Iterable[int], rows: Iterable[Row]) -> "Bitmaps":
        """The sets after these slots went and these rows came."""
        rows = list(rows)
        for row in rows:
            self.table.put(row)
        left = BitMap(gone)
        come = _sets_of(rows)
        touched = _touched(self.values, left, come.values)
        return Bitmaps(
            table=self.table,
            past=self.past.after(left, come.everything, frozenset(touched)),
            everything=(self.everything - left) | come.everything,
            values=_exchanged(self.values, left, come.values),
            updated=_exchanged(self.updated, left, come.updated),
            verified=_exchanged(self.verified, left, come.verified),
            complete=(self.complete - left) | come.complete,
            placed=(self.placed - left) | come.placed,
            cells=tuple(_exchanged(old, left, new) for old, new in zip(self.cells, come.cells, strict=True)),
        )


@dataclass
class Sets:
    """The sets of a few rows, while they are made."""

    everything: BitMap = field(default_factory=BitMap)
    values: dict[int, BitMap] = field(default_factory=dict)
    updated: dict[int, BitMap] = field(default_factory=dict)
    verified: dict[int, BitMap] = field(default_factory=dict)
    complete: BitMap = field(default_factory=BitMap)
    placed: BitMap = field(default_factory=BitMap)
    cells: tuple[dict[int, BitMap], ...] = field(default_factory=lambda: tuple({} for _size in CELL_SIZES))

    def place(self, slot: int, points: Iterable[tuple[float, float]]) -> None:
        for latitude, longitude in points:
            self.placed.add(slot)
            for level, cells in enumerate(self.cells):
                cells.setdefault(cell(latitude, longitude, level), BitMap()).add(slot)


def _sets_of(rows: Iterable[Row]) -> Sets:
    sets = Sets()
    for row in rows:
        sets.everything.add(row.slot)
        for number in row.values:
            sets.values.setdefault(number, BitMap()).add(row.slot)
        sets.updated.setdefault(day_of(row.updated), BitMap()).add(row.slot)
        if row.verified_on:
            sets.verified.setdefault(row.verified_on.toordinal(), BitMap()).add(row.slot)
        if row.is_complete:
            sets.complete.add(row.slot)
        sets.place(row.slot, row.points)
    return sets


def day_of(microseconds: int) -> int:
    """The ordinal of the day (UTC) of a moment in microseconds since 1970."""
    return _EPOCH.toordinal() + microseconds // 86_400_000_000


def _touched(old: Mapping[int, BitMap], left: BitMap, come: Mapping[int, BitMap]) -> set[int]:
    """The keys of the sets from which something goes, or to which something comes."""
    return {*come, *([key for key, slots in old.items() if slots.intersect(left)] if left else ())}


def _exchanged(old: Mapping[int, BitMap], left: BitMap, come: Mapping[int, BitMap]) -> dict[int, BitMap]:
    new, none = dict(old), BitMap()
    for key in _touched(old, left, come):
        new[key] = (old.get(key, none) - left) | come.get(key, none)
        if not new[key]:
            del new[key]
    return new


def from_bytes(data: bytes | memoryview | None) -> "array[int]":
    """Numbers as `int4send` writes them, one after the other."""
    numbers = array("I")
    numbers.frombytes(bytes(data or b""))
    if byteorder == "little":
        numbers.byteswap()
    return numbers


def floats_from_bytes(data: bytes | memoryview | None, code: str = "d") -> "array[float]":
    """Numbers as `float8send` or, with code "q", `int8send` writes them."""
    numbers: array[float] = array(code)
    numbers.frombytes(bytes(data or b""))
    if byteorder == "little":
        numbers.byteswap()
    return numbers
