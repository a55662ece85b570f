"""Europe on paper: from coordinates to places on the drawn map.

The map is Lambert's azimuthal equal-area projection on a sphere around 53° N, 12° E (near the centre of
EPSG:3035): x and y of a point by Snyder, "Map Projections: A Working Manual" (USGS Professional Paper 1395,
1987), equations 24-2, 22-4 and 22-5. The land itself is static/geo/europe.svg, drawn with the same numbers by
scripts/draw_europe.py.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sinet.common.globe import EARTH_RADIUS_KM

CENTRE_LATITUDE = math.radians(53)
CENTRE_LONGITUDE = math.radians(12)
# The part of the plane that is drawn, in km from the centre: west edge, north edge, width, height.
# Reykjavík, Lisbon, Tromsø and Nicosia lie on it.
WEST, NORTH, KM_WIDE, KM_HIGH = -2120.0, -2130.0, 4200.0, 4025.0
SCALE = 0.2  # units of the view box for a kilometre
WIDTH = round(KM_WIDE * SCALE)
HEIGHT = round(KM_HIGH * SCALE)
VIEWBOX = f"0 0 {WIDTH} {HEIGHT}"


class Point(NamedTuple):
    """A place on the drawing: x to the right, y down, in units of the view box."""

    x: float
    y: float


@dataclass(frozen=True)
class Dot:
    """A circle on the map that stands for `count` entries."""

    x: float
    y: float
    radius: float
    count: int

    @property
    def halo(self) -> float:
        """The radius of the glow around it."""
        return round(self.radius * 1.9, 1)

    @property
    def baseline(self) -> float:
        """Where the count is written, so that it stands in the middle."""
        return round(self.y + 10, 1)


def project(latitude: float, longitude: float) -> Point:
    """Where a place (in degrees) lies on the drawing, to a tenth of a unit; it may lie outside it."""
    point = project_exactly(latitude, longitude)
    return Point(round(point.x, 1), round(point.y, 1))


def project_exactly(latitude: float, longitude: float) -> Point:
    """The same, not rounded: for parts of the drawing that are enlarged."""
    phi, lam = math.radians(latitude), math.radians(longitude) - CENTRE_LONGITUDE
    sin0, cos0 = math.sin(CENTRE_LATITUDE), math.cos(CENTRE_LATITUDE)
    cosine = sin0 * math.sin(phi) + cos0 * math.cos(phi) * math.cos(lam)
    if cosine < -0.9999:  # the antipode is the whole rim of the map, any point of it will do
        return Point(-EARTH_RADIUS_KM, -EARTH_RADIUS_KM)
    k = EARTH_RADIUS_KM * math.sqrt(2 / (1 + cosine))
    east = k * math.cos(phi) * math.sin(lam)
    north = k * (cos0 * math.sin(phi) - sin0 * math.cos(phi) * math.cos(lam))
    return Point((east - WEST) * SCALE, (-north - NORTH) * SCALE)


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the drawing, enlarged until it fills the whole; its left upper corner in units of the drawing."""

    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0

    def place(self, latitude: float, longitude: float) -> Point:
        """Where a place lies in the enlarged drawing; it may lie outside it."""
        point = project_exactly(latitude, longitude)
        return Point(round((point.x - self.left) * self.scale, 1), round((point.y - self.top) * self.scale, 1))

    @property
    def transform(self) -> str:
        """The same for the land, as SVG writes it."""
        return f"scale({self.scale:.4f}) translate({-self.left:.3f} {-self.top:.3f})"

    @property
    def stroke(self) -> float:
        """How thick its lines are drawn, so that they look alike in every frame."""
        return round(1.2 / self.scale, 5)


def frame_of(west: float, south: float, east: float, north: float) -> Frame:
    """The frame that shows a rectangle of degrees; the whole drawing where that is no larger."""
    steps = [step / 8 for step in range(9)]
    edges = [
        project_exactly(south + (north - south) * up, west + (east - west) * right)
        for up in steps
        for right in steps
        if up in {0, 1} or right in {0, 1}
    ]
    left, right = min(point.x for point in edges), max(point.x for point in edges)
    top, bottom = min(point.y for point in edges), max(point.y for point in edges)
    scale = min(WIDTH / max(right - left, 0.001), HEIGHT / max(bottom - top, 0.001))
    if scale <= 1:
        return Frame()
    return Frame((left + right - WIDTH / scale) / 2, (top + bottom - HEIGHT / scale) / 2, scale)


def is_drawn(point: Point) -> bool:
    """Whether a point lies on the drawing."""
    return 0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT


def dots(
    places: Iterable[tuple[float, float, int]],
    *,
    nearest: float = 0,
    smallest: float = 3.5,
    largest: float = 9,
) -> list[Dot]:
    """One dot per place (latitude, longitude, count), its area growing with the count; the largest first.

    Places that lie closer than `nearest` units to a larger one are added to it, so that dots do not cover
    each other. What lies off the map is left out.
    """
    merged: list[list[float]] = []
    for latitude, longitude, count in sorted(places, key=lambda place: (-place[2], place[0], place[1])):
        point = project(latitude, longitude)
        if not is_drawn(point):
            continue
        home = next((m for m in merged if math.hypot(m[0] - point.x, m[1] - point.y) < nearest), None)
        if home:
            home[2] += count
        else:
            merged.append([point.x, point.y, count])
    top = max((m[2] for m in merged), default=1)
    found = [
        Dot(x, y, round(smallest + (largest - smallest) * math.sqrt(count / top), 1), int(count))
        for x, y, count in merged
    ]
    return sorted(found, key=lambda dot: (-dot.count, dot.x, dot.y))


def window(points: Iterable[Point], *, ratio: float = 1.42, narrowest: float = 300) -> str:
    """A view box around points with some air, `ratio` times as wide as high, at least `narrowest` units wide.

    Without any point: the whole map.
    """
    known = list(points)
    if not known:
        return VIEWBOX
    left, right = min(p.x for p in known), max(p.x for p in known)
    top, bottom = min(p.y for p in known), max(p.y for p in known)
    wide = max((right - left) * 1.3, (bottom - top) * 1.3 * ratio, narrowest)
    high = wide / ratio
    return f"{(left + right - wide) / 2:.0f} {(top + bottom - high) / 2:.0f} {wide:.0f} {high:.0f}"


def pin_radius(view_box: str) -> float:
    """The radius of a pin that looks the same in every view box of `window`."""
    return round(float(view_box.split()[2]) / 42, 1)
