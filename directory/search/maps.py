"""Results on a map: points and clusters, never more than can be read (docs/decisions, "Clusters from cells")."""

from typing import Final

from directory.search.ground import CELL_SIZES, EUROPE, Box, around
from directory.search.heaps import SAMPLE, Heap
from directory.search.pins import Pins, read_pins
from directory.search.selection import Selection
from directory.search.shapes import MapView, Marker

__all__ = ["CLOSEST_ZOOM", "EUROPE", "MOST_MARKERS", "view"]

MOST_MARKERS: Final = 60
CLOSEST_ZOOM: Final = 14
"""Nearer no map goes: what is still together there is named like entries on one spot."""
_MOST_CELLS: Final = 900
_PIXELS: Final = 70
"""Markers stand about so far apart."""
_TILE: Final = 256


def view(selection: Selection, box: Box, zoom: int, language: str, *, pins: bool) -> MapView:
    """The results inside a rectangle as at most 60 markers; a cluster stands amid its newest points."""
    heaps = sorted(_heaps(selection, box, zoom), key=lambda heap: -heap.count)
    named = [heap.box is None or zoom >= CLOSEST_ZOOM for heap in heaps]
    known = Pins({})
    if pins:
        spots = [spot for heap, is_named in zip(heaps, named, strict=True) if is_named for spot in heap.spots]
        known = read_pins(spots, selection.distances([spot.entry for spot in spots]), language)
    shown = selection.inside(box)
    without_point = selection.without_point
    return MapView(
        markers=tuple(_marker(heap, known, is_named) for heap, is_named in zip(heaps, named, strict=True)),
        shown=shown,
        repeated=sum(heap.count for heap in heaps) - shown,
        outside=selection.total - without_point - shown,
        without_point=without_point,
        bbox=(box.west, box.south, box.east, box.north),
    )


def _heaps(selection: Selection, box: Box, zoom: int) -> list[Heap]:
    """Cells about as wide as a marker at this zoom, or wider until there are few enough."""
    wide = 360 * _PIXELS / (_TILE * 2 ** min(max(zoom, 0), CLOSEST_ZOOM))
    levels = [level for level, size in enumerate(CELL_SIZES) if size <= wide] or [len(CELL_SIZES) - 1]
    sizes = [CELL_SIZES[level] for level in range(levels[0], -1, -1) if box.count_cells(level) <= _MOST_CELLS]
    if wide < CELL_SIZES[-1] and sizes and sizes[0] == CELL_SIZES[-1]:
        sizes.insert(0, wide)
    for size in sizes:
        heaps = selection.heaps(box, size, MOST_MARKERS)
        if heaps is not None:
            return heaps
    raise AssertionError("the widest cells are fewer than the markers")


def _marker(heap: Heap, known: Pins, is_named: bool) -> Marker:
    spots = heap.spots
    box = heap.box or around((spot.latitude, spot.longitude) for spot in spots)
    edges = round(box.west, 6), round(box.south, 6), round(box.east, 6), round(box.north, 6)
    return Marker(
        latitude=round(sum(spot.latitude for spot in spots) / len(spots), 5),
        longitude=round(sum(spot.longitude for spot in spots) / len(spots), 5),
        count=heap.count,
        entries=known.of(spots)[:SAMPLE] if is_named else (),
        bbox=None if is_named else edges,
        area=edges,
    )
