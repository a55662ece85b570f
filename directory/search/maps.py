"""Results on a map: points and clusters, never more than can be read."""

from collections.abc import Iterable
from typing import Final

from directory.search.addresses import entry_url
from directory.search.cards import Brief, briefs
from directory.search.conditions import inside, visible_points
from directory.search.ground import CELL_SIZES, EUROPE, Box, level_for
from directory.search.selection import SAMPLE, Heap, Selection, Spot
from directory.search.shapes import MapView, Marker, Pin

__all__ = ["EUROPE", "MOST_MARKERS", "view"]

MOST_MARKERS: Final = 60
_MOST_PINS: Final = 20
_FEW: Final = 8
"""So many points of a cluster tell where its marker stands."""
_MOST_CELLS: Final = 900
_PIXELS: Final = 70
"""Markers stand about so far apart."""
_TILE: Final = 256
_DEEPEST_ZOOM: Final = 20


def view(selection: Selection, box: Box, zoom: int, language: str, *, pins: bool) -> MapView:
    """The results inside a rectangle as at most 60 markers; a cluster stands amid its newest points."""
    heaps = _heaps(selection, box, zoom)
    named = {spot.entry for heap in heaps if _bounds(heap) is None for spot in heap.spots[:_MOST_PINS]}
    rows = briefs(named, language) if pins and named else {}
    precisions = _precisions(rows, box) if rows else {}
    return MapView(
        markers=tuple(_marker(heap, rows, precisions, language) for heap in heaps),
        shown=selection.inside(box),
        without_point=selection.without_point,
        bbox=(box.west, box.south, box.east, box.north),
    )


def _heaps(selection: Selection, box: Box, zoom: int) -> list[Heap]:
    """Cells about as wide as a marker at this zoom, or wider until there are few enough."""
    wide = 360 * _PIXELS / (_TILE * 2 ** min(max(zoom, 0), _DEEPEST_ZOOM))
    level = next((level for level, size in enumerate(CELL_SIZES) if size <= wide), len(CELL_SIZES) - 1)
    level = min(level, level_for(box, _MOST_CELLS))
    # Only at the finest level, where heaps may be parted, does every point count.
    sample = SAMPLE if wide < CELL_SIZES[-1] else _FEW
    heaps = selection.heaps(box, level, sample)
    while len(heaps) > MOST_MARKERS and level > 0:
        level -= 1
        heaps = selection.heaps(box, level, sample)
    found = [part for heap in heaps.values() for part in _split(heap, wide)]
    if len(found) > MOST_MARKERS:
        found = list(heaps.values())
    return sorted(found, key=lambda heap: -heap.count)[:MOST_MARKERS]


def _split(heap: Heap, wide: float) -> Iterable[Heap]:
    """The finest cells are still wide at a deep zoom: there, few points are parted by where they stand."""
    entries = {spot.entry for spot in heap.spots}
    if wide >= CELL_SIZES[-1] or len(entries) < heap.count:
        return [heap]
    parts: dict[tuple[int, int], list[Spot]] = {}
    for spot in heap.spots:
        key = int(spot.latitude // wide), int(spot.longitude // wide)
        parts.setdefault(key, []).append(spot)
    return [Heap(len({spot.entry for spot in spots}), tuple(spots)) for spots in parts.values()]


def _precisions(entries: Iterable[int], box: Box) -> dict[tuple[int, float, float], str]:
    points = visible_points().filter(inside(box), entry__in=list(entries)).order_by()
    return {
        (entry, latitude, longitude): precision
        for entry, latitude, longitude, precision in points.values_list("entry", "latitude", "longitude", "precision")
        if latitude is not None and longitude is not None
    }


def _marker(
    heap: Heap, rows: dict[int, Brief], precisions: dict[tuple[int, float, float], str], language: str
) -> Marker:
    spots = heap.spots
    pins: dict[int, Pin] = {}
    for spot in spots[:_MOST_PINS]:
        row = rows.get(spot.entry)
        if row and spot.entry not in pins:
            _language, title, _summary = row.shown(language)
            precision = precisions.get((spot.entry, spot.latitude, spot.longitude), "")
            pins[spot.entry] = Pin(row.pk, row.kind, title, entry_url(row.kind, row.slug, language), precision)
    return Marker(
        latitude=round(sum(spot.latitude for spot in spots) / len(spots), 5),
        longitude=round(sum(spot.longitude for spot in spots) / len(spots), 5),
        count=heap.count,
        entries=tuple(pins.values()),
        bbox=_bounds(heap),
    )


def _bounds(heap: Heap) -> tuple[float, float, float, float] | None:
    """What a cluster would be taken apart in; None for one entry, or where all stand on one spot."""
    latitudes, longitudes = [spot.latitude for spot in heap.spots], [spot.longitude for spot in heap.spots]
    bounds = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    apart = bounds[0] < bounds[2] or bounds[1] < bounds[3]
    return bounds if apart and heap.count > 1 else None
