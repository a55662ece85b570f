"""The land of countries, from the file that the maps in the browser draw: static/geo/europe.topo.json.

The file holds all land between the edges of `FRAME`, country by country, within about ten kilometres; what it
leaves out are islands of less than 20 km² and what Natural Earth leaves out at 1 : 50 million, such as Lampedusa.
"""

import json
import math
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

from sinet.common.globe import KM_PER_DEGREE

FILE: Final = Path(__file__).resolve().parents[2] / "static" / "geo" / "europe.topo.json"
FRAME: Final = (-40.0, 12.0, 66.0, 76.0)
"""West, south, east and north of what the file shows, in degrees."""
_ON_EDGE: Final = 0.1  # degrees; rounding moves a cut edge by less

Ring = list[tuple[float, float]]
"""Longitude and latitude of the corners, the first once more at the end."""


def is_on_map(latitude: float, longitude: float) -> bool:
    west, south, east, north = FRAME
    return west <= longitude <= east and south <= latitude <= north


@cache
def land() -> dict[str, list[Ring]]:
    """The rings of each country, by its three letters (ISO 3166-1; XKX is Kosovo)."""
    topology = json.loads(FILE.read_text())
    arcs = _decoded_arcs(topology)
    return {one["properties"]["a3"]: _rings(one, arcs) for one in topology["objects"]["countries"]["geometries"]}


def is_cut(country: str) -> bool:
    """Whether a country goes on where the file ends."""
    west, south, east, north = FRAME
    return any(
        min(x - west, y - south, east - x, north - y) < _ON_EDGE for ring in land().get(country, []) for x, y in ring
    )


def km_from_land(country: str, latitude: float, longitude: float) -> float:
    """Kilometres to the nearest land of a country, 0 on it; infinite for one that the file does not have."""
    east = math.cos(math.radians(latitude)) * KM_PER_DEGREE
    inside, nearest = False, math.inf
    for ring in land().get(country, []):
        corners = [((x - longitude) * east, (y - latitude) * KM_PER_DEGREE) for x, y in ring]
        for (x1, y1), (x2, y2) in pairwise(corners):
            # Each side that a ray to the east meets takes it out of the land or back in.
            inside ^= (y1 > 0) != (y2 > 0) and x1 - y1 * (x2 - x1) / (y2 - y1) > 0
            nearest = min(nearest, _km_from_side(x1, y1, x2, y2))
    return 0 if inside else nearest


def _km_from_side(x1: float, y1: float, x2: float, y2: float) -> float:
    """From the origin to the nearest point of a side."""
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
    return math.hypot(x1 + along * dx, y1 + along * dy)


def _decoded_arcs(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a quantised topology as lists of longitude and latitude."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs = accumulate(x for x, _ in arc)
        ys = accumulate(y for _, y in arc)
        arcs.append([(x * kx + tx, y * ky + ty) for x, y in zip(xs, ys, strict=True)])
    return arcs


def _rings(geometry: dict[str, Any], arcs: list[Ring]) -> list[Ring]:
    """The rings of a polygon or of several; a negative number means an arc backwards (~n)."""
    kind = geometry.get("type")
    polygons = [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"] if kind == "MultiPolygon" else []
    found = []
    for polygon in polygons:
        for numbers in polygon:
            ring: Ring = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += arc[1:] if ring else arc
            found.append(ring)
    return found
