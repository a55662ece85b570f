"""What a part of the map is called: after its largest town, or the nearest one."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import floor
from typing import Final, NamedTuple

from directory.models import City
from sinet.common.globe import km_between

_CELL: Final = 2.0
"""Degrees: towns are kept by cells, so that a name takes a look at a few of eight thousand."""
_KEPT_FOR: Final = 3600
"""Seconds. Towns change with a release, not with entries."""

Edges = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


class Town(NamedTuple):
    name: str
    latitude: float
    longitude: float
    population: int


Grid = Mapping[tuple[int, int], Sequence[Town]]


def names_of(areas: Sequence[Edges]) -> list[str]:
    """A town for each area, none twice; "" where there is none near, as outside Europe.

    At most one statement an hour for each process.
    """
    grid = _grid(int(time.monotonic() // _KEPT_FOR))
    largest = [_largest(grid, area) for area in areas]
    taken = {town for town in largest if town}
    names = []
    for area, inside in zip(areas, largest, strict=True):
        town = inside or _nearest(grid, area, taken)
        if town:
            taken.add(town)
        names.append(town.name if town else "")
    return names


def forget() -> None:
    """Read the towns anew: they were loaded just now."""
    _grid.cache_clear()


@lru_cache(maxsize=1)
def _grid(_hour: int) -> Grid:
    """The towns of each cell, the largest first."""
    grid = defaultdict(list)
    rows = City.objects.order_by("-population", "geoname").values_list("name", "latitude", "longitude", "population")
    for town in map(Town._make, rows.iterator()):
        grid[floor(town.latitude / _CELL), floor(town.longitude / _CELL)].append(town)
    return dict(grid)


def _largest(grid: Grid, area: Edges) -> Town | None:
    west, south, east, north = area
    inside = (
        next((town for town in cell if south <= town.latitude <= north and west <= town.longitude <= east), None)
        for cell in _cells(grid, area)
    )
    return max((town for town in inside if town), key=lambda town: town.population, default=None)


def _nearest(grid: Grid, area: Edges, taken: set[Town]) -> Town | None:
    west, south, east, north = area
    latitude, longitude = (south + north) / 2, (west + east) / 2
    around = longitude - _CELL, latitude - _CELL, longitude + _CELL, latitude + _CELL
    free = (town for cell in _cells(grid, around) for town in cell if town not in taken)
    return min(free, key=lambda town: km_between(latitude, longitude, town.latitude, town.longitude), default=None)


def _cells(grid: Grid, area: Edges) -> Iterable[Sequence[Town]]:
    west, south, east, north = (floor(edge / _CELL) for edge in area)
    return (
        grid[row, column]
        for row in range(south, north + 1)
        for column in range(west, east + 1)
        if (row, column) in grid
    )
