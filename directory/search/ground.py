"""Rectangles, circles and cells on the globe, in degrees (WGS 84) and kilometres."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sinet.common.globe import KM_PER_DEGREE, km_between

CELL_SIZES: Final = (64.0, 32.0, 16.0, 8.0, 4.0, 2.0, 1.0, 0.5, 0.25, 0.125)
"""Sides of the cells of each level, in degrees; cells of one level nest in those of the level before. Of the widest
there are 18 on the whole globe, fewer than a map may have markers."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; it does not cross the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def cells(self, level: int) -> Iterator[int]:
        """The cells of a level that it touches."""
        first, last = cell(self.south, self.west, level), cell(self.north, self.east, level)
        for row in range(first >> 16, (last >> 16) + 1):
            for column in range(first & 0xFFFF, (last & 0xFFFF) + 1):
                yield row << 16 | column

    def count_cells(self, level: int) -> int:
        first, last = cell(self.south, self.west, level), cell(self.north, self.east, level)
        return ((last >> 16) - (first >> 16) + 1) * ((last & 0xFFFF) - (first & 0xFFFF) + 1)

    def overlap(self, other: "Box") -> "Box":
        """What lies in both, of two that meet."""
        return Box(
            max(self.west, other.west),
            max(self.south, other.south),
            min(self.east, other.east),
            min(self.north, other.north),
        )

    def holds_cell(self, number: int, level: int) -> bool:
        """Whether a whole cell lies in it."""
        inner = cell_box(number, level)
        return (
            self.west <= inner.west
            and inner.east <= self.east
            and self.south <= inner.south
            and inner.north <= self.north
        )


EUROPE: Final = Box(-28.0, 34.0, 48.0, 74.0)
"""Its edges are edges of cells, so that every cell lies in it as a whole."""
_HAIR: Final = 0.000_001
"""Degrees, about ten centimetres: what keeps a point inside the rectangle that is written around it."""


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The rectangle around points (latitude, longitude), a hair wider, so that it reads back with all of them."""
    latitudes, longitudes = zip(*points, strict=True)
    return Box(
        max(-180.0, min(longitudes) - _HAIR),
        max(-90.0, min(latitudes) - _HAIR),
        min(180.0, max(longitudes) + _HAIR),
        min(90.0, max(latitudes) + _HAIR),
    )


@dataclass(frozen=True, slots=True)
class Circle:
    """All that lies at most so far from a point."""

    latitude: float
    longitude: float
    radius_km: float
    label: str = ""

    @property
    def box(self) -> Box:
        """A rectangle that holds it."""
        high = self.radius_km / KM_PER_DEGREE * 1.001
        north, south = min(90.0, self.latitude + high), max(-90.0, self.latitude - high)
        narrowest = math.cos(math.radians(max(abs(north), abs(south))))
        wide = min(360.0, high / narrowest) if narrowest > 0.01 else 360.0
        return Box(max(-180.0, self.longitude - wide), south, min(180.0, self.longitude + wide), north)

    def distance(self, latitude: float, longitude: float) -> float:
        """Great-circle distance of a point from the middle, in km."""
        return km_between(self.latitude, self.longitude, latitude, longitude)


def cell(latitude: float, longitude: float, level: int) -> int:
    """The number of the cell that holds a point: row above the south pole, column east of the 180th meridian."""
    row, column = cell_at(latitude, longitude, CELL_SIZES[level])
    return row << 16 | column


def cell_at(latitude: float, longitude: float, size: float) -> tuple[int, int]:
    """Row and column of the cell of so many degrees that holds a point."""
    return int((latitude + 90.0) // size), int((longitude + 180.0) // size)


def square(row: int, column: int, size: float) -> Box:
    south, west = row * size - 90.0, column * size - 180.0
    return Box(west, south, west + size, south + size)


def cell_box(number: int, level: int) -> Box:
    return square(number >> 16, number & 0xFFFF, CELL_SIZES[level])


def level_for(box: Box, most_cells: int) -> int:
    """The finest level at which a rectangle touches no more than so many cells."""
    fitting = [level for level in range(len(CELL_SIZES)) if box.count_cells(level) <= most_cells]
    return fitting[-1] if fitting else 0
