"""Distances on the Earth, taken as a sphere."""

import math
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088
"""The mean radius (IUGG), as in the SQL function `sinet_km`."""
KM_PER_DEGREE: Final = math.radians(EARTH_RADIUS_KM)
"""Of latitude, and of longitude on the equator: 111.195."""


def km_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance of two points in degrees, by the haversine formula."""
    lat, other = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((other - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))
