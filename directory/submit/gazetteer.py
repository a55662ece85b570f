"""Towns by any of their names, and the town nearest to a pin."""

import math
from typing import Final

from directory.models import City
from sinet.common.text import fold

_KM_PER_DEGREE: Final = 111.2
NEAR_KM: Final = 50
"""A pin farther than this from every town may lie in the sea."""
FAR_KM: Final = 600
"""A pin farther than this from every town of its country is a mistake: two numbers swapped, another country chosen."""
_EDGE: Final = 60
"""Degrees east where the gazetteer ends, and with it what it knows of Russia."""

# The folded names of a town are one text per row here; eight thousand rows are looked through in a few milliseconds.
_FIND: Final = """
SELECT geoname, name, country_id, admin1, latitude, longitude, population, time_zone, names FROM directory_city
WHERE '|' || array_to_string(names, '|') LIKE %s AND (%s = '' OR country_id = %s)
ORDER BY names @> ARRAY[%s::varchar] DESC, names[1] LIKE %s DESC, population DESC, geoname LIMIT %s
"""


def find_towns(typed: str, *, country: str = "", most: int = 8) -> list[City]:
    """Towns of which a name begins with what was typed ("Købe", "copenh").

    Whole names come first, then names in use, then large towns.
    """
    name = fold(typed.split(",", maxsplit=1)[0]).strip()[:100]
    if len(name) < 2:
        return []
    begins = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return list(City.objects.raw(_FIND, [f"%|{begins}", country, country, name, begins, most]))


def town(geoname: str) -> City | None:
    """The town of a chosen row; None for what is no number of a town."""
    if not geoname.isdecimal() or len(geoname) > 9:
        return None
    return City.objects.filter(pk=int(geoname)).first()


def is_called(city: City, typed: str) -> bool:
    """Whether the town is still the one whose name stands in the field."""
    name = fold(typed.split(",", maxsplit=1)[0]).strip()
    return not name or any(one.startswith(name) for one in city.names)


def nearest_town(latitude: float, longitude: float) -> City | None:
    """The nearest town within `NEAR_KM`."""
    rows = NEAR_KM / _KM_PER_DEGREE
    columns = rows / max(0.1, math.cos(math.radians(latitude)))
    around = City.objects.filter(
        latitude__range=(latitude - rows, latitude + rows), longitude__range=(longitude - columns, longitude + columns)
    )
    near = [(distance_km(latitude, longitude, city.latitude, city.longitude), city) for city in around]
    best = min(near, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] <= NEAR_KM else None


def is_far_from(country: str, latitude: float, longitude: float) -> bool:
    """Whether a pin lies farther than `FAR_KM` from every town of a country; never where no town is known."""
    if longitude > _EDGE:
        return False
    towns = City.objects.filter(country_id=country).values_list("latitude", "longitude")
    return min((distance_km(latitude, longitude, *town) for town in towns), default=0) > FAR_KM


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres on the sphere, flat enough for what is near."""
    east = (longitude - other_longitude) * math.cos(math.radians((latitude + other_latitude) / 2))
    return _KM_PER_DEGREE * math.hypot(latitude - other_latitude, east)
