"""Towns by any of their names."""

from typing import Final

from directory.models import City
from sinet.common.text import fold

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
