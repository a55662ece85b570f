"""Where the pin of a place may be: on the land of its country, or near it.

Asked of who puts a pin. A document of a source keeps the point that the source gives.
"""

import math
from typing import Final

from django.utils.translation import gettext as _

from directory.models import City, Country
from sinet.common.globe import KM_PER_DEGREE, km_between
from sinet.common.outlines import is_cut, is_on_map, km_from_land, land

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


class PinError(ValueError):
    """No place of the country can be there; the message is for who put the pin."""


def country_of_pin(country: str, latitude: float, longitude: float) -> str:
    """The country that was given, or that of the nearest town. Raises `PinError` where the pin cannot be right."""
    if country:
        if _is_far_from(country, latitude, longitude):
            raise PinError(
                _(
                    "This pin does not lie in the country of the place: it is farther than %(km)d km from its land. "
                    "Move it, or choose its country. If it is on a small island that our map leaves out, take the pin "
                    "away and write the name of the island as the town."
                )
                % {"km": FAR_KM}
            )
        return country
    near = _nearest_town(latitude, longitude)
    if near is None:
        raise PinError(
            _("There is no town near this pin; it may lie in the sea. Move it, or choose the country as well.")
        )
    return near.country_id


def _nearest_town(latitude: float, longitude: float) -> City | None:
    """The nearest town within `NEAR_KM`."""
    rows = NEAR_KM / KM_PER_DEGREE
    columns = rows / max(0.1, math.cos(math.radians(latitude)))
    around = City.objects.filter(
        latitude__range=(latitude - rows, latitude + rows), longitude__range=(longitude - columns, longitude + columns)
    )
    near = [(km_between(latitude, longitude, city.latitude, city.longitude), city) for city in around]
    best = min(near, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] <= NEAR_KM else None


def _is_far_from(country: str, latitude: float, longitude: float) -> bool:
    """Whether a pin lies farther than `FAR_KM` from the land of a country; never where that land is not known."""
    code = Country.objects.filter(pk=country).values_list("code3", flat=True).first() or ""
    if not is_on_map(latitude, longitude):
        return code in land() and not is_cut(code)
    if km_from_land(code, latitude, longitude) <= FAR_KM:
        return False
    towns = [*City.objects.filter(country_id=country).values_list("latitude", "longitude"), *_ISLANDS.get(country, [])]
    return all(km_between(latitude, longitude, *town) > FAR_KM for town in towns)
