"""Results put together by where they stand: the cells of a map, each with how many and with some of their points."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from pyroaring import BitMap

from directory.search.bitmaps import Bitmaps
from directory.search.ground import CELL_SIZES, Box, around, cell_at, square

SAMPLE: Final = 20
"""Of so many entries of a heap the points are given, at most."""

_FINER: Final = 2
"""Levels between a cell and the finer ones that tell which part of it lies in a rectangle."""

Cell = tuple[int, int]
Point = tuple[float, float]


class Spot(NamedTuple):
    """One point of an entry."""

    entry: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Heap:
    """The results in one cell of the map. An entry with several points in it counts once."""

    count: int
    spots: tuple[Spot, ...]
    """The points of the newest 20, newest first."""
    box: Box | None
    """What all of them stand in; None where they stand on one spot."""


def heap_of(count: int, spots: tuple[Spot, ...], part: Box, every_point: Callable[[], Iterable[Point]]) -> Heap:
    """A heap of so many entries in a part of the map; all their points are looked at only where it takes that."""
    points = {(spot.latitude, spot.longitude) for spot in spots}
    if count <= SAMPLE:
        return Heap(count, spots, around(points) if len(points) > 1 else None)
    (first, *others) = points
    is_one_spot = not others and all(point == first for point in every_point())
    return Heap(count, spots, None if is_one_spot else part)


def heaps_of(bitmaps: Bitmaps, found: BitMap, box: Box, size: float, most: int) -> list[Heap] | None:
    """What was found inside a rectangle, by cells of so many degrees; None if those are too many."""
    here = bitmaps.inside(box) & found
    cells = _kept_cells if size in CELL_SIZES else _fine_cells
    parts = list(islice(cells(bitmaps, here, box, size), most + 1))
    return None if len(parts) > most else [_heap(bitmaps, slots, cell, box, size) for cell, slots in parts]


def _kept_cells(bitmaps: Bitmaps, here: BitMap, box: Box, size: float) -> Iterator[tuple[Cell, BitMap]]:
    """The cells of a level that were made with the bitmaps, each with those of `here` that stand in it."""
    level = CELL_SIZES.index(size)
    cells, several = bitmaps.cells[level], bitmaps.several & here
    for number in box.cells(level):
        slots = cells.get(number)
        found = slots & here if slots else None
        if not found:
            continue
        cell = number >> 16, number & 0xFFFF
        if several and not box.holds_cell(number, level):
            # One with several points may stand in the cell with one of them, and in the rectangle with another.
            unsure = (found & several) - _surely(bitmaps, cell, level, box)
            found -= BitMap([slot for slot in unsure if not any(_points(bitmaps, slot, cell, box, size))])
        if found:
            yield cell, found


def _surely(bitmaps: Bitmaps, cell: Cell, level: int, box: Box) -> BitMap:
    """What stands in finer cells of this one that lie in the rectangle as a whole: it spares looking at each point."""
    finer = level + _FINER
    if finer >= len(CELL_SIZES):
        return BitMap()
    (rows, columns) = (range(place << _FINER, (place + 1) << _FINER) for place in cell)
    cells = bitmaps.cells[finer]
    parts = [number for row in rows for column in columns if (number := row << 16 | column) in cells]
    return BitMap.union(BitMap(), *(cells[number] for number in parts if box.holds_cell(number, finer)))


def _fine_cells(bitmaps: Bitmaps, here: BitMap, box: Box, size: float) -> Iterator[tuple[Cell, BitMap]]:
    """Finer cells than are kept: in so small a rectangle every point can be looked at."""
    cells: dict[Cell, list[int]] = {}
    points = bitmaps.table.points
    for slot in here:
        for latitude, longitude in points(slot):
            if box.holds(latitude, longitude):
                cells.setdefault(cell_at(latitude, longitude, size), []).append(slot)
    for cell, slots in cells.items():
        yield cell, BitMap(slots)


def _heap(bitmaps: Bitmaps, slots: BitMap, cell: Cell, box: Box, size: float) -> Heap:
    count, entry = len(slots), bitmaps.table.entry
    spots = tuple(
        Spot(entry[slot], *point)
        for slot in reversed(slots[max(0, count - SAMPLE) :])
        for point in _points(bitmaps, slot, cell, box, size)
    )
    part = square(*cell, size).overlap(box)
    return heap_of(
        count, spots, part, lambda: (point for slot in slots for point in _points(bitmaps, slot, cell, box, size))
    )


def _points(bitmaps: Bitmaps, slot: int, cell: Cell, box: Box, size: float) -> Iterator[Point]:
    """The points of a slot in one cell, as far as the rectangle goes."""
    if slot not in bitmaps.table.more:
        return bitmaps.table.points(slot)  # it would not be here otherwise
    return (point for point in bitmaps.table.points(slot) if box.holds(*point) and cell_at(*point, size) == cell)
