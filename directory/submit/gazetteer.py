"""Towns by any of their names, and the town nearest to a pin."""

import math
from typing import Final

from directory.models import City, Country
from sinet.common.globe import KM_PER_DEGREE, km_between
from sinet.common.outlines import is_cut, is_on_map, km_from_land, land
from sinet.common.text import fold

NEAR_KM: Final = 50
"""A pin farther than this from every town may lie in the sea."""
FAR_KM: Final = 60
"""A pin farther than this from the land of its country is a mistake: in the sea, two numbers swapped, another country.
The outlines are right within ten kilometres and leave small islands out."""
_ISLANDS: Final = {
    "GB": [(49.92, -6.30)],  # Scilly
    "GR": [(36.15, 29.59)],  # Kastellorizo
    "IT": [(35.51, 12.60), (35.86, 12.87)],  # Lampedusa, Linosa
}
"""Where people live farther than `FAR_KM` from every outline of their country and from each of its towns."""

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
    rows = NEAR_KM / KM_PER_DEGREE
    columns = rows / max(0.1, math.cos(math.radians(latitude)))
    around = City.objects.filter(
        latitude__range=(latitude - rows, latitude + rows), longitude__range=(longitude - columns, longitude + columns)
    )
    near = [(km_between(latitude, longitude, city.latitude, city.longitude), city) for city in around]
    best = min(near, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] <= NEAR_KM else None


def is_far_from(country: str, latitude: float, longitude: float) -> bool:
    """Whether a pin lies farther than `FAR_KM` from the land of a country; never where that land is not known."""
    code = Country.objects.filter(pk=country).values_list("code3", flat=True).first() or ""
    if not is_on_map(latitude, longitude):
        return code in land() and not is_cut(code)
    if km_from_land(code, latitude, longitude) <= FAR_KM:
        return False
    towns = [*City.objects.filter(country_id=country).values_list("latitude", "longitude"), *_ISLANDS.get(country, [])]
    return all(km_between(latitude, longitude, *town) > FAR_KM for town in towns)
